package org.bilayer.contracts.transaction;

import org.bilayer.DataLayer;
import org.bilayer.LayerOptions;
import org.bilayer.engine.Engine;
import org.bilayer.model.ModelInternals;
import org.bilayer.store.Store;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.WaitingSessions;
import org.jspecify.annotations.Nullable;

/**
 * A data layer on a backend, with the model of {@link SharedItems} and without data.
 *
 * @param waits the number of sessions that wait for locks; null if sessions of the backend never wait
 */
record LayerUnderTest(DataLayer data, @Nullable WaitingSessions waits) implements AutoCloseable {

  static LayerUnderTest open(Backend backend, long seed) {
    Store store = backend.create(ModelInternals.schema(SharedItems.MODEL), seed);
    try {
      DataLayer data = Engine.open(SharedItems.MODEL, store, LayerOptions.defaults());
      return new LayerUnderTest(data, store instanceof WaitingSessions waits ? waits : null);
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
