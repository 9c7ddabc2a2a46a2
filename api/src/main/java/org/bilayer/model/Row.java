package org.bilayer.model;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The stored values of one {@code O}, passed to the constructing function. Valid only inside that function, on
 * its thread.
 *
 * <p>Every method throws {@link IllegalArgumentException} for a member that the mapping or value object does
 * not have. The function of a {@link Variant} may read the members of the sealed type and the members of the
 * variant.
 *
 * @param <O> the type to make
 */
public interface Row<O> {

  /**
   * The value of a column; never null.
   *
   * @throws org.bilayer.failure.UnreadableRowException if no value is stored, or the stored value is not a
   *     value of the column's domain type
   */
  <V> V get(Column<? super O, V> column);

  /** The value of a nullable column, or null. */
  <V> @Nullable V getOrNull(Column<? super O, V> column);

  /** The value of a nullable column, or an empty {@code Optional}. */
  default <V> Optional<V> find(Column<? super O, V> column) {
    return Optional.ofNullable(getOrNull(column));
  }

  /**
   * A value object; never null.
   *
   * @throws org.bilayer.failure.UnreadableRowException if the value object is nullable and absent
   */
  <E> E get(Embedded<? super O, E> embedded);

  /** A nullable value object, or null if it is absent. */
  <E> @Nullable E getOrNull(Embedded<? super O, E> embedded);

  /** A nullable value object, or an empty {@code Optional}. */
  default <E> Optional<E> find(Embedded<? super O, E> embedded) {
    return Optional.ofNullable(getOrNull(embedded));
  }

  /**
   * The object of a sealed type, made by the variant whose tag is stored.
   *
   * @throws org.bilayer.failure.UnreadableRowException if no variant has the stored tag
   */
  O get(Variants<O> variants);

  /** The collection of owned elements; unmodifiable, empty if there is no element. */
  <S> S get(ElementCollection<? super O, ?, S> children);
}
