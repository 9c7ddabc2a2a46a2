package org.bilayer.docs.verify;

import static org.bilayer.testkit.verify.history.Steps.add;
import static org.bilayer.testkit.verify.history.Steps.attempt;
import static org.bilayer.testkit.verify.history.Steps.column;
import static org.bilayer.testkit.verify.history.Steps.exists;
import static org.bilayer.testkit.verify.history.Steps.find;
import static org.bilayer.testkit.verify.history.Steps.first;
import static org.bilayer.testkit.verify.history.Steps.firstEnds;
import static org.bilayer.testkit.verify.history.Steps.interleaved;
import static org.bilayer.testkit.verify.history.Steps.key;
import static org.bilayer.testkit.verify.history.Steps.remove;
import static org.bilayer.testkit.verify.history.Steps.row;
import static org.bilayer.testkit.verify.history.Steps.second;
import static org.bilayer.testkit.verify.history.Steps.secondEnds;
import static org.bilayer.testkit.verify.history.Steps.unit;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.bilayer.contracts.sample.Desk;
import org.bilayer.testkit.database.Databases;
import org.bilayer.testkit.database.TestDatabase;
import org.bilayer.testkit.verify.Verification;
import org.bilayer.testkit.verify.history.History;
import org.bilayer.testkit.verify.history.RowValues;
import org.bilayer.testkit.verify.history.Step;
import org.bilayer.value.Level;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What generated histories once showed, in the few steps that were left of them. */
final class FoundByTheKitTest {

  static TestDatabase[] databases() {
    return new TestDatabase[] {Databases.h2(), Databases.postgresql(), Databases.mariadb()};
  }

  /** An index of MariaDB ends a search for a prefix before the characters beyond the basic plane. */
  @ParameterizedTest
  @MethodSource("databases")
  void startsWith_textWithAnEmojiBehindThePrefix_isFound(TestDatabase database) {
    Verification.of(Desk.MODEL)
        .on(database.require())
        .replay(History.of(unit(
            add("manuscript", row("id", "a\ud83d\ude00", "title", "")),
            exists("manuscript", column("id").startsWith("a")))));
  }

  /** The kit took this for a difference: both transfers break a rule, the second one breaks two. */
  @ParameterizedTest
  @MethodSource("databases")
  void add_rowThatBreaksTwoRulesAfterAnAttemptThatBrokeOne_mayBeRefusedForEither(
      TestDatabase database) {
    FirstDifference.aided()
        .on(database.require())
        .replay(betweenTwo(attempt(transfer("A-000001")), transfer("A-000002")));
  }

  /** As the other, with an attempt that breaks two rules behind one that breaks the first of them. */
  @ParameterizedTest
  @MethodSource("databases")
  void attempt_rowThatBreaksTwoRulesAfterOneThatBrokeOne_mayBeRefusedForEither(
      TestDatabase database) {
    FirstDifference.aided()
        .on(database.require())
        .replay(betweenTwo(attempt(transfer("A-000001")), attempt(transfer("A-000002"))));
  }

  /** PostgreSQL looks at the checks of both rows first: the first breaks two references, the second a check. */
  @ParameterizedTest
  @MethodSource("databases")
  void commit_rowsThatBreakThreeRules_mayBeRefusedForAnyOfThem(TestDatabase database) {
    FirstDifference.aided()
        .on(database.require())
        .replay(History.of(unit(
            transfer("T-00000001", "A-000001", "0.01"),
            transfer("T-00000002", "A-000002", "0.00"))));
  }

  /** PostgreSQL and MariaDB look for references among the newest rows, memory and H2 in the snapshot. */
  @ParameterizedTest
  @MethodSource("databases")
  void remove_ofWhatTheOtherUnitNoLongerRefersTo_mayBeRefusedBySnapshot(TestDatabase database) {
    FirstDifference.aided()
        .on(database.require())
        .replay(History.of(
            unit(
                add("customer", row("name", "n", "email", "")),
                add("account", account("A-000001"))),
            interleaved(
                Level.SNAPSHOT,
                first(find("customer", key("n"))),
                second(find("account", key("A-000001"))),
                second(remove("account", key("A-000001"))),
                secondEnds(true),
                first(remove("customer", key("n"))),
                firstEnds(true))));
  }

  private static History betweenTwo(Step first, Step second) {
    return History.of(unit(
        add("customer", row("name", "n", "email", "")),
        add("account", account("A-000001")),
        add("account", account("A-000002")),
        first,
        second));
  }

  private static RowValues account(String number) {
    return row(
        "number",
        number,
        "owner",
        "n",
        "balance_amount",
        new BigDecimal("0.00"),
        "balance_currency",
        "EUR",
        "status",
        "OPEN");
  }

  private static Step transfer(String from) {
    return transfer("T-00000001", from, "0.00");
  }

  private static Step transfer(String id, String from, String amount) {
    return add(
        "transfer",
        row(
            "id",
            id,
            "booked",
            LocalDate.parse("2000-01-01"),
            "from_account",
            from,
            "to_account",
            "A-000002",
            "amount",
            new BigDecimal(amount),
            "currency",
            "EUR"));
  }
}
