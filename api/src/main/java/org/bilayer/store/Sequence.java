package org.bilayer.store;

/**
 * A source of ascending numbers, handed out in blocks.
 *
 * @param name of the database sequence
 * @param blockSize how many numbers one call takes; the sequence's increment
 */
public record Sequence(String name, int blockSize) {}
