package org.bilayer.testkit.verify.comparing;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.bilayer.DataLayer;
import org.bilayer.DirtyChecking;
import org.bilayer.LayerOptions;
import org.bilayer.UnitOfWork;
import org.bilayer.UnitOptions;
import org.bilayer.engine.Engine;
import org.bilayer.model.Model;
import org.bilayer.model.ModelInternals;
import org.bilayer.store.BulkUpdate;
import org.bilayer.store.Condition;
import org.bilayer.store.ForeignKey;
import org.bilayer.store.Select;
import org.bilayer.store.SessionOptions;
import org.bilayer.store.Store;
import org.bilayer.store.StoreSession;
import org.bilayer.store.Table;
import org.bilayer.testkit.verify.history.History;
import org.bilayer.testkit.verify.history.Phase;
import org.bilayer.testkit.verify.history.Turn;
import org.bilayer.testkit.verify.mapping.FilledColumns;
import org.bilayer.testkit.verify.mapping.GeneratedIds;
import org.bilayer.testkit.verify.mapping.MappingUnderTest;
import org.bilayer.value.Level;
import org.bilayer.value.Lock;
import org.jspecify.annotations.Nullable;

/** One of the stores that are compared, with the data layer on it. */
public final class Replica implements AutoCloseable {

  /** So that a schedule that would wait for ever ends. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Model model;
  private final Map<String, MappingUnderTest<?, ?>> mappings;
  private final Store store;
  private final DataLayer layer;

  private GeneratedIds ids = GeneratedIds.NONE;

  /** The tables that may have rows. */
  private final Set<Table> used = new LinkedHashSet<>();

  public Replica(
      Model model,
      Map<String, MappingUnderTest<?, ?>> mappings,
      Store store,
      LayerOptions options) {
    this.model = model;
    this.mappings = mappings;
    this.store = store;
    this.layer = Engine.open(model, store, options);
  }

  /** The ids that the last history has generated. */
  public GeneratedIds ids() {
    return ids;
  }

  public Store store() {
    return store;
  }

  public DataLayer layer() {
    return layer;
  }

  public String name() {
    return store.name();
  }

  /** Does everything and tells what came of it. */
  public HistoryResult run(History history) {
    var log = new ArrayList<Observation>();
    ids = new GeneratedIds(ModelInternals.schema(model));
    used.addAll(tables(history));
    int number = 0;
    for (Phase phase : history.phases()) {
      number++;
      if (phase instanceof Phase.Unit unit) {
        run(unit, "unit " + number, ids, log);
      } else {
        run((Phase.Interleaved) phase, "phase " + number, ids, log);
      }
    }
    return new HistoryResult(log, contents(ids));
  }

  /** The tables of the aggregates that a history is about. */
  private Set<Table> tables(History history) {
    var tables = new LinkedHashSet<Table>();
    for (String name : history.tables()) {
      MappingUnderTest<?, ?> mapping = mappings.get(name);
      if (mapping != null) {
        tables.add(mapping.layout().root());
        tables.addAll(mapping.layout().owned());
      }
    }
    return tables;
  }

  private static UnitOptions options(Level level, boolean readOnly) {
    return options(level).readOnly(readOnly);
  }

  private static UnitOptions options(Level level) {
    return UnitOptions.defaults().level(level).dirtyChecking(DirtyChecking.FAIL).timeout(PATIENCE);
  }

  private void run(Phase.Unit unit, String name, GeneratedIds ids, List<Observation> log) {
    // Both ways to commit take their turn; they must not differ.
    UnitOptions options =
        options(unit.level(), unit.isReadOnly()).pipelineCommit(unit.steps().size() % 2 == 0);
    if (unit.isInRun()) {
      var managed = new ManagedRun(mappings, ids, layer, name, false);
      managed.run(options, unit.isRolledBack(), (number, run) -> unit.steps().forEach(run::run));
      log.addAll(managed.log());
      return;
    }
    try (UnitOfWork work = layer.begin(options)) {
      var run = new UnitRun(mappings, ids, layer, work, name, false, log);
      unit.steps().forEach(run::run);
      run.end(unit.isRolledBack());
    }
  }

  private void run(Phase.Interleaved phase, String name, GeneratedIds ids, List<Observation> log) {
    if (phase.isFirstInRun()) {
      runFirst(phase, name, ids, log);
      return;
    }
    try (UnitOfWork firstWork = layer.begin(options(phase.level()));
        UnitOfWork secondWork = layer.begin(options(phase.level()))) {
      var first = new UnitRun(mappings, ids, layer, firstWork, name + Observation.FIRST, true, log);
      var second =
          new UnitRun(mappings, ids, layer, secondWork, name + Observation.SECOND, true, log);
      for (Turn turn : phase.turns()) {
        take(turn, turn.first() ? first : second);
      }
    }
  }

