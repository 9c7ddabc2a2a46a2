package org.bilayer.testkit.verify.recording;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import org.bilayer.model.Model;
import org.bilayer.model.ModelInternals;
import org.bilayer.testkit.report.Report;
import org.bilayer.testkit.verify.comparing.Comparison;
import org.bilayer.testkit.verify.comparing.Observation;
import org.bilayer.testkit.verify.comparing.Outcome;
import org.bilayer.testkit.verify.comparing.ValueText;
import org.bilayer.testkit.verify.drawing.Constraints;
import org.bilayer.testkit.verify.drawing.Meeting;
import org.bilayer.testkit.verify.drawing.Seed;
import org.bilayer.testkit.verify.drawing.UnitShape;
import org.bilayer.testkit.verify.drawing.Values;
import org.bilayer.testkit.verify.history.History;
import org.bilayer.testkit.verify.history.Phase;
import org.bilayer.testkit.verify.mapping.MappingUnderTest;
import org.bilayer.value.Level;
import org.bilayer.value.StoredType;

/*
 * Counts what a verification draws and compares, for its report.
 *
 * Counted is what was compared and found equal: each observation of a history up to the place where comparing ended, and what
 * its step had in it. So a step that was drawn and never reached is not in the report, and neither are the histories of
 * shrinking. Values are looked at for their traits and not kept. Thread-safe, since JUnit may run the checks at once.
 */
public final class Recording {

  /** What is known of one database. */
  private static final class Opponent {
    private final LongAdder histories = new LongAdder();
    private final LongAdder answers = new LongAdder();
    private final Tally units = new Tally();
    private final Tally pairs = new Tally();
    private final Tally cutOff = new Tally();
    private final Tally violations = new Tally();
    private volatile Report.Server server = Report.Server.UNKNOWN;
    private volatile List<String> levels = List.of();
  }

  private final Map<String, Opponent> opponents =
      Collections.synchronizedMap(new LinkedHashMap<>());
  private final Map<String, Long> seeds = Collections.synchronizedMap(new LinkedHashMap<>());
  private final Coverage coverage = new Coverage();
  private final Usage usage = new Usage(coverage);
  private final List<Constraints.Declared> constraints =
      Collections.synchronizedList(new ArrayList<>());
  private final Set<String> unbreakable = ConcurrentHashMap.newKeySet();
  private final Tally steps = new Tally();
  private final Tally outcomes = new Tally();
  private final Tally notModelled = new Tally();
  private final List<Report.Check> checks = Collections.synchronizedList(new ArrayList<>());
  private final AtomicBoolean saidMissing = new AtomicBoolean();
  private final Map<String, String> skipped = Collections.synchronizedMap(new LinkedHashMap<>());

  /** Whether this is the first check of the class that fails for values that are missing. */
  public boolean isFirstWithoutValues() {
    return saidMissing.compareAndSet(false, true);
  }

  /** Names the columns and constraints of a model; only the first time for one. */
  public synchronized void declare(
      Model model, Map<String, MappingUnderTest<?, ?>> all, Values values) {
    for (MappingUnderTest<?, ?> mapping : all.values()) {
      if (usage.declare(model, mapping, values)) {
        constraints.addAll(Constraints.of(mapping, mapping.layout().root()));
        mapping
            .layout()
            .owned()
            .forEach(table -> constraints.addAll(Constraints.of(mapping, table)));
      }
    }
    Possible.operands(all.values(), values)
        .forEach(operand -> coverage.possible(Dimension.OPERANDS, operand));
    Possible.steps(all.values(), !ModelInternals.schema(model).sequences().isEmpty())
        .forEach(step -> coverage.possible(Dimension.STEPS, step));
  }

  private Opponent opponent(String database) {
    synchronized (opponents) {
      return opponents.computeIfAbsent(database, name -> new Opponent());
    }
  }

  public void seed(String what, Seed seed) {
    seeds.put(what, seed.value());
  }

  public void server(String database, Report.Server server) {
    opponent(database).server = server;
  }

