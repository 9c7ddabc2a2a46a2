package org.bilayer.mybatis.internal.live;

import static org.bilayer.store.SchemaDifference.Severity.BREAKING;
import static org.bilayer.store.SchemaDifference.Severity.NOTE;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bilayer.mybatis.internal.dialect.Dialect;
import org.bilayer.store.Check;
import org.bilayer.store.ForeignKey;
import org.bilayer.store.Schema;
import org.bilayer.store.SchemaDifference;
import org.bilayer.store.SchemaDifference.Severity;
import org.bilayer.store.StoredColumn;
import org.bilayer.store.Table;
import org.bilayer.store.UniqueKey;
import org.jspecify.annotations.Nullable;

/** Compares one table. One use. */
final class TableCheck {

  /*
   * Constraints are found by what they say, not by name, so that a database somebody else named is understood; another
   * name is a difference of its own, since violations are reported by it. Checks are the exception: what a server
   * prints of their text is not what was written, so they go by name.
   */

  private final TypeFit fit;
  private final Dialect dialect;
  private final Schema schema;
  private final Table table;
  private final List<SchemaDifference> found = new ArrayList<>();

  TableCheck(Catalogue catalogue, Dialect dialect, Schema schema, Table table) {
    this.fit = new TypeFit(catalogue);
    this.dialect = dialect;
    this.schema = schema;
    this.table = table;
  }

  List<SchemaDifference> check(@Nullable LiveTable live) {
    if (live == null) {
      add(BREAKING, table.name(), "a table", "none", "every statement about it fails");
      return found;
    }
    if (!live.ordinary) {
      add(
          NOTE,
          table.name(),
          "a table",
          "a view or another kind of relation",
          "its constraints cannot be compared");
    }
    if (!live.engineWithoutTransactions.isEmpty()) {
      add(
          BREAKING,
          table.name(),
          "a storage engine with transactions",
          live.engineWithoutTransactions,
          "nothing can be rolled back; convert it to InnoDB");
    }
    columns(live);
    if (live.ordinary) {
      uniques(live);
      references(live);
      checks(live);
    }
    for (String name : live.deferred) {
      add(
          BREAKING,
          name,
          "a constraint that is checked with each statement",
          "INITIALLY DEFERRED",
          "a violation is reported at the commit only, and no attempt can survive the violation");
    }
    for (String trigger : live.triggers) {
      add(
          NOTE,
          trigger,
          "no trigger",
          "a trigger",
          "the trigger may change or refuse rows, and memory does not");
    }
    if (found.size() > 1) {
      found.sort(Comparator.comparing(SchemaDifference::severity));
    }
    return found;
  }

  // --- columns

  private void columns(LiveTable live) {
    for (int position = 0; position < table.columns().size(); position++) {
      StoredColumn column = table.columns().get(position);
      LiveColumn other = live.columns.get(column.name());
      if (other == null) {
        add(
            BREAKING,
            column.name(),
            dialect.columnType(table, position),
            "none",
            "every statement about the table fails");
      } else {
        column(position, column, other);
      }
    }
    Set<String> mapped = new HashSet<>();
    for (StoredColumn column : table.columns()) {
      mapped.add(column.name());
    }
    for (LiveColumn column : live.columns.values()) {
      if (!mapped.contains(column.name()) && !column.nullable() && !column.supplied()) {
        add(
            BREAKING,
            column.name(),
            "no such column, or one with a default",
            column.type().text() + " NOT NULL",
            "every insert fails");
      }
    }
  }

  private void column(int position, StoredColumn column, LiveColumn live) {
    fit.check(column.type(), live.type())
        .ifPresent(misfit -> add(
            misfit.severity(),
            column.name(),
            column.type() + " as " + dialect.columnType(table, position),
            live.type().text(),
            misfit.consequence()));
    if (column.nullable() && !live.nullable()) {
      add(
          BREAKING,
          column.name(),
          "NULL allowed",
          "NOT NULL",
          "only the database refuses absent values");
    } else if (!column.nullable() && live.nullable()) {
      add(
          NOTE,
          column.name(),
          "NOT NULL",
          "NULL allowed",
          "a null that another application stores cannot be read");
    }
    boolean generated = table.hasIdentity() && table.key().contains(position);
    if (generated && !live.supplied()) {
      add(BREAKING, column.name(), "a generated key", "no default", "every insert fails");
    } else if (!generated && live.generated()) {
      add(
          BREAKING,
          column.name(),
          "a column that is written",
          "one that the database generates",
          "every insert fails");
    }
  }

  // --- keys

