package org.bilayer.testkit.verify.history;

/**
 * A promise of the library that the kit checks on each backend, after every history, with the rows that the history has left.
 * What is expected comes from the rows and from plain Java, never from the engine that is checked.
 */
public enum Law {
  /** What was handed in is what a later unit reads. */
  ROUND_TRIP(
      "The object that a unit has written is the object that a fresh unit reads, whole; its version is 1 after an"
          + " addition, one more after a change, and the same where nothing differs."),
  /** The stored rows keep the rules of the model. */
  ROWS(
      "Every owned row has its owner, every reference its row, every list the places from 0 on, every root a version of 1"
          + " or more, and every check and unique key holds."),
  /** A unit orders its writes. */
  WRITE_ORDER(
      "Pending changes are written together or not at all: the order of calls does not break a rule that holds at the"
          + " end."),
  /** A unit sees what it has changed. */
  OWN_CHANGES(
      "Pending changes are written before a query that could see them; an added one exists, a removed one does not."),
  /** One id is one object. */
  IDENTITY(
      "Within a unit one id gives one object: the first load wins, and queries return it instead of a second copy."),
  /** Lists, streams and pages are one sequence. */
  PAGES(
      "Pages read forwards, pages read backwards and reversed, the stream and the list are one sequence, in the order of"
          + " the query with ties broken by the id; cursors are exact."),
  /** Totals are those of a loop. */
  TOTALS(
      "A count, sum, average, least or greatest value is what a loop over the objects gives; rows without a value do not"
          + " count, and form a group."),
  /** Numbers of sequences. */
  NUMBERS(
      "The next number of a sequence is never handed out again, is greater than the last of its unit, and is not given"
          + " back by a rollback."),
  /** Attempts. */
  ATTEMPT(
      "If a part throws, everything since its beginning is undone, rows and loaded objects alike, and what it threw passes"
          + " on unchanged while the unit goes on."),
  /** Failures end units. */
  FIRST_FAILURE(
      "The first failure ends the unit: nothing of it is stored, and every later call except close and rollback throws"
          + " UnitOfWorkFailedException; a call that makes no sense is refused."),
  /** A unit is stored as a whole or not. */
  ALL_OR_NOTHING(
      "What is changed in a unit is written together or not at all; rollback and close undo everything, also what was"
          + " flushed."),
  /** Edits of old states fail. */
  STALE(
      "A change, removal or guard of an aggregate that another unit has changed since fails, whatever the path, and"
          + " nothing of the unit is stored; a version that the caller brought is not worth a retry."),
  /** Locks of old objects fail. */
  LOCKED_READ(
      "If the unit has loaded the aggregate and another unit has changed it since, findForUpdate and a query that locks"
          + " fail with a conflict."),
  /** Set-based changes. */
  SET_BASED(
      "A set-based change changes the aggregates that satisfy its condition and no other, raises the version of each by"
          + " one, and loaded objects of them are read again."),
  /** Read-only units. */
  READ_ONLY("A read-only unit refuses every write, and stores nothing."),
  /** Actions after commit. */
  AFTER_COMMIT(
      "An action runs once, after a successful commit, in the order of registration, also behind one that throws, and"
          + " never after a rollback or a failure."),
  /** Retries. */
  RETRY(
      "Work is run again on a fresh unit after a failure that is worth a retry, and after no other; nothing of a failed try"
          + " is stored."),
  /** Reads outside of units. */
  READS_ALONE("A read that stands alone gives what is committed now."),
  /** Forgetting and reading again. */
  REFRESH(
      "refresh returns a new object with the stored state, evict forgets the object; both drop what the unit would have"
          + " written of it."),
  /** Changes in place. */
  IN_PLACE(
      "An object that was changed in place and not handed over is refused, written or ignored at the flush, as"
          + " dirtyChecking says."),
  /** Isolation levels. */
  LEVELS(
      "At SNAPSHOT all reads see one committed state, at READ_COMMITTED each read sees what is committed, and units at"
          + " SERIALIZABLE behave as if one ran after another."),
  /** Columns that the database fills. */
  GENERATED(
      "After a flush, find gives the object with what the database has filled, as it is stored; a computed value is that of"
          + " its Java form, a time is the present, and what was filled on insertion stays."),
  /** Attributes that move between columns. */
  OTHER_FORMS(
      "Each insert and update of a row writes the other forms of its moving attributes, whatever the row held before; a read"
          + " does not depend on them.");

  private final String sentence;

  Law(String sentence) {
    this.sentence = sentence;
  }

  /** What the contract says. */
  public String sentence() {
    return sentence;
  }
}
