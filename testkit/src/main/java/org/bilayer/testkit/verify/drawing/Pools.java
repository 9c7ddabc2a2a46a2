package org.bilayer.testkit.verify.drawing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.bilayer.store.ForeignKey;
import org.bilayer.store.Table;
import org.bilayer.testkit.verify.history.RowValues;
import org.bilayer.testkit.verify.mapping.GeneratedIds;
import org.bilayer.testkit.verify.mapping.MappingUnderTest;
import org.jspecify.annotations.Nullable;

/**
 * The few values that one history works with: few, so that rows meet in keys, references and conditions. Made as they are
 * asked for, in an order that depends on the seed only.
 */
final class Pools {

  private static final int KEYS = 5;
  private static final int VALUES = 5;

  private record Place(Table table, int column) {}

  private final Map<String, MappingUnderTest<?, ?>> mappings;
  private final Values values;
  private final Random random;
  private final Map<Place, List<Object>> columns = new HashMap<>();
  private final Map<String, List<List<Object>>> keys = new HashMap<>();
  private final Map<String, List<List<Object>>> present = new HashMap<>();

  Pools(Map<String, MappingUnderTest<?, ?>> mappings, Values values, Random random) {
    this.mappings = mappings;
    this.values = values;
    this.random = random;
  }

  /** The mapping whose roots are in a table. */
  MappingUnderTest<?, ?> mapping(String table) {
    return Objects.requireNonNull(mappings.get(table));
  }

  /** One of the values of a column that is not a reference. */
  Object value(MappingUnderTest<?, ?> mapping, Table table, int column) {
    List<Object> pool = pool(mapping, table, column);
    return pool.get(random.nextInt(pool.size()));
  }

  /** One of the values of a column of texts with a character beyond the basic plane, or any where there is none. */
  Object supplementary(MappingUnderTest<?, ?> mapping, Table table, int column) {
    List<Object> some = pool(mapping, table, column).stream()
        .filter(
            value -> value.toString().codePoints().anyMatch(Character::isSupplementaryCodePoint))
        .toList();
    return some.isEmpty() ? value(mapping, table, column) : some.get(random.nextInt(some.size()));
  }

  private List<Object> pool(MappingUnderTest<?, ?> mapping, Table table, int column) {
    List<Object> known = columns.get(new Place(table, column));
    if (known != null) {
      return known;
    }
    var pool = new ArrayList<Object>();
    pool.add(values.next(mapping, table, column, random));
    while (pool.size() < VALUES) {
      Object last = pool.get(random.nextInt(pool.size()));
      pool.add(
          random.nextBoolean()
              ? values
                  .near(mapping, table, column, last, random)
                  .orElseGet(() -> values.next(mapping, table, column, random))
              : values.next(mapping, table, column, random));
    }
    columns.put(new Place(table, column), pool);
    return pool;
  }

  /** One of the primary keys of a root's table. */
  List<Object> key(String table) {
    List<List<Object>> pool = keys(table);
    return pool.get(random.nextInt(pool.size()));
  }

  /** All primary keys of a root's table. */
  List<List<Object>> allKeys(String table) {
    return List.copyOf(keys(table));
  }

  /** Notes a row that the history has added. */
  void added(MappingUnderTest<?, ?> mapping, RowValues row) {
    Table root = mapping.layout().root();
    List<List<Object>> present =
        this.present.computeIfAbsent(root.name(), name -> new ArrayList<>());
    if (root.hasIdentity()) {
      present.add(List.of(identity(root, present.size())));
      return;
    }
    var key = new ArrayList<Object>();
    for (int column : root.key()) {
      Object part = row.values().get(root.columns().get(column).name());
      if (part != null) {
        key.add(part);
      }
    }
    if (key.size() == root.key().size()) {
      present.add(key);
    }
  }

  /** Notes a row that the history has added, and works with its key and values from now on. */
  void know(DrawnObject<?, ?> drawn) {
    MappingUnderTest<?, ?> mapping = drawn.mapping();
    Table root = mapping.layout().root();
    added(mapping, drawn.row());
    List<List<Object>> keys = keys(root.name());
    if (!keys.contains(drawn.key())) {
      keys.add(drawn.key());
    }
    for (int column : mapping.changeable(root)) {
      Object value = drawn.row().values().get(root.columns().get(column).name());
      boolean isReference =
          root.foreignKeys().stream().anyMatch(key -> key.columns().contains(column));
      if (value != null && !isReference) {
        List<Object> pool = pool(mapping, root, column);
        if (!pool.contains(value)) {
          pool.add(value);
        }
      }
    }
  }

  /** A primary key of a root's table, mostly of a row that the history has added. */
  List<Object> presentKey(String table) {
    List<List<Object>> some = present.getOrDefault(table, List.of());
    return some.isEmpty() || random.nextInt(8) == 0
        ? key(table)
        : some.get(random.nextInt(some.size()));
  }

  private List<List<Object>> keys(String name) {
    List<List<Object>> known = keys.get(name);
    if (known != null) {
      return known;
    }
    MappingUnderTest<?, ?> mapping = Objects.requireNonNull(mappings.get(name));
    Table table = mapping.layout().root();
    var pool = new ArrayList<List<Object>>();
    keys.put(name, pool);
    for (int i = 0; i < KEYS; i++) {
      var key = new ArrayList<Object>();
      for (int column : table.key()) {
        key.add(table.hasIdentity() ? identity(table, i) : value(mapping, table, column));
      }
      pool.add(key);
    }
    return pool;
  }

  /** GeneratedIds that the database generates begin at 1 in most; histories about them expect nothing of the others. */
  private static Object identity(Table table, int i) {
    return GeneratedIds.typed(table.type(table.key().get(0)), i + 1L);
  }

  /** The value of a column that is part of a reference, all columns of which get one key. */
  Map<Integer, @Nullable Object> reference(Table table, ForeignKey reference) {
    var chosen = new HashMap<Integer, @Nullable Object>();
    boolean absent = random.nextInt(4) == 0
        && reference.columns().stream()
            .anyMatch(column -> table.columns().get(column).nullable());
    List<Object> key = key(reference.target());
    for (int i = 0; i < reference.columns().size(); i++) {
      int column = reference.columns().get(i);
      chosen.put(column, absent && table.columns().get(column).nullable() ? null : key.get(i));
    }
    return chosen;
  }
}
