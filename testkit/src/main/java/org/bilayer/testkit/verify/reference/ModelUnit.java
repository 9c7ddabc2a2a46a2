package org.bilayer.testkit.verify.reference;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.bilayer.failure.MisuseException;
import org.bilayer.store.ForeignKey;
import org.bilayer.store.Table;
import org.bilayer.store.UniqueKey;
import org.bilayer.testkit.verify.comparing.Outcome;
import org.bilayer.testkit.verify.comparing.ValueText;
import org.bilayer.testkit.verify.history.RowValues;
import org.bilayer.testkit.verify.mapping.GeneratedIds;
import org.bilayer.testkit.verify.mapping.MappingUnderTest;
import org.bilayer.value.Key;
import org.jspecify.annotations.Nullable;

/**
 * What one unit of work knows: the rows as it sees them, and what it has yet to write. An aggregate that has a pending next
 * state is that state for the unit, at the version of its last flush.
 */
final class ModelUnit {

  /** An aggregate by table and key. */
  record Id(MappingUnderTest<?, ?> mapping, Key key) {}

  /**
   * What is to be written of an aggregate at the next flush.
   *
   * @param rows the next state; empty for a removal
   * @param added whether the unit has added the aggregate since the last flush
   */
  record Pending(List<TableRow> rows, boolean added) {}

  /** "A circle without a nullable column is refused." */
  private static final Outcome REFUSED_CIRCLE = new Outcome(MisuseException.class, "");

  private final Rules rules;
  private final World world;

  private @Nullable Rows view;
  private int begun;
  private Map<Id, Pending> pending = new LinkedHashMap<>();
  private Set<Id> known = new LinkedHashSet<>();
  private Set<Id> written = new LinkedHashSet<>();
  private Map<Id, Long> removed = new LinkedHashMap<>();
  private final Set<Id> held = new LinkedHashSet<>();

  ModelUnit(Rules rules, World world) {
    this.rules = rules;
    this.world = world;
  }

  /** "All reads see one committed state": that of the first read. */
  Rows view() {
    if (view == null) {
      view = world.committed();
      begun = world.commits();
    }
    return view;
  }

  GeneratedIds ids() {
    return world.ids();
  }

  // --- aggregates ---

  /** The rows of an aggregate as the unit sees it; empty where it is absent. */
  List<TableRow> find(Id id) {
    Pending next = pending.get(id);
    List<TableRow> rows = next == null ? view().aggregate(id.mapping(), id.key()) : next.rows();
    if (!rows.isEmpty()) {
      known.add(id);
    }
    return rows;
  }

  boolean knows(Id id) {
    return known.contains(id) && !find(id).isEmpty();
  }

  /** "Pending changes count from the next flush on": an aggregate that was never written is at 0. */
  long version(Id id) {
    List<TableRow> stored = view().aggregate(id.mapping(), id.key());
    Pending next = pending.get(id);
    return stored.isEmpty() || (next != null && next.added())
        ? removed.getOrDefault(id, 0L)
        : versionOf(id.mapping(), stored);
  }

  private static long versionOf(MappingUnderTest<?, ?> mapping, List<TableRow> rows) {
    return mapping.root().versionOf(rows.get(0).values());
  }

  String text(Id id) {
    return ValueText.of(values(id)) + " v" + version(id);
  }

  RowValues values(Id id) {
    return Rows.values(id.mapping(), ids(), find(id));
  }

  /** The unit fails at its commit if the row is no longer the one that was read. */
  void hold(Id id) {
    held.add(id);
  }

  void add(Id id, List<TableRow> rows) {
    pending.put(id, new Pending(rows, true));
    known.add(id);
  }

  /** "The row is written at once", after what is pending. */
  void insert(Id id, List<TableRow> rows) {
    flush();
    Rows next = view().copy();
    next.put(id.mapping(), id.key(), rows);
    write(next, Set.of(id), Set.of(), false);
    known.add(id);
  }

  void change(Id id, List<TableRow> rows) {
    Pending before = pending.get(id);
    pending.put(id, new Pending(rows, before != null && before.added()));
    known.add(id);
  }

