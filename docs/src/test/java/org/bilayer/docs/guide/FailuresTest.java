package org.bilayer.docs.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import org.bilayer.DataLayer;
import org.bilayer.LayerOptions;
import org.bilayer.UnitOptions;
import org.bilayer.docs.bank.domain.Account;
import org.bilayer.docs.bank.domain.AccountNumber;
import org.bilayer.docs.bank.domain.Customer;
import org.bilayer.docs.bank.domain.Money;
import org.bilayer.docs.bank.model.Bank;
import org.bilayer.docs.bank.usecase.Teller;
import org.bilayer.failure.CommitUnknownException;
import org.bilayer.failure.DeadlockException;
import org.bilayer.inmemory.InMemoryDataLayer;
import org.bilayer.mybatis.MyBatisDataLayer;
import org.bilayer.testkit.fault.Fault;
import org.bilayer.testkit.fault.FaultPlan;
import org.bilayer.testkit.fault.Operation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the page on failures shows. */
final class FailuresTest {

  private static final AccountNumber ADAS = new AccountNumber("A-000001");
  private static final AccountNumber ALANS = new AccountNumber("A-000002");

  // tag::faults[]
  private final FaultPlan faults = FaultPlan.create();
  private final DataLayer data =
      InMemoryDataLayer.builder(Bank.MODEL).around(faults::around).open();
  // end::faults[]

  @BeforeEach
  void openBank() throws Exception {
    var teller = new Teller(data);
    teller.register("Ada", "ada@example.org");
    teller.register("Alan", "alan@example.org");
    teller.open(ADAS, "Ada", Currency.getInstance("EUR"));
    teller.open(ALANS, "Alan", Currency.getInstance("EUR"));
  }

  @AfterEach
  void closeBank() {
    data.close();
  }

  private Money balance(AccountNumber number) {
    return data.execute(work -> work.repository(Bank.ACCOUNTS).get(number).balance());
  }

  @Test
  void deadlock() throws Exception {
    Money amount = Money.of("10.00", "EUR");
    var teller = new Teller(data);
    // tag::deadlock[]
    faults.next(Operation.FLUSH, Fault.DEADLOCK);

    teller.lodge(ADAS, amount); // runs twice

    assertThat(faults.raised())
        .containsExactly(new FaultPlan.Raised(Operation.FLUSH, Fault.DEADLOCK));
    assertThat(data.retries()).isEqualTo(1);
    // end::deadlock[]
    assertThat(balance(ADAS)).isEqualTo(amount);
  }

  @Test
  void unknown() {
    Customer grace = new Customer("Grace", "grace@example.org");
    var log = new ArrayList<String>();
    // tag::unknown[]
    faults.next(Operation.COMMIT, Fault.ANSWER_LOST);
    try {
      data.run(work -> work.repository(Bank.CUSTOMERS).add(grace));
    } catch (CommitUnknownException e) {
      boolean stored =
          data.execute(work -> work.repository(Bank.CUSTOMERS).find("Grace").isPresent());
      log.add("stored: " + stored);
    }
    // end::unknown[]
    assertThat(log).containsExactly("stored: true");
  }

  @Test
  void resolve() {
    Customer grace = new Customer("Grace", "grace@example.org");
    // tag::resolve[]
    UnitOptions once = UnitOptions.defaults().resolveCommit().timeout(Duration.ofSeconds(10));

    faults.next(Operation.COMMIT, Fault.ANSWER_LOST);
    data.run(once, work -> work.repository(Bank.CUSTOMERS).add(grace)); // succeeds
    // end::resolve[]
    assertThat(data.retries()).isZero();

    faults
        .next(Operation.COMMIT, Fault.CONNECTION_LOST)
        .next(Operation.RESOLVE, Fault.CONNECTION_LOST);
    assertThatThrownBy(() -> data.run(
            once,
            work -> work.repository(Bank.CUSTOMERS).add(new Customer("Eve", "eve@example.org"))))
        .isInstanceOf(CommitUnknownException.class);
  }

