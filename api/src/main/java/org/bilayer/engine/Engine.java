package org.bilayer.engine;

import org.bilayer.DataLayer;
import org.bilayer.LayerOptions;
import org.bilayer.model.Model;
import org.bilayer.store.Store;

/** Joins a model and a store to a data layer: the one call a backend's factory makes. */
public final class Engine {

  private Engine() {}

  /**
   * Opens a data layer.
   *
   * @param store holds the rows of {@code ModelInternals.schema(model)}; closed with the layer
   * @throws IllegalArgumentException if the store does not offer the level of the default unit options
   */
  public static DataLayer open(Model model, Store store, LayerOptions options) {
    var layer = new LayerContext(model, store, options);
    layer.requireOffered(options.unit().level());
    return new EngineDataLayer(layer);
  }
}
