package org.bilayer.model;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the members of an {@code O} lie in a row: what {@link RowView} looks up. Filled once, then read only. */
final class Slots<O> {

  /** A member with its column's position, the slots of its value object, or its owned table. */
  record Slot<O>(
      Member<O> member,
      int position,
      @Nullable Slots<?> nested,
      @Nullable OwnedLayout<O, ?, ?> owned) {}

  private final List<Slot<O>> slots = new ArrayList<>();
  private final List<Integer> positions = new ArrayList<>();

  void column(Column<O, ?> column, int position) {
    slots.add(new Slot<>(column, position, null, null));
    positions.add(position);
  }

  <E> void embedded(Embedded<O, E> embedded, Slots<E> nested) {
    slots.add(new Slot<>(embedded, -1, nested, null));
    positions.addAll(nested.positions);
  }

  void owned(Children<O, ?, ?> children, OwnedLayout<O, ?, ?> owned) {
    slots.add(new Slot<>(children, -1, null, owned));
  }

  int size() {
    return slots.size();
  }

  Slot<O> at(int index) {
    return slots.get(index);
  }

  /** The positions of all columns of the members, in order. */
  List<Integer> positions() {
    return positions;
  }

  boolean isAbsentIn(@Nullable Object[] row) {
    for (int position : positions) {
      if (row[position] != null) {
        return false;
      }
    }
    return true;
  }

  /**
   * The index of a member. Constructors mostly read members in declared order, so the one after the last read is
   * tried first and the search is rarely run.
   */
  @SuppressWarnings("ReferenceEquality") // a declared constant is itself and nothing else
  int indexOf(Member<O> member, int guess) {
    if (guess < slots.size() && slots.get(guess).member() == member) {
      return guess;
    }
    for (int i = 0; i < slots.size(); i++) {
      if (slots.get(i).member() == member) {
        return i;
      }
    }
    return -1;
  }
}
