package org.bilayer.inmemory.internal.session;

import org.bilayer.failure.WriteConflictException;
import org.bilayer.inmemory.internal.table.Constraints;
import org.bilayer.inmemory.internal.table.Root;
import org.bilayer.value.Level;

/**
 * What keeps sessions apart, in one place: which state a statement sees, what a commit is checked for, and how long commits
 * are remembered. Not final for one reason: tests break one rule at a time, to see whether the checks of isolation notice.
 * Stateless and thread-safe.
 */
class IsolationRules {

  /** The rules that hold. */
  static final IsolationRules RIGHT = new IsolationRules();

  IsolationRules() {}

  /** Whether each statement begins on the newest state, and not only the first. */
  boolean movesWithEachStatement(Level level) {
    return level == Level.READ_COMMITTED;
  }

  /** What a statement reads: the state it sees, whatever is committed by now. */
  Root readable(Root seen, Root newest) {
    return seen;
  }

  /** Where a serializable session keeps what it has read. */
  ReadSet newReadSet(Constraints constraints) {
    return new ReadSet(constraints);
  }

  /**
   * The first part of a commit: checks that others have not changed what the transaction has locked or read.
   *
   * @throws WriteConflictException if they have
   */
  void validate(Transaction transaction, Root newest, CommitLog commits) {
    transaction.checkLocks(newest);
    ReadSet reads = transaction.readSet();
    if (reads != null && isTouched(reads, commits, transaction.base())) {
      throw new WriteConflictException(
          "Cannot commit: another unit of work changed rows that this unit has read. Run the unit of work"
              + " again.",
          null);
    }
  }

  /** Whether commits since a snapshot could have changed what was read from it. */
  boolean isTouched(ReadSet reads, CommitLog commits, Root snapshot) {
    return commits.touches(reads, snapshot);
  }

  /** The second part of a commit: what repeats changes on the newest state. */
  Rebase newRebase(Constraints constraints) {
    return new Rebase(constraints);
  }

  /** The snapshot up to which commits may be forgotten, given the oldest one that is to be validated. */
  long forgettableUpTo(long oldestSnapshot) {
    return oldestSnapshot;
  }
}
