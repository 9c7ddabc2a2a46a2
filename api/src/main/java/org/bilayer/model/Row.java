package org.bilayer.model;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What was stored of one {@code O}, handed to the function that makes it again. Valid only inside that
 * function, on its thread.
 *
 * <p>Every method throws {@link IllegalArgumentException} for a member that the mapping or value object does
 * not have. The function of a {@link Variant} may read the members of the sealed type as well as its own.
 *
 * @param <O> the type to make
 */
public interface Row<O> {

  /**
   * The value of a column; never null.
   *
   * @throws org.bilayer.failure.UnreadableRowException if nothing is stored, or what is stored is no value of
   *     the column's domain type
   */
  <V> V get(Column<? super O, V> column);

  /** The value of a nullable column, or null. */
  <V> @Nullable V getOrNull(Column<? super O, V> column);

  /** The value of a nullable column, if there is one. */
  default <V> Optional<V> find(Column<? super O, V> column) {
    return Optional.ofNullable(getOrNull(column));
  }

  /**
   * A value object; never null.
   *
   * @throws org.bilayer.failure.UnreadableRowException if it is a nullable one and absent
   */
  <E> E get(Embedded<? super O, E> embedded);

  /** A nullable value object, or null where it is absent. */
  <E> @Nullable E getOrNull(Embedded<? super O, E> embedded);

  /** A nullable value object, if present. */
  default <E> Optional<E> find(Embedded<? super O, E> embedded) {
    return Optional.ofNullable(getOrNull(embedded));
  }

  /**
   * The object of a sealed type, made by the variant whose tag is stored.
   *
   * @throws org.bilayer.failure.UnreadableRowException if the stored tag is of no variant
   */
  O get(Variants<O> variants);

  /** The collection of owned elements; unmodifiable, empty where there are none. */
  <S> S get(ElementCollection<? super O, ?, S> children);
}
