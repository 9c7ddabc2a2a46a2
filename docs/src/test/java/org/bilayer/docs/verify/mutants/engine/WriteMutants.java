package org.bilayer.docs.verify.mutants.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bilayer.docs.verify.mutants.engine.Lab.accounts;
import static org.bilayer.docs.verify.mutants.engine.Lab.store;
import static org.bilayer.docs.verify.mutants.engine.Lab.stored;
import static org.bilayer.docs.verify.mutants.engine.Lab.version;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.bilayer.DataLayer;
import org.bilayer.DirtyChecking;
import org.bilayer.Repository;
import org.bilayer.UnitOfWork;
import org.bilayer.UnitOptions;
import org.bilayer.docs.verify.mutants.engine.Depot.Account;
import org.bilayer.docs.verify.mutants.engine.Depot.Booking;
import org.bilayer.docs.verify.mutants.engine.Depot.Meter;
import org.bilayer.docs.verify.mutants.engine.Depot.Place;
import org.bilayer.docs.verify.mutants.engine.Depot.Report;
import org.bilayer.failure.ConflictException;
import org.bilayer.failure.MisuseException;
import org.bilayer.failure.StaleVersionException;
import org.bilayer.failure.UniqueViolationException;
import org.bilayer.value.RowVersion;

/** What the calls of a repository write, and what they refuse. */
final class WriteMutants extends Mutations {

  private static final Account ADA = Account.of("ada", 3, 10);

  @Override
  void plant() {
    versions();
    additions();
    updates();
    removals();
    guards();
    changedInPlace();
    readOnly();
  }

  private static DataLayer one(Lab lab) {
    DataLayer data = lab.data();
    store(data, Depot.ACCOUNTS, ADA);
    return data;
  }

  private void versions() {
    add(
        "W1",
        Repository.class,
        "if the aggregate has another version now, or is removed",
        "an edit from outside overwrites whatever version there is",
        Plan.repository("update/2", call -> {
          Object next = call.argument(0);
          call.repository().get(call.idOf(next));
          call.repository().update(next);
          return null;
        }),
        lab -> {
          DataLayer data = one(lab);
          data.run(work -> accounts(work).change("ada", ada -> ada.with(11)));
          assertThatThrownBy(
                  () -> data.run(work -> accounts(work).update(ADA.with(12), RowVersion.of(1))))
              .isInstanceOf(StaleVersionException.class);
        });
    add(
        "W2",
        Repository.class,
        "Removes the aggregate with this id, which the caller knows at {@code expectedVersion}",
        "a removal from outside removes whatever version there is",
        Plan.repository("removeById", call -> {
          call.repository().find(call.<Object>argument(0)).ifPresent(call.repository()::remove);
          return null;
        }),
        lab -> {
          DataLayer data = one(lab);
          data.run(work -> accounts(work).change("ada", ada -> ada.with(11)));
          assertThatThrownBy(
                  () -> data.run(work -> accounts(work).removeById("ada", RowVersion.of(1))))
              .isInstanceOf(StaleVersionException.class);
        });
    add(
        "W3",
        Repository.class,
        "the attribute must equal the version of the loaded object",
        "the version attribute of an updated object is not compared",
        Plan.repository("update/1", call -> {
          Object next = call.argument(0);
          if (next instanceof Booking booking) {
            Booking loaded = (Booking) call.repository().get(booking.place());
            return call.proceedWith(
                new Booking(booking.place(), booking.guest(), loaded.version()));
          }
          return call.proceed();
        }),
        lab -> {
          DataLayer data = lab.data();
          var seat = new Place("A", 1);
          store(data, Depot.BOOKINGS, new Booking(seat, "Ada", 0));
          assertThatThrownBy(() -> data.run(work -> {
                work.repository(Depot.BOOKINGS).get(seat);
                work.repository(Depot.BOOKINGS).update(new Booking(seat, "Bob", 7));
              }))
              .isInstanceOf(StaleVersionException.class);
        });
    add(
        "W4",
        Repository.class,
        "A pending change raises the version at the next flush.",
        "a version counts what is not written yet",
        Plan.repository("version", call -> {
              RowVersion right = (RowVersion) call.proceed();
              return call.noted("pending").containsKey(call.idOf(call.argument(0)))
                  ? RowVersion.of(right.number() + 1)
                  : right;
            })
            .andRepository("update/1", call -> {
              call.noted("pending").put(call.idOf(call.argument(0)), true);
              return call.proceed();
            }),
        lab -> one(lab).run(work -> {
          Account next = accounts(work).get("ada").with(11);
          accounts(work).update(next);
          assertThat(accounts(work).version(next).number()).isEqualTo(1);
        }));
  }

