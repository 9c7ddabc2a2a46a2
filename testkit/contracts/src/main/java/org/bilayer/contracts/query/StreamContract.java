package org.bilayer.contracts.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bilayer.contracts.sample.Bank.ACCOUNTS;
import static org.bilayer.contracts.sample.Shop.ORDERS;
import static org.bilayer.contracts.sample.Shop.PRODUCTS;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.bilayer.Repository;
import org.bilayer.UnitOfWork;
import org.bilayer.UnitOptions;
import org.bilayer.contracts.CatalogueEntry;
import org.bilayer.contracts.Contract;
import org.bilayer.contracts.sample.Account;
import org.bilayer.contracts.sample.AccountNumber;
import org.bilayer.contracts.sample.Bank;
import org.bilayer.contracts.sample.Order;
import org.bilayer.contracts.sample.Order.Line;
import org.bilayer.contracts.sample.Shop;
import org.bilayer.model.Model;
import org.bilayer.query.Query;
import org.bilayer.query.Specification;
import org.bilayer.testkit.backend.NeedsConnections;
import org.bilayer.value.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What every backend promises about streams: the query's aggregates, complete and in its order, one at a time and only
 * inside of the function that reads them.
 */
public abstract class StreamContract extends Contract {

  private static final Model MODEL = Model.of(ACCOUNTS, PRODUCTS, ORDERS);

  private static final Query<Account> BY_OWNER = Query.orderedBy(Bank.OWNER.desc());

  @Override
  protected final Model model() {
    return MODEL;
  }

  private List<Account> storeAccounts(int count) {
    var accounts = new ArrayList<Account>();
    for (int i = 0; i < count; i++) {
      Account account = Account.of("n" + i, "owner " + i, "" + i);
      accounts.add(i % 3 == 0 ? account : account.withLocker("branch " + i % 5, i));
    }
    data().run(work -> work.repository(ACCOUNTS).addAll(accounts));
    return accounts;
  }

  private List<Order> storeOrders(int count) {
    var orders = new ArrayList<Order>();
    for (int i = 0; i < count; i++) {
      orders.add(Order.of(
              new UUID(0, i),
              "customer " + i % 7,
              Line.of(1, "pens", 1 + i).from(new Order.Allotment("north", i)),
              Line.of(2, "paper", 1))
          .tagged(new Order.Tag("tag " + i, null)));
    }
    data().run(work -> work.repository(ORDERS).addAll(orders));
    return orders;
  }

  @Test
  @CatalogueEntry("9.4")
  void stream_sorted_givesTheOrderOfTheQuery() {
    List<Account> accounts = storeAccounts(50);
    data().run(work -> {
      List<Account> read = work.repository(ACCOUNTS).stream(BY_OWNER, Stream::toList);
      assertThat(read)
          .isEqualTo(accounts.stream()
              .sorted(Comparator.comparing(Account::owner).reversed())
              .toList());
    });
  }

  @Test
  void stream_unsorted_givesTheSameSet() {
    List<Account> accounts = storeAccounts(50);
    data().run(work -> {
      List<Account> read = work.repository(ACCOUNTS).stream(Query.all(), Stream::toList);
      assertThat(read).containsExactlyInAnyOrderElementsOf(accounts);
    });
  }

  @Test
  @CatalogueEntry("9.4")
  void stream_manyRows_givesEachOnce() {
    storeAccounts(2_000);
    data().run(work -> {
      Repository<Account, AccountNumber> accounts = work.repository(ACCOUNTS);
      assertThat(accounts.<Long>stream(Query.all(), Stream::count)).isEqualTo(2_000L);
      assertThat(accounts.<Long>stream(
              Query.all(), all -> all.map(Account::number).distinct().count()))
          .isEqualTo(2_000L);
    });
  }

  @Test
  void stream_manyAggregatesWithOwnedRows_givesEachOnceAndComplete() {
    List<Order> orders = storeOrders(1_100);
    data().run(work -> {
      List<Order> read = work.repository(ORDERS).stream(Query.all(), Stream::toList);
      assertThat(read).containsExactlyInAnyOrderElementsOf(orders);
    });
  }

