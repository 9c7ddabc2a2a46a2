package org.bilayer.contracts.unit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.bilayer.contracts.sample.Bank.ACCOUNTS;
import static org.bilayer.contracts.sample.Shop.ORDERS;
import static org.bilayer.contracts.sample.Shop.PRODUCTS;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.bilayer.UnitOfWork;
import org.bilayer.UnitOptions;
import org.bilayer.contracts.Contract;
import org.bilayer.contracts.sample.Account;
import org.bilayer.contracts.sample.AccountNumber;
import org.bilayer.contracts.sample.Order;
import org.bilayer.contracts.sample.Order.Line;
import org.bilayer.contracts.sample.Product;
import org.bilayer.failure.CheckViolationException;
import org.bilayer.failure.DataException;
import org.bilayer.failure.ForeignKeyViolationException;
import org.bilayer.failure.StaleVersionException;
import org.bilayer.failure.UniqueViolationException;
import org.bilayer.model.Model;
import org.bilayer.testkit.backend.Contents;
import org.bilayer.testkit.backend.NeedsConnections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every backend promises about {@link UnitOptions#pipelineCommit}: as long as the store can be reached, it changes nothing.
 * Each refusal is compared with that of a unit that commits as usual.
 */
public abstract class PipelinedCommitContract extends Contract {

  private static final Model MODEL = Model.of(ACCOUNTS, PRODUCTS, ORDERS);

  private static final UnitOptions PLAIN = UnitOptions.defaults().readCommitted();
  private static final UnitOptions PIPELINED = PLAIN.pipelineCommit();

  private static final Account ADA = Account.of("1", "Ada", "10");
  private static final AccountNumber NUMBER = ADA.number();
  private static final UUID ORDER = new UUID(9, 9);

  @Override
  protected final Model model() {
    return MODEL;
  }

  private static Order order() {
    return Order.of(ORDER, "Ada")
        .withLines(List.of(Line.of(1, "first", 1), Line.of(2, "second", 2)));
  }

  private static List<Account> accounts(int count) {
    var accounts = new ArrayList<Account>();
    for (int i = 100; i < 100 + count; i++) {
      accounts.add(Account.of(String.valueOf(i), "owner " + i, "1"));
    }
    return accounts;
  }

  /** What is refused one way is refused the other way in the same words, and leaves no trace. */
  private <E extends DataException> E refusedAlike(Class<E> type, Consumer<UnitOfWork> work) {
    E plain = refused(PLAIN, type, work);
    E pipelined = refused(PIPELINED, type, work);
    assertThat(pipelined).hasMessage(plain.getMessage());
    assertThat(pipelined.isRetryable()).isEqualTo(plain.isRetryable());
    return pipelined;
  }

  /** Reads in one unit, lets others do something, and goes on in the first, which must be stale. */
  private StaleVersionException stale(
      UnitOptions options,
      Consumer<UnitOfWork> read,
      Consumer<UnitOfWork> others,
      Consumer<UnitOfWork> then) {
    try (UnitOfWork first = data().begin(options)) {
      read.accept(first);
      data().run(others);
      Contents afterOthers = Contents.of(data());
      Throwable failure = catchThrowable(() -> {
        then.accept(first);
        first.commit();
      });
      assertThat(failure).isInstanceOf(StaleVersionException.class);
      assertThat(Contents.of(data())).isEqualTo(afterOthers);
      return (StaleVersionException) failure;
    }
  }

  private static void change(UnitOfWork work, String amount) {
    work.repository(ACCOUNTS).change(NUMBER, account -> account.plus(amount));
  }

  // --- what is stored ---

  @Test
  void commit_ofOneChange_isStoredAndTold() {
    stored(ACCOUNTS, ADA);
    var told = new AtomicInteger();
    data().run(PIPELINED, work -> {
      work.afterCommit(told::incrementAndGet);
      change(work, "5");
    });
    assertThat(read(ACCOUNTS, NUMBER)).isEqualTo(ADA.plus("5"));
    assertThat(told).hasValue(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4, 5, 39, 40, 100, 101, 300})
  void commit_ofManyRows_storesAllOfThem(int rows) {
    List<Account> accounts = accounts(rows);
    data().run(PIPELINED, work -> work.repository(ACCOUNTS).addAll(accounts));
    assertThat(all(ACCOUNTS)).containsExactlyInAnyOrderElementsOf(accounts);

    data()
        .run(
            PIPELINED,
            work -> accounts.forEach(
                each -> work.repository(ACCOUNTS).change(each.number(), old -> old.plus("1"))));
    assertThat(all(ACCOUNTS)).allMatch(each -> each.balance().amount().intValueExact() == 2);

    data()
        .run(
            PIPELINED,
            work -> accounts.forEach(each ->
                work.repository(ACCOUNTS).remove(work.repository(ACCOUNTS).get(each.number()))));
    assertThat(all(ACCOUNTS)).isEmpty();
  }

  @Test
  void commit_ofAnAggregate_storesTheDifference() {
    stored(PRODUCTS, new Product("p", "Pen"));
    stored(ORDERS, order());
    Order next = order()
        .forCustomer("Grace")
        .withLines(List.of(
            Line.of(2, "second", 9).from(new Order.Allotment("north", 9)),
            Line.of(3, "third", 3).buying("p")))
        .tagged(new Order.Tag("gift", null));
    data().run(PIPELINED, work -> {
      work.repository(ORDERS).get(ORDER);
      work.repository(ORDERS).update(next);
    });
    assertThat(read(ORDERS, ORDER)).isEqualTo(next);
  }

  @Test
  void commit_behindAnAttemptAndAFlush_storesEverything() {
    stored(ACCOUNTS, ADA);
    data().run(PIPELINED, work -> {
      change(work, "1");
      work.flush();
      assertThat(catchThrowable(() -> work.attempt(
              part -> part.repository(ACCOUNTS).add(Account.of("1", "another Ada", "0")))))
          .isInstanceOf(UniqueViolationException.class);
      work.repository(ACCOUNTS).add(Account.of("2", "Bob", "20"));
    });
    assertThat(all(ACCOUNTS))
        .containsExactlyInAnyOrder(ADA.plus("1"), Account.of("2", "Bob", "20"));
  }

  @Test
  void commit_withoutAChange_isDone() {
    stored(ACCOUNTS, ADA);
    long version = versionOf(ACCOUNTS, NUMBER);
    data().run(PIPELINED, work -> change(work, "0"));
    data().run(PIPELINED, work -> {});
    assertThat(versionOf(ACCOUNTS, NUMBER)).isEqualTo(version);
  }

  @Test
  @NeedsConnections(2)
  void commit_withAGuard_checksItFirst() {
    stored(ACCOUNTS, ADA, Account.of("2", "Bob", "20"));
    var bob = new AccountNumber("2");
    var failure = stale(
        PIPELINED,
        work -> work.repository(ACCOUNTS).guard(work.repository(ACCOUNTS).get(NUMBER)),
        others -> change(others, "1"),
        work -> work.repository(ACCOUNTS).change(bob, old -> old.plus("1")));
    assertThat(failure).hasMessageContaining("id=1,");
    assertThat(read(ACCOUNTS, bob)).isEqualTo(Account.of("2", "Bob", "20"));
  }

  // --- what is refused ---

  @Test
  @NeedsConnections(2)
  void commit_ofARowChangedMeanwhile_isStaleWithBothVersions() {
    stored(ACCOUNTS, ADA);
    Consumer<UnitOfWork> read = work -> work.repository(ACCOUNTS).get(NUMBER);
    long before = versionOf(ACCOUNTS, NUMBER);
    var failure = stale(PIPELINED, read, others -> change(others, "1"), work -> change(work, "2"));
    assertThat(failure.expectedVersion()).isEqualTo(String.valueOf(before));
    assertThat(failure)
        .hasMessageContaining("expectedVersion=" + before + ", foundVersion="
            + (versions().counts() ? before + 1 + "]" : ""));
    var plain = stale(PLAIN, read, others -> change(others, "1"), work -> change(work, "2"));
    assertThat(withoutNumbers(failure)).isEqualTo(withoutNumbers(plain));
  }

  private static String withoutNumbers(StaleVersionException failure) {
    return failure.toString().replaceAll("\\d+", "#");
  }

  @Test
  @NeedsConnections(2)
  void commit_ofARowRemovedMeanwhile_isStale() {
    stored(ACCOUNTS, ADA);
    stale(
        PIPELINED,
        work -> work.repository(ACCOUNTS).get(NUMBER),
        others -> others.repository(ACCOUNTS).remove(others.repository(ACCOUNTS).get(NUMBER)),
        work -> change(work, "2"));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 4, 5, 39, 100, 101})
  @NeedsConnections(2)
  void commit_ofManyRowsOneOfThemStale_namesThatOne(int rows) {
    List<Account> accounts = accounts(rows);
    data().run(work -> work.repository(ACCOUNTS).addAll(accounts));
    AccountNumber which = accounts.get(random().nextInt(rows)).number();
    boolean removes = random().nextBoolean();
    var failure = stale(
        PIPELINED,
        work -> accounts.forEach(each -> work.repository(ACCOUNTS).get(each.number())),
        others -> others.repository(ACCOUNTS).change(which, old -> old.plus("7")),
        work -> accounts.forEach(each -> {
          if (removes) {
            work.repository(ACCOUNTS).remove(work.repository(ACCOUNTS).get(each.number()));
          } else {
            work.repository(ACCOUNTS).change(each.number(), old -> old.plus("1"));
          }
        }));
    assertThat(failure).hasMessageContaining("[type=account, id=" + which.value() + ",");
  }

  @Test
  @NeedsConnections(2)
  void commit_ofAnAggregateChangedMeanwhile_storesNoneOfItsRows() {
    stored(ORDERS, order());
    stale(
        PIPELINED,
        work -> work.repository(ORDERS).get(ORDER),
        others -> others.repository(ORDERS).change(ORDER, old -> old.forCustomer("Grace")),
        work -> work.repository(ORDERS)
            .change(ORDER, old -> old.withLines(List.of(Line.of(7, "another", 7)))));
  }

  @Test
  void commit_ofATakenKey_namesItAsUsual() {
    stored(ACCOUNTS, ADA);
    var failure = refusedAlike(UniqueViolationException.class, work -> {
      work.repository(ACCOUNTS).add(Account.of("2", "Bob", "20"));
      work.repository(ACCOUNTS).add(Account.of("1", "another Ada", "0"));
    });
    assertThat(failure.constraint()).isEqualTo("account_pkey");
  }

  @Test
  void commit_ofARowThatBreaksACheck_namesItAsUsual() {
    stored(ORDERS, order());
    var failure = refusedAlike(
        CheckViolationException.class,
        work -> work.repository(ORDERS)
            .change(
                ORDER, old -> old.forCustomer("Grace").withLines(List.of(Line.of(1, "first", 0)))));
    assertThat(failure.constraint()).isEqualTo("order_line_quantity_check");
  }

  @Test
  void commit_ofAReferenceToNothing_namesItAsUsual() {
    var failure = refusedAlike(
        ForeignKeyViolationException.class,
        work -> work.repository(ORDERS)
            .add(order().withLines(List.of(Line.of(1, "first", 1).buying("nothing")))));
    assertThat(failure.constraint()).isEqualTo("order_line_product_fkey");
  }

  @Test
  void unit_afterARefusal_worksAgain() {
    stored(ACCOUNTS, ADA);
    refused(
        PIPELINED,
        UniqueViolationException.class,
        work -> work.repository(ACCOUNTS).add(Account.of("1", "another Ada", "0")));
    data().run(PIPELINED, work -> change(work, "3"));
    assertThat(read(ACCOUNTS, NUMBER)).isEqualTo(ADA.plus("3"));
  }
}
