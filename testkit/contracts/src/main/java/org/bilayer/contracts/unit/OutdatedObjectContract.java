package org.bilayer.contracts.unit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bilayer.contracts.sample.Bank.ACCOUNTS;
import static org.bilayer.contracts.sample.Bank.BRANCH;
import static org.bilayer.contracts.sample.Bank.NUMBER;
import static org.bilayer.contracts.sample.Bank.OWNER;
import static org.bilayer.contracts.sample.Bank.STATUS;
import static org.bilayer.contracts.sample.Shop.CUSTOMER;
import static org.bilayer.contracts.sample.Shop.LINES;
import static org.bilayer.contracts.sample.Shop.ORDERS;
import static org.bilayer.contracts.sample.Shop.PRODUCTS;
import static org.bilayer.contracts.sample.Shop.TEXT;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.bilayer.DataLayer;
import org.bilayer.LayerOptions;
import org.bilayer.Repository;
import org.bilayer.UnitOfWork;
import org.bilayer.UnitOptions;
import org.bilayer.contracts.CatalogueEntry;
import org.bilayer.contracts.Contract;
import org.bilayer.contracts.sample.Account;
import org.bilayer.contracts.sample.AccountNumber;
import org.bilayer.contracts.sample.Order;
import org.bilayer.failure.MisuseException;
import org.bilayer.failure.StaleVersionException;
import org.bilayer.model.Model;
import org.bilayer.model.ModelInternals;
import org.bilayer.query.Query;
import org.bilayer.store.BulkUpdate;
import org.bilayer.store.Condition;
import org.bilayer.store.DelegatingSession;
import org.bilayer.store.Select;
import org.bilayer.store.StoreSession;
import org.bilayer.store.Table;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.NeedsConnections;
import org.bilayer.testkit.backend.WrappedBackend;
import org.bilayer.value.Level;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What every backend promises about loaded objects whose rows change elsewhere, in another unit at READ_COMMITTED or by a
 * hand-written statement: no query returns an object that contradicts it, and no stale object is written.
 */
public abstract class OutdatedObjectContract extends Contract {

  private static final Model MODEL = Model.of(ACCOUNTS, PRODUCTS, ORDERS);

  private static final AccountNumber ONE = new AccountNumber("1");
  private static final AccountNumber TWO = new AccountNumber("2");
  private static final UUID ORDER = new UUID(1, 1);

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

  private static UnitOptions at(Level level) {
    return UnitOptions.defaults().level(level);
  }

  // --- rows that other units change, at READ_COMMITTED ---

  @Test
  @NeedsConnections(2)
  void handedIn_rowThatAnotherUnitChangedAndTheSetBasedChangeMissed_isWorthARetry() {
    storeTwo();
    var tries = new AtomicInteger();
    data().run(at(Level.READ_COMMITTED), work -> {
      Account ada = accounts(work).get(ONE);
      if (tries.incrementAndGet() == 1) {
        changeInAUnitOfItsOwn();
      }
      accounts(work).where(NUMBER.eq(TWO)).set(STATUS, Account.Status.FROZEN).update();
      accounts(work).update(ada.plus("1"));
    });
    assertThat(tries).hasValue(2);
    assertThat(read(ACCOUNTS, ONE))
        .isEqualTo(Account.of("1", "Countess", "11").withLocker("Cork", 1));
  }

  private void changeInAUnitOfItsOwn() {
    try (UnitOfWork other = data().begin()) {
      accounts(other).change(ONE, ada -> ada.ownedBy("Countess"));
      other.commit();
    }
  }

  @Test
  @NeedsConnections(2)
  void query_meetingARowThatAnotherUnitChanged_returnsNoObjectThatContradictsIt() {
    storeTwo();
    var tries = new AtomicInteger();
    List<Account> found = data().execute(at(Level.READ_COMMITTED), work -> {
      accounts(work).get(ONE);
      if (tries.incrementAndGet() == 1) {
        changeInAUnitOfItsOwn();
      }
      return accounts(work).find(OWNER.eq("Countess"));
    });
    assertThat(found).extracting(Account::owner).containsExactly("Countess");
    assertThat(tries).hasValue(2);
  }

  @Test
  @NeedsConnections(2)
  void query_meetingARowThatAnotherUnitChanged_isReadAgainInAReadOnlyUnit() {
    storeTwo();
    try (UnitOfWork unit = data().begin(at(Level.READ_COMMITTED).readOnly())) {
      Account ada = accounts(unit).get(ONE);
      changeInAUnitOfItsOwn();
      assertThat(accounts(unit).find(BRANCH.eq("Cork"))).singleElement().isSameAs(ada);
      assertThat(accounts(unit).find(OWNER.eq("Countess")))
          .extracting(Account::owner)
          .containsExactly("Countess");
      assertThat(accounts(unit).get(ONE).owner()).isEqualTo("Countess");
    }
  }

  @Test
  @NeedsConnections(2)
  void query_meetingAnAggregateWithOwnedRowsThatAnotherUnitChanged_returnsNoneThatContradictsIt() {
    stored(ORDERS, Order.of(ORDER, "Ada", Order.Line.of(1, "pens", 1)));
    try (UnitOfWork unit = data().begin(at(Level.READ_COMMITTED))) {
      Repository<Order, UUID> orders = unit.repository(ORDERS);
      Order order = orders.get(ORDER);
      data()
          .run(other -> other
              .repository(ORDERS)
              .change(ORDER, it -> it.withLines(List.of(Order.Line.of(1, "ink", 1)))));
      assertThat(orders.find(CUSTOMER.eq("Ada"))).singleElement().isSameAs(order);
      assertThat(orders.find(LINES.any(TEXT.eq("pens")))).isEmpty();
      assertThat(thrown(StaleVersionException.class, () -> orders.find(LINES.any(TEXT.eq("ink"))))
              .isRetryable())
          .isTrue();
    }
  }

