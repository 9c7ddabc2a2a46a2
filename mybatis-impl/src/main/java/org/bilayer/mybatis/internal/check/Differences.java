package org.bilayer.mybatis.internal.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.bilayer.store.SchemaDifference;
import org.bilayer.store.SchemaDifference.Severity;

/** Collects the differences of one table. */
final class Differences {

  private final String table;
  private final List<SchemaDifference> found = new ArrayList<>();

  Differences(String table) {
    this.table = table;
  }

  /** An operation fails, or its answer differs from the one in memory. */
  void breaking(String part, String expected, String live, String consequence) {
    add(Severity.BREAKING, part, expected, live, consequence);
  }

  /** Rows or changes of others may surprise. */
  void note(String part, String expected, String live, String consequence) {
    add(Severity.NOTE, part, expected, live, consequence);
  }

  void add(Severity severity, String part, String expected, String live, String consequence) {
    found.add(new SchemaDifference(severity, table, part, expected, live, consequence));
  }

  /** Breaking ones first, otherwise in the order in which they were found. */
  List<SchemaDifference> sorted() {
    if (found.size() > 1) {
      found.sort(Comparator.comparing(SchemaDifference::severity));
    }
    return found;
  }
}
