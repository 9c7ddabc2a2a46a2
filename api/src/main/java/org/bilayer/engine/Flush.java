package org.bilayer.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bilayer.LayerOptions;
import org.bilayer.engine.flush.FlushPlan;
import org.bilayer.engine.flush.PlannedWrite;
import org.bilayer.failure.DataException;
import org.bilayer.failure.FailureInternals;
import org.bilayer.failure.InvalidValueException;
import org.bilayer.failure.MisuseException;
import org.bilayer.failure.StaleVersionException;
import org.bilayer.failure.StorageFailureException;
import org.bilayer.layout.AggregateRows;
import org.bilayer.store.StoreSession;
import org.bilayer.store.Table;
import org.bilayer.store.Write;
import org.jspecify.annotations.Nullable;

/**
 * Writes what is pending: extracts rows, finds the differences, orders them, hands them over as one list and checks
 * every count. Nothing is handed over before all of it is known to be well-formed.
 */
final class Flush {

  /** What becomes of an entry when its writes have succeeded. */
  private record Outcome<T>(Entry<T> entry, @Nullable AggregateRows rows) {

    /** Makes the object anew from the rows as the store has completed them. */
    void complete() {
      AggregateRows stored = rows;
      if (stored != null && entry.layout.hasGenerated()) {
        T made = entry.layout.assemble(stored);
        entry.given = entry.layout.isImmutable() ? null : entry.object;
        entry.object = made;
      }
    }

    @SuppressWarnings("ReferenceEquality") // the very rows there were mean that nothing was written
    void settle(IdentityMap identityMap, boolean isRead) {
      identityMap.beforeChange(entry);
      if (isRead) {
        complete();
      }
      if (rows != entry.stored) {
        entry.written = true;
        // The store may have set the version in the row that it wrote.
        entry.version = rows == null ? entry.version : entry.layout.versionOf(rows.root());
      }
      entry.inserted |= entry.state == Entry.State.ADDED;
      entry.stored = rows;
      identityMap.move(entry, rows == null ? Entry.State.GONE : Entry.State.CLEAN);
    }
  }

  private final IdentityMap identityMap;
  private final FlushPlan plan;
  private final LayerOptions options;
  private final Map<Table, List<RowLimits>> limits;
  private final ArrayList<PlannedWrite> writes = new ArrayList<>(0);
  private final ArrayList<Outcome<?>> outcomes = new ArrayList<>(0);

  Flush(
      IdentityMap identityMap,
      FlushPlan plan,
      LayerOptions options,
      Map<Table, List<RowLimits>> limits) {
    this.identityMap = identityMap;
    this.plan = plan;
    this.options = options;
    this.limits = limits;
  }

  /** Takes in every pending entry. */
  void collect() {
    List<Entry<?>> pending = identityMap.pending();
    writes.ensureCapacity(pending.size());
    outcomes.ensureCapacity(pending.size());
    for (Entry<?> entry : pending) {
      collect(entry);
    }
  }

  private <T> void collect(Entry<T> entry) {
    AggregateRows next = entry.state == Entry.State.REMOVED
        ? null
        : rowsOf(entry, Objects.requireNonNull(entry.object));
    boolean differs = AggregateDifference.collect(entry, outcomes.size(), next, writes);
    outcomes.add(new Outcome<>(entry, differs ? next : entry.stored));
  }

  private <T> AggregateRows rowsOf(Entry<T> entry, T object) {
    AggregateRows extracted = entry.extracted;
    if (extracted != null) {
      // The store keeps rows, so that none may be handed to it twice.
      entry.extracted = null;
      return extracted;
    }
    try {
      AggregateRows rows = entry.layout.extract(object, entry.version, entry.stored);
      requireSameKey(entry, rows);
      List<RowLimits> ofTable = limits.get(entry.layout.root());
      if (ofTable != null) {
        RowLimits.check(ofTable, rows, entry.stored);
      }
      return rows;
    } catch (InvalidValueException e) {
      throw options.showsValues() ? FailureInternals.showingValue(e) : e;
    }
  }

