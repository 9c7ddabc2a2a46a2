package org.bilayer.inmemory.internal.session;

import java.util.HashMap;
import java.util.Map;
import org.bilayer.inmemory.internal.plan.Shuffler;
import org.bilayer.store.Schema;
import org.bilayer.store.Sequence;
import org.bilayer.store.Table;
import org.bilayer.value.Key;

/**
 * The numbers of the sequences and generated keys. They leave gaps on purpose: databases do, after a rollback, a restart, or
 * another process's block, and a test must not rely on their absence. Thread-safe.
 */
final class Sequences {

  private final Map<Sequence, Long> next = new HashMap<>();
  private final Map<Table, Long> nextIdentity = new HashMap<>();
  private long versions;

  Sequences(Schema schema) {
    for (Sequence sequence : schema.sequences()) {
      next.put(sequence, 1L);
    }
    for (Table table : schema.tables()) {
      if (table.hasIdentity()) {
        nextIdentity.put(table, 1L);
      }
    }
  }

  private Sequences(Map<Sequence, Long> next, Map<Table, Long> nextIdentity, long versions) {
    this.versions = versions;
    this.next.putAll(next);
    this.nextIdentity.putAll(nextIdentity);
  }

  /** The same numbers are free in the copy. */
  synchronized Sequences copy() {
    return new Sequences(next, nextIdentity, versions);
  }

  /**
   * A row version that no row has; of 32 bits. The versions come in no order, because a caller must not rely on one: an odd
   * factor maps the 32-bit numbers one to one.
   */
  synchronized long nextVersion() {
    versions++;
    return (versions * 0x9E37_79B1L) & 0xFFFF_FFFFL;
  }

  /** The next generated key of a table; some are skipped. */
  synchronized long nextIdentity(Table table, Shuffler shuffler) {
    Long free = nextIdentity.get(table);
    if (free == null) {
      throw new IllegalArgumentException("The keys of " + table + " are not generated.");
    }
    long number = free + shuffler.below(3);
    nextIdentity.put(table, number + 1);
    return number;
  }

  /** Generates only numbers behind an assigned key from now on. */
  synchronized void continueBehind(Table table, Key assigned) {
    long next = ((Number) assigned.value(0)).longValue() + 1;
    nextIdentity.merge(table, next, Math::max);
  }

  /** The first number of a fresh block, which lies some blocks behind the last one. */
  synchronized long nextBlock(Sequence sequence, Shuffler shuffler) {
    Long free = next.get(sequence);
    if (free == null) {
      throw new IllegalArgumentException(
          "The sequence " + sequence.name() + " is not in the schema.");
    }
    long first = free + (long) shuffler.below(3) * sequence.blockSize();
    next.put(sequence, first + sequence.blockSize());
    return first;
  }
}
