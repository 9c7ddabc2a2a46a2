package org.bilayer.engine;

import java.util.List;
import org.bilayer.DirtyChecking;
import org.bilayer.failure.MisuseException;
import org.bilayer.store.StoreSession;
import org.bilayer.store.Table;
import org.jspecify.annotations.Nullable;

/**
 * Decides when a unit of work looks for objects changed in place, and when the unit writes pending changes. One
 * thread at a time.
 */
final class PendingWrites {

  private final UnitContext unit;
  private final IdentityMap identityMap;
  private @Nullable Rereader rereader;

  /** The number of hand-written statements that change rows, at the last look at the session. */
  private long handWrittenChanges;

  PendingWrites(UnitContext unit) {
    this.unit = unit;
    this.identityMap = unit.identityMap();
  }

  /** Created at the first use, because most units need none. */
  Rereader rereader() {
    Rereader known = rereader;
    if (known == null) {
      known = new Rereader(unit);
      rereader = known;
    }
    return known;
  }

  // --- when ---

  /** Writes pending changes if they include rows of one of the tables, or of the same aggregates. */
  void flushFor(List<Table> tables) {
    boolean writesChangedInPlace =
        unit.options().dirtyChecking() == DirtyChecking.WRITE && !unit.isReadOnly();
    if (writesChangedInPlace) {
      // Objects of other tables are compared at a write, not at each query.
      takeIn(identityMap.changeable(tables));
    }
    if (identityMap.hasPending(tables)) {
      if (writesChangedInPlace) {
        takeInChangedInPlace();
      }
      writePending();
    }
  }

  /** Writes pending changes, after looking for objects changed in place. */
  void flushAll() {
    takeInChangedInPlace();
    writePending();
  }

  /**
   * As {@link #flushAll}, before a call that must see all changes. Looks for objects changed in place only with
   * {@code DirtyChecking.WRITE}. With other settings, the refusal at the commit is early enough, and comparing all
   * loaded objects at each such call would cost quadratic time in a unit with many calls.
   */
  void flushForAnything() {
    if (unit.options().dirtyChecking() == DirtyChecking.WRITE) {
      takeInChangedInPlace();
    }
    writePending();
  }

  /** Writes pending changes, after looking for objects changed in place, and commits. */
  void flushAndCommit() {
    takeInChangedInPlace();
    try {
      writeRestAndCommit();
    } catch (RuntimeException e) {
      throw FailureOrigin.of(e, identityMap);
    }
  }

  // --- changed in place ---

  private void takeInChangedInPlace() {
    if (!unit.looksForUnsaved()) {
      return;
    }
    if (rereader != null) {
      for (EntryTable<?> table = identityMap.tables(); table != null; table = table.before()) {
        rereader.requireOutdatedUnchanged(table);
      }
    }
    takeIn(identityMap.changeable());
  }

  private void takeIn(List<Entry<?>> changeable) {
    for (Entry<?> entry : changeable) {
      boolean isOfGiven = Flush.givenDiffers(entry);
      if (isOfGiven || Flush.differs(entry)) {
        if (unit.options().dirtyChecking() == DirtyChecking.FAIL) {
          throw new MisuseException(
              "An object was changed in place but not passed to update [type=" + entry.table()
                  + ", id="
                  + entry.key
                  + "]. Call update(...) with the object, or choose DirtyChecking.WRITE or DirtyChecking.IGNORE.",
              null);
        }
        requireCurrent(entry);
        identityMap.move(entry, Entry.State.UPDATED);
        if (isOfGiven) {
          entry.takeGiven();
        }
      }
    }
  }

  private <T> void requireCurrent(Entry<T> entry) {
    T object = entry.object;
    if (object != null) {
      rereader().requireCurrent(identityMap.of(entry.layout), entry, object, "write the change of");
    }
  }

  /** Marks loaded objects as in doubt if hand-written statements of the application have changed rows. */
  void takeInHandWrittenChanges() {
    long changes = unit.session().handWrittenChanges();
    if (changes == handWrittenChanges) {
      return;
    }
    handWrittenChanges = changes;
    identityMap.noteUnseenInserts();
    for (EntryTable<?> table = identityMap.tables(); table != null; table = table.before()) {
      identityMap.changed(table, true);
    }
  }

  // --- writing ---

  /** Writes pending changes. */
  void writePending() {
    if (!identityMap.hasPending()) {
      return;
    }
    Flush flush = collectPending();
    if (!flush.isEmpty()) {
      try {
        flush.execute(unit.session());
      } catch (RuntimeException e) {
        throw FailureOrigin.of(e, identityMap);
      }
    }
    flush.settle(true);
  }

  private Flush collectPending() {
    LayerContext layer = unit.layer();
    var flush = new Flush(identityMap, layer.plan(), layer.options(), layer.limits());
    flush.collect();
    return flush;
  }

  /** The last flush and the commit. Both take one trip if the option is set and no check is necessary in between. */
  private void writeRestAndCommit() {
    if (unit.options().pipelinesCommit() && !unit.isGuarding() && identityMap.hasPending()) {
      Flush flush = collectPending();
      if (!flush.isEmpty()) {
        flush.executeAndCommit(unit.session());
        flush.settle(false);
        return;
      }
      flush.settle(false);
    } else if (unit.isGuarding()) {
      writePending();
    } else if (identityMap.hasPending()) {
      Flush flush = collectPending();
      if (!flush.isEmpty()) {
        flush.executeLast(unit.session());
      }
      flush.settle(false);
    }
    StoreSession open = unit.openSession();
    if (open != null) {
      if (unit.isGuarding()) {
        checkGuards(open);
      }
      open.commit();
    }
  }

  private void checkGuards(StoreSession open) {
    Guards guards = unit.guards();
    rereader().settleGuards(guards.all());
    guards.check(open, unit.layer().plan());
  }
}
