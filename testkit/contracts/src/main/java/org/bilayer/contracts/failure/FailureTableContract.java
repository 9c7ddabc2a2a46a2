package org.bilayer.contracts.failure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.bilayer.contracts.sample.Bank.ACCOUNTS;
import static org.bilayer.contracts.sample.Bank.LOCKER;
import static org.bilayer.contracts.sample.Bank.NUMBER;
import static org.bilayer.contracts.sample.Bank.OWNER;
import static org.bilayer.contracts.sample.Bank.STATUS;
import static org.bilayer.contracts.sample.Bank.TRANSFERS;
import static org.bilayer.contracts.sample.Desk.MANUSCRIPTS;

import java.lang.reflect.Modifier;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.bilayer.DataLayer;
import org.bilayer.LayerOptions;
import org.bilayer.Repository;
import org.bilayer.UnitOfWork;
import org.bilayer.UnitOptions;
import org.bilayer.contracts.Contract;
import org.bilayer.contracts.sample.Account;
import org.bilayer.contracts.sample.AccountNumber;
import org.bilayer.contracts.sample.Manuscript;
import org.bilayer.contracts.sample.Money;
import org.bilayer.contracts.sample.Transfer;
import org.bilayer.failure.DataException;
import org.bilayer.failure.StaleVersionException;
import org.bilayer.failure.UniqueViolationException;
import org.bilayer.failure.WriteConflictException;
import org.bilayer.model.Model;
import org.bilayer.query.Projection;
import org.bilayer.query.Query;
import org.bilayer.query.Specification;
import org.bilayer.testkit.backend.NeedsConnections;
import org.bilayer.testkit.fault.Fault;
import org.bilayer.testkit.fault.FaultPlan;
import org.bilayer.testkit.fault.Operation;
import org.bilayer.value.Level;
import org.bilayer.value.RowVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What every backend promises about each failure: it comes after one try where only the caller can mend it, and work is run
 * again where a fresh unit can meet other facts.
 */
public abstract class FailureTableContract extends Contract {

  private static final Model MODEL = Model.of(ACCOUNTS, TRANSFERS, MANUSCRIPTS);

  private static final UnitOptions DEFAULT = UnitOptions.defaults();
  private static final UnitOptions READ_COMMITTED = DEFAULT.readCommitted();
  private static final int TRIES = 3;

  private static final Account ADA = Account.of("1", "Ada", "10").withLocker("Cork", 1);
  private static final AccountNumber NUMBER_OF_ADA = ADA.number();
  private static final AccountNumber NOBODYS = new AccountNumber("9");

  private final FaultPlan faults = FaultPlan.create();

  /** A way to bring about a failure, in each try anew. */
  private record Way(String name, UnitOptions options, Consumer<UnitOfWork> work) {}

  @Override
  protected final Model model() {
    return MODEL;
  }

  private static Repository<Account, AccountNumber> accounts(UnitOfWork work) {
    return work.repository(ACCOUNTS);
  }

  private static Repository<Manuscript, String> manuscripts(UnitOfWork work) {
    return work.repository(MANUSCRIPTS);
  }

  private DataLayer faulty() {
    return open(new FaultyBackend(backend(), faults), LayerOptions.defaults());
  }

  // --- the table ---

  @Test
  void table_hasARowForEachFailureOfTheFamily() {
    var family = new HashSet<Class<?>>();
    collect(DataException.class, family);
    var rows = new HashSet<Class<?>>();
    for (FailureCase row : FailureCase.values()) {
      rows.add(row.failure());
    }
    assertThat(rows).isEqualTo(family);
  }

  private static void collect(Class<?> type, Set<Class<?>> family) {
    Class<?>[] permitted = type.getPermittedSubclasses();
    if (permitted != null) {
      Arrays.stream(permitted).forEach(part -> collect(part, family));
    } else if (Modifier.isPublic(type.getModifiers())) {
      // The class that keeps a place for later ones is not public, and nobody throws it.
      family.add(type);
    }
  }

