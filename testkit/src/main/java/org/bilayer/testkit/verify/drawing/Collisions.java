package org.bilayer.testkit.verify.drawing;

import java.util.List;
import java.util.Map;
import org.bilayer.store.Table;
import org.bilayer.store.UniqueKey;
import org.bilayer.testkit.verify.history.RowValues;
import org.bilayer.testkit.verify.history.Step;
import org.bilayer.testkit.verify.mapping.GeneratedIds;
import org.bilayer.testkit.verify.mapping.MappingUnderTest;

/** Pairs of rows that have nothing in common but what must be unique, for each unique key of an aggregate. */
final class Collisions {

  private static final int COLLISIONS = 2;

  private final DrawnRows rows;

  Collisions(DrawnRows rows) {
    this.rows = rows;
  }

  /** Pairs of rows that have nothing in common but what must be unique, for each unique key of the aggregate. */
  void add(MappingUnderTest<?, ?> mapping, List<Step> into) {
    Table root = mapping.layout().root();
    for (int i = 0; i < COLLISIONS; i++) {
      for (UniqueKey key : root.uniqueKeys()) {
        RowValues first = bare(mapping, key, rows.row(mapping, false));
        RowValues second = bare(mapping, key, rows.row(mapping, false));
        into.add(DrawnRows.attempted(mapping, first));
        into.add(DrawnRows.attempted(mapping, colliding(mapping, root, key, first, second)));
      }
      for (Table child : mapping.ownedBy(root)) {
        for (UniqueKey key : child.uniqueKeys()) {
          RowValues one = withoutOthers(child, key, rows.row(mapping, child, Integer.MAX_VALUE));
          RowValues other = withoutOthers(child, key, rows.row(mapping, child, Integer.MAX_VALUE));
          for (RowValues each : List.of(one, colliding(mapping, child, key, one, other))) {
            RowValues owner = new RowValues(rows.row(mapping, false).values(), Map.of());
            into.add(DrawnRows.attempted(mapping, owner.withOwned(child.name(), List.of(each))));
          }
        }
      }
    }
  }

  /** The row with no more in it than a unique key needs, so that no other rule is in its way; itself if it needs more. */
  private static RowValues bare(MappingUnderTest<?, ?> mapping, UniqueKey key, RowValues row) {
    RowValues bare =
        withoutOthers(mapping.layout().root(), key, new RowValues(row.values(), Map.of()));
    try {
      mapping.object(GeneratedIds.NONE, bare, 1);
      return bare;
    } catch (MappingUnderTest.RefusedByDomain needed) {
      return row;
    }
  }

  private static RowValues withoutOthers(Table table, UniqueKey key, RowValues row) {
    RowValues without = row;
    for (int i = 0; i < table.columns().size(); i++) {
      String name = table.columns().get(i).name();
      if (table.columns().get(i).nullable()
          && !key.columns().contains(i)
          && row.values().containsKey(name)) {
        without = without.with(name, null);
      }
    }
    return without;
  }

  /** A row with the values of another one in the columns of a unique key. */
  static RowValues colliding(
      MappingUnderTest<?, ?> mapping, Table table, UniqueKey key, RowValues one, RowValues other) {
    RowValues colliding = other;
    for (int column : key.columns()) {
      String name = table.columns().get(column).name();
      if (!mapping.isPlain(table, column)) {
        colliding = colliding.with(name, one.values().get(name));
      }
    }
    return colliding;
  }
}
