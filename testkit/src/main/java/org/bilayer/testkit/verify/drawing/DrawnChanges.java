package org.bilayer.testkit.verify.drawing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import org.bilayer.store.ForeignKey;
import org.bilayer.store.Table;
import org.bilayer.store.UniqueKey;
import org.bilayer.testkit.verify.history.Assignment;
import org.bilayer.testkit.verify.history.Edit;
import org.bilayer.testkit.verify.history.Filter;
import org.bilayer.testkit.verify.history.Step;
import org.bilayer.testkit.verify.history.Steps;
import org.bilayer.testkit.verify.mapping.MappingUnderTest;
import org.jspecify.annotations.Nullable;

/** Draws changes of objects that were loaded, and of all rows that satisfy a condition. */
public final class DrawnChanges {

  private final Values values;
  private final Pools pools;
  private final Random random;
  private final DrawnRows rows;
  private final DrawnFilters filters;

  DrawnChanges(Values values, Pools pools, Random random, DrawnRows rows, DrawnFilters filters) {
    this.values = values;
    this.pools = pools;
    this.random = random;
    this.rows = rows;
    this.filters = filters;
  }

  // --- changes ---

  Step change(MappingUnderTest<?, ?> mapping, List<Object> key) {
    return Steps.change(mapping.name(), key, edits(mapping).toArray(Edit[]::new));
  }

  /** One edit or two. */
  List<Edit> edits(MappingUnderTest<?, ?> mapping) {
    var edits = new ArrayList<Edit>();
    int count = 1 + random.nextInt(2);
    for (int i = 0; i < count; i++) {
      edits.add(edit(mapping));
    }
    return edits;
  }

  private Edit edit(MappingUnderTest<?, ?> mapping) {
    Table root = mapping.layout().root();
    List<Table> children = mapping.ownedBy(root);
    List<Integer> columns = mapping.changeable(root);
    if (columns.isEmpty() && children.isEmpty()) {
      return new Edit.SetColumn(
          root.columns().get(root.key().get(0)).name(), pools.key(root.name()).get(0));
    }
    if (columns.isEmpty() || (!children.isEmpty() && random.nextInt(2) == 0)) {
      Table child = children.get(random.nextInt(children.size()));
      return switch (random.nextInt(5)) {
        case 0, 1 -> new Edit.AddOwned(child.name(), rows.row(mapping, child, 4));
        case 2 -> new Edit.RemoveOwned(child.name());
        case 3 -> new Edit.ReverseOwned(child.name());
        default -> setInOwned(mapping, child);
      };
    }
    int column = columns.get(random.nextInt(columns.size()));
    return new Edit.SetColumn(root.columns().get(column).name(), next(mapping, root, column));
  }

  private Edit setInOwned(MappingUnderTest<?, ?> mapping, Table child) {
    List<Integer> columns = mapping.changeable(child);
    if (columns.isEmpty()) {
      return new Edit.RemoveOwned(child.name());
    }
    int column = columns.get(random.nextInt(columns.size()));
    return new Edit.SetInOwned(
        child.name(), child.columns().get(column).name(), next(mapping, child, column));
  }

  private @Nullable Object next(MappingUnderTest<?, ?> mapping, Table table, int column) {
    for (ForeignKey key : table.foreignKeys()) {
      if (key.columns().contains(column)) {
        return pools.reference(table, key).get(column);
      }
    }
    if (random.nextInt(15) == 0) {
      return values
          .refused(mapping, table, column, random)
          .orElseGet(() -> rows.value(mapping, table, column, 4));
    }
    return rows.value(mapping, table, column, 4);
  }

  Step bulk(MappingUnderTest<?, ?> mapping) {
    Table root = mapping.layout().root();
    Filter where = filters.filter(mapping.attributes(), mapping, root, 2);
    var columns = new ArrayList<Integer>();
    for (int column : mapping.changeable(root)) {
      if (mapping.attributes().has(root.columns().get(column).name())) {
        columns.add(column);
      }
    }
    if (columns.isEmpty() || random.nextInt(3) == 0) {
      return Steps.deleteAll(mapping.name(), where);
    }
    var assignments = new LinkedHashMap<Integer, Assignment>();
    int count = 1 + random.nextInt(2);
    for (int i = 0; i < count; i++) {
      int column = columns.get(random.nextInt(columns.size()));
      assignments.put(column, assignment(mapping, root, column));
    }
    return Steps.updateAll(mapping.name(), where, assignments.values().toArray(Assignment[]::new));
  }

  private Assignment assignment(MappingUnderTest<?, ?> mapping, Table root, int column) {
    String name = root.columns().get(column).name();
    if (DrawnReads.isExactNumber(root.type(column))
        && !isUnique(root, column)
        && root.foreignKeys().stream().noneMatch(key -> key.columns().contains(column))
        && random.nextBoolean()) {
      return new Assignment(name, true, pools.value(mapping, root, column));
    }
    return new Assignment(name, false, next(mapping, root, column));
  }

  private static boolean isUnique(Table table, int column) {
    for (UniqueKey key : table.uniqueKeys()) {
      if (key.columns().contains(column)) {
        return true;
      }
    }
    return false;
  }
}
