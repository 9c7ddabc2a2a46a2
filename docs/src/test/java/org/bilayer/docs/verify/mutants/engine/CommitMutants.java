package org.bilayer.docs.verify.mutants.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bilayer.docs.verify.mutants.engine.Lab.accounts;
import static org.bilayer.docs.verify.mutants.engine.Lab.store;
import static org.bilayer.docs.verify.mutants.engine.Lab.stored;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bilayer.DataLayer;
import org.bilayer.UnitOfWork;
import org.bilayer.docs.verify.mutants.engine.Depot.Account;
import org.bilayer.failure.ConstraintViolationException;
import org.bilayer.store.DelegatingSession;
import org.bilayer.store.Write;
import org.bilayer.testkit.fault.Fault;
import org.bilayer.testkit.fault.FaultPlan;
import org.bilayer.testkit.fault.Operation;

/** The end of a unit of work, and what runs after it. */
final class CommitMutants extends Mutations {

  private static final Account ADA = Account.of("ada", 3, 10);

  @Override
  void plant() {
    ends();
    actions();
  }

  private void ends() {
    add(
        "C1",
        UnitOfWork.class,
        "Rolls back unless the unit is over.",
        "closing a unit commits it",
        Plan.unit("close", call -> {
          try {
            call.work().commit();
          } catch (RuntimeException e) {
            // it was over
          }
          return call.proceed();
        }),
        lab -> {
          DataLayer data = lab.data();
          try (UnitOfWork work = data.begin()) {
            accounts(work).add(ADA);
          }
          assertThat(stored(data, Depot.ACCOUNTS, "ada")).isEmpty();
        });
    add(
        "C2",
        UnitOfWork.class,
        "Undoes all changes and ends the unit.",
        "a rollback keeps what was flushed",
        Plan.session(session -> new DelegatingSession(session) {
          private boolean written;

          @Override
          public int[] write(List<Write> writes) {
            int[] met = super.write(writes);
            written = Arrays.stream(met).allMatch(count -> count == 1);
            return met;
          }

          @Override
          public void rollback() {
            if (written) {
              super.commit();
            } else {
              super.rollback();
            }
          }
        }),
        lab -> {
          DataLayer data = lab.data();
          try (UnitOfWork work = data.begin()) {
            accounts(work).add(ADA);
            work.flush();
            work.rollback();
          }
          assertThat(stored(data, Depot.ACCOUNTS, "ada")).isEmpty();
        });
    add(
        "C3",
        UnitOfWork.class,
        "If the unit is over already, this method does nothing.",
        "the rollback of a unit that is over is refused",
        Plan.unit("rollback", call -> {
          if (!call.note("over", ArrayList<Object>::new).isEmpty()) {
            throw new IllegalStateException("The unit is over.");
          }
          call.note("over", ArrayList<Object>::new).add(true);
          return call.proceed();
        }),
        lab -> {
          UnitOfWork work = lab.data().begin();
          work.rollback();
          assertThatCode(work::rollback).doesNotThrowAnyException();
        });
    add(
        "C4",
        UnitOfWork.class,
        "if the unit is over already",
        "a unit that is over is committed again",
        Plan.unit("commit", call -> {
          try {
            return call.proceed();
          } catch (IllegalStateException e) {
            return null;
          }
        }),
        lab -> {
          UnitOfWork work = lab.data().begin();
          work.commit();
          assertThatThrownBy(work::commit).isInstanceOf(IllegalStateException.class);
        });
    add(
        "C5",
        UnitOfWork.class,
        "Writes pending changes now, without committing them.",
        "a flush waits for the commit",
        Plan.unit("flush", call -> null),
        lab -> {
          DataLayer data = lab.data();
          try (UnitOfWork work = data.begin()) {
            accounts(work).add(ADA);
            Account next = ADA.with(11);
            work.flush();
            accounts(work).update(next);
            work.flush();
            assertThat(accounts(work).version(next).number()).isEqualTo(2);
          }
        });
    add(
        "C6",
        UnitOfWork.class,
        "Writes pending changes and commits.",
        "a commit drops what is pending",
        Plan.unit("commit", call -> {
          call.work().rollback();
          return null;
        }),
        lab -> {
          DataLayer data = lab.data();
          try (UnitOfWork work = data.begin()) {
            accounts(work).add(ADA);
            work.commit();
          }
          assertThat(stored(data, Depot.ACCOUNTS, "ada")).isPresent();
        });
    add(
        "C7",
        UnitOfWork.class,
        "The commit stores all changes of the unit or none of them.",
        "a commit that fails keeps what was written before",
        Plan.session(session -> new DelegatingSession(session) {
          @Override
          public int[] write(List<Write> writes) {
            List<Write> first = writes.size() > 1 ? writes.subList(0, 1) : List.of();
            Object savepoint = session.savepoint();
            try {
              int[] met = super.write(writes);
              session.release(savepoint);
              return met;
            } catch (ConstraintViolationException e) {
              session.rollbackTo(savepoint);
              if (Arrays.stream(session.write(first)).allMatch(count -> count == 1)) {
                session.commit();
              }
              throw e;
            }
          }
        }),
        lab -> {
          DataLayer data = lab.data();
          assertThatThrownBy(
                  () -> store(data, Depot.ACCOUNTS, ADA, Account.of("bob", 1, -2_000_000)))
              .isInstanceOf(ConstraintViolationException.class);
          assertThat(stored(data, Depot.ACCOUNTS, "ada")).isEmpty();
        });
  }

