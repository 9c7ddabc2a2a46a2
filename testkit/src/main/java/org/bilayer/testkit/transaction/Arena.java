package org.bilayer.testkit.transaction;

import org.bilayer.DataLayer;
import org.bilayer.LayerOptions;
import org.bilayer.engine.Engine;
import org.bilayer.model.ModelInternals;
import org.bilayer.store.Store;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.WaitingSessions;
import org.jspecify.annotations.Nullable;

/**
 * A backend with an empty {@link SharedItems}.
 *
 * @param waits tells which sessions wait; null where they never do
 */
record Arena(DataLayer data, @Nullable WaitingSessions waits) implements AutoCloseable {

  static Arena open(Backend backend, long seed) {
    Store store = backend.create(ModelInternals.schema(SharedItems.MODEL), seed);
    try {
      DataLayer data = Engine.open(SharedItems.MODEL, store, LayerOptions.defaults());
      return new Arena(data, store instanceof WaitingSessions waits ? waits : null);
    } catch (RuntimeException e) {
      store.close();
      throw e;
    }
  }

  ScheduleRunner runner() {
    return new ScheduleRunner(data, waits);
  }

  @Override
  public void close() {
    data.close();
  }
}
