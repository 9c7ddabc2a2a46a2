package org.bilayer.docs.bank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import org.bilayer.DataLayer;
import org.bilayer.docs.bank.domain.Account;
import org.bilayer.docs.bank.domain.AccountNumber;
import org.bilayer.docs.bank.domain.Customer;
import org.bilayer.docs.bank.domain.Money;
import org.bilayer.docs.bank.domain.RefusedException;
import org.bilayer.docs.bank.domain.Transfer;
import org.bilayer.docs.bank.domain.TransferId;
import org.bilayer.docs.bank.ledger.Ledger;
import org.bilayer.docs.bank.ledger.LedgerGenerator;
import org.bilayer.docs.bank.ledger.LedgerRun;
import org.bilayer.docs.bank.model.Bank;
import org.bilayer.docs.bank.usecase.Auditor;
import org.bilayer.docs.bank.usecase.Teller;
import org.bilayer.failure.CheckViolationException;
import org.bilayer.failure.MisuseException;
import org.bilayer.query.Page;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the bank does, on whatever backend. */
abstract class BankContract {

  private static final AccountNumber ADAS = new AccountNumber("A-000001");
  private static final AccountNumber ALANS = new AccountNumber("A-000002");
  private static final int THREADS = 4;

  private Backend.Opened opened;
  private DataLayer data;
  private Teller teller;

  /** Opens an empty bank with the bank's own options. */
  abstract Backend.Opened open() throws Exception;

  @BeforeEach
  void openBank() throws Exception {
    opened = open();
    data = opened.data();
    teller = new Teller(data);
  }

  @AfterEach
  void closeBank() {
    if (opened != null) {
      opened.close();
    }
  }

  private void openAccounts() throws RefusedException {
    teller.register("Ada", "ada@example.org");
    teller.register("Alan", "alan@example.org");
    teller.open(ADAS, "Ada", Currency.getInstance("EUR"));
    teller.open(ALANS, "Alan", Currency.getInstance("EUR"));
    teller.lodge(ADAS, euros("100.00"));
  }

  private static Money euros(String amount) {
    return Money.of(amount, "EUR");
  }

  private static Transfer transfer(int id, AccountNumber from, AccountNumber to, String amount) {
    return new Transfer(
        new TransferId("T-0000000" + id), LocalDate.of(2026, 3, id), from, to, euros(amount));
  }

  private Money balance(AccountNumber number) {
    return data.execute(work -> work.repository(Bank.ACCOUNTS).get(number).balance());
  }

  // --- a whole ledger ---

  @Test
  void ledger_appliedByFourThreads_comesToWhatTheOracleSays() throws Exception {
    Ledger ledger = Ledger.of(LedgerGenerator.lines(600, 11));
    Oracle oracle = Oracle.of(ledger);
    var progress = new ArrayList<Integer>();

    LedgerRun.Outcome outcome = LedgerRun.apply(ledger, teller, THREADS, progress::add);

    assertThat(outcome.failures()).isEmpty();
    assertThat(outcome.lines()).isEqualTo(ledger.size());
    assertThat(progress).last().isEqualTo(ledger.size());
    assertThat(outcome.refusals())
        .extracting(LedgerRun.Refusal::number)
        .isEqualTo(oracle.refusedLines());
    Auditor.Findings findings = new Auditor(data).findings();
    assertThat(findings.customers()).isEqualTo(oracle.customers());
    assertThat(findings.accounts()).isEqualTo(oracle.accounts());
    assertThat(findings.transfers()).isEqualTo(oracle.transfers());
  }

  @Test
  void ledger_appliedByFourThreads_conservesMoney() throws Exception {
    Ledger ledger = Ledger.of(LedgerGenerator.lines(200, 12));

    BankRun run = BankRun.of(data, ledger, THREADS, done -> {});

    assertThat(run.conservesMoney()).isTrue();
    assertThat(run.after().get("EUR")).isEqualTo(run.expectedAfter().get("EUR"));
    assertThat(run.forgottenUpdate())
        .hasValueSatisfying(message ->
            assertThat(message).contains("not passed to update", "customer", "Ada Lovelace"));
  }

