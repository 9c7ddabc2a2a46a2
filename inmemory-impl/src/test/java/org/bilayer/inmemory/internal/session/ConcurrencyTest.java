package org.bilayer.inmemory.internal.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bilayer.inmemory.internal.session.Shop.ALL;
import static org.bilayer.inmemory.internal.session.Shop.BOSS;
import static org.bilayer.inmemory.internal.session.Shop.CREDIT;
import static org.bilayer.inmemory.internal.session.Shop.CUSTOMER;
import static org.bilayer.inmemory.internal.session.Shop.LINE;
import static org.bilayer.inmemory.internal.session.Shop.NAME;
import static org.bilayer.inmemory.internal.session.Shop.PURCHASE;
import static org.bilayer.inmemory.internal.session.Shop.VERSION;
import static org.bilayer.inmemory.internal.session.Shop.begin;
import static org.bilayer.inmemory.internal.session.Shop.commit;
import static org.bilayer.inmemory.internal.session.Shop.customer;
import static org.bilayer.inmemory.internal.session.Shop.delete;
import static org.bilayer.inmemory.internal.session.Shop.get;
import static org.bilayer.inmemory.internal.session.Shop.insert;
import static org.bilayer.inmemory.internal.session.Shop.line;
import static org.bilayer.inmemory.internal.session.Shop.purchase;
import static org.bilayer.inmemory.internal.session.Shop.update;
import static org.bilayer.inmemory.internal.session.Shop.with;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.bilayer.contracts.TestSeed;
import org.bilayer.failure.ConflictException;
import org.bilayer.failure.ConstraintViolationException;
import org.bilayer.store.Summary;
import org.bilayer.store.Summary.Aggregate;
import org.bilayer.store.Summary.Function;
import org.bilayer.value.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Many threads on one store. */
final class ConcurrencyTest {

  private static final int THREADS = 4;
  private static final int ACCOUNTS = 12;
  private static final BigDecimal START = new BigDecimal("100.00");

  private final InMemoryStore store = Shop.open();

  private interface Work {
    void run(Random random, int thread);
  }

  private static void inParallel(Work work) throws InterruptedException, ExecutionException {
    long seed = TestSeed.next().value();
    System.out.println("ConcurrencyTest seed=" + seed);
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    var results = new ArrayList<Future<?>>();
    for (int i = 0; i < THREADS; i++) {
      int thread = i;
      results.add(threads.submit(() -> work.run(new Random(seed + thread), thread)));
    }
    for (Future<?> result : results) {
      result.get();
    }
    threads.shutdown();
  }

  private void openAccounts() {
    for (long id = 0; id < ACCOUNTS; id++) {
      commit(store, insert(CUSTOMER, with(customer(id, "n" + id), CREDIT, START)));
    }
  }

  private void assertNothingLeft() {
    assertThat(store.sessions().count()).isZero();
    assertThat(store.logLength()).isZero();
    assertThat(store.openCursors()).hasValue(0);
    Integrity.check(store);
  }

  @ParameterizedTest
  @EnumSource(Level.class)
  void transfers_ofManyThreads_keepTheSum(Level level) throws Exception {
    openAccounts();
    var done = new AtomicInteger();
    inParallel((random, thread) -> {
      for (int i = 0; i < 2_000; i++) {
        transfer(level, random, done);
      }
    });
    assertThat(sum()).isEqualTo(START.multiply(BigDecimal.valueOf(ACCOUNTS)));
    assertThat(versions()).isEqualTo(ACCOUNTS + 2L * done.get());
    assertNothingLeft();
  }

