package org.bilayer.layout;

import org.jspecify.annotations.Nullable;

/**
 * The stored parts of one {@code O}, for the function that makes it. Valid only inside that function, on its thread.
 *
 * <p>Every method throws {@link IllegalArgumentException} for a part that the described type does not have.
 *
 * @param <O> the type to make
 */
public sealed interface StoredRow<O> permits RowView, ConstructorProbe {

  /**
   * The value of a column; never null.
   *
   * @throws org.bilayer.failure.UnreadableRowException if there is no value, or the conversion refuses the stored value
   */
  <V> V get(ColumnPart<? super O, V> column);

  /** The value of a nullable column, or null. */
  <V> @Nullable V getOrNull(ColumnPart<? super O, V> column);

  /**
   * A value object; never null.
   *
   * @throws org.bilayer.failure.UnreadableRowException if the value object is absent
   */
  <E> E get(EmbeddedPart<? super O, E> embedded);

  /** A nullable value object, or null where it is absent. */
  <E> @Nullable E getOrNull(EmbeddedPart<? super O, E> embedded);

  /**
   * The object of a sealed type, made by the variant whose tag is stored.
   *
   * @throws org.bilayer.failure.UnreadableRowException if the stored tag is of no variant
   */
  O get(VariantsPart<O> variants);

  /** The collection of owned elements; unmodifiable, empty where there are none. */
  <S> S get(CollectionPart<? super O, ?, S> children);
}
