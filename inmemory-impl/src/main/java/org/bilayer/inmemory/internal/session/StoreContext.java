package org.bilayer.inmemory.internal.session;

import java.util.concurrent.atomic.AtomicInteger;
import org.bilayer.inmemory.internal.table.Constraints;
import org.bilayer.inmemory.internal.table.StoreShape;

/**
 * What the sessions of a store share. Thread-safe.
 *
 * @param seed for the order of results that have none
 * @param rebase repeats changes by the rules
 * @param sessions those that are open
 * @param openCursors how many streams are open
 */
record StoreContext(
    Constraints constraints,
    Sequences sequences,
    long seed,
    IsolationRules rules,
    Rebase rebase,
    OpenSessions sessions,
    Commits commits,
    AtomicInteger openCursors) {

  StoreShape shape() {
    return constraints.store();
  }
}
