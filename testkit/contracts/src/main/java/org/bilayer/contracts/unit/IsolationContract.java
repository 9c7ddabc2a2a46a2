package org.bilayer.contracts.unit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.bilayer.contracts.sample.Bank.ACCOUNTS;
import static org.bilayer.contracts.sample.Shop.ORDERS;
import static org.bilayer.contracts.sample.Shop.PRODUCTS;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.bilayer.LayerOptions;
import org.bilayer.UnitOfWork;
import org.bilayer.UnitOptions;
import org.bilayer.contracts.CatalogueEntry;
import org.bilayer.contracts.Contract;
import org.bilayer.contracts.sample.Account;
import org.bilayer.contracts.sample.AccountNumber;
import org.bilayer.contracts.sample.Bank;
import org.bilayer.contracts.sample.Order;
import org.bilayer.contracts.sample.Order.Line;
import org.bilayer.contracts.sample.Product;
import org.bilayer.failure.ConflictException;
import org.bilayer.failure.ForeignKeyViolationException;
import org.bilayer.failure.UniqueViolationException;
import org.bilayer.model.Model;
import org.bilayer.query.Projection;
import org.bilayer.query.Query;
import org.bilayer.query.Specification;
import org.bilayer.testkit.backend.NeedsConnections;
import org.bilayer.value.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What every backend promises about units of work at the same time: nobody sees what is not committed, a snapshot is one
 * state, the first committer wins, and a level that is not offered is refused and never replaced by a weaker one.
 */
public abstract class IsolationContract extends Contract {

  private static final Model MODEL = Model.of(ACCOUNTS, PRODUCTS, ORDERS);

  private static final Account ADA = Account.of("1", "Ada", "10");
  private static final Account BOB = Account.of("2", "Bob", "20");
  private static final Specification<Account> RICH =
      Bank.BALANCE.at(Bank.AMOUNT).ge(new BigDecimal("1000"));
  private static final Projection<Account, String> OWNERS =
      Projection.of(tuple -> tuple.get(Bank.OWNER), Bank.OWNER);

  @Override
  protected final Model model() {
    return MODEL;
  }

  private UnitOfWork begin(Level level) {
    return data().begin(UnitOptions.defaults().level(level));
  }

  private void others(Account account, String amount) {
    try (UnitOfWork other = data().begin()) {
      add(other, account, amount);
      other.commit();
    }
  }

  private static void add(UnitOfWork work, Account account, String amount) {
    work.repository(ACCOUNTS).change(account.number(), found -> found.plus(amount));
  }

  private static long rich(UnitOfWork work) {
    return work.repository(ACCOUNTS).count(RICH);
  }

  private static BigDecimal balance(UnitOfWork work, Account account) {
    return work.repository(ACCOUNTS).get(account.number()).balance().amount();
  }

  // --- when a snapshot begins ---

  @Test
  @NeedsConnections(2)
  void snapshot_beginsWithTheFirstRead() {
    stored(ACCOUNTS, ADA, BOB);
    try (UnitOfWork unit = begin(Level.SNAPSHOT)) {
      others(ADA, "1");
      assertThat(balance(unit, ADA)).isEqualByComparingTo("11");
      others(BOB, "1");
      assertThat(balance(unit, BOB)).isEqualByComparingTo("20");
    }
  }

  /** MariaDB leaves such a query out, so that the snapshot begins with the next one; all that was seen is of one state there, too. */
  @Test
  @NeedsConnections(2)
  void snapshot_afterAQueryThatNoRowCanSatisfy_isStillOneState() {
    stored(ACCOUNTS, ADA, BOB);
    try (UnitOfWork unit = begin(Level.SNAPSHOT)) {
      assertThat(unit.repository(ACCOUNTS).count(Bank.OWNER.isNull())).isZero();
      others(ADA, "1000");
      long rich = rich(unit);
      others(BOB, "1000");
      assertThat(rich(unit)).isEqualTo(rich);
      assertThat(balance(unit, ADA)).isEqualByComparingTo(rich == 0 ? "10" : "1010");
      assertThat(balance(unit, BOB)).isEqualByComparingTo("20");
    }
  }

