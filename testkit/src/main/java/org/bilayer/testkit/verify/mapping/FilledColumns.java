package org.bilayer.testkit.verify.mapping;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.bilayer.layout.AggregateRows;
import org.bilayer.layout.Layout;
import org.bilayer.store.StoredColumn;
import org.bilayer.store.StoredColumn.Generation;
import org.bilayer.store.StoredColumn.Source;
import org.bilayer.store.Table;
import org.bilayer.testkit.verify.history.Literal;
import org.bilayer.value.Key;
import org.jspecify.annotations.Nullable;

/**
 * Columns that the database fills. Each backend takes the time from a clock of its own: a time that is about the present is
 * shown as "now", and another one as it is.
 */
public final class FilledColumns {

  private static final String NOW = "now";
  private static final Duration TOLERANCE = Duration.ofDays(2);

  private FilledColumns() {}

  static boolean isTime(StoredColumn column) {
    return column.generation().filter(how -> how.source() == Source.NOW).isPresent();
  }

  /** Whether a value may be the present time of some clock. */
  public static boolean isNow(Object value) {
    Instant time = value instanceof LocalDateTime local
        ? local.toInstant(ZoneOffset.UTC)
        : value instanceof LocalDate date
            ? date.atStartOfDay().toInstant(ZoneOffset.UTC)
            : value instanceof Instant instant ? instant : Instant.MIN;
    Instant present = Instant.now();
    return time.isAfter(present.minus(TOLERANCE)) && time.isBefore(present.plus(TOLERANCE));
  }

  /**
   * The value of a column as two backends are compared by it. Other forms of attributes are left out: the law about them looks at
   * each backend by itself.
   */
  public static @Nullable Object comparable(Table table, int column, @Nullable Object value) {
    if (table.columns().get(column).isCopy()) {
      return null;
    }
    return value != null && isTime(table.columns().get(column)) && isNow(value) ? NOW : value;
  }

  /** Fills what the database will fill, as the declaration says in Java. */
  public static void complete(Layout<?, ?> layout, AggregateRows rows) {
    complete(layout.root(), rows.root());
    for (int i = 0; i < layout.owned().size(); i++) {
      Table table = layout.owned().get(i);
      rows.owned().get(i).forEach(row -> complete(table, row));
    }
  }

  private static void complete(Table table, @Nullable Object[] row) {
    complete(table, row, false);
    complete(table, row, true);
  }

  /** Computed values may be computed from the others, which therefore come first. */
  private static void complete(Table table, @Nullable Object[] row, boolean computed) {
    for (int column : table.generated()) {
      Generation how = table.columns().get(column).generation().orElseThrow();
      if (table.isLeftToStore(column, row) && (how.source() == Source.COMPUTED) == computed) {
        row[column] = how.twin().valueFor(row, Clock::instant);
      }
    }
  }

  /** What only the database writes in the rows of an aggregate. */
  static String of(Layout<?, ?> layout, AggregateRows rows) {
    var text = new StringBuilder(" filled");
    append(text, layout.root(), List.<@Nullable Object[]>of(rows.root()));
    for (int i = 0; i < layout.owned().size(); i++) {
      append(text, layout.owned().get(i), rows.owned().get(i));
    }
    return text.toString();
  }

  private static void append(StringBuilder text, Table table, List<@Nullable Object[]> rows) {
    if (table.generated().isEmpty()) {
      return;
    }
    var shown = new ArrayList<String>();
    for (@Nullable Object[] row : rows) {
      var values = new StringBuilder();
      if (table.owner().isPresent()) {
        values.append(Objects.toString(Key.from(row, table.key())));
      }
      for (int column : table.generated()) {
        if (table.isWrittenByStore(column)) {
          Object value = comparable(table, column, row[column]);
          values
              .append(values.length() == 0 ? "" : ", ")
              .append(table.columns().get(column).name())
              .append('=')
              .append(value instanceof String ? Literal.of(value) : Objects.toString(value));
        }
      }
      shown.add(values.toString());
    }
    shown.sort(null);
    text.append(' ').append(table.owner().isEmpty() ? "" : table.name() + " ").append(shown);
  }
}
