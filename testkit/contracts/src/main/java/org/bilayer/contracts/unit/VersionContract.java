package org.bilayer.contracts.unit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.bilayer.contracts.sample.Bank.ACCOUNTS;
import static org.bilayer.contracts.sample.Desk.MANUSCRIPTS;
import static org.bilayer.contracts.sample.Shop.ORDERS;
import static org.bilayer.contracts.sample.Shop.PRODUCTS;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.bilayer.Repository;
import org.bilayer.UnitOfWork;
import org.bilayer.UnitOptions;
import org.bilayer.contracts.Contract;
import org.bilayer.contracts.sample.Account;
import org.bilayer.contracts.sample.AccountNumber;
import org.bilayer.contracts.sample.Manuscript;
import org.bilayer.contracts.sample.Order;
import org.bilayer.contracts.sample.Order.Line;
import org.bilayer.failure.ConflictException;
import org.bilayer.failure.NotFoundException;
import org.bilayer.failure.StaleVersionException;
import org.bilayer.model.Mapping;
import org.bilayer.model.Model;
import org.bilayer.testkit.backend.Contents;
import org.bilayer.testkit.backend.NeedsConnections;
import org.bilayer.value.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What every backend promises about versions: nobody overwrites or removes what he has not seen, at any level, whether the
 * copy was read in the unit of work or handed out long before.
 */
public abstract class VersionContract extends Contract {

  private static final Model MODEL = Model.of(ACCOUNTS, MANUSCRIPTS, PRODUCTS, ORDERS);

  private static final Account ADA = Account.of("1", "Ada", "10");
  private static final AccountNumber NUMBER = ADA.number();
  private static final UUID ORDER = new UUID(7, 7);

  @Override
  protected final Model model() {
    return MODEL;
  }

  private static UnitOptions at(Level level) {
    return UnitOptions.defaults().level(level);
  }

  /** Loads an aggregate in one unit, lets others do something, and goes on in the first, which must conflict. */
  private <T, I> ConflictException conflict(
      Level level,
      Mapping<T, I> mapping,
      I id,
      Consumer<UnitOfWork> others,
      Consumer<UnitOfWork> then) {
    try (UnitOfWork first = data().begin(at(level))) {
      first.repository(mapping).get(id);
      data().run(others);
      Contents afterOthers = Contents.of(data());

      Throwable failure = catchThrowable(() -> {
        then.accept(first);
        first.commit();
      });

      assertThat(failure).isInstanceOf(ConflictException.class);
      assertThat(Contents.of(data())).isEqualTo(afterOthers);
      assertThat(((ConflictException) failure).isRetryable()).isTrue();
      return (ConflictException) failure;
    }
  }

  private static void change(UnitOfWork work, String amount) {
    work.repository(ACCOUNTS).change(NUMBER, account -> account.plus(amount));
  }

  private static void remove(UnitOfWork work) {
    Repository<Account, AccountNumber> accounts = work.repository(ACCOUNTS);
    accounts.remove(accounts.get(NUMBER));
  }

  // --- two units of work ---

  @ParameterizedTest
  @EnumSource(names = {"READ_COMMITTED", "SNAPSHOT"})
  @NeedsConnections(2)
  void update_rowChangedMeanwhile_conflicts(Level level) {
    stored(ACCOUNTS, ADA);
    conflict(level, ACCOUNTS, NUMBER, work -> change(work, "1"), work -> change(work, "2"));
  }

  @ParameterizedTest
  @EnumSource(names = {"READ_COMMITTED", "SNAPSHOT"})
  @NeedsConnections(2)
  void update_rowRemovedMeanwhile_conflicts(Level level) {
    stored(ACCOUNTS, ADA);
    conflict(level, ACCOUNTS, NUMBER, VersionContract::remove, work -> change(work, "2"));
  }

  @ParameterizedTest
  @EnumSource(names = {"READ_COMMITTED", "SNAPSHOT"})
  @NeedsConnections(2)
  void remove_rowChangedMeanwhile_conflicts(Level level) {
    stored(ACCOUNTS, ADA);
    conflict(level, ACCOUNTS, NUMBER, work -> change(work, "1"), VersionContract::remove);
  }

