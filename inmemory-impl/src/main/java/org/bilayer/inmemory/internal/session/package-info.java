/**
 * Stores and transactions in memory. Start at {@link org.bilayer.inmemory.internal.session.InMemoryStore} for what is committed and
 * how a commit is decided, and at {@link org.bilayer.inmemory.internal.session.InMemorySession} for one transaction.
 */
@NullMarked
package org.bilayer.inmemory.internal.session;

import org.jspecify.annotations.NullMarked;
