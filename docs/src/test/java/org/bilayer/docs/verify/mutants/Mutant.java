package org.bilayer.docs.verify.mutants;

import java.util.Set;
import java.util.function.UnaryOperator;
import org.bilayer.model.Model;
import org.bilayer.store.DelegatingStore;
import org.bilayer.store.Schema;
import org.bilayer.store.SessionOptions;
import org.bilayer.store.Store;
import org.bilayer.store.StoreSession;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;
import org.bilayer.value.Level;

/**
 * A memory that is wrong in one way.
 *
 * @param entry of the catalogue of ways to be wrong
 * @param model uses the feature that is wrong
 * @param sessions puts the mistake around each session of a store
 */
record Mutant(String entry, String name, Model model, Sessions sessions) {

  /** Opens the sessions of a store, with a mistake. */
  interface Sessions {
    StoreSession open(Store store, SessionOptions options);
  }

  static Mutant of(String entry, String name, Model model, UnaryOperator<StoreSession> mistake) {
    return new Mutant(entry, name, model, (store, options) -> mistake.apply(store.open(options)));
  }

  Backend backend() {
    Backend memory = Backends.memory();
    return new Backend() {
      @Override
      public String name() {
        return "memory, " + name;
      }

      @Override
      public Set<Level> levels() {
        return memory.levels();
      }

      @Override
      public Store create(Schema schema, long seed) {
        return new WrongStore(memory.create(schema, seed), sessions);
      }
    };
  }

  private static final class WrongStore extends DelegatingStore {

    private final Sessions sessions;

    WrongStore(Store store, Sessions sessions) {
      super(store);
      this.sessions = sessions;
    }

    @Override
    public StoreSession open(SessionOptions options) {
      return sessions.open(delegate(), options);
    }
  }

  @Override
  public String toString() {
    return entry + " " + name;
  }
}