  void remove(Id id) {
    Pending before = pending.get(id);
    if (before != null && before.added()) {
      if (!view().aggregate(id.mapping(), id.key()).isEmpty()) {
        throw new NotModelled("the removal of an aggregate that was added under a taken id");
      }
      pending.remove(id);
      known.remove(id);
    } else {
      pending.put(id, new Pending(List.of(), false));
    }
  }

  /** "Pending changes are written before a query that could see them." */
  void flushBefore(MappingUnderTest<?, ?> mapping) {
    view();
    if (pending.keySet().stream().anyMatch(id -> id.mapping() == mapping)) {
      flush();
    }
  }

  /**
   * Writes what is pending.
   *
   * @throws Refusal if the rows would break a constraint
   */
  void flush() {
    Rows next = view().copy();
    var taken = new LinkedHashSet<Outcome>();
    Set<Id> differing = new LinkedHashSet<>();
    Set<Id> takenIds = new LinkedHashSet<>();
    pending.forEach((id, change) -> {
      MappingUnderTest<?, ?> mapping = id.mapping();
      List<TableRow> before = view().aggregate(mapping, id.key());
      if (change.rows().isEmpty()) {
        if (!before.isEmpty()) {
          next.remove(mapping, id.key(), rules.removesOwned());
          removed.put(id, versionOf(mapping, before));
          differing.add(id);
        }
      } else if (change.added()) {
        if (!before.isEmpty()) {
          taken.add(Refusal.unique(mapping.root().keyName()));
          takenIds.add(id);
        }
        next.put(mapping, id.key(), atVersion(mapping, change.rows(), versionOfAdded(id)));
        differing.add(id);
      } else if (isDifferent(mapping, before, change.rows())) {
        long version = rules.nextVersion(versionOf(mapping, before));
        next.put(mapping, id.key(), atVersion(mapping, change.rows(), version));
        differing.add(id);
      }
    });
    if (!takenIds.isEmpty()) {
      taken.addAll(withStored(next, takenIds).broken());
    }
    write(next, differing, rules.refusesTakenIds() ? taken : Set.of(), false);
    pending.clear();
  }

  boolean isToBeRemoved(Id id) {
    Pending next = pending.get(id);
    return next != null && next.rows().isEmpty();
  }

  /** Notes removals by a statement. */
  void removedBy(List<Id> ids, Rows before) {
    ids.stream()
        .filter(known::contains)
        .forEach(id ->
            removed.put(id, versionOf(id.mapping(), before.aggregate(id.mapping(), id.key()))));
  }

  /** Rows in which some aggregates are as they are stored. */
  private Rows withStored(Rows next, Set<Id> ids) {
    Rows mixed = next.copy();
    ids.forEach(id -> mixed.put(id.mapping(), id.key(), view().aggregate(id.mapping(), id.key())));
    return mixed;
  }

  /** The first one; after a removal in this unit the next one, so that nobody takes the new row for the old one. */
  private long versionOfAdded(Id id) {
    Long last = removed.get(id);
    return last == null ? rules.firstVersion() : rules.nextVersion(last);
  }

  boolean isAdded(Id id) {
    Pending next = pending.get(id);
    return next != null && next.added();
  }

  /** Takes over the rows that one statement has written. */
  void writeAll(Rows next, List<Id> ids) {
    write(next, new LinkedHashSet<>(ids), Set.of(), true);
  }

  /**
   * Takes over rows, if they break nothing.
   *
   * @param setBased whether one statement has written them; memory then also refuses a row that refers to itself
   */
  private void write(Rows next, Set<Id> ids, Set<Outcome> alsoBroken, boolean setBased) {
    var broken = new LinkedHashSet<>(alsoBroken);
    broken.addAll(next.broken());
    boolean isAlone = world.commits() == begun;
    if (!broken.isEmpty()) {
      Refusal refusal = new Refusal(broken);
      if (isAlone || !brokenTogether(next, ids).isEmpty() || !alsoBroken.isEmpty()) {
        throw isAlone ? refusal : refusal.or(World.conflict());
      }
      world.mayRefuse(refusal.or(World.conflict()));
    }
    if (!isAlone && !ids.isEmpty()) {
      world.mayRefuse(new Refusal(brokenTogether(next, ids)).or(World.conflict()));
    }
    world.mayRefuse(new Refusal(passing(next, setBased ? 1 : 2, ids)));
    view = next;
    written.addAll(ids);
  }

