package org.bilayer.testkit.verify.reference;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bilayer.failure.ForeignKeyViolationException;
import org.bilayer.failure.MisuseException;
import org.bilayer.failure.UniqueViolationException;
import org.bilayer.store.ForeignKey;
import org.bilayer.store.Table;
import org.bilayer.store.UniqueKey;
import org.bilayer.testkit.verify.comparing.Outcome;
import org.bilayer.testkit.verify.comparing.ValueText;
import org.bilayer.testkit.verify.mapping.MappingUnderTest;
import org.jspecify.annotations.Nullable;

/** What one unit of work knows: the aggregates as it sees them, and what it has yet to write. */
final class ModelUnit {

  /**
   * What is to be written of an aggregate at the next flush.
   *
   * @param next the next state; null for a removal
   * @param added whether the unit has added the aggregate since the last flush
   */
  record Pending(@Nullable Aggregate next, boolean added) {}

  /** "A circle without a nullable column is refused." */
  private static final Outcome REFUSED_CIRCLE = new Outcome(MisuseException.class, "");

  private final Rules rules;
  private final World world;
  private final boolean readOnly;

  private @Nullable State view;
  private int begun;
  private Map<Aggregate.Id, Pending> pending = new LinkedHashMap<>();
  private Set<Aggregate.Id> known = new LinkedHashSet<>();
  private Set<Aggregate.Id> written = new LinkedHashSet<>();
  private Map<Aggregate.Id, Long> removed = new LinkedHashMap<>();
  private final Set<Aggregate.Id> held = new LinkedHashSet<>();
  private Set<Aggregate.Id> guarded = new LinkedHashSet<>();

  ModelUnit(Rules rules, World world, boolean readOnly) {
    this.rules = rules;
    this.world = world;
    this.readOnly = readOnly;
  }

  /** "All reads see one committed state": that of the first read. */
  State view() {
    if (view == null) {
      view = world.committed();
      begun = world.commits();
    }
    return view;
  }

  /** Whether the state is fixed that all reads see. */
  boolean hasRead() {
    return view != null;
  }

  /** "A read-only unit refuses every write." */
  void requireWritable() {
    if (readOnly) {
      throw Refusal.of(MisuseException.class);
    }
  }

  // --- aggregates ---

  /** An aggregate as the unit sees it: its next state, or the stored one; null where it is absent. */
  @Nullable
  Aggregate look(Aggregate.Id id) {
    Pending next = pending.get(id);
    Aggregate stored = view().get(id);
    if (next == null) {
      return stored;
    }
    // "A pending change raises the version at the next flush."
    long version =
        stored != null && !next.added() ? stored.version() : removed.getOrDefault(id, 0L);
    return next.next() == null ? null : next.next().at(version);
  }

  /** As the other, and the unit knows the aggregate from then on. */
  @Nullable
  Aggregate find(Aggregate.Id id) {
    Aggregate found = look(id);
    if (found != null) {
      known.add(id);
    }
    return found;
  }

  boolean knows(Aggregate.Id id) {
    return known.contains(id) && look(id) != null;
  }

  boolean isAdded(Aggregate.Id id) {
    Pending next = pending.get(id);
    return next != null && next.added();
  }

  boolean isToBeRemoved(Aggregate.Id id) {
    Pending next = pending.get(id);
    return next != null && next.next() == null;
  }

  /** "Makes the unit depend on an aggregate that the unit only reads." */
  void guard(Aggregate.Id id) {
    guarded.add(id);
    hold(id);
  }

  boolean isGuarded(Aggregate.Id id) {
    return guarded.contains(id);
  }

  /** The unit fails at its commit if the row is no longer the one that was read. */
  void hold(Aggregate.Id id) {
    held.add(id);
  }

  void add(Aggregate next) {
    pending.put(next.id(), new Pending(next, true));
    known.add(next.id());
  }

  /** "The row is written at once", after what is pending. */
  void insert(Aggregate added) {
    flush();
    State next = view().copy();
    next.put(added.id(), added);
    write(next, Set.of(added.id()), Set.of(), false);
    known.add(added.id());
  }

  void change(Aggregate next) {
    pending.put(next.id(), new Pending(next, isAdded(next.id())));
    known.add(next.id());
  }

  void remove(Aggregate.Id id) {
    if (!isAdded(id)) {
      pending.put(id, new Pending(null, false));
    } else if (view().get(id) == null) {
      forget(id);
    } else {
      throw Opinion.notModelled("the removal of an aggregate that was added under a taken id");
    }
  }

  /** "Unwritten changes of this aggregate are dropped." */
  void forget(Aggregate.Id id) {
    pending.remove(id);
    known.remove(id);
  }

  // --- writing ---

  /** "Pending changes are written before a query that could see them." */
  void flushBefore(Set<MappingUnderTest<?, ?>> mappings) {
    view();
    if (pending.keySet().stream().anyMatch(id -> mappings.contains(id.mapping()))) {
      flush();
    }
  }