  // --- rules and what others have changed since the snapshot ---

  /** Begins, lets others do something after the first read, goes on and commits; the failure, if there is one. */
  private Optional<Throwable> outcome(Consumer<UnitOfWork> others, Consumer<UnitOfWork> then) {
    try (UnitOfWork unit = begin(Level.SNAPSHOT)) {
      assertThat(unit.repository(ACCOUNTS).find(BOB.number())).isPresent();
      try (UnitOfWork other = data().begin()) {
        others.accept(other);
        other.commit();
      }
      return Optional.ofNullable(catchThrowable(() -> {
        then.accept(unit);
        unit.commit();
      }));
    }
  }

  /**
   * PostgreSQL and MariaDB look for references and unique values among the newest rows, memory and H2 in the snapshot: there it is
   * a broken rule, here it is done, or a conflict.
   */
  private void assertRefusedBySnapshot(Optional<Throwable> failure, Class<?> brokenRule) {
    if (List.of("memory", "h2").contains(backend().name())) {
      assertThat(failure).get().isInstanceOf(brokenRule);
    } else {
      failure.ifPresent(refused -> assertThat(refused).isInstanceOf(ConflictException.class));
    }
  }

  @Test
  @NeedsConnections(2)
  void remove_ofWhatNobodyRefersToAnyMore_isDoneOrRefusedBySnapshot() {
    var id = new UUID(3, 3);
    stored(ACCOUNTS, BOB);
    stored(PRODUCTS, new Product("p", "Pen"));
    stored(ORDERS, Order.of(id, "Ada").withLines(List.of(Line.of(1, "pens", 1).buying("p"))));
    Optional<Throwable> failure = outcome(
        others -> others.repository(ORDERS).remove(others.repository(ORDERS).get(id)),
        unit -> unit.repository(PRODUCTS).remove(unit.repository(PRODUCTS).get("p")));
    assertRefusedBySnapshot(failure, ForeignKeyViolationException.class);
    assertThat(all(PRODUCTS)).hasSize(failure.isPresent() ? 1 : 0);
  }

  @Test
  @NeedsConnections(2)
  void add_withAUniqueValueThatOthersHaveGivenUp_isDoneOrRefusedBySnapshot() {
    stored(ACCOUNTS, ADA, BOB);
    Account heir = Account.of("3", "Ada", "1");
    Optional<Throwable> failure = outcome(
        others -> others.repository(ACCOUNTS).change(ADA.number(), ada -> ada.ownedBy("Countess")),
        unit -> unit.repository(ACCOUNTS).add(heir));
    assertRefusedBySnapshot(failure, UniqueViolationException.class);
    assertThat(lookedUp(ACCOUNTS, heir.number()).isPresent()).isEqualTo(failure.isEmpty());
  }

  @Test
  @NeedsConnections(2)
  void remove_ofWhatIsStillReferredTo_isABrokenRuleWhateverOthersDo() {
    stored(PRODUCTS, new Product("p", "Pen"));
    stored(
        ORDERS,
        Order.of(new UUID(3, 4), "Ada").withLines(List.of(Line.of(1, "pens", 1).buying("p"))));
    stored(ACCOUNTS, ADA);
    try (UnitOfWork unit = begin(Level.SNAPSHOT)) {
      Product pen = unit.repository(PRODUCTS).get("p");
      others(ADA, "1");
      unit.repository(PRODUCTS).remove(pen);
      assertThat(catchThrowable(unit::commit)).isInstanceOf(ForeignKeyViolationException.class);
    }
    assertThat(all(PRODUCTS)).hasSize(1);
  }

  // --- what others have not committed ---

