package org.bilayer.docs.bank;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.bilayer.docs.bank.domain.Account;
import org.bilayer.docs.bank.domain.AccountNumber;
import org.bilayer.docs.bank.domain.Money;
import org.bilayer.docs.bank.domain.Status;
import org.bilayer.docs.bank.ledger.LedgerRun;
import org.bilayer.docs.bank.usecase.Auditor;
import org.junit.jupiter.api.Test;

/** That the report finds what it is there to find. */
final class ReportTest {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  private boolean isGood(BankRun... runs) {
    return Report.print(
        List.of(runs), new Screen(new PrintStream(bytes, true, StandardCharsets.UTF_8), false));
  }

  private String printed() {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static BankRun run(
      String name, String after, String balance, List<LedgerRun.Refusal> failures) {
    var inflow = new TreeMap<String, Money>();
    inflow.put("EUR", Money.of("5.00", "EUR"));
    var money = new TreeMap<String, Money>();
    money.put("EUR", Money.of(after, "EUR"));
    return new BankRun(
        name,
        new TreeMap<>(),
        new LedgerRun.Outcome(Duration.ofSeconds(1), 3, List.of(), failures, inflow),
        0,
        money,
        new Auditor.Findings(
            List.of(),
            List.of(new Account(
                new AccountNumber("A-000001"), "Ada", Money.of(balance, "EUR"), Status.OPEN)),
            List.of()),
        List.of(),
        List.of(),
        Optional.of("found"));
  }

  @Test
  void print_equalRuns_isGood() {
    assertThat(isGood(run("one", "5.00", "5.00", List.of()), run("two", "5.00", "5.00", List.of())))
        .isTrue();
    assertThat(printed()).contains("OK: money is conserved");
  }

  @Test
  void print_moneyLost_isBad() {
    assertThat(isGood(run("one", "4.99", "5.00", List.of()))).isFalse();
    assertThat(printed())
        .contains("money is not conserved on one: there is [4.99 EUR], there should be [5.00 EUR]")
        .doesNotContain("OK");
  }

  @Test
  void print_rowsDiffer_isBadAndNamesTheRow() {
    assertThat(isGood(run("one", "5.00", "5.00", List.of()), run("two", "5.00", "4.00", List.of())))
        .isFalse();
    assertThat(printed()).contains("WRONG: accounts, row 1: one has").doesNotContain("OK");
  }

  @Test
  void print_failures_isBad() {
    var failure = new LedgerRun.Refusal(2, "lodge", "the database is gone");

    assertThat(isGood(run("one", "5.00", "5.00", List.of(failure)))).isFalse();
    assertThat(printed()).contains("FAILED on one").contains("the database is gone");
  }
}
