package org.bilayer.engine;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.LongSupplier;
import org.bilayer.Bulk;
import org.bilayer.engine.query.Keyset;
import org.bilayer.engine.query.RowKeys;
import org.bilayer.failure.FailureInternals;
import org.bilayer.failure.InvalidValueException;
import org.bilayer.layout.Layout;
import org.bilayer.layout.QueryColumns;
import org.bilayer.query.Attribute;
import org.bilayer.query.Query;
import org.bilayer.query.QueryInternals;
import org.bilayer.query.Specification;
import org.bilayer.store.BulkUpdate;
import org.bilayer.store.BulkUpdate.Assignment;
import org.bilayer.store.Condition;
import org.bilayer.store.Select;
import org.bilayer.store.Table;
import org.bilayer.value.Key;
import org.bilayer.value.Level;
import org.bilayer.value.Lock;
import org.bilayer.value.StoredType;
import org.jspecify.annotations.Nullable;

/** A set-based change in one unit of work. */
final class EngineBulk<T> implements Bulk<T> {

  private final MappingContext<T, ?> mapping;
  private final Querying<T> querying;
  private final Changes<T, ?> changes;
  private final UnitContext unit;
  private final Layout<T, ?> layout;
  private final Specification<T> where;
  private final Condition condition;

  /** With what the condition names of rows referred to. */
  private final Table table;

  private final List<Assignment> assignments = new ArrayList<>();

  EngineBulk(
      MappingContext<T, ?> mapping,
      Querying<T> querying,
      Changes<T, ?> changes,
      Specification<T> where) {
    this.mapping = mapping;
    this.querying = querying;
    this.changes = changes;
    this.unit = mapping.unit();
    this.layout = mapping.layout();
    this.where = where;
    QueryColumns<T> columns = layout.queryColumns();
    this.condition = columns.condition(where);
    this.table = columns.table();
  }

  @Override
  public <V> Bulk<T> set(Attribute<T, V> attribute, V value) {
    Object stored = stored(attribute, value);
    return assign(attribute, false, stored, otherForms(attribute, value));
  }

  @Override
  public Bulk<T> setNull(Attribute<T, ?> attribute) {
    if (!attribute.isNullable()) {
      throw new IllegalArgumentException("The attribute " + attribute + " is not nullable.");
    }
    return assign(attribute, false, null, otherForms(attribute, null));
  }

  @Override
  public <V> Bulk<T> increase(Attribute<T, V> attribute, V amount) {
    StoredType.Kind kind = QueryInternals.type(attribute).kind();
    if (kind != StoredType.Kind.DECIMAL
        && kind != StoredType.Kind.INT16
        && kind != StoredType.Kind.INT32
        && kind != StoredType.Kind.INT64) {
      throw new IllegalArgumentException("Cannot increase " + attribute + ": it is "
          + QueryInternals.type(attribute) + ", not an exact number.");
    }
    if (layout.hasOtherForms(attribute)) {
      throw new IllegalArgumentException("Cannot increase " + attribute
          + ": it is also stored in a further column, whose value does not follow from the amount alone."
          + " Load the aggregates and update them.");
    }
    return assign(attribute, true, stored(attribute, amount, QueryInternals::amount), List.of());
  }

  private <V> Object stored(Attribute<T, V> attribute, V value) {
    return stored(attribute, value, QueryInternals::stored);
  }

  private <V> Object stored(
      Attribute<T, V> attribute, V value, BiFunction<Attribute<T, V>, V, Object> encoding) {
    unit.requireUsable();
    try {
      Object stored = encoding.apply(attribute, value);
      mapping.requireWithinLimits(layout.position(attribute), stored);
      return stored;
    } catch (InvalidValueException e) {
      throw unit.refused(
          FailureInternals.at(e, layout.root().name(), null, attribute.name(), value));
    }
  }

  private <V> List<Assignment> otherForms(Attribute<T, V> attribute, @Nullable V value) {
    unit.requireUsable();
    var forms = new ArrayList<Assignment>();
    try {
      layout.otherForms(attribute, value).forEach((column, stored) -> {
        stored.ifPresent(form -> mapping.requireWithinLimits(column, form));
        forms.add(new Assignment(column, false, stored.orElse(null)));
      });
    } catch (InvalidValueException e) {
      throw unit.refused(
          FailureInternals.at(e, layout.root().name(), null, attribute.name(), value));
    }
    return forms;
  }

