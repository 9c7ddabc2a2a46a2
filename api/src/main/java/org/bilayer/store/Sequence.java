package org.bilayer.store;

/**
 * A source of ascending numbers, handed out in blocks.
 *
 * @param name in Java and in messages
 * @param blockSize how many numbers one call takes; the sequence's increment
 * @param inDatabase its name in the database
 */
public record Sequence(String name, int blockSize, QualifiedName inDatabase) {

  /** A sequence whose name in the database is its name in Java. */
  public Sequence(String name, int blockSize) {
    this(name, blockSize, QualifiedName.of(name));
  }
}