  @ParameterizedTest
  @EnumSource(names = {"READ_COMMITTED", "SNAPSHOT"})
  @NeedsConnections(2)
  @CatalogueEntry("8.9")
  void read_changesOfAnOpenUnit_areInvisible(Level level) {
    stored(ACCOUNTS, ADA, BOB);
    try (UnitOfWork writer = begin(level);
        UnitOfWork reader = begin(level)) {
      add(writer, ADA, "5000");
      writer.repository(ACCOUNTS).add(Account.of("3", "Eve", "5000"));
      writer.flush();

      assertThat(rich(reader)).isZero();
      assertThat(reader.repository(ACCOUNTS).find(Query.all())).containsExactlyInAnyOrder(ADA, BOB);

      writer.rollback();
      assertThat(rich(reader)).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"READ_COMMITTED", "SNAPSHOT"})
  @NeedsConnections(2)
  void read_ownChanges_areVisibleToNobodyElse(Level level) {
    stored(ACCOUNTS, ADA);
    try (UnitOfWork one = begin(level);
        UnitOfWork other = begin(level)) {
      // Never used before: MariaDB makes an insert wait beside a removed row of the same key.
      String sign = level.name().substring(0, 1);
      one.repository(ACCOUNTS).add(Account.of(sign + 1, "one at " + level, "5000"));
      other.repository(ACCOUNTS).add(Account.of(sign + 2, "other at " + level, "5000"));
      one.flush();
      other.flush();
      assertThat(rich(one)).isEqualTo(1);
      assertThat(rich(other)).isEqualTo(1);
      one.commit();
      other.commit();
    }
    data().run(work -> assertThat(rich(work)).isEqualTo(2));
  }

  // --- what others have committed ---

  @Test
  @NeedsConnections(2)
  @CatalogueEntry("1.2")
  @CatalogueEntry("8.9")
  void read_atReadCommitted_seesWhatWasCommittedMeanwhile() {
    stored(ACCOUNTS, ADA, BOB);
    try (UnitOfWork reader = begin(Level.READ_COMMITTED)) {
      assertThat(rich(reader)).isZero();
      assertThat(reader.repository(ACCOUNTS).select(RICH, OWNERS)).isEmpty();
      others(ADA, "5000");
      assertThat(rich(reader)).isEqualTo(1);
      assertThat(reader.repository(ACCOUNTS).select(RICH, OWNERS)).containsExactly("Ada");
      assertThat(balance(reader, ADA)).isEqualTo("5010.00");
    }
  }

  @Test
  @NeedsConnections(2)
  @CatalogueEntry("8.9")
  void read_atSnapshot_seesOneState() {
    stored(ACCOUNTS, ADA, BOB);
    try (UnitOfWork reader = begin(Level.SNAPSHOT)) {
      assertThat(rich(reader)).isZero();
      others(ADA, "5000");
      stored(ACCOUNTS, Account.of("3", "Eve", "5000"));
      assertThat(rich(reader)).isZero();
      assertThat(balance(reader, ADA)).isEqualTo("10.00");
      assertThat(reader.repository(ACCOUNTS).find(new AccountNumber("3"))).isEmpty();
      assertThat(reader.repository(ACCOUNTS).find(Query.all())).containsExactlyInAnyOrder(ADA, BOB);
    }
    data().run(work -> assertThat(rich(work)).isEqualTo(2));
  }

  @Test
  @NeedsConnections(2)
  void read_atSnapshot_seesRowsRemovedMeanwhile() {
    stored(ACCOUNTS, ADA, BOB);
    try (UnitOfWork reader = begin(Level.SNAPSHOT)) {
      assertThat(balance(reader, ADA)).isEqualTo("10.00");
      try (UnitOfWork other = data().begin()) {
        other.repository(ACCOUNTS).remove(other.repository(ACCOUNTS).get(BOB.number()));
        other.commit();
      }
      assertThat(balance(reader, BOB)).isEqualTo("20.00");
      assertThat(reader.repository(ACCOUNTS).count(Specification.all())).isEqualTo(2);
    }
  }

  @Test
  @NeedsConnections(2)
  void read_atSnapshotOfTwoAggregates_neverMixesTwoStates() {
    stored(ACCOUNTS, ADA, BOB);
    try (UnitOfWork reader = begin(Level.SNAPSHOT)) {
      BigDecimal ada = balance(reader, ADA);
      try (UnitOfWork other = data().begin()) {
        add(other, ADA, "-10");
        add(other, BOB, "10");
        other.commit();
      }
      assertThat(ada.add(balance(reader, BOB))).isEqualTo("30.00");
    }
  }

