package org.bilayer.inmemory.internal;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** The sessions that have begun and not ended. Thread-safe. */
final class LiveSessions {
  /*
   * Known weakly: a session that its user lost without closing it must not keep its snapshot in memory. One that is still
   * held somewhere, forgotten, is expired once its snapshot is older than the store allows; it then gives up its roots,
   * and fails when it is used again.
   *
   * Each unit of work enters and leaves, so this is on the way of every read. Sessions are filed under the thread that opened
   * them: threads that share a table of hashes would write to one cache line. A ticket has a hash of its own, which is
   * less work than to have the JVM invent one.
   */
  private static final int STRIPES = 16;

  /** A place in the registry; the session keeps it to leave again. */
  static final class Ticket extends WeakReference<InMemorySession> {

    private final Set<Ticket> filed;
    private final int hash;

    Ticket(InMemorySession session, Set<Ticket> filed, int hash) {
      super(session);
      this.filed = filed;
      this.hash = hash;
    }

    @Override
    public int hashCode() {
      return hash;
    }

    /** A ticket is itself and nothing else. */
    @Override
    public boolean equals(@Nullable Object other) {
      return this == other;
    }
  }

  private final List<Set<Ticket>> stripes;

  /** The few whose reads will be validated, apart: each commit asks for them. */
  private final Set<Ticket> validated = ConcurrentHashMap.newKeySet();

  LiveSessions() {
    var stripes = new ArrayList<Set<Ticket>>();
    for (int i = 0; i < STRIPES; i++) {
      stripes.add(ConcurrentHashMap.newKeySet());
    }
    this.stripes = List.copyOf(stripes);
  }

  Ticket enter(InMemorySession session, boolean isValidated) {
    Set<Ticket> filed =
        isValidated ? validated : stripes.get((int) (Thread.currentThread().getId() % STRIPES));
    var ticket = new Ticket(session, filed, ThreadLocalRandom.current().nextInt());
    filed.add(ticket);
    return ticket;
  }

  static void leave(Ticket ticket) {
    ticket.filed.remove(ticket);
  }

  /** How many there are, without those that were lost. */
  int count() {
    int count = count(validated);
    for (Set<Ticket> stripe : stripes) {
      count += count(stripe);
    }
    return count;
  }

  private static int count(Set<Ticket> tickets) {
    int count = 0;
    for (Ticket ticket : tickets) {
      count += sessionOf(ticket, tickets) == null ? 0 : 1;
    }
    return count;
  }

  /** The number of the oldest snapshot whose session will be validated against the log; the greatest long if none. */
  long oldestValidatedSnapshot() {
    long oldest = Long.MAX_VALUE;
    if (validated.isEmpty()) {
      return oldest;
    }
    for (Ticket ticket : validated) {
      InMemorySession session = sessionOf(ticket, validated);
      if (session != null) {
        oldest = Math.min(oldest, session.snapshot());
      }
    }
    return oldest;
  }

  /** Ends the sessions whose snapshots have lower numbers. */
  void expire(long oldestSnapshot) {
    stripes.forEach(stripe -> expire(stripe, oldestSnapshot));
    expire(validated, oldestSnapshot);
  }

  private static void expire(Set<Ticket> tickets, long oldestSnapshot) {
    for (Ticket ticket : tickets) {
      InMemorySession session = sessionOf(ticket, tickets);
      if (session != null && session.snapshot() < oldestSnapshot) {
        session.expire();
      }
    }
  }

  private static @Nullable InMemorySession sessionOf(Ticket ticket, Set<Ticket> tickets) {
    InMemorySession session = ticket.get();
    if (session == null) {
      tickets.remove(ticket);
    }
    return session;
  }
}