  @ParameterizedTest
  @EnumSource(FailureCase.class)
  @NeedsConnections(2)
  void run_failure_isTriedAgainOnlyWhereThatCanHelp(FailureCase row) {
    DataLayer layer = faulty();
    layer.run(work -> {
      accounts(work).add(ADA);
      accounts(work).add(Account.of("2", "Bob", "20").withLocker("Cork", 2));
      manuscripts(work).add(Manuscript.of("m", "The Whale"));
    });
    layer.run(work -> accounts(work).change(NUMBER_OF_ADA, ada -> ada.plus("1")));
    layer.run(work -> manuscripts(work).change("m", whale -> whale.titled("Moby Dick")));
    List<Way> ways = ways(row, layer);
    assertThat(ways).isNotEmpty();
    for (Way way : ways) {
      if (!backend().levels().contains(way.options().level())) {
        continue;
      }
      faults.clear();
      var tries = new AtomicInteger();
      // Where no more than one try is wanted, all of them are offered.
      UnitOptions options = row.isTriedAgain() ? way.options().maxTries(TRIES) : way.options();
      Throwable failure = catchThrowable(() -> layer.run(options, work -> {
        tries.incrementAndGet();
        way.work().accept(work);
      }));
      boolean interrupted = Thread.interrupted();
      assertThat(interrupted).as(way.name()).isEqualTo(row == FailureCase.CANCELLED);
      assertThat(failure).as(way.name()).isExactlyInstanceOf(row.failure());
      assertThat(((DataException) failure).isRetryable())
          .as(way.name())
          .isEqualTo(row.isTriedAgain());
      assertThat(tries).as(way.name()).hasValue(row.isTriedAgain() ? TRIES : 1);
      if (failure instanceof StaleVersionException stale) {
        assertThat(stale.isGivenByCaller()).as(way.name()).isEqualTo(!row.isTriedAgain());
      }
    }
  }

