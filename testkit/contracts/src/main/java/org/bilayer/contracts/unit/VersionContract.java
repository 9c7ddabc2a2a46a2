package org.bilayer.contracts.unit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.bilayer.contracts.sample.Bank.ACCOUNTS;
import static org.bilayer.contracts.sample.Shop.ORDERS;
import static org.bilayer.contracts.sample.Shop.PRODUCTS;

import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.bilayer.Repository;
import org.bilayer.UnitOfWork;
import org.bilayer.UnitOptions;
import org.bilayer.contracts.CatalogueEntry;
import org.bilayer.contracts.Contract;
import org.bilayer.contracts.sample.Account;
import org.bilayer.contracts.sample.AccountNumber;
import org.bilayer.contracts.sample.Order;
import org.bilayer.contracts.sample.Order.Line;
import org.bilayer.failure.ConflictException;
import org.bilayer.failure.StaleVersionException;
import org.bilayer.model.Mapping;
import org.bilayer.model.Model;
import org.bilayer.testkit.backend.Contents;
import org.bilayer.testkit.backend.NeedsConnections;
import org.bilayer.value.Level;
import org.bilayer.value.RowVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every backend promises about versions: nobody overwrites or removes what he has not seen, at any level. */
public abstract class VersionContract extends Contract {

  private static final Model MODEL = Model.of(ACCOUNTS, PRODUCTS, ORDERS);

  private static final Account ADA = Account.of("1", "Ada", "10");
  private static final AccountNumber NUMBER = ADA.number();
  private static final UUID ORDER = new UUID(7, 7);
  private static final int MANY = 60;

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
  @CatalogueEntry("7.7")
  @CatalogueEntry("8.8")
  void update_rowChangedMeanwhile_conflicts(Level level) {
    stored(ACCOUNTS, ADA);
    conflict(level, ACCOUNTS, NUMBER, work -> change(work, "1"), work -> change(work, "2"));
  }

  @ParameterizedTest
  @EnumSource(names = {"READ_COMMITTED", "SNAPSHOT"})
  @NeedsConnections(2)
  @CatalogueEntry("7.7")
  void update_rowRemovedMeanwhile_conflicts(Level level) {
    stored(ACCOUNTS, ADA);
    conflict(level, ACCOUNTS, NUMBER, VersionContract::remove, work -> change(work, "2"));
  }

  @ParameterizedTest
  @EnumSource(names = {"READ_COMMITTED", "SNAPSHOT"})
  @NeedsConnections(2)
  @CatalogueEntry("7.7")
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
  @CatalogueEntry("7.6")
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

  /** The statements of one kind go to a database in batches, whose counts tell of the row. */
  @ParameterizedTest
  @EnumSource(names = {"READ_COMMITTED", "SNAPSHOT"})
  @NeedsConnections(2)
  @CatalogueEntry("7.6")
  void update_manyRowsOfWhichOneChangedMeanwhile_conflictsAndStoresNone(Level level) {
    storeMany();

    conflict(
        level,
        ACCOUNTS,
        many(30),
        work -> work.repository(ACCOUNTS).change(many(30), account -> account.plus("1")),
        work -> {
          for (int i = 0; i < MANY; i++) {
            work.repository(ACCOUNTS).change(many(i), account -> account.plus("2"));
          }
        });
  }

  @Test
  @NeedsConnections(2)
  @CatalogueEntry("7.6")
  void remove_manyRowsOfWhichOneWasRemovedMeanwhile_conflictsAndRemovesNone() {
    storeMany();

    conflict(
        Level.READ_COMMITTED,
        ACCOUNTS,
        many(30),
        work -> work.repository(ACCOUNTS).removeById(many(30)),
        work -> {
          for (int i = 0; i < MANY; i++) {
            Repository<Account, AccountNumber> accounts = work.repository(ACCOUNTS);
            accounts.remove(accounts.get(many(i)));
          }
        });
  }

  private void storeMany() {
    data().run(work -> {
      for (int i = 0; i < MANY; i++) {
        work.repository(ACCOUNTS).add(Account.of("n" + i, "owner " + i, "0"));
      }
    });
  }

  private static AccountNumber many(int i) {
    return new AccountNumber("n" + i);
  }

  @Test
  @NeedsConnections(2)
  @CatalogueEntry("7.7")
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
    assertThat(stale.expectedVersion()).isEqualTo(String.valueOf(version));
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

  // --- one unit of work ---

  @Test
  void version_afterEachChange_isGreater() {
    stored(ACCOUNTS, ADA);
    long last = versionOf(ACCOUNTS, NUMBER);
    for (int i = 0; i < 3; i++) {
      data().run(work -> change(work, "1"));
      long next = versionOf(ACCOUNTS, NUMBER);
      assertNewer(next, last);
      last = next;
    }
  }

  @Test
  void version_ofPendingChange_countsFromTheFlushOn() {
    stored(ACCOUNTS, ADA);
    data().run(work -> {
      Repository<Account, AccountNumber> accounts = work.repository(ACCOUNTS);
      long before = accounts.version(accounts.get(NUMBER)).number();
      change(work, "1");
      assertThat(accounts.version(accounts.get(NUMBER)).number()).isEqualTo(before);
      work.flush();
      assertNewer(accounts.version(accounts.get(NUMBER)).number(), before);
    });
  }

  @Test
  @CatalogueEntry("7.7")
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
  @CatalogueEntry("7.7")
  void remove_afterSeveralFlushesOfItsChanges_isDone() {
    stored(ACCOUNTS, ADA);

    data().run(work -> {
      for (int i = 0; i < 3; i++) {
        change(work, "1");
        work.flush();
      }
      remove(work);
    });

    assertThat(all(ACCOUNTS)).isEmpty();
  }

  @Test
  @CatalogueEntry("7.5")
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
    assertNewer(again, version);
    data().run(work -> {
      remove(work);
      work.flush();
      work.repository(ACCOUNTS).add(ADA);
    });
    assertNewer(versionOf(ACCOUNTS, NUMBER), again);
    refused(
        StaleVersionException.class,
        work -> work.repository(ACCOUNTS).update(ADA.plus("1"), RowVersion.of(version)));
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
      assertNewer(next, last);
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
}
