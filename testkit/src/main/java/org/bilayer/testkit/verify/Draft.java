package org.bilayer.testkit.verify;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bilayer.DataLayer;
import org.bilayer.UnitOfWork;
import org.bilayer.model.Column;
import org.bilayer.model.Embedded;
import org.bilayer.model.Member;
import org.bilayer.query.QueryInternals;
import org.bilayer.store.StoredColumn;
import org.bilayer.store.Table;
import org.bilayer.testkit.verify.mapping.MappingUnderTest;
import org.jspecify.annotations.Nullable;

/**
 * Some values of an object that is to be drawn; the others are drawn to fit. Immutable; each {@code with} returns a changed
 * copy. Made by {@link Fixtures#draft}.
 *
 * @param <T> the type of the object
 */
public final class Draft<T> {

  private final Fixtures fixtures;
  private final MappingUnderTest<T, ?> mapping;
  private final Map<String, @Nullable Object> fixed;

  Draft(Fixtures fixtures, MappingUnderTest<T, ?> mapping, Map<String, @Nullable Object> fixed) {
    this.fixtures = fixtures;
    this.mapping = mapping;
    this.fixed = fixed;
  }

  /**
   * With a value in a column of the root, also in one of a value object ({@code BALANCE.at(AMOUNT)}) or of a variant ({@code
   * CARD.at(NUMBER)}). The columns of a reference are taken as they are: what they refer to has to be drawn by these
   * fixtures, or stored already.
   *
   * @param value null for no value
   * @throws org.bilayer.failure.InvalidValueException if the column cannot hold it
   * @throws IllegalArgumentException if the mapping does not have the column, or the library or the database gives it its
   *     values: versions and generated ids
   */
  public <V> Draft<T> with(Column<T, V> column, @Nullable V value) {
    var next = new LinkedHashMap<>(fixed);
    put(next, column, value);
    return new Draft<>(fixtures, mapping, Collections.unmodifiableMap(next));
  }

  /** As {@link #with(Column, Object)}, for all columns of a value object. */
  public <E> Draft<T> with(Embedded<T, E> embedded, @Nullable E value) {
    var next = new LinkedHashMap<>(fixed);
    put(next, embedded, value);
    return new Draft<>(fixtures, mapping, Collections.unmodifiableMap(next));
  }

  private <V> void put(Map<String, @Nullable Object> into, Column<T, V> column, @Nullable V value) {
    Table root = mapping.layout().root();
    List<String> names = root.columns().stream().map(StoredColumn::name).toList();
    int place = names.indexOf(column.name());
    if (place < 0) {
      throw new IllegalArgumentException("The mapping of " + mapping + " has no column "
          + column.name() + " in its root; there are " + names + ".");
    }
    if (mapping.isPlain(root, place) || (root.hasIdentity() && root.key().contains(place))) {
      throw new IllegalArgumentException("The column " + column.name() + " of " + mapping
          + " gets its values from the library or the database; leave it out.");
    }
    into.put(column.name(), value == null ? null : QueryInternals.stored(column, value));
  }

  private <E> void put(
      Map<String, @Nullable Object> into, Embedded<T, E> embedded, @Nullable E value) {
    for (Member<E, ?> member : embedded.value().members()) {
      if (member instanceof Column<E, ?> column) {
        put(into, embedded, column, value);
      } else if (member instanceof Embedded<E, ?> nested) {
        put(into, embedded, nested, value);
      }
    }
  }

  private <E, V> void put(
      Map<String, @Nullable Object> into,
      Embedded<T, E> embedded,
      Column<E, V> column,
      @Nullable E value) {
    put(into, embedded.at(column), value == null ? null : column.valueOf(value));
  }

  private <E, F> void put(
      Map<String, @Nullable Object> into,
      Embedded<T, E> embedded,
      Embedded<E, F> nested,
      @Nullable E value) {
    put(into, embedded.at(nested), value == null ? null : nested.valueOf(value));
  }

  /** As {@link Fixtures#aValid}. */
  public T aValid() {
    return several(1).get(0);
  }

  /** As {@link Fixtures#several}. */
  public List<T> several(int count) {
    return fixtures.drawn(mapping, fixed, count);
  }

  /** As {@link Fixtures#aStored(UnitOfWork, org.bilayer.model.Mapping)}. */
  public T aStored(UnitOfWork work) {
    return severalStored(work, 1).get(0);
  }

  /** As {@link Fixtures#aStored(DataLayer, org.bilayer.model.Mapping)}. */
  public T aStored(DataLayer data) {
    return severalStored(data, 1).get(0);
  }

  /** As {@link Fixtures#severalStored(UnitOfWork, int, org.bilayer.model.Mapping)}. */
  public List<T> severalStored(UnitOfWork work, int count) {
    return fixtures.stored(work, mapping, fixed, count);
  }

  /** As {@link Fixtures#severalStored(DataLayer, int, org.bilayer.model.Mapping)}. */
  public List<T> severalStored(DataLayer data, int count) {
    return fixtures.stored(data, mapping, fixed, count);
  }
}
