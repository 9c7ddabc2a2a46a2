package org.bilayer.model;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What was stored of one {@code O}, handed to the function that makes it again. Valid only inside that
 * function, on its thread.
 *
 * <p>Every method throws {@link IllegalArgumentException} for a member that the mapping or value object does
 * not have.
 *
 * @param <O> the type to make
 */
public interface Row<O> {

  /**
   * The value of a column; never null.
   *
   * @throws org.bilayer.failure.StorageFailureException if nothing is stored, or what is stored is no value of
   *     the column's domain type
   */
  <V> V get(Column<O, V> column);

  /** The value of a nullable column, or null. */
  <V> @Nullable V getOrNull(Column<O, V> column);

  /** The value of a nullable column, if there is one. */
  default <V> Optional<V> find(Column<O, V> column) {
    return Optional.ofNullable(getOrNull(column));
  }

  /**
   * A value object; never null.
   *
   * @throws org.bilayer.failure.StorageFailureException if it is a nullable one and absent
   */
  <E> E get(Embedded<O, E> embedded);

  /** A nullable value object, or null where it is absent. */
  <E> @Nullable E getOrNull(Embedded<O, E> embedded);

  /** A nullable value object, if present. */
  default <E> Optional<E> find(Embedded<O, E> embedded) {
    return Optional.ofNullable(getOrNull(embedded));
  }

  /** The collection of owned elements; unmodifiable, empty where there are none. */
  <S> S get(Children<O, ?, S> children);
}
