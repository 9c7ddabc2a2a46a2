package org.bilayer.contracts.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.bilayer.Repository;
import org.bilayer.UnitOfWork;
import org.bilayer.UnitOptions;
import org.bilayer.contracts.CatalogueEntry;
import org.bilayer.contracts.Contract;
import org.bilayer.failure.ConflictException;
import org.bilayer.failure.DataException;
import org.bilayer.failure.UniqueViolationException;
import org.bilayer.failure.UnitOfWorkFailedException;
import org.bilayer.model.Codec;
import org.bilayer.model.Column;
import org.bilayer.model.Mapping;
import org.bilayer.model.Model;
import org.bilayer.query.Specification;
import org.bilayer.testkit.backend.NeedsConnections;
import org.junit.jupiter.api.Test;

/**
 * What every backend promises about units that wait for one another's rows: a wait ends with the unit's timeout, and a
 * deadlock ends a unit completely. In memory no unit waits, and the later commit fails.
 */
public abstract class LockWaitContract extends Contract {

  /**
   * An account.
   *
   * @param owner unique
   * @param balance not negative
   */
  private record Account(int id, String owner, int balance) {

    static Account of(int id, int balance) {
      return new Account(id, "owner " + id, balance);
    }

    Account with(int next) {
      return new Account(id, owner, next);
    }
  }

  private static final Column<Account, Integer> ID = Column.of("id", Codec.int32(), Account::id);
  private static final Column<Account, String> OWNER =
      Column.of("owner", Codec.text(20), Account::owner);
  private static final Column<Account, Integer> BALANCE =
      Column.of("balance", Codec.int32(), Account::balance);
  private static final Mapping<Account, Integer> ACCOUNTS = Mapping.of(Account.class, "account", ID)
      .with(OWNER, BALANCE)
      .unique("account_owner_key", OWNER)
      .check("account_balance_check", BALANCE.ge(0))
      .construct(row -> new Account(row.get(ID), row.get(OWNER), row.get(BALANCE)));

  private static final Model MODEL = Model.of(ACCOUNTS);

  private static final UnitOptions READ_COMMITTED = UnitOptions.defaults().readCommitted();
  private static final UnitOptions SNAPSHOT = UnitOptions.defaults().snapshot();
  private static final long PATIENCE_SECONDS = 60;

  @Override
  protected final Model model() {
    return MODEL;
  }

  private static Repository<Account, Integer> accounts(UnitOfWork work) {
    return work.repository(ACCOUNTS);
  }

  private void storeAccounts(int count) {
    data()
        .run(work ->
            IntStream.range(0, count).forEach(id -> accounts(work).add(Account.of(id, 10))));
  }

  private int balance(int id) {
    return read(ACCOUNTS, id).balance();
  }

  /** Does things at the same time, each on a thread of its own, and returns what each threw. */
  @SafeVarargs
  private static List<Optional<Throwable>> together(Callable<Boolean>... things)
      throws InterruptedException, TimeoutException {
    ExecutorService threads = Executors.newFixedThreadPool(things.length);
    try {
      var running = new ArrayList<Future<Boolean>>();
      for (Callable<Boolean> thing : things) {
        running.add(threads.submit(thing));
      }
      var thrown = new ArrayList<Optional<Throwable>>();
      for (Future<Boolean> each : running) {
        try {
          each.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
          thrown.add(Optional.empty());
        } catch (ExecutionException e) {
          thrown.add(Optional.ofNullable(e.getCause()));
        }
      }
      return thrown;
    } finally {
      threads.shutdownNow();
    }
  }

  /** Checks that all failures are conflicts, which are worth a retry, and returns how many units had none. */
  private static int successes(List<Optional<Throwable>> thrown) {
    int successes = 0;
    for (Optional<Throwable> failure : thrown) {
      if (failure.isEmpty()) {
        successes++;
      } else {
        assertThat(failure.get()).isInstanceOf(ConflictException.class);
        assertThat(((DataException) failure.get()).isRetryable()).isTrue();
      }
    }
    return successes;
  }

  @Test
  @CatalogueEntry("8.9")
  @NeedsConnections(2)
  void update_atSnapshotBesideRowsThatOthersAdded_meetsWhatWasSeenOrConflicts() {
    storeAccounts(2);

    try (UnitOfWork work = data().begin(SNAPSHOT)) {
      assertThat(accounts(work).count(Specification.all())).isEqualTo(2);
      try (UnitOfWork other = data().begin()) {
        accounts(other).add(Account.of(2, 10));
        other.commit();
      }
      try {
        long changed =
            accounts(work).where(Specification.all()).increase(BALANCE, 1).update();
        assertThat(changed).isEqualTo(2);
        assertThat(accounts(work).count(Specification.all())).isEqualTo(2);
        work.commit();
      } catch (ConflictException e) {
        assertThat(e.isRetryable()).isTrue();
      }
    }

    assertThat(balance(2)).as("the row that was not seen").isEqualTo(10);
  }

  @Test
  @CatalogueEntry("8.11")
  @NeedsConnections(2)
  void run_waitForAnOpenUnit_endsWithTheTimeout() throws Exception {
    storeAccounts(1);
    UnitOptions impatient =
        UnitOptions.defaults().timeout(Duration.ofSeconds(2)).maxTries(1);
    boolean isStored;

    try (UnitOfWork holder = data().begin()) {
      accounts(holder).add(Account.of(7, 1));
      holder.flush();
      Callable<Boolean> waiting = () -> {
        data().run(impatient, work -> accounts(work).add(Account.of(7, 2)));
        return true;
      };
      // Ends within the patience of together(), though the holder goes on.
      Optional<Throwable> failure = together(waiting).get(0);
      failure.ifPresent(e -> assertThat(e).isInstanceOf(DataException.class));
      if (failure.isEmpty()) {
        thrown(UniqueViolationException.class, holder::commit);
        isStored = true;
      } else {
        holder.commit();
        isStored = false;
      }
    }

    assertThat(balance(7)).isEqualTo(isStored ? 2 : 1);
  }

  @Test
  @CatalogueEntry("8.12")
  @NeedsConnections(2)
  void commit_rowsWrittenInOppositeOrder_isUndoneOrStoredCompletely() throws Exception {
    storeAccounts(2);
    var both = new CyclicBarrier(2);
    var units = new ArrayList<Callable<Boolean>>();
    var survivors = new AtomicInteger();
    for (int first : List.of(0, 1)) {
      units.add(() -> {
        try (UnitOfWork work = data().begin(READ_COMMITTED)) {
          accounts(work).change(first, account -> account.with(100 + first));
          work.flush();
          both.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
          try {
            accounts(work).change(1 - first, account -> account.with(100 + first));
            work.flush();
          } catch (ConflictException e) {
            // Neither a later call nor the commit brings back a part of it.
            thrown(UnitOfWorkFailedException.class, () -> accounts(work).find(first));
            thrown(UnitOfWorkFailedException.class, work::commit);
            throw e;
          }
          work.commit();
          survivors.set(100 + first);
          return true;
        }
      });
    }

    int successes = successes(together(units.get(0), units.get(1)));

    assertThat(successes).isLessThan(2);
    int expected = successes == 0 ? 10 : survivors.get();
    assertThat(all(ACCOUNTS)).extracting(Account::balance).containsOnly(expected);
  }
}
