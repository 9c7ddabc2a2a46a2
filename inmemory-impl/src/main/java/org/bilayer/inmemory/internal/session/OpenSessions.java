package org.bilayer.inmemory.internal.session;

import java.lang.ref.WeakReference;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The sessions that have begun and not ended. Thread-safe. */
final class OpenSessions {
  /*
   * Each unit of work registers and leaves, so this is on the way of every read. A session takes a slot, and leaves the slot to
   * the next session: most of the time that is two exchanges of one reference, and no set is changed. Slots are partitioned by
   * thread, so that threads do not meet in one cache line.
   *
   * The sets refer to slots weakly, and only a slot's session refers to the slot: a session that its user lost without closing
   * it is lost with its slot, and does not keep its snapshot in memory. A session that is still held somewhere, forgotten, is
   * expired once its snapshot is older than the store allows; it then gives up its roots, and fails when it is used again.
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

    /** Leaves the slot to another session; returns true to the first call for a session, and false to later ones. */
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

    /** All slots that are taken, and the free slot. */
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

  /** For the few whose reads will be validated: each commit asks for them. */
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

  /** How many sessions are open, without those that were lost. */
  int count() {
    int count = validated.count();
    for (Partition partition : partitions) {
      count += partition.count();
    }
    return count;
  }

  /** The number of the oldest snapshot whose session will be validated against the log; the greatest long if none. */
  long oldestValidatedSnapshot() {
    return validated.oldestSnapshot();
  }

  /** Expires the sessions whose snapshots have lower numbers, but for the one that is committing. */
  void expire(long oldestSnapshot, SessionState committing) {
    for (Partition partition : partitions) {
      partition.expire(oldestSnapshot, committing);
    }
    validated.expire(oldestSnapshot, committing);
  }
}
