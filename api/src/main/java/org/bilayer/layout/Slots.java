package org.bilayer.layout;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the members of an {@code O} lie in a row, and the function that makes it from them. Filled once by {@link
 * LayoutBuilder}, then read only.
 */
final class Slots<O> {

  /** A member with what {@link RowView} needs to read it: a column's position, or one of the others. */
  record Slot(
      Part<?> member,
      int position,
      @Nullable Slots<?> nested,
      @Nullable OwnedLayout<?, ?, ?> owned,
      Map<Object, Slots<?>> variants) {}

  private final String type;
  private final Construct<O> construct;
  private Slot[] slots = {};

  /** Whether the constructing function is known to read every member; a race repeats the check, no more. */
  private volatile boolean isChecked;

  private final List<Integer> positions = new ArrayList<>();

  Slots(Class<? extends O> type, Construct<O> construct) {
    this.type = type.getSimpleName();
    this.construct = construct;
  }

  /** The name of the class that is made. */
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

  /** The parts that the constructor takes; empty if only trying it tells. */
  Optional<List<Part<?>>> named() {
    return construct.named();
  }

  /** Whether a class only passes on what the application's function reads. */
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

  /** The positions of the columns that have a value wherever the object is there. */
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

  /** Makes the object from what a view, or a probe, shows. */
  O make(StoredRow<O> view) {
    return construct.function().apply(view);
  }

  /**
   * The index of a member, or -1. Constructors mostly read members in declared order, so the one after the last read is
   * tried first and the search is rarely run.
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