  @ParameterizedTest
  @EnumSource(names = {"READ_COMMITTED", "SNAPSHOT"})
  @NeedsConnections(2)
  void remove_rowRemovedMeanwhile_conflicts(Level level) {
    stored(ACCOUNTS, ADA);
    conflict(level, ACCOUNTS, NUMBER, VersionContract::remove, VersionContract::remove);
  }

  @ParameterizedTest
  @EnumSource(names = {"READ_COMMITTED", "SNAPSHOT"})
  @NeedsConnections(2)
  void update_rowReplacedInOneUnitMeanwhile_conflicts(Level level) {
    stored(ACCOUNTS, ADA);
    conflict(
        level,
        ACCOUNTS,
        NUMBER,
        work -> {
          remove(work);
          work.repository(ACCOUNTS).add(ADA.plus("1"));
        },
        work -> change(work, "2"));
  }

  /** Below a snapshot an id that is used again may come to the same version: decision 0008. */
  @Test
  @NeedsConnections(2)
  void update_rowReplacedInTwoUnitsMeanwhile_conflictsAtASnapshot() {
    stored(ACCOUNTS, ADA);
    data().run(work -> change(work, "0.5"));
    conflict(
        Level.SNAPSHOT,
        ACCOUNTS,
        NUMBER,
        work -> {
          removeInAUnitOfItsOwn();
          work.repository(ACCOUNTS).add(ADA.plus("1"));
          work.flush();
          change(work, "1");
        },
        work -> change(work, "2"));
  }

  private void removeInAUnitOfItsOwn() {
    try (UnitOfWork unit = data().begin()) {
      remove(unit);
      unit.commit();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"READ_COMMITTED", "SNAPSHOT"})
  @NeedsConnections(2)
  void update_oneOfSeveralRowsChangedMeanwhile_conflictsAndStoresNone(Level level) {
    stored(ACCOUNTS, ADA);
    conflict(level, ACCOUNTS, NUMBER, work -> change(work, "1"), work -> {
      for (int i = 0; i < 10; i++) {
        work.repository(ACCOUNTS).add(Account.of("0" + i, "before " + i, "0"));
        work.repository(ACCOUNTS).add(Account.of("9" + i, "after " + i, "0"));
      }
      change(work, "2");
    });
  }

  @Test
  @NeedsConnections(2)
  void update_rowChangedMeanwhileAtReadCommitted_namesTypeIdAndVersion() {
    stored(ACCOUNTS, ADA);
    long version = versionOf(ACCOUNTS, NUMBER);

    ConflictException failure = conflict(
        Level.READ_COMMITTED,
        ACCOUNTS,
        NUMBER,
        work -> change(work, "1"),
        work -> change(work, "2"));

    assertThat(failure).isInstanceOf(StaleVersionException.class);
    StaleVersionException stale = (StaleVersionException) failure;
    assertThat(stale.type()).isEqualTo("account");
    assertThat(stale.id()).isEqualTo("1");
    assertThat(stale.expectedVersion()).isEqualTo(version);
    assertThat(stale)
        .hasMessageContainingAll(
            "the row changed after it was read [type=account, id=1, expectedVersion=" + version,
            "Load the row again");
  }

  @Test
  @NeedsConnections(2)
  void update_withoutDifference_conflictsWithNobody() {
    stored(ACCOUNTS, ADA);
    try (UnitOfWork first = data().begin()) {
      Account found = first.repository(ACCOUNTS).get(NUMBER);
      data().run(work -> change(work, "1"));
      first.repository(ACCOUNTS).update(found.plus("0"));
      first.commit();
    }
    assertThat(read(ACCOUNTS, NUMBER)).isEqualTo(ADA.plus("1"));
  }

