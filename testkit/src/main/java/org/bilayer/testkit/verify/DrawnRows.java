package org.bilayer.testkit.verify;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.bilayer.store.ForeignKey;
import org.bilayer.store.Table;
import org.jspecify.annotations.Nullable;

/** Draws whole rows of a root with what it owns, most of which fit. */
final class DrawnRows {

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

  Step put(MappingUnderTest<?, ?> subject, boolean upsertToo) {
    RowValues row = row(subject, true);
    if (subject.layout().root().hasIdentity()) {
      return put(subject, row);
    }
    boolean upsert = upsertToo && random.nextInt(3) == 0;
    return new Writes.Put(upsert ? Writes.Way.UPSERT : Writes.Way.ADD, subject.name(), row);
  }

  /** An addition that may fail without an end to its unit. */
  static Step attempted(MappingUnderTest<?, ?> subject, RowValues row) {
    return new Writes.Attempt(List.of(put(subject, row)), false);
  }

  private static Step put(MappingUnderTest<?, ?> subject, RowValues row) {
    return new Writes.Put(
        subject.layout().root().hasIdentity() ? Writes.Way.ADD_GENERATED : Writes.Way.ADD,
        subject.name(),
        row);
  }

  RowValues row(MappingUnderTest<?, ?> subject, boolean refusedToo) {
    RuntimeException last = null;
    for (int i = 0; i < OBJECT_TRIES_MAX; i++) {
      // Every other try without nulls: some kinds of an object need what others must not have.
      RowValues row = row(subject, subject.layout().root(), i % 2 == 0 ? 4 : Integer.MAX_VALUE);
      try {
        RowValues kept = kept(subject, row);
        return refusedToo && random.nextInt(REFUSED_ONE_IN) == 0
            ? withRefused(subject, kept)
            : kept;
      } catch (MappingUnderTest.RefusedByDomain e) {
        last = e;
      }
    }
    throw new NothingToDraw(
        "The constructor of " + subject + " refused " + OBJECT_TRIES_MAX
            + " combinations of values in a row. Tell the kit which values there are, by"
            + " Verification.values(COLUMN, random -> ...) for the columns its rule is about."
            + " See the cause for the last refusal.",
        last);
  }

  /** The values that the object really has: a kind of object leaves out the columns of the others. */
  private static <T, I> RowValues kept(MappingUnderTest<T, I> subject, RowValues row) {
    RowValues stored;
    try {
      stored = subject.values(Ids.NONE, subject.object(Ids.NONE, row, 1), 1);
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
  private RowValues withRefused(MappingUnderTest<?, ?> subject, RowValues row) {
    Table table = subject.layout().root();
    List<Table> children = subject.ownedBy(table).stream()
        .filter(child -> !row.owned(child.name()).isEmpty())
        .toList();
    RowValues refused;
    if (children.isEmpty() || random.nextInt(2) == 0) {
      refused = withRefused(subject, table, row);
    } else {
      Table child = children.get(random.nextInt(children.size()));
      var rows = new ArrayList<>(row.owned(child.name()));
      rows.set(0, withRefused(subject, child, rows.get(0)));
      refused = row.withOwned(child.name(), rows);
    }
    try {
      subject.object(Ids.NONE, refused, 1);
      return refused;
    } catch (MappingUnderTest.RefusedByDomain e) {
      return row;
    }
  }

  /** A row of one table with a value that must be refused, or without one that must be there. */
  private RowValues withRefused(MappingUnderTest<?, ?> subject, Table table, RowValues row) {
    if (random.nextInt(8) == 0) {
      List<Integer> required = DrawnChanges.changeable(subject, table).stream()
          .filter(column -> !table.columns().get(column).nullable())
          .toList();
      if (!required.isEmpty()) {
        int column = required.get(random.nextInt(required.size()));
        return row.with(table.columns().get(column).name(), null);
      }
    }
    return values
        .refused(subject, table, random)
        .map(refused -> row.with(table.columns().get(refused.column()).name(), refused.value()))
        .orElse(row);
  }

  RowValues row(MappingUnderTest<?, ?> subject, Table table, int nullOneIn) {
    var row = new LinkedHashMap<Integer, @Nullable Object>();
    for (int i = 0; i < table.columns().size(); i++) {
      if (!subject.isPlain(table, i)) {
        row.put(i, isReference(table, i) ? null : value(subject, table, i, nullOneIn));
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
    for (Table child : subject.ownedBy(table)) {
      var rows = new ArrayList<RowValues>();
      int count = random.nextInt(3);
      for (int i = 0; i < count; i++) {
        rows.add(row(subject, child, nullOneIn));
      }
      owned.put(child.name(), rows);
    }
    return new RowValues(values, owned);
  }

  private static boolean isReference(Table table, int column) {
    return table.foreignKeys().stream().anyMatch(key -> key.columns().contains(column));
  }

  @Nullable
  Object value(MappingUnderTest<?, ?> subject, Table table, int column, int nullOneIn) {
    if (table.columns().get(column).nullable()
        && nullOneIn < Integer.MAX_VALUE
        && random.nextInt(nullOneIn) == 0) {
      return null;
    }
    return subject.layout().root() == table
            && table.hasIdentity()
            && table.key().contains(column)
        ? pools.key(table.name()).get(0)
        : pools.value(subject, table, column);
  }
}
