package org.bilayer.model;

import java.util.Objects;
import org.bilayer.failure.StorageFailureException;
import org.jspecify.annotations.Nullable;

/** A stored row as a constructing function reads it. */
final class RowView<O> implements Row<O> {

  private final TableLayout<?> layout;
  private final Slots<O> slots;
  private final @Nullable Object[] row;
  private final OwnedRows owned;
  private int next;

  RowView(TableLayout<?> layout, Slots<O> slots, @Nullable Object[] row, OwnedRows owned) {
    this.layout = layout;
    this.slots = slots;
    this.row = row;
    this.owned = owned;
  }

  @Override
  public <V> V get(Column<O, V> column) {
    V value = getOrNull(column);
    if (value == null) {
      throw absent(column.name());
    }
    return value;
  }

  @Override
  public <V> @Nullable V getOrNull(Column<O, V> column) {
    Slots.Slot<O> slot = slot(column, column.name());
    Object stored = row[slot.position()];
    if (stored == null) {
      return null;
    }
    try {
      return column.codec().decode(stored);
    } catch (RuntimeException e) {
      throw new StorageFailureException(
          "A stored value is not one of its domain type [table="
              + layout.name()
              + ", key="
              + layout.keyText(row)
              + ", column="
              + layout.columnName(slot.position())
              + "]. See the cause; correct the row, or let the type accept it.",
          e);
    }
  }

  @Override
  public <E> E get(Embedded<O, E> embedded) {
    E value = getOrNull(embedded);
    if (value == null) {
      throw absent(embedded.prefix());
    }
    return value;
  }

  @Override
  public <E> @Nullable E getOrNull(Embedded<O, E> embedded) {
    Slots.Slot<O> slot = slot(embedded, embedded.prefix());
    // The slot was made from this very constant, so its nested slots are those of E.
    @SuppressWarnings("unchecked")
    Slots<E> nested = (Slots<E>) Objects.requireNonNull(slot.nested());
    if (embedded.isNullable() && nested.isAbsentIn(row)) {
      return null;
    }
    return embedded.value().construct().apply(new RowView<>(layout, nested, row, owned));
  }

  @Override
  public <S> S get(Children<O, ?, S> children) {
    Slots.Slot<O> slot = slot(children, children.table());
    // The slot was made from this very constant, so its collection is an S.
    @SuppressWarnings("unchecked")
    OwnedLayout<O, ?, S> of = (OwnedLayout<O, ?, S>) Objects.requireNonNull(slot.owned());
    return of.assemble(row, owned);
  }

  private Slots.Slot<O> slot(Member<O> member, String name) {
    int index = slots.indexOf(member, next);
    if (index < 0) {
      throw new IllegalArgumentException("The member " + name + " is not part of " + layout.name()
          + ". Read only members given to the mapping or value object itself.");
    }
    next = index + 1;
    return slots.at(index);
  }

  private StorageFailureException absent(String name) {
    return new StorageFailureException(
        "Nothing is stored where a value is demanded [table="
            + layout.name()
            + ", key="
            + layout.keyText(row)
            + ", member="
            + name
            + "]. For a nullable member call find or getOrNull; otherwise correct the row.",
        null);
  }
}
