package org.bilayer.docs.verify.mutants.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bilayer.docs.verify.mutants.engine.Lab.accounts;
import static org.bilayer.docs.verify.mutants.engine.Lab.store;
import static org.bilayer.docs.verify.mutants.engine.Lab.stored;
import static org.bilayer.docs.verify.mutants.engine.Lab.version;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bilayer.Bulk;
import org.bilayer.DataLayer;
import org.bilayer.docs.verify.mutants.engine.Depot.Account;
import org.bilayer.failure.MisuseException;
import org.bilayer.query.Specification;
import org.bilayer.store.BulkUpdate;
import org.bilayer.store.Condition;
import org.bilayer.store.DelegatingSession;
import org.bilayer.store.Fetch;
import org.bilayer.store.Select;
import org.bilayer.store.SortColumn;
import org.bilayer.store.StoreSession;
import org.bilayer.store.Table;
import org.bilayer.store.Write;
import org.bilayer.value.Key;
import org.bilayer.value.Lock;
import org.jspecify.annotations.Nullable;

/** Set-based changes. */
final class BulkMutants extends Mutations {

  private static final Account ADA = Account.of("ada", 3, 10);
  private static final Account BOB = Account.of("bob", null, 20);

  @Override
  void plant() {
    versions();
    objects();
    values();
  }

  private static DataLayer two(Lab lab) {
    DataLayer data = lab.data();
    store(data, Depot.ACCOUNTS, ADA, BOB);
    return data;
  }

  private static long toNought(org.bilayer.UnitOfWork work) {
    return accounts(work).where(Specification.all()).set(Depot.BALANCE, 0L).update();
  }

  private void versions() {
    add(
        "B1",
        Bulk.class,
        "The version of each changed aggregate goes up by one.",
        "a set-based change raises no version",
        Plan.session(session -> new Unraised(session, 0)),
        lab -> {
          DataLayer data = two(lab);
          data.run(BulkMutants::toNought);
          assertThat(version(data, Depot.ACCOUNTS, "ada")).isEqualTo(2);
        });
    add(
        "B2",
        Bulk.class,
        "The version of each changed aggregate goes up by one.",
        "a set-based change raises the version of the first row alone",
        Plan.session(session -> new Unraised(session, 1)),
        lab -> {
          DataLayer data = two(lab);
          data.run(BulkMutants::toNought);
          assertThat(version(data, Depot.ACCOUNTS, "ada")).isEqualTo(2);
          assertThat(version(data, Depot.ACCOUNTS, "bob")).isEqualTo(2);
        });
    add(
        "B3",
        Bulk.class,
        "the number of changed aggregates",
        "a set-based change says that one row changed",
        Plan.bulk("update", call -> Math.min(1L, (Long) call.proceed())),
        lab -> assertThat(two(lab).<Long>execute(BulkMutants::toNought)).isEqualTo(2));
  }

  private void objects() {
    Call.Answer remembers = call -> {
      Optional<?> found = (Optional<?>) call.proceed();
      found.ifPresent(object -> call.noted("loaded").putIfAbsent(call.argument(0), object));
      Object old = call.noted("loaded").get(call.<Object>argument(0));
      return call.note("changed", ArrayList<Object>::new).isEmpty() || old == null
          ? found
          : Optional.of(old);
    };
    Call.Answer notes = call -> {
      call.note("changed", ArrayList<Object>::new).add(true);
      return call.proceed();
    };
    add(
        "B4",
        Bulk.class,
        "The unit reads the aggregate again at the next access, by id or by a query.",
        "an object that was loaded before a set-based change is returned as it was",
        Plan.bulk("update", notes).andRepository("find/Object", remembers),
        lab -> two(lab).run(work -> {
          accounts(work).find("ada");
          toNought(work);
          assertThat(accounts(work).find("ada").orElseThrow().balance()).isEqualTo(0);
        }));
    add(
        "B5",
        Bulk.class,
        "A removed aggregate is absent, and its id may be added again.",
        "an object that was loaded before a set-based removal is still found",
        Plan.bulk("remove", notes).andRepository("find/Object", remembers),
        lab -> two(lab).run(work -> {
          accounts(work).find("ada");
          accounts(work).where(Specification.all()).remove();
          assertThat(accounts(work).find("ada")).isEmpty();
        }));
    add(
        "B6",
        Bulk.class,
        "The object from before the change is refused by {@code update}",
        "the object from before a set-based change is taken, and overwrites it",
        Plan.repository("update/1", call -> {
              Object next = call.argument(0);
              if (!call.note("changed", ArrayList<Object>::new).isEmpty()) {
                call.repository().find(call.idOf(next));
                return call.proceedWith(copied(next));
              }
              return call.proceed();
            })
            .andBulk("update", notes),
        lab -> {
          DataLayer data = two(lab);
          assertThatThrownBy(() -> data.run(work -> {
                Account ada = accounts(work).get("ada");
                toNought(work);
                accounts(work).update(ada);
              }))
              .isInstanceOf(MisuseException.class);
        });
    add(
        "B7",
        Bulk.class,
        "The unit of work writes its pending changes first.",
        "a set-based change does not meet what its unit has added",
        Plan.repository("add", call -> {
          List<Runnable> later = call.note("later", ArrayList::new);
          call.note("planned", () -> {
            call.unit().beforeCommit(() -> later.forEach(Runnable::run));
            return true;
          });
          Object object = call.argument(0);
          later.add(() -> call.repository().add(object));
          return null;
        }),
        lab -> {
          DataLayer data = lab.data();
          data.run(work -> {
            accounts(work).add(ADA);
            toNought(work);
          });
          assertThat(stored(data, Depot.ACCOUNTS, "ada").orElseThrow().balance())
              .isEqualTo(0);
        });
  }