  /** Notes at which levels units of a database are drawn, alone and in pairs. */
  public void drawnAt(
      Model model,
      Map<String, MappingUnderTest<?, ?>> all,
      Set<Level> levels,
      Set<Level> pairLevels) {
    for (Level level : levels) {
      for (UnitShape shape : UnitShape.values()) {
        coverage.possible(Dimension.UNITS, shape.text() + " at " + name(level));
      }
    }
    for (Level level : pairLevels) {
      for (Meeting meeting : Meeting.values()) {
        if (meeting.isPossible(ModelInternals.schema(model), all.values())) {
          coverage.possible(Dimension.PAIRS, meeting.text() + " at " + name(level));
        }
      }
    }
  }

  /** Notes the levels that a database offers, and which of memory's it does not. */
  public void levels(String database, Set<Level> offered) {
    opponent(database).levels =
        new TreeSet<>(offered).stream().map(Recording::name).toList();
    for (Level level : Level.values()) {
      if (!offered.contains(level)) {
        skipped(name(level) + " on " + database, "the database does not offer it");
      }
    }
  }

  public void skipped(String what, String why) {
    skipped.putIfAbsent(what, why);
  }

  /** Counts a history that the reference model has followed to something that the model does not have. */
  public void notModelled(String what) {
    notModelled.add(what);
  }

  public void unbreakable(Set<String> names) {
    unbreakable.addAll(names);
  }

  public void check(Report.Check check) {
    checks.add(check);
  }

