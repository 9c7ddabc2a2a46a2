package org.bilayer.contracts.unit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.bilayer.contracts.sample.Bank.ACCOUNTS;
import static org.bilayer.contracts.sample.Bank.AMOUNT;
import static org.bilayer.contracts.sample.Bank.BALANCE;
import static org.bilayer.contracts.sample.Bank.BRANCH;
import static org.bilayer.contracts.sample.Bank.CURRENCY;
import static org.bilayer.contracts.sample.Bank.LIMIT;
import static org.bilayer.contracts.sample.Bank.LOCKER;
import static org.bilayer.contracts.sample.Bank.NUMBER;
import static org.bilayer.contracts.sample.Bank.OWNER;
import static org.bilayer.contracts.sample.Bank.STATUS;
import static org.bilayer.contracts.sample.Bank.TO;
import static org.bilayer.contracts.sample.Bank.TRANSFERS;
import static org.bilayer.contracts.sample.Shop.CUSTOMER;
import static org.bilayer.contracts.sample.Shop.ORDERS;
import static org.bilayer.contracts.sample.Shop.PRODUCTS;
import static org.bilayer.contracts.sample.Till.CARD;
import static org.bilayer.contracts.sample.Till.CASH;
import static org.bilayer.contracts.sample.Till.CHANGE;
import static org.bilayer.contracts.sample.Till.COINS;
import static org.bilayer.contracts.sample.Till.HOLDER;
import static org.bilayer.contracts.sample.Till.KIND;
import static org.bilayer.contracts.sample.Till.PAYMENTS;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.bilayer.DataLayer;
import org.bilayer.LayerOptions;
import org.bilayer.UnitOptions;
import org.bilayer.contracts.CatalogueEntry;
import org.bilayer.contracts.Contract;
import org.bilayer.contracts.sample.Account;
import org.bilayer.contracts.sample.AccountNumber;
import org.bilayer.contracts.sample.Money;
import org.bilayer.contracts.sample.Order;
import org.bilayer.contracts.sample.Payment;
import org.bilayer.contracts.sample.Product;
import org.bilayer.contracts.sample.Transfer;
import org.bilayer.failure.CheckViolationException;
import org.bilayer.failure.ConflictException;
import org.bilayer.failure.ForeignKeyViolationException;
import org.bilayer.failure.InvalidValueException;
import org.bilayer.failure.MisuseException;
import org.bilayer.failure.StaleVersionException;
import org.bilayer.failure.UniqueViolationException;
import org.bilayer.model.Model;
import org.bilayer.query.Query;
import org.bilayer.query.Specification;
import org.bilayer.store.DelegatingSession;
import org.bilayer.store.Fetch;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.NeedsConnections;
import org.bilayer.testkit.backend.WrappedBackend;
import org.bilayer.value.Key;
import org.bilayer.value.Level;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every backend promises about changes of many aggregates at once, upserts, locks and guards. */
public abstract class BulkContract extends Contract {

  private static final Model MODEL = Model.of(ACCOUNTS, TRANSFERS, PRODUCTS, ORDERS, PAYMENTS);

  private static final AccountNumber ONE = new AccountNumber("1");
  private static final AccountNumber TWO = new AccountNumber("2");
  private static final AccountNumber THREE = new AccountNumber("3");

  @Override
  protected final Model model() {
    return MODEL;
  }

  private void storeThree() {
    stored(
        ACCOUNTS,
        Account.of("1", "Ada", "10").withLocker("Cork", 1),
        Account.of("2", "Bob", "20").withLocker("Cork", 2),
        Account.of("3", "Cy", "30").withLocker("Cavan", 3));
  }

  // --- set-based update ---

