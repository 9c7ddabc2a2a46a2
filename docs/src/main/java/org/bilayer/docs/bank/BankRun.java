package org.bilayer.docs.bank;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.bilayer.DataLayer;
import org.bilayer.docs.bank.domain.AccountNumber;
import org.bilayer.docs.bank.domain.Money;
import org.bilayer.docs.bank.domain.Transfer;
import org.bilayer.docs.bank.ledger.Ledger;
import org.bilayer.docs.bank.ledger.LedgerRun;
import org.bilayer.docs.bank.usecase.Auditor;
import org.bilayer.docs.bank.usecase.Teller;
import org.bilayer.failure.MisuseException;
import org.bilayer.query.Page;

/**
 * What one backend made of a ledger. Immutable.
 *
 * @param name product and version
 * @param before the money of the bank before, by currency
 * @param after the money of the bank after
 * @param retries how many units of work were run again
 * @param owners the total of each owner, as text, sorted
 * @param pages the statement of the busiest account, page by page
 * @param forgottenUpdate what the data layer said to a use case that forgets an update; empty if nothing
 */
record BankRun(
    String name,
    SortedMap<String, Money> before,
    LedgerRun.Outcome outcome,
    long retries,
    SortedMap<String, Money> after,
    Auditor.Findings findings,
    List<String> owners,
    List<List<Transfer>> pages,
    Optional<String> forgottenUpdate) {

  /** Runs a ledger on a data layer. */
  static BankRun of(DataLayer data, Ledger ledger, int threads, LedgerRun.Progress progress)
      throws InterruptedException {
    var teller = new Teller(data);
    var auditor = new Auditor(data);
    SortedMap<String, Money> before = teller.total();
    LedgerRun.Outcome outcome = LedgerRun.apply(ledger, teller, threads, progress);
    long retries = data.retries();
    Auditor.Findings findings = auditor.findings();
    var pages = new ArrayList<List<Transfer>>();
    Optional<AccountNumber> busiest = findings.busiestAccount();
    if (busiest.isPresent()) {
      auditor.statement(busiest.get()).stream().map(Page::items).forEach(pages::add);
    }
    return new BankRun(
        shortName(data),
        before,
        outcome,
        retries,
        teller.total(),
        findings,
        teller.totalsByOwner().stream().map(Record::toString).sorted().toList(),
        pages,
        forgetUpdate(auditor));
  }

  /** What holds a bank, such as {@code PostgreSQL 15.20}: product and version without what a distribution adds. */
  static String shortName(DataLayer data) {
    return data.storeName().replaceFirst("^(\\S+ [0-9.]*[0-9]).*$", "$1");
  }

  private static Optional<String> forgetUpdate(Auditor auditor) {
    Optional<String> somebody = auditor.anyCustomer();
    if (somebody.isEmpty()) {
      return Optional.of("not tried: there are no customers");
    }
    try {
      auditor.forgetUpdate(somebody.get());
      return Optional.empty();
    } catch (MisuseException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  /** Every currency there is or was money in. */
  SortedSet<String> currencies() {
    var currencies = new TreeSet<String>(withoutZeros(before).keySet());
    currencies.addAll(withoutZeros(outcome.inflow()).keySet());
    currencies.addAll(withoutZeros(after).keySet());
    return currencies;
  }

  /** The money there should be after: what there was, and what the lines that were done brought in or took out. */
  SortedMap<String, Money> expectedAfter() {
    var expected = new TreeMap<String, Money>(before);
    outcome.inflow().forEach((currency, money) -> expected.merge(currency, money, Money::plus));
    return expected;
  }

  /** Whether no money appeared or vanished. */
  boolean conservesMoney() {
    return withoutZeros(expectedAfter()).equals(withoutZeros(after));
  }

  private static SortedMap<String, Money> withoutZeros(SortedMap<String, Money> money) {
    var some = new TreeMap<String, Money>(money);
    some.values().removeIf(amount -> !amount.isPositive() && !amount.isNegative());
    return some;
  }
}