  /** A switch over all rows: whoever adds one has to say how it comes about. */
  private List<Way> ways(FailureCase row, DataLayer layer) {
    return switch (row) {
      case GIVEN_VERSION -> withGivenVersions(layer);
      case READ_VERSION ->
        List.of(
            new Way("update", READ_COMMITTED, work -> {
              Account ada = accounts(work).get(NUMBER_OF_ADA);
              change(layer);
              accounts(work).update(ada.ownedBy("Countess"));
            }),
            new Way("locking read", READ_COMMITTED, work -> {
              accounts(work).get(NUMBER_OF_ADA);
              change(layer);
              accounts(work).findForUpdate(NUMBER_OF_ADA);
            }),
            new Way("guard", READ_COMMITTED, work -> {
              accounts(work).guard(accounts(work).get(NUMBER_OF_ADA));
              change(layer);
            }),
            new Way("version that the unit itself has read", READ_COMMITTED, work -> {
              Account ada = accounts(work).get(NUMBER_OF_ADA);
              long version = accounts(work).version(ada).number();
              change(layer);
              accounts(work).update(ada.ownedBy("Countess"), RowVersion.of(version));
            }),
            new Way("version attribute of a loaded object", READ_COMMITTED, work -> {
              Manuscript whale = manuscripts(work).get("m");
              rename(layer);
              manuscripts(work).update(whale.titled("Ahab"));
            }),
            new Way("upsert of a row that exists", READ_COMMITTED, work -> {
              accounts(work).upsert(ADA.ownedBy("Countess"));
              change(layer);
            }));
      case WRITE_CONFLICT ->
        List.of(new Way("made on purpose", DEFAULT, work -> fail(work, Fault.WRITE_CONFLICT)));
      case ABSENT_ROW ->
        List.of(
            new Way("upsert", READ_COMMITTED, work -> {
              Account next = next();
              accounts(work).upsert(next);
              addInAUnitOfItsOwn(layer, next);
            }),
            new Way("upsert at a snapshot", DEFAULT, work -> {
              Account next = next();
              accounts(work).upsert(next);
              addInAUnitOfItsOwn(layer, next);
            }),
            new Way("find, then add", READ_COMMITTED, work -> {
              Account next = next();
              assertThat(accounts(work).find(next.number())).isEmpty();
              addInAUnitOfItsOwn(layer, next);
              accounts(work).add(next);
            }));
      case DEADLOCK ->
        List.of(new Way("made on purpose", DEFAULT, work -> fail(work, Fault.DEADLOCK)));
      case LOCK_TIMEOUT ->
        List.of(new Way("made on purpose", DEFAULT, work -> fail(work, Fault.LOCK_TIMEOUT)));
      case UNAVAILABLE ->
        List.of(new Way("made on purpose", DEFAULT, work -> fail(work, Fault.CONNECTION_LOST)));
      case POOL_EXHAUSTED ->
        List.of(new Way("made on purpose", DEFAULT, work -> fail(work, Fault.POOL_EXHAUSTED)));
      case COMMIT_UNKNOWN ->
        List.of(new Way("made on purpose", DEFAULT, work -> {
          accounts(work).change(NUMBER_OF_ADA, ada -> ada.plus("1"));
          faults.next(Operation.COMMIT, Fault.CONNECTION_LOST);
        }));
      case DEADLINE_EXCEEDED ->
        List.of(new Way("timeout", DEFAULT.timeout(Duration.ofMillis(1)), work -> {
          long begun = System.nanoTime();
          while (System.nanoTime() - begun < 5_000_000) {
            Thread.onSpinWait();
          }
          accounts(work).find(NUMBER_OF_ADA);
        }));
      case CANCELLED ->
        List.of(new Way("interrupt", DEFAULT, work -> {
          Thread.currentThread().interrupt();
          accounts(work).find(NUMBER_OF_ADA);
        }));
      case UNIQUE ->
        List.of(
            new Way("id", DEFAULT, work -> accounts(work).add(ADA)),
            new Way("id that is loaded", DEFAULT, work -> {
              accounts(work).get(NUMBER_OF_ADA);
              accounts(work).add(ADA);
            }),
            new Way("id that is added twice", DEFAULT, work -> {
              accounts(work).upsert(Account.of("9", "Nina", "1"));
              accounts(work).add(Account.of("9", "Nina", "1"));
            }),
            new Way(
                "unique value",
                DEFAULT,
                work -> accounts(work).upsert(Account.of("9", "Nina", "1").withLocker("Cork", 1))),
            new Way(
                "unique value, set for a loaded object",
                DEFAULT,
                work -> accounts(work).change(NUMBER_OF_ADA, ada -> ada.withLocker("Cork", 2))));
      case FOREIGN_KEY ->
        List.of(new Way(
            "nothing to refer to",
            DEFAULT,
            work -> work.repository(TRANSFERS)
                .add(new Transfer(new UUID(0, 1), NUMBER_OF_ADA, NOBODYS, Money.euro("1")))));
      case NOT_NULL ->
        List.of(new Way("value of a value object", DEFAULT, work -> {
          @SuppressWarnings("NullAway") // what the row is about
          Money incomplete = new Money(new BigDecimal("1.00"), null);
          accounts(work).change(NUMBER_OF_ADA, ada -> ada.withBalance(incomplete));
        }));
      case CHECK ->
        List.of(new Way(
            "value out of bounds",
            DEFAULT,
            work -> accounts(work).change(NUMBER_OF_ADA, ada -> ada.plus("-2000000"))));
      case INVALID_VALUE ->
        List.of(
            new Way(
                "too long",
                DEFAULT,
                work -> accounts(work).change(NUMBER_OF_ADA, ada -> ada.ownedBy("x".repeat(41)))),
            new Way(
                "in a set-based change",
                DEFAULT,
                work -> accounts(work)
                    .where(NUMBER.eq(NUMBER_OF_ADA))
                    .increase(LOCKER, Integer.MAX_VALUE)
                    .update()));
      case NOT_FOUND -> List.of(new Way("get", DEFAULT, work -> accounts(work).get(NOBODYS)));
      case MISUSE -> misuses();
      case STORAGE ->
        List.of(new Way("made on purpose", DEFAULT, work -> fail(work, Fault.STORAGE_FAILURE)));
      case UNREADABLE_ROW ->
        List.of(new Way("row that a constructing function refuses", DEFAULT, work -> {
          var refusing = Projection.<Account, String>of(
              tuple -> {
                throw new IllegalStateException(tuple.get(OWNER));
              },
              OWNER);
          accounts(work).select(Query.all(), refusing);
        }));
      case FAILED_BY_A_CONFLICT ->
        List.of(new Way("conflict that the work caught", READ_COMMITTED, work -> {
          accounts(work).get(NUMBER_OF_ADA);
          change(layer);
          thrown(StaleVersionException.class, () -> accounts(work).findForUpdate(NUMBER_OF_ADA));
        }));
      case FAILED_FOR_GOOD ->
        List.of(
            new Way(
                "stale version that the work caught",
                DEFAULT,
                work -> thrown(
                    StaleVersionException.class,
                    () -> accounts(work).update(ADA, RowVersion.of(1)))),
            new Way("violation that the work caught", DEFAULT, work -> {
              accounts(work).add(ADA);
              thrown(UniqueViolationException.class, work::flush);
            }));
    };
  }