  @Test
  void update_all_changesRowsAndRaisesTheirVersions() {
    storeThree();

    long count = data()
        .execute(work -> work.repository(ACCOUNTS)
            .where(BRANCH.eq("Cork"))
            .set(STATUS, Account.Status.CLOSED)
            .increase(BALANCE.at(AMOUNT), new BigDecimal("0.50"))
            .setNull(LOCKER)
            .update());

    assertThat(count).isEqualTo(2);
    Account ada = read(ACCOUNTS, ONE);
    assertThat(ada.status()).isEqualTo(Account.Status.CLOSED);
    assertThat(ada.balance().amount()).isEqualTo(new BigDecimal("10.50"));
    assertThat(ada.locker()).isNull();
    assertVersion(ACCOUNTS, ONE, 2);
    assertVersion(ACCOUNTS, THREE, 1);
  }

  @Test
  @CatalogueEntry("2.4")
  void update_nothingMatches_givesZero() {
    storeThree();
    assertThat(data()
            .<Long>execute(work -> work.repository(ACCOUNTS)
                .where(Specification.none())
                .setNull(LOCKER)
                .update()))
        .isZero();
    assertThat(data()
            .<Long>execute(
                work -> work.repository(ACCOUNTS).where(BRANCH.in(List.of())).remove()))
        .isZero();
    assertVersion(ACCOUNTS, ONE, 1);
  }

  @Test
  @CatalogueEntry("1.4")
  void update_writesPendingChangesFirst() {
    storeThree();
    data().run(work -> {
      var accounts = work.repository(ACCOUNTS);
      accounts.change(THREE, cy -> cy.withLocker("Cork", 3));
      assertThat(accounts
              .where(BRANCH.eq("Cork"))
              .set(STATUS, Account.Status.CLOSED)
              .update())
          .isEqualTo(3);
    });
    assertThat(read(ACCOUNTS, THREE).status()).isEqualTo(Account.Status.CLOSED);
  }

  @Test
  void update_thatCollidesRowByRow_isRefused_alsoWhereTheEndWouldBeLegal() {
    var accounts = new ArrayList<Account>();
    for (int i = 1; i <= 20; i++) {
      accounts.add(Account.of("" + i, "owner " + i, "0").withLocker("Cork", i));
    }
    data().run(work -> work.repository(ACCOUNTS).addAll(accounts));
    if (backend().name().equals("h2")) {
      // H2 checks unique keys at the end of the statement; memory is stricter on purpose.
      return;
    }
    UniqueViolationException failure = refused(
        UniqueViolationException.class,
        work -> work.repository(ACCOUNTS)
            .where(Specification.all())
            .increase(LOCKER, 1)
            .update());
    assertThat(failure.constraint()).isEqualTo("account_locker_key");
  }

  /** Memory refuses both, whatever the order of its rows; a database may meet the rows in an order that goes well. */
  @ParameterizedTest
  @ValueSource(ints = {1, -1})
  @CatalogueEntry("3.4")
  void update_thatCollidesInSomeOrderOfTheRows_isRefusedOrDoneForAllRows(int step) {
    storeThree();
    data()
        .run(work -> work.repository(ACCOUNTS)
            .where(Specification.all())
            .set(BRANCH, "Cork")
            .update());

    Throwable failure = catchThrowable(() -> data()
        .run(work -> work.repository(ACCOUNTS)
            .where(Specification.all())
            .increase(LOCKER, step)
            .update()));

    if (failure == null) {
      assertThat(backend().name()).isNotEqualTo("memory");
      assertThat(all(ACCOUNTS))
          .extracting(Account::locker)
          .containsExactlyInAnyOrder(1 + step, 2 + step, 3 + step);
    } else {
      assertThat(failure)
          .isInstanceOfSatisfying(
              UniqueViolationException.class,
              violation -> assertThat(violation.constraint()).isEqualTo("account_locker_key"));
      assertThat(all(ACCOUNTS)).extracting(Account::locker).containsExactlyInAnyOrder(1, 2, 3);
    }
  }

  @Test
  @CatalogueEntry("3.4")
  void update_ofUniqueValuesThatCannotCollide_isDone() {
    storeThree();

    long count = data()
        .execute(work -> work.repository(ACCOUNTS)
            .where(Specification.all())
            .increase(LOCKER, 10)
            .update());

    assertThat(count).isEqualTo(3);
    assertThat(all(ACCOUNTS)).extracting(Account::locker).containsExactlyInAnyOrder(11, 12, 13);
  }

