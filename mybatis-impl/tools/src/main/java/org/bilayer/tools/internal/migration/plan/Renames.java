package org.bilayer.tools.internal.migration.plan;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The former names of tables and columns, as people have declared them. One thread. */
public final class Renames {

  private final Map<String, String> tables = new LinkedHashMap<>();
  private final Map<String, Map<String, String>> columns = new HashMap<>();

  /** A table had another name. */
  public void table(String now, String formerly) {
    tables.put(now, formerly);
  }

  /** A column had another name. */
  public void column(String table, String now, String formerly) {
    columns.computeIfAbsent(table, none -> new LinkedHashMap<>()).put(now, formerly);
  }

  /** The tables with a former name. */
  public Map<String, String> tables() {
    return Map.copyOf(tables);
  }

  /** The former name of a table. */
  public Optional<String> ofTable(String now) {
    return Optional.ofNullable(tables.get(now));
  }

  /** The columns of a table with their former names. */
  public Map<String, String> ofColumns(String table) {
    return Map.copyOf(columns.getOrDefault(table, Map.of()));
  }

  /** The tables with columns that have former names. */
  public Set<String> tablesOfColumns() {
    return Set.copyOf(columns.keySet());
  }
}
