package org.bilayer.testkit.verify.reference;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
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
import org.bilayer.value.Key;
import org.jspecify.annotations.Nullable;

/** All rows of all tables, by primary key. A row is never changed, but replaced. */
final class Rows {

  private final Rules rules;
  private final Schema schema;
  private final Map<String, Map<Key, @Nullable Object[]>> tables = new LinkedHashMap<>();

  Rows(Rules rules, Schema schema) {
    this.rules = rules;
    this.schema = schema;
    schema.tables().forEach(table -> tables.put(table.name(), new LinkedHashMap<>()));
  }

  Rows copy() {
    var copy = new Rows(rules, schema);
    tables.forEach((name, rows) -> copy.of(name).putAll(rows));
    return copy;
  }

  private Map<Key, @Nullable Object[]> of(String table) {
    return Objects.requireNonNull(tables.get(table));
  }

  Collection<@Nullable Object[]> all(Table table) {
    return List.copyOf(of(table.name()).values());
  }

  /** Whether a row with the key of this one is there. */
  boolean has(Table table, @Nullable Object[] row) {
    return of(table.name()).containsKey(Objects.requireNonNull(Key.from(row, table.key())));
  }

  /** The rows of one aggregate, the root's first; empty if there is none with the key. */
  List<TableRow> aggregate(MappingUnderTest<?, ?> mapping, Key key) {
    var rows = new ArrayList<TableRow>();
    @Nullable Object[] root = of(mapping.name()).get(key);
    if (root != null) {
      rows.add(new TableRow(mapping.root(), root));
      addOwned(mapping, mapping.root(), root, rows);
    }
    return rows;
  }

  private void addOwned(
      MappingUnderTest<?, ?> mapping, Table owner, @Nullable Object[] row, List<TableRow> to) {
    for (Table table : mapping.ownedBy(owner)) {
      for (@Nullable Object[] owned : ownedBy(owner, row, table)) {
        to.add(new TableRow(table, owned));
        addOwned(mapping, table, owned, to);
      }
    }
  }

  /** The rows of an owned table whose owner is a row. */
  List<@Nullable Object[]> ownedBy(Table owner, @Nullable Object[] row, Table owned) {
    List<Integer> columns = owned.owner().orElseThrow().columns();
    return of(owned.name()).values().stream()
        .filter(each -> values(each, columns).equals(values(row, owner.key())))
        .toList();
  }

  /** Replaces the rows of an aggregate. */
  void put(MappingUnderTest<?, ?> mapping, Key key, List<TableRow> rows) {
    remove(mapping, key, true);
    rows.forEach(row -> of(row.table().name()).put(row.key(), row.values()));
  }

  void remove(MappingUnderTest<?, ?> mapping, Key key, boolean withOwned) {
    aggregate(mapping, key).stream()
        .filter(row -> withOwned || row.table() == mapping.root())
        .forEach(row -> of(row.table().name()).remove(row.key()));
  }

  /** The values in some columns, comparable as a list. */
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
      List<@Nullable Object[]> rows = List.copyOf(of(table.name()).values());
      for (UniqueKey unique : table.uniqueKeys()) {
        if (hasCollision(rows, unique.columns())) {
          broken.add(Refusal.unique(unique.name()));
        }
      }
      for (ForeignKey key : table.foreignKeys()) {
        if (key.enforced() && rows.stream().anyMatch(row -> refersToNothing(row, key))) {
          broken.add(Refusal.reference(key.name()));
        }
      }
      for (Check check : table.checks()) {
        if (!rows.stream()
            .allMatch(row -> rules.passes(Rule.truth(table, check.condition(), row)))) {
          broken.add(Refusal.check(check.name()));
        }
      }
    }
    return broken;
  }

  private boolean hasCollision(List<@Nullable Object[]> rows, List<Integer> columns) {
    for (int i = 0; i < rows.size(); i++) {
      for (int k = 0; k < i; k++) {
        if (rules.collide(values(rows.get(i), columns), values(rows.get(k), columns))) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean refersToNothing(@Nullable Object[] row, ForeignKey key) {
    Table target = schema.table(key.target());
    List<@Nullable Object> columns = values(row, key.columns());
    return rules.refers(columns)
        && of(target.name()).values().stream()
            .noneMatch(other -> values(other, target.key()).equals(columns));
  }

  // --- as values and as text ---

  /** What a history calls the values of an aggregate. */
  static RowValues values(MappingUnderTest<?, ?> mapping, GeneratedIds ids, List<TableRow> rows) {
    return values(mapping, ids, rows.get(0), rows);
  }

  private static RowValues values(
      MappingUnderTest<?, ?> mapping, GeneratedIds ids, TableRow row, List<TableRow> all) {
    Table table = row.table();
    var values = new LinkedHashMap<String, @Nullable Object>();
    for (int i = 0; i < table.columns().size(); i++) {
      if (!mapping.isPlain(table, i)) {
        values.put(table.columns().get(i).name(), ids.ordinal(table, i, row.values()[i]));
      }
    }
    var owned = new LinkedHashMap<String, List<RowValues>>();
    for (Table child : mapping.ownedBy(table)) {
      List<Integer> columns = child.owner().orElseThrow().columns();
      owned.put(
          child.name(),
          all.stream()
              .filter(each -> each.table() == child
                  && values(each.values(), columns).equals(values(row.values(), table.key())))
              .sorted(inItsOwner(mapping, child))
              .map(each -> values(mapping, ids, each, all))
              .toList());
    }
    return new RowValues(values, owned);
  }

  /** Lists in their order, other collections by key. */
  private static Comparator<TableRow> inItsOwner(MappingUnderTest<?, ?> mapping, Table table) {
    if (mapping.positionOf(table).isPresent()) {
      int place = mapping.positionOf(table).getAsInt();
      return Comparator.comparing(row -> (Integer) Objects.requireNonNull(row.values()[place]));
    }
    List<Integer> key = table.key().stream()
        .filter(column -> !table.owner().orElseThrow().columns().contains(column))
        .toList();
    return Comparator.comparing(
        row -> Objects.requireNonNull(Key.from(row.values(), key)).toString());
  }

  /** Every row of some tables, as {@code Replica} shows them. */
  String contents(Collection<Table> shown, GeneratedIds ids) {
    var text = new StringBuilder();
    for (Table table : schema.tables()) {
      if (shown.contains(table)) {
        var rows = new ArrayList<String>();
        of(table.name()).values().forEach(row -> rows.add(text(table, row, ids)));
        Collections.sort(rows);
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
