package org.bilayer.engine;

import java.lang.ref.Cleaner;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.bilayer.DataLayer;
import org.bilayer.store.StoreSession;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The open units of work that the application began with {@code begin()}. If the application loses a unit, the
 * garbage collector or the closing of the layer finds the unit. The unit is then reported with the stack trace of its
 * opening, and its session is closed. Thread-safe.
 */
final class OpenUnits {

  private static final Logger LOG = LoggerFactory.getLogger(DataLayer.class);
  private static final Cleaner CLEANER = Cleaner.create();

  /** The part of a unit that outlives the unit object. Must not refer to the unit. */
  static final class Trace implements Runnable {

    private final Throwable opener = new Throwable("opened here");
    private final AtomicReference<@Nullable StoreSession> session = new AtomicReference<>();
    private final Set<Trace> open;

    private Trace(Set<Trace> open) {
      this.open = open;
    }

    void holds(StoreSession held) {
      session.set(held);
    }

    /** Called when the unit has ended. */
    void over() {
      open.remove(this);
    }

    /** If one session cannot be closed, the other sessions and the store are closed nevertheless. */
    private static void close(StoreSession held) {
      try {
        held.close();
      } catch (Throwable e) {
        LOG.warn("The session of a lost unit of work could not be closed.", e);
      }
    }

    /** Called when the unit was lost. */
    @Override
    public void run() {
      if (open.remove(this)) {
        LOG.warn(
            "A unit of work was never committed, rolled back or closed; it is rolled back now. Close units in a"
                + " try-with-resources statement, or use run(...).",
            opener);
        StoreSession held = session.get();
        if (held != null) {
          close(held);
        }
      }
    }
  }

  private final Set<Trace> open = ConcurrentHashMap.newKeySet();

  /** Watches a unit; the trace must not refer to it. */
  Trace watch(Object unit) {
    var trace = new Trace(open);
    open.add(trace);
    CLEANER.register(unit, trace);
    return trace;
  }

  void reportAll() {
    for (Trace trace : open) {
      trace.run();
    }
  }
}
