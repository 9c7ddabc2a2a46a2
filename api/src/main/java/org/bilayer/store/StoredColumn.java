package org.bilayer.store;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.bilayer.value.StoredType;
import org.jspecify.annotations.Nullable;

/**
 * A column of a table.
 *
 * @param name in Java and in messages: lower snake case, unique in its table
 * @param type what it stores
 * @param nullable whether it may hold no value
 * @param inDatabase its name in the database
 * @param generation how the database fills the column; empty for a column that only the library writes
 * @param copy that the column holds another form of what other columns of the row hold: the engine gives its value to each write
 *     of the row, and nothing reads it. Empty for any other column
 */
public record StoredColumn(
    String name,
    StoredType type,
    boolean nullable,
    String inDatabase,
    Optional<Generation> generation,
    Optional<Copy> copy) {

  /** A column that only the library writes. */
  public StoredColumn(String name, StoredType type, boolean nullable, String inDatabase) {
    this(name, type, nullable, inDatabase, Optional.empty(), Optional.empty());
  }

  /** A column that only the library writes, whose name in the database is its name in Java. */
  public StoredColumn(String name, StoredType type, boolean nullable) {
    this(name, type, nullable, name);
  }

  /** This column, which the database fills. */
  public StoredColumn generated(Generation generation) {
    return new StoredColumn(name, type, nullable, inDatabase, Optional.of(generation), copy);
  }

  /**
   * A column with another form of what other columns hold. It may be empty, in rows that others have written.
   *
   * @param inDatabase its name in the database
   */
  public static StoredColumn copy(String name, StoredType type, String inDatabase, Copy copy) {
    return new StoredColumn(name, type, true, inDatabase, Optional.empty(), Optional.of(copy));
  }

  /** Whether the column holds another form of other columns. */
  public boolean isCopy() {
    return copy.isPresent();
  }

  /**
   * Another form of other columns.
   *
   * @param isRequired whether the engine gives it a value in each row
   * @param same position of the column that holds the same value; empty where the form differs
   */
  public record Copy(boolean isRequired, Optional<Integer> same) {}

  /** When the database fills a column. */
  public enum Moment {
    /** When a row is inserted without a value. Otherwise the library writes the column. */
    ABSENT,
    /** When a row is inserted. The library never writes the column. */
    INSERT,
    /** When a row is inserted or updated. The library never writes the column. */
    WRITE
  }

  /** What the database stores. */
  public enum Source {
    /** The same value in each row. */
    CONSTANT,
    /** The present time. */
    NOW,
    /** A value that follows from other columns of the row, or from elsewhere. */
    COMPUTED
  }

  /**
   * How the database fills a column.
   *
   * @param constant the stored value, for {@link Source#CONSTANT} only
   * @param sql the expression of the database, for {@link Source#COMPUTED} only. A name of a column in Java, in braces,
   *     stands for that column. Empty where the model does not say it
   * @param twin the same in Java
   */
  public record Generation(
      Moment moment, Source source, Optional<Object> constant, Optional<String> sql, Twin twin) {}

  /** Computes in Java what the database stores. */
  @FunctionalInterface
  public interface Twin {

    /**
     * The stored value.
     *
     * @param row the row that is about to be stored; its constants and times are there already
     * @param now gives one instant of a clock for all rows of a statement
     * @return null for no value
     */
    @Nullable
    Object valueFor(@Nullable Object[] row, Function<Clock, Instant> now);
  }
}
