package org.bilayer.engine;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.bilayer.spi.Schema;
import org.bilayer.spi.Sequence;
import org.bilayer.spi.StoreSession;

/** The rest of the blocks that a data layer has taken from its sequences. Thread-safe. */
final class SequenceBlocks {

  private static final class Block {
    private long next;
    private long end;
  }

  private final Schema schema;
  private final Map<Sequence, Block> blocks = new ConcurrentHashMap<>();

  SequenceBlocks(Schema schema) {
    this.schema = schema;
  }

  /**
   * The next number.
   *
   * @param session takes another block where the last one is used up
   * @throws IllegalArgumentException if the sequence is not in the model
   */
  long next(Sequence sequence, StoreSession session) {
    Block block = blocks.computeIfAbsent(sequence, each -> new Block());
    synchronized (block) {
      if (block.next == block.end) {
        long first = session.nextBlock(sequence);
        block.next = first;
        block.end = first + sequence.blockSize();
      }
      return block.next++;
    }
  }

  void requireKnown(Sequence sequence) {
    if (!schema.sequences().contains(sequence)) {
      throw new IllegalArgumentException(
          "The sequence " + sequence.name() + " is not in the model, which has "
              + schema.sequences() + ". Add it by Model.withSequences(...).");
    }
  }
}
