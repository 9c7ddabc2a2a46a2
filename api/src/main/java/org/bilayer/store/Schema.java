package org.bilayer.store;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The tables of one model. A value: two schemas of two versions of a model may live side by side.
 *
 * <p>Immutable.
 */
public final class Schema {

  private final List<Table> tables;
  private final List<Sequence> sequences;
  private final Map<String, Table> byName;

  /**
   * Creates a schema.
   *
   * @param tables in an order in which they can be created: a table follows those it refers to, except
   *     itself and members of a circle of references
   */
  public Schema(List<Table> tables, List<Sequence> sequences) {
    this.tables = List.copyOf(tables);
    this.sequences = List.copyOf(sequences);
    this.byName = new LinkedHashMap<>();
    for (Table table : tables) {
      if (byName.put(table.name(), table) != null) {
        throw new IllegalArgumentException("Two tables have the name " + table.name() + ".");
      }
    }
  }

  /** A schema without sequences. */
  public Schema(List<Table> tables) {
    this(tables, List.of());
  }

  /** The sequences. */
  public List<Sequence> sequences() {
    return sequences;
  }

  /** The tables, referenced before referring where there is no circle. */
  public List<Table> tables() {
    return tables;
  }

  /**
   * The table of that name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public Table table(String name) {
    Table table = byName.get(name);
    if (table == null) {
      throw new IllegalArgumentException(
          "No table " + name + " in the schema; it has " + byName.keySet() + ".");
    }
    return table;
  }
}
