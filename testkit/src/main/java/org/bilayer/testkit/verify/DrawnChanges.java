package org.bilayer.testkit.verify;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import org.bilayer.store.ForeignKey;
import org.bilayer.store.Table;
import org.bilayer.store.UniqueKey;
import org.jspecify.annotations.Nullable;

/** Draws changes of objects that were loaded, and of all rows that satisfy a condition. */
final class DrawnChanges {

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

  Step change(MappingUnderTest<?, ?> subject, List<Object> key) {
    var edits = new ArrayList<Edit>();
    int count = 1 + random.nextInt(2);
    for (int i = 0; i < count; i++) {
      edits.add(edit(subject));
    }
    return new Writes.Change(subject.name(), key, edits);
  }

  private Edit edit(MappingUnderTest<?, ?> subject) {
    Table root = subject.layout().root();
    List<Table> children = subject.ownedBy(root);
    List<Integer> columns = changeable(subject, root);
    if (columns.isEmpty() && children.isEmpty()) {
      return new Edit.SetColumn(
          root.columns().get(root.key().get(0)).name(), pools.key(root.name()).get(0));
    }
    if (columns.isEmpty() || (!children.isEmpty() && random.nextInt(2) == 0)) {
      Table child = children.get(random.nextInt(children.size()));
      return switch (random.nextInt(5)) {
        case 0, 1 -> new Edit.AddOwned(child.name(), rows.row(subject, child, 4));
        case 2 -> new Edit.RemoveOwned(child.name());
        case 3 -> new Edit.ReverseOwned(child.name());
        default -> setInOwned(subject, child);
      };
    }
    int column = columns.get(random.nextInt(columns.size()));
    return new Edit.SetColumn(root.columns().get(column).name(), next(subject, root, column));
  }

  private Edit setInOwned(MappingUnderTest<?, ?> subject, Table child) {
    List<Integer> columns = changeable(subject, child);
    if (columns.isEmpty()) {
      return new Edit.RemoveOwned(child.name());
    }
    int column = columns.get(random.nextInt(columns.size()));
    return new Edit.SetInOwned(
        child.name(), child.columns().get(column).name(), next(subject, child, column));
  }

  private @Nullable Object next(MappingUnderTest<?, ?> subject, Table table, int column) {
    for (ForeignKey key : table.foreignKeys()) {
      if (key.columns().contains(column)) {
        return pools.reference(table, key).get(column);
      }
    }
    if (random.nextInt(15) == 0) {
      return values
          .refused(subject, table, column, random)
          .orElseGet(() -> rows.value(subject, table, column, 4));
    }
    return rows.value(subject, table, column, 4);
  }

  static List<Integer> changeable(MappingUnderTest<?, ?> subject, Table table) {
    var columns = new ArrayList<Integer>();
    for (int i = 0; i < table.columns().size(); i++) {
      if (!subject.isPlain(table, i) && !table.key().contains(i)) {
        columns.add(i);
      }
    }
    return columns;
  }

  Step bulk(MappingUnderTest<?, ?> subject) {
    Table root = subject.layout().root();
    Filter where = filters.filter(subject.attributes(), subject, root, 2);
    var columns = new ArrayList<Integer>();
    for (int column : changeable(subject, root)) {
      if (subject.attributes().has(root.columns().get(column).name())) {
        columns.add(column);
      }
    }
    if (columns.isEmpty() || random.nextInt(3) == 0) {
      return new Writes.Bulk(subject.name(), where, List.of());
    }
    var assignments = new LinkedHashMap<Integer, Assignment>();
    int count = 1 + random.nextInt(2);
    for (int i = 0; i < count; i++) {
      int column = columns.get(random.nextInt(columns.size()));
      assignments.put(column, assignment(subject, root, column));
    }
    return new Writes.Bulk(subject.name(), where, List.copyOf(assignments.values()));
  }

  private Assignment assignment(MappingUnderTest<?, ?> subject, Table root, int column) {
    String name = root.columns().get(column).name();
    if (DrawnReads.isExactNumber(root.type(column))
        && !isUnique(root, column)
        && root.foreignKeys().stream().noneMatch(key -> key.columns().contains(column))
        && random.nextBoolean()) {
      return new Assignment(name, true, pools.value(subject, root, column));
    }
    return new Assignment(name, false, next(subject, root, column));
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
