package org.bilayer.query;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One result of a {@link Projection}, handed to the function that makes an object of it. Valid only inside that function.
 *
 * <p>Every method throws {@link IllegalArgumentException} for an expression that the projection does not have.
 *
 * @param <T> the aggregate type asked about
 */
public interface Tuple<T> {

  /**
   * The value of an expression; never null.
   *
   * @throws org.bilayer.failure.UnreadableRowException if there is none, or what is stored is no value of its type
   */
  <V> V get(Expression<T, V> expression);

  /** The value of an expression, or null where there is none. */
  <V> @Nullable V getOrNull(Expression<T, V> expression);

  /** The value of an expression, if there is one. */
  default <V> Optional<V> find(Expression<T, V> expression) {
    return Optional.ofNullable(getOrNull(expression));
  }
}