  private void additions() {
    add(
        "W5",
        Repository.class,
        "if this unit knows an aggregate with this id. Otherwise the flush",
        "an addition replaces the object that is there",
        Plan.repository("add", call -> {
          call.repository().upsert(call.argument(0));
          return null;
        }),
        lab -> {
          DataLayer data = one(lab);
          assertThatThrownBy(() -> data.run(work -> accounts(work).add(ADA.with(11))))
              .isInstanceOf(UniqueViolationException.class);
        });
    add(
        "W6",
        Repository.class,
        "Calls {@link #add} for each object.",
        "the last of several additions is lost",
        Plan.repository("addAll", call -> {
          List<Object> all = new ArrayList<>(call.<Collection<?>>argument(0));
          return call.proceedWith(all.subList(0, Math.max(1, all.size() - 1)));
        }),
        lab -> {
          DataLayer data = lab.data();
          data.run(work -> accounts(work).addAll(List.of(ADA, Account.of("bob", 1, 1))));
          assertThat(stored(data, Depot.ACCOUNTS, "bob")).isPresent();
        });
    add(
        "W7",
        Repository.class,
        "Stores an aggregate, whether or not an aggregate with this id exists.",
        "an upsert leaves alone what is there",
        Plan.repository(
            "upsert",
            call -> call.repository().find(call.idOf(call.argument(0))).isPresent()
                ? null
                : call.proceed()),
        lab -> {
          DataLayer data = one(lab);
          data.run(work -> accounts(work).upsert(ADA.with(11)));
          assertThat(stored(data, Depot.ACCOUNTS, "ada")).contains(ADA.with(11));
        });
    add(
        "W8",
        Repository.class,
        "If the unit or the store knows the id, this method does the same as {@link #update}",
        "an upsert adds what its unit has not loaded",
        Plan.repository("upsert", call -> {
          call.repository().add(call.argument(0));
          return null;
        }),
        lab -> {
          DataLayer data = one(lab);
          data.run(work -> accounts(work).upsert(ADA.with(11)));
          assertThat(stored(data, Depot.ACCOUNTS, "ada")).contains(ADA.with(11));
        });
    add(
        "W9",
        Repository.class,
        "the aggregate with the real id",
        "an object with a generated id is returned with the provisional one",
        Plan.repository("addGenerated", call -> {
          Function<Object, Object> make = call.argument(0);
          var first = new AtomicReference<Object>();
          call.proceedWith((Function<Object, Object>) id -> {
            Object made = make.apply(id);
            first.compareAndSet(null, made);
            return made;
          });
          return first.get();
        }),
        lab -> {
          DataLayer data = lab.data();
          Report report = data.<Report>execute(
              work -> work.repository(Depot.REPORTS).addGenerated(id -> new Report(id, "fire")));
          assertThat(stored(data, Depot.REPORTS, report.id())).contains(report);
        });
    add(
        "W10",
        Repository.class,
        "if the database generates the ids of this mapping",
        "an object whose id the database generates is added with an id of its own",
        Plan.repository("add", call -> {
          if (call.<Object>argument(0) instanceof Report report) {
            call.repository().addGenerated(id -> new Report((Integer) id, report.subject()));
            return null;
          }
          return call.proceed();
        }),
        lab -> assertThatThrownBy(() -> store(lab.data(), Depot.REPORTS, new Report(1, "fire")))
            .isInstanceOf(MisuseException.class));
  }

