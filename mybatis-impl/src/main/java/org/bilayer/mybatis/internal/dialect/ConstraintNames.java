package org.bilayer.mybatis.internal.dialect;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.bilayer.store.Schema;
import org.bilayer.store.Table;

/**
 * The declared constraints of a schema by name.
 *
 * <p>Immutable and thread-safe.
 */
public final class ConstraintNames {

  private final Map<String, Table> tables = new HashMap<>();
  private final Map<String, Table> byConstraint = new HashMap<>();

  /** The constraints of a schema. */
  public ConstraintNames(Schema schema) {
    for (Table table : schema.tables()) {
      tables.put(table.name(), table);
      byConstraint.put(table.keyName(), table);
      table.uniqueKeys().forEach(key -> byConstraint.put(key.name(), table));
      table.foreignKeys().forEach(key -> byConstraint.put(key.name(), table));
      table.checks().forEach(check -> byConstraint.put(check.name(), table));
    }
  }

  /** The table that declares a constraint. */
  public Optional<Table> declaring(String constraint) {
    return Optional.ofNullable(byConstraint.get(constraint));
  }

  /** A table by name. */
  public Optional<Table> table(String name) {
    return Optional.ofNullable(tables.get(name));
  }

  /** The table that refers to another one and has this column in the foreign key. */
  public Optional<Table> referring(Table target, String column) {
    return tables.values().stream()
        .filter(table -> table.foreignKeys().stream()
            .filter(key -> key.target().equals(target.name()))
            .flatMap(key -> key.columns().stream())
            .anyMatch(position -> table.columns().get(position).name().equals(column)))
        .findFirst();
  }
}
