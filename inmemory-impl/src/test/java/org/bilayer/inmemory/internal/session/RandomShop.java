package org.bilayer.inmemory.internal.session;

import static org.bilayer.inmemory.internal.session.Shop.BOSS;
import static org.bilayer.inmemory.internal.session.Shop.CODE;
import static org.bilayer.inmemory.internal.session.Shop.CREDIT;
import static org.bilayer.inmemory.internal.session.Shop.CUSTOMER;
import static org.bilayer.inmemory.internal.session.Shop.LINE;
import static org.bilayer.inmemory.internal.session.Shop.LINE_QUANTITY;
import static org.bilayer.inmemory.internal.session.Shop.NAME;
import static org.bilayer.inmemory.internal.session.Shop.PURCHASE;
import static org.bilayer.inmemory.internal.session.Shop.PURCHASE_CUSTOMER;
import static org.bilayer.inmemory.internal.session.Shop.PURCHASE_NOTE;
import static org.bilayer.inmemory.internal.session.Shop.RANK;
import static org.bilayer.inmemory.internal.session.Shop.REGION;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.bilayer.store.BulkUpdate;
import org.bilayer.store.BulkUpdate.Assignment;
import org.bilayer.store.Condition;
import org.bilayer.store.Select;
import org.bilayer.store.Summary;
import org.bilayer.store.Summary.Aggregate;
import org.bilayer.store.Summary.Function;
import org.bilayer.store.Table;
import org.bilayer.store.Write;
import org.bilayer.value.Key;
import org.bilayer.value.Lock;
import org.bilayer.value.StoredType.Kind;

/** Draws operations on the tables of {@link Shop}, with values from pools so small that they collide. */
final class RandomShop {

  private static final List<Object> IDS = List.of(1L, 2L, 3L, 4L, 5L, 6L);
  private static final List<Object> PURCHASE_IDS = List.of("p1", "p2", "p3");

  private static final Map<Table, Map<Integer, List<Object>>> POOLS = pools();

  private final Random random;
  private final Map<Table, RandomConditions> conditions = new LinkedHashMap<>();

  RandomShop(Random random) {
    this.random = random;
    var lines = new RandomConditions(random, LINE, POOLS.get(LINE), List.of());
    conditions.put(LINE, lines);
    conditions.put(
        CUSTOMER, new RandomConditions(random, CUSTOMER, POOLS.get(CUSTOMER), List.of()));
    var owned = new ArrayList<Condition>();
    for (int i = 0; i < 5; i++) {
      owned.add(new Condition.Exists(LINE, lines.next(1)));
    }
    conditions.put(PURCHASE, new RandomConditions(random, PURCHASE, POOLS.get(PURCHASE), owned));
  }

  private static Map<Table, Map<Integer, List<Object>>> pools() {
    var pools = new LinkedHashMap<Table, Map<Integer, List<Object>>>();
    var customer = new LinkedHashMap<Integer, List<Object>>();
    customer.put(0, IDS);
    customer.put(1, List.of(1L, 2L, 3L));
    customer.put(NAME, List.of("a", "ab", "b", "c", "d", "e"));
    customer.put(REGION, List.of("n", "s"));
    customer.put(CODE, List.of(1, 2, 3, Integer.MAX_VALUE));
    customer.put(BOSS, IDS);
    customer.put(
        CREDIT, List.of(new BigDecimal("0.00"), new BigDecimal("5.00"), new BigDecimal("-1.00")));
    customer.put(RANK, List.of((short) 1, (short) 2));
    pools.put(CUSTOMER, customer);
    var purchase = new LinkedHashMap<Integer, List<Object>>();
    purchase.put(0, PURCHASE_IDS);
    purchase.put(1, List.of(1L, 2L));
    purchase.put(PURCHASE_CUSTOMER, IDS);
    purchase.put(PURCHASE_NOTE, List.of("", "note"));
    pools.put(PURCHASE, purchase);
    var line = new LinkedHashMap<Integer, List<Object>>();
    line.put(0, PURCHASE_IDS);
    line.put(1, List.of(1, 2, 3));
    line.put(2, List.of("x", "y", "z"));
    line.put(LINE_QUANTITY, List.of(0, 1, 2));
    pools.put(LINE, line);
    return pools;
  }