  @Test
  void stream_aggregatesSortedWithTies_givesTheOrderOfTheQuery() {
    List<Order> orders = storeOrders(600);
    data().run(work -> {
      List<Order> read =
          work.repository(ORDERS).stream(Query.orderedBy(Shop.CUSTOMER.desc()), Stream::toList);
      assertThat(read)
          .isEqualTo(orders.stream()
              .sorted(Comparator.comparing(Order::customer).reversed().thenComparing(Order::id))
              .toList());
    });
  }

  @Test
  void stream_withConditionAndLimit_givesThose() {
    storeAccounts(50);
    List<Order> orders = storeOrders(50);
    data().run(work -> {
      assertThat(work.repository(ACCOUNTS).<List<String>>stream(
              Query.where(Bank.OWNER.endsWith("3")).orderBy(Bank.OWNER.asc()).limit(2),
              some -> some.map(Account::owner).toList()))
          .containsExactly("owner 13", "owner 23");
      assertThat(work.repository(ORDERS).<List<Order>>stream(
              Query.where(Shop.LINES.any(Shop.QUANTITY.gt(40)))
                  .orderBy(Shop.ID.asc())
                  .limit(3),
              Stream::toList))
          .isEqualTo(orders.subList(40, 43));
      assertThat(work.repository(ACCOUNTS).<Long>stream(
              Query.where(Specification.none()), Stream::count))
          .isZero();
      assertThat(
              work.repository(ACCOUNTS).<Long>stream(Query.<Account>all().limit(0), Stream::count))
          .isZero();
    });
  }

  @Test
  @CatalogueEntry("9.4")
  void stream_notReadToItsEnd_leavesTheUnitUsable() {
    List<Account> accounts = storeAccounts(1_000);
    storeOrders(20);
    data().run(work -> {
      assertThat(work.repository(ACCOUNTS).<Boolean>stream(
              BY_OWNER, some -> some.findFirst().isPresent()))
          .isTrue();
      assertThat(work.repository(ORDERS).<Long>stream(
              Query.all(), some -> some.limit(3).count()))
          .isEqualTo(3L);
      assertThat(work.repository(ACCOUNTS).<Boolean>stream(Query.all(), some -> true))
          .isTrue();
      assertThat(work.repository(ACCOUNTS).count(Specification.all())).isEqualTo(accounts.size());
      work.repository(ACCOUNTS).change(new AccountNumber("n0"), account -> account.plus("1"));
    });
    assertThat(read(ACCOUNTS, new AccountNumber("n0")).balance().amount()).isEqualTo("1.00");
  }

  @Test
  @CatalogueEntry("9.4")
  void stream_usedOutsideOfTheFunction_fails() {
    storeAccounts(10);
    storeOrders(10);
    data().run(work -> {
      Stream<Account> kept = work.repository(ACCOUNTS).stream(Query.all(), all -> all);
      assertThat(thrown(IllegalStateException.class, () -> kept.forEach(account -> {})))
          .hasMessageContaining("The stream is closed");
      Iterator<Order> iterator = work.repository(ORDERS).stream(Query.all(), all -> all.iterator());
      assertThat(thrown(IllegalStateException.class, iterator::next))
          .hasMessageContaining("Collect inside of it");
      var halfRead = new ArrayList<Iterator<Account>>();
      work.repository(ACCOUNTS).<Boolean>stream(BY_OWNER, all -> {
        halfRead.add(all.iterator());
        return halfRead.get(0).next().owner().equals("owner 9");
      });
      thrown(IllegalStateException.class, () -> halfRead.get(0).forEachRemaining(account -> {}));
      assertThat(work.repository(ACCOUNTS).count(Specification.all())).isEqualTo(10);
    });
  }

  @Test
  @CatalogueEntry("9.4")
  void stream_functionThatFails_passesItsExceptionAndTheUnitGoesOn() {
    storeAccounts(10);
    data().run(work -> {
      IllegalStateException mine = new IllegalStateException("enough");
      assertThat(thrown(
              IllegalStateException.class,
              () -> work.repository(ACCOUNTS).forEach(Query.all(), account -> {
                throw mine;
              })))
          .isSameAs(mine);
      work.repository(ACCOUNTS).change(new AccountNumber("n0"), account -> account.plus("1"));
    });
    assertThat(read(ACCOUNTS, new AccountNumber("n0")).balance().amount()).isEqualTo("1.00");
  }

