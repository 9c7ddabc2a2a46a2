package org.bilayer.docs.verify.mutants.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bilayer.docs.verify.mutants.engine.Lab.accounts;
import static org.bilayer.docs.verify.mutants.engine.Lab.store;
import static org.bilayer.docs.verify.mutants.engine.Lab.stored;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.bilayer.DataLayer;
import org.bilayer.UnitOfWork;
import org.bilayer.UnitOptions;
import org.bilayer.docs.verify.mutants.engine.Depot.Account;
import org.bilayer.failure.CommitUnknownException;
import org.bilayer.failure.ConflictException;
import org.bilayer.failure.ConstraintViolationException;
import org.bilayer.failure.DeadlineExceededException;
import org.bilayer.failure.StaleVersionException;
import org.bilayer.failure.UniqueViolationException;
import org.bilayer.failure.WriteConflictException;
import org.bilayer.store.SessionOptions;
import org.bilayer.testkit.fault.Fault;
import org.bilayer.testkit.fault.FaultPlan;
import org.bilayer.testkit.fault.Operation;
import org.bilayer.value.Level;
import org.bilayer.value.RowVersion;

/** How units are run, run again, and under which options. */
final class RetryMutants extends Mutations {

  private static final Account ADA = Account.of("ada", 3, 10);
  private static final Account BOB = Account.of("bob", 1, 20);

  @Override
  void plant() {
    tries();
    thrown();
    levels();
  }

  private static UnitOptions copied(UnitOptions options) {
    UnitOptions copy =
        UnitOptions.defaults().level(options.level()).dirtyChecking(options.dirtyChecking());
    return options.isReadOnly() ? copy.readOnly() : copy;
  }

  /** Runs the work once more after a failure that should have passed on. */
  private static Plan againAfter(Class<? extends Throwable> failure) {
    return Plan.runs(call -> {
      try {
        return call.proceed();
      } catch (Throwable e) {
        if (failure.isInstance(e)) {
          return call.proceed();
        }
        throw e;
      }
    });
  }

  private void tries() {
    add(
        "L1",
        DataLayer.class,
        "run the work again on a fresh unit",
        "no failure is tried again",
        Plan.options(options -> options.maxTries(1)),
        lab -> {
          DataLayer data =
              lab.data(FaultPlan.create().next(Operation.COMMIT, Fault.WRITE_CONFLICT));
          assertThatCode(() -> store(data, Depot.ACCOUNTS, ADA)).doesNotThrowAnyException();
        });
    add(
        "L2",
        DataLayer.class,
        "is worth a retry",
        "a broken constraint is tried again",
        againAfter(ConstraintViolationException.class),
        lab -> {
          DataLayer data = lab.data();
          store(data, Depot.ACCOUNTS, ADA);
          var tries = new AtomicInteger();
          assertThatThrownBy(() -> data.run(work -> {
                tries.incrementAndGet();
                accounts(work).add(ADA);
              }))
              .isInstanceOf(UniqueViolationException.class);
          assertThat(tries).hasValue(1);
        });
    add(
        "L3",
        DataLayer.class,
        "They never retry {@code CommitUnknownException}.",
        "a commit of unknown outcome is tried again",
        againAfter(CommitUnknownException.class),
        lab -> {
          var faults = FaultPlan.create();
          DataLayer data = lab.data(faults);
          faults.next(Operation.COMMIT, Fault.CONNECTION_LOST);
          assertThatThrownBy(() -> store(data, Depot.ACCOUNTS, ADA))
              .isInstanceOf(CommitUnknownException.class);
        });
    add(
        "L4",
        DataLayer.class,
        "If the work throws, the unit is rolled back and the exception passes on unchanged.",
        "what the application throws is tried again",
        againAfter(IllegalStateException.class),
        lab -> {
          var tries = new AtomicInteger();
          assertThatThrownBy(() -> lab.data().run(work -> {
                tries.incrementAndGet();
                throw new IllegalStateException("refused");
              }))
              .hasMessage("refused");
          assertThat(tries).hasValue(1);
        });
    add(
        "L5",
        org.bilayer.Repository.class,
        "Not worth a retry, because the caller gave the version.",
        "a version that the caller brought is tried again",
        againAfter(StaleVersionException.class),
        lab -> {
          DataLayer data = lab.data();
          store(data, Depot.ACCOUNTS, ADA);
          var tries = new AtomicInteger();
          assertThatThrownBy(() -> data.run(work -> {
                tries.incrementAndGet();
                accounts(work).update(ADA.with(1), RowVersion.of(7));
              }))
              .isInstanceOf(StaleVersionException.class);
          assertThat(tries).hasValue(1);
        });
    add(
        "L6",
        UnitOptions.class,
        "Sets the maximum number of runs of the work, including the first run",
        "a bound of tries is ignored",
        Plan.options(options -> {
          UnitOptions free = copied(options);
          return options.timeout().isPresent() ? free.timeout(options.timeout().get()) : free;
        }),
        lab -> {
          DataLayer data =
              lab.data(FaultPlan.create().next(Operation.COMMIT, Fault.WRITE_CONFLICT));
          assertThatThrownBy(() -> data.run(
                  UnitOptions.defaults().maxTries(1), work -> accounts(work).add(ADA)))
              .isInstanceOf(WriteConflictException.class);
        });
    add(
        "L7",
        UnitOptions.class,
        "Sets the time allowed for the whole unit of work, all tries together.",
        "a timeout is ignored",
        Plan.options(RetryMutants::copied),
        lab -> {
          DataLayer data = lab.data();
          assertThatThrownBy(() -> data.run(
                  UnitOptions.defaults().timeout(Duration.ofNanos(1)),
                  work -> accounts(work).find("ada")))
              .isInstanceOf(DeadlineExceededException.class);
        });
    add(
        "L8",
        DataLayer.class,
        "returns the result of the run that was committed",
        "the first try's result is returned",
        Plan.layer("execute", call -> {
          var first = new Object[1];
          call.proceedRun(result -> {
            first[0] = first[0] == null ? result : first[0];
          });
          return first[0];
        }),
        lab -> {
          DataLayer data =
              lab.data(FaultPlan.create().next(Operation.COMMIT, Fault.WRITE_CONFLICT));
          var tries = new AtomicInteger();
          int result = data.<Integer>execute(work -> {
            accounts(work).add(ADA);
            return tries.incrementAndGet();
          });
          assertThat(result).isEqualTo(2);
        });
    add(
        "L9",
        DataLayer.class,
        "The number of retries of units of work since this layer was opened.",
        "tries are not counted",
        Plan.layer("retries", call -> 0L),
        lab -> {
          DataLayer data =
              lab.data(FaultPlan.create().next(Operation.COMMIT, Fault.WRITE_CONFLICT));
          store(data, Depot.ACCOUNTS, ADA);
          assertThat(data.retries()).isEqualTo(1);
        });
  }

