package org.bilayer.engine;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.bilayer.store.Schema;
import org.bilayer.store.Sequence;
import org.bilayer.store.StoreSession;

/** The unused numbers of the blocks that a data layer has taken from its sequences. Thread-safe. */
final class SequenceBlocks {

  /** Numbers that were taken from the database and not yet returned. */
  private static final class Block {
    private long next;
    private final long end;

    Block(long next, long end) {
      this.next = next;
      this.end = end;
    }
  }

  private final Schema schema;
  private final Map<Sequence, Deque<Block>> blocks = new ConcurrentHashMap<>();

  SequenceBlocks(Schema schema) {
    this.schema = schema;
  }

  /**
   * The next number.
   *
   * @param session takes another block if the last block is used up
   * @throws IllegalArgumentException if the sequence is not in the model
   */
  long next(Sequence sequence, StoreSession session) {
    Deque<Block> left = blocks.computeIfAbsent(sequence, each -> new ArrayDeque<>());
    synchronized (left) {
      Block block = left.peek();
      if (block != null) {
        long number = block.next++;
        if (block.next == block.end) {
          left.remove();
        }
        return number;
      }
    }
    // Without the lock: this call may wait for a connection, and the thread that has the
    // connection may wait for the lock.
    long first = session.nextBlock(sequence);
    if (sequence.blockSize() > 1) {
      synchronized (left) {
        left.add(new Block(first + 1, first + sequence.blockSize()));
      }
    }
    return first;
  }

  void requireKnown(Sequence sequence) {
    if (!schema.sequences().contains(sequence)) {
      throw new IllegalArgumentException(
          "The sequence " + sequence.name() + " is not in the model, which has "
              + schema.sequences() + ". Add it by Model.withSequences(...).");
    }
  }
}
