package org.bilayer;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the engine reads from options. Outside the compatibility promise, since an application needs nothing of it. */
public final class LayerInternals {

  private LayerInternals() {}

  /** The Java form of an interface of hand-written queries, or null if none was given. */
  public static @Nullable Function<UnitOfWork, ?> javaForm(LayerOptions options, Class<?> type) {
    return options.twin(type);
  }
}
