package org.bilayer.testkit.verify.law;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.bilayer.UnitOfWork;
import org.bilayer.layout.AggregateRows;
import org.bilayer.store.StoredColumn;
import org.bilayer.store.StoredColumn.Generation;
import org.bilayer.store.StoredColumn.Moment;
import org.bilayer.store.StoredColumn.Source;
import org.bilayer.store.Table;
import org.bilayer.testkit.verify.mapping.FilledColumns;
import org.bilayer.value.Key;
import org.jspecify.annotations.Nullable;

/** Checks {@code GENERATED}. */
final class Generated implements Check {

  private static final int OBJECTS = 3;

  @Override
  public <T, I> void check(Subject<T, I> subject) {
    if (!subject.mapping().layout().hasGenerated()) {
      return;
    }
    for (Kept<T, I> kept : subject.someKept(OBJECTS)) {
      List<List<@Nullable Object[]>> before = stored(subject);
      subject.storableNext(kept).ifPresent(next -> {
        written(subject, "a change to " + subject.text(next), subject.id(next), work -> {
          subject.in(work).get(kept.id());
          subject.in(work).update(next);
        });
        requireKept(subject, before);
      });
    }
    subject
        .storableAbsent()
        .ifPresent(absent -> written(
            subject,
            "an addition of " + subject.text(absent),
            subject.id(absent),
            work -> subject.in(work).add(absent)));
  }

  private static <T, I> void written(
      Subject<T, I> subject, String what, I id, Consumer<UnitOfWork> write) {
    var found = new ArrayList<T>();
    boolean isCommitted = subject.scene().commits(work -> {
      write.accept(work);
      work.flush();
      subject.in(work).find(id).ifPresent(found::add);
    });
    if (!isCommitted) {
      return;
    }
    Broken.unless(found.size() == 1, what + ", found after the flush", "an object", "none");
    AggregateRows inUnit = subject.mapping().layout().extractRead(found.get(0), 1);
    List<List<@Nullable Object[]>> stored = stored(subject);
    requireStored(what, subject.root(), List.<@Nullable Object[]>of(inUnit.root()), stored.get(0));
    List<Table> owned = subject.mapping().layout().owned();
    for (int i = 0; i < owned.size(); i++) {
      requireStored(what, owned.get(i), inUnit.owned().get(i), stored.get(i + 1));
    }
  }

  /** The rows of the root's table, then those of the tables of owned rows. */
  private static List<List<@Nullable Object[]>> stored(Subject<?, ?> subject) {
    var rows = new ArrayList<List<@Nullable Object[]>>();
    rows.add(subject.scene().rows(subject.root()));
    subject.mapping().layout().owned().forEach(table -> rows.add(subject.scene().rows(table)));
    return rows;
  }

  private static void requireStored(
      String what, Table table, List<@Nullable Object[]> inUnit, List<@Nullable Object[]> stored) {
    for (@Nullable Object[] row : inUnit) {
      @Nullable Object[] fresh = withKeyOf(table, row, stored).orElse(null);
      Broken.unless(fresh != null, what + ", its row of " + table, "a row", "none");
      for (int column : table.generated()) {
        StoredColumn filled = table.columns().get(column);
        String where = what + ", " + table + "." + filled.name();
        Object value = Objects.requireNonNull(fresh)[column];
        Broken.unless(
            value == null ? row[column] == null : filled.type().same(value, orNone(row[column])),
            where + " as the unit finds it after the flush",
            String.valueOf(value),
            String.valueOf(row[column]));
        if (table.isWrittenByStore(column)) {
          requireRight(where, table, column, fresh);
        }
      }
    }
  }

  /** Something that equals no stored value. */
  private static Object orNone(@Nullable Object value) {
    return value == null ? Optional.empty() : value;
  }

  /** What is stored must be what the declaration says, as far as one row tells. */
  private static void requireRight(String where, Table table, int column, @Nullable Object[] row) {
    StoredColumn filled = table.columns().get(column);
    Generation how = filled.generation().orElseThrow();
    Object value = row[column];
    if (how.source() == Source.NOW) {
      Broken.unless(
          value != null && FilledColumns.isNow(value), where, "the present", String.valueOf(value));
    } else if (how.moment() == Moment.WRITE || how.source() == Source.CONSTANT) {
      Object expected = how.twin().valueFor(row, Clock::instant);
      Broken.unless(
          expected == null ? value == null : filled.type().same(expected, orNone(value)),
          where,
          String.valueOf(expected),
          String.valueOf(value));
    }
  }

  /** What was filled when a row was inserted must not change. */
  private static void requireKept(Subject<?, ?> subject, List<List<@Nullable Object[]>> before) {
    var tables = new ArrayList<Table>(List.of(subject.root()));
    tables.addAll(subject.mapping().layout().owned());
    List<List<@Nullable Object[]>> now = stored(subject);
    for (int i = 0; i < tables.size(); i++) {
      Table table = tables.get(i);
      for (@Nullable Object[] row : before.get(i)) {
        @Nullable Object @Nullable [] later = withKeyOf(table, row, now.get(i)).orElse(null);
        for (int column : table.generated()) {
          StoredColumn filled = table.columns().get(column);
          if (later != null && filled.generation().orElseThrow().moment() == Moment.INSERT) {
            Broken.unlessEqual(
                table + "." + filled.name() + " after a change",
                String.valueOf(row[column]),
                String.valueOf(later[column]));
          }
        }
      }
    }
  }

  private static Optional<@Nullable Object[]> withKeyOf(
      Table table, @Nullable Object[] row, List<@Nullable Object[]> rows) {
    Key key = Objects.requireNonNull(Key.from(row, table.key()));
    for (@Nullable Object[] each : rows) {
      if (key.isOf(each, table.key())) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }
}
