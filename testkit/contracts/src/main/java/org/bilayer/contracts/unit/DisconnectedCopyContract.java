package org.bilayer.contracts.unit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bilayer.contracts.sample.Bank.ACCOUNTS;
import static org.bilayer.contracts.sample.Desk.MANUSCRIPTS;
import static org.bilayer.contracts.sample.Shop.ORDERS;
import static org.bilayer.contracts.sample.Shop.PRODUCTS;

import java.util.Optional;
import java.util.UUID;
import org.bilayer.Repository;
import org.bilayer.UnitOfWork;
import org.bilayer.contracts.CatalogueEntry;
import org.bilayer.contracts.Contract;
import org.bilayer.contracts.sample.Account;
import org.bilayer.contracts.sample.AccountNumber;
import org.bilayer.contracts.sample.Manuscript;
import org.bilayer.contracts.sample.Order;
import org.bilayer.contracts.sample.Order.Line;
import org.bilayer.failure.NotFoundException;
import org.bilayer.failure.StaleVersionException;
import org.bilayer.model.Model;
import org.bilayer.value.RowVersion;
import org.junit.jupiter.api.Test;

/**
 * What every backend promises about copies that were read long before they are handed in: the version that comes with a copy
 * decides, whether as an argument or as an attribute of the class.
 */
public abstract class DisconnectedCopyContract extends Contract {

  private static final Model MODEL = Model.of(ACCOUNTS, MANUSCRIPTS, PRODUCTS, ORDERS);

  private static final Account ADA = Account.of("1", "Ada", "10");
  private static final AccountNumber NUMBER = ADA.number();
  private static final UUID ORDER = new UUID(7, 7);

  @Override
  protected final Model model() {
    return MODEL;
  }

  private static void change(UnitOfWork work, String amount) {
    work.repository(ACCOUNTS).change(NUMBER, account -> account.plus(amount));
  }

  // --- disconnected copies ---

  @Test
  void updateExpecting_versionUnchanged_isStored() {
    stored(ACCOUNTS, ADA);
    long version = versionOf(ACCOUNTS, NUMBER);
    data().run(work -> work.repository(ACCOUNTS).update(ADA.plus("1"), RowVersion.of(version)));
    assertThat(read(ACCOUNTS, NUMBER)).isEqualTo(ADA.plus("1"));
    assertNewer(versionOf(ACCOUNTS, NUMBER), version);
  }

  @Test
  @CatalogueEntry("7.7")
  void updateExpecting_versionChanged_isRefusedWithBothVersions() {
    stored(ACCOUNTS, ADA);
    long version = versionOf(ACCOUNTS, NUMBER);
    data().run(work -> change(work, "1"));
    long now = versionOf(ACCOUNTS, NUMBER);

    StaleVersionException failure = refused(
        StaleVersionException.class,
        work -> work.repository(ACCOUNTS).update(ADA.plus("2"), RowVersion.of(version)));

    assertThat(failure.expectedVersion()).isEqualTo(String.valueOf(version));
    assertThat(failure.foundVersion()).hasValue(Long.toString(now));
    assertThat(failure)
        .hasMessageContaining(
            "[type=account, id=1, expectedVersion=" + version + ", foundVersion=" + now + "]");
  }

  @Test
  @CatalogueEntry("7.7")
  void updateExpecting_aggregateGone_isRefused() {
    StaleVersionException failure = refused(
        StaleVersionException.class,
        work -> work.repository(ACCOUNTS).update(ADA, RowVersion.of(1)));
    assertThat(failure.foundVersion()).isEmpty();
    assertThat(failure.id()).isEqualTo("1");
  }

  @Test
  void updateExpecting_versionOfAnAggregateThatIsLoaded_isCheckedAllTheSame() {
    stored(ACCOUNTS, ADA);
    long version = versionOf(ACCOUNTS, NUMBER);
    refused(StaleVersionException.class, work -> {
      work.repository(ACCOUNTS).get(NUMBER);
      work.repository(ACCOUNTS).update(ADA.plus("1"), RowVersion.of(version + 1));
    });
    data().run(work -> {
      work.repository(ACCOUNTS).get(NUMBER);
      work.repository(ACCOUNTS).update(ADA.plus("1"), RowVersion.of(version));
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

  @Test
  void removeById_versionUnchanged_isRemoved() {
    stored(ACCOUNTS, ADA);
    long version = versionOf(ACCOUNTS, NUMBER);
    data().run(work -> work.repository(ACCOUNTS).removeById(NUMBER, RowVersion.of(version)));
    assertThat(all(ACCOUNTS)).isEmpty();
  }

  @Test
  @CatalogueEntry("7.7")
  void removeById_versionChanged_isRefused() {
    stored(ACCOUNTS, ADA);
    long version = versionOf(ACCOUNTS, NUMBER);
    data().run(work -> change(work, "1"));
    StaleVersionException failure = refused(
        StaleVersionException.class,
        work -> work.repository(ACCOUNTS).removeById(NUMBER, RowVersion.of(version)));
    assertThat(failure.expectedVersion()).isEqualTo(String.valueOf(version));
    assertThat(failure.foundVersion()).isPresent();
  }

  @Test
  void removeById_aggregateGone_isRefused() {
    StaleVersionException failure = refused(
        StaleVersionException.class,
        work -> work.repository(ACCOUNTS).removeById(NUMBER, RowVersion.of(1)));
    assertThat(failure.foundVersion()).isEmpty();
  }

  @Test
  void update_presentVersionHandedOutAndBack_isAcceptedOnce() {
    stored(ACCOUNTS, ADA);
    long version = versionOf(ACCOUNTS, NUMBER);
    data().run(work -> work.repository(ACCOUNTS).update(ADA.plus("1"), RowVersion.of(version)));
    refused(
        StaleVersionException.class,
        work -> work.repository(ACCOUNTS).update(ADA.plus("1"), RowVersion.of(version)));
    assertThat(lookedUp(ACCOUNTS, NUMBER)).isEqualTo(Optional.of(ADA.plus("1")));
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
    assertThat(failure.expectedVersion()).isEqualTo(String.valueOf(copy.version()));
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
}
