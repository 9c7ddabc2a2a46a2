package org.bilayer.docs.verify.mutants.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bilayer.docs.verify.mutants.engine.Lab.accounts;
import static org.bilayer.docs.verify.mutants.engine.Lab.store;
import static org.bilayer.docs.verify.mutants.engine.Lab.stored;
import static org.bilayer.docs.verify.mutants.engine.Lab.version;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bilayer.DataLayer;
import org.bilayer.Repository;
import org.bilayer.UnitOfWork;
import org.bilayer.UnitOptions;
import org.bilayer.docs.verify.mutants.engine.Depot.Account;
import org.bilayer.docs.verify.mutants.engine.Depot.Address;
import org.bilayer.docs.verify.mutants.engine.Depot.Charge;
import org.bilayer.docs.verify.mutants.engine.Depot.Line;
import org.bilayer.docs.verify.mutants.engine.Depot.Node;
import org.bilayer.docs.verify.mutants.engine.Depot.Order;
import org.bilayer.docs.verify.mutants.engine.Depot.Payment;
import org.bilayer.docs.verify.mutants.engine.Depot.Tag;
import org.bilayer.failure.ConflictException;
import org.bilayer.model.Embedded;
import org.bilayer.model.Mapping;
import org.bilayer.store.StoreSession;
import org.bilayer.store.Write;

/** Which rows a flush writes, in which order, with which versions. */
final class FlushMutants extends Mutations {

  private static final Account ADA = Account.of("ada", 3, 10);
  private static final Order ORDER = Order.of(1, new Line("a", 1), new Line("b", 2));

  @Override
  void plant() {
    aggregates();
    values();
    versions();
    order();
  }

  private void aggregates() {
    add(
        "F1",
        Mapping.class,
        "the root's table, its columns and rules, and the rows it owns",
        "the last row that a new object owns is forgotten",
        Plan.session(Flushed.plan(FlushMutants::withoutLastOwned)),
        lab -> {
          DataLayer data = lab.data();
          store(data, Depot.ORDERS, ORDER);
          assertThat(stored(data, Depot.ORDERS, 1)).contains(ORDER);
        });
    add(
        "F2",
        Mapping.class,
        "the root's table, its columns and rules, and the rows it owns",
        "rows that left a collection stay",
        Plan.session(Flushed.plan((session, writes) -> {
          boolean removes = writes.stream()
              .anyMatch(write ->
                  write instanceof Write.Delete && write.table().owner().isEmpty());
          return removes
              ? writes
              : writes.stream()
                  .filter(write -> !(write instanceof Write.Delete))
                  .toList();
        })),
        lab -> {
          DataLayer data = lab.data();
          store(data, Depot.ORDERS, ORDER);
          data.run(work ->
              work.repository(Depot.ORDERS).change(1, order -> order.with(new Line("a", 1))));
          assertThat(stored(data, Depot.ORDERS, 1).orElseThrow().lines()).hasSize(1);
        });
    add(
        "F3",
        Mapping.class,
        "the root's table, its columns and rules, and the rows it owns",
        "places in a list are not numbered again when an element leaves",
        Plan.session(Flushed.plan((session, writes) -> writes.stream()
            .filter(write -> !(write instanceof Write.Update
                && write.table().owner().isPresent()
                && writes.stream()
                    .anyMatch(
                        other -> other instanceof Write.Delete && other.table() == write.table())))
            .toList())),
        lab -> {
          DataLayer data = lab.data();
          store(data, Depot.ORDERS, ORDER);
          data.run(work ->
              work.repository(Depot.ORDERS).change(1, order -> order.with(new Line("b", 2))));
          assertThat(stored(data, Depot.ORDERS, 1).orElseThrow().lines())
              .containsExactly(new Line("b", 2));
        });
    add(
        "F4",
        Mapping.class,
        "the root's table, its columns and rules, and the rows it owns",
        "a changed row of a set or map is not written",
        Plan.session(Flushed.plan((session, writes) -> writes.stream()
            .filter(write ->
                !(write instanceof Write.Update && write.table().owner().isPresent()))
            .toList())),
        lab -> {
          DataLayer data = lab.data();
          var first = new Order(1, "Ada", List.of(), Set.of(), Map.of("tax", new Charge(1)));
          var next = new Order(1, "Ada", List.of(), Set.of(), Map.of("tax", new Charge(2)));
          store(data, Depot.ORDERS, first);
          data.run(work -> work.repository(Depot.ORDERS).change(1, order -> next));
          assertThat(stored(data, Depot.ORDERS, 1)).contains(next);
        });
    add(
        "F5",
        Mapping.class,
        "the root's table, its columns and rules, and the rows it owns",
        "rows of several new owners go to the first of them",
        Plan.session(Flushed.plan(Flushed::toTheFirstOwner)),
        lab -> {
          DataLayer data = lab.data();
          store(
              data,
              Depot.ORDERS,
              new Order(1, "Ada", List.of(), Set.of(new Tag("a")), Map.of()),
              new Order(2, "Bob", List.of(), Set.of(new Tag("b")), Map.of()));
          assertThat(stored(data, Depot.ORDERS, 2).orElseThrow().tags())
              .containsExactly(new Tag("b"));
        });
    add(
        "F6",
        UnitOfWork.class,
        "The commit stores all changes of the unit or none of them.",
        "the last row of a flush of several tables is lost",
        Plan.session(Flushed.plan((session, writes) -> {
          long tables = writes.stream().map(Write::table).distinct().count();
          return tables > 1
                  && writes.stream().allMatch(write -> write.table().owner().isEmpty())
              ? writes.subList(0, writes.size() - 1)
              : writes;
        })),
        lab -> {
          DataLayer data = lab.data();
          data.run(work -> {
            accounts(work).add(ADA);
            work.repository(Depot.NODES).add(new Node(1, null, "x"));
          });
          assertThat(stored(data, Depot.ACCOUNTS, "ada")).isPresent();
          assertThat(stored(data, Depot.NODES, 1L)).isPresent();
        });
  }

