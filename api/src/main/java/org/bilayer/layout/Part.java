package org.bilayer.layout;

/**
 * The description of a stored part of {@code O}. The types of {@code org.bilayer.model} that an application declares each
 * hold one.
 *
 * @param <O> the type that has the part
 */
public sealed interface Part<O> permits ColumnPart, EmbeddedPart, CollectionPart, VariantsPart {

  /** The name in messages: of the column, the prefix, the table or the tag column. */
  String name();

  /** Whether two parts are one; rules and names in the database that were added do not make another one of it. */
  @SuppressWarnings("ReferenceEquality") // a description is itself and nothing else
  default boolean isSame(Part<?> other) {
    return this == other
        || (this instanceof CollectionPart<?, ?, ?> mine
            && other instanceof CollectionPart<?, ?, ?> theirs
            && mine.origin() == theirs.origin());
  }
}
