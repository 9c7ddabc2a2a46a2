package org.bilayer.engine.flush;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.bilayer.store.Table;
import org.bilayer.store.Versioning;
import org.bilayer.store.Write;
import org.jspecify.annotations.Nullable;

/**
 * One row written in two steps, with null in a column in between, so that other writes can come between them. A version
 * goes up by one in all: what the second step expects is what the first one leaves.
 */
final class TwoSteps {

  private TwoSteps() {}

  /**
   * Two steps of which the second one writes the value of the column: the row refers to another row, or takes a unique value,
   * as late as possible. A delete takes the value away in the first step.
   *
   * @param column nullable; holds null between them
   */
  static List<PlannedWrite> of(PlannedWrite write, int column) {
    Table table = write.table();
    if (write.write() instanceof Write.Insert insert) {
      @Nullable Object[] parked = withNull(insert.row(), column);
      return List.of(
          new PlannedWrite(
              write.aggregate(), new Write.Insert(table, write.key(), parked), null, parked),
          second(write, parked, insert.row(), new int[] {column}));
    }
    if (write.write() instanceof Write.Update update) {
      @Nullable Object[] parked = withNull(update.row(), column);
      return List.of(
          new PlannedWrite(
              write.aggregate(),
              new Write.Update(
                  table, write.key(), parked, update.changed(), update.expectedVersion()),
              write.before(),
              parked),
          second(write, parked, update.row(), new int[] {column}));
    }
    Write.Delete delete = (Write.Delete) write.write();
    long between = table.nextVersion(write.key(), delete.expectedVersion());
    PlannedWrite first = release(write, column, delete.expectedVersion(), between);
    return List.of(
        first,
        new PlannedWrite(
            write.aggregate(),
            new Write.Delete(table, write.key(), expectedOf(table, between)),
            first.after(),
            null));
  }

  /**
   * Two steps of an update of which the first one takes the value of the column away and does nothing else: the row stops
   * referring to another row as early as possible.
   *
   * @param column nullable; holds null between them
   */
  static List<PlannedWrite> releasing(PlannedWrite write, int column) {
    Write.Update update = (Write.Update) write.write();
    PlannedWrite first =
        release(write, column, update.expectedVersion(), write.table().versionOf(update.row()));
    return List.of(
        first,
        second(write, Objects.requireNonNull(first.after()), update.row(), rest(update, column)));
  }

  /** What is left to change when a column of an update has become null in a step of its own. */
  static int[] rest(Write.Update update, int column) {
    int version = update.table().version();
    boolean isNullInTheEnd = update.row()[column] == null;
    return Arrays.stream(update.changed())
        .filter(changed -> changed != version && !(changed == column && isNullInTheEnd))
        .toArray();
  }

  /** The update that puts null into a column and changes nothing else but the version. */
  private static PlannedWrite release(
      PlannedWrite write, int column, long expectedVersion, long nextVersion) {
    Table table = write.table();
    boolean raises = table.versioning() == Versioning.COLUMN;
    int version = table.version();
    @Nullable Object[] parked = withNull(Objects.requireNonNull(write.before()), column);
    if (raises) {
      parked[version] = table.storedVersion(nextVersion);
    }
    return new PlannedWrite(
        write.aggregate(),
        new Write.Update(
            table,
            write.key(),
            parked,
            raises ? ascending(column, version) : new int[] {column},
            expectedVersion),
        write.before(),
        parked);
  }

  private static PlannedWrite second(
      PlannedWrite write, @Nullable Object[] parked, @Nullable Object[] row, int[] changed) {
    Table table = write.table();
    long expected = expectedOf(table, table.versionOf(row));
    return new PlannedWrite(
        write.aggregate(),
        new Write.Update(table, write.key(), row, changed, expected),
        parked,
        row);
  }

  /** What the second step expects; nothing where only the store knows what the first one leaves. */
  private static long expectedOf(Table table, long version) {
    return table.versioning() == Versioning.COLUMN ? version : Write.UNCHECKED;
  }

  private static @Nullable Object[] withNull(@Nullable Object[] row, int column) {
    @Nullable Object[] copy = row.clone();
    copy[column] = null;
    return copy;
  }

  private static int[] ascending(int a, int b) {
    return a < b ? new int[] {a, b} : new int[] {b, a};
  }
}
