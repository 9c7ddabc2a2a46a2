package org.bilayer.engine.flush;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bilayer.failure.MisuseException;
import org.bilayer.store.ForeignKey;
import org.bilayer.store.Schema;
import org.bilayer.store.Table;
import org.bilayer.store.UniqueKey;
import org.bilayer.store.Write;
import org.bilayer.value.Key;
import org.bilayer.value.StoredType;
import org.jspecify.annotations.Nullable;

/**
 * Orders the writes of a flush so that no constraint breaks halfway, on databases that check after each row.
 */
public final class FlushPlan {

  /*
   * Writes are first put into a plain order: updates and inserts by table, referenced before referring, then deletes the
   * other way round; within a table by key, so that two flushes lock rows in one order and equal statements stand
   * together for batching. That order is right for almost every flush. Where it is not, because a row refers to another
   * of its own table or of a circle of tables, or because one row takes a unique value that another gives up, the writes
   * form a graph (WriteGraph) and are sorted topologically (CircleCut), plain order deciding ties [1].
   *
   * A circle (two rows that swap a unique value, two new rows that refer to each other) is cut by writing one row in two
   * steps, with null in a nullable column in between: the new value comes as late as possible, and a reference to a row that
   * is deleted goes as early as possible. Without such a column there is no legal order and the flush is
   * refused before anything is written. Deferring constraints instead was refused: MariaDB and H2 cannot.
   *
   * Cost: O(n log n) for the plain order; in most flushes a look at the tables tells that it suffices, in the others a hash
   * lookup per write and constraint.
   *
   * [1] A. B. Kahn, Topological sorting of large networks, Communications of the ACM 5(11), 1962.
   */

  private final IdentityHashMap<Table, Integer> ranks = new IdentityHashMap<>();
  private final Map<String, Integer> ranksByName = new HashMap<>();
  private final IdentityHashMap<Table, List<StoredType>> keyTypes = new IdentityHashMap<>();

  /** A plan for the tables of a schema. */
  public FlushPlan(Schema schema) {
    for (Table table : schema.tables()) {
      ranksByName.put(table.name(), ranks.size());
      ranks.put(table, ranks.size());
      var types = new ArrayList<StoredType>();
      for (int column : table.key()) {
        types.add(table.type(column));
      }
      keyTypes.put(table, types);
    }
  }

  /**
   * The writes in an order in which each can be executed.
   *
   * @throws MisuseException if there is none; nothing was written
   */
  public List<PlannedWrite> order(List<PlannedWrite> given) {
    List<PlannedWrite> writes = withoutSelfReferences(given);
    if (writes.size() < 2) {
      return writes;
    }
    List<PlannedWrite> plain = plainOrder(writes);
    if (isRightForSure(plain)) {
      return plain;
    }
    return new CircleCut(new WriteGraph(plain)).sorted();
  }

  /**
   * A row that refers to itself cannot be deleted on MariaDB: each such reference is taken away first, in a step of its own, and
   * where that is impossible the delete is refused on every backend.
   */
  private static List<PlannedWrite> withoutSelfReferences(List<PlannedWrite> given) {
    if (!hasDeletes(given)) {
      return given;
    }
    var writes = new ArrayList<PlannedWrite>(given.size());
    for (PlannedWrite write : given) {
      PlannedWrite left = write;
      for (ForeignKey self = selfReference(left); self != null; self = selfReference(left)) {
        List<Integer> nullable = WriteGraph.nullable(write.table(), self.columns());
        if (nullable.isEmpty()) {
          throw new MisuseException(
              "A row that refers to itself cannot be removed [table=" + write.table() + ", key="
                  + write.key() + ", constraint=" + self.name()
                  + "]. Make a column of the constraint nullable.",
              null);
        }
        List<PlannedWrite> steps = TwoSteps.of(left, nullable.get(0));
        writes.add(steps.get(0));
        left = steps.get(1);
      }
      writes.add(left);
    }
    return writes;
  }

  private static boolean hasDeletes(List<PlannedWrite> writes) {
    for (int i = 0; i < writes.size(); i++) {
      if (writes.get(i).isDelete()) {
        return true;
      }
    }
    return false;
  }

