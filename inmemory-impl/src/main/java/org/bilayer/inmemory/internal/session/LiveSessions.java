package org.bilayer.inmemory.internal.session;

import java.lang.ref.WeakReference;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The sessions that have begun and not ended. Thread-safe. */
final class LiveSessions {
  /*
   * Each unit of work enters and leaves, so this is on the way of every read. A session takes a seat, and leaves it to the
   * next one: most of the time that is two exchanges of one reference, and nothing is filed. Seats are divided by thread, so that
   * threads do not meet in one cache line.
   *
   * Seats are known weakly, and only their session refers to them: a session that its user lost without closing it is
   * lost with its seat, and does not keep its snapshot in memory. One that is still held somewhere, forgotten, is expired once
   * its snapshot is older than the store allows; it then gives up its roots, and fails when it is used again.
   */
  private static final int BENCHES = 16;

  /** A place for one session at a time; the session keeps it to leave it again. */
  static final class Seat {

    private final Bench bench;
    private final WeakReference<Seat> filed = new WeakReference<>(this);
    private final AtomicReference<@Nullable InMemorySession> session = new AtomicReference<>();

    private Seat(Bench bench) {
      this.bench = bench;
    }

    /** Leaves it to somebody else; returns false to all but the first who does so for a session. */
    boolean leave(InMemorySession leaving) {
      if (!session.compareAndSet(leaving, null)) {
        return false;
      }
      if (!bench.free.compareAndSet(null, this)) {
        bench.seats.remove(filed);
      }
      return true;
    }

    @SuppressWarnings("ReferenceEquality") // a session is itself and nothing else
    boolean isTakenBy(InMemorySession other) {
      return session.get() == other;
    }
  }

  private static final class Bench {

    /** All seats that are taken, and the free one. */
    final Set<WeakReference<Seat>> seats = ConcurrentHashMap.newKeySet();

    final AtomicReference<@Nullable Seat> free = new AtomicReference<>();

    Seat take(InMemorySession session) {
      Seat seat = free.getAndSet(null);
      if (seat == null) {
        seat = new Seat(this);
        seats.add(seat.filed);
      }
      seat.session.set(session);
      return seat;
    }

    int count() {
      int count = 0;
      for (WeakReference<Seat> filed : seats) {
        InMemorySession session = sessionAt(filed);
        count += session != null && session.isLive() ? 1 : 0;
      }
      return count;
    }

    long oldestSnapshot() {
      long oldest = Long.MAX_VALUE;
      for (WeakReference<Seat> filed : seats) {
        InMemorySession session = sessionAt(filed);
        if (session != null) {
          oldest = Math.min(oldest, session.snapshot());
        }
      }
      return oldest;
    }

    @SuppressWarnings("ReferenceEquality") // a session is itself and nothing else
    void expire(long oldestSnapshot, InMemorySession committing) {
      for (WeakReference<Seat> filed : seats) {
        InMemorySession session = sessionAt(filed);
        if (session != null && session != committing && session.snapshot() < oldestSnapshot) {
          session.expire();
        }
      }
    }

    private @Nullable InMemorySession sessionAt(WeakReference<Seat> filed) {
      Seat seat = filed.get();
      if (seat == null) {
        seats.remove(filed);
        return null;
      }
      return seat.session.get();
    }
  }

  private final Bench[] benches = new Bench[BENCHES];

  /** For the few whose reads will be validated: each commit asks for them. */
  private final Bench validated = new Bench();

  LiveSessions() {
    for (int i = 0; i < BENCHES; i++) {
      benches[i] = new Bench();
    }
  }

  Seat enter(InMemorySession session, boolean isValidated) {
    Bench bench = isValidated
        ? validated
        : benches[(int) Math.floorMod(Thread.currentThread().getId(), (long) BENCHES)];
    return bench.take(session);
  }

  /** How many there are, without those that were lost. */
  int count() {
    int count = validated.count();
    for (Bench bench : benches) {
      count += bench.count();
    }
    return count;
  }

  /** The number of the oldest snapshot whose session will be validated against the log; the greatest long if none. */
  long oldestValidatedSnapshot() {
    return validated.oldestSnapshot();
  }

  /** Expires the sessions whose snapshots have lower numbers, but for the one that is committing. */
  void expire(long oldestSnapshot, InMemorySession committing) {
    for (Bench bench : benches) {
      bench.expire(oldestSnapshot, committing);
    }
    validated.expire(oldestSnapshot, committing);
  }
}
