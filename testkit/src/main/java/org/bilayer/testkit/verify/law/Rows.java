package org.bilayer.testkit.verify.law;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.bilayer.store.ForeignKey;
import org.bilayer.store.Table;
import org.bilayer.store.UniqueKey;
import org.bilayer.testkit.verify.mapping.Rule;
import org.bilayer.testkit.verify.mapping.TakenKey;
import org.bilayer.value.Key;
import org.jspecify.annotations.Nullable;

/** Checks {@code ROWS}. */
final class Rows implements Check {

  @Override
  public <T, I> void check(Subject<T, I> subject) {
    keep(subject);
    for (Kept<T, I> kept : subject.someKept(2)) {
      for (T next : subject.next(kept).stream().limit(2).toList()) {
        change(subject, kept, next);
      }
    }
    keep(subject);
  }

  private static <T, I> void change(Subject<T, I> subject, Kept<T, I> first, T next) {
    Kept<T, I> kept = subject.kept(first.key()).orElseThrow();
    if (kept.version() == first.version()) {
      subject.scene().commits(work -> {
        subject.in(work).find(kept.id());
        subject.in(work).update(next);
      });
    }
  }

  private static <T, I> void keep(Subject<T, I> subject) {
    var tables = new ArrayList<Table>();
    tables.add(subject.root());
    tables.addAll(subject.mapping().layout().owned());
    for (Table table : tables) {
      List<@Nullable Object[]> rows = subject.scene().rows(table);
      for (ForeignKey key : table.foreignKeys()) {
        if (key.enforced()) {
          references(subject, table, rows, key);
        }
      }
      unique(table, rows, new UniqueKey(table.keyName(), table.key()));
      table.uniqueKeys().forEach(key -> unique(table, rows, key));
      rows.forEach(row -> checks(table, row));
      if (table.owner().isPresent()) {
        places(subject, table, rows);
      } else {
        versions(table, rows);
      }
    }
  }

  private static void references(
      Subject<?, ?> subject, Table table, List<@Nullable Object[]> rows, ForeignKey reference) {
    if (rows.isEmpty()) {
      return;
    }
    Table target = subject.scene().schema().table(reference.target());
    Set<Key> targets = new HashSet<>();
    for (@Nullable Object[] row : subject.scene().rows(target)) {
      targets.add(Objects.requireNonNull(Key.from(row, target.key())));
    }
    for (@Nullable Object[] row : rows) {
      Key key = Key.from(row, reference.columns());
      Broken.unless(
          key == null || targets.contains(key),
          "a row of " + table.name() + " with the key " + Key.from(row, table.key()),
          "a row of " + target.name() + " with the key " + key + ", by " + reference.name(),
          "no such row");
    }
  }

  private static void unique(Table table, List<@Nullable Object[]> rows, UniqueKey unique) {
    Set<Key> keys = new HashSet<>();
    for (@Nullable Object[] row : rows) {
      Key key = TakenKey.of(table, row, unique.columns());
      Broken.unless(
          key == null || keys.add(key),
          "rows of " + table.name() + " with " + key,
          "one at most, by " + unique.name(),
          "two");
    }
  }

  private static void checks(Table table, @Nullable Object[] row) {
    table
        .checks()
        .forEach(check -> Broken.unless(
            Rule.letsPass(table, check.condition(), row),
            "a row of " + table.name() + " with the key " + Key.from(row, table.key()),
            "the check " + check.name() + " holds",
            "a value that the check refuses"));
  }

  private static void versions(Table table, List<@Nullable Object[]> rows) {
    for (@Nullable Object[] row : rows) {
      long version = table.versionOf(row);
      Broken.unless(
          version >= 1,
          "the version of " + table.name() + " " + Key.from(row, table.key()),
          "1 or more",
          String.valueOf(version));
    }
  }

  /** The places of the elements of each list. */
  private static void places(Subject<?, ?> subject, Table table, List<@Nullable Object[]> rows) {
    List<Integer> owner = table.owner().orElseThrow().columns();
    for (int i = 0; i < table.columns().size(); i++) {
      if (!table.columns().get(i).name().equals("position")
          || owner.contains(i)
          || !subject.mapping().isPlain(table, i)) {
        continue;
      }
      Map<Key, Set<Object>> places = new LinkedHashMap<>();
      for (@Nullable Object[] row : rows) {
        places
            .computeIfAbsent(Objects.requireNonNull(Key.from(row, owner)), key -> new HashSet<>())
            .add(Objects.requireNonNull(row[i]));
      }
      places.forEach((key, taken) -> {
        var expected = new HashSet<Object>();
        for (int place = 0; place < taken.size(); place++) {
          expected.add(place);
        }
        Broken.unlessEqual("the places in " + table.name() + " of " + key, expected, taken);
      });
    }
  }
}
