package org.bilayer.inmemory.internal.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.bilayer.contracts.TestSeed;
import org.bilayer.failure.ConflictException;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Random sessions whose operations interleave. At SERIALIZABLE, running those that committed one after another, writers in
 * the order of their commits and readers at the place of their snapshots, must give each the same answers.
 */
final class SerialReplayTest {

  private static final int ROUNDS = Boolean.getBoolean("bilayer.nightly") ? 20_000 : 600;

  /** An operation with the answer it got. */
  private record Done(Function<InMemorySession, String> operation, String answer) {}

  private static final class Unit {
    final InMemorySession session;
    final List<Done> done = new ArrayList<>();
    long snapshot = -1;

    Unit(InMemorySession session) {
      this.session = session;
    }
  }

  private int commits;
  private int conflicts;

  @Test
  void serializable_randomInterleavings_agreeWithASerialRun() {
    long seed = TestSeed.next().value();
    System.out.println("SerialReplayTest seed=" + seed);
    var random = new Random(seed);
    for (int round = 0; round < ROUNDS; round++) {
      long roundSeed = random.nextLong();
      replay(roundSeed, interleave(roundSeed, Level.SERIALIZABLE));
    }
    assertThat(commits).isGreaterThan(ROUNDS);
    assertThat(conflicts).isGreaterThan(ROUNDS / 10);
  }

  @ParameterizedTest
  @EnumSource(Level.class)
  void anyLevel_randomInterleavings_keepEveryConstraint(Level level) {
    long seed = TestSeed.next().value();
    System.out.println("SerialReplayTest " + level + " seed=" + seed);
    var random = new Random(seed);
    for (int round = 0; round < ROUNDS / 4; round++) {
      interleave(random.nextLong(), level);
    }
    assertThat(commits).isGreaterThan(ROUNDS / 4);
  }

  /* Returns the committed units, each where it belongs in the serial order. */
  private List<Unit> interleave(long seed, Level level) {
    var random = new Random(seed);
    var shop = new RandomShop(random);
    var store = InMemoryStore.create(Shop.SCHEMA, seed);
    var open = new ArrayList<Unit>();
    var writers = new ArrayList<Unit>();
    var readers = new ArrayList<Unit>();
    for (int step = 0; step < 60; step++) {
      if (open.size() < 4) {
        open.add(new Unit(Shop.begin(store, level)));
      }
      Unit unit = open.get(random.nextInt(open.size()));
      try {
        if (random.nextInt(6) == 0) {
          open.remove(unit);
          boolean wrote = unit.session.state().transaction().hasWritten();
          unit.session.commit();
          commits++;
          (wrote ? writers : readers).add(unit);
          Integrity.check(store);
        } else {
          unit.snapshot = unit.snapshot < 0 ? writers.size() : unit.snapshot;
          perform(unit, operation(shop, store, random));
        }
      } catch (ConflictException | ConstraintViolationException e) {
        conflicts++;
        open.remove(unit);
        unit.session.close();
      }
    }
    open.forEach(unit -> unit.session.close());
    assertThat(store.logLength()).isZero();
    Integrity.check(store);
    return inSerialOrder(writers, readers);
  }

  private static List<Unit> inSerialOrder(List<Unit> writers, List<Unit> readers) {
    var order = new ArrayList<Unit>();
    for (int position = 0; position <= writers.size(); position++) {
      for (Unit reader : readers) {
        if (reader.snapshot == position) {
          order.add(reader);
        }
      }
      if (position < writers.size()) {
        order.add(writers.get(position));
      }
    }
    return order;
  }

  private static void perform(Unit unit, Function<InMemorySession, String> operation) {
    unit.done.add(new Done(operation, operation.apply(unit.session)));
  }

  private static void replay(long seed, List<Unit> order) {
    var store = InMemoryStore.create(Shop.SCHEMA, seed);
    for (Unit unit : order) {
      try (InMemorySession session = Shop.begin(store)) {
        for (Done done : unit.done) {
          assertThat(done.operation().apply(session)).as("seed=%d", seed).isEqualTo(done.answer());
        }
        session.commit();
      }
    }
  }

  private static Function<InMemorySession, String> operation(
      RandomShop shop, InMemoryStore store, Random random) {
    Table table = shop.table();
    return switch (random.nextInt(9)) {
      case 7 -> {
        List<Write> writes = shop.writes(committed(store));
        yield session -> {
          Object savepoint = session.savepoint();
          String answer = attempt(session, () -> counts(session.write(writes)));
          session.rollbackTo(savepoint);
          return answer + " and undone";
        };
      }
      case 0, 1, 2 -> {
        List<Write> writes = shop.writes(committed(store));
        yield session -> attempt(session, () -> counts(session.write(writes)));
      }
      case 3 -> {
        var update = shop.bulkUpdate();
        yield session -> attempt(session, () -> "" + session.update(update));
      }
      case 4 -> {
        Condition where = shop.condition(table);
        yield session -> attempt(session, () -> "" + session.delete(table, where));
      }
      case 5 -> {
        Select select = shop.ordered(table);
        yield session ->
            session.select(select).stream().map(Shop::text).toList().toString();
      }
      case 6 -> {
        List<Key> keys = List.copyOf(new java.util.LinkedHashSet<>(shop.keys(table, 1)));
        List<Integer> columns = table.key().subList(0, 1);
        yield session -> session.fetch(new Fetch(table, columns, keys, Lock.NONE)).stream()
            .map(Shop::text)
            .sorted()
            .toList()
            .toString();
      }
      default -> {
        Summary summary = shop.summary();
        yield session -> session.summarise(summary).stream()
            .map(Shop::text)
            .sorted()
            .toList()
            .toString();
      }
    };
  }

  private static String counts(int[] counts) {
    return java.util.Arrays.toString(counts);
  }

  /* A refused statement is undone and the session goes on, having learned that it was refused. */
  private static String attempt(
      InMemorySession session, java.util.function.Supplier<String> statement) {
    Object savepoint = session.savepoint();
    try {
      return statement.get();
    } catch (ConstraintViolationException | InvalidValueException refused) {
      session.rollbackTo(savepoint);
      return "refused";
    }
  }

  /* What the others can see, as material for writes; read outside of the session, so that it leaves no trace in it. */
  private static NaiveTables committed(InMemoryStore store) {
    var tables = new NaiveTables(Shop.SCHEMA);
    try (InMemorySession session = Shop.begin(store)) {
      for (Table table : Shop.SCHEMA.tables()) {
        tables.rows(table).addAll(session.select(Shop.ordered(table, Shop.ALL)));
      }
    }
    return tables;
  }
}
