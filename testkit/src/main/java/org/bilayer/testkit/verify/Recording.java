package org.bilayer.testkit.verify;

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
import org.bilayer.store.Table;
import org.bilayer.testkit.report.Report;
import org.bilayer.value.Level;
import org.bilayer.value.StoredType;
import org.jspecify.annotations.Nullable;

/*
 * Counts what a verification draws and compares, for its report.
 *
 * Counted is what was compared and found equal: each observation of a history up to the place where comparing ended, and what
 * its step had in it. So a step that was drawn and never reached is not in the report, and neither are the histories of
 * shrinking. Values are looked at for their traits and not kept. Thread-safe, since JUnit may run the checks at once.
 */
final class Recording {

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
  private final Map<String, Map<String, ColumnCases>> columns =
      Collections.synchronizedMap(new LinkedHashMap<>());
  private final Map<String, MappingUnderTest<?, ?>> subjects =
      Collections.synchronizedMap(new LinkedHashMap<>());
  private final List<Constraints.Declared> constraints =
      Collections.synchronizedList(new ArrayList<>());
  private final Set<String> unbreakable = ConcurrentHashMap.newKeySet();
  private final Operators operators = new Operators();
  private final Tally steps = new Tally();
  private final Tally outcomes = new Tally();
  private final List<Report.Check> checks = Collections.synchronizedList(new ArrayList<>());
  private final AtomicBoolean saidMissing = new AtomicBoolean();
  private final Map<String, String> skipped = Collections.synchronizedMap(new LinkedHashMap<>());

  /** Whether this is the first check of the class that fails for values that are missing. */
  boolean isFirstWithoutValues() {
    return saidMissing.compareAndSet(false, true);
  }

  /** Names the columns and constraints of a model; only the first time for one. */
  synchronized void declare(Model model, Map<String, MappingUnderTest<?, ?>> all, Values values) {
    for (MappingUnderTest<?, ?> subject : all.values()) {
      if (subjects.putIfAbsent(subject.name(), subject) != null) {
        continue;
      }
      declare(model, subject, values, subject.layout().root());
      subject.layout().owned().forEach(table -> declare(model, subject, values, table));
    }
  }

  private void declare(Model model, MappingUnderTest<?, ?> subject, Values values, Table table) {
    var cases = new LinkedHashMap<String, ColumnCases>();
    for (int i = 0; i < table.columns().size(); i++) {
      if (!subject.isPlain(table, i)) {
        cases.put(
            table.columns().get(i).name(),
            new ColumnCases(ModelInternals.schema(model), subject, values, table, i));
      }
    }
    columns.put(table.name(), cases);
    constraints.addAll(Constraints.of(subject, table));
  }

  private Opponent opponent(String database) {
    synchronized (opponents) {
      return opponents.computeIfAbsent(database, name -> new Opponent());
    }
  }

  void seed(String what, Seed seed) {
    seeds.put(what, seed.value());
  }

  void server(String database, Report.Server server) {
    opponent(database).server = server;
  }

  /** Notes the levels that a database offers, and which of memory's it does not. */
  void levels(String database, Set<Level> offered) {
    opponent(database).levels =
        new TreeSet<>(offered).stream().map(Recording::name).toList();
    for (Level level : Level.values()) {
      if (!offered.contains(level)) {
        skipped(name(level) + " on " + database, "the database does not offer it");
      }
    }
  }

  void skipped(String what, String why) {
    skipped.putIfAbsent(what, why);
  }

  void unbreakable(Set<String> names) {
    unbreakable.addAll(names);
  }

  void check(Report.Check check) {
    checks.add(check);
  }

  static String name(Level level) {
    return level.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** Counts a history that was compared, as far as it was. */
  void compared(String database, History history, Trace trace, Comparison.Verdict verdict) {
    Opponent opponent = opponent(database);
    opponent.histories.increment();
    opponent.answers.add(verdict.compared());
    if (!verdict.leftOpen().isEmpty()) {
      opponent.cutOff.add(verdict.leftOpen());
    }
    List<Observation> observations = trace
        .observations()
        .subList(0, Math.min(verdict.compared(), trace.observations().size()));
    int acts = 0;
    for (Observation each : observations) {
      count(opponent, each);
      acts = Math.max(acts, each.act() + 1);
    }
    for (Act act : history.acts().subList(0, Math.min(acts, history.acts().size()))) {
      if (act instanceof Act.Unit unit) {
        opponent.units.add(name(unit.level()));
      } else if (act instanceof Act.Interleaved pair) {
        opponent.pairs.add(name(pair.level()));
      }
    }
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
      new Uses(this).step(observation.step());
    }
  }

  // --- what a step has in it ---

  @Nullable
  MappingUnderTest<?, ?> subject(String table) {
    return subjects.get(table);
  }

  void written(String table, String column, @Nullable Object value) {
    ColumnCases cases = columns.getOrDefault(table, Map.of()).get(column);
    if (cases != null) {
      cases.written(value);
    }
  }

  void used(String table, String column, @Nullable Object value) {
    ColumnCases cases = columns.getOrDefault(table, Map.of()).get(column);
    if (cases != null) {
      cases.used(value);
    }
  }

  void asked(String operator, StoredType.Kind kind) {
    operators.add(operator, kind);
  }

  // --- the report ---

  /** Whether nothing was done. */
  boolean isEmpty() {
    return checks.isEmpty() && opponents.isEmpty();
  }

  /** What was counted until now. */
  Report report(String name) {
    List<Report.ColumnUse> uses;
    synchronized (columns) {
      uses = columns.values().stream()
          .flatMap(cases -> cases.values().stream())
          .map(ColumnCases::use)
          .toList();
    }
    List<Report.OperatorUse> asked;
    synchronized (subjects) {
      asked = operators.uses(subjects.values());
    }
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
        constraints(),
        List.copyOf(checks),
        skipped());
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
    return copy(skipped).entrySet().stream()
        .map(each -> new Report.Skipped(each.getKey(), each.getValue()))
        .toList();
  }
}
