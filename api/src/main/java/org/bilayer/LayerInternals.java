package org.bilayer;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Access to options for the engine. Outside of the compatibility promise: applications do not need this class.
 */
public final class LayerInternals {

  private LayerInternals() {}

  /** The Java form of an interface of hand-written queries, or null if none was given. */
  public static @Nullable Function<UnitOfWork, ?> javaForm(LayerOptions options, Class<?> type) {
    return options.javaForm(type);
  }
}