  private void updates() {
    add(
        "W11",
        Repository.class,
        "Sets the next state of an aggregate that this unit has loaded or added",
        "the first of two updates wins",
        Plan.repository(
            "update/1",
            call -> call.noted("updated").putIfAbsent(call.idOf(call.argument(0)), true) == null
                ? call.proceed()
                : null),
        lab -> {
          DataLayer data = one(lab);
          data.run(work -> {
            accounts(work).update(accounts(work).get("ada").with(11));
            accounts(work).update(ADA.with(12));
          });
          assertThat(stored(data, Depot.ACCOUNTS, "ada")).contains(ADA.with(12));
        });
    add(
        "W12",
        Repository.class,
        "if this unit has not loaded the aggregate, or has removed it",
        "an update loads what its unit has not loaded",
        Plan.repository("update/1", call -> {
          call.repository().find(call.idOf(call.argument(0)));
          return call.proceed();
        }),
        lab -> {
          DataLayer data = one(lab);
          assertThatThrownBy(() -> data.run(work -> accounts(work).update(ADA.with(11))))
              .isInstanceOf(MisuseException.class);
        });
    add(
        "W13",
        Repository.class,
        "the next state",
        "a change returns the state before",
        Plan.repository("change", call -> {
          Object before = call.repository().get(call.<Object>argument(0));
          call.proceed();
          return before;
        }),
        lab -> one(lab)
            .run(work -> assertThat(
                    accounts(work).change("ada", ada -> ada.with(11)).balance())
                .isEqualTo(11)));
    add(
        "W14",
        Repository.class,
        "An exception of the function passes through, and nothing is changed",
        "a change that throws ends the unit",
        Plan.repository("change", call -> {
          UnaryOperator<Object> change = call.argument(1);
          return call.proceedWith(call.argument(0), (UnaryOperator<Object>) object -> {
            try {
              return change.apply(object);
            } catch (RuntimeException e) {
              call.endUnit();
              throw e;
            }
          });
        }),
        lab -> {
          DataLayer data = one(lab);
          data.run(work -> {
            assertThatThrownBy(() -> accounts(work).change("ada", ada -> {
                  throw new IllegalArgumentException("refused");
                }))
                .hasMessage("refused");
            assertThat(accounts(work).change("ada", ada -> ada.with(11)).balance())
                .isEqualTo(11);
          });
        });
    add(
        "W15",
        Repository.class,
        "returns null; nothing is changed",
        "a change to null is none",
        Plan.repository("change", call -> {
          Object before = call.repository().get(call.<Object>argument(0));
          Object next = call.<UnaryOperator<Object>>argument(1).apply(before);
          if (next == null) {
            return before;
          }
          call.repository().update(next);
          return next;
        }),
        lab -> one(lab)
            .run(work -> assertThatThrownBy(() -> accounts(work).change("ada", ada -> null))
                .isInstanceOf(IllegalArgumentException.class)));
  }

  private void removals() {
    add(
        "W16",
        Repository.class,
        "Removes an aggregate that this unit has loaded or added, with all owned elements.",
        "an updated object is not removed",
        Plan.repository("update/1", call -> {
              call.noted("updated").put(call.idOf(call.argument(0)), true);
              return call.proceed();
            })
            .andRepository(
                "remove",
                call -> call.noted("updated").containsKey(call.idOf(call.argument(0)))
                    ? null
                    : call.proceed()),
        lab -> {
          DataLayer data = one(lab);
          data.run(work -> {
            Account next = accounts(work).get("ada").with(11);
            accounts(work).update(next);
            accounts(work).remove(next);
          });
          assertThat(stored(data, Depot.ACCOUNTS, "ada")).isEmpty();
        });
    add(
        "W17",
        Repository.class,
        "if this unit has not loaded the aggregate, or has removed it already",
        "a removal loads what its unit has not loaded",
        Plan.repository("remove", call -> {
          call.repository().find(call.idOf(call.argument(0))).ifPresent(call.repository()::remove);
          return null;
        }),
        lab -> {
          DataLayer data = one(lab);
          assertThatThrownBy(() -> data.run(work -> accounts(work).remove(ADA)))
              .isInstanceOf(MisuseException.class);
        });
    add(
        "W18",
        Repository.class,
        "if this unit has not loaded the aggregate, or has removed it already",
        "the second removal of an object is ignored",
        Plan.repository(
            "remove",
            call -> call.noted("gone").putIfAbsent(call.idOf(call.argument(0)), true) == null
                ? call.proceed()
                : null),
        lab -> {
          DataLayer data = one(lab);
          assertThatThrownBy(() -> data.run(work -> {
                Account ada = accounts(work).get("ada");
                accounts(work).remove(ada);
                accounts(work).remove(ada);
              }))
              .isInstanceOf(MisuseException.class);
        });
  }

