package org.bilayer.testkit.junit;

import org.bilayer.DataLayer;
import org.bilayer.LayerOptions;
import org.bilayer.UnitOfWork;
import org.bilayer.Work;
import org.bilayer.engine.Engine;
import org.bilayer.model.Mapping;
import org.bilayer.model.Model;
import org.bilayer.query.Query;
import org.bilayer.store.Store;

/** The store of a test class with what every test finds in it. */
final class Seeded implements AutoCloseable {

  /*
   * In memory each test gets a fork of one seeded store, which takes no time and leaves nothing to tidy up. A database
   * cannot do that: its tables are emptied and filled again before each test but the first, in units of work like any
   * others, since only the engine knows the order that references ask for.
   */

  private final Model model;
  private final LayerOptions options;
  private final Work.Action<?> seed;
  private final Store store;
  private boolean used;

  Seeded(Model model, LayerOptions options, Work.Action<?> seed, Store store) {
    this.model = model;
    this.options = options;
    this.seed = seed;
    this.store = store;
    try {
      fill();
    } catch (Throwable e) {
      store.close();
      throw e;
    }
  }

  /** A store that has what was seeded and nothing else. */
  synchronized Store next(long number) {
    var fork = store.fork(number);
    if (fork.isPresent()) {
      return fork.get();
    }
    if (used) {
      layer().run(this::removeAll);
      fill();
    }
    used = true;
    return store;
  }

  private void fill() {
    try {
      layer().runChecked(seed::accept);
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("The initial data of the tests could not be stored.", e);
    }
  }

  /** Not closed: it has nothing of its own, and would close the store. */
  private DataLayer layer() {
    return Engine.open(model, store, options);
  }

  private void removeAll(UnitOfWork work) {
    for (Mapping<?, ?> mapping : model.mappings()) {
      removeAll(work, mapping);
    }
  }

  private static <T, I> void removeAll(UnitOfWork work, Mapping<T, I> mapping) {
    var repository = work.repository(mapping);
    repository.find(Query.all()).forEach(repository::remove);
  }

  @Override
  public void close() {
    store.close();
  }
}