  @Test
  @CatalogueEntry("7.5")
  void update_toTheValuesThatAreThere_countsTheRowsThatMatch() {
    storeThree();

    assertThat(data()
            .<Long>execute(work -> work.repository(ACCOUNTS)
                .where(BRANCH.eq("Cork"))
                .set(BRANCH, "Cork")
                .update()))
        .isEqualTo(2);
  }

  @Test
  @CatalogueEntry("2.6")
  void update_toAnAbsentValueUnderACheck_isAccepted() {
    stored(ACCOUNTS, Account.of("1", "Ada", "10").withLimit(Money.euro("5")));

    data().run(work -> {
      work.repository(ACCOUNTS).change(ONE, ada -> ada.withLimit(null));
    });

    assertThat(read(ACCOUNTS, ONE).limit()).isNull();
  }

  @Test
  @CatalogueEntry("3.2")
  @CatalogueEntry("3.6")
  @CatalogueEntry("8.6")
  void update_breakingARule_isRefused() {
    storeThree();
    var transfer = new Transfer(new UUID(1, 1), ONE, TWO, Money.euro("1"));
    stored(TRANSFERS, transfer);

    assertThat(refused(
                UniqueViolationException.class,
                work -> work.repository(ACCOUNTS)
                    .where(NUMBER.eq(TWO))
                    .set(OWNER, "Ada")
                    .update())
            .constraint())
        .isEqualTo("account_owner_key");
    assertThat(refused(
                ForeignKeyViolationException.class,
                work -> work.repository(TRANSFERS)
                    .where(Specification.all())
                    .set(TO, new AccountNumber("nobody"))
                    .update())
            .constraint())
        .isEqualTo("transfer_to_fkey");
    // Ada's balance would be too low, the others' would not.
    assertThat(refused(
                CheckViolationException.class,
                work -> work.repository(ACCOUNTS)
                    .where(Specification.all())
                    .increase(BALANCE.at(AMOUNT), new BigDecimal("-1000015"))
                    .update())
            .constraint())
        .isEqualTo("account_balance_check");
    refused(
        InvalidValueException.class,
        work -> work.repository(ACCOUNTS)
            .where(NUMBER.eq(ONE))
            .increase(LOCKER, Integer.MAX_VALUE)
            .update());
  }

  @Test
  @CatalogueEntry(value = "3.9", answer = CatalogueEntry.Answer.REFUSED)
  void set_whatMakesNoSense_isRefusedBeforeAnything() {
    storeThree();
    data().run(work -> {
      var all = work.repository(ACCOUNTS).where(Specification.all());
      assertThat(thrown(IllegalArgumentException.class, () -> all.set(NUMBER, TWO)))
          .hasMessageContaining("number is the id or the version");
      assertThat(thrown(IllegalArgumentException.class, () -> all.setNull(OWNER)))
          .hasMessageContaining("owner is not nullable");
      assertThat(thrown(IllegalArgumentException.class, () -> all.increase(OWNER, "x")))
          .hasMessageContaining("it is text(40), not an exact number");
      assertThat(thrown(IllegalStateException.class, all::update))
          .hasMessageContaining("Nothing to update");
    });
  }

  // --- what a row holds as a whole or not ---

  private void storePayments() {
    stored(
        PAYMENTS,
        new Payment.Card(1, Set.of(), "4000", Optional.of("Ada")),
        new Payment.Cash(2, Set.of(), 3, Money.euro("0.10")),
        new Payment.Voucher(3, Set.of(), null));
  }

