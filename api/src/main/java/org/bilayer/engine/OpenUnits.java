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
 * The units of work begun by hand and not over yet. One that the application lost is reported, with the place that
 * opened it, when the garbage collector finds it or at the latest when the layer closes, and what it holds is given
 * back. Thread-safe.
 */
final class OpenUnits {

  private static final Logger LOG = LoggerFactory.getLogger(DataLayer.class);
  private static final Cleaner CLEANER = Cleaner.create();

  /** What is left of a unit when the unit itself is gone; must not refer to it. */
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

    /** The unit was ended properly. */
    void over() {
      open.remove(this);
    }

    /** One session that cannot be closed must not keep the others, and the store, open. */
    private static void close(StoreSession held) {
      try {
        held.close();
      } catch (Throwable e) {
        LOG.warn("The session of a lost unit of work could not be closed.", e);
      }
    }

    /** The unit was lost. */
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