  @Test
  void ledger_malformedLines_areReportedAndTheRestIsDone() throws Exception {
    Ledger ledger = Ledger.of(List.of(
        "register,Ada,ada@example.org",
        "register,Ada",
        "barrier",
        "open,A-000001,Ada,EUR",
        "open,A-1,Ada,EUR",
        "open,A-000002,Ada,GOLD",
        "barrier",
        "lodge,A-000001,100.00,EUR",
        "lodge,A-000001,1OO.00,EUR",
        "nonsense",
        "lodge,A-000001,1.00,EUR"));

    LedgerRun.Outcome outcome = LedgerRun.apply(ledger, teller, THREADS, done -> {});

    assertThat(outcome.refusals())
        .extracting(Object::toString)
        .containsExactly(
            "line 2: register takes 2 fields, not 1",
            "line 5: an account number looks like A-000017, not like \"A-1\"",
            "line 6: there is no currency \"GOLD\"",
            "line 9: an amount looks like 12.50, not like \"1OO.00\"",
            "line 10: there is no operation \"nonsense\"");
    assertThat(balance(ADAS)).isEqualTo(euros("101.00"));
  }

  // --- use cases ---

  @Test
  void transfer_enoughMoney_movesItAndKeepsARecord() throws Exception {
    openAccounts();

    teller.transfer(transfer(1, ADAS, ALANS, "40.00"));

    assertThat(balance(ADAS)).isEqualTo(euros("60.00"));
    assertThat(balance(ALANS)).isEqualTo(euros("40.00"));
    assertThat(teller.statement(ALANS, 10, Optional.empty()).items())
        .containsExactly(transfer(1, ADAS, ALANS, "40.00"));
  }

  @Test
  void transfer_idUsedBefore_isRefusedAndChangesNothing() throws Exception {
    openAccounts();
    teller.transfer(transfer(1, ADAS, ALANS, "40.00"));

    assertThatThrownBy(() -> teller.transfer(transfer(1, ADAS, ALANS, "1.00")))
        .isInstanceOf(RefusedException.class)
        .hasMessage("there is a transfer T-00000001 already");

    assertThat(balance(ADAS)).isEqualTo(euros("60.00"));
    assertThat(balance(ALANS)).isEqualTo(euros("40.00"));
  }

  @Test
  void transfer_tooMuch_isRefusedAndChangesNothing() throws Exception {
    openAccounts();

    assertThatThrownBy(() -> teller.transfer(transfer(1, ADAS, ALANS, "100.01")))
        .isInstanceOf(RefusedException.class)
        .hasMessage("there is not enough money on A-000001");

    assertThat(balance(ADAS)).isEqualTo(euros("100.00"));
    assertThat(new Auditor(data).findings().transfers()).isEmpty();
  }

  @Test
  void transfer_toTheSameAccount_isRefusedByTheCheckOfTheModel() throws Exception {
    openAccounts();

    assertThatThrownBy(() -> teller.transfer(transfer(1, ADAS, ADAS, "1.00")))
        .isInstanceOfSatisfying(
            CheckViolationException.class,
            e -> assertThat(e.constraint()).isEqualTo("transfer_accounts_check"));

    assertThat(balance(ADAS)).isEqualTo(euros("100.00"));
  }

  @Test
  void register_nameOrAddressTaken_isRefusedForThat() throws Exception {
    openAccounts();

    assertThatThrownBy(() -> teller.register("Ada", "new@example.org"))
        .hasMessage("Ada is a customer already");
    assertThatThrownBy(() -> teller.register("Grace", "ada@example.org"))
        .hasMessage("somebody else has the address ada@example.org");
  }

