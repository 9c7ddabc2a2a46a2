package org.bilayer.inmemory.internal.session;

import java.util.List;
import org.bilayer.inmemory.internal.table.Root;
import org.bilayer.inmemory.internal.table.RowChange;
import org.jspecify.annotations.Nullable;

/** What was committed lately, for serializable sessions to compare with what they read. Guarded by the commit lock. */
final class CommitLog {
  /*
   * A chain from the newest commit to older ones. A validation walks it as far back as its snapshot; trimming cuts it
   * where no snapshot reaches. Links lead backwards, so that what was cut off is garbage at once: a chain of dead nodes
   * that lead forwards would drag each new node into the old generation.
   *
   * Appending allocates nothing but the node it is given, hence cannot fail between the decision to commit and the
   * publication.
   */
  static final class Entry {

    /** The root's number after this commit. */
    final long sequence;

    final List<RowChange> changes;
    private @Nullable Entry older;

    Entry(long sequence, List<RowChange> changes) {
      this.sequence = sequence;
      this.changes = changes;
    }
  }

  private @Nullable Entry newest;
  private int length;
  private int lengthAfterTrim;

  private static final long NOTHING = -1;

  /** Where the log was last cut while a snapshot still needed it: there is nothing older. */
  private long trimmedTo = NOTHING;

  void append(Entry entry) {
    entry.older = newest;
    newest = entry;
    length++;
  }

  /** Whether a change committed after a snapshot could have changed what was read from it. */
  boolean touches(ReadSet reads, Root snapshot) {
    for (Entry entry = newest;
        entry != null && entry.sequence > snapshot.sequence;
        entry = entry.older) {
      for (RowChange change : entry.changes) {
        if (reads.isTouchedBy(change, snapshot)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Whether trimming is due: the walk that it takes is spread over as many commits. */
  boolean isTrimDue() {
    return length > 2 * lengthAfterTrim;
  }

  /** Whether anything is older than a snapshot with this number. */
  boolean canForget(long oldestSnapshot) {
    return oldestSnapshot > trimmedTo;
  }

  /** Forgets what no snapshot with at least this number can ask for. */
  void trim(long oldestSnapshot) {
    Entry last = null;
    int kept = 0;
    for (Entry entry = newest;
        entry != null && entry.sequence > oldestSnapshot;
        entry = entry.older) {
      last = entry;
      kept++;
    }
    if (last == null) {
      newest = null;
    } else {
      last.older = null;
    }
    length = kept;
    lengthAfterTrim = kept;
    trimmedTo = oldestSnapshot == Long.MAX_VALUE ? NOTHING : oldestSnapshot;
  }

  /** How many commits it holds. */
  int length() {
    return length;
  }
}