  private static <T> void requireSameKey(Entry<T> entry, AggregateRows rows) {
    if (!entry.layout.isKeyOf(rows.root(), entry.key)) {
      throw new MisuseException(
          "The id of an aggregate was changed in place [type=" + entry.table() + ", id=" + entry.key
              + "]. Remove the aggregate and add another one instead.",
          null);
    }
  }

  boolean isEmpty() {
    return writes.isEmpty();
  }

  /** Whether the object differs from the rows the store has. */
  static <T> boolean differs(Entry<T> entry) {
    T object = entry.object;
    return object != null
        && AggregateDifference.exists(
            entry, entry.layout.extract(object, entry.version, entry.stored));
  }

  /** Whether the object that was written has been changed in place since; see {@link Entry#given}. */
  static <T> boolean givenDiffers(Entry<T> entry) {
    T given = entry.given;
    AggregateRows stored = entry.stored;
    return given != null
        && stored != null
        && AggregateDifference.existsBesideDefaults(
            entry, entry.layout.extract(given, entry.version, stored));
  }

  /** Writes everything collected. */
  void execute(StoreSession session) {
    List<PlannedWrite> ordered = plan.order(writes);
    check(ordered, session.write(FlushPlan.statements(ordered)), session);
  }

  /** Writes everything collected; nobody reads the rows any more. */
  void executeLast(StoreSession session) {
    List<PlannedWrite> ordered = plan.order(writes);
    check(ordered, session.writeLast(FlushPlan.statements(ordered)), session);
  }

  /** Writes everything collected and commits. */
  void executeAndCommit(StoreSession session) {
    List<PlannedWrite> ordered = plan.order(writes);
    check(ordered, session.writeAndCommit(FlushPlan.statements(ordered)), session);
  }

  private void check(List<PlannedWrite> ordered, int[] counts, StoreSession session) {
    if (counts.length != ordered.size()) {
      throw new StorageFailureException(
          "The store answered " + counts.length + " counts for " + ordered.size() + " writes.",
          null);
    }
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] != 1) {
        throw refused(ordered.get(i), counts[i], session);
      }
    }
  }

  /**
   * Accepts the outcome; called when everything was written, or nothing had to be.
   *
   * @param isRead whether the unit may still read the objects; if not, their rows may lack what the store has put into them
   */
  void settle(boolean isRead) {
    for (Outcome<?> outcome : outcomes) {
      outcome.settle(identityMap, isRead);
    }
  }

  private DataException refused(PlannedWrite write, int count, StoreSession session) {
    if (write.write() instanceof Write.Insert || count > 1) {
      return new StorageFailureException(
          "A write changed " + count + " rows instead of one [table=" + write.table() + ", key="
              + write.key() + "]. Compare the table's primary key with the model.",
          null);
    }
    Entry<?> entry = outcomes.get(write.aggregate()).entry();
    return stale(entry, foundVersion(entry, session));
  }

  /** The version the row has now, for the message only. */
  private static long foundVersion(Entry<?> entry, StoreSession session) {
    try {
      @Nullable Object[] row = session.find(entry.layout.root(), entry.key);
      if (row == null || !entry.layout.isKeyOf(row, entry.key)) {
        return StaleVersionException.GONE;
      }
      long found = entry.layout.versionOf(row);
      // A snapshot may still show the old row.
      return found == entry.version ? StaleVersionException.UNKNOWN : found;
    } catch (DataException unreadable) {
      return StaleVersionException.UNKNOWN;
    }
  }

  /** The failure of an entry whose row another unit has changed. */
  static StaleVersionException stale(Entry<?> entry, long foundVersion) {
    var failure = new StaleVersionException(
        entry.table(), entry.key.toString(), entry.version, foundVersion, null);
    return entry.versionGiven ? failure.asOfGivenVersion() : failure;
  }
}
