package org.bilayer.mybatis.internal.dialect;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import org.bilayer.store.Check;
import org.bilayer.store.ForeignKey;
import org.bilayer.store.Schema;
import org.bilayer.store.StoredColumn;
import org.bilayer.store.Table;
import org.bilayer.store.UniqueKey;
import org.jspecify.annotations.Nullable;

/**
 * The tables and declared constraints of a schema, by their names in the database.
 *
 * <p>Immutable and thread-safe.
 */
public final class ConstraintNames {

  private final List<Table> tables;
  private final Dialect dialect;
  private final Map<String, List<Table>> byConstraint = new HashMap<>();

  /** The constraints of a schema in a database. */
  public ConstraintNames(Schema schema, Dialect dialect) {
    this.tables = schema.tables();
    this.dialect = dialect;
    for (Table table : tables) {
      declare(table.keyName(), table);
      table.uniqueKeys().forEach(key -> declare(key.name(), table));
      table.foreignKeys().forEach(key -> declare(key.name(), table));
      table.checks().forEach(check -> declare(check.name(), table));
    }
  }

  private void declare(String constraint, Table table) {
    byConstraint.computeIfAbsent(constraint, none -> new ArrayList<>()).add(table);
  }

  /**
   * The table that declares a constraint. Several tables may have constraints of one name.
   *
   * @param near the tables that are meant first, such as the one that an error names and the one that was written
   */
  public Optional<Table> declaring(String constraint, List<Table> near) {
    List<Table> all = byConstraint.getOrDefault(constraint, List.of());
    return near.stream()
        .filter(all::contains)
        .findFirst()
        .or(() -> all.size() == 1 ? Optional.of(all.get(0)) : Optional.empty());
  }

  /**
   * A table.
   *
   * @param schema as the database says; null where it does not say
   */
  public Optional<Table> table(@Nullable String schema, String name) {
    return one(table -> table.inDatabase().name().equals(name), schema)
        .or(() -> one(table -> table.inDatabase().name().equalsIgnoreCase(name), schema));
  }

  private Optional<Table> one(Predicate<Table> named, @Nullable String schema) {
    List<Table> found = tables.stream().filter(named).toList();
    return found.stream()
        .filter(table -> dialect
            .placed(table.inDatabase())
            .schema()
            .filter(given -> given.equalsIgnoreCase(schema))
            .isPresent())
        .findFirst()
        .or(() -> found.stream()
            .filter(table -> schema == null || table.inDatabase().schema().isEmpty())
            .findFirst());
  }

  /** The table that refers to another one and has this column in the foreign key. */
  public Optional<Table> referring(Table target, String column) {
    return tables.stream()
        .filter(table -> table.foreignKeys().stream()
            .filter(key -> key.target().equals(target.name()))
            .flatMap(key -> key.columns().stream())
            .anyMatch(position -> table.columns().get(position).inDatabase().equals(column)))
        .findFirst();
  }

  /** The column of a table. */
  public static Optional<StoredColumn> column(Table table, String name) {
    return first(table, name::equals).or(() -> first(table, name::equalsIgnoreCase));
  }

  private static Optional<StoredColumn> first(Table table, Predicate<String> named) {
    return table.columns().stream()
        .filter(column -> named.test(column.inDatabase()))
        .findFirst();
  }

  /** All names of keys, longest first: one name may be the end of another. */
  Set<String> keys() {
    return names(table -> table.uniqueKeys().stream().map(UniqueKey::name).toList());
  }

  /** All names of foreign keys, longest first. */
  Set<String> foreignKeys() {
    return names(table -> table.foreignKeys().stream().map(ForeignKey::name).toList());
  }

  /** All names of checks, longest first. */
  Set<String> checks() {
    return names(table -> table.checks().stream().map(Check::name).toList());
  }

  /** All names of columns, longest first. */
  Set<String> columns() {
    return names(table -> table.columns().stream().map(StoredColumn::inDatabase).toList());
  }

  private Set<String> names(Function<Table, List<String>> of) {
    var names = new TreeSet<String>((one, other) ->
        one.length() == other.length() ? one.compareTo(other) : other.length() - one.length());
    tables.forEach(table -> names.addAll(of.apply(table)));
    return names;
  }
}
