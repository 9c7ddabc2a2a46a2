package org.bilayer.inmemory.internal.session;

import org.bilayer.failure.WriteConflictException;
import org.bilayer.inmemory.internal.table.Constraints;
import org.bilayer.inmemory.internal.table.Root;
import org.bilayer.value.Level;

/**
 * All rules of isolation: the state that a statement reads, the checks of a commit, and the time for which commits
 * are kept. Not final, because tests break one rule at a time to check that the tests of isolation fail. Stateless
 * and thread-safe.
 */
class IsolationRules {

  /** The normal rules. */
  static final IsolationRules RIGHT = new IsolationRules();

  IsolationRules() {}

  /** Whether each statement reads the newest state, and not only the first statement. */
  boolean movesWithEachStatement(Level level) {
    return level == Level.READ_COMMITTED;
  }

  /** Returns the state that a statement reads. */
  Root readable(Root seen, Root newest) {
    return seen;
  }

  /** Creates the set of reads of a serializable session. */
  ReadSet newReadSet(Constraints constraints) {
    return new ReadSet(constraints);
  }

  /**
   * The first part of a commit: checks that other sessions have not changed the rows that the transaction has locked
   * or read.
   *
   * @throws WriteConflictException if another session has changed such a row
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

  /** Whether commits since a snapshot could have changed the reads from this snapshot. */
  boolean isTouched(ReadSet reads, CommitLog commits, Root snapshot) {
    return commits.touches(reads, snapshot);
  }

  /** The second part of a commit: repeats the changes on the newest state. */
  Rebase newRebase(Constraints constraints) {
    return new Rebase(constraints);
  }

  /** The snapshot up to which commits may be removed, given the oldest snapshot that a commit will validate. */
  long forgettableUpTo(long oldestSnapshot) {
    return oldestSnapshot;
  }
}
