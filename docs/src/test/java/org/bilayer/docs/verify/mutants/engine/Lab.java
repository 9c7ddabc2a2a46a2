package org.bilayer.docs.verify.mutants.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bilayer.DataLayer;
import org.bilayer.LayerOptions;
import org.bilayer.Repository;
import org.bilayer.UnitOfWork;
import org.bilayer.engine.Engine;
import org.bilayer.model.Mapping;
import org.bilayer.model.ModelInternals;
import org.bilayer.store.Store;
import org.bilayer.testkit.backend.Backends;
import org.bilayer.testkit.fault.FaultPlan;

/** Where a proof is tried: layers on an empty memory, with an engine that a plan makes wrong or leaves right. */
final class Lab implements AutoCloseable {

  private static final long SEED = 7;

  private final Plan plan;
  private final List<DataLayer> opened = new ArrayList<>();

  Lab(Plan plan) {
    this.plan = plan;
  }

  /** A new layer. */
  DataLayer data() {
    return data(FaultPlan.create());
  }

  /** A new layer whose store fails as planned. */
  DataLayer data(FaultPlan faults) {
    Store memory = Backends.memory().create(ModelInternals.schema(Depot.MODEL), SEED);
    Store store = faults.around(plan.store(memory));
    DataLayer layer = plan.layer(Engine.open(Depot.MODEL, store, LayerOptions.defaults()));
    opened.add(layer);
    return layer;
  }

  /** Adds objects in a unit of their own. */
  @SafeVarargs
  static <T, I> void store(DataLayer data, Mapping<T, I> mapping, T... objects) {
    data.run(work -> {
      for (T object : objects) {
        work.repository(mapping).add(object);
      }
    });
  }

  /** What a new unit finds. */
  static <T, I> Optional<T> stored(DataLayer data, Mapping<T, I> mapping, I id) {
    return data.<Optional<T>>execute(work -> work.repository(mapping).find(id));
  }

  /** The version that a new unit finds. */
  static <T, I> long version(DataLayer data, Mapping<T, I> mapping, I id) {
    return data.<Long>execute(work -> {
      Repository<T, I> repository = work.repository(mapping);
      return repository.version(repository.get(id)).number();
    });
  }

  /** What a unit of work knows of accounts. */
  static Repository<Depot.Account, String> accounts(UnitOfWork work) {
    return work.repository(Depot.ACCOUNTS);
  }

  @Override
  public void close() {
    opened.forEach(DataLayer::close);
  }
}
