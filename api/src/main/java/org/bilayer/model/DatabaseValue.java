package org.bilayer.model;

import java.time.Clock;
import java.util.Optional;
import java.util.function.Function;
import org.bilayer.layout.ColumnPart;
import org.bilayer.layout.StoredRow;
import org.bilayer.store.StoredColumn.Moment;
import org.bilayer.store.StoredColumn.Source;
import org.jspecify.annotations.Nullable;

/**
 * What a database stores in a column by itself, with the same in Java, which memory stores. The methods of {@link Column} say
 * when the database does so: {@link Column#withDefault}, {@link Column#generatedOnInsert} and {@link
 * Column#generatedAlways}.
 *
 * <pre>{@code
 * static final Column<Article, Instant> CHANGED =
 *     Column.of("changed", Codec.instant(6), Article::changed).generatedAlways(DatabaseValue.now());
 * }</pre>
 *
 * <p>Immutable and thread-safe, provided the clock and the function are.
 *
 * @param <O> the type that has the attribute
 * @param <V> the attribute's type
 */
public final class DatabaseValue<O, V> {

  private final Source source;
  private final Optional<V> constant;
  private final Optional<String> sql;
  private final Clock clock;
  private final Function<StoredRow<O>, ? extends @Nullable V> twin;

  private DatabaseValue(
      Source source,
      Optional<V> constant,
      Optional<String> sql,
      Clock clock,
      Function<StoredRow<O>, ? extends @Nullable V> twin) {
    this.source = source;
    this.constant = constant;
    this.sql = sql;
    this.clock = clock;
    this.twin = twin;
  }

  /** The same value in each row. The create script writes the value as a literal. */
  public static <O, V> DatabaseValue<O, V> constant(V value) {
    return new DatabaseValue<>(
        Source.CONSTANT, Optional.of(value), Optional.empty(), Clock.systemUTC(), row -> null);
  }

  /**
   * The present time, in the precision of the column: {@code CURRENT_TIMESTAMP}. A local time or date is that of UTC.
   *
   * <p>Which moment of a unit of work that is, depends on the database: the beginning of the transaction on PostgreSQL, the
   * beginning of the statement on MariaDB and H2, and the flush in memory. The clock of the database server is
   * another one than that of the application.
   */
  public static <O, V> DatabaseValue<O, V> now() {
    return now(Clock.systemUTC());
  }

  /**
   * As {@link #now()}. Memory takes the time from a clock, which a test can set. A local time or date in memory is
   * that of the clock's zone.
   */
  public static <O, V> DatabaseValue<O, V> now(Clock clock) {
    return new DatabaseValue<>(Source.NOW, Optional.empty(), Optional.empty(), clock, row -> null);
  }

  /**
   * A value that the database computes by means that the model does not say, such as a trigger. The create script refuses
   * such a column.
   *
   * @param twin computes the value in memory from the row that is about to be stored; null for no value. It may read the
   *     members beside the column, except for collections and for columns with a computed value that are declared behind it
   */
  public static <O, V> DatabaseValue<O, V> computed(Function<Row<O>, ? extends @Nullable V> twin) {
    return computed(Optional.empty(), twin);
  }

  /**
   * As {@link #computed(Function)}, by an expression that the create script writes: {@code GENERATED ALWAYS AS (sql)} for
   * {@link Column#generatedAlways}, and {@code DEFAULT (sql)} otherwise.
   *
   * @param sql an expression of the database. The name of a column in Java, in braces, stands for that column: {@code "{price}
   *     * {quantity}"}
   */
  public static <O, V> DatabaseValue<O, V> computed(
      String sql, Function<Row<O>, ? extends @Nullable V> twin) {
    return computed(Optional.of(sql), twin);
  }

  private static <O, V> DatabaseValue<O, V> computed(
      Optional<String> sql, Function<Row<O>, ? extends @Nullable V> twin) {
    return new DatabaseValue<>(
        Source.COMPUTED, Optional.empty(), sql, Clock.systemUTC(), RowAdapter.reading(twin));
  }

  ColumnPart.Generation<O, V> at(Moment moment) {
    return new ColumnPart.Generation<>(moment, source, constant, sql, clock, twin);
  }
}
