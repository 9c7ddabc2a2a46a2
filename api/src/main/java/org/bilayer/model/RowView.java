package org.bilayer.model;

import java.util.Objects;
import org.bilayer.failure.MisuseException;
import org.bilayer.failure.StorageFailureException;
import org.jspecify.annotations.Nullable;

/** A stored row as a constructing function reads it. */
final class RowView<O> implements Row<O> {

  private final TableLayout<?> layout;
  private final Slots<O> slots;
  private final @Nullable Object[] row;
  private final OwnedRows owned;

  /** The view of the sealed type, where this is the view of one of its variants. */
  private final @Nullable RowView<?> common;

  private int next;

  /** Which slots were read; kept only until a constructing function is known to read them all. */
  private boolean @Nullable [] read;

  RowView(TableLayout<?> layout, Slots<O> slots, @Nullable Object[] row, OwnedRows owned) {
    this(layout, slots, row, owned, null);
  }

  private RowView(
      TableLayout<?> layout,
      Slots<O> slots,
      @Nullable Object[] row,
      OwnedRows owned,
      @Nullable RowView<?> common) {
    this.layout = layout;
    this.slots = slots;
    this.row = row;
    this.owned = owned;
    this.common = common;
  }

  O make() {
    return slots.make(this);
  }

  /**
   * Makes the object and checks that its function has read every member.
   *
   * @throws MisuseException if it ignores one: what is stored there would be lost with the next update
   */
  O makeChecked() {
    boolean[] seen = new boolean[slots.size()];
    read = seen;
    O made = make();
    for (int i = 0; i < seen.length; i++) {
      if (!seen[i]) {
        throw new MisuseException(
            "The constructing function of " + layout.name() + " ignores "
                + ConstructorProbe.nameOf(slots.at(i).member())
                + "; what is stored there would be lost. Read every member given to the mapping.",
            null);
      }
    }
    return made;
  }

  @Override
  public <V> V get(Column<? super O, V> column) {
    V value = getOrNull(column);
    if (value == null) {
      throw absent(column.name());
    }
    return value;
  }

  @Override
  public <V> @Nullable V getOrNull(Column<? super O, V> column) {
    Slots.Slot slot = slot(column, column.name());
    Object stored = row[slot.position()];
    if (stored == null) {
      return null;
    }
    try {
      return column.codec().decode(stored);
    } catch (Exception e) {
      throw new StorageFailureException(
          "A stored value is not one of its domain type"
              + at(layout.columnName(slot.position()))
              + ". See the cause; correct the row, or let the type accept it.",
          e);
    }
  }

  @Override
  public <E> E get(Embedded<? super O, E> embedded) {
    E value = getOrNull(embedded);
    if (value == null) {
      throw absent(embedded.prefix());
    }
    return value;
  }

  @Override
  public <E> @Nullable E getOrNull(Embedded<? super O, E> embedded) {
    Slots.Slot slot = slot(embedded, embedded.prefix());
    // The slot was made from this very constant, so its nested slots are those of E.
    @SuppressWarnings("unchecked")
    Slots<E> nested = (Slots<E>) Objects.requireNonNull(slot.nested());
    if (embedded.isNullable() && nested.isAbsentIn(row)) {
      return null;
    }
    return new RowView<>(layout, nested, row, owned).make();
  }

  @Override
  public <S> S get(Children<? super O, ?, S> children) {
    Slots.Slot slot = slot(children, children.table());
    // The slot was made from this very constant, so its collection is an S.
    @SuppressWarnings("unchecked")
    OwnedLayout<?, ?, S> of = (OwnedLayout<?, ?, S>) Objects.requireNonNull(slot.owned());
    return of.assemble(row, owned);
  }

  @Override
  public O get(Variants<O> variants) {
    Slots.Slot slot = slot(variants, variants.tag().name());
    Object tag = row[slot.position()];
    // The slot was made from this very constant, so each of its slots makes an O.
    @SuppressWarnings("unchecked")
    Slots<? extends O> variant =
        tag == null ? null : (Slots<? extends O>) slot.variants().get(tag);
    if (variant == null) {
      throw new StorageFailureException(
          "A stored tag is of no variant"
              + at(variants.tag().name())
              + ". Correct the row, or add the variant to the mapping.",
          null);
    }
    return variantView(variant).make();
  }

  private <V extends O> RowView<V> variantView(Slots<V> variant) {
    return new RowView<>(layout, variant, row, owned, this);
  }

  private Slots.Slot slot(Member<?> member, String name) {
    for (RowView<?> view = this; view != null; view = view.common) {
      int index = view.slots.indexOf(member, view.next);
      if (index >= 0) {
        view.next = index + 1;
        if (view.read != null) {
          view.read[index] = true;
        }
        return view.slots.at(index);
      }
    }
    throw new IllegalArgumentException("The member " + name + " is not part of " + layout.name()
        + ". Read only members given to the mapping or value object itself.");
  }

  private StorageFailureException absent(String name) {
    return new StorageFailureException(
        "Nothing is stored where a value is demanded"
            + at(name)
            + ". For a nullable member call find or getOrNull; otherwise correct the row.",
        null);
  }

  private String at(String member) {
    return " [table=" + layout.name() + ", key=" + layout.keyText(row) + ", member=" + member + "]";
  }
}
