package org.bilayer.inmemory.internal;

import java.lang.ref.WeakReference;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The sessions that have begun and not ended. Thread-safe. */
final class LiveSessions {
  /*
   * Known weakly: a session that its user lost without closing it must not keep its snapshot in memory. One that is still
   * held somewhere, forgotten, is expired once its snapshot is older than the store allows; it then gives up its roots,
   * and fails when it is used again.
   */

  /** A place in the registry; the session keeps it to leave again. */
  static final class Ticket extends WeakReference<InMemorySession> {

    Ticket(InMemorySession session) {
      super(session);
    }
  }

  private final Set<Ticket> tickets = ConcurrentHashMap.newKeySet();

  /** The few whose reads will be validated, apart: each commit asks for them. */
  private final Set<Ticket> validated = ConcurrentHashMap.newKeySet();

  Ticket enter(InMemorySession session, boolean isValidated) {
    var ticket = new Ticket(session);
    (isValidated ? validated : tickets).add(ticket);
    return ticket;
  }

  void leave(Ticket ticket, boolean isValidated) {
    (isValidated ? validated : tickets).remove(ticket);
  }

  /** How many there are, without those that were lost. */
  int count() {
    return count(tickets) + count(validated);
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
    expire(tickets, oldestSnapshot);
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
