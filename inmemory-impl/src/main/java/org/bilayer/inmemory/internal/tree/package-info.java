/**
 * An immutable sorted map whose versions share structure: the row store and every index of the
 * in-memory store; start at {@link org.bilayer.inmemory.internal.tree.SortedTree}.
 */
@NullMarked
package org.bilayer.inmemory.internal.tree;

import org.jspecify.annotations.NullMarked;
