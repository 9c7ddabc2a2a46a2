package org.bilayer.testkit.verify.law;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.bilayer.layout.AggregateRows;
import org.bilayer.store.StoreSession;
import org.bilayer.store.StoredColumn;
import org.bilayer.store.Table;
import org.bilayer.store.Write;
import org.bilayer.value.Key;
import org.jspecify.annotations.Nullable;

/** Checks {@code OTHER_FORMS}. */
final class OtherForms implements Check {

  private static final int OBJECTS = 3;

  @Override
  public <T, I> void check(Subject<T, I> subject) {
    if (tables(subject).stream().allMatch(table -> table.copies().isEmpty())) {
      return;
    }
    for (Kept<T, I> kept : subject.kept()) {
      requireWritten("after the history", subject, kept);
    }
    for (Kept<T, I> kept : subject.someKept(OBJECTS)) {
      subject.storableNext(kept).ifPresent(next -> {
        clear(subject, kept);
        subject
            .kept(kept.key())
            .ifPresent(now -> Broken.unlessEqual(
                "an object whose other forms another program has cleared",
                kept.text(),
                now.text()));
        boolean isCommitted = subject.scene().commits(work -> {
          subject.in(work).get(kept.id());
          subject.in(work).update(next);
        });
        if (isCommitted) {
          subject
              .kept(kept.key())
              .filter(now -> now.version() != kept.version())
              .ifPresent(now -> requireRootWritten("after a change", subject, now));
        }
      });
    }
  }

  private static List<Table> tables(Subject<?, ?> subject) {
    var tables = new ArrayList<Table>(List.of(subject.root()));
    tables.addAll(subject.mapping().layout().owned());
    return tables;
  }

  /** Removes the other forms from the rows of an object, as a program that does not know of them may leave them. */
  private static <T, I> void clear(Subject<T, I> subject, Kept<T, I> kept) {
    Table root = subject.root();
    if (root.copies().isEmpty()) {
      return;
    }
    @Nullable Object[] row = kept.row().clone();
    root.copies().forEach(column -> row[column] = null);
    int[] changed = root.copies().stream().mapToInt(column -> column).toArray();
    try (StoreSession session = subject.scene().replica().session()) {
      session.write(List.of(new Write.Update(root, kept.key(), row, changed, Write.UNCHECKED)));
      session.commit();
    }
  }

  private static <T, I> void requireWritten(String when, Subject<T, I> subject, Kept<T, I> kept) {
    requireRootWritten(when, subject, kept);
    AggregateRows expected = subject.mapping().layout().extract(kept.object(), kept.version());
    List<Table> owned = subject.mapping().layout().owned();
    for (int i = 0; i < owned.size(); i++) {
      for (@Nullable Object[] row : expected.owned().get(i)) {
        requireForms(when, owned.get(i), row, subject.scene().rows(owned.get(i)));
      }
    }
  }

  private static <T, I> void requireRootWritten(
      String when, Subject<T, I> subject, Kept<T, I> kept) {
    AggregateRows expected = subject.mapping().layout().extract(kept.object(), kept.version());
    requireForms(when, subject.root(), expected.root(), List.<@Nullable Object[]>of(kept.row()));
  }

  private static void requireForms(
      String when, Table table, @Nullable Object[] expected, List<@Nullable Object[]> stored) {
    Key key = Objects.requireNonNull(Key.from(expected, table.key()));
    for (@Nullable Object[] row : stored) {
      if (key.isOf(row, table.key())) {
        for (int position : table.copies()) {
          StoredColumn column = table.columns().get(position);
          Broken.unless(
              same(column, expected[position], row[position]),
              table + "." + column.name() + " of " + key + " " + when,
              text(expected[position]),
              text(row[position]));
        }
      }
    }
  }

  private static boolean same(StoredColumn column, @Nullable Object one, @Nullable Object other) {
    if (one == null || other == null) {
      return one == other;
    }
    return column.type().same(one, other);
  }

  private static String text(@Nullable Object value) {
    return value instanceof byte[] bytes ? Arrays.toString(bytes) : String.valueOf(value);
  }
}