  /** The constraints that this unit's rows break among the newest of others. */
  private Set<Outcome> brokenTogether(Rows next, Set<Id> ids) {
    var all = new LinkedHashSet<>(written);
    all.addAll(ids);
    return merged(next, all).broken();
  }

  private Rows merged(Rows mine, Set<Id> changed) {
    Rows merged = world.committed();
    changed.forEach(
        id -> merged.put(id.mapping(), id.key(), mine.aggregate(id.mapping(), id.key())));
    return merged;
  }

  /**
   * The constraints that hold after a write and may be broken in the middle, since "constraints hold after each row": values
   * that change places, and rows that refer to one another.
   */
  private Set<Outcome> passing(Rows next, int least, Set<Id> ids) {
    var passing = new LinkedHashSet<Outcome>();
    Rows before = view();
    for (Table table : world.schema().tables()) {
      for (UniqueKey unique : table.uniqueKeys()) {
        long moved = next.all(table).stream()
            .filter(row -> before.all(table).stream()
                .anyMatch(other -> !Objects.equals(
                        Key.from(other, table.key()), Key.from(row, table.key()))
                    && next.has(table, other)
                    && rules.collide(
                        Rows.values(row, unique.columns()), Rows.values(other, unique.columns()))))
            .count();
        if (moved > 0) {
          passing.add(Refusal.unique(unique.name()));
          passing.add(REFUSED_CIRCLE);
        }
      }
      for (ForeignKey key : table.foreignKeys()) {
        if (ids.size() >= least && world.isInACircle(table, key)) {
          passing.add(Refusal.reference(key.name()));
          passing.add(REFUSED_CIRCLE);
        }
      }
    }
    return passing;
  }

  private boolean isDifferent(
      MappingUnderTest<?, ?> mapping, List<TableRow> before, List<TableRow> after) {
    if (before.size() != after.size()) {
      return true;
    }
    for (TableRow row : atVersion(mapping, after, versionOf(mapping, before))) {
      Optional<TableRow> old = before.stream()
          .filter(each -> each.table() == row.table() && each.key().equals(row.key()))
          .findFirst();
      if (old.isEmpty() || rules.isDifferent(old.get().values(), row.values())) {
        return true;
      }
    }
    return false;
  }

  private static List<TableRow> atVersion(
      MappingUnderTest<?, ?> mapping, List<TableRow> rows, long version) {
    var next = new ArrayList<>(rows);
    next.set(0, rows.get(0).with(mapping.root().version(), mapping.root().storedVersion(version)));
    return next;
  }

  // --- attempts and the end ---

  /** What the unit knows now, to come back to. */
  Runnable mark() {
    Rows rows = view();
    var ids = new LinkedHashSet<>(known);
    var changed = new LinkedHashSet<>(written);
    var waiting = new LinkedHashMap<>(pending);
    var gone = new LinkedHashMap<>(removed);
    return () -> {
      view = rows;
      known = ids;
      written = changed;
      pending = waiting;
      removed = gone;
    };
  }

  /** Whether another unit has committed since this one began, and this one wants to write or to lock. */
  boolean mayConflict() {
    return view != null
        && world.commits() > begun
        && !(pending.isEmpty() && written.isEmpty() && held.isEmpty());
  }

  /**
   * Commits: "of two units that write one row, one fails".
   *
   * @throws Refusal if this one fails
   */
  void commit() {
    if (view == null && pending.isEmpty()) {
      return;
    }
    flush();
    var touched = new LinkedHashSet<>(written);
    touched.addAll(held);
    if (world.hasCommitted(touched, begun)) {
      throw World.conflict();
    }
    Rows merged = merged(view(), written);
    if (!merged.broken().isEmpty()) {
      throw new Refusal(merged.broken()).or(World.conflict());
    }
    world.commit(merged, written);
  }
}