  private void guards() {
    add(
        "W19",
        Repository.class,
        "Makes the unit depend on an aggregate that the unit only reads",
        "a guard does nothing",
        Plan.repository("guard", call -> null),
        lab -> {
          DataLayer data = one(lab);
          store(data, Depot.ACCOUNTS, Account.of("bob", 1, 1));
          try (UnitOfWork late = data.begin()) {
            accounts(late).guard(accounts(late).get("ada"));
            accounts(late).change("bob", bob -> bob.with(2));
            data.run(work -> accounts(work).change("ada", ada -> ada.with(11)));
            assertThatThrownBy(late::commit).isInstanceOf(ConflictException.class);
          }
        });
    add(
        "W20",
        Repository.class,
        "The commit locks the row against changes, and the unit",
        "a guard compares when it is set, and not at the commit",
        Plan.repository("guard", call -> {
          Object object = call.argument(0);
          call.repository().version(object);
          try (UnitOfWork other = call.data().begin()) {
            other
                .repository(call.unit().mapping(call.repository()))
                .update(object, call.repository().version(object));
          }
          return null;
        }),
        lab -> {
          DataLayer data = one(lab);
          try (UnitOfWork late = data.begin()) {
            accounts(late).guard(accounts(late).get("ada"));
            data.run(work -> accounts(work).change("ada", ada -> ada.with(11)));
            assertThatThrownBy(late::commit).isInstanceOf(ConflictException.class);
          }
        });
    add(
        "W21",
        Repository.class,
        "if this unit has not loaded the aggregate, or has removed it, or has",
        "a guard loads what its unit has not loaded",
        Plan.repository("guard", call -> {
          Object id = call.idOf(call.argument(0));
          call.repository().find(id).ifPresent(call.repository()::guard);
          return null;
        }),
        lab -> {
          DataLayer data = one(lab);
          assertThatThrownBy(() -> data.run(work -> accounts(work).guard(ADA)))
              .isInstanceOf(MisuseException.class);
        });
  }

  private void changedInPlace() {
    dirty(
        "W22",
        "fails with {@code MisuseException}, which names the object",
        DirtyChecking.FAIL,
        DirtyChecking.IGNORE);
    dirty(
        "W23",
        "fails with {@code MisuseException}, which names the object",
        DirtyChecking.FAIL,
        DirtyChecking.WRITE);
    dirty(
        "W24",
        "The unit writes the change, as if {@code update} had been called.",
        DirtyChecking.WRITE,
        DirtyChecking.IGNORE);
    dirty(
        "W25",
        "The unit neither looks for the change nor writes it.",
        DirtyChecking.IGNORE,
        DirtyChecking.WRITE);
  }

  private void dirty(String id, String sentence, DirtyChecking asked, DirtyChecking done) {
    add(
        id,
        DirtyChecking.class,
        sentence,
        "what changed in place is treated by " + done + " instead of " + asked,
        Plan.options(
            options -> options.dirtyChecking() == asked ? options.dirtyChecking(done) : options),
        lab -> {
          DataLayer data = lab.data();
          store(data, Depot.METERS, new Meter("m", 1));
          UnitOptions options = UnitOptions.defaults().dirtyChecking(asked);
          Runnable change = () ->
              data.run(options, work -> work.repository(Depot.METERS).get("m").read(2));
          if (asked == DirtyChecking.FAIL) {
            assertThatThrownBy(change::run).isInstanceOf(MisuseException.class);
          } else {
            change.run();
          }
          assertThat(version(data, Depot.METERS, "m"))
              .isEqualTo(asked == DirtyChecking.WRITE ? 2 : 1);
        });
  }

  private void readOnly() {
    add(
        "W26",
        UnitOptions.class,
        "Refuses every write, in the library, before it reaches the store.",
        "a read-only unit writes",
        Plan.options(options -> {
          UnitOptions free =
              UnitOptions.defaults().level(options.level()).dirtyChecking(options.dirtyChecking());
          return options.isReadOnly() ? free : options;
        }),
        lab -> {
          DataLayer data = lab.data();
          assertThatThrownBy(() -> data.run(
                  UnitOptions.defaults().readOnly(), work -> accounts(work).add(ADA)))
              .isInstanceOf(MisuseException.class);
          assertThat(stored(data, Depot.ACCOUNTS, "ada")).isEmpty();
        });
  }
}