  @Test
  void statement_inPages_hasEveryTransferOnce() throws Exception {
    openAccounts();
    var expected = new ArrayList<Transfer>();
    for (int id = 1; id <= 7; id++) {
      Transfer transfer = transfer(id, ADAS, ALANS, "1.00");
      teller.transfer(transfer);
      expected.add(transfer);
    }

    var found = new ArrayList<Transfer>();
    Page<Transfer> page = teller.statement(ALANS, 3, Optional.empty());
    found.addAll(page.items());
    while (page.next().isPresent()) {
      page = teller.statement(ALANS, 3, page.next());
      found.addAll(page.items());
    }

    assertThat(found).isEqualTo(expected);
    assertThat(page.items()).hasSize(1);
    assertThat(page.previous()).isPresent();
  }

  @Test
  void totalsByOwner_severalAccounts_areSums() throws Exception {
    openAccounts();
    var second = new AccountNumber("B-000001");
    teller.open(second, "Ada", Currency.getInstance("EUR"));
    teller.lodge(second, euros("0.50"));

    assertThat(teller.totalsByOwner())
        .containsExactlyInAnyOrder(
            new Teller.OwnerTotal("Ada", euros("100.50")),
            new Teller.OwnerTotal("Alan", euros("0.00")));
  }

  // --- bugs that the library reports ---

  @Test
  void forgottenUpdate_isReportedByTheLibrary() throws Exception {
    openAccounts();

    // tag::forgotten[]
    assertThatThrownBy(() -> data.run(work -> {
          Customer ada = work.repository(Bank.CUSTOMERS).get("Ada");
          ada.changeEmail("countess@example.org"); // and no update
        }))
        .isInstanceOf(MisuseException.class)
        .hasMessageContaining("changed in place but not passed to update [type=customer, id=Ada]");
    // end::forgotten[]

    assertThat(new Auditor(data).findings().customers()).contains("Ada <ada@example.org>");
  }

  @Test
  void objectChangedInAFailedAttempt_canBeReadAgain() throws Exception {
    openAccounts();
    String before = data.read(Bank.CUSTOMERS).get("Ada").email();

    // tag::refresh[]
    data.run(work -> {
      var customers = work.repository(Bank.CUSTOMERS);
      Customer ada = customers.get("Ada");
      try {
        work.attempt(part -> {
          ada.changeEmail("countess@example.org");
          customers.update(ada);
          throw new IllegalStateException("the attempt fails");
        });
      } catch (IllegalStateException e) {
        // ada still has the other address
        assertThat(customers.refresh("Ada").email()).isEqualTo(before);
      }
    });
    // end::refresh[]

    assertThat(data.read(Bank.CUSTOMERS).get("Ada").email()).isEqualTo(before);
  }

  @Test
  void updateOfAnObjectFromAnotherUnit_isReportedByTheLibrary() throws Exception {
    openAccounts();
    Account old = data.execute(work -> work.repository(Bank.ACCOUNTS).get(ADAS));

    assertThatThrownBy(() -> data.runChecked(
            work -> work.repository(Bank.ACCOUNTS).update(old.withdraw(euros("1.00")))))
        .isInstanceOf(MisuseException.class)
        .hasMessageContaining("account")
        .hasMessageContaining("A-000001");

    assertThat(balance(ADAS)).isEqualTo(euros("100.00"));
  }

  /** What nobody can see at run time: a next state that is never handed over leaves no trace. */
  @Test
  void forgottenUpdateOfAnImmutableObject_writesNothing() throws Exception {
    openAccounts();

    assertThatCode(() -> data.runChecked(work -> {
          Account next = work.repository(Bank.ACCOUNTS).get(ADAS).withdraw(euros("1.00"));
          assertThat(next.balance()).isEqualTo(euros("99.00")); // and no update
        }))
        .doesNotThrowAnyException();

    assertThat(balance(ADAS)).isEqualTo(euros("100.00"));
  }
}