  private static List<Write> withoutLastOwned(StoreSession session, List<Write> writes) {
    for (int i = writes.size() - 1; i >= 0; i--) {
      if (writes.get(i) instanceof Write.Insert insert && insert.table().owner().isPresent()) {
        var fewer = new ArrayList<>(writes);
        fewer.remove(i);
        return fewer;
      }
    }
    return writes;
  }

  private void values() {
    add(
        "F7",
        Embedded.class,
        "Declares a value object that may be absent. An absent value object is stored as null "
            + "in all its columns.",
        "a value object of empty texts is stored as absent",
        Plan.session(Flushed.rows((table, row, before) -> Flushed.withoutEmptyTexts(table, row))),
        lab -> {
          DataLayer data = lab.data();
          Account homeless = ADA.at(new Address("", ""));
          store(data, Depot.ACCOUNTS, homeless);
          assertThat(stored(data, Depot.ACCOUNTS, "ada")).contains(homeless);
        });
    add(
        "F8",
        Repository.class,
        "Sets the next state of an aggregate",
        "a value that is taken away stays",
        Plan.session(Flushed.updates((table, row, before) -> {
          for (int i = 0; i < row.length; i++) {
            row[i] = row[i] == null ? before[i] : row[i];
          }
        })),
        lab -> {
          DataLayer data = lab.data();
          store(data, Depot.ACCOUNTS, ADA);
          data.run(work -> accounts(work).change("ada", ada -> ada.rated(null)));
          assertThat(stored(data, Depot.ACCOUNTS, "ada")).contains(ADA.rated(null));
        });
    add(
        "F9",
        Repository.class,
        "Sets the next state of an aggregate",
        "of several changed values the first is written",
        Plan.session(Flushed.plan(Flushed::onlyFirstChanged)),
        lab -> {
          DataLayer data = lab.data();
          store(data, Depot.ACCOUNTS, ADA);
          data.run(work -> accounts(work).change("ada", ada -> ada.rated(9).with(99)));
          assertThat(stored(data, Depot.ACCOUNTS, "ada")).contains(ADA.rated(9).with(99));
        });
    add(
        "F10",
        Mapping.class,
        "How aggregates of type {@code T} are stored",
        "the kind of an object stays what it was",
        Plan.session(Flushed.updates((table, row, before) -> {
          for (int i = 0; i < row.length; i++) {
            boolean kind = table.columns().get(i).name().equals("kind");
            row[i] = kind && before[i] != null ? before[i] : row[i];
          }
        })),
        lab -> {
          DataLayer data = lab.data();
          store(data, Depot.PAYMENTS, new Payment.Card(1, "4711"));
          var cash = new Payment.Cash(1, 3);
          assertThatCode(() -> {
                data.run(work -> work.repository(Depot.PAYMENTS).change(1, card -> cash));
                assertThat(stored(data, Depot.PAYMENTS, 1)).contains(cash);
              })
              .doesNotThrowAnyException();
        });
  }

