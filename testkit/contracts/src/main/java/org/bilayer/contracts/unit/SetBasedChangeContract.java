package org.bilayer.contracts.unit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bilayer.contracts.sample.Bank.ACCOUNTS;
import static org.bilayer.contracts.sample.Bank.AMOUNT;
import static org.bilayer.contracts.sample.Bank.BALANCE;
import static org.bilayer.contracts.sample.Bank.BRANCH;
import static org.bilayer.contracts.sample.Bank.NUMBER;
import static org.bilayer.contracts.sample.Bank.OWNER;
import static org.bilayer.contracts.sample.Bank.STATUS;
import static org.bilayer.contracts.sample.Desk.MANUSCRIPTS;
import static org.bilayer.contracts.sample.Desk.MANUSCRIPT_TITLE;
import static org.bilayer.contracts.sample.Desk.TICKETS;
import static org.bilayer.contracts.sample.Desk.TITLE;
import static org.bilayer.contracts.sample.Shop.CUSTOMER;
import static org.bilayer.contracts.sample.Shop.ORDERS;
import static org.bilayer.contracts.sample.Shop.PRODUCTS;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.bilayer.DirtyChecking;
import org.bilayer.Repository;
import org.bilayer.UnitOfWork;
import org.bilayer.UnitOptions;
import org.bilayer.contracts.CatalogueEntry;
import org.bilayer.contracts.Contract;
import org.bilayer.contracts.sample.Account;
import org.bilayer.contracts.sample.AccountNumber;
import org.bilayer.contracts.sample.Manuscript;
import org.bilayer.contracts.sample.Order;
import org.bilayer.contracts.sample.Ticket;
import org.bilayer.failure.ConflictException;
import org.bilayer.failure.MisuseException;
import org.bilayer.failure.StaleVersionException;
import org.bilayer.failure.UnitOfWorkFailedException;
import org.bilayer.model.Model;
import org.bilayer.query.Query;
import org.bilayer.query.Specification;
import org.bilayer.testkit.backend.NeedsConnections;
import org.bilayer.value.Level;
import org.bilayer.value.RowVersion;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What every backend promises about objects that are loaded when a set-based change changes their rows: they are read again
 * when they are asked for, refused when they are handed in, and never contradict a query.
 */
public abstract class SetBasedChangeContract extends Contract {

  private static final Model MODEL = Model.of(ACCOUNTS, PRODUCTS, ORDERS, TICKETS, MANUSCRIPTS);

  private static final AccountNumber ONE = new AccountNumber("1");
  private static final AccountNumber TWO = new AccountNumber("2");
  private static final UUID ORDER = new UUID(1, 1);
  private static final UUID TICKET = new UUID(5, 5);

  @Override
  protected final Model model() {
    return MODEL;
  }

  private void storeTwo() {
    stored(
        ACCOUNTS,
        Account.of("1", "Ada", "10").withLocker("Cork", 1),
        Account.of("2", "Bob", "20").withLocker("Cavan", 2));
  }

  private static Repository<Account, AccountNumber> accounts(UnitOfWork work) {
    return work.repository(ACCOUNTS);
  }

  private static void freezeCork(UnitOfWork work) {
    assertThat(accounts(work)
            .where(BRANCH.eq("Cork"))
            .set(STATUS, Account.Status.FROZEN)
            .update())
        .isEqualTo(1);
  }

  private static UnitOptions at(Level level) {
    return UnitOptions.defaults().level(level);
  }

  /** Runs work with the default number of tries and says how many it took to fail. */
  private int triesUntil(
      Class<? extends Throwable> failure, UnitOptions options, Consumer<UnitOfWork> work) {
    var tries = new AtomicInteger();
    thrown(
        failure,
        () -> data().run(options, unit -> {
          tries.incrementAndGet();
          work.accept(unit);
        }));
    return tries.get();
  }

  // --- asked for ---

