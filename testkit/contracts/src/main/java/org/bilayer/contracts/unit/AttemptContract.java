package org.bilayer.contracts.unit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bilayer.contracts.sample.Bank.ACCOUNTS;
import static org.bilayer.contracts.sample.Bank.TRANSFERS;
import static org.bilayer.contracts.sample.Shop.ORDERS;
import static org.bilayer.contracts.sample.Shop.PRODUCTS;
import static org.bilayer.contracts.sample.Till.COMPLAINTS;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.bilayer.Repository;
import org.bilayer.UnitOfWork;
import org.bilayer.contracts.CatalogueEntry;
import org.bilayer.contracts.Contract;
import org.bilayer.contracts.sample.Account;
import org.bilayer.contracts.sample.AccountNumber;
import org.bilayer.contracts.sample.Bank;
import org.bilayer.contracts.sample.Complaint;
import org.bilayer.contracts.sample.Money;
import org.bilayer.contracts.sample.Order;
import org.bilayer.contracts.sample.Order.Line;
import org.bilayer.contracts.sample.Transfer;
import org.bilayer.failure.CheckViolationException;
import org.bilayer.failure.DataException;
import org.bilayer.failure.ForeignKeyViolationException;
import org.bilayer.failure.InvalidValueException;
import org.bilayer.failure.MisuseException;
import org.bilayer.failure.NotFoundException;
import org.bilayer.failure.StaleVersionException;
import org.bilayer.failure.UniqueViolationException;
import org.bilayer.failure.UnitOfWorkFailedException;
import org.bilayer.model.Model;
import org.bilayer.query.Query;
import org.bilayer.query.Specification;
import org.bilayer.testkit.backend.Contents;
import org.bilayer.value.RowVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What every backend promises about attempts, the only way to survive an expected failure: rows and loaded objects become
 * what they were before the attempt, and the unit of work goes on.
 */
public abstract class AttemptContract extends Contract {

  private static final Model MODEL = Model.of(ACCOUNTS, TRANSFERS, PRODUCTS, ORDERS, COMPLAINTS);

  private static final Account ADA = Account.of("1", "Ada", "10");
  private static final Account BOB = Account.of("2", "Bob", "20");
  private static final Account EVE = Account.of("3", "Eve", "30");
  private static final AccountNumber NUMBER = ADA.number();

  @Override
  protected final Model model() {
    return MODEL;
  }

  private static Repository<Account, AccountNumber> accounts(UnitOfWork work) {
    return work.repository(ACCOUNTS);
  }

  /** An attempt that throws this failure. */
  private static <E extends RuntimeException> E failing(
      Class<E> type, UnitOfWork work, Consumer<UnitOfWork> part) {
    return thrown(type, () -> work.attempt(part));
  }

  private static void addAnotherAda(UnitOfWork work) {
    accounts(work).add(EVE.ownedBy("Ada"));
    work.flush();
  }

  // --- attempts that succeed ---

  @Test
  void attempt_successful_isPartOfTheUnit() {
    stored(ACCOUNTS, ADA);
    data().run(work -> {
      work.attempt(part -> accounts(part).add(BOB));
      work.attempt(part -> accounts(part).change(NUMBER, ada -> ada.plus("1")));
      work.attempt(part -> {});
      assertThat(accounts(work).get(BOB.number())).isSameAs(BOB);
    });
    assertThat(all(ACCOUNTS)).containsExactlyInAnyOrder(ADA.plus("1"), BOB);
  }

  @Test
  void attemptFor_successful_returnsItsResult() {
    stored(ACCOUNTS, ADA);
    data().run(work -> {
      Account found = work.attemptResult(part -> accounts(part).get(NUMBER));
      assertThat(found).isEqualTo(ADA);
      assertThat(accounts(work).get(NUMBER)).isSameAs(found);
    });
  }

  @Test
  void attempt_changeInside_canBeChangedBeforeAndBehind() {
    stored(ACCOUNTS, ADA);
    data().run(work -> {
      accounts(work).change(NUMBER, ada -> ada.plus("1"));
      work.flush();
      work.attempt(part -> accounts(part).change(NUMBER, ada -> ada.plus("2")));
      accounts(work).change(NUMBER, ada -> ada.plus("4"));
      work.flush();
      failing(UniqueViolationException.class, work, part -> {
        accounts(part).change(NUMBER, ada -> ada.plus("8"));
        part.flush();
        addAnotherAda(part);
      });
      accounts(work).change(NUMBER, ada -> ada.plus("16"));
    });
    assertThat(read(ACCOUNTS, NUMBER)).isEqualTo(ADA.plus("23"));
  }

