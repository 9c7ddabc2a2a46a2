package org.bilayer.model;

/**
 * A stored part of {@code O}: a {@link Column}, an {@link Embedded} value object, an {@link ElementCollection},
 * or the {@link Variants} of a sealed type.
 *
 * @param <O> the type that has the part
 * @param <V> the type in which a constructor takes the part
 */
public sealed interface Member<O, V>
    permits Column, Embedded, ElementCollection, Variants, OptionalMember {}
