package org.bilayer.testkit.evidence;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What was seen of one mapping. Has counts, and no value of a column.
 *
 * <p>Immutable.
 */
public final class MappingEvidence {

  static final String ROWS = "rows";
  static final String OBJECTS = "objects";
  static final String UNREADABLE = "unreadable";
  static final String COMPARED = "compared";
  static final String PAGED = "paged";
  static final String ORDERS = "orders";
  static final String QUESTIONS = "questions";
  static final String CHANGED = "changed";
  static final String REMOVED = "removed";
  static final String ADDED = "added";
  static final String REFUSED = "refused";

  private final String mapping;
  private final boolean isSample;
  private final Map<String, Long> seen;
  private final Map<String, Long> unreadable;
  private final Map<String, Long> disagreements;
  private final List<String> notes;

  MappingEvidence(
      String mapping,
      boolean isSample,
      Map<String, Long> seen,
      Map<String, Long> unreadable,
      Map<String, Long> disagreements,
      List<String> notes) {
    this.mapping = mapping;
    this.isSample = isSample;
    this.seen = copy(seen);
    this.unreadable = copy(unreadable);
    this.disagreements = copy(disagreements);
    this.notes = List.copyOf(notes);
  }

  private static Map<String, Long> copy(Map<String, Long> counts) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(counts));
  }

  /** The mapping's name. */
  public String mapping() {
    return mapping;
  }

  /** Whether more rows are there than were read. */
  public boolean isSample() {
    return isSample;
  }

  /** The number of rows of the root's table, counted by SQL. */
  public long rows() {
    return count(ROWS);
  }

  /** The number of objects that were read. */
  public long objects() {
    return count(OBJECTS);
  }

  /** The number of objects that are equal in memory. */
  public long compared() {
    return count(COMPARED);
  }

  /** The number of objects that were read by pages, in all orders and both directions together. */
  public long paged() {
    return count(PAGED);
  }

  /** The number of generated questions. */
  public long questions() {
    return count(QUESTIONS);
  }

  /** The number of changes of one column that both sides carried out, or refused alike. Rolled back. */
  public long changed() {
    return count(CHANGED);
  }

  /** The number of objects that both sides removed, or refused to remove alike. Rolled back. */
  public long removed() {
    return count(REMOVED);
  }

  /** The number of removed objects that both sides added again. Rolled back. */
  public long added() {
    return count(ADDED);
  }

  private long count(String what) {
    return seen.getOrDefault(what, 0L);
  }

  /** What was done, by name; in the order of the work. Unmodifiable. */
  public Map<String, Long> seen() {
    return seen;
  }

  /**
   * The rows that the model cannot hold: {@code table.column: rule}, and how many there are. Unmodifiable.
   */
  public Map<String, Long> unreadable() {
    return unreadable;
  }

  /** In what the two sides differ, and how often. Empty if they agree. Unmodifiable. */
  public Map<String, Long> disagreements() {
    return disagreements;
  }

  /** What was left out, and why. Unmodifiable. */
  public List<String> notes() {
    return notes;
  }

  /** One line. */
  @Override
  public String toString() {
    return mapping + " " + seen + (disagreements.isEmpty() ? "" : " differs in " + disagreements);
  }
}