  @Test
  @NeedsConnections(2)
  void query_rootThatMovesBeforeItsOwnedRowsAreRead_returnsNoObjectThatContradictsIt() {
    var between = new AtomicInteger();
    var layer = new DataLayer[1];
    Backend moving =
        new WrappedBackend(backend(), "moving", session -> new DelegatingSession(session) {
          @Override
          public List<@Nullable Object[]> select(Select select) {
            List<@Nullable Object[]> rows = super.select(select);
            int turn = select.table().name().equals("order") ? between.getAndDecrement() : 0;
            if (turn > 0) {
              try (UnitOfWork other = layer[0].begin()) {
                other
                    .repository(ORDERS)
                    .change(
                        ORDER,
                        it -> it.forCustomer(turn == 2 ? "Ada" : "Bob")
                            .withLines(List.of(Order.Line.of(1, "line " + turn, 1))));
                other.commit();
              }
            }
            return rows;
          }
        });
    layer[0] = open(moving, LayerOptions.defaults());
    layer[0].run(
        work -> work.repository(ORDERS).add(Order.of(ORDER, "Ada", Order.Line.of(1, "pens", 1))));

    for (int turns : List.of(2, 1)) {
      between.set(turns);
      List<Order> found = layer[0].execute(
          at(Level.READ_COMMITTED), work -> work.repository(ORDERS).find(CUSTOMER.eq("Ada")));
      assertThat(found).isEmpty();
      layer[0].run(work -> work.repository(ORDERS).change(ORDER, it -> it.forCustomer("Ada")));
    }
    between.set(2);
    var streamed = new ArrayList<String>();
    layer[0].run(
        at(Level.READ_COMMITTED),
        work -> work.repository(ORDERS)
            .forEach(Query.where(CUSTOMER.eq("Ada")), order -> streamed.add(order.customer())));
    assertThat(streamed).isEmpty();
  }

  // --- hand-written statements ---

  /** Hand-written queries. */
  public interface Sweeper {

    /** Changes rows. */
    long freezeAll();

    /** Changes nothing. */
    long count();
  }

  private DataLayer withSweeper() {
    Table table = ModelInternals.schema(MODEL).table("account");
    int status = table.columns().stream().map(column -> column.name()).toList().indexOf("status");
    Backend swept =
        new WrappedBackend(backend(), "swept", session -> new Sweeping(session, table, status));
    return open(swept, LayerOptions.defaults());
  }

  private static final class Sweeping extends DelegatingSession implements Sweeper {

    private final StoreSession session;
    private final Table table;
    private final int status;
    private long changes;

    Sweeping(StoreSession session, Table table, int status) {
      super(session);
      this.session = session;
      this.table = table;
      this.status = status;
    }

    @Override
    public <Q> Q queries(Class<Q> type, @Nullable Supplier<Q> twin) {
      return type.cast(this);
    }

    @Override
    public long handWrittenChanges() {
      return changes;
    }

    @Override
    public long freezeAll() {
      changes++;
      return session.update(new BulkUpdate(
          table,
          new Condition.Always(true),
          List.of(new BulkUpdate.Assignment(status, false, "FROZEN"))));
    }

    @Override
    public long count() {
      return 2;
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"READ_COMMITTED", "SNAPSHOT"})
  @CatalogueEntry("1.3")
  void askedFor_afterAHandWrittenStatement_isReadAgain(Level level) {
    DataLayer layer = withSweeper();
    layer.run(work -> accounts(work).add(Account.of("1", "Ada", "10")));
    layer.run(at(level), work -> {
      Account ada = accounts(work).get(ONE);
      work.queries(Sweeper.class).count();
      assertThat(accounts(work).get(ONE)).isSameAs(ada);
      work.queries(Sweeper.class).freezeAll();
      assertThat(accounts(work).find(STATUS.eq(Account.Status.FROZEN)))
          .containsExactly(ada.withStatus(Account.Status.FROZEN));
      work.queries(Sweeper.class).freezeAll();
      accounts(work).change(ONE, found -> found.plus("1"));
    });
    assertThat(layer.retries()).isZero();
    Optional<Account> ada = layer.execute(work -> accounts(work).find(ONE));
    assertThat(ada.orElseThrow())
        .isEqualTo(Account.of("1", "Ada", "11").withStatus(Account.Status.FROZEN));
  }

  @Test
  void handedIn_afterAHandWrittenStatement_isRefusedAtOnce() {
    DataLayer layer = withSweeper();
    layer.run(work -> accounts(work).add(Account.of("1", "Ada", "10")));
    refused(layer, UnitOptions.defaults(), MisuseException.class, work -> {
      Account ada = accounts(work).get(ONE);
      work.queries(Sweeper.class).freezeAll();
      accounts(work).update(ada.plus("1"));
    });
    // Nobody can tell there whether another unit has changed the row.
    assertThat(refused(layer, at(Level.READ_COMMITTED), StaleVersionException.class, work -> {
              Account ada = accounts(work).get(ONE);
              work.queries(Sweeper.class).freezeAll();
              accounts(work).update(ada.plus("1"));
            })
            .isRetryable())
        .isTrue();
  }
}
