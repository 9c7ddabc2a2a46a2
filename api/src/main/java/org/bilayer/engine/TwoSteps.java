package org.bilayer.engine;

import java.util.List;
import java.util.Objects;
import org.bilayer.spi.Table;
import org.bilayer.spi.Write;
import org.jspecify.annotations.Nullable;

/**
 * One row written in two steps, with null in a column in between, so that other writes can come between them. A version
 * goes up by one in all: what the second step expects is what the first one leaves.
 */
final class TwoSteps {

  private TwoSteps() {}

  /**
   * The two steps.
   *
   * @param column nullable; holds null between them
   */
  static List<PlannedWrite> of(PlannedWrite write, int column) {
    Table table = write.table();
    Entry<?> entry = write.entry();
    if (write.write() instanceof Write.Insert insert) {
      @Nullable Object[] parked = with(insert.row(), column, null);
      return List.of(
          new PlannedWrite(entry, new Write.Insert(table, write.key(), parked), null, parked),
          secondUpdate(write, parked, insert.row(), column));
    }
    if (write.write() instanceof Write.Update update) {
      @Nullable Object[] parked = with(update.row(), column, null);
      return List.of(
          new PlannedWrite(
              entry,
              new Write.Update(
                  table, write.key(), parked, update.changed(), update.expectedVersion()),
              write.before(),
              parked),
          secondUpdate(write, parked, update.row(), column));
    }
    Write.Delete delete = (Write.Delete) write.write();
    @Nullable Object[] parked = with(Objects.requireNonNull(write.before()), column, null);
    int version = table.version();
    long next = delete.expectedVersion() + 1;
    if (version >= 0) {
      parked[version] = next;
    }
    return List.of(
        new PlannedWrite(
            entry,
            new Write.Update(
                table,
                write.key(),
                parked,
                version < 0 ? new int[] {column} : ascending(column, version),
                delete.expectedVersion()),
            write.before(),
            parked),
        new PlannedWrite(
            entry, new Write.Delete(table, write.key(), version < 0 ? -1 : next), parked, null));
  }

  private static PlannedWrite secondUpdate(
      PlannedWrite write, @Nullable Object[] parked, @Nullable Object[] row, int column) {
    Table table = write.table();
    long version = table.version() < 0 ? -1 : (Long) Objects.requireNonNull(row[table.version()]);
    return new PlannedWrite(
        write.entry(),
        new Write.Update(table, write.key(), row, new int[] {column}, version),
        parked,
        row);
  }

  private static @Nullable Object[] with(
      @Nullable Object[] row, int column, @Nullable Object value) {
    @Nullable Object[] copy = row.clone();
    copy[column] = value;
    return copy;
  }

  private static int[] ascending(int a, int b) {
    return a < b ? new int[] {a, b} : new int[] {b, a};
  }
}
