package org.bilayer.testkit.verify.drawing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.bilayer.store.ForeignKey;
import org.bilayer.store.Table;
import org.bilayer.testkit.verify.history.RowValues;
import org.bilayer.testkit.verify.history.Step;
import org.bilayer.testkit.verify.history.Steps;
import org.bilayer.testkit.verify.mapping.GeneratedIds;
import org.bilayer.testkit.verify.mapping.MappingUnderTest;
import org.jspecify.annotations.Nullable;

/** Draws whole rows of a root with what it owns, most of which fit. */
public final class DrawnRows {

  private static final int OBJECT_TRIES_MAX = 60;
  private static final int REFUSED_ONE_IN = 9;

  private final Values values;
  private final Pools pools;
  private final Random random;

  DrawnRows(Values values, Pools pools, Random random) {
    this.values = values;
    this.pools = pools;
    this.random = random;
  }

  // --- whole rows ---

  Step put(MappingUnderTest<?, ?> mapping, boolean upsertToo) {
    RowValues row = row(mapping, true);
    if (mapping.layout().root().hasIdentity()) {
      return put(mapping, row);
    }
    boolean upsert = upsertToo && random.nextInt(3) == 0;
    return upsert ? Steps.upsert(mapping.name(), row) : Steps.add(mapping.name(), row);
  }

  /** An addition that may fail without an end to its unit. */
  public static Step attempted(MappingUnderTest<?, ?> mapping, RowValues row) {
    return Steps.attempt(put(mapping, row));
  }

  static Step put(MappingUnderTest<?, ?> mapping, RowValues row) {
    return mapping.layout().root().hasIdentity()
        ? Steps.addGenerated(mapping.name(), row)
        : Steps.add(mapping.name(), row);
  }

  RowValues row(MappingUnderTest<?, ?> mapping, boolean refusedToo) {
    RuntimeException last = null;
    for (int i = 0; i < OBJECT_TRIES_MAX; i++) {
      // Every other try without nulls: some kinds of an object need what others must not have.
      RowValues row = row(mapping, mapping.layout().root(), i % 2 == 0 ? 4 : Integer.MAX_VALUE);
      try {
        RowValues kept = kept(mapping, row);
        return refusedToo && random.nextInt(REFUSED_ONE_IN) == 0
            ? withRefused(mapping, kept)
            : kept;
      } catch (MappingUnderTest.RefusedByDomain e) {
        last = e;
      }
    }
    throw new CannotDrawException(
        "The constructor of " + mapping + " refused " + OBJECT_TRIES_MAX
            + " combinations of values in a row. Tell the kit which values there are, by"
            + " Verification.values(COLUMN, random -> ...) for the columns its rule is about."
            + " See the cause for the last refusal.",
        last);
  }

  /** The values that the object really has: a kind of object leaves out the columns of the others. */
  private static <T, I> RowValues kept(MappingUnderTest<T, I> mapping, RowValues row) {
    RowValues stored;
    try {
      stored = mapping.values(GeneratedIds.NONE, mapping.object(GeneratedIds.NONE, row, 1), 1);
    } catch (org.bilayer.failure.DataException refused) {
      return row;
    }
    RowValues kept = row;
    for (Map.Entry<String, @Nullable Object> each : stored.values().entrySet()) {
      if (each.getValue() == null) {
        kept = kept.with(each.getKey(), null);
      }
    }
    return kept;
  }

  /** A row with one value that must be refused, where its domain type lets one through. */
  private RowValues withRefused(MappingUnderTest<?, ?> mapping, RowValues row) {
    Table table = mapping.layout().root();
    List<Table> children = mapping.ownedBy(table).stream()
        .filter(child -> !row.owned(child.name()).isEmpty())
        .toList();
    RowValues refused;
    if (children.isEmpty() || random.nextInt(2) == 0) {
      refused = withRefused(mapping, table, row);
    } else {
      Table child = children.get(random.nextInt(children.size()));
      var rows = new ArrayList<>(row.owned(child.name()));
      rows.set(0, withRefused(mapping, child, rows.get(0)));
      refused = row.withOwned(child.name(), rows);
    }
    try {
      mapping.object(GeneratedIds.NONE, refused, 1);
      return refused;
    } catch (MappingUnderTest.RefusedByDomain e) {
      return row;
    }
  }

  /** A row of one table with a value that must be refused, or without one that must be there. */
  private RowValues withRefused(MappingUnderTest<?, ?> mapping, Table table, RowValues row) {
    if (random.nextInt(8) == 0) {
      List<Integer> required = mapping.changeable(table).stream()
          .filter(column -> !table.columns().get(column).nullable())
          .toList();
      if (!required.isEmpty()) {
        int column = required.get(random.nextInt(required.size()));
        return row.with(table.columns().get(column).name(), null);
      }
    }
    return values
        .refused(mapping, table, random)
        .map(refused -> row.with(table.columns().get(refused.column()).name(), refused.value()))
        .orElse(row);
  }

  RowValues row(MappingUnderTest<?, ?> mapping, Table table, int nullOneIn) {
    var row = new LinkedHashMap<Integer, @Nullable Object>();
    for (int i = 0; i < table.columns().size(); i++) {
      if (!mapping.isPlain(table, i)) {
        row.put(i, isReference(table, i) ? null : value(mapping, table, i, nullOneIn));
      }
    }
    for (ForeignKey key : table.foreignKeys()) {
      if (table.owner().isEmpty() || !key.name().equals(table.owner().get().name())) {
        row.putAll(pools.reference(table, key));
      }
    }
    if (table.owner().isEmpty()) {
      List<Object> key = pools.key(table.name());
      for (int i = 0; i < key.size(); i++) {
        row.put(table.key().get(i), key.get(i));
      }
    }
    var values = new LinkedHashMap<String, @Nullable Object>();
    row.forEach((column, value) -> values.put(table.columns().get(column).name(), value));
    var owned = new LinkedHashMap<String, List<RowValues>>();
    for (Table child : mapping.ownedBy(table)) {
      var rows = new ArrayList<RowValues>();
      int count = random.nextInt(3);
      for (int i = 0; i < count; i++) {
        rows.add(row(mapping, child, nullOneIn));
      }
      owned.put(child.name(), rows);
    }
    return new RowValues(values, owned);
  }

  private static boolean isReference(Table table, int column) {
    return table.foreignKeys().stream().anyMatch(key -> key.columns().contains(column));
  }

  @Nullable
  Object value(MappingUnderTest<?, ?> mapping, Table table, int column, int nullOneIn) {
    if (table.columns().get(column).nullable()
        && nullOneIn < Integer.MAX_VALUE
        && random.nextInt(nullOneIn) == 0) {
      return null;
    }
    return mapping.layout().root() == table
            && table.hasIdentity()
            && table.key().contains(column)
        ? pools.key(table.name()).get(0)
        : pools.value(mapping, table, column);
  }
}