  @Test
  void update_attributeOfOneClass_changesRowsOfThatClassAlone() {
    storePayments();

    long count = data().execute(work -> {
      var payments = work.repository(PAYMENTS);
      payments.find(Query.all());
      return payments.where(Specification.all()).set(CARD.at(HOLDER), "Bob").update();
    });

    assertThat(count).isEqualTo(1);
    assertThat(read(PAYMENTS, 1L))
        .isEqualTo(new Payment.Card(1, Set.of(), "4000", Optional.of("Bob")));
    assertThat(read(PAYMENTS, 2L)).isEqualTo(new Payment.Cash(2, Set.of(), 3, Money.euro("0.10")));
    assertVersion(PAYMENTS, 1L, 2);
    assertVersion(PAYMENTS, 2L, 1);
    assertVersion(PAYMENTS, 3L, 1);
  }

  @Test
  void update_increaseAndAbsenceInOneClass_meetRowsOfThatClassAlone() {
    storePayments();
    assertThat(data()
            .<Long>execute(work -> work.repository(PAYMENTS)
                .where(Specification.all())
                .increase(CASH.at(COINS), 2)
                .increase(CASH.at(CHANGE).at(AMOUNT), new BigDecimal("0.05"))
                .update()))
        .isEqualTo(1);
    assertThat(data()
            .<Long>execute(work -> work.repository(PAYMENTS)
                .where(Specification.all())
                .setNull(CARD.at(HOLDER))
                .update()))
        .isEqualTo(1);
    assertThat(read(PAYMENTS, 2L)).isEqualTo(new Payment.Cash(2, Set.of(), 5, Money.euro("0.15")));
    assertThat(read(PAYMENTS, 1L))
        .isEqualTo(new Payment.Card(1, Set.of(), "4000", Optional.empty()));
    assertVersion(PAYMENTS, 3L, 1);
  }

  @Test
  void set_classOfARow_isRefusedBeforeAnything() {
    storePayments();
    data().run(work -> {
      var payments = work.repository(PAYMENTS);
      assertThat(thrown(
              IllegalArgumentException.class,
              () -> payments.where(Specification.all()).set(KIND.tag(), "card")))
          .hasMessage(
              "The attribute kind tells the classes of a sealed type apart, which a set-based"
                  + " change cannot set. Load the aggregates and update them.");
      var ofTwo =
          payments.where(Specification.all()).set(CARD.at(HOLDER), "x").set(CASH.at(COINS), 1);
      assertThat(thrown(IllegalArgumentException.class, ofTwo::update))
          .hasMessage("A set-based change sets attributes of the classes card and cash"
              + " [table=payment], and no row is of both. Use one change for each class.");
      var required = payments.where(Specification.all()).setNull(CASH.at(COINS));
      assertThat(thrown(IllegalArgumentException.class, required::update))
          .hasMessage("The attribute coins is not nullable in the class cash [table=payment].");
    });
    assertVersion(PAYMENTS, 1L, 1);
  }

  @Test
  void update_partOfAValueObject_changesRowsThatHaveIt() {
    Account limited = Account.of("1", "Ada", "10").withLimit(Money.euro("5.00"));
    stored(ACCOUNTS, limited, Account.of("2", "Bob", "20"));

    long count = data()
        .execute(work -> work.repository(ACCOUNTS)
            .where(Specification.all())
            .set(LIMIT.at(AMOUNT), new BigDecimal("7.00"))
            .update());

    assertThat(count).isEqualTo(1);
    assertThat(read(ACCOUNTS, ONE).limit()).isEqualTo(Money.euro("7.00"));
    assertThat(read(ACCOUNTS, TWO).limit()).isNull();
    assertVersion(ACCOUNTS, TWO, 1);
  }

