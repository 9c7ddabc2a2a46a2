package org.bilayer.query;

/**
 * What a {@link Projection} can ask for: an attribute, or an aggregate over attributes.
 *
 * @param <T> the aggregate type
 * @param <V> the type of its value
 */
public sealed interface Expression<T, V> permits Attribute, AggregateFunction {}