  @Test
  @NeedsConnections(2)
  void read_rowChangedMeanwhile_conflictsWithNobody() {
    stored(ACCOUNTS, ADA, Account.of("2", "Bob", "0"));
    try (UnitOfWork first = data().begin()) {
      first.repository(ACCOUNTS).get(NUMBER);
      data().run(work -> change(work, "1"));
      first.repository(ACCOUNTS).change(new AccountNumber("2"), bob -> bob.plus("5"));
      first.commit();
    }
    assertThat(read(ACCOUNTS, new AccountNumber("2")).balance().amount()).isEqualTo("5.00");
  }

  // --- one unit of work ---

  @Test
  void version_afterEachChange_isGreater() {
    stored(ACCOUNTS, ADA);
    long last = versionOf(ACCOUNTS, NUMBER);
    for (int i = 0; i < 3; i++) {
      data().run(work -> change(work, "1"));
      long next = versionOf(ACCOUNTS, NUMBER);
      assertThat(next).isGreaterThan(last);
      last = next;
    }
  }

  @Test
  void version_ofPendingChange_countsFromTheFlushOn() {
    stored(ACCOUNTS, ADA);
    data().run(work -> {
      Repository<Account, AccountNumber> accounts = work.repository(ACCOUNTS);
      long before = accounts.version(accounts.get(NUMBER));
      change(work, "1");
      assertThat(accounts.version(accounts.get(NUMBER))).isEqualTo(before);
      work.flush();
      assertThat(accounts.version(accounts.get(NUMBER))).isGreaterThan(before);
    });
  }

  @Test
  void update_twiceInOneUnit_storesTheLastState() {
    stored(ACCOUNTS, ADA);
    data().run(work -> {
      change(work, "1");
      change(work, "2");
    });
    data().run(work -> {
      change(work, "4");
      work.flush();
      change(work, "8");
    });
    assertThat(read(ACCOUNTS, NUMBER)).isEqualTo(ADA.plus("15"));
  }

  @Test
  void update_withoutDifference_keepsTheVersion() {
    stored(ACCOUNTS, ADA);
    long version = versionOf(ACCOUNTS, NUMBER);
    data().run(work -> change(work, "0"));
    data().run(work -> {
      change(work, "1");
      change(work, "-1");
    });
    data().run(work -> {
      change(work, "0");
      work.flush();
      change(work, "0");
    });
    assertThat(versionOf(ACCOUNTS, NUMBER)).isEqualTo(version);
  }

  @Test
  void add_afterRemovalInOneUnit_goesOnWithTheVersions() {
    stored(ACCOUNTS, ADA);
    long version = versionOf(ACCOUNTS, NUMBER);
    data().run(work -> {
      remove(work);
      work.repository(ACCOUNTS).add(ADA.ownedBy("Grace"));
    });
    long again = versionOf(ACCOUNTS, NUMBER);
    assertThat(again).isGreaterThan(version);
    data().run(work -> {
      remove(work);
      work.flush();
      work.repository(ACCOUNTS).add(ADA);
    });
    assertThat(versionOf(ACCOUNTS, NUMBER)).isGreaterThan(again);
    refused(
        StaleVersionException.class,
        work -> work.repository(ACCOUNTS).update(ADA.plus("1"), version));
  }

  // --- disconnected copies ---

  @Test
  void updateExpecting_versionUnchanged_isStored() {
    stored(ACCOUNTS, ADA);
    long version = versionOf(ACCOUNTS, NUMBER);
    data().run(work -> work.repository(ACCOUNTS).update(ADA.plus("1"), version));
    assertThat(read(ACCOUNTS, NUMBER)).isEqualTo(ADA.plus("1"));
    assertThat(versionOf(ACCOUNTS, NUMBER)).isGreaterThan(version);
  }

  @Test
  void updateExpecting_versionChanged_isRefusedWithBothVersions() {
    stored(ACCOUNTS, ADA);
    long version = versionOf(ACCOUNTS, NUMBER);
    data().run(work -> change(work, "1"));
    long now = versionOf(ACCOUNTS, NUMBER);

    StaleVersionException failure = refused(
        StaleVersionException.class,
        work -> work.repository(ACCOUNTS).update(ADA.plus("2"), version));

    assertThat(failure.expectedVersion()).isEqualTo(version);
    assertThat(failure.foundVersion()).hasValue(now);
    assertThat(failure)
        .hasMessageContaining(
            "[type=account, id=1, expectedVersion=" + version + ", foundVersion=" + now + "]");
  }