  @Test
  @NeedsConnections(2)
  void read_atSnapshotOfTwoTables_neverMixesTwoStates() {
    stored(ACCOUNTS, ADA);
    UUID id = new UUID(7, 7);
    try (UnitOfWork reader = begin(Level.SNAPSHOT)) {
      assertThat(rich(reader)).isZero();
      try (UnitOfWork other = data().begin()) {
        add(other, ADA, "5000");
        other.repository(ORDERS).add(Order.of(id, "Ada", Line.of(1, "pens", 1)));
        other.commit();
      }
      assertThat(reader.repository(ORDERS).find(id)).isEmpty();
      assertThat(reader.repository(ORDERS).count(Specification.all())).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"READ_COMMITTED", "SNAPSHOT"})
  @NeedsConnections(2)
  void get_aggregateThatOthersChangeMeanwhile_isOneStateOfItsRows(Level level) {
    UUID id = new UUID(7, 7);
    stored(ORDERS, Order.of(id, "Ada", Line.of(1, "pens", 1)));
    for (int quantity = 2; quantity < 10; quantity++) {
      Order next = Order.of(
          id, "Ada " + quantity, Line.of(1, "pens", quantity), Line.of(2, "ink", quantity));
      try (UnitOfWork reader = begin(level)) {
        reader.repository(ACCOUNTS).count(Specification.all());
        try (UnitOfWork other = data().begin()) {
          other.repository(ORDERS).change(id, found -> next);
          other.commit();
        }
        Order found = reader.repository(ORDERS).get(id);
        String expected =
            found.customer().equals("Ada") ? "1" : found.customer().substring("Ada ".length());
        assertThat(found.lines()).allMatch(line -> line.quantity() == Integer.parseInt(expected));
      }
    }
  }

  // --- two who write ---

  @Test
  @NeedsConnections(2)
  @CatalogueEntry("8.8")
  void commit_twoUnitsOfOneSnapshotWriteOneRow_theFirstWins() {
    stored(ACCOUNTS, ADA);
    try (UnitOfWork first = begin(Level.SNAPSHOT);
        UnitOfWork second = begin(Level.SNAPSHOT)) {
      balance(first, ADA);
      balance(second, ADA);
      add(first, ADA, "1");
      first.commit();

      Throwable failure = catchThrowable(() -> {
        add(second, ADA, "2");
        second.commit();
      });

      assertThat(failure).isInstanceOf(ConflictException.class);
    }
    assertThat(read(ACCOUNTS, ADA.number())).isEqualTo(ADA.plus("1"));
  }

  @Test
  @NeedsConnections(2)
  void commit_rowNotReadBeforeButChangedSinceTheSnapshot_conflicts() {
    stored(ACCOUNTS, ADA, BOB);
    try (UnitOfWork unit = begin(Level.SNAPSHOT)) {
      balance(unit, BOB);
      others(ADA, "1");
      Throwable failure = catchThrowable(() -> {
        add(unit, ADA, "2");
        unit.commit();
      });
      assertThat(failure).isInstanceOf(ConflictException.class);
    }
    assertThat(read(ACCOUNTS, ADA.number())).isEqualTo(ADA.plus("1"));
  }

