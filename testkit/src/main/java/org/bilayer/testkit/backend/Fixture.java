package org.bilayer.testkit.backend;

import java.util.Collection;
import org.bilayer.DataLayer;
import org.bilayer.LayerOptions;
import org.bilayer.UnitOfWork;
import org.bilayer.engine.Engine;
import org.bilayer.failure.DataException;
import org.bilayer.model.Mapping;
import org.bilayer.model.Model;
import org.bilayer.model.ModelInternals;
import org.bilayer.query.Query;
import org.bilayer.store.Store;

/** A data layer with the store under it. */
public record Fixture(DataLayer layer, Store store, boolean plain) implements AutoCloseable {

  public static Fixture open(Backend backend, Model model, LayerOptions options, long seed) {
    Store store = backend.create(ModelInternals.schema(model), seed);
    try {
      boolean plain = options.equals(LayerOptions.defaults());
      return new Fixture(Engine.open(model, store, options), store, plain);
    } catch (Throwable e) {
      store.close();
      throw e;
    }
  }

  /** Connections that are not given back, as far as that can be known. */
  public int connectionsInUse() {
    return store instanceof DatabaseStore database ? database.connectionsInUse() : 0;
  }

  /** The most connections in use at the same time since the last call, as far as that can be known. */
  public int takeConnectionsInUseMax() {
    return store instanceof DatabaseStore database ? database.takeConnectionsInUseMax() : 0;
  }

  /** Whether another test with default options should have it: creating tables takes longer than emptying them. */
  public boolean isWorthKeeping() {
    return plain && store instanceof DatabaseStore;
  }

  /** Removes everything, if that is possible, and says whether it was. */
  public boolean isMadeEmpty() {
    try {
      layer.run(this::removeAll);
      return Contents.of(layer).rows().values().stream().allMatch(Collection::isEmpty);
    } catch (DataException | IllegalStateException e) {
      return false;
    }
  }

  private void removeAll(UnitOfWork work) {
    for (Mapping<?, ?> mapping : layer.model().mappings()) {
      removeAll(work, mapping);
    }
  }

  private static <T, I> void removeAll(UnitOfWork work, Mapping<T, I> mapping) {
    var repository = work.repository(mapping);
    repository.find(Query.all()).forEach(repository::remove);
  }

  @Override
  public void close() {
    layer.close();
  }
}
