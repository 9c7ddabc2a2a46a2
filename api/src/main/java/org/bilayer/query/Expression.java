package org.bilayer.query;

/**
 * A part of a {@link Projection}: an attribute, or an aggregate function over an attribute.
 *
 * @param <T> the aggregate type
 * @param <V> the type of the value
 */
public sealed interface Expression<T, V> permits Attribute, AggregateFunction {}
