package org.bilayer.docs.bank;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.bilayer.docs.bank.domain.Money;
import org.bilayer.docs.bank.ledger.LedgerRun;

/** Says what came of one ledger on several backends. */
final class Report {

  private static final int REFUSALS_SHOWN_MAX = 200;
  private static final int TEXT_SHOWN_MAX = 80;
  private static final int NAME_WIDTH = 20;
  private static final int WORK_WIDTH = 12;
  private static final int MONEY_WIDTH = 21;

  private final List<BankRun> runs;
  private final Screen screen;
  private boolean good = true;

  private Report(List<BankRun> runs, Screen screen) {
    this.runs = runs;
    this.screen = screen;
  }

  /**
   * Prints the report.
   *
   * @return whether money is conserved, nothing failed, and all backends ended equal
   */
  static boolean print(List<BankRun> runs, Screen screen) {
    var report = new Report(runs, screen);
    report.printRefusals();
    report.printFailures();
    report.printWork();
    report.printMoney();
    report.printForgottenUpdate();
    report.printComparison();
    return report.good;
  }

  // --- lines ---

  private void printRefusals() {
    if (Comparison.sameRefusals(runs)) {
      List<LedgerRun.Refusal> refusals = runs.get(0).outcome().refusals();
      print(refusals.isEmpty() ? "No line was refused." : "Refused on each backend:", refusals);
    } else {
      for (BankRun run : runs) {
        print("Refused on " + run.name() + ":", run.outcome().refusals());
      }
    }
  }

  private void printFailures() {
    for (BankRun run : runs) {
      if (!run.outcome().failures().isEmpty()) {
        good = false;
        print(
            "FAILED on " + run.name() + ", not for what the lines say:",
            run.outcome().failures());
      }
    }
  }

  private void print(String heading, List<LedgerRun.Refusal> refusals) {
    screen.line("");
    screen.line(heading);
    refusals.stream().limit(REFUSALS_SHOWN_MAX).forEach(this::print);
    if (refusals.size() > REFUSALS_SHOWN_MAX) {
      screen.line("  and " + number(refusals.size() - REFUSALS_SHOWN_MAX) + " more");
    }
  }

  private void print(LedgerRun.Refusal refusal) {
    screen.line(String.format(
        Locale.ROOT,
        "  line %6d: %s -> %s",
        refusal.number(),
        shortened(refusal.text()),
        refusal.reason()));
  }

  private static String shortened(String text) {
    return text.length() <= TEXT_SHOWN_MAX ? text : text.substring(0, TEXT_SHOWN_MAX) + "...";
  }

  // --- tables ---

  private void printWork() {
    heading(
        WORK_WIDTH,
        "",
        "time",
        "per second",
        "run again",
        "done",
        "refused",
        "accounts",
        "transfers");
    for (BankRun run : runs) {
      LedgerRun.Outcome outcome = run.outcome();
      int refused = outcome.refusals().size();
      row(
          WORK_WIDTH,
          run.name(),
          String.format(Locale.ROOT, "%.2f s", outcome.time().toNanos() / 1e9),
          number(outcome.linesPerSecond()),
          number(run.retries()),
          number(outcome.lines() - refused - outcome.failures().size()),
          number(refused),
          number(run.findings().accounts().size()),
          number(run.findings().transfers().size()));
    }
  }

  private void printMoney() {
    var currencies = new TreeSet<String>();
    runs.forEach(run -> currencies.addAll(run.currencies()));
    for (String currency : currencies) {
      Function<SortedMap<String, Money>, String> amount = money -> amount(money, currency);
      heading(
          MONEY_WIDTH,
          "Money in " + currency,
          "before",
          "lodged - withdrawn",
          "so expected",
          "after");
      for (BankRun run : runs) {
        row(
            MONEY_WIDTH,
            run.name(),
            amount.apply(run.before()),
            amount.apply(run.outcome().inflow()),
            amount.apply(run.expectedAfter()),
            amount.apply(run.after()));
      }
    }
  }

  private void heading(int width, String... cells) {
    screen.line("");
    row(width, cells);
  }

  private void row(int width, String... cells) {
    var line = new StringBuilder(padded(cells[0]));
    for (int i = 1; i < cells.length; i++) {
      line.append(" ".repeat(Math.max(1, width - cells[i].length()))).append(cells[i]);
    }
    screen.line(line.toString());
  }

  private static String padded(String name) {
    return name + " ".repeat(Math.max(1, NAME_WIDTH - name.length()));
  }

  private static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  private static String amount(SortedMap<String, Money> money, String currency) {
    Money amount = money.get(currency);
    return amount == null ? "0.00" : String.format(Locale.ROOT, "%,.2f", amount.amount());
  }

  // --- verdict ---

  private void printForgottenUpdate() {
    screen.line("");
    List<String> answers = runs.stream()
        .map(run -> run.forgottenUpdate().orElse("nothing: THE BUG WAS NOT FOUND"))
        .toList();
    if (runs.stream().anyMatch(run -> run.forgottenUpdate().isEmpty())) {
      good = false;
    }
    screen.line(
        "A use case with a bug, which changes a customer and forgets update, is answered by");
    if (answers.stream().distinct().count() == 1) {
      screen.line("  each backend: " + answers.get(0));
    } else {
      for (int i = 0; i < answers.size(); i++) {
        screen.line("  " + runs.get(i).name() + ": " + answers.get(i));
      }
    }
  }

  private void printComparison() {
    var problems = new ArrayList<String>();
    for (BankRun run : runs) {
      if (!run.conservesMoney()) {
        problems.add("money is not conserved on " + run.name() + ": there is "
            + run.after().values() + ", there should be " + run.expectedAfter().values());
      }
    }
    for (BankRun run : runs.subList(1, runs.size())) {
      problems.addAll(Comparison.differences(runs.get(0), run));
    }
    screen.line("");
    problems.forEach(problem -> screen.line("WRONG: " + problem));
    good &= problems.isEmpty();
    if (!good) {
      screen.line("FAILED: see above.");
      return;
    }
    BankRun any = runs.get(0);
    screen.line("OK: money is conserved. "
        + runs.stream().map(BankRun::name).collect(Collectors.joining(", "))
        + " agree, row by row, on " + number(any.findings().customers().size()) + " customers, "
        + number(any.findings().accounts().size()) + " accounts, "
        + number(any.findings().transfers().size()) + " transfers, the totals of all owners, "
        + number(any.pages().size()) + " pages of a statement, and every refusal.");
  }
}