  private List<Way> withGivenVersions(DataLayer layer) {
    var ways = new ArrayList<Way>();
    for (UnitOptions options :
        List.of(READ_COMMITTED, DEFAULT, DEFAULT.level(Level.SERIALIZABLE))) {
      ways.add(new Way("update", options, work -> accounts(work).update(ADA, RowVersion.of(1))));
      ways.add(new Way(
          "update, greater version",
          options,
          work -> accounts(work).update(ADA, RowVersion.of(99))));
      ways.add(new Way(
          "removeById",
          options,
          work -> accounts(work).removeById(NUMBER_OF_ADA, RowVersion.of(1))));
      ways.add(new Way("update, loaded before", options, work -> {
        accounts(work).get(NUMBER_OF_ADA);
        accounts(work).update(ADA, RowVersion.of(1));
      }));
      ways.add(new Way(
          "update, no row",
          options,
          work -> accounts(work).update(Account.of("9", "Nina", "1"), RowVersion.of(1))));
      ways.add(new Way(
          "removeById, no row",
          options,
          work -> accounts(work).removeById(NOBODYS, RowVersion.of(1))));
      ways.add(new Way("removeById, removed by the unit", options, work -> {
        accounts(work).remove(accounts(work).get(NUMBER_OF_ADA));
        work.flush();
        accounts(work).removeById(NUMBER_OF_ADA, RowVersion.of(2));
      }));
      ways.add(new Way("update, raised by the unit's own set-based change", options, work -> {
        accounts(work)
            .where(NUMBER.eq(NUMBER_OF_ADA))
            .set(STATUS, Account.Status.FROZEN)
            .update();
        accounts(work).update(ADA, RowVersion.of(2));
      }));
      ways.add(new Way(
          "attribute", options, work -> manuscripts(work).update(new Manuscript("m", "Ahab", 1))));
      ways.add(new Way(
          "attribute, no row",
          options,
          work -> manuscripts(work).update(new Manuscript("n", "Ahab", 1))));
      ways.add(new Way("attribute, loaded before", options, work -> {
        manuscripts(work).get("m");
        manuscripts(work).update(new Manuscript("m", "Ahab", 1));
      }));
      ways.add(new Way("attribute, removed", options, work -> {
        manuscripts(work).get("m");
        manuscripts(work).remove(new Manuscript("m", "Ahab", 1));
      }));
      ways.add(new Way(
          "in an attempt",
          options,
          work -> work.attempt(part -> accounts(part).update(ADA, RowVersion.of(1)))));
    }
    // The row moves between the call and the flush.
    ways.add(new Way("update, then moved", READ_COMMITTED, work -> {
      accounts(work).update(ADA.ownedBy("Countess"), RowVersion.of(present(layer)));
      change(layer);
    }));
    ways.add(new Way("update, then moved, loaded before", READ_COMMITTED, work -> {
      accounts(work).get(NUMBER_OF_ADA);
      accounts(work).update(ADA.ownedBy("Countess"), RowVersion.of(present(layer)));
      change(layer);
    }));
    ways.add(new Way("removeById, then moved", READ_COMMITTED, work -> {
      accounts(work).removeById(NUMBER_OF_ADA, RowVersion.of(present(layer)));
      change(layer);
    }));
    ways.add(new Way("attribute, then moved", READ_COMMITTED, work -> {
      Manuscript copy = presentManuscript(layer);
      manuscripts(work).update(copy.titled("Ahab"));
      rename(layer);
    }));
    ways.add(new Way("guarded, then moved", READ_COMMITTED, work -> {
      Account ada = present(layer, NUMBER_OF_ADA);
      accounts(work).update(ada, RowVersion.of(present(layer)));
      accounts(work).guard(ada);
      change(layer);
    }));
    return ways;
  }

