package org.bilayer.contracts.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bilayer.contracts.sample.Bank.ACCOUNTS;
import static org.bilayer.contracts.sample.Bank.AMOUNT;
import static org.bilayer.contracts.sample.Bank.BALANCE;
import static org.bilayer.contracts.sample.Bank.BRANCH;
import static org.bilayer.contracts.sample.Bank.CURRENCY;
import static org.bilayer.contracts.sample.Bank.LOCKER;
import static org.bilayer.contracts.sample.Bank.NUMBER;
import static org.bilayer.contracts.sample.Bank.OWNER;
import static org.bilayer.contracts.sample.Bank.STATUS;
import static org.bilayer.contracts.sample.Bank.TRANSFERS;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.bilayer.contracts.CatalogueEntry;
import org.bilayer.contracts.Contract;
import org.bilayer.contracts.sample.Account;
import org.bilayer.contracts.sample.AccountNumber;
import org.bilayer.failure.UnreadableRowException;
import org.bilayer.model.Model;
import org.bilayer.query.AggregateFunction;
import org.bilayer.query.Projection;
import org.bilayer.query.Query;
import org.bilayer.query.Specification;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every backend promises about parts of aggregates, and about values computed over them. */
public abstract class ProjectionContract extends Contract {

  private static final Model MODEL = Model.of(ACCOUNTS, TRANSFERS);

  private record Line(AccountNumber number, String owner, BigDecimal balance) {}

  private static final Projection<Account, Line> LINE = Projection.of(
      tuple -> new Line(tuple.get(NUMBER), tuple.get(OWNER), tuple.get(BALANCE.at(AMOUNT))),
      NUMBER,
      OWNER,
      BALANCE.at(AMOUNT));

  private record Total(Optional<String> branch, long accounts, BigDecimal balance) {}

  private static final AggregateFunction<Account, Long> ACCOUNTS_COUNTED =
      AggregateFunction.count();
  private static final AggregateFunction<Account, BigDecimal> BALANCES =
      BALANCE.at(AMOUNT).sum();
  private static final Projection<Account, Total> TOTAL_PER_BRANCH = Projection.of(
      tuple -> new Total(tuple.find(BRANCH), tuple.get(ACCOUNTS_COUNTED), tuple.get(BALANCES)),
      BRANCH,
      ACCOUNTS_COUNTED,
      BALANCES);

  @Override
  protected final Model model() {
    return MODEL;
  }

  @BeforeEach
  void store() {
    stored(
        ACCOUNTS,
        Account.of("1", "Ada", "10.10").withLocker("Cork", 1),
        Account.of("2", "Bob", "20.20").withLocker("Cork", 2),
        Account.of("3", "Cy", "-0.30").withLocker("Cavan", 1),
        Account.of("4", "Di", "0.00"),
        Account.of("5", "ada", "1.05"));
  }

  private <R> List<R> selected(Query<Account> query, Projection<Account, R> projection) {
    return data().execute(work -> work.repository(ACCOUNTS).select(query, projection));
  }

  @Test
  void select_someColumns_keepsOrderAndLimit() {
    Query<Account> query =
        Query.where(BRANCH.isNotNull()).orderBy(BALANCE.at(AMOUNT).desc()).limit(2);

    assertThat(selected(query, LINE))
        .containsExactly(
            new Line(new AccountNumber("2"), "Bob", new BigDecimal("20.20")),
            new Line(new AccountNumber("1"), "Ada", new BigDecimal("10.10")));
  }

  @Test
  void select_orderByAColumnThatIsNotSelected_isKept() {
    var owners = Projection.<Account, String>of(tuple -> tuple.get(OWNER), OWNER);

    assertThat(selected(Query.orderedBy(BALANCE.at(AMOUNT).asc()), owners))
        .containsExactly("Cy", "Di", "ada", "Ada", "Bob");
  }

