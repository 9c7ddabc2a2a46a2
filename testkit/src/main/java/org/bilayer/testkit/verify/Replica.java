package org.bilayer.testkit.verify;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
import org.bilayer.value.Level;
import org.bilayer.value.Lock;
import org.jspecify.annotations.Nullable;

/** One of the stores that are compared, with the data layer on it. */
final class Replica implements AutoCloseable {

  /** So that a schedule that would wait for ever ends. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Model model;
  private final Map<String, MappingUnderTest<?, ?>> subjects;
  private final Store store;
  private final DataLayer layer;

  private Ids ids = Ids.NONE;

  /** The tables that may have rows. */
  private final Set<Table> used = new LinkedHashSet<>();

  Replica(
      Model model,
      Map<String, MappingUnderTest<?, ?>> subjects,
      Store store,
      LayerOptions options) {
    this.model = model;
    this.subjects = subjects;
    this.store = store;
    this.layer = Engine.open(model, store, options);
  }

  /** The ids that the last history has generated. */
  Ids ids() {
    return ids;
  }

  Store store() {
    return store;
  }

  DataLayer layer() {
    return layer;
  }

  String name() {
    return store.name();
  }

  /** Does everything and tells what came of it. */
  Trace run(History history) {
    var log = new ArrayList<Observation>();
    ids = new Ids(ModelInternals.schema(model));
    used.addAll(tables(history));
    int number = 0;
    for (Act act : history.acts()) {
      number++;
      if (act instanceof Act.Unit unit) {
        run(unit, "unit " + number, ids, log);
      } else {
        run((Act.Interleaved) act, "act " + number, ids, log);
      }
    }
    return new Trace(log, contents(ids));
  }

  /** The tables of the aggregates that a history is about. */
  private Set<Table> tables(History history) {
    var tables = new LinkedHashSet<Table>();
    for (String name : history.tables()) {
      MappingUnderTest<?, ?> subject = subjects.get(name);
      if (subject != null) {
        tables.add(subject.layout().root());
        tables.addAll(subject.layout().owned());
      }
    }
    return tables;
  }

  private static UnitOptions options(Level level) {
    return UnitOptions.defaults().level(level).dirtyChecking(DirtyChecking.FAIL).timeout(PATIENCE);
  }

  private void run(Act.Unit unit, String name, Ids ids, List<Observation> log) {
    // Both ways to commit take their turn; they must not differ.
    UnitOptions options = unit.steps().size() % 2 == 0
        ? options(unit.level()).pipelineCommit()
        : options(unit.level());
    try (UnitOfWork work = layer.begin(options)) {
      var stage = new UnitRun(subjects, ids, work, name, false, log);
      unit.steps().forEach(stage::run);
      stage.end(unit.isRolledBack());
    }
  }

  private void run(Act.Interleaved act, String name, Ids ids, List<Observation> log) {
    try (UnitOfWork firstWork = layer.begin(options(act.level()));
        UnitOfWork secondWork = layer.begin(options(act.level()))) {
      var first = new UnitRun(subjects, ids, firstWork, name + Observation.FIRST, true, log);
      var second = new UnitRun(subjects, ids, secondWork, name + Observation.SECOND, true, log);
      for (Turn turn : act.turns()) {
        UnitRun stage = turn.first() ? first : second;
        if (turn.step() == null) {
          stage.end(turn.rolledBack());
        } else {
          stage.run(turn.step());
        }
      }
    }
  }

  /** Every committed row of every table, as text. */
  String contents(Ids ids) {
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

  static List<@Nullable Object[]> rows(StoreSession session, Table table) {
    return session.select(new Select(
        table, new Condition.Always(true), List.of(), Long.MAX_VALUE, List.of(), Lock.NONE));
  }

  private static String shown(Ids ids, Table table, @Nullable Object[] row) {
    var text = new StringBuilder("[");
    for (int i = 0; i < row.length; i++) {
      text.append(i == 0 ? "" : ", ").append(Shown.value(ids.turn(table, i, row[i])));
    }
    return text.append(']').toString();
  }

  StoreSession session() {
    return store.open(SessionOptions.of(Level.READ_COMMITTED, false, Optional.empty()));
  }

  private List<Table> used() {
    return ModelInternals.schema(model).tables().stream().filter(used::contains).toList();
  }

  /** Removes every row that a history has left. */
  void clear() {
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