  @Test
  void update_allOfAValueObject_bringsItIntoBeingOrTakesItAway() {
    Account limited = Account.of("1", "Ada", "10").withLimit(Money.euro("5.00"));
    stored(ACCOUNTS, limited, Account.of("2", "Bob", "20"));

    assertThat(data()
            .<Long>execute(work -> work.repository(ACCOUNTS)
                .where(Specification.all())
                .set(LIMIT.at(AMOUNT), new BigDecimal("7.00"))
                .set(LIMIT.at(CURRENCY), "USD")
                .update()))
        .isEqualTo(2);
    assertThat(read(ACCOUNTS, TWO).limit()).isEqualTo(new Money(new BigDecimal("7.00"), "USD"));
    assertThat(data()
            .<Long>execute(work -> work.repository(ACCOUNTS)
                .where(NUMBER.eq(ONE))
                .setNull(LIMIT.at(AMOUNT))
                .setNull(LIMIT.at(CURRENCY))
                .update()))
        .isEqualTo(1);
    assertThat(read(ACCOUNTS, ONE).limit()).isNull();
  }

  @Test
  void update_requiredPartOfAValueObjectToNull_isRefusedBeforeAnything() {
    stored(ACCOUNTS, Account.of("1", "Ada", "10").withLimit(Money.euro("5.00")));
    data().run(work -> {
      var part = work.repository(ACCOUNTS).where(Specification.all()).setNull(LIMIT.at(AMOUNT));
      assertThat(thrown(IllegalArgumentException.class, part::update))
          .hasMessage(
              "A set-based change sets a required attribute of a value object to null, but not"
                  + " all of its attributes [table=account, value object=limit_]. Set all of them to null, or"
                  + " to values.");
    });
    assertVersion(ACCOUNTS, ONE, 1);
  }

  // --- set-based delete ---

  @Test
  void delete_all_removesRows() {
    storeThree();
    assertThat(data()
            .<Long>execute(
                work -> work.repository(ACCOUNTS).where(BRANCH.eq("Cork")).remove()))
        .isEqualTo(2);
    assertThat(all(ACCOUNTS)).extracting(Account::owner).containsExactly("Cy");
  }

  @Test
  @CatalogueEntry("3.8")
  void delete_aggregates_removesWhatTheyOwn() {
    var ada = new UUID(1, 1);
    var bob = new UUID(1, 2);
    stored(
        ORDERS,
        Order.of(ada, "Ada", Order.Line.of(1, "a", 1).from(new Order.Allotment("w", 1))),
        Order.of(bob, "Bob", Order.Line.of(1, "b", 1)));

    assertThat(data()
            .<Long>execute(
                work -> work.repository(ORDERS).where(CUSTOMER.eq("Ada")).remove()))
        .isEqualTo(1);
    assertThat(all(ORDERS)).extracting(Order::id).containsExactly(bob);
  }

  @Test
  @CatalogueEntry("3.6")
  void delete_whatOthersReferTo_isRefused() {
    stored(PRODUCTS, new Product("p", "pen"));
    stored(ORDERS, Order.of(new UUID(1, 1), "Ada", Order.Line.of(1, "a", 1).buying("p")));
    assertThat(refused(
                ForeignKeyViolationException.class,
                work -> work.repository(PRODUCTS).where(Specification.all()).remove())
            .constraint())
        .isEqualTo("order_line_product_fkey");
  }

  @Test
  void bulk_inAReadOnlyUnit_isRefused() {
    storeThree();
    refused(
        UnitOptions.defaults().readOnly(),
        MisuseException.class,
        work -> work.repository(ACCOUNTS).where(Specification.all()).remove());
  }

  // --- upsert ---

  @Test
  @CatalogueEntry("3.1")
  void upsert_newId_adds_knownId_updatesWhateverTheVersion() {
    storeThree();
    data().run(work -> work.repository(ACCOUNTS).change(ONE, ada -> ada.ownedBy("Ada Lovelace")));
    data().run(work -> {
      work.repository(ACCOUNTS).upsert(Account.of("1", "Countess", "1"));
      work.repository(ACCOUNTS).upsert(Account.of("9", "Nina", "9"));
    });

    assertThat(read(ACCOUNTS, ONE).owner()).isEqualTo("Countess");
    assertVersion(ACCOUNTS, ONE, 3);
    assertThat(read(ACCOUNTS, new AccountNumber("9")).owner()).isEqualTo("Nina");
  }