  @Test
  @CatalogueEntry("2.5")
  void select_grouped_foldsNullsIntoOneGroup() {
    stored(ACCOUNTS, Account.of("6", "Eve", "5").withLocker("", 1));

    assertThat(selected(Query.all(), TOTAL_PER_BRANCH))
        .containsExactlyInAnyOrder(
            new Total(Optional.of("Cork"), 2, new BigDecimal("30.30")),
            new Total(Optional.of("Cavan"), 1, new BigDecimal("-0.30")),
            new Total(Optional.of(""), 1, new BigDecimal("5.00")),
            new Total(Optional.empty(), 2, new BigDecimal("1.05")));
  }

  @Test
  void select_aggregatesMadeWhereTheyAreUsed_areKnownByWhatTheyCompute() {
    var perBranch = Projection.<Account, String>of(
        tuple -> tuple.find(BRANCH).orElse("-") + " " + tuple.get(AggregateFunction.count()) + " "
            + tuple.get(BALANCE.at(AMOUNT).max()) + " "
            + tuple.get(BALANCE.at(AMOUNT).sum()),
        BALANCE.at(AMOUNT).sum(),
        BRANCH,
        AggregateFunction.count(),
        BALANCE.at(AMOUNT).max());

    assertThat(selected(Query.all(), perBranch))
        .containsExactlyInAnyOrder("Cork 2 20.20 30.30", "Cavan 1 -0.30 -0.30", "- 2 1.05 1.05");
  }

  @Test
  @CatalogueEntry("4.1")
  void select_groupsOfText_areToldApartByCase() {
    var perOwner = Projection.<Account, String>of(
        tuple -> tuple.get(OWNER) + "=" + tuple.get(ACCOUNTS_COUNTED), OWNER, ACCOUNTS_COUNTED);

    assertThat(selected(Query.all(), perOwner))
        .containsExactlyInAnyOrder("Ada=1", "Bob=1", "Cy=1", "Di=1", "ada=1");
  }

  @Test
  @CatalogueEntry("2.5")
  @CatalogueEntry("5.3")
  void select_everyAggregate_isExact() {
    AggregateFunction<Account, BigDecimal> average = BALANCE.at(AMOUNT).average();
    AggregateFunction<Account, BigDecimal> least = BALANCE.at(AMOUNT).min();
    AggregateFunction<Account, BigDecimal> greatest = BALANCE.at(AMOUNT).max();
    AggregateFunction<Account, Long> lockers = LOCKER.count();
    AggregateFunction<Account, Long> differentLockers = LOCKER.countDistinct();
    AggregateFunction<Account, BigDecimal> lockerSum = LOCKER.sum();
    AggregateFunction<Account, BigDecimal> lockerAverage = LOCKER.average();
    AggregateFunction<Account, String> firstOwner = OWNER.min();
    AggregateFunction<Account, String> lastOwner = OWNER.max();
    var all = Projection.<Account, List<Object>>of(
        tuple -> List.of(
            tuple.get(average),
            tuple.get(least),
            tuple.get(greatest),
            tuple.get(lockers),
            tuple.get(differentLockers),
            tuple.get(lockerSum),
            tuple.get(lockerAverage),
            tuple.get(firstOwner),
            tuple.get(lastOwner)),
        average,
        least,
        greatest,
        lockers,
        differentLockers,
        lockerSum,
        lockerAverage,
        firstOwner,
        lastOwner);

    assertThat(selected(Query.all(), all))
        .containsExactly(List.of(
            new BigDecimal("6.21000000"),
            new BigDecimal("-0.30"),
            new BigDecimal("20.20"),
            3L,
            2L,
            new BigDecimal("4"),
            new BigDecimal("1.333333"),
            "Ada",
            "ada"));
  }