  /** Nothing is overwritten, so memory and PostgreSQL let it pass; MariaDB does not. */
  @Test
  @NeedsConnections(2)
  void add_idThatCameAndWentSinceTheSnapshot_succeedsOrConflicts() {
    stored(ACCOUNTS, ADA);
    var eve = Account.of("3", "Eve", "5");
    Throwable failure;
    try (UnitOfWork unit = begin(Level.SNAPSHOT)) {
      assertThat(unit.repository(ACCOUNTS).count(Specification.all())).isEqualTo(1);
      stored(ACCOUNTS, Account.of("3", "Somebody else", "5000"));
      data()
          .run(work ->
              work.repository(ACCOUNTS).remove(work.repository(ACCOUNTS).get(eve.number())));
      failure = catchThrowable(() -> {
        unit.repository(ACCOUNTS).add(eve);
        unit.commit();
      });
    }
    if (failure == null) {
      assertThat(all(ACCOUNTS)).containsExactlyInAnyOrder(ADA, eve);
    } else {
      assertThat(failure).isInstanceOf(ConflictException.class);
      assertThat(all(ACCOUNTS)).containsExactly(ADA);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"READ_COMMITTED", "SNAPSHOT"})
  @NeedsConnections(2)
  void commit_twoUnitsWriteDifferentRows_bothSucceed(Level level) {
    stored(ACCOUNTS, ADA, BOB);
    try (UnitOfWork first = begin(level);
        UnitOfWork second = begin(level)) {
      add(first, ADA, "1");
      add(second, BOB, "2");
      first.flush();
      second.flush();
      first.commit();
      second.commit();
    }
    assertThat(all(ACCOUNTS)).containsExactlyInAnyOrder(ADA.plus("1"), BOB.plus("2"));
  }

  @Test
  @NeedsConnections(2)
  void commit_atReadCommittedRowReadAfterTheChange_succeeds() {
    stored(ACCOUNTS, ADA, BOB);
    try (UnitOfWork unit = begin(Level.READ_COMMITTED)) {
      balance(unit, BOB);
      others(ADA, "1");
      add(unit, ADA, "2");
      unit.commit();
    }
    assertThat(read(ACCOUNTS, ADA.number())).isEqualTo(ADA.plus("3"));
  }

  // --- levels ---

  @ParameterizedTest
  @EnumSource(Level.class)
  void begin_levelThatIsOffered_works(Level level) {
    if (!backend().levels().contains(level)) {
      return;
    }
    stored(ACCOUNTS, ADA);
    data().run(UnitOptions.defaults().level(level), work -> add(work, ADA, "1"));
    try (UnitOfWork unit = begin(level)) {
      assertThat(balance(unit, ADA)).isEqualTo("11.00");
      unit.commit();
    }
  }

  @ParameterizedTest
  @EnumSource(Level.class)
  @CatalogueEntry(value = "8.10", answer = CatalogueEntry.Answer.REFUSED)
  void begin_levelThatIsNotOffered_isRefused(Level level) {
    if (backend().levels().contains(level)) {
      return;
    }
    UnitOptions options = UnitOptions.defaults().level(level);
    IllegalArgumentException failure =
        thrown(IllegalArgumentException.class, () -> data().begin(options));
    assertThat(failure)
        .hasMessageContainingAll(
            "The isolation level " + level + " is not offered by " + data().storeName(),
            "a weaker level is never used");
    thrown(IllegalArgumentException.class, () -> data().run(options, work -> {}));
    thrown(IllegalArgumentException.class, () -> open(LayerOptions.defaults().unit(options)));
  }

  @Test
  @CatalogueEntry("8.13")
  @NeedsConnections(2)
  void begin_withoutOptions_isASnapshot() {
    stored(ACCOUNTS, ADA);

    assertThat(UnitOptions.defaults().level()).isEqualTo(Level.SNAPSHOT);
    try (UnitOfWork unit = data().begin()) {
      assertThat(rich(unit)).isZero();
      others(ADA, "5000");
      assertThat(rich(unit)).isZero();
    }
  }

  @Test
  @CatalogueEntry("8.13")
  @NeedsConnections(2)
  void begin_afterUnitsAtOtherLevels_hasItsOwnLevel() {
    stored(ACCOUNTS, ADA);
    for (Level level : backend().levels()) {
      try (UnitOfWork unit = begin(level)) {
        assertThat(balance(unit, ADA)).isEqualTo("10.00");
        unit.commit();
      }
    }

    try (UnitOfWork unit = begin(Level.READ_COMMITTED)) {
      assertThat(rich(unit)).isZero();
      others(ADA, "5000");
      assertThat(rich(unit)).isEqualTo(1);
    }
  }
}