  @Test
  @CatalogueEntry("7.5")
  void upsert_ofWhatIsStored_isDone() {
    Account ada = Account.of("1", "Ada", "10");

    for (int i = 0; i < 3; i++) {
      data().run(work -> work.repository(ACCOUNTS).upsert(ada));
    }

    assertThat(all(ACCOUNTS)).containsExactly(ada);
  }

  // --- locks and guards ---

  @Test
  void findForUpdate_thenUpdate_works() {
    storeThree();
    data().run(work -> {
      var accounts = work.repository(ACCOUNTS);
      Account ada = accounts.findForUpdate(ONE).orElseThrow();
      accounts.update(ada.ownedBy("Ada Lovelace"));
      assertThat(accounts.findForUpdate(new AccountNumber("9"))).isEmpty();
      assertThat(
              accounts.find(Query.where(BRANCH.eq("Cork")).orderBy(OWNER.asc()).forUpdate()))
          .extracting(Account::owner)
          .containsExactly("Ada Lovelace", "Bob");
      assertThat(accounts.find(Query.where(BRANCH.eq("Cavan")).forShare())).hasSize(1);
    });
  }

  /** A collation that folds case, as a table may have that others made. */
  @Test
  void findForUpdate_rowThatTheDatabaseTakesForAnotherKey_isNotFound() {
    Backend folding =
        new WrappedBackend(backend(), "folding", session -> new DelegatingSession(session) {
          @Override
          public List<@Nullable Object[]> fetch(Fetch fetch) {
            List<Key> folded = fetch.keys().stream()
                .map(key -> key.value(0) instanceof String text
                    ? Key.of(text.toLowerCase(Locale.ROOT))
                    : key)
                .toList();
            return super.fetch(new Fetch(fetch.table(), fetch.columns(), folded, fetch.lock()));
          }
        });
    DataLayer layer = open(folding, LayerOptions.defaults());
    layer.run(work -> work.repository(PRODUCTS).add(new Product("pen", "Pen")));
    layer.run(work -> {
      var products = work.repository(PRODUCTS);
      assertThat(products.find("PEN")).isEmpty();
      assertThat(products.findForUpdate("PEN")).isEmpty();
      assertThat(products.findAllById(List.of("PEN"))).isEmpty();
      assertThat(products.findForUpdate("pen")).contains(new Product("pen", "Pen"));
      assertThat(products.findForUpdate("PEN")).isEmpty();
    });
  }

  @Test
  @NeedsConnections(2)
  void find_lockedRowThatWasReadBeforeAnotherUnitChangedIt_isStale() {
    storeThree();
    try (var unit = data().begin(UnitOptions.defaults().level(Level.READ_COMMITTED))) {
      var accounts = unit.repository(ACCOUNTS);
      assertThat(accounts.get(ONE).owner()).isEqualTo("Ada");
      data().run(other -> other.repository(ACCOUNTS).change(ONE, ada -> ada.ownedBy("Countess")));
      assertThat(accounts.find(Query.where(OWNER.eq("Ada")))).isEmpty();

      StaleVersionException failure = thrown(
          StaleVersionException.class,
          () -> accounts.find(Query.where(OWNER.eq("Countess")).forUpdate()));
      assertThat(failure.isRetryable()).isTrue();
    }
  }

  @Test
  void pageAndStream_ofAQueryThatLocks_areRefusedAndTheUnitGoesOn() {
    storeThree();
    data().run(work -> {
      var accounts = work.repository(ACCOUNTS);
      Query<Account> locking = Query.<Account>all().forUpdate();
      assertThat(thrown(IllegalArgumentException.class, () -> accounts.page(locking, 2)))
          .hasMessageContaining("A page cannot lock rows");
      assertThat(thrown(
              IllegalArgumentException.class, () -> accounts.forEach(locking, account -> {})))
          .hasMessageContaining("A stream cannot lock rows");
      accounts.change(ONE, ada -> ada.ownedBy("Countess"));
    });
    assertThat(read(ACCOUNTS, ONE).owner()).isEqualTo("Countess");
  }