  /** Runs the first unit with its retries, and the second in the first try of it, as far as that comes. */
  private void runFirst(
      Phase.Interleaved phase, String name, GeneratedIds ids, List<Observation> log) {
    UnitOptions options = options(phase.level());
    try (UnitOfWork secondWork = layer.begin(options)) {
      var ofSecond = new ArrayList<Observation>();
      var second =
          new UnitRun(mappings, ids, layer, secondWork, name + Observation.SECOND, true, ofSecond);
      var turns = new ArrayDeque<Turn>(phase.turns());
      List<Turn> ofFirst = phase.turns().stream().filter(Turn::first).toList();
      boolean undone =
          ofFirst.stream().noneMatch(turn -> turn.step() == null && !turn.rolledBack());
      var first = new ManagedRun(mappings, ids, layer, name + Observation.FIRST, true);
      first.run(options, undone, (number, run) -> {
        if (number == 1) {
          takeTurns(turns, run, second);
        } else {
          turns.stream().filter(turn -> !turn.first()).forEach(turn -> take(turn, second));
          turns.clear();
          ofFirst.stream().flatMap(turn -> Stream.ofNullable(turn.step())).forEach(run::run);
        }
      });
      int before = ofSecond.size();
      turns.stream().filter(turn -> !turn.first()).forEach(turn -> take(turn, second));
      List<Observation> managed = first.log();
      // The tries come first: after another number of them, all else differs too.
      log.add(managed.get(0));
      log.addAll(ofSecond.subList(0, before));
      log.addAll(managed.subList(1, managed.size()));
      log.addAll(ofSecond.subList(before, ofSecond.size()));
    }
  }

  /** Takes turns until the first unit ends or fails. */
  private static void takeTurns(ArrayDeque<Turn> turns, UnitRun first, UnitRun second) {
    while (!turns.isEmpty() && !first.isOver()) {
      Turn turn = turns.remove();
      if (!turn.first()) {
        take(turn, second);
      } else if (turn.step() == null) {
        return;
      } else {
        first.run(turn.step());
      }
    }
  }

  private static void take(Turn turn, UnitRun run) {
    if (turn.step() == null) {
      run.end(turn.rolledBack());
    } else {
      run.run(turn.step());
    }
  }

  /** Every committed row of every table, as text. */
  public String contents(GeneratedIds ids) {
    var text = new StringBuilder();
    try (StoreSession session = session()) {
      for (Table table : used()) {
        var rows = new ArrayList<String>();
        for (@Nullable Object[] row : rows(session, table)) {
          rows.add(shown(ids, table, row));
        }
        Collections.sort(rows);
        text.append(table.name()).append(' ').append(rows).append('\n');
      }
    }
    return text.toString();
  }

  public static List<@Nullable Object[]> rows(StoreSession session, Table table) {
    return session.select(new Select(
        table, new Condition.Always(true), List.of(), Long.MAX_VALUE, List.of(), Lock.NONE));
  }

  private static String shown(GeneratedIds ids, Table table, @Nullable Object[] row) {
    var text = new StringBuilder("[");
    for (int i = 0; i < row.length; i++) {
      text.append(i == 0 ? "" : ", ")
          .append(ValueText.of(FilledColumns.comparable(table, i, ids.ordinal(table, i, row[i]))));
    }
    return text.append(']').toString();
  }

  public StoreSession session() {
    return store.open(SessionOptions.of(Level.READ_COMMITTED, false, Optional.empty()));
  }

  private List<Table> used() {
    return ModelInternals.schema(model).tables().stream().filter(used::contains).toList();
  }

  /** Removes every row that a history has left. */
  public void clear() {
    if (used.isEmpty()) {
      return;
    }
    try (StoreSession session = session()) {
      List<Table> tables = used();
      for (Table table : tables) {
        cutCircles(session, table);
      }
      for (int i = tables.size() - 1; i >= 0; i--) {
        session.delete(tables.get(i), new Condition.Always(true));
      }
      session.commit();
    }
    used.clear();
  }

  /** Takes away references that would keep rows from being removed in the order of the tables. */
  private void cutCircles(StoreSession session, Table table) {
    int place = ModelInternals.schema(model).tables().indexOf(table);
    for (ForeignKey key : table.foreignKeys()) {
      int target = ModelInternals.schema(model)
          .tables()
          .indexOf(ModelInternals.schema(model).table(key.target()));
      if (target < place) {
        continue;
      }
      var cut = new ArrayList<BulkUpdate.Assignment>();
      for (int column : key.columns()) {
        if (table.columns().get(column).nullable()) {
          cut.add(new BulkUpdate.Assignment(column, false, null));
        }
      }
      if (!cut.isEmpty()) {
        session.update(new BulkUpdate(table, new Condition.Always(true), cut));
      }
    }
  }

  @Override
  public void close() {
    layer.close();
  }
}