  private Bulk<T> assign(
      Attribute<T, ?> attribute,
      boolean increment,
      @Nullable Object value,
      List<Assignment> otherForms) {
    int column = layout.position(attribute);
    if (AssignedRows.isTag(layout, column)) {
      throw new IllegalArgumentException("The attribute " + attribute
          + " tells the classes of a sealed type apart, which a set-based change cannot set. Load"
          + " the aggregates and update them.");
    }
    if (table.key().contains(column) || column == table.version()) {
      throw new IllegalArgumentException("The attribute " + attribute
          + " is the id or the version, which a set-based change " + "cannot set.");
    }
    if (table.isWrittenByStore(column)) {
      throw new IllegalArgumentException("The attribute " + attribute
          + " is stored in a column that the database fills, which a set-based change cannot set"
          + " [table=" + table
          + "]. Leave the attribute out; the database fills the changed rows.");
    }
    for (Assignment assignment : assignments) {
      if (assignment.column() == column) {
        throw new IllegalArgumentException("The attribute " + attribute + " is set already.");
      }
    }
    assignments.add(new Assignment(column, increment, value));
    assignments.addAll(otherForms);
    return this;
  }

  @Override
  public long update() {
    if (assignments.isEmpty()) {
      throw new IllegalStateException("Nothing to update: call set, setNull or increase first.");
    }
    unit.requireWritable();
    Condition met = AssignedRows.of(layout, condition, assignments);
    return unit.guarded(() -> {
      mapping.writes().flushAll();
      var update = new BulkUpdate(table, met, assignments);
      return change(met, () -> unit.session().update(update));
    });
  }

  @Override
  public long remove() {
    if (!assignments.isEmpty()) {
      throw new IllegalStateException(
          "Cannot remove aggregates after set, setNull or increase. Call update(), or begin "
              + "again with where(...).remove().");
    }
    unit.requireWritable();
    return unit.guarded(() -> {
      mapping.writes().flushAll();
      if (!layout.owned().isEmpty()) {
        return deleteOneByOne();
      }
      return change(condition, () -> unit.session().delete(table, condition));
    });
  }

  /**
   * Owned rows must go before their roots, and a condition on roots cannot name them: the aggregates are loaded and
   * removed by the flush, which knows the order.
   */
  private long deleteOneByOne() {
    List<T> found = querying.find(Query.where(where));
    found.forEach(changes::remove);
    mapping.writes().flushAll();
    return found.size();
  }

  /**
   * Carries out a change by condition, after which loaded objects that it may have met are in doubt; see {@link Rereader}.
   */
  private long change(Condition met, LongSupplier change) {
    EntryTable<T> entries = mapping.entries();
    if (unit.level() != Level.READ_COMMITTED) {
      long count = change.getAsLong();
      if (count > 0) {
        unit.identityMap().changed(entries, false);
      }
      return count;
    }
    Set<Entry<T>> unmet = withoutThoseMet(met, entries);
    long count = change.getAsLong();
    if (count > 0) {
      unit.identityMap().changed(entries, false);
      unmet.forEach(entry -> unit.identityMap().checked(entries, entry));
    }
    return count;
  }

  /** The loaded aggregates that the condition does not meet; those that it meets are locked. */
  private Set<Entry<T>> withoutThoseMet(Condition met, EntryTable<T> entries) {
    var unmet = new HashSet<Entry<T>>();
    var keys = new ArrayList<Key>();
    for (Entry<T> entry : entries.all()) {
      if (entry.object != null && !entries.isInDoubt(entry)) {
        unmet.add(entry);
        keys.add(entry.key);
      }
    }
    for (int from = 0; from < keys.size(); from += Loader.KEYS_PER_QUERY) {
      List<Key> some = keys.subList(from, Math.min(keys.size(), from + Loader.KEYS_PER_QUERY));
      Condition where = Keyset.and(List.of(met, Keyset.in(table, some)));
      for (@Nullable
      Object[] row : unit.session()
          .select(new Select(table, where, List.of(), Long.MAX_VALUE, List.of(), Lock.UPDATE))) {
        Entry<T> entry = entries.find(RowKeys.keyOf(table, row));
        if (entry != null) {
          requireGuardKept(entry, layout.versionOf(row));
          unmet.remove(entry);
        }
      }
    }
    return unmet;
  }

  /** A guarded row that others have changed must not pass for one that this unit has. */
  private void requireGuardKept(Entry<T> entry, long found) {
    if (found != entry.version && unit.isGuarding(entry)) {
      throw Flush.stale(entry, found);
    }
  }
}
