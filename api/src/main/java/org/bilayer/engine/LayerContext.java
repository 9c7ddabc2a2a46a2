package org.bilayer.engine;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bilayer.LayerOptions;
import org.bilayer.engine.flush.FlushPlan;
import org.bilayer.engine.query.CursorTokens;
import org.bilayer.model.Model;
import org.bilayer.model.ModelInternals;
import org.bilayer.store.Store;
import org.bilayer.store.Table;
import org.bilayer.value.Level;

/** The state that all units of work of a data layer share. Thread-safe. */
final class LayerContext {

  private final Model model;
  private final Store store;
  private final Set<Level> levels;
  private final LayerOptions options;
  private final CursorTokens cursors;
  private final FlushPlan plan;
  private final SequenceBlocks sequences;
  private final Map<Table, List<RowLimits>> limits;
  private volatile boolean closed;

  LayerContext(Model model, Store store, LayerOptions options) {
    this.model = model;
    this.store = store;
    this.levels = EnumSet.copyOf(store.levels());
    this.options = options;
    this.cursors = new CursorTokens(options.cursorSecret());
    this.plan = new FlushPlan(ModelInternals.schema(model));
    this.sequences = new SequenceBlocks(ModelInternals.schema(model));
    this.limits = RowLimits.of(model);
  }

  void requireOffered(Level level) {
    if (!levels.contains(level)) {
      throw new IllegalArgumentException("The isolation level " + level + " is not offered by "
          + store.name() + ", which offers " + levels
          + ". Choose one of these levels. The library never uses a weaker level instead.");
    }
  }

  void requireOpen() {
    if (closed) {
      throw new IllegalStateException("The data layer is closed.");
    }
  }

  /** Refuses new units from now on. Returns false if the layer was already closed. */
  boolean close() {
    boolean wasOpen = !closed;
    closed = true;
    return wasOpen;
  }

  Model model() {
    return model;
  }

  Store store() {
    return store;
  }

  LayerOptions options() {
    return options;
  }

  FlushPlan plan() {
    return plan;
  }

  SequenceBlocks sequences() {
    return sequences;
  }

  CursorTokens cursors() {
    return cursors;
  }

  /** The limits of rows, by the root's table. A table whose rows cannot exceed a limit has no entry. */
  Map<Table, List<RowLimits>> limits() {
    return limits;
  }
}