  private void actions() {
    add(
        "C8",
        UnitOfWork.class,
        "Registers an action that runs after a successful commit.",
        "an action after the commit runs at once",
        Plan.unit("afterCommit", call -> {
          call.<Runnable>argument(0).run();
          return null;
        }),
        lab -> {
          var seen = new ArrayList<String>();
          lab.data().run(work -> {
            work.afterCommit(() -> seen.add("after the commit"));
            seen.add("before it");
          });
          assertThat(seen).containsExactly("before it", "after the commit");
        });
    add(
        "C9",
        UnitOfWork.class,
        "Registers an action that runs after a successful commit.",
        "an action after the commit runs twice",
        Plan.unit("afterCommit", call -> {
          call.proceed();
          return call.proceed();
        }),
        lab -> {
          var ran = new ArrayList<String>();
          lab.data().run(work -> work.afterCommit(() -> ran.add("a")));
          assertThat(ran).containsExactly("a");
        });
    add(
        "C10",
        UnitOfWork.class,
        "Actions run in the order of registration",
        "actions after the commit run in the opposite order",
        Plan.unit("afterCommit", call -> {
          List<Runnable> all = call.note("actions", ArrayList::new);
          all.add(call.argument(0));
          return call.proceedWith((Runnable) () -> all.remove(all.size() - 1).run());
        }),
        lab -> {
          var ran = new ArrayList<String>();
          lab.data().run(work -> {
            work.afterCommit(() -> ran.add("a"));
            work.afterCommit(() -> ran.add("b"));
          });
          assertThat(ran).containsExactly("a", "b");
        });
    add(
        "C11",
        UnitOfWork.class,
        "Registers an action that runs after a successful commit.",
        "an action after the commit runs after a rollback, too",
        Plan.unit("afterCommit", call -> {
          call.unit().onRollback(call.argument(0));
          return call.proceed();
        }),
        lab -> {
          var ran = new ArrayList<String>();
          try (UnitOfWork work = lab.data().begin()) {
            work.afterCommit(() -> ran.add("a"));
            work.rollback();
          }
          assertThat(ran).isEmpty();
        });
    add(
        "C12",
        UnitOfWork.class,
        "An exception of an action is logged and has no other effect.",
        "actions behind one that throws do not run",
        Plan.unit("afterCommit", call -> {
          List<Object> failed = call.note("failed", ArrayList::new);
          Runnable action = call.argument(0);
          return call.proceedWith((Runnable) () -> {
            if (failed.isEmpty()) {
              failed.add(true);
              action.run();
              failed.clear();
            }
          });
        }),
        lab -> {
          var ran = new ArrayList<String>();
          lab.data().run(work -> {
            work.afterCommit(() -> {
              throw new IllegalStateException("as planned");
            });
            work.afterCommit(() -> ran.add("b"));
          });
          assertThat(ran).containsExactly("b");
        });
    add(
        "C13",
        DataLayer.class,
        "run the work again on a fresh unit",
        "actions of a try that failed run after the next one",
        Plan.unit("afterCommit", call -> {
          Runnable action = call.argument(0);
          List<Runnable> left = call.layerNote("left", ArrayList::new);
          left.add(action);
          return call.proceedWith((Runnable) () -> {
            List<Runnable> all = List.copyOf(left);
            left.clear();
            all.forEach(Runnable::run);
          });
        }),
        lab -> {
          DataLayer data =
              lab.data(FaultPlan.create().next(Operation.COMMIT, Fault.WRITE_CONFLICT));
          var ran = new ArrayList<String>();
          data.run(work -> {
            accounts(work).add(ADA);
            work.afterCommit(() -> ran.add("a"));
          });
          assertThat(ran).containsExactly("a");
        });
    add(
        "C14",
        UnitOfWork.class,
        "may use the data layer again",
        "an action after the commit cannot use the layer",
        Plan.unit("afterCommit", call -> {
          Runnable action = call.argument(0);
          return call.proceedWith((Runnable) () -> call.data().run(unit -> action.run()));
        }),
        lab -> {
          DataLayer data = lab.data();
          data.run(work -> work.afterCommit(() -> store(data, Depot.ACCOUNTS, ADA)));
          assertThat(stored(data, Depot.ACCOUNTS, "ada")).isPresent();
        });
  }
}