  static Stream<Arguments> waysToAsk() {
    return Stream.of(
        way("find", work -> accounts(work).find(ONE).orElse(null)),
        way("get", work -> accounts(work).get(ONE)),
        way("findAllById", work -> accounts(work).findAllById(List.of(TWO, ONE)).get(1)),
        way("findForUpdate", work -> accounts(work).findForUpdate(ONE).orElse(null)),
        way("query", work -> accounts(work).find(OWNER.eq("Ada")).get(0)),
        way(
            "locking query",
            work ->
                accounts(work).find(Query.where(OWNER.eq("Ada")).forUpdate()).get(0)),
        way("page", work -> accounts(work).page(Query.all(), 1).items().get(0)),
        way("change", work -> accounts(work).change(ONE, ada -> ada)));
  }

  private static Arguments way(String name, Function<UnitOfWork, @Nullable Account> ask) {
    return Arguments.of(name, ask);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("waysToAsk")
  @CatalogueEntry("1.3")
  void askedFor_afterASetBasedUpdate_isReadAgain(
      String name, Function<UnitOfWork, @Nullable Account> ask) {
    storeTwo();
    for (Level level : List.of(Level.READ_COMMITTED, Level.SNAPSHOT)) {
      data()
          .run(work -> accounts(work)
              .where(Specification.all())
              .set(STATUS, Account.Status.OPEN)
              .update());
      data().run(at(level), work -> {
        Account before = accounts(work).get(ONE);
        Account bob = accounts(work).get(TWO);
        freezeCork(work);

        Account ada = ask.apply(work);
        assertThat(ada).isEqualTo(before.withStatus(Account.Status.FROZEN));
        assertThat(accounts(work).get(ONE)).isSameAs(ada);
        assertThat(accounts(work).get(TWO)).isSameAs(bob);
        accounts(work).change(ONE, found -> found.plus("1"));
      });
      assertThat(read(ACCOUNTS, ONE).status()).isEqualTo(Account.Status.FROZEN);
    }
    assertThat(read(ACCOUNTS, ONE).balance().amount()).isEqualTo(new BigDecimal("12.00"));
  }

  @ParameterizedTest
  @EnumSource(names = {"READ_COMMITTED", "SNAPSHOT"})
  void change_afterSetBasedUpdates_addsToThem(Level level) {
    storeTwo();
    data().run(at(level), work -> {
      for (int i = 0; i < 3; i++) {
        accounts(work).change(ONE, ada -> ada.plus("1"));
        accounts(work)
            .where(NUMBER.eq(ONE))
            .increase(BALANCE.at(AMOUNT), BigDecimal.TEN)
            .update();
      }
      accounts(work).change(ONE, ada -> ada.plus("1"));
    });
    assertThat(read(ACCOUNTS, ONE).balance().amount()).isEqualTo(new BigDecimal("44.00"));
    assertThat(data().retries()).isZero();
  }

  @Test
  @CatalogueEntry("1.3")
  void query_afterASetBasedUpdate_returnsNoObjectThatContradictsIt() {
    storeTwo();
    data().run(work -> {
      accounts(work).find(Query.all());
      freezeCork(work);
      assertThat(accounts(work).find(STATUS.eq(Account.Status.OPEN)))
          .extracting(Account::owner)
          .containsExactly("Bob");
      assertThat(accounts(work).find(STATUS.eq(Account.Status.FROZEN)))
          .containsExactly(
              Account.of("1", "Ada", "10").withLocker("Cork", 1).withStatus(Account.Status.FROZEN));
    });
  }

  @Test
  void askedFor_aggregateWithOwnedRows_isReadAgainWithThem() {
    stored(ORDERS, Order.of(ORDER, "Ada", Order.Line.of(1, "pens", 1)));
    for (Level level : List.of(Level.READ_COMMITTED, Level.SNAPSHOT)) {
      data().run(at(level), work -> {
        Repository<Order, UUID> orders = work.repository(ORDERS);
        orders.get(ORDER);
        orders.where(Specification.all()).set(CUSTOMER, level.name()).update();
        Order found = orders.find(CUSTOMER.eq(level.name())).get(0);
        assertThat(found.lines()).extracting(Order.Line::text).containsExactly("pens");
        orders.where(Specification.all()).set(CUSTOMER, "Bob").update();
        orders.change(ORDER, order -> order.withLines(List.of(Order.Line.of(1, "ink", 2))));
      });
      Order order = read(ORDERS, ORDER);
      assertThat(order.customer()).isEqualTo("Bob");
      data()
          .run(work ->
              work.repository(ORDERS).upsert(Order.of(ORDER, "Ada", Order.Line.of(1, "pens", 1))));
    }
  }

  // --- handed in ---

  static Stream<Arguments> waysToHandIn() {
    return Stream.of(
        handIn("update", (accounts, ada) -> accounts.update(ada)),
        handIn("update of the next state", (accounts, ada) -> accounts.update(ada.plus("1"))),
        handIn("remove", Repository::remove),
        handIn("guard", Repository::guard),
        handIn("version", Repository::version));
  }

  private static Arguments handIn(
      String name, BiConsumer<Repository<Account, AccountNumber>, Account> handIn) {
    return Arguments.of(name, handIn);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("waysToHandIn")
  @CatalogueEntry("7.7")
  void handedIn_afterASetBasedUpdateOfItsRow_isRefusedAtOnce(
      String name, BiConsumer<Repository<Account, AccountNumber>, Account> handIn) {
    storeTwo();
    for (Level level : List.of(Level.READ_COMMITTED, Level.SNAPSHOT)) {
      Throwable refusal = refused(at(level), UnitOfWorkFailedException.class, work -> {
            Account ada = accounts(work).get(ONE);
            freezeCork(work);
            thrown(MisuseException.class, () -> handIn.accept(accounts(work), ada));
          })
          .getCause();
      assertThat(refusal)
          .hasMessageContainingAll(
              "an object whose row this unit of work has changed since the object was loaded"
                  + " [type=account, id=1]",
              "load the object again");
      assertThat(triesUntil(MisuseException.class, at(level), work -> {
            Account ada = accounts(work).get(ONE);
            freezeCork(work);
            handIn.accept(accounts(work), ada);
          }))
          .isEqualTo(1);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("waysToHandIn")
  void handedIn_afterASetBasedUpdateOfAnotherRow_isAccepted(
      String name, BiConsumer<Repository<Account, AccountNumber>, Account> handIn) {
    storeTwo();
    for (Level level : List.of(Level.READ_COMMITTED, Level.SNAPSHOT)) {
      try (UnitOfWork unit = data().begin(at(level))) {
        Account ada = accounts(unit).get(ONE);
        accounts(unit).where(NUMBER.eq(TWO)).set(STATUS, Account.Status.FROZEN).update();
        handIn.accept(accounts(unit), ada);
        unit.flush();
      }
    }
  }

  @Test
  void handedIn_objectThatAnotherOneReplaced_isRefused() {
    storeTwo();
    assertThat(triesUntil(MisuseException.class, UnitOptions.defaults(), work -> {
          Account ada = accounts(work).get(ONE);
          freezeCork(work);
          assertThat(accounts(work).get(ONE)).isNotSameAs(ada);
          accounts(work).update(ada);
        }))
        .isEqualTo(1);
    assertThat(read(ACCOUNTS, ONE).status()).isEqualTo(Account.Status.OPEN);
  }

  @Test
  void handedIn_objectOfAFlushBeforeASetBasedUpdate_isRefused() {
    storeTwo();
    assertThat(triesUntil(MisuseException.class, UnitOptions.defaults(), work -> {
          accounts(work).change(ONE, ada -> ada.ownedBy("Countess"));
          work.flush();
          Account flushed = accounts(work).get(ONE);
          freezeCork(work);
          accounts(work).update(flushed.ownedBy("Lovelace"));
        }))
        .isEqualTo(1);
    data().run(work -> {
      accounts(work).change(ONE, ada -> ada.ownedBy("Countess"));
      work.flush();
      freezeCork(work);
      assertThat(accounts(work).get(ONE).status()).isEqualTo(Account.Status.FROZEN);
      accounts(work).change(ONE, ada -> ada.ownedBy("Lovelace"));
    });
    assertThat(read(ACCOUNTS, ONE).status()).isEqualTo(Account.Status.FROZEN);
    assertThat(read(ACCOUNTS, ONE).owner()).isEqualTo("Lovelace");
  }

  @Test
  void upsert_afterASetBasedUpdate_storesWhateverTheVersion() {
    storeTwo();
    data().run(work -> {
      Account ada = accounts(work).get(ONE);
      freezeCork(work);
      accounts(work).upsert(ada.ownedBy("Countess"));
    });
    assertThat(read(ACCOUNTS, ONE).owner()).isEqualTo("Countess");
    assertVersion(ACCOUNTS, ONE, 3);
  }

  @Test
  void handedIn_presentVersionAfterASetBasedUpdate_isAccepted() {
    assumeTrue(versions().counts(), "the caller knows the version that a change leaves");
    storeTwo();
    data().run(work -> {
      Account ada = accounts(work).get(ONE);
      freezeCork(work);
      accounts(work).update(ada.ownedBy("Countess"), RowVersion.of(2));
    });
    assertThat(read(ACCOUNTS, ONE).owner()).isEqualTo("Countess");
    assertThat(triesUntil(StaleVersionException.class, UnitOptions.defaults(), work -> {
          freezeCork(work);
          accounts(work).removeById(ONE, RowVersion.of(3));
        }))
        .isEqualTo(1);
  }

  @Test
  void handedIn_versionAttributeAfterASetBasedUpdate_isRefusedAtOnce() {
    stored(MANUSCRIPTS, Manuscript.of("m", "The Whale"));
    assertThat(triesUntil(MisuseException.class, UnitOptions.defaults(), work -> {
          Repository<Manuscript, String> manuscripts = work.repository(MANUSCRIPTS);
          Manuscript whale = manuscripts.get("m");
          manuscripts
              .where(Specification.all())
              .set(MANUSCRIPT_TITLE, "Moby Dick")
              .update();
          manuscripts.update(whale.titled("Ahab"));
        }))
        .isEqualTo(1);
    assertThat(triesUntil(StaleVersionException.class, UnitOptions.defaults(), work -> {
          Repository<Manuscript, String> manuscripts = work.repository(MANUSCRIPTS);
          Manuscript whale = manuscripts.get("m");
          manuscripts
              .where(Specification.all())
              .set(MANUSCRIPT_TITLE, "Moby Dick")
              .update();
          manuscripts.get("m");
          manuscripts.update(whale.titled("Ahab"));
        }))
        .isEqualTo(1);
    assertThat(read(MANUSCRIPTS, "m").title()).isEqualTo("The Whale");
  }

  // --- set-based removal ---

  @ParameterizedTest
  @EnumSource(names = {"READ_COMMITTED", "SNAPSHOT"})
  void delete_loadedObject_isGoneAndItsIdIsFree(Level level) {
    storeTwo();
    data().run(at(level), work -> {
      Account ada = accounts(work).get(ONE);
      Account bob = accounts(work).get(TWO);
      assertThat(accounts(work).where(BRANCH.eq("Cork")).remove()).isEqualTo(1);
      assertThat(accounts(work).find(ONE)).isEmpty();
      assertThat(accounts(work).findAllById(List.of(ONE, TWO))).containsExactly(bob);
      assertThat(accounts(work).findForUpdate(ONE)).isEmpty();
      accounts(work).add(ada.ownedBy("Countess"));
      assertThat(accounts(work).get(ONE).owner()).isEqualTo("Countess");
    });
    assertThat(read(ACCOUNTS, ONE).owner()).isEqualTo("Countess");

    data().run(at(level), work -> {
      Account countess = accounts(work).get(ONE);
      accounts(work).where(BRANCH.eq("Cork")).remove();
      accounts(work).add(countess.ownedBy("Ada"));
    });
    data().run(at(level), work -> {
      Account ada = accounts(work).get(ONE);
      accounts(work).where(BRANCH.eq("Cork")).remove();
      accounts(work).upsert(ada.ownedBy("Augusta"));
    });
    assertThat(read(ACCOUNTS, ONE).owner()).isEqualTo("Augusta");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("waysToHandIn")
  void handedIn_afterASetBasedRemoval_isRefusedAtOnce(
      String name, BiConsumer<Repository<Account, AccountNumber>, Account> handIn) {
    storeTwo();
    for (Level level : List.of(Level.READ_COMMITTED, Level.SNAPSHOT)) {
      assertThat(triesUntil(MisuseException.class, at(level), work -> {
            Account ada = accounts(work).get(ONE);
            accounts(work).where(BRANCH.eq("Cork")).remove();
            handIn.accept(accounts(work), ada);
          }))
          .isEqualTo(1);
    }
    assertThat(read(ACCOUNTS, ONE).owner()).isEqualTo("Ada");
  }

  @Test
  void delete_aggregatesWithOwnedRows_thenAddOfTheSameId_isStored() {
    stored(ORDERS, Order.of(ORDER, "Ada", Order.Line.of(1, "pens", 1)));
    data().run(work -> {
      Order order = work.repository(ORDERS).get(ORDER);
      work.repository(ORDERS).where(CUSTOMER.eq("Ada")).remove();
      assertThat(work.repository(ORDERS).find(ORDER)).isEmpty();
      work.repository(ORDERS).add(order.forCustomer("Bob"));
    });
    assertThat(read(ORDERS, ORDER).customer()).isEqualTo("Bob");
  }

  // --- guards ---

  @ParameterizedTest
  @EnumSource(names = {"READ_COMMITTED", "SNAPSHOT"})
  void guard_thenASetBasedChangeOfTheSameRow_isKept(Level level) {
    storeTwo();
    data().run(at(level), work -> {
      accounts(work).guard(accounts(work).get(ONE));
      freezeCork(work);
    });
    assertThat(read(ACCOUNTS, ONE).status()).isEqualTo(Account.Status.FROZEN);
    data().run(at(level), work -> {
      accounts(work).guard(accounts(work).get(ONE));
      freezeCork(work);
      accounts(work).get(ONE);
    });
    data().run(at(level), work -> {
      accounts(work).guard(accounts(work).get(ONE));
      accounts(work).where(BRANCH.eq("Cork")).remove();
    });
    assertThat(lookedUp(ACCOUNTS, ONE)).isEmpty();
    assertThat(data().retries()).isZero();
  }

  @ParameterizedTest
  @EnumSource(names = {"READ_COMMITTED", "SNAPSHOT"})
  @NeedsConnections(2)
  void guard_ofARowThatAnotherUnitChanged_failsAlsoAfterASetBasedChange(Level level) {
    for (boolean sameRow : List.of(true, false)) {
      data().run(work -> accounts(work).where(Specification.all()).remove());
      storeTwo();
      try (UnitOfWork unit = data().begin(at(level))) {
        accounts(unit).guard(accounts(unit).get(ONE));
        data().run(other -> accounts(other).change(ONE, ada -> ada.ownedBy("Countess")));
        ConflictException failure = thrown(ConflictException.class, () -> {
          accounts(unit)
              .where(NUMBER.eq(sameRow ? ONE : TWO))
              .set(STATUS, Account.Status.FROZEN)
              .update();
          unit.commit();
        });
        assertThat(failure.isRetryable()).isTrue();
      }
      assertThat(read(ACCOUNTS, ONE).status()).isEqualTo(Account.Status.OPEN);
    }
  }

  @Test
  void guard_ofARowThatTheUnitRemovesAndAddsAgain_isKept() {
    storeTwo();
    data().run(work -> {
      Account ada = accounts(work).get(ONE);
      accounts(work).guard(ada);
      accounts(work).remove(ada);
      work.flush();
      accounts(work).add(ada.ownedBy("Countess"));
      accounts(work).guard(accounts(work).get(ONE));
    });
    assertThat(read(ACCOUNTS, ONE).owner()).isEqualTo("Countess");
  }

  // --- attempts ---

  @ParameterizedTest
  @EnumSource(names = {"READ_COMMITTED", "SNAPSHOT"})
  void attempt_thatIsUndone_undoesWhatASetBasedChangeDidToLoadedObjects(Level level) {
    storeTwo();
    data().run(at(level), work -> {
      Account ada = accounts(work).get(ONE);
      for (boolean asked : List.of(true, false)) {
        thrown(
            IllegalStateException.class,
            () -> work.attempt(part -> {
              freezeCork(part);
              accounts(part).where(NUMBER.eq(TWO)).remove();
              if (asked) {
                assertThat(accounts(part).get(ONE)).isNotEqualTo(ada);
                assertThat(accounts(part).find(TWO)).isEmpty();
              }
              throw new IllegalStateException("undone");
            }));
        assertThat(accounts(work).get(ONE)).isSameAs(ada);
        assertThat(accounts(work).find(STATUS.eq(Account.Status.OPEN))).hasSize(2);
      }
      accounts(work).guard(ada);
      accounts(work).update(ada.plus("1"));
      accounts(work).change(TWO, bob -> bob.plus("1"));
    });
    assertThat(read(ACCOUNTS, ONE).balance().amount()).isEqualTo(new BigDecimal("11.00"));
    assertThat(data().retries()).isZero();
  }

  // --- objects that change in place ---

  @Test
  void changedInPlace_afterASetBasedUpdate_isRefusedUnlessIgnored() {
    stored(TICKETS, Ticket.of(TICKET, "crash"));
    List<Consumer<Repository<Ticket, UUID>>> ends = List.of(
        tickets -> {}, tickets -> tickets.find(TICKET), tickets -> tickets.find(Query.all()));
    for (Consumer<Repository<Ticket, UUID>> end : ends) {
      for (DirtyChecking dirtyChecking : List.of(DirtyChecking.FAIL, DirtyChecking.WRITE)) {
        refused(
            UnitOptions.defaults().dirtyChecking(dirtyChecking), MisuseException.class, work -> {
              Repository<Ticket, UUID> tickets = work.repository(TICKETS);
              Ticket ticket = tickets.get(TICKET);
              tickets.where(Specification.all()).set(TITLE, "fixed").update();
              ticket.assign("Ada");
              end.accept(tickets);
            });
        refused(
            UnitOptions.defaults().dirtyChecking(dirtyChecking), MisuseException.class, work -> {
              Repository<Ticket, UUID> tickets = work.repository(TICKETS);
              Ticket ticket = tickets.get(TICKET);
              tickets.where(Specification.all()).set(TITLE, "fixed").update();
              end.accept(tickets);
              ticket.assign("Ada");
            });
      }
      data().run(UnitOptions.defaults().dirtyChecking(DirtyChecking.IGNORE), work -> {
        Repository<Ticket, UUID> tickets = work.repository(TICKETS);
        Ticket ticket = tickets.get(TICKET);
        ticket.assign("Ada");
        tickets.where(Specification.all()).set(TITLE, "crash").update();
        ticket.assign("Bob");
        end.accept(tickets);
      });
      assertThat(read(TICKETS, TICKET).assignee()).isNull();
    }
  }

  @Test
  void changedInPlace_beforeASetBasedUpdate_isTreatedAsAtAnyFlush() {
    stored(TICKETS, Ticket.of(TICKET, "crash"));
    refused(MisuseException.class, work -> {
      work.repository(TICKETS).get(TICKET).assign("Ada");
      work.repository(TICKETS).where(Specification.all()).set(TITLE, "fixed").update();
    });
    data().run(UnitOptions.defaults().dirtyChecking(DirtyChecking.WRITE), work -> {
      Repository<Ticket, UUID> tickets = work.repository(TICKETS);
      tickets.get(TICKET).assign("Ada");
      tickets.where(Specification.all()).set(TITLE, "fixed").update();
      Ticket ticket = tickets.get(TICKET);
      assertThat(ticket.title()).isEqualTo("fixed");
      assertThat(ticket.assignee()).isEqualTo("Ada");
      ticket.rename("closed");
    });
    assertThat(read(TICKETS, TICKET).title()).isEqualTo("closed");
    assertThat(read(TICKETS, TICKET).assignee()).isEqualTo("Ada");
  }
}