  /**
   * Writes what is pending.
   *
   * @throws Refusal if the rows would break a constraint
   */
  void flush() {
    State next = view().copy();
    State withStored = view().copy();
    var taken = new LinkedHashSet<Outcome>();
    var changed = new LinkedHashSet<Aggregate.Id>();
    pending.forEach((id, change) -> {
      Aggregate before = view().get(id);
      Aggregate after = change.next();
      boolean isChanged = after != null || before != null;
      if (after == null && before != null) {
        removed.put(id, before.version());
      } else if (after != null && change.added()) {
        // After a removal in this unit the version goes on, so that nobody takes the new row for
        // the old one.
        Long last = removed.get(id);
        after = after.at(last == null ? rules.firstVersion() : rules.nextVersion(last));
        if (before != null && rules.refusesTakenIds()) {
          taken.add(primaryKey(id));
        }
      } else if (after != null && before != null) {
        boolean isDifferent = rules.isDifferent(
            ValueText.of(before.values()),
            ValueText.of(after.at(before.version()).values()));
        isChanged = isDifferent;
        after = isDifferent ? after.at(rules.nextVersion(before.version())) : before;
      }
      if (isChanged) {
        changed.add(id);
        next.put(id, after);
        withStored.put(id, change.added() && before != null ? before : after);
      }
    });
    if (!taken.isEmpty()) {
      taken.addAll(withStored.broken());
    }
    write(next, changed, taken, false);
    pending.clear();
  }

  /** Takes over what one statement has written. */
  void writeAll(State next, Set<Aggregate.Id> ids) {
    requireWritable();
    for (Aggregate.Id id : ids) {
      Aggregate before = view().get(id);
      // Aggregates with elements are loaded before a set-based removal, and so this unit knows
      // them.
      boolean isKnown = known.contains(id) || !id.mapping().owned().isEmpty();
      if (next.get(id) == null && before != null && isKnown) {
        removed.put(id, before.version());
      }
    }
    write(next, ids, Set.of(), true);
  }

  /**
   * Takes over aggregates, if they break nothing. Among the rows of other units a backend may look sooner than at the commit.
   *
   * @param setBased whether one statement has written them; memory then also refuses a row that refers to itself
   */
  private void write(State next, Set<Aggregate.Id> ids, Set<Outcome> alsoBroken, boolean setBased) {
    var all = new LinkedHashSet<>(written);
    all.addAll(ids);
    Set<Outcome> passing = passing(next, ids.size() >= (setBased ? 1 : 2));
    var broken = new LinkedHashSet<>(alsoBroken);
    broken.addAll(next.broken());
    if (!broken.isEmpty()) {
      // Which of two faults of one write is named first is open.
      broken.addAll(passing);
    }
    if (world.commits() == begun) {
      if (!broken.isEmpty()) {
        throw new Refusal(broken);
      }
    } else if (!broken.isEmpty() || !ids.isEmpty()) {
      var together = new LinkedHashSet<>(alsoBroken);
      together.addAll(merged(next, all).broken());
      together.addAll(takenByOthers(all));
      Refusal refusal = new Refusal(broken).or(new Refusal(together)).or(World.conflict());
      if (!broken.isEmpty() && !together.isEmpty()) {
        throw refusal;
      }
      world.mayRefuse(refusal);
    }
    world.mayRefuse(new Refusal(passing));
    view = next;
    written = all;
  }

  /** The primary keys under which another unit has added an aggregate since this one began. */
  private Set<Outcome> takenByOthers(Set<Aggregate.Id> ids) {
    var taken = new LinkedHashSet<Outcome>();
    for (Aggregate.Id id : ids) {
      Aggregate other = world.committed().get(id);
      if (other != null
          && other.version() == rules.firstVersion()
          && world.hasCommitted(Set.of(id), begun)) {
        taken.add(primaryKey(id));
      }
    }
    return taken;
  }

  private static Outcome primaryKey(Aggregate.Id id) {
    return new Outcome(UniqueViolationException.class, id.mapping().root().keyName());
  }

  /** The aggregates that are committed now, with some as this unit sees them. */
  private State merged(State mine, Set<Aggregate.Id> changed) {
    State merged = world.committed();
    changed.forEach(id -> merged.put(id, mine.get(id)));
    return merged;
  }

  /**
   * The constraints that hold after a write and may be broken in the middle, since "constraints hold after each row": values
   * that change places, and, among several rows, rows that refer to one another.
   */
  private Set<Outcome> passing(State next, boolean ofSeveral) {
    var passing = new LinkedHashSet<Outcome>();
    for (Table table : world.schema().tables()) {
      for (UniqueKey unique : table.uniqueKeys()) {
        if (next.takesValuesOf(view(), table, unique)) {
          passing.addAll(
              List.of(new Outcome(UniqueViolationException.class, unique.name()), REFUSED_CIRCLE));
        }
      }
      for (ForeignKey key : table.foreignKeys()) {
        if (ofSeveral && key.enforced() && world.isInACircle(table, key)) {
          passing.addAll(
              List.of(new Outcome(ForeignKeyViolationException.class, key.name()), REFUSED_CIRCLE));
        }
      }
    }
    return passing;
  }

  // --- attempts and the end ---

  /** What the unit knows now, to come back to. */
  Runnable mark() {
    State rows = view();
    var ids = new LinkedHashSet<>(known);
    var changed = new LinkedHashSet<>(written);
    var waiting = new LinkedHashMap<>(pending);
    var gone = new LinkedHashMap<>(removed);
    var guards = new LinkedHashSet<>(guarded);
    return () -> {
      view = rows;
      known = ids;
      written = changed;
      pending = waiting;
      removed = gone;
      guarded = guards;
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
      throw new Refusal(takenByOthers(written)).or(World.conflict());
    }
    State merged = merged(view(), written);
    if (!merged.broken().isEmpty()) {
      throw new Refusal(merged.broken()).or(World.conflict());
    }
    world.commit(merged, written);
  }
}