  @Test
  @CatalogueEntry("2.5")
  void select_aggregatesOverNothing_areAbsent_andCountsZero() {
    var all = Projection.<Account, List<Object>>of(
        tuple -> List.of(tuple.get(ACCOUNTS_COUNTED), tuple.find(BALANCES)),
        ACCOUNTS_COUNTED,
        BALANCES);

    assertThat(selected(Query.where(OWNER.eq("nobody")), all))
        .containsExactly(List.of(0L, Optional.empty()));
    assertThat(selected(Query.where(OWNER.eq("nobody")), TOTAL_PER_BRANCH)).isEmpty();
  }

  @Test
  @CatalogueEntry("2.5")
  void select_aggregatesOverAbsentValues_areAbsent_andCountsZero() {
    AggregateFunction<Account, Long> values = LOCKER.count();
    AggregateFunction<Account, Long> different = LOCKER.countDistinct();
    AggregateFunction<Account, BigDecimal> sum = LOCKER.sum();
    AggregateFunction<Account, Integer> least = LOCKER.min();
    AggregateFunction<Account, Integer> greatest = LOCKER.max();
    AggregateFunction<Account, BigDecimal> average = LOCKER.average();
    var all = Projection.<Account, List<Object>>of(
        tuple -> List.of(
            tuple.get(values),
            tuple.get(different),
            tuple.find(sum),
            tuple.find(least),
            tuple.find(greatest),
            tuple.find(average)),
        values,
        different,
        sum,
        least,
        greatest,
        average);
    List<Object> absent =
        List.of(0L, 0L, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    assertThat(selected(Query.where(OWNER.eq("Di")), all)).as("no values").containsExactly(absent);
    assertThat(selected(Query.where(OWNER.eq("nobody")), all))
        .as("no rows")
        .containsExactly(absent);
  }

  @Test
  void select_absentValueThatIsDemanded_isRefused() {
    var branches = Projection.<Account, String>of(tuple -> tuple.get(BRANCH), BRANCH);

    UnreadableRowException failure =
        thrown(UnreadableRowException.class, () -> selected(Query.all(), branches));
    assertThat(failure).hasMessageContaining("[table=account, column=branch, rule=");
  }

  @Test
  @CatalogueEntry("1.4")
  void select_seesPendingChanges() {
    List<Total> totals = data().execute(work -> {
      work.repository(ACCOUNTS).add(Account.of("6", "Eve", "5.00").withLocker("Cavan", 9));
      return work.repository(ACCOUNTS).select(BRANCH.eq("Cavan"), TOTAL_PER_BRANCH);
    });

    assertThat(totals).containsExactly(new Total(Optional.of("Cavan"), 2, new BigDecimal("4.70")));
  }

  @Test
  @CatalogueEntry(value = "5.6", answer = CatalogueEntry.Answer.REFUSED)
  void select_whatCannotBeComputedAlikeEverywhere_isRefusedBeforeAnything() {
    assertThat(thrown(IllegalArgumentException.class, () -> OWNER.sum()))
        .hasMessageContaining("Cannot sum owner: it is text(40), not an exact number.");
    assertThat(thrown(IllegalArgumentException.class, () -> STATUS.max()))
        .hasMessageContaining("Cannot take the least or greatest status");
    assertThat(thrown(
            IllegalArgumentException.class,
            () -> selected(Query.<Account>all().limit(1), TOTAL_PER_BRANCH)))
        .hasMessageContaining("A grouped projection takes neither order nor limit.");
    assertThat(thrown(
            IllegalArgumentException.class,
            () -> selected(
                Query.all(),
                Projection.<Account, String>of(tuple -> tuple.get(BALANCE.at(CURRENCY)), OWNER))))
        .hasMessageContaining("balance_currency is not part of the projection, which has [owner]");
  }

  @Test
  void count_andExists_agreeWithSelect() {
    Specification<Account> inCork = BRANCH.eq("Cork");
    data().run(work -> {
      assertThat(work.repository(ACCOUNTS).count(inCork)).isEqualTo(2);
      assertThat(work.repository(ACCOUNTS).exists(inCork)).isTrue();
      assertThat(work.repository(ACCOUNTS).exists(BRANCH.eq("Kerry"))).isFalse();
    });
  }
}