  private void uniques(LiveTable live) {
    var left = new ArrayList<>(live.uniques);
    Optional<LiveTable.Unique> primary = take(left, names(table, table.key()), table.keyName());
    if (primary.isEmpty()) {
      add(
          BREAKING,
          table.keyName(),
          "PRIMARY KEY " + names(table, table.key()),
          "none over these columns",
          "an id can be stored twice");
    }
    for (UniqueKey key : table.uniqueKeys()) {
      Optional<LiveTable.Unique> same = take(left, names(table, key.columns()), key.name());
      if (same.isEmpty()) {
        add(
            BREAKING,
            key.name(),
            "UNIQUE " + names(table, key.columns()),
            "none over these columns",
            "the database accepts duplicates that memory refuses");
      } else if (!same.get().name().equals(key.name())) {
        named(key.name(), same.get().name());
      }
    }
    for (LiveTable.Unique more : left) {
      // A wider key than one that holds already forbids nothing more.
      if (!more.primary() && !isImplied(more)) {
        add(
            BREAKING,
            more.name(),
            "no such key",
            "UNIQUE " + more.columns(),
            "the database refuses rows that memory accepts; declare the constraint in the model");
      } else if (more.primary()) {
        add(
            BREAKING,
            more.name(),
            "PRIMARY KEY " + names(table, table.key()),
            "PRIMARY KEY " + more.columns(),
            "the database refuses rows that memory accepts");
      }
    }
  }

  private boolean isImplied(LiveTable.Unique more) {
    var columns = new HashSet<>(more.columns());
    return columns.containsAll(names(table, table.key()))
        || table.uniqueKeys().stream()
            .anyMatch(key -> columns.containsAll(names(table, key.columns())));
  }

  /** The key over these columns in any order, preferably the one of this name, removed from the list. */
  private static Optional<LiveTable.Unique> take(
      List<LiveTable.Unique> left, List<String> columns, String name) {
    Set<String> wanted = Set.copyOf(columns);
    LiveTable.Unique same = null;
    for (LiveTable.Unique unique : left) {
      boolean fits = Set.copyOf(unique.columns()).equals(wanted);
      if (fits && (same == null || unique.name().equals(name))) {
        same = unique;
      }
    }
    if (same != null) {
      removeIt(left, same);
    }
    return Optional.ofNullable(same);
  }

  /** By identity: how records compare is linked at run time, which takes a new JVM some milliseconds. */
  @SuppressWarnings("ReferenceEquality")
  private static <E> void removeIt(List<E> left, E found) {
    for (int i = 0; i < left.size(); i++) {
      if (left.get(i) == found) {
        left.remove(i);
        return;
      }
    }
  }

  private void references(LiveTable live) {
    var left = new ArrayList<>(live.references);
    for (ForeignKey key : table.foreignKeys()) {
      Table target = schema.table(key.target());
      List<String> columns = names(table, key.columns());
      List<String> targets = names(target, target.key());
      String expected = "FOREIGN KEY " + columns + " REFERENCES " + target.name() + " " + targets;
      LiveTable.Reference same = null;
      for (LiveTable.Reference other : left) {
        boolean fits = other.target().equals(target.name())
            && other.columns().equals(columns)
            && other.targetColumns().equals(targets);
        if (fits && (same == null || other.name().equals(key.name()))) {
          same = other;
        }
      }
      if (same == null) {
        add(
            BREAKING,
            key.name(),
            expected,
            "none",
            "a row can refer to a row that does not " + "exist");
        continue;
      }
      removeIt(left, same);
      if (same.acts()) {
        add(
            BREAKING,
            key.name(),
            expected,
            "one with an action (CASCADE, SET NULL or SET DEFAULT)",
            "the database changes rows, and memory refuses to remove the referenced row");
      }
      if (!same.name().equals(key.name())) {
        named(key.name(), same.name());
      }
    }
    for (LiveTable.Reference more : left) {
      add(
          BREAKING,
          more.name(),
          "no such key",
          "FOREIGN KEY " + more.columns() + " REFERENCES " + more.target(),
          "the database refuses rows that memory accepts; declare the constraint in the model");
    }
  }

  private void checks(LiveTable live) {
    Set<String> declared = new HashSet<>();
    for (Check check : table.checks()) {
      declared.add(check.name());
      if (!live.checks.contains(check.name())) {
        add(
            BREAKING,
            check.name(),
            "a check",
            "none of this name",
            "the database accepts rows that memory refuses");
      }
    }
    for (String name : live.checks) {
      if (!declared.contains(name)) {
        add(
            BREAKING,
            name,
            "no such check",
            "a check",
            "the database refuses rows that memory accepts; declare the constraint in the model");
      }
    }
  }

  private void named(String expected, String live) {
    add(NOTE, expected, "this name", live, "violations are reported by the name of the database");
  }

  private static List<String> names(Table table, List<Integer> columns) {
    var names = new ArrayList<String>(columns.size());
    for (int column : columns) {
      names.add(table.columns().get(column).name());
    }
    return names;
  }

  private void add(
      Severity severity, String part, String expected, String live, String consequence) {
    found.add(new SchemaDifference(severity, table.name(), part, expected, live, consequence));
  }
}
