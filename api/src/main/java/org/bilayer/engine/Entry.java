package org.bilayer.engine;

import org.bilayer.layout.AggregateRows;
import org.bilayer.layout.Layout;
import org.bilayer.store.Table;
import org.bilayer.value.Key;
import org.jspecify.annotations.Nullable;

/**
 * What a unit of work knows of one aggregate: the object it handed out or was given, and the rows the store has, as this
 * unit sees them.
 */
final class Entry<T> {

  /** Where the object stands against the rows. */
  enum State {
    /** Read, or written: no known difference. */
    CLEAN,
    /** Not in the store yet. */
    ADDED,
    /** Handed to update; whether it differs is found at the flush. */
    UPDATED,
    /** To be removed at the flush. */
    REMOVED,
    /** Removed by a flush of this unit. */
    GONE
  }

  static final int NOWHERE = -1;

  final Layout<T, ?> layout;
  final Key key;

  /** The key's, here to be compared and filed by without a look at the key. */
  final int hash;

  /** The next in its chain of {@link EntryTable}. */
  @Nullable
  Entry<T> next;

  /** Where {@link IdentityMap} lists it as pending. */
  int pendingPlace = NOWHERE;

  State state = State.CLEAN;

  /** Null once removed. */
  @Nullable
  T object;

  /**
   * The object that was written, where {@link #object} was made from the rows as they are stored since then: the caller may still
   * hold the former and change it in place.
   */
  @Nullable
  T given;

  /** The rows of {@link #object} as it was handed over, if it cannot have changed since; until the flush that uses them. */
  @Nullable
  AggregateRows extracted;

  /** Null while the store has no rows of it. */
  @Nullable
  AggregateRows stored;

  /** The version of {@link #stored}, or of the last rows there were; {@link Table#NO_VERSION} before the first. */
  long version = Table.NO_VERSION;

  /** What {@link #object} says its version is, where its class has one. */
  @Nullable
  Long versionInObject;

  /** This unit has written the row: it is checked, and locked against others. */
  boolean written;

  /** This unit has added the row. */
  boolean inserted;

  /** This unit looked for the row before it added the object, and there was none. */
  boolean absenceRead;

  /** The caller brought the version that the row must have; no later reading by this work makes it another one. */
  boolean versionGiven;

  /** This unit told the version, so that a version handed in may be what this unit itself has read. */
  boolean versionTold;

  /** The value of {@link EntryTable#changes} at which {@link #stored} was known to be what the store has. */
  int checkedAt;

  Entry(Layout<T, ?> layout, Key key) {
    this.layout = layout;
    this.key = key;
    this.hash = hash(key);
  }

  /** A copy of the present fields, to return to if an attempt fails. */
  Entry<T> copy() {
    var copy = new Entry<>(layout, key);
    copy.assign(this);
    return copy;
  }

  void assign(Entry<T> other) {
    state = other.state;
    object = other.object;
    extracted = other.extracted;
    given = other.given;
    stored = other.stored;
    version = other.version;
    versionInObject = other.versionInObject;
    written = other.written;
    inserted = other.inserted;
    absenceRead = other.absenceRead;
    versionGiven = other.versionGiven;
    versionTold = other.versionTold;
    checkedAt = other.checkedAt;
  }

  /** Whether set-based changes or hand-written statements of this unit may have met the row before it was read. */
  boolean isReadAfterOwnChange() {
    return checkedAt > 0;
  }

  /** Makes the object that was written the entry's again. */
  void takeGiven() {
    object = given;
    given = null;
  }

  boolean isPending() {
    return state == State.ADDED || state == State.UPDATED || state == State.REMOVED;
  }

  /** That of its key, which is there; the JVM would have to invent one. An entry is itself and nothing else. */
  @Override
  public int hashCode() {
    return key.hashCode();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other;
  }

  /** A key's hash with its upper half mixed into the lower, which is what finds a place in a table. */
  static int hash(Key key) {
    int hash = key.hashCode();
    return hash ^ (hash >>> 16);
  }

  String table() {
    return layout.root().name();
  }
}
