package org.bilayer.testkit.junit;

import java.util.ArrayList;
import java.util.List;

/**
 * What a test's data layer asked of its store, so that a test can say how much it may ask. Counted where the engine hands
 * over, so the figures are the same in memory and on a database: one for each list of keys, query, aggregate and stream,
 * one for each run of equal writes, which a backend sends as one batch, one for each call of hand-written queries. Opening, savepoints and commits do not count.
 *
 * <p>Thread-safe.
 */
public final class Statements {

  /** Kinds of statements. */
  public enum Kind {
    /** Rows by keys. */
    FETCH,
    /** Rows by condition. */
    SELECT,
    /** Rows by condition, one at a time. */
    STREAM,
    /** Counts, sums and other aggregates. */
    SUMMARISE,
    /** A call of hand-written queries, whatever it sends. */
    QUERIES,
    INSERT,
    UPDATE,
    DELETE,
    /** All rows that satisfy a condition. */
    BULK_UPDATE,
    /** All rows that satisfy a condition. */
    BULK_DELETE,
    /** Numbers of a sequence. */
    NEXT_BLOCK
  }

  /**
   * One statement.
   *
   * @param table what it is about: a table, a sequence, or interface and method of hand-written queries
   * @param rows how many keys were asked for or rows written; 0 where that is not known before
   */
  public record Statement(Kind kind, String table, int rows) {

    @Override
    public String toString() {
      return kind + " " + table + (rows == 0 ? "" : " x " + rows);
    }
  }

  private final List<Statement> made = new ArrayList<>();

  public Statements() {}

  /** Everything since the beginning of the test or the last {@link #clear}, in order. A copy. */
  public synchronized List<Statement> made() {
    return List.copyOf(made);
  }

  /** How many statements of some kinds were made; of all kinds, if none is named. */
  public synchronized int count(Kind... kinds) {
    List<Kind> wanted = List.of(kinds);
    return (int) made.stream()
        .filter(statement -> wanted.isEmpty() || wanted.contains(statement.kind()))
        .count();
  }

  /** Forgets everything. */
  public synchronized void clear() {
    made.clear();
  }

  /**
   * Fails if more was made since the beginning of the test or the last {@link #clear}.
   *
   * @throws AssertionError listing all statements
   */
  public synchronized void assertAtMost(int limit) {
    if (made.size() > limit) {
      var message = new StringBuilder(
          "At most " + limit + " statements were allowed, " + made.size() + " were made:");
      made.forEach(statement -> message.append("\n  ").append(statement));
      throw new AssertionError(message.toString());
    }
  }

  synchronized void add(Kind kind, String table, int rows) {
    made.add(new Statement(kind, table, rows));
  }

  @Override
  public synchronized String toString() {
    return made.toString();
  }
}
