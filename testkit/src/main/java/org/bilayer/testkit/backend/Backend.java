package org.bilayer.testkit.backend;

import java.util.Set;
import org.bilayer.DataLayer;
import org.bilayer.LayerOptions;
import org.bilayer.model.Model;
import org.bilayer.store.Schema;
import org.bilayer.store.Store;
import org.bilayer.value.Level;

/**
 * A backend as the contracts see it: where an empty store comes from. Thread-safe.
 *
 * @see Backends
 */
public interface Backend {

  /** What it is called in messages. */
  String name();

  /** The isolation levels it must give; any other must be refused. */
  Set<Level> levels();

  /**
   * Creates the tables of a schema, empty and used by nobody else.
   *
   * @param seed for what the backend varies on purpose
   * @return a store that drops the tables when it is closed
   * @throws org.opentest4j.TestAbortedException if this machine does not have the backend
   */
  Store create(Schema schema, long seed);

  /** A data layer on a store of its own, which is dropped when the layer is closed. */
  default DataLayer open(Model model, LayerOptions options, long seed) {
    return Fixture.open(this, model, options, seed).layer();
  }
}
