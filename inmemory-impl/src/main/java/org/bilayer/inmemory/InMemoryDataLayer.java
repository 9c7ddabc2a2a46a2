package org.bilayer.inmemory;

import java.util.concurrent.ThreadLocalRandom;
import java.util.function.UnaryOperator;
import org.bilayer.DataLayer;
import org.bilayer.LayerOptions;
import org.bilayer.engine.Engine;
import org.bilayer.failure.WriteConflictException;
import org.bilayer.inmemory.internal.session.InMemoryStore;
import org.bilayer.model.Model;
import org.bilayer.model.ModelInternals;
import org.bilayer.store.DelegatingStore;
import org.bilayer.store.Store;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens data layers that keep everything in memory, for tests and for data that may be lost with the process.
 *
 * <p>Such a layer refuses what a database would refuse: constraints are checked after each row, units of work at every
 * isolation level are really isolated, and what SQL leaves open is varied on purpose, so that no program comes to depend
 * on it. Results without an order come in one drawn by a seed, which is logged when the layer is opened.
 *
 * <p>Two layers share nothing, also when they are opened with one model. Not instantiable.
 */
public final class InMemoryDataLayer {

  private static final Logger LOG = LoggerFactory.getLogger(InMemoryDataLayer.class);

  private InMemoryDataLayer() {}

  /**
   * Opens an empty layer with default options and a random seed.
   *
   * @return a layer to be closed by the caller
   */
  public static DataLayer of(Model model) {
    return builder(model).open();
  }

  /** Begins to describe an empty layer. */
  public static Builder builder(Model model) {
    return new Builder(model);
  }

  /** What a new layer is told. One thread at a time; may open several layers, each empty. */
  public static final class Builder {

    private final Model model;
    private LayerOptions options = LayerOptions.defaults();
    private UnaryOperator<Store> around = UnaryOperator.identity();
    private long seed = ThreadLocalRandom.current().nextLong();
    private long maxSnapshotAge = InMemoryStore.SNAPSHOT_AGE_MAX;

    private Builder(Model model) {
      this.model = model;
    }

    /**
     * Fixes what the layer varies on purpose: the same seed and the same program on one thread give the same results in
     * the same order.
     */
    public Builder seed(long seed) {
      this.seed = seed;
      return this;
    }

    /**
     * Limits how old the snapshot of a unit of work may become: a million rows, if nothing else is said. A unit that is
     * never closed would otherwise keep every later state in memory. When others have changed so many rows since the
     * unit began to read, or somewhat more, its next call fails with a {@link WriteConflictException} whose message says
     * that the snapshot is too old; {@code run} and {@code execute} then run the work again.
     *
     * @param rowsChanged at least 1
     * @throws IllegalArgumentException if it is less
     */
    public Builder maxSnapshotAge(long rowsChanged) {
      if (rowsChanged < 1) {
        throw new IllegalArgumentException(
            "The number of changed rows that a snapshot lasts for must be at least 1 [rowsChanged="
                + rowsChanged + "].");
      }
      this.maxSnapshotAge = rowsChanged;
      return this;
    }

    /** Options of the layer, instead of the defaults. */
    public Builder options(LayerOptions options) {
      this.options = options;
      return this;
    }

    /**
     * Puts something around the store that the layer works on, such as faults for a test or a record of every call. A second call
     * puts something around the result of the first.
     *
     * @param wrapper returns a store that passes calls on to its argument, as a {@link DelegatingStore} does, and closes it
     */
    public Builder around(UnaryOperator<Store> wrapper) {
      UnaryOperator<Store> inner = around;
      around = store -> wrapper.apply(inner.apply(store));
      return this;
    }

    /**
     * Opens the layer.
     *
     * @return a layer to be closed by the caller
     */
    public DataLayer open() {
      Store store = InMemoryStore.create(ModelInternals.schema(model), seed, maxSnapshotAge);
      DataLayer layer = Engine.open(model, around.apply(store), options);
      LOG.info(
          "Opened an in-memory store; rows without an order come in an order that depends on "
              + "seed={}. To repeat the order, open the store with this seed: InMemoryDataLayer.builder(model).seed({}L).",
          seed,
          seed);
      return layer;
    }
  }
}
