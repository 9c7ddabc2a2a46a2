package org.bilayer.docs.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import org.bilayer.DataLayer;
import org.bilayer.UnitOfWork;
import org.bilayer.UnitOptions;
import org.bilayer.docs.bank.domain.Account;
import org.bilayer.docs.bank.domain.AccountNumber;
import org.bilayer.docs.bank.domain.Customer;
import org.bilayer.docs.bank.domain.Money;
import org.bilayer.docs.bank.domain.Status;
import org.bilayer.docs.bank.domain.Transfer;
import org.bilayer.docs.bank.domain.TransferId;
import org.bilayer.docs.bank.model.Bank;
import org.bilayer.docs.bank.usecase.Teller;
import org.bilayer.failure.StaleVersionException;
import org.bilayer.failure.UniqueViolationException;
import org.bilayer.query.Attribute;
import org.bilayer.query.Projection;
import org.bilayer.query.Query;
import org.bilayer.query.Specification;
import org.bilayer.value.RowVersion;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the guide shows of units of work, on each backend. */
abstract class GuideContract {

  private static final AccountNumber ADAS = new AccountNumber("A-000001");
  private static final AccountNumber ALANS = new AccountNumber("A-000002");

  private DataLayer data;

  abstract DataLayer open() throws Exception;

  @BeforeEach
  void openBank() throws Exception {
    data = open();
    var teller = new Teller(data);
    teller.register("Ada", "ada@example.org");
    teller.register("Alan", "alan@example.org");
    teller.open(ADAS, "Ada", Currency.getInstance("EUR"));
    teller.open(ALANS, "Alan", Currency.getInstance("EUR"));
    teller.lodge(ADAS, Money.of("100.00", "EUR"));
    teller.transfer(new Transfer(
        new TransferId("T-00000001"),
        LocalDate.of(2026, 3, 2),
        ADAS,
        ALANS,
        Money.of("10.00", "EUR")));
  }

  @AfterEach
  void closeBank() {
    if (data != null) {
      data.close();
    }
  }

  @Test
  void conditions() {
    // tag::conditions[]
    Specification<Account> rich = Bank.BALANCE_AMOUNT.ge(new BigDecimal("50.00"));
    Specification<Account> open = Bank.STATUS.eq(Status.OPEN);

    List<Account> found = data.execute(work -> {
      var accounts = work.repository(Bank.ACCOUNTS);
      return accounts.find(
          Query.where(open.and(rich)).orderBy(Bank.BALANCE_AMOUNT.desc()).limit(10));
    });
    // end::conditions[]

    assertThat(found).extracting(Account::number).containsExactly(ADAS);
  }

  @Test
  void paths() {
    // tag::paths[]
    record Line(TransferId id, String payer, String email) {}

    Attribute<Transfer, String> payer = Bank.DEBITED.at(Bank.OWNER);
    Attribute<Transfer, String> email = Bank.DEBITED.at(Bank.OWNED_BY).at(Bank.EMAIL);

    Projection<Transfer, Line> lines = Projection.of(
        tuple -> new Line(tuple.get(Bank.TRANSFER_ID), tuple.get(payer), tuple.get(email)),
        Bank.TRANSFER_ID,
        payer,
        email);

    List<Line> found = data.execute(work -> work.repository(Bank.TRANSFERS)
        .select(Query.where(payer.eq("Ada")).orderBy(Bank.BOOKED.asc()), lines));
    // end::paths[]

    assertThat(found)
        .containsExactly(new Line(new TransferId("T-00000001"), "Ada", "ada@example.org"));
  }

  @Test
  void attempt() {
    // tag::attempt[]
    data.run(work -> {
      try {
        work.attempt(
            part -> part.repository(Bank.CUSTOMERS).add(new Customer("Ada", "new@example.org")));
      } catch (UniqueViolationException e) {
        changeEmail(work, "Ada", "new@example.org"); // the unit goes on
      }
    });
    // end::attempt[]

    String email =
        data.execute(work -> work.repository(Bank.CUSTOMERS).get("Ada").email());
    assertThat(email).isEqualTo("new@example.org");
  }

  private static void changeEmail(UnitOfWork work, String name, String email) {
    Customer customer = work.repository(Bank.CUSTOMERS).get(name);
    customer.changeEmail(email);
    work.repository(Bank.CUSTOMERS).update(customer);
  }

  @Test
  void options() throws Exception {
    AccountNumber number = ALANS;
    Money amount = Money.of("5.00", "EUR");

    // tag::options[]
    UnitOptions patient = UnitOptions.defaults().maxTries(20).timeout(Duration.ofSeconds(5));

    data.runChecked(
        patient,
        work ->
            work.repository(Bank.ACCOUNTS).changeChecked(number, account -> account.lodge(amount)));
    // end::options[]
  }

  @Test
  void disconnected() {
    // tag::disconnected[]
    record Edit(Customer customer, RowVersion version) {}

    Edit edit = data.execute(work -> {
      var customers = work.repository(Bank.CUSTOMERS);
      Customer ada = customers.get("Ada");
      return new Edit(ada, customers.version(ada));
    });

    // Somebody edits the copy, perhaps for minutes, while no unit of work is open.
    edit.customer().changeEmail("countess@example.org");

    data.run(work -> work.repository(Bank.CUSTOMERS).update(edit.customer(), edit.version()));
    // end::disconnected[]

    long retries = data.retries();
    assertThatThrownBy(() -> data.run(
            work -> work.repository(Bank.CUSTOMERS).update(edit.customer(), edit.version())))
        .isInstanceOf(StaleVersionException.class);
    assertThat(data.retries()).isEqualTo(retries);
  }
}