  @Test
  @CatalogueEntry("3.10")
  void set_valueThatDoesNotFit_endsTheUnitAsEveryFailureDoes() {
    storeThree();
    InvalidValueException tooLong = refused(InvalidValueException.class, work -> {
      work.repository(ACCOUNTS).change(ONE, ada -> ada.ownedBy("Countess"));
      work.repository(ACCOUNTS).where(Specification.all()).set(OWNER, "x".repeat(41));
    });
    assertThat(tooLong)
        .hasMessageContaining("column=owner")
        .hasMessageContaining("at most 40 code points, the value has 41");
    assertThat(read(ACCOUNTS, ONE).owner()).isEqualTo("Ada");
  }

  @Test
  void timeout_ofFiveHundredYears_isAsGoodAsNone() {
    storeThree();
    data()
        .run(
            UnitOptions.defaults().timeout(Duration.ofDays(200_000)),
            work -> work.repository(ACCOUNTS).change(ONE, ada -> ada.ownedBy("Countess")));
    assertThat(read(ACCOUNTS, ONE).owner()).isEqualTo("Countess");
  }

  @Test
  @NeedsConnections(2)
  void guard_setInAnAttemptThatIsUndone_isForgotten() {
    storeThree();
    try (var unit = data().begin()) {
      var accounts = unit.repository(ACCOUNTS);
      Account ada = accounts.get(ONE);
      thrown(
          IllegalStateException.class,
          () -> unit.attempt(part -> {
            part.repository(ACCOUNTS).guard(ada);
            throw new IllegalStateException("no");
          }));
      data().run(other -> other.repository(ACCOUNTS).change(ONE, one -> one.ownedBy("Countess")));
      accounts.change(TWO, bob -> bob.ownedBy("Robert"));
      unit.commit();
    }
    assertThat(read(ACCOUNTS, TWO).owner()).isEqualTo("Robert");
  }

  @Test
  void guard_ofAnAggregateThatIsAddedAndRemovedAgain_checksNothing() {
    storeThree();
    data().run(work -> {
      var accounts = work.repository(ACCOUNTS);
      accounts.get(ONE);
      Account nina = Account.of("9", "Nina", "1");
      accounts.add(nina);
      accounts.guard(nina);
      accounts.remove(nina);
    });
    assertThat(all(ACCOUNTS)).hasSize(3);
  }

  @Test
  void guard_unchangedAggregate_letsTheUnitCommit() {
    storeThree();
    data().run(work -> {
      var accounts = work.repository(ACCOUNTS);
      accounts.guard(accounts.get(ONE));
      accounts.change(TWO, bob -> bob.ownedBy("Robert"));
    });
    assertThat(read(ACCOUNTS, TWO).owner()).isEqualTo("Robert");
    assertVersion(ACCOUNTS, ONE, 1);
  }

  @Test
  @NeedsConnections(2)
  void guard_aggregateThatAnotherUnitChanged_endsTheUnit() {
    storeThree();
    try (var unit = data().begin()) {
      var accounts = unit.repository(ACCOUNTS);
      accounts.guard(accounts.get(ONE));
      accounts.change(TWO, bob -> bob.ownedBy("Robert"));
      data().run(other -> other.repository(ACCOUNTS).change(ONE, ada -> ada.ownedBy("Countess")));

      ConflictException failure = thrown(ConflictException.class, unit::commit);
      assertThat(failure.isRetryable()).isTrue();
    }
    assertThat(read(ACCOUNTS, TWO).owner()).isEqualTo("Bob");
  }

  @Test
  void guard_unknownAggregate_isRefused() {
    storeThree();
    List<Account> stored = all(ACCOUNTS);
    assertThat(
            refused(MisuseException.class, work -> work.repository(ACCOUNTS).guard(stored.get(0))))
        .hasMessageContaining("Cannot guard an object that this unit of work has not loaded");
  }
}
