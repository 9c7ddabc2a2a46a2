package org.bilayer.inmemory.internal.session;

import java.util.List;
import org.bilayer.inmemory.internal.table.Root;
import org.bilayer.inmemory.internal.table.RowChange;
import org.jspecify.annotations.Nullable;

/** The recent commits. A serializable session compares them with its reads. Guarded by the commit lock. */
final class CommitLog {
  /*
   * A linked list from the newest commit to older commits. A validation walks back to its snapshot. Trimming removes
   * the commits that are older than every snapshot. Links lead backwards, therefore the removed part is garbage at
   * once. With links forwards, the dead nodes would move each new node into the old generation of the garbage
   * collector.
   *
   * Appending allocates no memory, because the caller passes the node. Appending therefore cannot fail between the
   * decision to commit and the publication.
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

  /** The snapshot at the last trimming. The log has no older commits. */
  private long trimmedTo = NOTHING;

  void append(Entry entry) {
    entry.older = newest;
    newest = entry;
    length++;
  }

  /** Whether a change that was committed after a snapshot could have changed the reads of the session. */
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

  /** Whether trimming is due. The cost of the walk is spread over as many commits. */
  boolean isTrimDue() {
    return length > 2 * lengthAfterTrim;
  }

  /** Whether the log has a commit that is older than a snapshot with this number. */
  boolean canForget(long oldestSnapshot) {
    return oldestSnapshot > trimmedTo;
  }

  /** Removes the commits that no snapshot with at least this number needs. */
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

  /** The number of commits in the log. */
  int length() {
    return length;
  }
}
