package org.bilayer.model;

/**
 * A part of {@code O} that is stored: a {@link Column}, an {@link Embedded} value object, {@link ElementCollection}, or the
 * {@link Variants} of a sealed type.
 *
 * @param <O> the type that has the part
 */
public sealed interface Member<O> permits Column, Embedded, ElementCollection, Variants {}
