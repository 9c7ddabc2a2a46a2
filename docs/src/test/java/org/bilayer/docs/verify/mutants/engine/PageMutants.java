package org.bilayer.docs.verify.mutants.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bilayer.docs.verify.mutants.engine.Lab.accounts;
import static org.bilayer.docs.verify.mutants.engine.Lab.store;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bilayer.DataLayer;
import org.bilayer.Repository;
import org.bilayer.UnitOfWork;
import org.bilayer.docs.verify.mutants.engine.Depot.Account;
import org.bilayer.model.Column;
import org.bilayer.query.Cursor;
import org.bilayer.query.Page;
import org.bilayer.query.Query;
import org.bilayer.query.Sort;
import org.bilayer.store.DelegatingSession;
import org.bilayer.store.RowCursor;
import org.bilayer.store.Select;
import org.bilayer.store.SortColumn;
import org.bilayer.store.StoreSession;
import org.jspecify.annotations.Nullable;

/** Orders, limits and pages. */
final class PageMutants extends Mutations {

  private static final Account ADA = Account.of("ada", 3, 10);
  private static final Account BOB = Account.of("bob", null, 20);
  private static final Account CAY = Account.of("cay", 3, 20);
  private static final Account DAN = Account.of("dan", 1, 40);

  private static final Query<Account> BY_ID = Query.orderedBy(Depot.ACCOUNT_ID.asc());

  /** What a mistake makes of a page that is not the first. */
  @FunctionalInterface
  private interface Later {
    List<Object> items(List<Object> items, Query<Object> query, Object last);
  }

  @Override
  void plant() {
    orders();
    laterPages();
    neighbours();
    refusals();
  }

  private static DataLayer four(Lab lab) {
    DataLayer data = lab.data();
    store(data, Depot.ACCOUNTS, ADA, BOB, CAY, DAN);
    return data;
  }

  /** All items of the pages of a query, forwards. */
  private static List<Account> paged(UnitOfWork work, Query<Account> query, int size) {
    Repository<Account, String> accounts = accounts(work);
    Page<Account> page = accounts.page(query, size);
    var all = new ArrayList<>(page.items());
    for (int i = 0; i < 10 && page.next().isPresent(); i++) {
      page = accounts.page(query, size, page.next().get());
      all.addAll(page.items());
    }
    return all;
  }

  /** The pages of a query are its list. */
  private static void assertPaged(DataLayer data, Query<Account> query, int size) {
    data.run(
        work -> assertThat(paged(work, query, size)).isEqualTo(accounts(work).find(query)));
  }

  private void orders() {
    add(
        "P1",
        Query.class,
        "ties are broken by the id, ascending",
        "ties are broken by the id, descending",
        Plan.session(session -> ordered(
            session,
            (table, order, i) -> order.size() > 1 && table.contains(order.get(i).column())
                ? new SortColumn(order.get(i).column(), true, order.get(i).nullsFirst())
                : order.get(i))),
        lab -> four(lab)
            .run(work -> assertThat(accounts(work).find(Query.orderedBy(Depot.BALANCE.asc())))
                .containsExactly(ADA, BOB, CAY, DAN)));
    add(
        "P2",
        Sort.class,
        "Puts rows with an absent value before all others.",
        "absent values go to the other end",
        Plan.session(session -> ordered(
            session,
            (table, order, i) -> new SortColumn(
                order.get(i).column(), order.get(i).descending(), !order.get(i).nullsFirst()))),
        lab -> four(lab)
            .run(work -> assertThat(
                    accounts(work).find(Query.orderedBy(Depot.RATING.asc().nullsLast())))
                .containsExactly(DAN, ADA, CAY, BOB)));
    add(
        "P3",
        Query.class,
        "Adds criteria after the earlier criteria.",
        "the second criterion is ignored",
        Plan.repository("find/Query", call -> {
          Query<Object> query = call.argument(0);
          Query<Object> first = Query.where(query.where());
          first = query.order().isEmpty() ? first : first.orderBy(query.order().get(0));
          first = query.limit().isPresent() ? first.limit(query.limit().getAsLong()) : first;
          return call.proceedWith(first);
        }),
        lab -> four(lab)
            .run(work -> assertThat(accounts(work)
                    .find(Query.orderedBy(Depot.RATING.asc().nullsFirst(), Depot.BALANCE.desc())))
                .containsExactly(BOB, DAN, CAY, ADA)));
    add(
        "P4",
        Query.class,
        "Replaces an earlier limit.",
        "a limit lets one more through",
        Plan.repository("find/Query", call -> {
          Query<Object> query = call.argument(0);
          return call.proceedWith(
              query.limit().isPresent() ? query.limit(query.limit().getAsLong() + 1) : query);
        }),
        lab -> four(lab)
            .run(work -> assertThat(accounts(work).find(BY_ID.limit(2))).hasSize(2)));
    add(
        "P5",
        Query.class,
        "At most {@code count} aggregates",
        "the limit cuts before the order",
        Plan.repository("find/Query", call -> {
          Query<Object> query = call.argument(0);
          if (query.limit().isEmpty() || query.order().isEmpty()) {
            return call.proceed();
          }
          var found = new ArrayList<>(
              (List<?>) call.proceedWith(withoutLimit(query).limit(Long.MAX_VALUE)));
          int cut = (int) Math.min(found.size(), query.limit().getAsLong());
          return List.copyOf(found.subList(found.size() - cut, found.size()));
        }),
        lab -> four(lab)
            .run(
                work -> assertThat(accounts(work).find(BY_ID.limit(2))).containsExactly(ADA, BOB)));
  }

