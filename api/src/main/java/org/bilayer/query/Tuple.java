package org.bilayer.query;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One result of a {@link Projection}, passed to the function that makes an object of the result. Valid only
 * inside that function.
 *
 * <p>Every method throws {@link IllegalArgumentException} for an expression that the projection does not have.
 *
 * @param <T> the aggregate type that is queried
 */
public interface Tuple<T> {

  /**
   * The value of an expression; never null.
   *
   * @throws org.bilayer.failure.UnreadableRowException if there is no value, or the stored value is not a
   *     value of the expression's type
   */
  <V> V get(Expression<T, V> expression);

  /** The value of an expression, or null if there is no value. */
  <V> @Nullable V getOrNull(Expression<T, V> expression);

  /** The value of an expression, or an empty {@code Optional}. */
  default <V> Optional<V> find(Expression<T, V> expression) {
    return Optional.ofNullable(getOrNull(expression));
  }
}