  @Test
  @CatalogueEntry("1.3")
  void stream_objects_areNotThoseOfTheUnit() {
    storeAccounts(3);
    data().run(work -> {
      Repository<Account, AccountNumber> accounts = work.repository(ACCOUNTS);
      Account loaded = accounts.get(new AccountNumber("n0"));
      Account streamed = accounts.stream(
          Query.where(Bank.NUMBER.eq(loaded.number())), one -> one.findFirst().orElseThrow());
      assertThat(streamed).isEqualTo(loaded).isNotSameAs(loaded);
    });
  }

  @Test
  @CatalogueEntry("1.4")
  void stream_pendingChanges_areWrittenFirst() {
    storeAccounts(3);
    uncommitted(work -> {
      Repository<Account, AccountNumber> accounts = work.repository(ACCOUNTS);
      accounts.add(Account.of("n3", "owner 3", "3"));
      accounts.remove(accounts.get(new AccountNumber("n0")));
      accounts.change(new AccountNumber("n1"), account -> account.ownedBy("changed"));
      assertThat(accounts.<List<String>>stream(
              BY_OWNER, all -> all.map(Account::owner).toList()))
          .containsExactly("owner 3", "owner 2", "changed");
    });
  }

  @Test
  void stream_otherCallsOfTheUnitInside_areAnswered() {
    storeAccounts(600);
    storeOrders(5);
    var seen = new AtomicInteger();
    data().run(work -> {
      work.repository(ACCOUNTS).forEach(BY_OWNER, account -> {
        if (seen.incrementAndGet() % 100 == 0) {
          assertThat(work.repository(ACCOUNTS).get(account.number())).isEqualTo(account);
          assertThat(work.repository(ORDERS).count(Specification.all())).isEqualTo(5);
        }
      });
      work.repository(ORDERS).forEach(Query.all(), order -> {
        seen.incrementAndGet();
        assertThat(work.repository(ORDERS).get(order.id())).isEqualTo(order);
      });
    });
    assertThat(seen).hasValue(605);
  }

  @Test
  void stream_changesOfWhatIsRead_areStored() {
    storeAccounts(600);
    data().run(work -> {
      Repository<Account, AccountNumber> accounts = work.repository(ACCOUNTS);
      accounts.forEach(BY_OWNER, read -> {
        if (read.owner().endsWith("0")) {
          accounts.change(read.number(), account -> account.plus("1000"));
        }
      });
    });
    assertThat(all(ACCOUNTS))
        .filteredOn(account -> account.balance().amount().intValue() >= 1_000)
        .hasSize(60);
  }

  @Test
  void stream_readsInsideAfterEachObject_changeNothingOfIt() {
    List<Account> accounts = storeAccounts(1_200);
    List<Query<Account>> queries = List.of(
        Query.all(),
        BY_OWNER,
        Query.orderedBy(Bank.BRANCH.asc().nullsFirst(), Bank.OWNER.desc()),
        Query.orderedBy(Bank.LOCKER.desc().nullsFirst()),
        Query.where(Bank.OWNER.ne("owner 7"))
            .orderBy(Bank.BRANCH.desc().nullsLast())
            .limit(700));
    data().run(work -> {
      Repository<Account, AccountNumber> repository = work.repository(ACCOUNTS);
      for (Query<Account> query : queries) {
        var seen = new ArrayList<Account>();
        repository.forEach(query, account -> {
          seen.add(account);
          if (seen.size() % 100 == 1) {
            assertThat(repository.count(Specification.all())).isEqualTo(accounts.size());
          }
        });
        List<Account> found = repository.find(query);
        if (query.order().isEmpty()) {
          assertThat(seen).containsExactlyInAnyOrderElementsOf(found);
        } else {
          assertThat(seen).isEqualTo(found);
        }
      }
    });
  }

