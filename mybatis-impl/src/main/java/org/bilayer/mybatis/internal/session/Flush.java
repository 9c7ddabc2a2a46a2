package org.bilayer.mybatis.internal.session;

import java.util.List;
import org.bilayer.store.Write;
import org.jspecify.annotations.Nullable;

/** Executes a flush: an ordered list of writes, in as few trips as its order and the database allow. One thread at a time. */
final class Flush {

  private final UnitContext unit;
  private final @Nullable ReferenceGuard guard;
  private final OneTripFlush oneTrip;
  private final OneTripCommit oneTripCommit;
  private final GroupedFlush grouped;
  private final ReadBack readBack;
  private final ActionGuard actions;

  Flush(
      UnitContext unit,
      UnitStatements statements,
      ReadBack readBack,
      ActionGuard actions,
      @Nullable ReferenceGuard guard,
      ExactReferences exact) {
    this.readBack = readBack;
    this.actions = actions;
    this.unit = unit;
    this.guard = guard;
    var text = new FlushText(unit.store());
    this.oneTrip = new OneTripFlush(unit.store(), statements, text, readBack);
    this.oneTripCommit = new OneTripCommit(unit, statements, text);
    this.grouped = new GroupedFlush(unit.store(), statements, actions, guard, exact);
  }

  /** Executes the writes and returns for each write the number of affected rows. */
  int[] write(List<Write> writes) {
    return write(writes, true);
  }

  /** As {@link #write}, without reading back what the database has filled. */
  int[] writeLast(List<Write> writes) {
    return write(writes, false);
  }

  private int[] write(List<Write> writes, boolean readsBack) {
    unit.noteWriting();
    unit.requireWritable();
    int[] counts;
    if (!ExactReferences.concern(writes)
        && oneTrip.canWrite(writes, readsBack)
        && !actions.concerns(writes)) {
      counts = oneTrip.write(writes, readsBack);
    } else {
      counts = grouped.write(writes);
      if (readsBack) {
        readBack.read(writes, counts);
      }
    }
    for (int count : counts) {
      unit.noteChanged(count);
    }
    return counts;
  }

  /** Whether the writes and COMMIT can be one trip, and the saved trip is worth the cost. */
  boolean canCommit(List<Write> writes) {
    return guard == null
        && !ExactReferences.concern(writes)
        && oneTripCommit.canWrite(writes)
        && !actions.concerns(writes);
  }

  /** Executes the writes, and commits if each write affected one row. Otherwise the transaction is rolled back. */
  int[] writeAndCommit(List<Write> writes) {
    unit.noteWriting();
    unit.requireWritable();
    return oneTripCommit.write(writes);
  }
}
