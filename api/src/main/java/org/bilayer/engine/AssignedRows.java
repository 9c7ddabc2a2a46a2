package org.bilayer.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bilayer.engine.query.Keyset;
import org.bilayer.layout.ColumnGroup;
import org.bilayer.layout.Layout;
import org.bilayer.store.BulkUpdate.Assignment;
import org.bilayer.store.Condition;
import org.bilayer.store.Operator;
import org.bilayer.store.Table;

/**
 * Limits a set-based change to rows that are still readable as objects after the change. An attribute of a variant is
 * set in rows of this variant only. A part of a value object is set only if the value object is present.
 */
final class AssignedRows {

  private AssignedRows() {}

  /** Whether a column holds the tag of a sealed type. */
  static boolean isTag(Layout<?, ?> layout, int column) {
    return layout.columnGroups(layout.root()).stream().anyMatch(group -> group.tag() == column);
  }

  /**
   * Returns the condition of a change, with the conditions that the assignments add.
   *
   * @throws IllegalArgumentException if no row can have all assigned values
   */
  static Condition of(Layout<?, ?> layout, Condition where, List<Assignment> assignments) {
    Map<Integer, Assignment> assigned = new HashMap<>();
    assignments.forEach(each -> assigned.put(each.column(), each));
    var parts = new ArrayList<Condition>(List.of(where));
    Map<Integer, String> classes = new HashMap<>();
    for (ColumnGroup group : layout.columnGroups(layout.root())) {
      if (group.columns().stream().noneMatch(assigned::containsKey)) {
        continue;
      }
      if (group.isOfClass()) {
        String other = classes.putIfAbsent(group.tag(), group.name());
        if (other != null) {
          throw new IllegalArgumentException("A set-based change sets attributes of the classes "
              + other + " and " + group.name() + " [table=" + layout.root()
              + "], and no row is of both. Use one change for each class.");
        }
        requireNoneNull(layout.root(), group, assigned);
        parts.add(new Condition.Compare(group.tag(), Operator.EQ, group.name()));
      } else if (!isAssignedWhole(layout.root(), group, assigned)) {
        parts.add(new Condition.Not(new Condition.IsNull(unassigned(group, assigned))));
      }
    }
    return Keyset.and(parts);
  }

  private static void requireNoneNull(
      Table table, ColumnGroup group, Map<Integer, Assignment> assigned) {
    for (Integer column : group.required()) {
      if (isNull(assigned, column)) {
        throw new IllegalArgumentException("The attribute "
            + table.columns().get(column).name() + " is not nullable in the class " + group.name()
            + " [table=" + table + "].");
      }
    }
  }

  /** Whether the change sets the value object as a whole: to present, or to absent, in every changed row. */
  private static boolean isAssignedWhole(
      Table table, ColumnGroup group, Map<Integer, Assignment> assigned) {
    boolean takesAway = group.required().stream().anyMatch(column -> isNull(assigned, column));
    if (takesAway && !group.columns().stream().allMatch(column -> isNull(assigned, column))) {
      throw new IllegalArgumentException("A set-based change sets a required attribute of a value"
          + " object to null, but not all of its attributes [table=" + table + ", value object="
          + group.name() + "]. Set all of them to null, or to values.");
    }
    return takesAway
        || group.required().stream().allMatch(column -> {
          Assignment assignment = assigned.get(column);
          return assignment != null && !assignment.increment();
        });
  }

  private static boolean isNull(Map<Integer, Assignment> assigned, Integer column) {
    Assignment assignment = assigned.get(column);
    return assignment != null && assignment.value() == null;
  }

  /** A required column, which has a value if the value object is present. */
  private static int unassigned(ColumnGroup group, Map<Integer, Assignment> assigned) {
    return group.required().stream()
        .filter(column -> !assigned.containsKey(column))
        .findFirst()
        .orElseGet(() -> group.required().get(0));
  }
}