  @Test
  void resolveForALayer() {
    // tag::layer[]
    LayerOptions careful = LayerOptions.defaults().unit(UnitOptions.defaults().resolveCommit());

    List<String> script = MyBatisDataLayer.commitTableScript("MariaDB"); // run it once
    // end::layer[]
    assertThat(careful.unit().resolvesCommit()).isTrue();
    assertThat(script).hasSize(1);
    assertThat(script.get(0)).contains("CREATE TABLE IF NOT EXISTS `bilayer_commit`");
    assertThat(MyBatisDataLayer.commitTableScript("PostgreSQL")).isEmpty();
  }

  @Test
  void pipelined() {
    Customer grace = new Customer("Grace", "grace@example.org");
    var log = new ArrayList<String>();
    // tag::pipelined[]
    UnitOptions oneTripLess = UnitOptions.defaults().pipelineCommit();

    faults.next(Operation.FLUSH, Fault.CONNECTION_LOST);
    try {
      data.run(oneTripLess, work -> work.repository(Bank.CUSTOMERS).add(grace));
    } catch (CommitUnknownException e) { // without the option: run again
      log.add("unknown");
    }
    // end::pipelined[]
    assertThat(log).containsExactly("unknown");
    assertThat(data.retries()).isZero();
  }

  @Test
  void everywhere() {
    // tag::everywhere[]
    for (int n = 1; ; n++) {
      faults.clear();
      faults.nthOfAny(n, Fault.CONNECTION_LOST);
      var customer = new Customer("Customer " + n, n + "@example.org");

      data.run(
          UnitOptions.defaults().resolveCommit(),
          work -> work.repository(Bank.CUSTOMERS).add(customer));

      if (faults.raised().isEmpty()) {
        break;
      }
      data.run(work -> work.repository(Bank.CUSTOMERS).get(customer.name())); // it is there
    }
    // end::everywhere[]
  }

  @Test
  void random() throws Exception {
    var teller = new Teller(data);
    // tag::random[]
    faults.atRandom(4711, 0.02, Fault.WRITE_CONFLICT, Fault.CONNECTION_LOST);
    // end::random[]
    for (int i = 0; i < 20; i++) {
      teller.lodge(ADAS, Money.of("1.00", "EUR"));
    }
    faults.clear();
    assertThat(balance(ADAS)).isEqualTo(Money.of("20.00", "EUR"));
  }

  @Test
  void guard() {
    var opened = new ArrayList<Account>();
    // tag::guard[]
    data.run(work -> {
      var accounts = work.repository(Bank.ACCOUNTS);
      Account ada = accounts.get(ADAS);
      accounts.guard(ada); // fails at commit if somebody changes it meanwhile
      opened.add(ada);
    });
    // end::guard[]
    assertThat(opened).hasSize(1);
  }

  private interface Mail {
    void welcome(Customer customer);
  }

  @Test
  void afterCommit() {
    Mail mail = mock();
    Customer grace = new Customer("Grace", "grace@example.org");
    // tag::after[]
    data.run(work -> {
      work.repository(Bank.CUSTOMERS).add(grace);
      work.afterCommit(() -> mail.welcome(grace));
    });
    // end::after[]
    verify(mail).welcome(grace);
  }

  @Test
  void byHand() {
    // tag::byhand[]
    faults.next(Operation.COMMIT, Fault.DEADLOCK);
    try (var unit = data.begin()) {
      unit.repository(Bank.CUSTOMERS).add(new Customer("Grace", "grace@example.org"));
      assertThatThrownBy(unit::commit).isInstanceOf(DeadlockException.class);
    }
    // end::byhand[]
    boolean stored =
        data.execute(work -> work.repository(Bank.CUSTOMERS).find("Grace").isPresent());
    assertThat(stored).isFalse();
  }
}
