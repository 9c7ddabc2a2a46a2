package org.bilayer.layout;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The places of the members of an {@code O} in a row, and the function that constructs the {@code O}. Filled once by
 * {@link LayoutBuilder}, then read only.
 */
final class Slots<O> {

  /**
   * A member with the place that {@link RowView} reads: the position of a column, or nested slots, variants or a
   * collection.
   */
  record Slot(
      Part<?> member,
      int position,
      @Nullable Slots<?> nested,
      @Nullable OwnedLayout<?, ?, ?> owned,
      Map<Object, Slots<?>> variants) {}

  private final String type;
  private final Construct<O> construct;
  private Slot[] slots = {};

  /** Whether the constructing function is known to read every member. A race between threads only repeats the check. */
  private volatile boolean isChecked;

  private final List<Integer> positions = new ArrayList<>();

  Slots(Class<? extends O> type, Construct<O> construct) {
    this.type = type.getSimpleName();
    this.construct = construct;
  }

  /** The name of the constructed class. */
  String type() {
    return type;
  }

  boolean isChecked() {
    return isChecked;
  }

  void check() {
    isChecked = true;
  }

  void column(ColumnPart<O, ?> column, int position) {
    add(new Slot(column, position, null, null, Map.of()));
    positions.add(position);
  }

  <E> void embedded(EmbeddedPart<O, E> embedded, Slots<E> nested) {
    add(new Slot(embedded, -1, nested, null, Map.of()));
    positions.addAll(nested.positions);
  }

  void owned(CollectionPart<O, ?, ?> children, OwnedLayout<O, ?, ?> owned) {
    add(new Slot(children, -1, null, owned, Map.of()));
  }

  void variants(VariantsPart<O> variants, int tag, Map<Object, Slots<?>> byTag) {
    add(new Slot(variants, tag, null, null, new HashMap<>(byTag)));
    positions.add(tag);
    for (Slots<?> variant : byTag.values()) {
      positions.addAll(variant.positions);
    }
  }

  private void add(Slot slot) {
    slots = Arrays.copyOf(slots, slots.length + 1);
    slots[slots.length - 1] = slot;
  }

  /** The parts that the constructor takes. Empty if only a call of the function can tell. */
  Optional<List<Part<?>>> named() {
    return construct.named();
  }

  /** Whether a class only passes the reads of the application's function on. */
  boolean passesOn(Class<?> type) {
    return construct.between().contains(type);
  }

  int size() {
    return slots.length;
  }

  Slot at(int index) {
    return slots[index];
  }

  /** The positions of all columns of the members. */
  List<Integer> positions() {
    return positions;
  }

  /** The positions of the columns that have a value in every row with the object. */
  List<Integer> required() {
    var required = new ArrayList<Integer>();
    for (Slot slot : slots) {
      boolean isRequiredColumn =
          slot.member() instanceof ColumnPart<?, ?> column && !column.isNullable();
      if (isRequiredColumn || slot.member() instanceof VariantsPart<?>) {
        required.add(slot.position());
      } else if (slot.member() instanceof EmbeddedPart<?, ?> embedded
          && !embedded.isNullable()
          && slot.nested() != null) {
        required.addAll(slot.nested().required());
      }
    }
    return required;
  }

  boolean isAbsentIn(@Nullable Object[] row) {
    for (int position : positions) {
      if (row[position] != null) {
        return false;
      }
    }
    return true;
  }

  /** Constructs the object from the values of a view or a probe. */
  O make(StoredRow<O> view) {
    return construct.function().apply(view);
  }

  /**
   * The index of a member, or -1. Constructors usually read members in declared order. Therefore the member after the
   * last read member is tried first.
   */
  int indexOf(Part<?> member, int guess) {
    if (guess < slots.length && slots[guess].member().isSame(member)) {
      return guess;
    }
    for (int i = 0; i < slots.length; i++) {
      if (slots[i].member().isSame(member)) {
        return i;
      }
    }
    return -1;
  }
}