  private static List<Way> misuses() {
    return List.of(
        new Way("not loaded", DEFAULT, work -> accounts(work).update(ADA)),
        new Way("read-only", DEFAULT.readOnly(), work -> accounts(work).add(ADA)),
        new Way("change after a set-based change", DEFAULT, work -> {
          Account ada = accounts(work).get(NUMBER_OF_ADA);
          accounts(work)
              .where(Specification.all())
              .set(STATUS, Account.Status.FROZEN)
              .update();
          accounts(work).update(ada.plus("1"));
        }),
        new Way("guard after a set-based removal", READ_COMMITTED, work -> {
          Account ada = accounts(work).get(NUMBER_OF_ADA);
          accounts(work).where(Specification.all()).remove();
          accounts(work).guard(ada);
        }));
  }

  // --- what other units do meanwhile ---

  private static void change(DataLayer layer) {
    try (UnitOfWork other = layer.begin()) {
      accounts(other).change(NUMBER_OF_ADA, ada -> ada.plus("1"));
      other.commit();
    }
  }

  private static void rename(DataLayer layer) {
    try (UnitOfWork other = layer.begin()) {
      manuscripts(other).change("m", whale -> whale.titled(whale.title() + "!"));
      other.commit();
    }
  }

  private static long present(DataLayer layer) {
    try (UnitOfWork other = layer.begin()) {
      return accounts(other).version(accounts(other).get(NUMBER_OF_ADA)).number();
    }
  }

  private static Account present(DataLayer layer, AccountNumber number) {
    try (UnitOfWork other = layer.begin()) {
      return accounts(other).get(number);
    }
  }

  private static Manuscript presentManuscript(DataLayer layer) {
    try (UnitOfWork other = layer.begin()) {
      return manuscripts(other).get("m");
    }
  }

  private final AtomicInteger numbers = new AtomicInteger(100);

  private Account next() {
    int number = numbers.incrementAndGet();
    return Account.of("" + number, "owner " + number, "0");
  }

  private static void addInAUnitOfItsOwn(DataLayer layer, Account account) {
    try (UnitOfWork other = layer.begin()) {
      accounts(other).add(account);
      other.commit();
    }
  }

  private void fail(UnitOfWork work, Fault fault) {
    faults.next(Operation.FETCH, fault);
    accounts(work).find(NOBODYS);
  }

  // --- who brought the fact ---

  @Test
  @NeedsConnections(2)
  void upsert_lostRaceForANewId_succeedsInTheNextTry() {
    var tries = new AtomicInteger();
    data().run(work -> {
      accounts(work).upsert(ADA.ownedBy("Countess"));
      if (tries.incrementAndGet() == 1) {
        addInAUnitOfItsOwn(data(), ADA);
      }
    });
    assertThat(tries).hasValue(2);
    assertThat(read(ACCOUNTS, NUMBER_OF_ADA).owner()).isEqualTo("Countess");
  }

  @Test
  void upsert_besideAnAddOfATakenId_isNotTriedAgain() {
    stored(ACCOUNTS, ADA);
    var tries = new AtomicInteger();
    UniqueViolationException failure = thrown(
        UniqueViolationException.class,
        () -> data().run(work -> {
          tries.incrementAndGet();
          accounts(work).upsert(Account.of("9", "Nina", "1"));
          accounts(work).add(ADA);
        }));
    assertThat(failure.constraint()).isEqualTo("account_pkey");
    assertThat(tries).hasValue(1);
  }