  Table table() {
    int choice = random.nextInt(10);
    return choice < 5 ? CUSTOMER : choice < 8 ? PURCHASE : LINE;
  }

  Condition condition(Table table) {
    return conditions.get(table).next(2);
  }

  Select ordered(Table table) {
    long limit = random.nextInt(3) == 0 ? random.nextInt(4) : Long.MAX_VALUE;
    return new Select(
        table, condition(table), conditions.get(table).order(), limit, List.of(), Lock.NONE);
  }

  private Object value(Table table, int column) {
    boolean isNull = table.columns().get(column).nullable()
        ? random.nextInt(3) == 0
        : column > 1 && random.nextInt(40) == 0;
    return isNull ? null : conditions.get(table).pick(POOLS.get(table).get(column));
  }

  /** Writes that often meet rows of the given state, and sometimes do not. */
  List<Write> writes(NaiveTables state) {
    var writes = new ArrayList<Write>();
    for (int i = 0; i <= random.nextInt(3); i++) {
      writes.add(write(table(), state));
    }
    return writes;
  }

  private Write write(Table table, NaiveTables state) {
    Object[] row = new Object[table.columns().size()];
    for (int column = 0; column < row.length; column++) {
      row[column] = value(table, column);
    }
    if (table.version() >= 0) {
      row[table.version()] = 1L;
    }
    int choice = random.nextInt(10);
    if (choice < 4) {
      return Shop.insert(table, row);
    }
    List<Object[]> rows = state.rows(table);
    Object[] target =
        rows.isEmpty() || random.nextInt(8) == 0 ? row : rows.get(random.nextInt(rows.size()));
    if (choice < 6) {
      return Shop.delete(table, target);
    }
    Object[] next = row.clone();
    for (int column : table.key()) {
      next[column] = target[column];
    }
    for (int column = 0; column < row.length; column++) {
      if (random.nextInt(2) == 0) {
        next[column] = target[column];
      }
    }
    if (table.version() >= 0) {
      next[table.version()] = (Long) target[table.version()] + 1;
    }
    return Shop.update(table, next);
  }

  BulkUpdate bulkUpdate() {
    Table table = table();
    int width = table.columns().size();
    int column = 2 + random.nextInt(width - 2); // neither the key nor the version
    Kind kind = table.type(column).kind();
    boolean increment = random.nextInt(2) == 0
        && (kind == Kind.INT32 || kind == Kind.INT64 || kind == Kind.INT16 || kind == Kind.DECIMAL);
    Object value =
        increment ? conditions.get(table).pick(POOLS.get(table).get(column)) : value(table, column);
    return new BulkUpdate(
        table, condition(table), List.of(new Assignment(column, increment, value)));
  }

  Summary summary() {
    Table table = table();
    var columns = new ArrayList<>(POOLS.get(table).keySet());
    Collections.shuffle(columns, random);
    var aggregates = new ArrayList<Aggregate>();
    aggregates.add(new Aggregate(Function.COUNT, -1));
    for (int column : columns) {
      Kind kind = table.type(column).kind();
      Function function = conditions.get(table).pick(Arrays.asList(Function.values()));
      if (function != Function.SUM || (kind != Kind.TEXT && kind != Kind.ENUM)) {
        aggregates.add(new Aggregate(function, column));
      }
    }
    return new Summary(table, condition(table), columns.subList(0, random.nextInt(3)), aggregates);
  }

  List<Key> keys(Table table, int width) {
    var keys = new ArrayList<Key>();
    for (Object first : POOLS.get(table).get(0)) {
      if (random.nextBoolean()) {
        keys.add(width == 1 ? Key.of(first) : Key.of(first, 1 + random.nextInt(3)));
      }
    }
    return keys.isEmpty()
        ? List.of(width == 1 ? Key.of(first(table)) : Key.of(first(table), 1))
        : keys;
  }

  private static Object first(Table table) {
    return POOLS.get(table).get(0).get(0);
  }
}
