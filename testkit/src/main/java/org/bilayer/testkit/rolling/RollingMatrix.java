package org.bilayer.testkit.rolling;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What old and new code could do at each step of a deployment, on one database. Not safe for concurrent use while it is filled. */
public final class RollingMatrix {

  /** A state of the schema. */
  public enum Step {
    /** Old and new code run at the same time. */
    EXPANDED,
    /** Only new code should run. */
    CONTRACTED
  }

  /** A release. */
  public enum Code {
    /** The release of the snapshot. */
    OLD,
    /** The present model. */
    NEW
  }

  /** What a release does with the rows of a table. */
  public enum Operation {
    /** Reads rows that either release has written. */
    READ,
    /** Adds rows at the edges of what the release's columns hold. */
    INSERT,
    /** Adds a row with the attributes of another one. */
    INSERT_DUPLICATE,
    /** Changes rows that either release has written. */
    UPDATE,
    /** Removes rows that either release has written. */
    DELETE
  }

  /** The result of an operation that succeeded for every table. */
  public static final String OK = "ok";

  private record Place(Step step, Code code, Operation operation) {}

  private final String database;
  private final Map<Place, List<String>> failures = new LinkedHashMap<>();
  private final Map<Place, List<String>> differences = new LinkedHashMap<>();

  RollingMatrix(String database) {
    this.database = database;
  }

  void succeeded(Step step, Code code, Operation operation) {
    failures.computeIfAbsent(new Place(step, code, operation), any -> new ArrayList<>());
  }

  void failed(Step step, Code code, Operation operation, String what) {
    add(failures, new Place(step, code, operation), what);
  }

  /** Notes that a release reads other values, without any failure. */
  void differed(Step step, Code code, String what) {
    succeeded(step, code, Operation.READ);
    add(differences, new Place(step, code, Operation.READ), what);
  }

  private static void add(Map<Place, List<String>> to, Place place, String what) {
    List<String> known = to.computeIfAbsent(place, any -> new ArrayList<>());
    if (!known.contains(what)) {
      known.add(what);
    }
  }

  /** The name of the database. */
  public String database() {
    return database;
  }

  /**
   * What failed.
   *
   * @return without repetition, in the order in which it was found; empty if the operation succeeded, or was not tried
   */
  public List<String> failures(Step step, Code code, Operation operation) {
    return List.copyOf(failures.getOrDefault(new Place(step, code, operation), List.of()));
  }

  /**
   * What a release reads that differs from what the other one has written. Nothing failed, so nobody would notice.
   *
   * @return without repetition, in the order in which it was found
   */
  public List<String> differences(Step step, Code code) {
    return List.copyOf(differences.getOrDefault(new Place(step, code, Operation.READ), List.of()));
  }

  /** Whether an operation of a release fails at a step. */
  public boolean fails(Step step, Code code) {
    return failures.entrySet().stream()
        .anyMatch(entry -> entry.getKey().step() == step
            && entry.getKey().code() == code
            && !entry.getValue().isEmpty());
  }

  /** Whether every operation of a release succeeds at a step, and reads what the other release has written. */
  public boolean isOk(Step step, Code code) {
    return differences(step, code).isEmpty() && !fails(step, code);
  }

  /** Whether anything was tried at a step. */
  public boolean has(Step step) {
    return failures.keySet().stream().anyMatch(place -> place.step() == step);
  }

  /** All failures of a release at a step. */
  List<String> failures(Step step, Code code) {
    var all = new ArrayList<String>();
    for (Operation operation : Operation.values()) {
      failures(step, code, operation)
          .forEach(what -> all.add(operation.name().toLowerCase(Locale.ROOT) + ": " + what));
    }
    return all;
  }

  /** One line for each step and release, with one word for each operation, followed by the failures. */
  @Override
  public String toString() {
    var text = new StringBuilder();
    text.append(String.format(
        "%-12s %-5s %-8s %-8s %-17s %-8s %s%n",
        database, "code", "read", "insert", "insert duplicate", "update", "delete"));
    var found = new ArrayList<String>();
    for (Step step : Step.values()) {
      for (Code code : Code.values()) {
        if (has(step)) {
          text.append(line(step, code)).append(System.lineSeparator());
          String of = "  " + name(step) + ", " + name(code) + " code, ";
          failures(step, code).forEach(what -> found.add(of + what));
          differences(step, code).forEach(what -> found.add(of + "reads other values: " + what));
        }
      }
    }
    found.forEach(what -> text.append(what).append(System.lineSeparator()));
    return text.toString();
  }

  private String line(Step step, Code code) {
    return String.format(
        "%-12s %-5s %-8s %-8s %-17s %-8s %s",
        name(step),
        name(code),
        word(step, code, Operation.READ),
        word(step, code, Operation.INSERT),
        word(step, code, Operation.INSERT_DUPLICATE),
        word(step, code, Operation.UPDATE),
        word(step, code, Operation.DELETE));
  }

  private String word(Step step, Code code, Operation operation) {
    List<String> known = failures.get(new Place(step, code, operation));
    if (operation == Operation.READ && !differences(step, code).isEmpty()) {
      return "differs";
    }
    return known == null ? "-" : known.isEmpty() ? OK : "fails";
  }

  private static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