  @Test
  void updateExpecting_aggregateGone_isRefused() {
    StaleVersionException failure =
        refused(StaleVersionException.class, work -> work.repository(ACCOUNTS).update(ADA, 1));
    assertThat(failure.foundVersion()).isEmpty();
    assertThat(failure.id()).isEqualTo("1");
  }

  @Test
  void updateExpecting_versionOfAnAggregateThatIsLoaded_isCheckedAllTheSame() {
    stored(ACCOUNTS, ADA);
    long version = versionOf(ACCOUNTS, NUMBER);
    refused(StaleVersionException.class, work -> {
      work.repository(ACCOUNTS).get(NUMBER);
      work.repository(ACCOUNTS).update(ADA.plus("1"), version + 1);
    });
    data().run(work -> {
      work.repository(ACCOUNTS).get(NUMBER);
      work.repository(ACCOUNTS).update(ADA.plus("1"), version);
    });
    assertThat(read(ACCOUNTS, NUMBER)).isEqualTo(ADA.plus("1"));
  }

  @Test
  void removeByIdAlone_anyVersion_isRemoved() {
    stored(ACCOUNTS, ADA);
    data().run(work -> change(work, "1"));
    data().run(work -> work.repository(ACCOUNTS).removeById(NUMBER));
    assertThat(all(ACCOUNTS)).isEmpty();
  }

  @Test
  void removeByIdAlone_aggregateWithOwnedRows_isRemovedWithThem() {
    Order order = Order.of(ORDER, "Ada", Line.of(1, "pens", 10), Line.of(2, "paper", 1));
    stored(ORDERS, order);
    data().run(work -> work.repository(ORDERS).removeById(ORDER));
    assertThat(all(ORDERS)).isEmpty();
    stored(ORDERS, order);
    assertThat(read(ORDERS, ORDER)).isEqualTo(order);
  }

  @Test
  void removeByIdAlone_aggregateAddedInTheUnit_isNeverStored() {
    data().run(work -> {
      work.repository(ACCOUNTS).add(ADA);
      work.repository(ACCOUNTS).removeById(NUMBER);
    });
    assertThat(all(ACCOUNTS)).isEmpty();
  }

  @Test
  void removeByIdAlone_noSuchAggregate_isRefused() {
    refused(NotFoundException.class, work -> work.repository(ACCOUNTS).removeById(NUMBER));
  }

  @Test
  void removeByIdAlone_removedInTheUnitAlready_isRefused() {
    stored(ACCOUNTS, ADA);
    refused(NotFoundException.class, work -> {
      work.repository(ACCOUNTS).removeById(NUMBER);
      work.repository(ACCOUNTS).removeById(NUMBER);
    });
  }

  @ParameterizedTest
  @EnumSource(names = {"READ_COMMITTED", "SNAPSHOT"})
  @NeedsConnections(2)
  void removeByIdAlone_rowChangedSinceItWasLoaded_conflicts(Level level) {
    stored(ACCOUNTS, ADA);
    conflict(
        level,
        ACCOUNTS,
        NUMBER,
        work -> change(work, "1"),
        work -> work.repository(ACCOUNTS).removeById(NUMBER));
  }

  @Test
  void removeById_versionUnchanged_isRemoved() {
    stored(ACCOUNTS, ADA);
    long version = versionOf(ACCOUNTS, NUMBER);
    data().run(work -> work.repository(ACCOUNTS).removeById(NUMBER, version));
    assertThat(all(ACCOUNTS)).isEmpty();
  }

  @Test
  void removeById_versionChanged_isRefused() {
    stored(ACCOUNTS, ADA);
    long version = versionOf(ACCOUNTS, NUMBER);
    data().run(work -> change(work, "1"));
    StaleVersionException failure = refused(
        StaleVersionException.class, work -> work.repository(ACCOUNTS).removeById(NUMBER, version));
    assertThat(failure.expectedVersion()).isEqualTo(version);
    assertThat(failure.foundVersion()).isPresent();
  }