  private void thrown() {
    add(
        "L10",
        DataLayer.class,
        "If the work throws, the unit is rolled back and the exception passes on unchanged.",
        "work that throws is committed",
        Plan.runs(call -> call.proceedCommitting()),
        lab -> {
          DataLayer data = lab.data();
          assertThatThrownBy(() -> data.run(work -> {
                accounts(work).add(ADA);
                throw new IllegalStateException("refused");
              }))
              .hasMessage("refused");
          assertThat(stored(data, Depot.ACCOUNTS, "ada")).isEmpty();
        });
    add(
        "L11",
        DataLayer.class,
        "for work that throws a checked exception",
        "a checked exception is wrapped",
        Plan.layer("runChecked", call -> {
          try {
            return call.proceed();
          } catch (IOException e) {
            throw new IllegalStateException(e);
          }
        }),
        lab -> assertThatThrownBy(() -> lab.data().<IOException>runChecked(work -> {
              throw new IOException("no file");
            }))
            .isInstanceOf(IOException.class));
    add(
        "L12",
        DataLayer.class,
        "Calls do not nest: one data layer runs one unit at a time per thread.",
        "a unit runs inside of another one",
        Plan.runs(call -> {
          try {
            return call.proceed();
          } catch (IllegalStateException e) {
            return null;
          }
        }),
        lab -> {
          DataLayer data = lab.data();
          data.run(outer -> assertThatThrownBy(() -> data.run(inner -> {}))
              .isInstanceOf(IllegalStateException.class));
        });
  }

  private void levels() {
    add(
        "L13",
        UnitOptions.class,
        "All reads see one committed state",
        "SNAPSHOT is READ_COMMITTED",
        weaker(Level.SNAPSHOT, Level.READ_COMMITTED),
        lab -> {
          DataLayer data = lab.data();
          store(data, Depot.ACCOUNTS, ADA, BOB);
          try (UnitOfWork late = data.begin()) {
            accounts(late).get("ada");
            data.run(work -> accounts(work).change("bob", bob -> bob.with(21)));
            assertThat(accounts(late).get("bob")).isEqualTo(BOB);
          }
        });
    add(
        "L14",
        UnitOptions.class,
        "The units at this level have the same effect as if they had run one after another.",
        "SERIALIZABLE is SNAPSHOT",
        weaker(Level.SERIALIZABLE, Level.SNAPSHOT),
        lab -> {
          DataLayer data = lab.data();
          store(data, Depot.ACCOUNTS, ADA, BOB);
          UnitOptions options = UnitOptions.defaults().serializable();
          try (UnitOfWork one = data.begin(options);
              UnitOfWork other = data.begin(options)) {
            accounts(one).get("ada");
            accounts(other).get("bob");
            accounts(one).change("bob", bob -> bob.with(0));
            accounts(other).change("ada", ada -> ada.with(0));
            one.commit();
            assertThatThrownBy(other::commit).isInstanceOf(ConflictException.class);
          }
        });
    add(
        "L15",
        UnitOptions.class,
        "Every read sees committed rows only; two reads may see two states.",
        "READ_COMMITTED is SNAPSHOT",
        weaker(Level.READ_COMMITTED, Level.SNAPSHOT),
        lab -> {
          DataLayer data = lab.data();
          store(data, Depot.ACCOUNTS, ADA, BOB);
          try (UnitOfWork late = data.begin(UnitOptions.defaults().readCommitted())) {
            accounts(late).get("ada");
            data.run(work -> accounts(work).change("bob", bob -> bob.with(21)));
            assertThat(accounts(late).get("bob").balance()).isEqualTo(21);
          }
        });
  }

  private static Plan weaker(Level asked, Level given) {
    return Plan.opening((store, options) -> store.open(
        options.level() != asked
            ? options
            : SessionOptions.of(given, options.readOnly(), options.deadlineNanos())
                .resolveCommit(options.resolveCommit())
                .singleRead(options.singleRead())));
  }
}
