package org.bilayer.testkit.evidence;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.bilayer.failure.UnreadableRowException;

/** What is found about one mapping while the evidence is collected. One thread. */
final class Findings {

  private final String mapping;
  private final Consumer<? super String> detail;
  private final Map<String, Long> seen = new LinkedHashMap<>();
  private final Map<String, Long> unreadable = new TreeMap<>();
  private final Map<String, Long> disagreements = new TreeMap<>();
  private final List<String> notes = new ArrayList<>();
  private boolean isSample;

  Findings(String mapping, Consumer<? super String> detail) {
    this.mapping = mapping;
    this.detail = detail;
  }

  /** Counts what was done. */
  void seen(String what, long number) {
    seen.merge(what, number, Long::sum);
  }

  long seen(String what) {
    return seen.getOrDefault(what, 0L);
  }

  void unreadable(UnreadableRowException failure) {
    detail.accept(mapping + ": " + failure.getMessage());
    unreadable.merge(
        failure.table() + failure.column().map(column -> "." + column).orElse("") + ": "
            + failure.rule(),
        1L,
        Long::sum);
  }

  boolean hasUnreadable() {
    return !unreadable.isEmpty();
  }

  /** Notes that the two sides differ. */
  void disagreed(String what, String withValues) {
    detail.accept(mapping + ": " + what + ": " + withValues);
    disagreements.merge(what, 1L, Long::sum);
  }

  void note(String text) {
    if (!notes.contains(text)) {
      notes.add(text);
    }
  }

  void sampled() {
    isSample = true;
  }

  /** Whether more rows are there than were read. */
  boolean isSample() {
    return isSample;
  }

  /** Compares what SQL has counted with what was read. */
  void counted(Map<String, Long> before, Map<String, Long> after) {
    long first = Objects.requireNonNull(before.get(mapping));
    long second = Objects.requireNonNull(after.get(mapping));
    seen.put(MappingEvidence.ROWS, second);
    long read = seen(MappingEvidence.OBJECTS) + seen(MappingEvidence.UNREADABLE);
    if (isSample) {
      return;
    }
    if (first != second) {
      note("rows came or went while they were read: " + first + " before, " + second + " after");
    } else if (read != second) {
      disagreed("the number of rows and objects", second + " rows by SQL, " + read + " read");
    }
  }

  MappingEvidence result() {
    return new MappingEvidence(mapping, isSample, seen, unreadable, disagreements, notes);
  }
}
