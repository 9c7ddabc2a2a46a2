package org.bilayer.mybatis.internal.live;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** A table as the database has it; filled by the catalogue that reads it. */
final class LiveTable {

  /** Columns that no two rows share, the primary key's among them. */
  record Unique(String name, List<String> columns, boolean primary) {

    Unique {
      columns = List.copyOf(columns);
    }
  }

  /**
   * A foreign key.
   *
   * @param acts whether removing or changing the referred row changes rows here instead of being refused
   */
  record Reference(
      String name, List<String> columns, String target, List<String> targetColumns, boolean acts) {

    Reference {
      columns = List.copyOf(columns);
      targetColumns = List.copyOf(targetColumns);
    }
  }

  final String name;
  final Map<String, LiveColumn> columns = new LinkedHashMap<>();
  final List<Unique> uniques = new ArrayList<>();
  final List<Reference> references = new ArrayList<>();
  final Set<String> checks = new TreeSet<>();
  /** Constraints that are checked at the commit. */
  final Set<String> deferred = new TreeSet<>();

  final Set<String> triggers = new TreeSet<>();
  /** What the rows are kept by, where it has no transactions; empty otherwise. */
  String engineWithoutTransactions = "";
  /** Whether it is a table, and not a view or something foreign. */
  boolean ordinary = true;

  LiveTable(String name) {
    this.name = name;
  }

  void add(LiveColumn column) {
    columns.put(column.name(), column);
  }
}