  @Test
  @NeedsConnections(2)
  void lostRaceForANewId_namesTheTable() {
    WriteConflictException failure = thrown(
        WriteConflictException.class,
        // At a snapshot a database may notice the row itself.
        () -> data().run(READ_COMMITTED.maxTries(1), work -> {
          accounts(work).upsert(ADA.ownedBy("Countess"));
          addInAUnitOfItsOwn(data(), ADA);
        }));
    assertThat(failure)
        .hasMessageContainingAll(
            "added a row that this unit had looked for and not found [table=account,"
                + " constraint=account_pkey]",
            "Run the unit of work again")
        .hasCauseInstanceOf(UniqueViolationException.class);
    assertThat(read(ACCOUNTS, NUMBER_OF_ADA)).isEqualTo(ADA);
  }

  /** A database may say that some row has changed, not which one. */
  @Test
  @NeedsConnections(2)
  void givenVersion_ofARowThatMovesAtASnapshot_isFoundByTheSecondTryAtTheLatest() {
    stored(ACCOUNTS, ADA);
    var tries = new AtomicInteger();
    StaleVersionException failure = thrown(
        StaleVersionException.class,
        () -> data().run(work -> {
          accounts(work).update(ADA.ownedBy("Countess"), RowVersion.of(1));
          if (tries.incrementAndGet() == 1) {
            change(data());
          }
        }));
    assertThat(failure.isGivenByCaller()).isTrue();
    assertThat(tries.get()).isLessThanOrEqualTo(2);
    assertThat(read(ACCOUNTS, NUMBER_OF_ADA)).isEqualTo(ADA.plus("1"));
  }

  @Test
  @NeedsConnections(2)
  void givenVersion_acceptedInAnAttemptThatIsUndone_isForgotten() {
    stored(ACCOUNTS, ADA);
    var tries = new AtomicInteger();
    data().run(READ_COMMITTED, work -> {
      Account found = accounts(work).get(NUMBER_OF_ADA);
      thrown(
          IllegalStateException.class,
          () -> work.attempt(part -> {
            accounts(part).update(ADA.ownedBy("Countess"), RowVersion.of(tries.get() + 1));
            throw new IllegalStateException("undone");
          }));
      if (tries.incrementAndGet() == 1) {
        change(data());
      }
      accounts(work).update(found.plus("1"));
    });
    assertThat(tries).hasValue(2);
    assertThat(read(ACCOUNTS, NUMBER_OF_ADA)).isEqualTo(ADA.plus("2"));
  }

  @Test
  @NeedsConnections(2)
  void staleVersion_message_saysWhatCanHelp() {
    stored(ACCOUNTS, ADA);
    StaleVersionException given = refused(
        StaleVersionException.class,
        work -> accounts(work).update(ADA.plus("1"), RowVersion.of(4_711)));
    assertThat(given)
        .hasMessage(
            "Cannot write: the row does not have the version that the caller gave [type=account,"
                + " id=1, expectedVersion=4711, foundVersion=1]. A retry cannot help: load the "
                + "row, apply the change to its present state, and pass its present version.");
    assertThat(given.isGone()).isFalse();
    StaleVersionException gone = refused(
        StaleVersionException.class, work -> accounts(work).removeById(NOBODYS, RowVersion.of(1)));
    assertThat(gone)
        .hasMessage(
            "Cannot write: no row exists for the version that the caller gave [type=account,"
                + " id=9, expectedVersion=1]. Another unit of work removed the row, or the row never"
                + " existed. A retry cannot help: report the conflict to the person who made the "
                + "change.");
    assertThat(gone.isGone()).isTrue();

    try (UnitOfWork unit = data().begin(READ_COMMITTED)) {
      accounts(unit).get(NUMBER_OF_ADA);
      try (UnitOfWork other = data().begin()) {
        accounts(other).removeById(NUMBER_OF_ADA, RowVersion.of(1));
        other.commit();
      }
      StaleVersionException removed =
          thrown(StaleVersionException.class, () -> accounts(unit).findForUpdate(NUMBER_OF_ADA));
      assertThat(removed.isRetryable()).isTrue();
      assertThat(removed)
          .hasMessage("Cannot write: the row was removed after it was read [type=account, id=1,"
              + " expectedVersion=1]. Run the unit of work again, as run(...) does: the next try finds"
              + " no row.");
    }
  }
}
