package org.bilayer.layout;

import java.util.ArrayList;
import java.util.List;

/**
 * The parts of a value object and the function that makes it.
 *
 * @param type the value object's class
 * @param construct makes the value object
 * @param members in declared order; unmodifiable
 * @param <E> the value object's type
 */
public record ValuePart<E>(Class<E> type, Construct<E> construct, List<Part<E>> members) {

  /** Copies the list. */
  public ValuePart {
    members = List.copyOf(members);
  }

  <O> List<ColumnPart<O, ?>> columns(EmbeddedPart<O, E> embedded) {
    var columns = new ArrayList<ColumnPart<O, ?>>();
    for (Part<E> member : members) {
      if (member instanceof ColumnPart<E, ?> column) {
        columns.add(column.within(embedded));
      } else if (member instanceof EmbeddedPart<E, ?> nested) {
        columns.addAll(nested.within(embedded).columns());
      }
    }
    return columns;
  }
}
