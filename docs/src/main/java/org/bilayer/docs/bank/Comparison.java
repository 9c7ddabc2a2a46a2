package org.bilayer.docs.bank;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.bilayer.docs.bank.ledger.LedgerRun;

/** Finds what two runs of one ledger disagree on, row by row. */
final class Comparison {

  private static final int SHOWN_MAX = 10;

  private final BankRun first;
  private final BankRun second;
  private final List<String> differences = new ArrayList<>();

  private Comparison(BankRun first, BankRun second) {
    this.first = first;
    this.second = second;
  }

  /** One line for each difference, at most ten of each kind; empty if the runs ended equal. */
  static List<String> differences(BankRun first, BankRun second) {
    var comparison = new Comparison(first, second);
    comparison.compare("refused lines", run -> texts(run.outcome().refusals()));
    comparison.compare("customers", run -> run.findings().customers());
    comparison.compare("accounts", run -> texts(run.findings().accounts()));
    comparison.compare("transfers", run -> texts(run.findings().transfers()));
    comparison.compare("totals by owner", BankRun::owners);
    comparison.compare("pages of the statement", run -> texts(run.pages()));
    return List.copyOf(comparison.differences);
  }

  private static List<String> texts(List<?> rows) {
    return rows.stream().map(Object::toString).toList();
  }

  private void compare(String what, Function<BankRun, List<String>> rows) {
    List<String> mine = rows.apply(first);
    List<String> theirs = rows.apply(second);
    int found = 0;
    for (int i = 0; i < Math.max(mine.size(), theirs.size()); i++) {
      String left = i < mine.size() ? mine.get(i) : "nothing";
      String right = i < theirs.size() ? theirs.get(i) : "nothing";
      if (!left.equals(right) && ++found <= SHOWN_MAX) {
        differences.add(what + ", row " + (i + 1) + ": " + first.name() + " has " + left + ", "
            + second.name() + " has " + right);
      }
    }
    if (found > SHOWN_MAX) {
      differences.add(what + ": " + (found - SHOWN_MAX) + " more rows differ");
    }
  }

  /** Whether the runs refused the same lines for the same reasons. */
  static boolean sameRefusals(List<BankRun> runs) {
    List<LedgerRun.Refusal> refusals = runs.get(0).outcome().refusals();
    return runs.stream().allMatch(run -> run.outcome().refusals().equals(refusals));
  }
}