  private static Query<Object> withoutLimit(Query<Object> query) {
    Query<Object> all = Query.where(query.where());
    for (Sort<Object> sort : query.order()) {
      all = all.orderBy(sort);
    }
    return all;
  }

  /** A criterion of an order, wrong. */
  @FunctionalInterface
  private interface Criterion {
    SortColumn at(List<Integer> key, List<SortColumn> order, int index);
  }

  private static StoreSession ordered(StoreSession session, Criterion wrong) {
    return new DelegatingSession(session) {
      private Select changed(Select select) {
        var order = new ArrayList<SortColumn>();
        for (int i = 0; i < select.order().size(); i++) {
          order.add(wrong.at(select.table().key(), select.order(), i));
        }
        return new Select(
            select.table(), select.where(), order, select.limit(), select.columns(), select.lock());
      }

      @Override
      public List<@Nullable Object[]> select(Select select) {
        return super.select(changed(select));
      }

      @Override
      public RowCursor stream(Select select) {
        return super.stream(changed(select));
      }
    };
  }

  private void laterPages() {
    later(
        "P6",
        "the next page begins with the last item of the page before",
        (items, query, last) -> {
          var more = new ArrayList<>(items);
          more.add(0, last);
          return more;
        },
        lab -> assertPaged(four(lab), BY_ID, 2));
    later(
        "P7",
        "the next page leaves its first item out",
        (items, query, last) -> items.subList(Math.min(1, items.size()), items.size()),
        lab -> assertPaged(four(lab), BY_ID, 2));
    later(
        "P8",
        "items with the value at the cursor are left out of the next page",
        (items, query, last) -> without(items, query, value(query, last)),
        lab -> assertPaged(four(lab), Query.orderedBy(Depot.BALANCE.asc()), 2));
    later(
        "P9",
        "items without a value are left out of later pages",
        (items, query, last) -> without(items, query, Optional.empty()),
        lab -> assertPaged(four(lab), Query.orderedBy(Depot.RATING.asc().nullsLast()), 2));
    later(
        "P10",
        "items of the millisecond at the cursor are left out of the next page",
        (items, query, last) -> items.stream()
            .filter(item -> !(value(query, item).orElse(null) instanceof Instant time
                && value(query, last).orElse(null) instanceof Instant before
                && !time.equals(before)
                && time.truncatedTo(ChronoUnit.MILLIS)
                    .equals(before.truncatedTo(ChronoUnit.MILLIS))))
            .toList(),
        lab -> {
          DataLayer data = lab.data();
          Instant time = Instant.parse("2024-05-06T07:08:09.123456Z");
          store(
              data,
              Depot.ACCOUNTS,
              ADA.openedAt(time),
              BOB.openedAt(time.plusNanos(1_000)),
              CAY.openedAt(time.plusNanos(2_000)));
          assertPaged(data, Query.orderedBy(Depot.OPENED.asc()), 1);
        });
    later(
        "P11",
        "later pages of a descending order are ascending",
        (items, query, last) ->
            !query.order().isEmpty() && query.order().get(0).descending() ? reversed(items) : items,
        lab -> assertPaged(four(lab), Query.orderedBy(Depot.ACCOUNT_ID.desc()), 2));
  }

  private void later(String id, String mistake, Later wrong, EngineMutant.Proof proof) {
    add(
        id,
        Page.class,
        "Consecutive aggregates of a sorted query.",
        mistake,
        Plan.repository("page", call -> {
          Map<Cursor, Object> lasts = lasts(call);
          @SuppressWarnings("unchecked")
          var page = (Page<Object>) call.proceed();
          if (page.next().isPresent() && !page.items().isEmpty()) {
            lasts.put(page.next().get(), page.items().get(page.items().size() - 1));
          }
          Object last = call.arguments() < 3 ? null : lasts.get(call.<Cursor>argument(2));
          return last == null
              ? page
              : Page.of(
                  wrong.items(page.items(), call.argument(0), last), page.next(), page.previous());
        }),
        proof);
  }

  @SuppressWarnings("unchecked")
  private static Map<Cursor, Object> lasts(Call call) {
    return (Map<Cursor, Object>) (Map<?, ?>) call.noted("lasts");
  }

  private static List<Object> reversed(List<Object> items) {
    var other = new ArrayList<>(items);
    Collections.reverse(other);
    return other;
  }

  private static List<Object> without(
      List<Object> items, Query<Object> query, Optional<Object> value) {
    return items.stream()
        .filter(item -> query.order().isEmpty() || !value(query, item).equals(value))
        .toList();
  }