  private void transfer(Level level, Random random, AtomicInteger done) {
    long from = random.nextInt(ACCOUNTS);
    long to = (from + 1 + random.nextInt(ACCOUNTS - 1)) % ACCOUNTS;
    BigDecimal amount = BigDecimal.valueOf(random.nextInt(1_000), 2);
    while (true) {
      try (InMemorySession session = begin(store, level)) {
        if (level != Level.READ_COMMITTED) {
          assertThat(sum(session)).isEqualTo(START.multiply(BigDecimal.valueOf(ACCOUNTS)));
        }
        Object[] source = get(session, CUSTOMER, from);
        Object[] target = get(session, CUSTOMER, to);
        BigDecimal rest = ((BigDecimal) source[CREDIT]).subtract(amount);
        if (rest.signum() < 0) {
          return;
        }
        int[] counts = session.write(List.of(
            update(CUSTOMER, with(CUSTOMER, source, CREDIT, rest)),
            update(
                CUSTOMER,
                with(CUSTOMER, target, CREDIT, ((BigDecimal) target[CREDIT]).add(amount)))));
        if (counts[0] + counts[1] == 2) {
          session.commit();
          done.incrementAndGet();
          return;
        }
      } catch (ConflictException conflict) {
        Thread.onSpinWait();
      }
    }
  }

  private BigDecimal sum() {
    try (InMemorySession session = begin(store)) {
      return sum(session);
    }
  }

  private static BigDecimal sum(InMemorySession session) {
    return (BigDecimal) session.summarise(
            new Summary(CUSTOMER, ALL, List.of(), List.of(new Aggregate(Function.SUM, CREDIT))))
        .get(0)[0];
  }

  private long versions() {
    try (InMemorySession session = begin(store)) {
      BigDecimal sum = (BigDecimal) session.summarise(
              new Summary(CUSTOMER, ALL, List.of(), List.of(new Aggregate(Function.SUM, VERSION))))
          .get(0)[0];
      return sum.longValueExact();
    }
  }

  @ParameterizedTest
  @EnumSource(Level.class)
  void races_forKeysParentsAndNames_leaveNoOrphanAndNoDuplicate(Level level) throws Exception {
    inParallel((random, thread) -> {
      for (int i = 0; i < 3_000; i++) {
        try (InMemorySession session = begin(store, level)) {
          race(session, random, thread + "-" + i);
          session.commit();
        } catch (ConflictException | ConstraintViolationException lost) {
          Thread.onSpinWait();
        }
      }
    });
    assertNothingLeft();
  }

  private static void race(InMemorySession session, Random random, String id) {
    long key = random.nextInt(6);
    Object[] found = get(session, CUSTOMER, key);
    String name = "n" + random.nextInt(6);
    switch (random.nextInt(5)) {
      case 0 -> session.write(List.of(insert(CUSTOMER, customer(key, name))));
      case 1 -> {
        Object[] purchase = purchase(id, key);
        session.write(List.of(insert(PURCHASE, purchase), insert(LINE, line(id, 1, "A-1", 1))));
      }
      case 2 -> session.delete(LINE, ALL);
      case 3 -> session.delete(PURCHASE, Shop.eq(Shop.PURCHASE_CUSTOMER, key));
      default -> {
        if (found != null && random.nextBoolean()) {
          session.write(List.of(delete(CUSTOMER, found)));
        } else if (found != null) {
          Object[] next = with(CUSTOMER, found, NAME, name);
          session.write(List.of(update(CUSTOMER, with(next, BOSS, (long) random.nextInt(6)))));
        }
      }
    }
  }

  @Test
  void counters_ofOneRow_areNeverLost() throws Exception {
    commit(store, insert(CUSTOMER, with(customer(1, "hot"), CREDIT, new BigDecimal("0.00"))));
    inParallel((random, thread) -> {
      for (int i = 0; i < 500; i++) {
        while (!increased()) {
          Thread.onSpinWait();
        }
      }
    });
    assertThat(sum()).isEqualTo(BigDecimal.valueOf(THREADS * 500, 0).setScale(2));
    assertNothingLeft();
  }

  private boolean increased() {
    try (InMemorySession session = begin(store, Level.READ_COMMITTED)) {
      Object[] row = get(session, CUSTOMER, 1L);
      BigDecimal next = ((BigDecimal) row[CREDIT]).add(BigDecimal.ONE.setScale(2));
      if (session.write(List.of(update(CUSTOMER, with(CUSTOMER, row, CREDIT, next))))[0] == 0) {
        return false;
      }
      session.commit();
      return true;
    } catch (ConflictException conflict) {
      return false;
    }
  }
}
