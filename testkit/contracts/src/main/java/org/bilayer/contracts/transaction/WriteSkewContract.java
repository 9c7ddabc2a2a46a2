package org.bilayer.contracts.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bilayer.contracts.sample.Bank.ACCOUNTS;

import java.math.BigDecimal;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.bilayer.Repository;
import org.bilayer.UnitOfWork;
import org.bilayer.UnitOptions;
import org.bilayer.contracts.CatalogueEntry;
import org.bilayer.contracts.Contract;
import org.bilayer.contracts.sample.Account;
import org.bilayer.contracts.sample.AccountNumber;
import org.bilayer.contracts.sample.Bank;
import org.bilayer.contracts.sample.Money;
import org.bilayer.model.Model;
import org.bilayer.query.Specification;
import org.bilayer.testkit.backend.NeedsConnections;
import org.bilayer.value.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What every backend promises about two units that each decide by the rows that the other one changes: serializable units and
 * units that guard what they decide by end as if one came after the other.
 */
public abstract class WriteSkewContract extends Contract {

  private static final Model MODEL = Model.of(ACCOUNTS);

  private static final Account ADA = Account.of("1", "Ada", "10");
  private static final Account BOB = Account.of("2", "Bob", "20");
  private static final Specification<Account> RICH =
      Bank.BALANCE.at(Bank.AMOUNT).ge(new BigDecimal("1000"));

  @Override
  protected final Model model() {
    return MODEL;
  }

  private static long rich(UnitOfWork work) {
    return work.repository(ACCOUNTS).count(RICH);
  }

  private interface Withdrawal {
    void from(UnitOfWork work, Repository<Account, AccountNumber> accounts, boolean first);
  }

  /** Two threads at once, each of which would be right alone; in the first try, both have read before one writes. */
  private void atTheSameTime(Level level, Withdrawal withdrawal) throws Exception {
    stored(ACCOUNTS, Account.of("1", "Ada", "50"), Account.of("2", "Bob", "50"));
    UnitOptions options = UnitOptions.defaults().level(level).maxTries(50);
    ExecutorService executor = Executors.newFixedThreadPool(2);
    var bothHaveRead = new CyclicBarrier(2);
    try {
      List<Future<?>> futures = List.of(
          executor.submit(() -> run(options, withdrawal, true, bothHaveRead)),
          executor.submit(() -> run(options, withdrawal, false, bothHaveRead)));
      for (Future<?> future : futures) {
        future.get(90, TimeUnit.SECONDS);
      }
    } finally {
      executor.shutdownNow();
    }
  }

  private void run(
      UnitOptions options, Withdrawal withdrawal, boolean first, CyclicBarrier bothHaveRead) {
    boolean[] isRetry = new boolean[1];
    data().run(options, work -> {
      Repository<Account, AccountNumber> accounts = work.repository(ACCOUNTS);
      accounts.findAllById(List.of(ADA.number(), BOB.number()));
      if (!isRetry[0]) {
        isRetry[0] = true;
        await(bothHaveRead);
      }
      withdrawal.from(work, accounts, first);
    });
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await(10, TimeUnit.SECONDS);
    } catch (BrokenBarrierException | TimeoutException | InterruptedException e) {
      // The other one waits for a lock, or failed: a legal schedule, if not the one hoped for.
      barrier.reset();
    }
  }

  /** Takes 80 from one of two accounts if both together have them. */
  private static boolean take(Repository<Account, AccountNumber> accounts, boolean first) {
    Account ada = accounts.get(ADA.number());
    Account bob = accounts.get(BOB.number());
    boolean enough =
        ada.balance().plus(bob.balance()).amount().compareTo(new BigDecimal("80")) >= 0;
    if (enough) {
      accounts.update((first ? ada : bob).plus("-80"));
    }
    return enough;
  }

  private void assertTakenOnce() {
    Money sum = Money.euro("0");
    for (Account account : all(ACCOUNTS)) {
      sum = sum.plus(account.balance());
    }
    assertThat(sum).isEqualTo(Money.euro("20"));
  }

  @Test
  @NeedsConnections(2)
  @CatalogueEntry("8.10")
  void serializable_decisionsOverEachOthersRows_areAsIfOneAfterTheOther() throws Exception {
    if (!backend().levels().contains(Level.SERIALIZABLE)) {
      return;
    }
    atTheSameTime(Level.SERIALIZABLE, (work, accounts, first) -> take(accounts, first));
    assertTakenOnce();
  }

  @ParameterizedTest
  @EnumSource(Level.class)
  @NeedsConnections(2)
  @CatalogueEntry("8.10")
  void guard_decisionsOverEachOthersRows_areAsIfOneAfterTheOther(Level level) throws Exception {
    if (!backend().levels().contains(level)) {
      return;
    }
    atTheSameTime(level, (work, accounts, first) -> {
      accounts.guard(accounts.get(first ? BOB.number() : ADA.number()));
      take(accounts, first);
    });
    assertTakenOnce();
  }

  @Test
  @NeedsConnections(2)
  void serializable_countThatOthersChange_isAsIfOneAfterTheOther() throws Exception {
    if (!backend().levels().contains(Level.SERIALIZABLE)) {
      return;
    }
    atTheSameTime(Level.SERIALIZABLE, (work, accounts, first) -> {
      if (accounts.count(RICH) == 0) {
        accounts.add(Account.of(first ? "3" : "4", first ? "Eve" : "Cy", "5000"));
      }
    });
    data().run(work -> assertThat(rich(work)).isEqualTo(1));
  }
}