  @Test
  void attempt_successfulInAUnitThatIsNotCommitted_isUndoneWithIt() {
    uncommitted(work -> work.attempt(part -> accounts(part).add(ADA)));
    assertThat(all(ACCOUNTS)).isEmpty();
  }

  // --- attempts that fail ---

  static Stream<Arguments> failures() {
    return Stream.of(
        failure(UniqueViolationException.class, AttemptContract::addAnotherAda),
        failure(ForeignKeyViolationException.class, work -> {
          work.repository(TRANSFERS)
              .add(new Transfer(new UUID(1, 1), NUMBER, EVE.number(), Money.euro("1")));
          work.flush();
        }),
        failure(
            InvalidValueException.class, work -> accounts(work).add(EVE.ownedBy("x".repeat(41)))),
        failure(NotFoundException.class, work -> accounts(work).get(EVE.number())),
        failure(MisuseException.class, work -> accounts(work).update(EVE)),
        failure(IllegalStateException.class, work -> {
          throw new IllegalStateException("an exception of the application");
        }));
  }

  private static Arguments failure(
      Class<? extends RuntimeException> type, Consumer<UnitOfWork> part) {
    return Arguments.of(type, part);
  }

  @ParameterizedTest
  @MethodSource("failures")
  @CatalogueEntry("8.4")
  void attempt_failing_isUndoneAndTheUnitGoesOn(
      Class<? extends RuntimeException> type, Consumer<UnitOfWork> failing) {
    stored(ACCOUNTS, ADA, BOB);
    data().run(work -> {
      accounts(work).change(BOB.number(), bob -> bob.plus("1"));
      failing(type, work, part -> {
        accounts(part).change(BOB.number(), bob -> bob.plus("100"));
        accounts(part).add(Account.of("9", "nobody", "0"));
        part.flush();
        accounts(part).remove(accounts(part).get(NUMBER));
        part.flush();
        accounts(part).add(ADA);
        failing.accept(part);
      });
      assertThat(accounts(work).find(Query.all())).containsExactlyInAnyOrder(ADA, BOB.plus("1"));
      accounts(work).change(BOB.number(), bob -> bob.plus("10"));
      accounts(work).add(EVE);
    });
    assertThat(all(ACCOUNTS)).containsExactlyInAnyOrder(ADA, BOB.plus("11"), EVE);
  }

  @Test
  void attempt_failingAtItsEnd_isUndoneAndTheUnitGoesOn() {
    stored(ACCOUNTS, ADA);
    data().run(work -> {
      failing(UniqueViolationException.class, work, part -> accounts(part).add(EVE.ownedBy("Ada")));
      accounts(work).add(EVE);
    });
    assertThat(all(ACCOUNTS)).containsExactlyInAnyOrder(ADA, EVE);
  }

  @Test
  @CatalogueEntry("8.4")
  void attempt_failing_putsTheLoadedObjectsBack() {
    stored(ACCOUNTS, ADA, BOB);
    data().run(work -> {
      Account ada = accounts(work).get(NUMBER);
      Account bob = accounts(work).get(BOB.number()).plus("1");
      accounts(work).update(bob);
      long version = accounts(work).version(ada).number();
      failing(UniqueViolationException.class, work, part -> {
        accounts(part).update(ada.plus("5"));
        accounts(part).remove(bob);
        addAnotherAda(part);
      });
      assertThat(accounts(work).get(NUMBER)).isSameAs(ada);
      assertThat(accounts(work).get(BOB.number())).isSameAs(bob);
      assertThat(accounts(work).version(ada).number()).isEqualTo(version);
      accounts(work).update(ada.plus("1"));
    });
    assertThat(all(ACCOUNTS)).containsExactlyInAnyOrder(ADA.plus("1"), BOB.plus("1"));
  }