  private static Optional<Object> value(Query<Object> query, Object item) {
    if (query.order().isEmpty()
        || !(query.order().get(0).attribute() instanceof Column<Object, ?> column)) {
      return Optional.of(item);
    }
    return Optional.ofNullable(column.valueOf(item));
  }

  private void neighbours() {
    add(
        "P12",
        Page.class,
        "{@code next} is present if and only if rows of the query follow the page",
        "a page is thought to be the last if one item follows",
        pages((call, page) -> {
          if (page.next().isEmpty()) {
            return page;
          }
          Page<Object> next = call.repository()
              .page(
                  call.<Query<Object>>argument(0),
                  call.<Integer>argument(1),
                  page.next().get());
          return next.items().size() == 1 && next.next().isEmpty()
              ? Page.of(page.items(), Optional.empty(), page.previous())
              : page;
        }),
        lab -> assertPaged(four(lab), BY_ID, 3));
    add(
        "P13",
        Page.class,
        "{@code next} is present if and only if rows of the query follow the page",
        "a full page always has a next one",
        pages((call, page) -> page.next().isEmpty()
                && page.items().size() == call.<Integer>argument(1)
                && call.arguments() == 3
            ? Page.of(page.items(), Optional.of(call.<Cursor>argument(2)), page.previous())
            : page),
        lab -> four(lab).run(work -> {
          Page<Account> first = accounts(work).page(BY_ID, 2);
          assertThat(accounts(work).page(BY_ID, 2, first.next().orElseThrow()).next())
              .isEmpty();
        }));
    add(
        "P14",
        Page.class,
        "{@code previous} if and only if rows",
        "no page has a previous one",
        pages((call, page) -> Page.of(page.items(), page.next(), Optional.empty())),
        lab -> four(lab).run(work -> {
          Page<Account> first = accounts(work).page(BY_ID, 2);
          assertThat(accounts(work).page(BY_ID, 2, first.next().orElseThrow()).previous())
              .isPresent();
        }));
    add(
        "P15",
        Page.class,
        "in the query's order, unmodifiable; empty only if no row is left at the cursor",
        "a page that is read backwards is in the opposite order",
        pages((call, page) -> {
          page.previous().ifPresent(cursor -> lasts(call).put(cursor, true));
          return call.arguments() == 3 && lasts(call).containsKey(call.<Cursor>argument(2))
              ? Page.of(reversed(page.items()), page.next(), page.previous())
              : page;
        }),
        lab -> four(lab).run(work -> {
          Page<Account> first = accounts(work).page(BY_ID, 2);
          Page<Account> second = accounts(work).page(BY_ID, 2, first.next().orElseThrow());
          assertThat(
                  accounts(work).page(BY_ID, 2, second.previous().orElseThrow()).items())
              .isEqualTo(first.items());
        }));
  }

  /** What a mistake makes of any page. */
  @FunctionalInterface
  private interface Pages {
    Page<Object> of(Call call, Page<Object> page);
  }

  @SuppressWarnings("unchecked")
  private static Plan pages(Pages wrong) {
    return Plan.repository("page", call -> wrong.of(call, (Page<Object>) call.proceed()));
  }

  private void refusals() {
    add(
        "P16",
        Repository.class,
        "if another query made the cursor, if the cursor was changed",
        "a cursor of another query leads to the first page",
        Plan.repository("page", call -> {
          try {
            return call.proceed();
          } catch (IllegalArgumentException e) {
            return call.repository()
                .page(call.<Query<Object>>argument(0), call.<Integer>argument(1));
          }
        }),
        lab -> four(lab).run(work -> {
          Page<Account> first = accounts(work).page(BY_ID, 2);
          assertThatThrownBy(() -> accounts(work)
                  .page(Query.orderedBy(Depot.BALANCE.asc()), 2, first.next().orElseThrow()))
              .isInstanceOf(IllegalArgumentException.class);
        }));
    add(
        "P17",
        Repository.class,
        "if the query has a limit or locks, because a page reads one row more than it returns",
        "the limit of a query is ignored by pages",
        Plan.repository(
            "page/2",
            call -> call.<Query<Object>>argument(0).limit().isPresent()
                ? call.proceedWith(withoutLimit(call.argument(0)), call.argument(1))
                : call.proceed()),
        lab -> four(lab)
            .run(work -> assertThatThrownBy(() -> accounts(work).page(BY_ID.limit(3), 2))
                .isInstanceOf(IllegalArgumentException.class)));
    add(
        "P18",
        Repository.class,
        "Returns the first page of a query.",
        "a page does not see what its unit has written",
        Plan.repository("page/2", call -> {
          try (UnitOfWork other = call.data().begin()) {
            return other
                .repository(call.unit().mapping(call.repository()))
                .page(call.<Query<Object>>argument(0), call.<Integer>argument(1));
          }
        }),
        lab -> lab.data().run(work -> {
          accounts(work).add(ADA);
          assertThat(accounts(work).page(BY_ID, 2).items()).containsExactly(ADA);
        }));
  }
}
