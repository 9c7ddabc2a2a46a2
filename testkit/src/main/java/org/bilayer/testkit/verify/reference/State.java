package org.bilayer.testkit.verify.reference;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bilayer.failure.CheckViolationException;
import org.bilayer.failure.ForeignKeyViolationException;
import org.bilayer.failure.UniqueViolationException;
import org.bilayer.store.Check;
import org.bilayer.store.ForeignKey;
import org.bilayer.store.Schema;
import org.bilayer.store.Table;
import org.bilayer.store.UniqueKey;
import org.bilayer.testkit.verify.comparing.Outcome;
import org.bilayer.testkit.verify.comparing.ValueText;
import org.bilayer.testkit.verify.history.RowValues;
import org.bilayer.testkit.verify.mapping.GeneratedIds;
import org.bilayer.testkit.verify.mapping.MappingUnderTest;
import org.bilayer.testkit.verify.mapping.Rule;
import org.bilayer.testkit.verify.mapping.TakenKey;
import org.bilayer.value.Key;
import org.jspecify.annotations.Nullable;

/** All aggregates by id, and the constraints that their rows keep or break. */
final class State {

  private final Rules rules;
  private final Schema schema;
  private final Map<Aggregate.Id, Aggregate> aggregates = new LinkedHashMap<>();

  State(Rules rules, Schema schema) {
    this.rules = rules;
    this.schema = schema;
  }

  State copy() {
    var copy = new State(rules, schema);
    copy.aggregates.putAll(aggregates);
    return copy;
  }

  @Nullable
  Aggregate get(Aggregate.Id id) {
    return aggregates.get(id);
  }

  /** Puts a state in the place of another one; null removes the aggregate with everything it owns. */
  void put(Aggregate.Id id, @Nullable Aggregate next) {
    if (next == null) {
      aggregates.remove(id);
    } else {
      aggregates.put(id, next);
    }
  }

  List<Aggregate> all(MappingUnderTest<?, ?> mapping) {
    return aggregates.values().stream()
        .filter(each -> each.id().mapping() == mapping)
        .toList();
  }

  // --- rows ---

  /** The rows of a table, with what the library writes itself: versions, keys of owners, places in lists. */
  List<@Nullable Object[]> rows(Table table) {
    var rows = new ArrayList<@Nullable Object[]>();
    for (Aggregate each : aggregates.values()) {
      MappingUnderTest<?, ?> mapping = each.id().mapping();
      @Nullable Object[] row = row(mapping.root(), each.values());
      row[mapping.root().version()] = mapping.root().storedVersion(each.version());
      addRows(table, mapping, mapping.root(), row, each.values(), rows);
    }
    return rows;
  }

  private static @Nullable Object[] row(Table table, RowValues values) {
    return table.columns().stream()
        .map(column -> values.values().get(column.name()))
        .toArray();
  }

  private void addRows(
      Table wanted,
      MappingUnderTest<?, ?> mapping,
      Table table,
      @Nullable Object[] row,
      RowValues values,
      List<@Nullable Object[]> to) {
    if (table == wanted) {
      to.add(row);
    }
    for (Table owned : mapping.ownedBy(table)) {
      List<Integer> owner = owned.owner().orElseThrow().columns();
      List<RowValues> elements = values.owned(owned.name());
      for (int i = 0; i < elements.size(); i++) {
        @Nullable Object[] element = row(owned, elements.get(i));
        for (int k = 0; k < owner.size(); k++) {
          element[owner.get(k)] = row[table.key().get(k)];
        }
        int place = rules.place(i);
        mapping.positionOf(owned).ifPresent(column -> element[column] = place);
        addRows(wanted, mapping, owned, element, elements.get(i), to);
      }
    }
  }

  /** The values of a row in some columns, comparable as a list. */
  static List<@Nullable Object> values(@Nullable Object[] row, List<Integer> columns) {
    var values = new ArrayList<@Nullable Object>();
    columns.forEach(column -> values.add(comparable(row[column])));
    return values;
  }

  /** Arrays are compared by identity, keys by value. */
  static @Nullable Object comparable(@Nullable Object value) {
    return value instanceof byte[] ? Key.of(value) : value;
  }

  // --- constraints ---