  @Test
  void attempt_failing_forgetsWhatWasAddedInIt() {
    stored(ACCOUNTS, ADA);
    data().run(work -> {
      failing(UniqueViolationException.class, work, part -> {
        accounts(part).add(BOB);
        addAnotherAda(part);
      });
      assertThat(accounts(work).find(BOB.number())).isEmpty();
      thrown(
          IllegalStateException.class,
          () -> work.attempt(part -> {
            thrown(MisuseException.class, () -> accounts(part).update(BOB));
            throw new IllegalStateException("BOB is not known any more");
          }));
      accounts(work).add(BOB.plus("1"));
    });
    assertThat(all(ACCOUNTS)).containsExactlyInAnyOrder(ADA, BOB.plus("1"));
  }

  @Test
  void attempt_failing_forgetsWhatWasLoadedInIt() {
    stored(ACCOUNTS, ADA);
    data().run(work -> {
      failing(UniqueViolationException.class, work, part -> {
        accounts(part).get(NUMBER);
        addAnotherAda(part);
      });
      assertThat(accounts(work).get(NUMBER)).isEqualTo(ADA);
      accounts(work).change(NUMBER, ada -> ada.plus("1"));
    });
    assertThat(all(ACCOUNTS)).containsExactly(ADA.plus("1"));
  }

  @Test
  void attempt_failing_undoesOwnedRows() {
    Order order = Order.of(new UUID(7, 7), "Ada", Line.of(1, "pens", 10));
    Order next = order.withLines(List.of(
        Line.of(1, "pens", 11), Line.of(2, "ink", 1).from(new Order.Allotment("north", 1))));
    stored(ORDERS, order);
    stored(ACCOUNTS, ADA);
    Contents before = Contents.of(data());
    data()
        .run(work -> failing(UniqueViolationException.class, work, part -> {
          part.repository(ORDERS).change(order.id(), found -> next);
          part.flush();
          addAnotherAda(part);
        }));
    assertThat(Contents.of(data())).isEqualTo(before);
  }

  @Test
  void attempt_failing_doesNotRunTheActionsRegisteredInIt() {
    var done = new ArrayList<String>();
    data().run(work -> {
      work.afterCommit(() -> done.add("before"));
      failing(IllegalStateException.class, work, part -> {
        part.afterCommit(() -> done.add("inside"));
        throw new IllegalStateException("no");
      });
      work.afterCommit(() -> done.add("behind"));
    });
    assertThat(done).containsExactly("before", "behind");
  }

  @Test
  void attempt_failureSwallowedInside_failsAllTheSame() {
    stored(ACCOUNTS, ADA);
    data().run(work -> {
      failing(UniqueViolationException.class, work, part -> {
        accounts(part).add(BOB);
        thrown(UniqueViolationException.class, () -> addAnotherAda(part));
        UnitOfWorkFailedException later =
            thrown(UnitOfWorkFailedException.class, () -> accounts(part).find(NUMBER));
        assertThat(later).hasCauseInstanceOf(UniqueViolationException.class);
      });
      accounts(work).add(EVE);
    });
    assertThat(all(ACCOUNTS)).containsExactlyInAnyOrder(ADA, EVE);
  }

  @Test
  void attempt_pendingChangeBeforeItRefused_endsTheUnit() {
    stored(ACCOUNTS, ADA);
    refused(UniqueViolationException.class, work -> {
      accounts(work).add(EVE.ownedBy("Ada"));
      work.attempt(part -> {
        throw new AssertionError("the attempt began");
      });
    });
  }

  @Test
  void attempt_conflictInside_endsTheUnit() {
    stored(ACCOUNTS, ADA);
    long version = versionOf(ACCOUNTS, NUMBER);
    UnitOfWorkFailedException failure = refused(UnitOfWorkFailedException.class, work -> {
      accounts(work).add(BOB);
      failing(
          StaleVersionException.class,
          work,
          part -> accounts(part).update(ADA.plus("1"), RowVersion.of(version + 1)));
      accounts(work).find(NUMBER);
    });
    assertThat(failure).hasCauseInstanceOf(StaleVersionException.class);
    assertThat(failure.isRetryable()).as("of a version that the caller brought").isFalse();
  }

  @Test
  void attempt_errorInside_endsTheUnit() {
    stored(ACCOUNTS, ADA);
    Contents before = Contents.of(data());
    Error mine = new OutOfMemoryError("pretended");
    try (UnitOfWork unit = data().begin()) {
      accounts(unit).add(BOB);
      assertThat(thrown(
              OutOfMemoryError.class,
              () -> unit.attempt(part -> {
                throw mine;
              })))
          .isSameAs(mine);
      assertThat(thrown(UnitOfWorkFailedException.class, unit::commit)).hasCause(mine);
    }
    assertThat(Contents.of(data())).isEqualTo(before);
  }