  private static @Nullable ForeignKey selfReference(PlannedWrite write) {
    @Nullable Object @Nullable [] row = write.before();
    if (!write.isDelete() || row == null) {
      return null;
    }
    for (ForeignKey reference : write.table().foreignKeys()) {
      if (reference.enforced()
          && reference.target().equals(write.table().name())
          && write.key().equals(Key.from(row, reference.columns()))) {
        return reference;
      }
    }
    return null;
  }

  /** Groups by phase, table and kind, in order, each sorted by key. */
  private List<PlannedWrite> plainOrder(List<PlannedWrite> writes) {
    var groups = new TreeMap<Integer, List<PlannedWrite>>();
    List<PlannedWrite> current = List.of();
    for (PlannedWrite write : writes) {
      if (current.isEmpty() || !isOfOneGroup(write, current.get(0))) {
        current = groups.computeIfAbsent(place(write), place -> new ArrayList<>());
      }
      current.add(write);
    }
    var plain = new ArrayList<PlannedWrite>(writes.size());
    for (List<PlannedWrite> group : groups.values()) {
      List<StoredType> types = keyTypes.getOrDefault(group.get(0).table(), List.of());
      group.sort((a, b) -> a.key().compareTo(b.key(), types));
      plain.addAll(group);
    }
    return plain;
  }

  @SuppressWarnings("ReferenceEquality") // tables are compared by identity
  private static boolean isOfOneGroup(PlannedWrite a, PlannedWrite b) {
    return a.table() == b.table() && a.isInsert() == b.isInsert() && a.isDelete() == b.isDelete();
  }

  private int place(PlannedWrite write) {
    int rank = rank(write.table());
    return write.isDelete() ? 4 * ranks.size() - rank : 2 * rank + (write.isInsert() ? 1 : 0);
  }

  /**
   * Whether plain order needs no closer look: no unique value is given up, by a change or with its row, no row is written
   * twice, and every reference leads to a table of a lower rank.
   */
  @SuppressWarnings("ReferenceEquality") // writes and tables are compared by identity
  private boolean isRightForSure(List<PlannedWrite> plain) {
    PlannedWrite last = plain.get(0);
    for (PlannedWrite write : plain) {
      if (givesUpUniqueValue(write)) {
        return false;
      }
      if (write != last && write.table() == last.table()) {
        if (write.key().equals(last.key())) {
          return false;
        }
      } else if (refersSideways(write.table())) {
        return false;
      }
      last = write;
    }
    return true;
  }

  private static boolean givesUpUniqueValue(PlannedWrite write) {
    if (write.isDelete() && folds(write.table())) {
      // Another row may take the primary key in another spelling.
      return true;
    }
    if (write.isInsert() || write.table().uniqueKeys().isEmpty()) {
      return false;
    }
    if (!(write.write() instanceof Write.Update update)) {
      return true;
    }
    for (UniqueKey unique : write.table().uniqueKeys()) {
      for (int column : update.changed()) {
        if (unique.columns().contains(column)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean folds(Table table) {
    for (int column : table.key()) {
      if (table.type(column).isFolding()) {
        return true;
      }
    }
    return false;
  }

  private boolean refersSideways(Table table) {
    int rank = rank(table);
    for (ForeignKey reference : table.foreignKeys()) {
      Integer target = ranksByName.get(reference.target());
      if (reference.enforced() && (target == null || target >= rank)) {
        return true;
      }
    }
    return false;
  }

  /** Compares two rows by table and key: the order in which rows are locked. */
  public int compareRows(Table tableA, Key a, Table tableB, Key b) {
    int byRank = Integer.compare(rank(tableA), rank(tableB));
    return byRank != 0 ? byRank : a.compareTo(b, keyTypes.getOrDefault(tableA, List.of()));
  }

  private int rank(Table table) {
    Integer rank = ranks.get(table);
    if (rank == null) {
      throw new IllegalArgumentException("The table " + table + " is not in the schema.");
    }
    return rank;
  }

  /** The writes as the store takes them. */
  public static List<Write> statements(List<PlannedWrite> planned) {
    var writes = new ArrayList<Write>(planned.size());
    for (PlannedWrite write : planned) {
      writes.add(write.write());
    }
    return writes;
  }
}