  /** The constraints that these rows break. */
  Set<Outcome> broken() {
    var broken = new LinkedHashSet<Outcome>();
    for (Table table : schema.tables()) {
      List<@Nullable Object[]> rows = rows(table);
      for (UniqueKey unique : table.uniqueKeys()) {
        if (collide(table, rows, unique.columns())) {
          broken.add(new Outcome(UniqueViolationException.class, unique.name()));
        }
      }
      if (TakenKey.folds(table) && collide(table, rows, table.key())) {
        broken.add(new Outcome(UniqueViolationException.class, table.keyName()));
      }
      for (ForeignKey key : table.foreignKeys()) {
        Table target = schema.table(key.target());
        List<List<@Nullable Object>> targets =
            rows(target).stream().map(row -> values(row, target.key())).toList();
        if (key.enforced()
            && rows.stream()
                .map(row -> values(row, key.columns()))
                .anyMatch(columns -> rules.refers(columns) && !targets.contains(columns))) {
          broken.add(new Outcome(ForeignKeyViolationException.class, key.name()));
        }
      }
      for (Check check : table.checks()) {
        if (!rows.stream()
            .allMatch(row -> rules.passes(Rule.truth(table, check.condition(), row)))) {
          broken.add(new Outcome(CheckViolationException.class, check.name()));
        }
      }
    }
    return broken;
  }

  /** The keys that two elements of one owner have in common: a key of an element is "unique within the owner". */
  Set<Outcome> repeatedKeys() {
    var repeated = new LinkedHashSet<Outcome>();
    for (Table table : schema.tables()) {
      if (table.owner().isPresent() && haveEqualKeys(rows(table), table.key())) {
        repeated.add(new Outcome(UniqueViolationException.class, table.keyName()));
      }
    }
    return repeated;
  }

  /** Whether a key has a value of which databases do not agree what it equals. */
  boolean hasRefusedKey() {
    return schema.tables().stream()
        .anyMatch(table -> rows(table).stream().anyMatch(row -> TakenKey.isRefused(table, row)));
  }

  private boolean haveEqualKeys(List<@Nullable Object[]> rows, List<Integer> columns) {
    return rows.stream().map(row -> values(row, columns)).distinct().count() < rows.size();
  }

  /** The values of a row in the columns of a key, equal where the key takes them for the same. */
  private static List<@Nullable Object> taken(
      Table table, @Nullable Object[] row, List<Integer> columns) {
    var values = new ArrayList<@Nullable Object>();
    for (int column : columns) {
      Object value = row[column];
      values.add(value == null ? null : comparable(TakenKey.of(table.type(column), value)));
    }
    return values;
  }

  private boolean collide(Table table, List<@Nullable Object[]> rows, List<Integer> columns) {
    for (int i = 0; i < rows.size(); i++) {
      for (int k = 0; k < i; k++) {
        if (rules.collide(taken(table, rows.get(i), columns), taken(table, rows.get(k), columns))) {
          return true;
        }
      }
    }
    return false;
  }

  /** Whether a row takes, in a unique key, the values that another row gives up at the same time. */
  boolean takesValuesOf(State before, Table table, UniqueKey key) {
    List<@Nullable Object[]> mine = rows(table);
    List<List<@Nullable Object>> keys =
        mine.stream().map(row -> values(row, table.key())).toList();
    return before.rows(table).stream()
        .filter(old -> keys.contains(values(old, table.key())))
        .anyMatch(old -> mine.stream()
            .anyMatch(row -> !values(row, table.key()).equals(values(old, table.key()))
                && rules.collide(
                    taken(table, row, key.columns()), taken(table, old, key.columns()))));
  }

  /** Every row of some tables, as {@code Replica} shows them. */
  String contents(Collection<Table> shown, GeneratedIds ids) {
    var text = new StringBuilder();
    for (Table table : schema.tables()) {
      if (shown.contains(table)) {
        List<String> rows =
            rows(table).stream().map(row -> text(table, row, ids)).sorted().toList();
        text.append(table.name()).append(' ').append(rows).append('\n');
      }
    }
    return text.toString();
  }

  private static String text(Table table, @Nullable Object[] row, GeneratedIds ids) {
    var values = new ArrayList<String>();
    for (int i = 0; i < row.length; i++) {
      values.add(ValueText.of(ids.ordinal(table, i, row[i])));
    }
    return values.toString();
  }
}
