package org.bilayer.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bilayer.Bulk;
import org.bilayer.failure.DataException;
import org.bilayer.failure.InvalidValueException;
import org.bilayer.model.Layout;
import org.bilayer.query.Attribute;
import org.bilayer.query.Specification;
import org.bilayer.spi.BulkUpdate;
import org.bilayer.spi.BulkUpdate.Assignment;
import org.bilayer.spi.Condition;
import org.bilayer.spi.Fetch;
import org.bilayer.spi.Key;
import org.bilayer.spi.Lock;
import org.bilayer.spi.StoredType;
import org.bilayer.spi.Table;
import org.jspecify.annotations.Nullable;

/** A set-based change in one unit of work. */
final class EngineBulk<T> implements Bulk<T> {

  private final EngineUnitOfWork unit;
  private final EngineRepository<T, ?> repository;
  private final Layout<T, ?> layout;
  private final Specification<T> where;
  private final Condition condition;
  private final List<Assignment> assignments = new ArrayList<>();

  EngineBulk(
      EngineUnitOfWork unit,
      EngineRepository<T, ?> repository,
      Layout<T, ?> layout,
      Specification<T> where) {
    this.unit = unit;
    this.repository = repository;
    this.layout = layout;
    this.where = where;
    this.condition = layout.condition(where);
  }

  @Override
  public <V> Bulk<T> set(Attribute<T, V> attribute, V value) {
    return assign(attribute, false, stored(attribute, value));
  }

  @Override
  public Bulk<T> setNull(Attribute<T, ?> attribute) {
    if (!attribute.isNullable()) {
      throw new IllegalArgumentException("The attribute " + attribute + " is not nullable.");
    }
    return assign(attribute, false, null);
  }

  @Override
  public <V> Bulk<T> increase(Attribute<T, V> attribute, V amount) {
    StoredType.Kind kind = attribute.type().kind();
    if (kind != StoredType.Kind.DECIMAL
        && kind != StoredType.Kind.INT16
        && kind != StoredType.Kind.INT32
        && kind != StoredType.Kind.INT64) {
      throw new IllegalArgumentException("Cannot increase " + attribute + ": it is "
          + attribute.type() + ", not an exact number.");
    }
    return assign(attribute, true, stored(attribute, amount));
  }

  private <V> Object stored(Attribute<T, V> attribute, V value) {
    unit.requireUsable();
    try {
      Object stored = attribute.stored(value);
      List<RowLimits> limits = unit.layer().limits().get(layout.root());
      if (limits != null) {
        limits.get(0).checkValue(layout.position(attribute), stored);
      }
      return stored;
    } catch (InvalidValueException e) {
      DataException placed = e.at(layout.root().name(), null, attribute.name(), value);
      throw unit.failed(
          unit.layer().options().showsValues() && placed instanceof InvalidValueException shown
              ? shown.showingValue()
              : placed);
    }
  }

  private Bulk<T> assign(Attribute<T, ?> attribute, boolean increment, @Nullable Object value) {
    int column = layout.position(attribute);
    Table table = layout.root();
    if (table.key().contains(column) || column == table.version()) {
      throw new IllegalArgumentException(
          "The attribute " + attribute + " is the id or the version; neither can be set.");
    }
    for (Assignment assignment : assignments) {
      if (assignment.column() == column) {
        throw new IllegalArgumentException("The attribute " + attribute + " is set already.");
      }
    }
    assignments.add(new Assignment(column, increment, value));
    return this;
  }

  @Override
  public long update() {
    if (assignments.isEmpty()) {
      throw new IllegalStateException("Nothing to update: call set, setNull or increase first.");
    }
    unit.requireWritable();
    return unit.guarded(() -> {
      unit.flushAll();
      long count = unit.session().update(new BulkUpdate(layout.root(), condition, assignments));
      if (count > 0) {
        markStale();
      }
      return count;
    });
  }

  @Override
  public long delete() {
    if (!assignments.isEmpty()) {
      throw new IllegalStateException(
          "Cannot delete what values were set for; use one or the other.");
    }
    unit.requireWritable();
    return unit.guarded(() -> {
      unit.flushAll();
      if (!layout.owned().isEmpty()) {
        return deleteOneByOne();
      }
      long count = unit.session().delete(layout.root(), condition);
      if (count > 0) {
        markStale();
      }
      return count;
    });
  }

  /**
   * Owned rows must go before their roots, and a condition on roots cannot name them: the aggregates are loaded and
   * removed by the flush, which knows the order.
   */
  private long deleteOneByOne() {
    List<T> found = repository.find(where);
    found.forEach(repository::remove);
    unit.flushAll();
    return found.size();
  }

  /** Compares the versions of what the unit has loaded with the store's: whatever moved must not be written over. */
  private void markStale() {
    var loaded = new HashMap<Key, Entry<T>>();
    for (Entry<T> entry : unit.identityMap().loaded(layout)) {
      loaded.put(entry.key, entry);
    }
    if (loaded.isEmpty()) {
      return;
    }
    Table table = layout.root();
    Map<Key, Entry<T>> gone = new HashMap<>(loaded);
    for (@Nullable
    Object[] row : unit.session()
        .fetch(new Fetch(table, table.key(), List.copyOf(loaded.keySet()), Lock.NONE))) {
      Key key = Loader.keyOf(table, row);
      Entry<T> entry = loaded.get(key);
      gone.remove(key);
      if (entry != null && layout.versionOf(row) != entry.version) {
        entry.stale = true;
      }
    }
    gone.values().forEach(entry -> entry.stale = true);
  }
}
