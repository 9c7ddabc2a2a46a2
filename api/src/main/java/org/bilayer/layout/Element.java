package org.bilayer.layout;

import org.jspecify.annotations.Nullable;

/**
 * An element at its place in a collection.
 *
 * @param value the element
 * @param position in the collection, from 0
 * @param mapKey the key in a map; null in other collections
 * @param <C> the element's type
 */
public record Element<C>(C value, int position, @Nullable Object mapKey) {}