  @Test
  void stream_ofAnotherStreamsObjects_givesEachOnce() {
    List<Account> accounts = storeAccounts(900);
    List<Order> orders = storeOrders(30);
    data().run(work -> {
      var outer = new ArrayList<Order>();
      var inner = new ArrayList<Account>();
      work.repository(ORDERS).forEach(Query.orderedBy(Shop.ID.asc()), order -> {
        outer.add(order);
        if (outer.size() == 1) {
          work.repository(ACCOUNTS).forEach(Query.all(), account -> {
            inner.add(account);
            if (inner.size() == 1) {
              assertThat(work.repository(ACCOUNTS).<Long>stream(
                      BY_OWNER, all -> all.skip(1).limit(600).count()))
                  .isEqualTo(600L);
            }
          });
        }
      });
      assertThat(outer).isEqualTo(orders);
      assertThat(inner).containsExactlyInAnyOrderElementsOf(accounts);
    });
  }

  @Test
  void stream_whatTheUnitWritesMeanwhile_addsRepeatsAndMovesNothing() {
    List<Account> accounts = storeAccounts(1_200);
    List<String> numbers = accounts.stream()
        .sorted(Comparator.comparing(Account::owner).reversed())
        .map(account -> account.number().value())
        .toList();
    uncommitted(work -> {
      Repository<Account, AccountNumber> repository = work.repository(ACCOUNTS);
      var seen = new ArrayList<String>();
      repository.forEach(BY_OWNER, account -> {
        seen.add(account.number().value());
        if (seen.size() % 200 == 1) {
          repository.change(
              account.number(), known -> known.ownedBy("a last one of " + seen.size()));
          repository.add(Account.of("x" + seen.size(), "a last new one " + seen.size(), "1"));
          work.flush();
        }
      });
      assertThat(seen).isEqualTo(numbers);
    });
  }

  @Test
  void stream_aggregatesWithOwnedRowsThatTheUnitWritesMeanwhile_comeOnceAsTheyAreThen() {
    List<Order> orders = storeOrders(1_100);
    uncommitted(work -> {
      Repository<Order, UUID> repository = work.repository(ORDERS);
      // Both are of the last customer, and so in the last list of keys.
      UUID last = orders.get(1_091).id();
      UUID removed = orders.get(1_098).id();
      var seen = new ArrayList<Order>();
      repository.forEach(Query.orderedBy(Shop.CUSTOMER.asc(), Shop.ID.asc()), order -> {
        if (seen.isEmpty()) {
          repository.change(order.id(), known -> known.forCustomer("the last customer"));
          repository.remove(repository.get(removed));
          repository.change(last, known -> known.tagged(new Order.Tag("late", null)));
          work.flush();
        }
        seen.add(order);
      });
      assertThat(seen).hasSize(1_099).extracting(Order::id).doesNotHaveDuplicates();
      assertThat(seen).extracting(Order::id).doesNotContain(removed);
      assertThat(seen)
          .filteredOn(order -> order.id().equals(last))
          .singleElement()
          .satisfies(
              order -> assertThat(order.tags()).extracting(Order.Tag::word).contains("late"));
    });
  }

  @ParameterizedTest
  @EnumSource(
      value = Level.class,
      names = {"READ_COMMITTED", "SNAPSHOT"})
  @NeedsConnections(2)
  void stream_whatOthersCommitMeanwhile_isNotInIt(Level level) {
    List<Account> accounts = storeAccounts(1_200);
    data().run(UnitOptions.defaults().level(level), work -> {
      var seen = new ArrayList<Account>();
      work.repository(ACCOUNTS).forEach(Query.orderedBy(Bank.OWNER.asc()), account -> {
        if (seen.isEmpty()) {
          try (UnitOfWork other = data().begin()) {
            Repository<Account, AccountNumber> others = other.repository(ACCOUNTS);
            others.change(new AccountNumber("n999"), known -> known.ownedBy("somebody else"));
            others.remove(others.get(new AccountNumber("n998")));
            others.add(Account.of("new", "the last one", "1"));
            other.commit();
          }
          assertThat(work.repository(ORDERS).count(Specification.all())).isZero();
        }
        seen.add(account);
      });
      assertThat(seen)
          .isEqualTo(
              accounts.stream().sorted(Comparator.comparing(Account::owner)).toList());
    });
  }
}