  private void versions() {
    add(
        "F11",
        Repository.class,
        "The version begins at 1.",
        "the version of a new object is 2",
        Plan.session(Flushed.plan((session, writes) -> writes.stream()
            .map(write -> write instanceof Write.Insert insert && insert.table().version() >= 0
                ? new Write.Insert(
                    insert.table(),
                    insert.key(),
                    Flushed.with(insert.row(), insert.table().version(), 2L))
                : write)
            .toList())),
        lab -> {
          DataLayer data = lab.data();
          store(data, Depot.ACCOUNTS, ADA);
          assertThat(version(data, Depot.ACCOUNTS, "ada")).isEqualTo(1);
        });
    add(
        "F12",
        UnitOptions.class,
        "of two units that write one row, one fails",
        "an update does not compare the version",
        Plan.session(Flushed.plan((session, writes) -> writes.stream()
            .map(write -> write instanceof Write.Update update
                ? new Write.Update(
                    update.table(),
                    update.key(),
                    update.row(),
                    update.changed(),
                    Flushed.found(session, update, update.expectedVersion()))
                : write)
            .toList())),
        lab -> {
          DataLayer data = lab.data();
          store(data, Depot.ACCOUNTS, ADA);
          UnitOptions options = UnitOptions.defaults().readCommitted();
          try (UnitOfWork late = data.begin(options)) {
            accounts(late).update(accounts(late).get("ada").with(1));
            data.run(work -> accounts(work).change("ada", ada -> ada.with(2)));
            assertThatThrownBy(late::commit).isInstanceOf(ConflictException.class);
          }
        });
    add(
        "F13",
        Repository.class,
        "as {@link #update(Object)}",
        "a removal does not compare the version",
        Plan.session(Flushed.plan((session, writes) -> writes.stream()
            .map(write -> write instanceof Write.Delete delete
                ? new Write.Delete(
                    delete.table(),
                    delete.key(),
                    Flushed.found(session, delete, delete.expectedVersion()))
                : write)
            .toList())),
        lab -> {
          DataLayer data = lab.data();
          store(data, Depot.ACCOUNTS, ADA);
          try (UnitOfWork late = data.begin(UnitOptions.defaults().readCommitted())) {
            accounts(late).remove(accounts(late).get("ada"));
            data.run(work -> accounts(work).change("ada", ada -> ada.with(2)));
            assertThatThrownBy(late::commit).isInstanceOf(ConflictException.class);
          }
        });
    add(
        "F14",
        Mapping.class,
        "Every aggregate has an id, assigned by the application before it is added, and a version",
        "a change of owned rows alone does not raise the version",
        Plan.session(Flushed.plan((session, writes) -> writes.stream()
            .map(write -> write instanceof Write.Update update
                    && update.table().version() >= 0
                    && update.changed().length == 1
                    && update.changed()[0] == update.table().version()
                ? new Write.Update(
                    update.table(),
                    update.key(),
                    Flushed.with(update.row(), update.table().version(), update.expectedVersion()),
                    update.changed(),
                    update.expectedVersion())
                : write)
            .toList())),
        lab -> {
          DataLayer data = lab.data();
          store(data, Depot.ORDERS, ORDER);
          data.run(work -> work.repository(Depot.ORDERS)
              .change(1, order -> order.with(new Line("a", 5), new Line("b", 2))));
          assertThat(version(data, Depot.ORDERS, 1)).isEqualTo(2);
        });
    add(
        "F15",
        Mapping.class,
        "Every aggregate has an id, assigned by the application before it is added, and a version",
        "an update raises the version by two",
        Plan.session(Flushed.updates((table, row, before) -> {
          if (table.version() >= 0) {
            row[table.version()] = (Long) row[table.version()] + 1;
          }
        })),
        lab -> {
          DataLayer data = lab.data();
          store(data, Depot.ACCOUNTS, ADA);
          data.run(work -> accounts(work).change("ada", ada -> ada.with(2)));
          assertThat(version(data, Depot.ACCOUNTS, "ada")).isEqualTo(2);
        });
    add(
        "F16",
        Repository.class,
        "If the state does not differ, nothing is written.",
        "a row that was only read is written with the next version",
        Plan.opening((store, options) -> options.readOnly()
            ? store.open(options)
            : Flushed.touchingWhatIsRead(store.open(options))),
        lab -> {
          DataLayer data = lab.data();
          store(data, Depot.ACCOUNTS, ADA);
          data.run(work -> accounts(work).update(accounts(work).get("ada").with(10)));
          assertThat(version(data, Depot.ACCOUNTS, "ada")).isEqualTo(1);
        });
  }

