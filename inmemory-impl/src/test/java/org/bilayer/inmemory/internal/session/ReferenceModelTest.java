package org.bilayer.inmemory.internal.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bilayer.inmemory.internal.session.Shop.LINE;
import static org.bilayer.inmemory.internal.session.Shop.PURCHASE;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.bilayer.contracts.TestSeed;
import org.bilayer.failure.ConstraintViolationException;
import org.bilayer.failure.InvalidValueException;
import org.bilayer.store.Condition;
import org.bilayer.store.Fetch;
import org.bilayer.store.Select;
import org.bilayer.store.Summary;
import org.bilayer.store.Table;
import org.bilayer.store.Write;
import org.bilayer.value.Key;
import org.bilayer.value.Level;
import org.bilayer.value.Lock;
import org.junit.jupiter.api.Test;

/** Random operations, one session after another, on the store and on plain lists: every answer must agree. */
final class ReferenceModelTest {

  private static final int STEPS = Boolean.getBoolean("bilayer.nightly") ? 500_000 : 30_000;

  private record Point(Object savepoint, Map<Table, List<Object[]>> copy) {}

  private long seed;
  private Random random;
  private RandomShop shop;
  private InMemoryStore store;
  private NaiveTables naive;
  private InMemorySession session;
  private Map<Table, List<Object[]>> committed;
  private final List<Point> points = new ArrayList<>();
  private int refusals;
  private int rowsWritten;

  @Test
  void session_randomOperations_agreeWithPlainLists() {
    run(TestSeed.next().value());
  }

  @Test
  void session_fixedSeeds_agreeWithPlainLists() {
    for (long fixed = 1; fixed <= 3; fixed++) {
      run(fixed);
    }
  }

  private void run(long seed) {
    System.out.println("ReferenceModelTest seed=" + seed);
    this.seed = seed;
    random = new Random(seed);
    store = InMemoryStore.create(Shop.SCHEMA, seed);
    naive = new NaiveTables(Shop.SCHEMA);
    committed = naive.copy();
    refusals = 0;
    rowsWritten = 0;
    begin();
    for (int step = 0; step < STEPS / 4; step++) {
      if (step % 1_000 == 0) {
        shop = new RandomShop(random);
      }
      step();
    }
    session.close();
    assertThat(refusals).isGreaterThan(STEPS / 100);
    assertThat(rowsWritten).isGreaterThan(STEPS / 100);
    assertThat(store.sessions().count()).isZero();
    assertThat(store.logLength()).isZero();
  }

  private void begin() {
    session = Shop.begin(store, List.of(Level.values()).get(random.nextInt(3)));
    points.clear();
  }

  private void step() {
    switch (random.nextInt(20)) {
      case 0, 1, 2, 3, 4, 5 -> write();
      case 6 -> bulkUpdate();
      case 7 -> bulkDelete();
      case 8, 9, 10 -> select();
      case 11, 12 -> fetch();
      case 13 -> summarise();
      case 14 -> points.add(new Point(session.savepoint(), naive.copy()));
      case 15 -> rollbackTo();
      case 16 -> release();
      case 17 -> compareAll();
      case 18 -> end(random.nextInt(3) > 0);
      default -> unordered();
    }
  }

  private void write() {
    List<Write> writes = shop.writes(naive);
    rowsWritten +=
        compare("write " + writes, () -> session.write(writes), () -> naive.write(writes));
  }

  private void bulkUpdate() {
    var update = shop.bulkUpdate();
    compare("update " + update, () -> session.update(update), () -> naive.update(update));
  }

  private void bulkDelete() {
    Table table = shop.table();
    Condition where = shop.condition(table);
    compare(
        "delete " + table + where,
        () -> session.delete(table, where),
        () -> naive.delete(table, where));
  }

  /* Returns 1 if both did it and 0 if both refused. */
  private int compare(String what, Supplier<Object> stored, Supplier<Object> plain) {
    Object expected;
    try {
      expected = plain.get();
    } catch (NaiveTables.Refused refused) {
      refusals++;
      assertThat(refusalOf(stored, what)).as("seed=%d %s", seed, what).isIn(refused.rules());
      return 0;
    }
    assertThat(stored.get()).as("seed=%d %s", seed, what).isEqualTo(expected);
    return 1;
  }

  private String refusalOf(Supplier<Object> stored, String what) {
    try {
      return "seed=" + seed + " " + what + " was not refused: " + stored.get();
    } catch (ConstraintViolationException failure) {
      return failure.constraint();
    } catch (InvalidValueException failure) {
      return "overflow";
    }
  }

  private void select() {
    Select select = shop.ordered(shop.table());
    assertThat(texts(session.select(select)))
        .as("seed=%d %s", seed, select)
        .isEqualTo(texts(naive.select(select)));
  }

  private void unordered() {
    Table table = shop.table();
    Select select = Shop.select(table, shop.condition(table));
    assertThat(texts(session.select(select)))
        .as("seed=%d %s", seed, select)
        .containsExactlyInAnyOrderElementsOf(texts(naive.matches(table, select.where())));
  }

  private void fetch() {
    Table table = shop.table();
    int width = table == LINE ? 1 + random.nextInt(2) : 1;
    List<Key> keys = shop.keys(table, width);
    List<Integer> columns = table.key().subList(0, width);
    Set<Key> wanted = new HashSet<>(keys);
    var expected = new ArrayList<Object[]>();
    for (Object[] row : naive.rows(table)) {
      if (wanted.contains(Key.from(row, columns))) {
        expected.add(row);
      }
    }
    assertThat(texts(session.fetch(new Fetch(table, columns, List.copyOf(wanted), Lock.NONE))))
        .as("seed=%d fetch %s %s", seed, table, keys)
        .containsExactlyInAnyOrderElementsOf(texts(expected));
  }

  private void summarise() {
    Summary summary = shop.summary();
    Set<String> results = session.summarise(summary).stream()
        .map(Shop::text)
        .collect(Collectors.toCollection(TreeSet::new));
    assertThat(results).as("seed=%d %s", seed, summary).isEqualTo(naive.summarise(summary));
  }

  private static List<String> texts(List<Object[]> rows) {
    return rows.stream().map(Shop::text).toList();
  }

  private void rollbackTo() {
    if (!points.isEmpty()) {
      int index = random.nextInt(points.size());
      session.rollbackTo(points.get(index).savepoint());
      naive.restore(points.get(index).copy());
      points.subList(index + 1, points.size()).clear();
    }
  }

  private void release() {
    if (!points.isEmpty()) {
      int index = random.nextInt(points.size());
      session.release(points.get(index).savepoint());
      points.subList(index, points.size()).clear();
    }
  }

  private void end(boolean commit) {
    if (commit) {
      session.commit();
      committed = naive.copy();
    } else {
      session.close();
      naive.restore(committed);
    }
    begin();
    compareAll();
  }

  private void compareAll() {
    for (Table table : List.of(Shop.CUSTOMER, PURCHASE, LINE)) {
      assertThat(texts(session.select(Shop.select(table, Shop.ALL))))
          .as("seed=%d %s", seed, table)
          .containsExactlyInAnyOrderElementsOf(texts(naive.rows(table)));
    }
  }
}