  /** Another object with the same values, where the class is known here. */
  private static Object copied(Object object) {
    return object instanceof Account account ? account.with(account.balance()) : object;
  }

  private void values() {
    add(
        "B8",
        Bulk.class,
        "Adds an amount to the attribute of each row that has a value.",
        "an absent value counts as nought when it is increased",
        Plan.session(session -> new DelegatingSession(session) {
          @Override
          public long update(BulkUpdate update) {
            for (BulkUpdate.Assignment one : update.assignments()) {
              if (one.increment() && update.table().columns().get(one.column()).nullable()) {
                Object nought = one.value() instanceof Integer ? (Object) 0 : (Object) 0L;
                super.update(new BulkUpdate(
                    update.table(),
                    new Condition.And(List.of(update.where(), new Condition.IsNull(one.column()))),
                    List.of(new BulkUpdate.Assignment(one.column(), false, nought))));
              }
            }
            return super.update(update);
          }
        }),
        lab -> {
          DataLayer data = two(lab);
          data.run(work -> accounts(work)
              .where(Specification.all())
              .increase(Depot.RATING, 1)
              .update());
          assertThat(stored(data, Depot.ACCOUNTS, "bob")).contains(BOB);
        });
    add(
        "B9",
        Bulk.class,
        "Each {@code set} adds to this object and returns it.",
        "the last of several assignments is lost",
        Plan.session(session -> new DelegatingSession(session) {
          @Override
          public long update(BulkUpdate update) {
            List<BulkUpdate.Assignment> all = update.assignments();
            return super.update(new BulkUpdate(
                update.table(), update.where(), all.subList(0, Math.max(1, all.size() - 1))));
          }
        }),
        lab -> {
          DataLayer data = two(lab);
          data.run(work -> accounts(work)
              .where(Specification.all())
              .set(Depot.BALANCE, 1L)
              .set(Depot.RATING, 9)
              .update());
          assertThat(stored(data, Depot.ACCOUNTS, "ada")).contains(ADA.with(1).rated(9));
        });
    add(
        "B10",
        Bulk.class,
        "Sets the attribute to null.",
        "setNull leaves the value where something else is set",
        Plan.session(session -> new DelegatingSession(session) {
          @Override
          public long update(BulkUpdate update) {
            List<BulkUpdate.Assignment> some =
                update.assignments().stream().filter(one -> one.value() != null).toList();
            return super.update(
                some.isEmpty() ? update : new BulkUpdate(update.table(), update.where(), some));
          }
        }),
        lab -> {
          DataLayer data = two(lab);
          data.run(work -> accounts(work)
              .where(Specification.all())
              .set(Depot.BALANCE, 1L)
              .setNull(Depot.RATING)
              .update());
          assertThat(stored(data, Depot.ACCOUNTS, "ada")).contains(ADA.with(1).rated(null));
        });
  }

  /** Gives versions back after a set-based change, but for the first rows. */
  private static final class Unraised extends DelegatingSession {

    private final int raised;

    Unraised(StoreSession session, int raised) {
      super(session);
      this.raised = raised;
    }

    @Override
    public long update(BulkUpdate update) {
      Table table = update.table();
      if (table.version() < 0) {
        return super.update(update);
      }
      List<SortColumn> byKey = table.key().stream()
          .map(column -> new SortColumn(column, false, false))
          .toList();
      List<@Nullable Object[]> rows = super.select(
          new Select(table, update.where(), byKey, Long.MAX_VALUE, List.of(), Lock.NONE));
      Map<Key, Long> before = new HashMap<>();
      for (@Nullable Object[] row : rows.subList(Math.min(raised, rows.size()), rows.size())) {
        before.put(Key.from(row, table.key()), (Long) row[table.version()]);
      }
      long changed = super.update(update);
      before.forEach((key, version) -> {
        @Nullable
        Object[] row =
            super.fetch(new Fetch(table, table.key(), List.of(key), Lock.NONE)).get(0);
        super.write(List.of(new Write.Update(
            table,
            key,
            Flushed.with(row, table.version(), version),
            new int[] {table.version()},
            version + 1)));
      });
      return changed;
    }
  }
}