  private void order() {
    add(
        "F17",
        UnitOfWork.class,
        "Writes pending changes now, without committing them.",
        "rows of one table are inserted by key, whatever they refer to",
        Plan.session(Flushed.plan((session, writes) -> Flushed.byKey(writes, Write.Insert.class))),
        lab -> assertThatCode(() -> store(
                lab.data(), Depot.NODES, new Node(1, 2L, "below"), new Node(2, null, "above")))
            .doesNotThrowAnyException());
    add(
        "F18",
        UnitOfWork.class,
        "Writes pending changes now, without committing them.",
        "removals of one table go by key, whatever refers to them",
        Plan.session(Flushed.plan((session, writes) -> Flushed.byKey(writes, Write.Delete.class))),
        lab -> {
          DataLayer data = lab.data();
          store(data, Depot.NODES, new Node(2, 1L, "below"), new Node(1, null, "above"));
          assertThatCode(() -> data.run(work -> {
                var nodes = work.repository(Depot.NODES);
                nodes.remove(nodes.get(1L));
                nodes.remove(nodes.get(2L));
              }))
              .doesNotThrowAnyException();
        });
    add(
        "F19",
        UnitOfWork.class,
        "Writes pending changes now, without committing them.",
        "the second step of a row that is written in two is forgotten",
        Plan.session(Flushed.plan(Flushed::onlyFirstStep)),
        lab -> {
          DataLayer data = lab.data();
          store(data, Depot.NODES, new Node(1, null, "x"), new Node(2, null, "y"));
          data.run(work -> {
            var nodes = work.repository(Depot.NODES);
            nodes.change(1L, node -> new Node(1, null, "y"));
            nodes.change(2L, node -> new Node(2, null, "x"));
          });
          assertThat(stored(data, Depot.NODES, 1L)).contains(new Node(1, null, "y"));
          assertThat(stored(data, Depot.NODES, 2L)).contains(new Node(2, null, "x"));
        });
    add(
        "F20",
        UnitOfWork.class,
        "Writes pending changes now, without committing them.",
        "a row takes a unique value before the other one gives it up",
        Plan.session(Flushed.plan((session, writes) -> Flushed.byKey(writes, Write.Update.class))),
        lab -> {
          DataLayer data = lab.data();
          store(data, Depot.NODES, new Node(1, null, "x"), new Node(2, null, "y"));
          assertThatCode(() -> data.run(work -> {
                var nodes = work.repository(Depot.NODES);
                nodes.change(1L, node -> new Node(1, null, "y"));
                nodes.change(2L, node -> new Node(2, null, "z"));
              }))
              .doesNotThrowAnyException();
        });
  }
}
