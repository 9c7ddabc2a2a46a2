package org.bilayer.inmemory.internal.session;

import java.lang.ref.WeakReference;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The sessions that have begun and not ended. Thread-safe. */
final class OpenSessions {
  /*
   * Each unit of work registers and unregisters, therefore this class affects the time of every read. A session takes
   * a slot and leaves the slot to the next session. In most cases this takes two exchanges of one reference, and no
   * set changes. Each thread has its own slots, so that threads do not share a cache line.
   *
   * The sets refer to slots weakly, and only the session of a slot refers to the slot. If the user loses a session
   * without closing it, the garbage collector removes the session, the slot and the snapshot. If a forgotten session
   * is still reachable, it expires when its snapshot is older than the store allows. The expired session frees its
   * roots, and its next use fails.
   */
  private static final int PARTITIONS = 16;

  /** The registration of one session at a time. */
  static final class Slot {

    private final Partition partition;
    private final WeakReference<Slot> reference = new WeakReference<>(this);
    private final AtomicReference<@Nullable SessionState> session = new AtomicReference<>();

    private Slot(Partition partition) {
      this.partition = partition;
    }

    /** Frees the slot for another session. Returns true at the first call for a session, and false at later calls. */
    boolean leave(SessionState leaving) {
      if (!session.compareAndSet(leaving, null)) {
        return false;
      }
      if (!partition.free.compareAndSet(null, this)) {
        partition.slots.remove(reference);
      }
      return true;
    }

    @SuppressWarnings("ReferenceEquality") // a session is itself and nothing else
    boolean holds(SessionState other) {
      return session.get() == other;
    }
  }

  private static final class Partition {

    /** The used slots, and the free slot. */
    final Set<WeakReference<Slot>> slots = ConcurrentHashMap.newKeySet();

    final AtomicReference<@Nullable Slot> free = new AtomicReference<>();

    Slot take(SessionState session) {
      Slot slot = free.getAndSet(null);
      if (slot == null) {
        slot = new Slot(this);
        slots.add(slot.reference);
      }
      slot.session.set(session);
      return slot;
    }

    int count() {
      int count = 0;
      for (WeakReference<Slot> reference : slots) {
        SessionState session = sessionAt(reference);
        count += session != null && session.transaction() != null ? 1 : 0;
      }
      return count;
    }

    long oldestSnapshot() {
      long oldest = Long.MAX_VALUE;
      for (WeakReference<Slot> reference : slots) {
        SessionState session = sessionAt(reference);
        if (session != null) {
          oldest = Math.min(oldest, session.snapshot());
        }
      }
      return oldest;
    }

    @SuppressWarnings("ReferenceEquality") // a session is itself and nothing else
    void expire(long oldestSnapshot, SessionState committing) {
      for (WeakReference<Slot> reference : slots) {
        SessionState session = sessionAt(reference);
        if (session != null && session != committing && session.snapshot() < oldestSnapshot) {
          session.expire();
        }
      }
    }

    private @Nullable SessionState sessionAt(WeakReference<Slot> reference) {
      Slot slot = reference.get();
      if (slot == null) {
        slots.remove(reference);
        return null;
      }
      return slot.session.get();
    }
  }

  private final Partition[] partitions = new Partition[PARTITIONS];

  /** The sessions whose reads will be validated. Each commit uses them, and there are few. */
  private final Partition validated = new Partition();

  OpenSessions() {
    for (int i = 0; i < PARTITIONS; i++) {
      partitions[i] = new Partition();
    }
  }

  Slot register(SessionState session, boolean isValidated) {
    Partition partition = isValidated
        ? validated
        : partitions[(int) Math.floorMod(Thread.currentThread().getId(), (long) PARTITIONS)];
    return partition.take(session);
  }

  /** The number of open sessions, without lost sessions. */
  int count() {
    int count = validated.count();
    for (Partition partition : partitions) {
      count += partition.count();
    }
    return count;
  }

  /**
   * The number of the oldest snapshot whose session will be validated against the log. {@code Long.MAX_VALUE} if
   * there is none.
   */
  long oldestValidatedSnapshot() {
    return validated.oldestSnapshot();
  }

  /** Expires the sessions whose snapshots have lower numbers, except the committing session. */
  void expire(long oldestSnapshot, SessionState committing) {
    for (Partition partition : partitions) {
      partition.expire(oldestSnapshot, committing);
    }
    validated.expire(oldestSnapshot, committing);
  }
}
