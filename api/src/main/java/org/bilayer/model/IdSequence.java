package org.bilayer.model;

import org.bilayer.store.QualifiedName;
import org.bilayer.store.Sequence;

/**
 * A database sequence as a source of ids that are known before the insert: {@code
 * work.nextValue(ORDER_NUMBERS)}. The library takes numbers in blocks, with one round trip for each block. The
 * numbers grow but have gaps, because a rollback and the end of the process lose the numbers that were taken.
 * Several processes interleave their blocks.
 *
 * <p>Immutable. A sequence belongs to the model that names it in {@link Model#withSequences}.
 */
public final class IdSequence {

  private final Sequence sequence;

  private IdSequence(Sequence sequence) {
    this.sequence = sequence;
  }

  /**
   * Describes a sequence.
   *
   * @param name the name in Java and in messages: lower snake case, at most 63 characters. It is the name in the
   *     database too, unless {@link #inSequence(String)} gives another one
   * @param blockSize the numbers per round trip, 1 to 10,000; must be the increment of the database's sequence
   */
  public static IdSequence of(String name, int blockSize) {
    if (blockSize < 1 || blockSize > 10_000) {
      throw new IllegalArgumentException("Wrong block size " + blockSize + " of the sequence "
          + name + ": it must be from 1 to 10000.");
    }
    return new IdSequence(new Sequence(name, blockSize));
  }

  /** Returns this sequence with this name in the database. */
  public IdSequence inSequence(String name) {
    return new IdSequence(
        new Sequence(sequence.name(), sequence.blockSize(), QualifiedName.of(name)));
  }

  /** Returns this sequence with this schema and name in the database. */
  public IdSequence inSequence(String schema, String name) {
    return new IdSequence(
        new Sequence(sequence.name(), sequence.blockSize(), QualifiedName.of(schema, name)));
  }

  Sequence sequence() {
    return sequence;
  }

  /** The sequence's name. */
  @Override
  public String toString() {
    return sequence.name();
  }
}