  @Test
  void removeById_aggregateGone_isRefused() {
    StaleVersionException failure = refused(
        StaleVersionException.class, work -> work.repository(ACCOUNTS).removeById(NUMBER, 1));
    assertThat(failure.foundVersion()).isEmpty();
  }

  // --- a version that is an attribute of the class ---

  private static final String BOOK = "moby-dick";

  private Manuscript storedManuscript() {
    stored(MANUSCRIPTS, Manuscript.of(BOOK, "The Whale"));
    return read(MANUSCRIPTS, BOOK);
  }

  @Test
  void add_versionAttribute_isDecidedByTheLibrary() {
    stored(MANUSCRIPTS, new Manuscript(BOOK, "The Whale", 4_711));
    Manuscript found = read(MANUSCRIPTS, BOOK);
    assertThat(found.version()).isEqualTo(versionOf(MANUSCRIPTS, BOOK)).isNotEqualTo(4_711);
  }

  @Test
  void update_versionAttributeOfALoadedObject_isRaised() {
    Manuscript before = storedManuscript();
    data()
        .run(work -> work.repository(MANUSCRIPTS).change(BOOK, found -> found.titled("Moby Dick")));
    Manuscript after = read(MANUSCRIPTS, BOOK);
    assertThat(after.title()).isEqualTo("Moby Dick");
    assertThat(after.version()).isGreaterThan(before.version());
  }

  @Test
  void update_versionAttributeWithoutOtherDifference_isNotRaised() {
    Manuscript before = storedManuscript();
    data().run(work -> work.repository(MANUSCRIPTS).update(before));
    data().run(work -> work.repository(MANUSCRIPTS).change(BOOK, found -> found));
    assertThat(read(MANUSCRIPTS, BOOK)).isEqualTo(before);
  }

  @Test
  void update_disconnectedCopyWithPresentVersion_isStoredWithoutLoading() {
    Manuscript copy = storedManuscript();
    data().run(work -> work.repository(MANUSCRIPTS).update(copy.titled("Moby Dick")));
    assertThat(read(MANUSCRIPTS, BOOK).title()).isEqualTo("Moby Dick");
  }

  @Test
  void update_disconnectedCopyWithOldVersion_isRefused() {
    Manuscript copy = storedManuscript();
    data().run(work -> work.repository(MANUSCRIPTS).update(copy.titled("Moby Dick")));
    StaleVersionException failure = refused(
        StaleVersionException.class,
        work -> work.repository(MANUSCRIPTS).update(copy.titled("Ahab")));
    assertThat(failure.type()).isEqualTo("manuscript");
    assertThat(failure.id()).isEqualTo(BOOK);
    assertThat(failure.expectedVersion()).isEqualTo(copy.version());
  }

  @Test
  void update_oldCopyOfALoadedObject_isRefused() {
    Manuscript copy = storedManuscript();
    data().run(work -> work.repository(MANUSCRIPTS).update(copy.titled("Moby Dick")));
    refused(StaleVersionException.class, work -> {
      work.repository(MANUSCRIPTS).get(BOOK);
      work.repository(MANUSCRIPTS).update(copy.titled("Ahab"));
    });
  }

  @Test
  void remove_oldCopyOfALoadedObject_isRefused() {
    Manuscript copy = storedManuscript();
    data().run(work -> work.repository(MANUSCRIPTS).update(copy.titled("Moby Dick")));
    refused(StaleVersionException.class, work -> {
      work.repository(MANUSCRIPTS).get(BOOK);
      work.repository(MANUSCRIPTS).remove(copy);
    });
  }

  @Test
  void update_disconnectedCopyOfSomethingGone_isRefused() {
    Manuscript copy = storedManuscript();
    data()
        .run(work ->
            work.repository(MANUSCRIPTS).remove(work.repository(MANUSCRIPTS).get(BOOK)));
    refused(StaleVersionException.class, work -> work.repository(MANUSCRIPTS).update(copy));
  }

