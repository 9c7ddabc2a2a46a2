package org.bilayer.testkit.verify.law;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.bilayer.model.Model;
import org.bilayer.testkit.verify.comparing.Disagreement;
import org.bilayer.testkit.verify.comparing.HistoryCheck;
import org.bilayer.testkit.verify.comparing.HistoryRun;
import org.bilayer.testkit.verify.history.Difference.Side;
import org.bilayer.testkit.verify.history.Law;
import org.bilayer.testkit.verify.mapping.MappingUnderTest;
import org.jspecify.annotations.Nullable;

/**
 * Checks laws on each backend after each history. Writes what it finds out with, so other checks come before it.
 *
 * <p>A law is checked for some mappings and some objects, which change from history to history. Once a law is broken, everything
 * counts, and that law alone, so that simpler histories are judged alike. One thread.
 */
public final class Laws implements HistoryCheck {

  /** How much each law is checked for. */
  public enum Extent {
    /** Nothing. */
    NONE,
    /** A few mappings and objects, which change from history to history. */
    FEW,
    /** Everything, so that a history that was found is judged without its seed. */
    ALL
  }

  /** What the first finding was about, so that simpler histories are asked about nothing else. */
  private record Breach(Law law, String side, String table, List<Choice> choices) {

    boolean isAbout(Law other, String otherSide, String otherTable) {
      return law == other && side.equals(otherSide) && table.equals(otherTable);
    }
  }

  private static final Map<Law, Check> CHECKS = checks();

  private static final String EXPECTED = "expected";
  private static final String FOUND = "found";

  private final Model model;
  private final Map<String, MappingUnderTest<?, ?>> mappings;
  private final Set<Law> laws;
  private final Extent extent;
  private long turn;
  private @Nullable Breach breach;

  /**
   * Checks these laws.
   *
   * @param seed decides about the first few
   */
  public Laws(
      Model model,
      Map<String, MappingUnderTest<?, ?>> mappings,
      Set<Law> laws,
      Extent extent,
      long seed) {
    this.model = model;
    this.mappings = mappings;
    this.laws = Set.copyOf(laws);
    this.extent = extent;
    this.turn = seed & Integer.MAX_VALUE;
  }

  private static Map<Law, Check> checks() {
    var checks = new EnumMap<Law, Check>(Law.class);
    checks.put(Law.ROUND_TRIP, new RoundTrip());
    checks.put(Law.ROWS, new Rows());
    checks.put(Law.WRITE_ORDER, new WriteOrder());
    checks.put(Law.OWN_CHANGES, new OwnChanges());
    checks.put(Law.IDENTITY, new Identity());
    checks.put(Law.PAGES, new Pages());
    checks.put(Law.TOTALS, new Totals());
    checks.put(Law.NUMBERS, new Numbers());
    checks.put(Law.ATTEMPT, new Attempts());
    checks.put(Law.FIRST_FAILURE, new FirstFailure());
    checks.put(Law.ALL_OR_NOTHING, new AllOrNothing());
    checks.put(Law.STALE, new Stale());
    checks.put(Law.LOCKED_READ, new LockedRead());
    checks.put(Law.SET_BASED, new SetBased());
    checks.put(Law.READ_ONLY, new ReadOnly());
    checks.put(Law.AFTER_COMMIT, new AfterCommit());
    checks.put(Law.RETRY, new Retry());
    checks.put(Law.READS_ALONE, new ReadsAlone());
    checks.put(Law.REFRESH, new Refresh());
    checks.put(Law.IN_PLACE, new InPlace());
    checks.put(Law.LEVELS, new Levels());
    checks.put(Law.GENERATED, new Generated());
    checks.put(Law.OTHER_FORMS, new OtherForms());
    return checks;
  }

  @Override
  public Optional<Disagreement> check(HistoryRun run) {
    if (extent == Extent.NONE || (run.verdict().difference().isPresent() && breach == null)) {
      return Optional.empty();
    }
    turn++;
    Optional<Disagreement> found = check(run, run.memory(), "Memory");
    if (found.isEmpty() && run.database().isPresent()) {
      HistoryRun.Side database = run.database().get();
      found = check(run, database, database.replica().name());
    }
    return found;
  }

  private Optional<Disagreement> check(HistoryRun run, HistoryRun.Side side, String name) {
    var scene = new Scene(model, mappings, side.replica(), run.history());
    for (Law law : CHECKS.keySet()) {
      if (!laws.contains(law) || (breach != null && breach.law() != law)) {
        continue;
      }
      for (Subject<?, ?> subject : subjects(scene, law)) {
        if (breach != null && !breach.isAbout(law, name, subject.name())) {
          continue;
        }
        Optional<Broken> found = broken(law, subject, choices(law));
        if (found.isPresent()) {
          note(law, name, subject);
          return Optional.of(disagreement(law, name, found.get()));
        }
      }
    }
    return Optional.empty();
  }

  private List<Subject<?, ?>> subjects(Scene scene, Law law) {
    return extent == Extent.ALL || breach != null
        ? scene.subjects()
        : Choice.turn(turn).shifted(place(law)).some(scene.subjects(), 1);
  }

  /** The place of a law among all laws: laws that begin at different choices meet more of them in one history. */
  private static int place(Law law) {
    return List.of(Law.values()).indexOf(law);
  }

  private List<Choice> choices(Law law) {
    if (breach != null) {
      return breach.choices();
    }
    return extent == Extent.ALL ? Choice.FIRST : List.of(Choice.turn(turn).shifted(place(law)));
  }

  /** Simpler histories make the first choices, so that the simplest can be repeated without the seed, or else the same one. */
  private void note(Law law, String side, Subject<?, ?> subject) {
    if (breach == null) {
      List<Choice> choices =
          broken(law, subject, Choice.FIRST).isPresent() ? Choice.FIRST : choices(law);
      breach = new Breach(law, side, subject.name(), choices);
    }
  }

  private static Optional<Broken> broken(Law law, Subject<?, ?> subject, List<Choice> choices) {
    Rewind rewind = Rewind.of(subject.scene().replica(), subject);
    for (Choice choice : choices) {
      subject.choose(choice);
      Optional<Broken> found = broken(Objects.requireNonNull(CHECKS.get(law)), subject);
      rewind.restore();
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private static Optional<Broken> broken(Check check, Subject<?, ?> subject) {
    try {
      check.check(subject);
      return Optional.empty();
    } catch (Broken e) {
      return Optional.of(e);
    } catch (RuntimeException e) {
      if (Scene.isOpen(e)) {
        return Optional.empty(); // what the law needs is not possible here
      }
      return Optional.of(new Broken(subject.name(), "no failure", shown(e)));
    }
  }

  private static String shown(RuntimeException e) {
    List<StackTraceElement> trace = List.of(e.getStackTrace());
    return e + (trace.isEmpty() ? "" : " at " + trace.get(0));
  }

  private static Disagreement disagreement(Law law, String name, Broken broken) {
    return new Disagreement(
        name + " breaks the law " + law + ".\n  " + law.sentence(),
        broken.what(),
        "",
        List.of(new Side(EXPECTED, broken.expected()), new Side(FOUND, broken.found())));
  }
}
