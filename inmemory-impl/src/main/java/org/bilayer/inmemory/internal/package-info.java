/**
 * Rows in immutable trees, with transactions. Start at {@link org.bilayer.inmemory.internal.InMemoryStore} for how
 * committed data lies and how a commit is decided, and at {@link
 * org.bilayer.inmemory.internal.InMemorySession} for what one transaction does.
 */
@NullMarked
package org.bilayer.inmemory.internal;

import org.jspecify.annotations.NullMarked;