  static String name(Level level) {
    return level.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** Counts a history that was compared, as far as it was. */
  public void compared(String database, History history, Comparison.Verdict verdict) {
    compared(database, history, Map.of(), verdict);
  }

  /**
   * Counts a history that was compared, as far as it was.
   *
   * @param meetings on what the units of a phase meet, by its number from 0
   */
  public void compared(
      String database,
      History history,
      Map<Integer, Meeting> meetings,
      Comparison.Verdict verdict) {
    Opponent opponent = opponent(database);
    opponent.histories.increment();
    opponent.answers.add(verdict.equal().size());
    if (!verdict.leftOpen().isEmpty()) {
      opponent.cutOff.add(verdict.leftOpen());
    }
    int phases = 0;
    for (Observation each : verdict.equal()) {
      count(opponent, each);
      phases = Math.max(phases, each.phase() + 1);
    }
    for (int i = 0; i < Math.min(phases, history.phases().size()); i++) {
      Phase phase = history.phases().get(i);
      if (phase instanceof Phase.Unit unit) {
        opponent.units.add(name(unit.level()));
        coverage.drawn(Dimension.UNITS, UnitShape.of(unit).text() + " at " + name(unit.level()));
      } else if (phase instanceof Phase.Interleaved pair) {
        opponent.pairs.add(name(pair.level()));
        Meeting meeting = meetings.get(i);
        if (meeting != null && haveMet(verdict.equal(), i, meeting)) {
          coverage.drawn(Dimension.PAIRS, meeting.text() + " at " + name(pair.level()));
        }
      }
    }
  }

  /**
   * Whether two units met as they were meant to: the second one was committed with a change of something that was there, and the first
   * one came to its own.
   */
  private static boolean haveMet(List<Observation> all, int phase, Meeting meeting) {
    List<Observation> ofPhase =
        all.stream().filter(each -> each.phase() == phase).toList();
    boolean isCommitted = ofPhase.stream()
        .anyMatch(each -> !each.isOfFirst()
            && each.step() == null
            && each.outcome().toString().startsWith(Outcome.COMMITTED));
    List<Observation> writes = ofPhase.stream()
        .filter(each -> each.step() != null && !each.step().isRead())
        .toList();
    boolean isDone = meeting == Meeting.SEQUENCE
        || (writes.stream().anyMatch(Observation::isOfFirst)
            && writes.stream().noneMatch(each -> each.outcome().text().equals(ValueText.ABSENT)));
    return isCommitted && isDone;
  }

  private void count(Opponent opponent, Observation observation) {
    Outcome outcome = observation.outcome();
    steps.add(observation.name());
    if (outcome.kind() == null) {
      outcomes.add("answer");
    } else {
      outcomes.add(outcome.kind().getSimpleName().replaceFirst("Exception$", ""));
      if (outcome.isViolation()) {
        opponent.violations.add(outcome.text());
      }
    }
    if (observation.step() != null) {
      observation.step().accept(new UsageRecorder(usage));
      MappingUnderTest<?, ?> mapping = usage.mapping(observation.step().table());
      coverage.drawn(
          Dimension.STEPS,
          mapping == null
              ? observation.name()
              : Possible.step(observation.name(), mapping.layout().root()));
    }
  }

  // --- the report ---

  /** Whether nothing was done. */
  public boolean isEmpty() {
    return checks.isEmpty() && opponents.isEmpty();
  }

  /** What was counted until now. */
  public Report report(String name) {
    List<Report.ColumnUse> uses = usage.ofColumns();
    List<Report.OperatorUse> asked = usage.ofOperators();
    var groups = new LinkedHashSet<String>();
    for (StoredType.Kind kind : StoredType.Kind.values()) {
      String group = ColumnCases.group(kind);
      if (uses.stream().anyMatch(use -> use.group().equals(group))
          || asked.stream().anyMatch(use -> use.group().equals(group))) {
        groups.add(group);
      }
    }
    return new Report(
        name,
        LibraryVersion.get(),
        System.getProperty("java.version", ""),
        ZoneId.systemDefault().getId(),
        copy(seeds),
        databases(),
        List.copyOf(groups),
        uses,
        asked,
        steps.all(),
        outcomes.all(),
        shares(uses, asked),
        constraints(),
        List.copyOf(checks),
        skipped());
  }

  private List<Report.Share> shares(List<Report.ColumnUse> uses, List<Report.OperatorUse> asked) {
    var shares = new ArrayList<Report.Share>();
    var everyCase = new Coverage();
    for (Report.ColumnUse column : uses) {
      for (Report.CaseUse each : column.cases()) {
        String value = column.path() + ": " + each.name();
        if (each.state() == Report.State.DRAWN || each.state() == Report.State.NEVER) {
          everyCase.possible(Dimension.EDGE_CASES, value);
        }
        if (each.state() == Report.State.DRAWN) {
          everyCase.drawn(Dimension.EDGE_CASES, value);
        }
      }
    }
    for (Report.OperatorUse each : asked) {
      String value = each.operator() + " on " + each.group();
      everyCase.possible(Dimension.OPERATORS, value);
      if (each.count() > 0) {
        everyCase.drawn(Dimension.OPERATORS, value);
      }
    }
    shares.addAll(everyCase.shares());
    shares.addAll(coverage.shares());
    return shares;
  }

  private static <V> Map<String, V> copy(Map<String, V> map) {
    synchronized (map) {
      return new LinkedHashMap<>(map);
    }
  }

  private List<Report.Database> databases() {
    var databases = new ArrayList<Report.Database>();
    copy(opponents)
        .forEach((name, opponent) -> databases.add(new Report.Database(
            name,
            opponent.server,
            opponent.levels,
            opponent.histories.sum(),
            opponent.answers.sum(),
            opponent.units.all(),
            opponent.pairs.all(),
            opponent.cutOff.all())));
    return databases;
  }

  private List<Report.ConstraintUse> constraints() {
    var uses = new ArrayList<Report.ConstraintUse>();
    for (Constraints.Declared each : List.copyOf(constraints)) {
      var failures = new LinkedHashMap<String, Long>();
      copy(opponents).forEach((name, opponent) -> {
        long count = opponent.violations.of(each.name());
        if (count > 0) {
          failures.put(name, count);
        }
      });
      Report.Breach breach = !failures.isEmpty()
          ? Report.Breach.BROKEN
          : unbreakable.contains(each.name()) ? Report.Breach.UNBREAKABLE : Report.Breach.UNBROKEN;
      uses.add(new Report.ConstraintUse(each.name(), each.table(), each.kind(), breach, failures));
    }
    return uses;
  }

  private List<Report.Skipped> skipped() {
    var all = new ArrayList<Report.Skipped>();
    copy(skipped).forEach((what, why) -> all.add(new Report.Skipped(what, why)));
    notModelled
        .all()
        .forEach((what, count) -> all.add(new Report.Skipped(
            "the reference model in the rest of " + count + " histories", what)));
    return List.copyOf(all);
  }
}
