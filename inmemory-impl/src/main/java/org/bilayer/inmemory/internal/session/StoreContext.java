package org.bilayer.inmemory.internal.session;

import java.util.concurrent.atomic.AtomicInteger;
import org.bilayer.inmemory.internal.table.Constraints;
import org.bilayer.inmemory.internal.table.StoreShape;

/**
 * The state that the sessions of a store share. Thread-safe.
 *
 * @param seed determines the order of results without a requested order
 * @param rebase repeats changes according to the rules
 * @param sessions the open sessions
 * @param openCursors the number of open streams
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