  // --- what is thrown past the compiler ---

  static Stream<Throwable> thrownPastTheCompiler() {
    return PastCompiler.examples();
  }

  @ParameterizedTest
  @MethodSource("thrownPastTheCompiler")
  void attempt_endedByWhatNoSignatureNames_isUndoneAndTheUnitGoesOn(Throwable mine) {
    stored(ACCOUNTS, ADA, BOB);
    var done = new ArrayList<String>();
    data().run(work -> {
      Throwable thrown = thrown(
          Throwable.class,
          () -> work.attempt(part -> {
            accounts(part).change(NUMBER, ada -> ada.plus("100"));
            part.flush();
            accounts(part).remove(accounts(part).get(BOB.number()));
            part.afterCommit(() -> done.add("inside"));
            PastCompiler.raise(mine);
          }));
      assertThat(thrown).isSameAs(mine);
      assertThat(accounts(work).get(NUMBER)).isEqualTo(ADA);
      accounts(work).add(EVE);
    });
    assertThat(all(ACCOUNTS)).containsExactlyInAnyOrder(ADA, BOB, EVE);
    assertThat(done).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("thrownPastTheCompiler")
  void attempt_innerEndedByWhatNoSignatureNames_leavesTheOuterOne(Throwable mine) {
    stored(ACCOUNTS, ADA);
    data()
        .run(work -> work.attempt(outer -> {
          accounts(outer).add(BOB);
          assertThat(thrown(
                  Throwable.class,
                  () -> outer.attempt(inner -> {
                    accounts(inner).change(NUMBER, ada -> ada.plus("1"));
                    PastCompiler.raise(mine);
                  })))
              .isSameAs(mine);
        }));
    assertThat(all(ACCOUNTS)).containsExactlyInAnyOrder(ADA, BOB);
  }

  @ParameterizedTest
  @MethodSource("thrownPastTheCompiler")
  void run_endedByWhatNoSignatureNames_storesNothing(Throwable mine) {
    stored(ACCOUNTS, ADA);
    Throwable thrown = thrown(
        Throwable.class,
        () -> data().run(work -> {
          accounts(work).change(NUMBER, ada -> ada.plus("1"));
          work.flush();
          PastCompiler.raise(mine);
        }));
    assertThat(thrown).isSameAs(mine);
    assertThat(all(ACCOUNTS)).containsExactly(ADA);
  }

  /** The second call of the function comes when the row is written already. */
  @ParameterizedTest
  @MethodSource("thrownPastTheCompiler")
  void attempt_functionOfTheApplicationThrowsInsideOfACall_isUndone(Throwable mine) {
    stored(ACCOUNTS, ADA);
    data().run(work -> {
      assertThat(thrown(
              Throwable.class,
              () -> work.attempt(part -> {
                accounts(part).change(NUMBER, ada -> ada.plus("1"));
                part.flush();
                var calls = new AtomicInteger();
                part.repository(COMPLAINTS).addGenerated(id -> {
                  if (calls.incrementAndGet() == 2) {
                    PastCompiler.raise(mine);
                  }
                  return new Complaint(id, "late");
                });
              })))
          .isSameAs(mine);
      assertThat(work.repository(COMPLAINTS).count(Specification.all())).isZero();
    });
    assertThat(all(ACCOUNTS)).containsExactly(ADA);
  }

  // --- attempts inside of attempts ---

  @Test
  @CatalogueEntry("8.4")
  void attempt_innerFailing_leavesTheOuterOne() {
    stored(ACCOUNTS, ADA);
    data()
        .run(work -> work.attempt(outer -> {
          accounts(outer).add(BOB);
          failing(UniqueViolationException.class, outer, inner -> {
            accounts(inner).change(NUMBER, ada -> ada.plus("1"));
            addAnotherAda(inner);
          });
          accounts(outer).add(EVE);
        }));
    assertThat(all(ACCOUNTS)).containsExactlyInAnyOrder(ADA, BOB, EVE);
  }

  @Test
  @CatalogueEntry("8.4")
  void attempt_outerFailing_undoesSuccessfulInnerOnes() {
    stored(ACCOUNTS, ADA);
    data().run(work -> {
      failing(UniqueViolationException.class, work, outer -> {
        outer.attempt(inner -> accounts(inner).change(NUMBER, ada -> ada.plus("1")));
        outer.attempt(inner -> accounts(inner).add(BOB));
        addAnotherAda(outer);
      });
      assertThat(accounts(work).find(Query.all())).containsExactly(ADA);
      accounts(work).add(EVE);
    });
    assertThat(all(ACCOUNTS)).containsExactlyInAnyOrder(ADA, EVE);
  }

  @Test
  void attempt_innerFailureNotCaught_failsTheOuterOneToo() {
    stored(ACCOUNTS, ADA);
    data().run(work -> {
      failing(UniqueViolationException.class, work, outer -> {
        accounts(outer).add(BOB);
        outer.attempt(AttemptContract::addAnotherAda);
      });
      accounts(work).add(EVE);
    });
    assertThat(all(ACCOUNTS)).containsExactlyInAnyOrder(ADA, EVE);
  }

  @Test
  void attempt_manyInTurn_eachStandsAlone() {
    stored(ACCOUNTS, ADA);
    data().run(work -> {
      for (int i = 0; i < 20; i++) {
        Account next = Account.of("n" + i, i % 2 == 0 ? "Ada" : "owner " + i, "0");
        try {
          work.attempt(part -> accounts(part).add(next));
        } catch (DataException expected) {
          assertThat(expected).isInstanceOf(UniqueViolationException.class);
        }
      }
    });
    assertThat(all(ACCOUNTS)).hasSize(11);
  }

  @Test
  @CatalogueEntry("8.6")
  @CatalogueEntry("8.7")
  void attempt_largeFlushThatFailsInTheMiddle_isUndone() {
    int count = 300;
    stored(ACCOUNTS, Account.of("n150", "taken", "1"));

    data().run(work -> {
      failing(UniqueViolationException.class, work, part -> {
        for (int i = 0; i < count; i++) {
          accounts(part).add(Account.of("n" + i, "owner " + i, "0"));
        }
      });
      assertThat(accounts(work).find(Query.all())).hasSize(1);
      accounts(work).add(ADA);
    });

    assertThat(all(ACCOUNTS)).extracting(Account::owner).containsExactlyInAnyOrder("taken", "Ada");
  }

  @Test
  @CatalogueEntry("8.6")
  void attempt_setBasedChangeThatFailsForOneRow_changesNone() {
    stored(ACCOUNTS, ADA, BOB, EVE);

    data()
        .run(work -> failing(
            CheckViolationException.class,
            work,
            part -> accounts(part)
                .where(Specification.all())
                .increase(Bank.BALANCE.at(Bank.AMOUNT), new BigDecimal("-1000015"))
                .update()));

    assertThat(all(ACCOUNTS)).containsExactlyInAnyOrder(ADA, BOB, EVE);
  }

  // --- what an attempt must not do ---

  @Test
  void commit_insideOfAnAttempt_isRefusedAndTheAttemptGoesOn() {
    try (UnitOfWork unit = data().begin()) {
      unit.attempt(part -> {
        accounts(part).add(ADA);
        assertThat(thrown(IllegalStateException.class, part::commit))
            .hasMessageContaining("An attempt cannot commit");
        assertThat(thrown(IllegalStateException.class, part::rollback))
            .hasMessageContaining("An attempt cannot roll back");
        accounts(part).add(BOB);
      });
      unit.commit();
    }
    assertThat(all(ACCOUNTS)).containsExactlyInAnyOrder(ADA, BOB);
  }

  @Test
  void find_afterAnUndoneAttempt_doesNotSeeItsRows() {
    stored(ACCOUNTS, ADA);
    uncommitted(work -> {
      failing(IllegalStateException.class, work, part -> {
        accounts(part).add(BOB);
        accounts(part).change(NUMBER, ada -> ada.ownedBy("Grace"));
        assertThat(accounts(part).exists(Bank.OWNER.eq("Grace"))).isTrue();
        throw new IllegalStateException("no");
      });
      assertThat(accounts(work).exists(Bank.OWNER.in(List.of("Grace", "Bob")))).isFalse();
      assertThat(accounts(work).exists(Bank.OWNER.eq("Ada"))).isTrue();
    });
  }
}