  @Test
  void update_twiceInOneUnitWithTheVersionAsRead_isStored() {
    Manuscript copy = storedManuscript();
    data().run(work -> {
      Repository<Manuscript, String> manuscripts = work.repository(MANUSCRIPTS);
      manuscripts.update(copy.titled("one"));
      manuscripts.update(copy.titled("two"));
      work.flush();
      manuscripts.update(copy.titled("three"));
    });
    assertThat(read(MANUSCRIPTS, BOOK).title()).isEqualTo("three");
  }

  // --- changes of owned rows ---

  private Order storedOrder() {
    Order order = Order.of(ORDER, "Ada", Line.of(1, "pens", 10), Line.of(2, "paper", 1));
    stored(ORDERS, order);
    return order;
  }

  private static Order withQuantity(Order order, int no, int quantity) {
    return order.withLines(order.lines().stream()
        .map(line -> line.no() == no ? line.times(quantity) : line)
        .toList());
  }

  @Test
  void update_ownedRowsOnly_raisesTheVersionOfTheRoot() {
    Order order = storedOrder();
    long last = versionOf(ORDERS, ORDER);
    List<Order> changes = List.of(
        withQuantity(order, 2, 5),
        order.withLines(List.of(Line.of(1, "pens", 10))),
        order.withLines(List.of(Line.of(1, "pens", 10), Line.of(3, "ink", 1))),
        order.withLines(List.of(Line.of(3, "ink", 1), Line.of(1, "pens", 10))),
        order.withLines(List.of(
            Line.of(3, "ink", 1), Line.of(1, "pens", 10).from(new Order.Allotment("north", 1)))),
        order.tagged(new Order.Tag("urgent", null)),
        order.tagged(new Order.Tag("urgent", "red")),
        order);
    for (Order change : changes) {
      data().run(work -> work.repository(ORDERS).change(ORDER, found -> change));
      long next = versionOf(ORDERS, ORDER);
      assertThat(next).as("version after %s", change).isGreaterThan(last);
      last = next;
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"READ_COMMITTED", "SNAPSHOT"})
  @NeedsConnections(2)
  void update_differentOwnedRowsInTwoUnits_conflicts(Level level) {
    Order order = storedOrder();
    conflict(
        level,
        ORDERS,
        ORDER,
        work -> work.repository(ORDERS).change(ORDER, found -> withQuantity(found, 1, 11)),
        work -> work.repository(ORDERS).update(withQuantity(order, 2, 12)));
  }

  @ParameterizedTest
  @EnumSource(names = {"READ_COMMITTED", "SNAPSHOT"})
  @NeedsConnections(2)
  void add_differentOwnedRowsInTwoUnits_conflicts(Level level) {
    Order order = storedOrder();
    conflict(
        level,
        ORDERS,
        ORDER,
        work -> work.repository(ORDERS)
            .change(ORDER, found -> found.tagged(new Order.Tag("urgent", null))),
        work -> work.repository(ORDERS).update(order.tagged(new Order.Tag("gift", null))));
  }

  @Test
  void update_ownedRowsWithoutDifference_keepsTheVersion() {
    Order order = storedOrder();
    long version = versionOf(ORDERS, ORDER);
    data().run(work -> work.repository(ORDERS).change(ORDER, found -> order));
    assertThat(versionOf(ORDERS, ORDER)).isEqualTo(version);
  }

  // --- what version() refuses ---

  @Test
  void update_presentVersionHandedOutAndBack_isAcceptedOnce() {
    stored(ACCOUNTS, ADA);
    long version = versionOf(ACCOUNTS, NUMBER);
    data().run(work -> work.repository(ACCOUNTS).update(ADA.plus("1"), version));
    refused(
        StaleVersionException.class,
        work -> work.repository(ACCOUNTS).update(ADA.plus("1"), version));
    assertThat(lookedUp(ACCOUNTS, NUMBER)).isEqualTo(Optional.of(ADA.plus("1")));
  }
}
