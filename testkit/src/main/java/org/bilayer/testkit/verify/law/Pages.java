package org.bilayer.testkit.verify.law;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.bilayer.Repository;
import org.bilayer.UnitOfWork;
import org.bilayer.model.Column;
import org.bilayer.query.Cursor;
import org.bilayer.query.Page;
import org.bilayer.query.Projection;
import org.bilayer.query.Query;
import org.bilayer.query.QueryInternals;
import org.bilayer.query.Sort;
import org.jspecify.annotations.Nullable;

/** Checks {@code PAGES}: every order against the stored rows, sorted in Java. */
final class Pages implements Check {

  private static final int ORDERS = 6;

  /** An order, and the same in Java. */
  private record Order<T, I>(List<Sort<T>> sorts, Comparator<Kept<T, I>> comparator) {

    Query<T> query() {
      Query<T> query = Query.all();
      for (Sort<T> sort : sorts) {
        query = query.orderBy(sort);
      }
      return query;
    }

    Order<T, I> then(Order<T, I> second) {
      var both = new ArrayList<>(sorts);
      both.addAll(second.sorts);
      return new Order<>(both, comparator.thenComparing(second.comparator));
    }
  }

  @Override
  public <T, I> void check(Subject<T, I> subject) {
    List<Order<T, I>> single = orders(subject);
    var orders = new ArrayList<>(subject.some(single, ORDERS));
    for (int i = 0; i + 1 < single.size() && i < 2 * ORDERS; i++) {
      Order<T, I> other = single.get(single.size() - 1 - i);
      if (!other.equals(single.get(i))) {
        orders.add(single.get(i).then(other));
      }
    }
    boolean isClose = subject.some(List.of(true, false), 1).get(0);
    if (isClose) {
      bringTogether(subject);
    }
    List<Kept<T, I>> kept = subject.kept();
    try (UnitOfWork work = subject.scene().begin()) {
      List<Order<T, I>> times = single.stream().filter(Pages::isByTime).toList();
      for (Order<T, I> order : subject.some(times, isClose ? 2 : 0)) {
        check(subject, subject.in(work), order, kept);
      }
      for (Order<T, I> order : subject.some(orders, ORDERS)) {
        check(subject, subject.in(work), order, kept);
      }
      check(
          subject,
          subject.in(work),
          new Order<>(List.of(), Comparator.comparing(Kept::key, subject::compareKeys)),
          kept);
      refusals(subject.in(work), orders);
    }
  }

  private static <T, I> boolean isByTime(Order<T, I> order) {
    return switch (QueryInternals.type(order.sorts().get(0).attribute()).kind()) {
      case INSTANT, LOCAL_DATE_TIME, LOCAL_TIME -> true;
      default -> false;
    };
  }

  /** Makes rows tie, but for times, which differ by microseconds. */
  private static <T, I> void bringTogether(Subject<T, I> subject) {
    List<Kept<T, I>> kept = subject.kept();
    for (int i = 1; i < kept.size(); i++) {
      Kept<T, I> each = kept.get(i);
      Optional<T> near = subject.near(kept.get(0), each, i);
      if (near.isPresent()) {
        subject.scene().commits(work -> {
          subject.in(work).find(each.id());
          subject.in(work).update(near.get());
        });
      }
    }
  }

  private static <T, I> List<Order<T, I>> orders(Subject<T, I> subject) {
    var orders = new ArrayList<Order<T, I>>();
    for (Column<T, ?> column : subject.mapping().attributes().columns()) {
      if (!QueryInternals.type(column).isOrdered()) {
        continue;
      }
      int place = subject.mapping().layout().position(column);
      for (boolean descending : List.of(false, true)) {
        Sort<T> sort = descending ? column.desc() : column.asc();
        if (column.isNullable()) {
          orders.add(new Order<>(List.of(sort.nullsFirst()), by(place, descending, true)));
          orders.add(new Order<>(List.of(sort.nullsLast()), by(place, descending, false)));
        } else {
          orders.add(new Order<>(List.of(sort), by(place, descending, true)));
        }
      }
    }
    return orders;
  }

  private static <T, I> Comparator<Kept<T, I>> by(
      int place, boolean descending, boolean nullsFirst) {
    return (one, other) -> {
      @Nullable Object left = one.row()[place];
      @Nullable Object right = other.row()[place];
      if (left == null || right == null) {
        int sign = Boolean.compare(left != null, right != null);
        return nullsFirst ? sign : -sign;
      }
      int sign = PlainOrder.compare(left, right);
      return descending ? -sign : sign;
    };
  }

  private static <T, I> void check(
      Subject<T, I> subject, Repository<T, I> repository, Order<T, I> order, List<Kept<T, I>> all) {
    var sorted = new ArrayList<>(all);
    sorted.sort(order.comparator().thenComparing(Kept::key, subject::compareKeys));
    List<String> expected = sorted.stream().map(Kept::text).toList();
    Query<T> query = order.query();
    String by = order.sorts().isEmpty() ? "by id" : "by " + order.sorts();
    if (!order.sorts().isEmpty()) {
      Broken.unlessEqual("the list " + by, expected, texts(subject, repository.find(query)));
      Broken.unlessEqual(
          "the stream " + by,
          expected,
          repository.<List<String>>stream(query, each -> texts(subject, each.toList())));
      for (int limit : new LinkedHashSet<>(List.of(0, 1, Math.max(0, all.size() - 1)))) {
        limited(
            subject,
            repository,
            query.limit(limit),
            by,
            expected.subList(0, Math.min(limit, expected.size())));
      }
    }
    for (int size : new LinkedHashSet<>(List.of(1, 2, Math.max(1, all.size())))) {
      paged(subject, repository, query, size, "pages of " + size + " " + by, expected);
    }
  }

  private static <T, I> void limited(
      Subject<T, I> subject,
      Repository<T, I> repository,
      Query<T> query,
      String by,
      List<String> expected) {
    String limit = "limit " + query.limit().orElse(0) + " " + by;
    Broken.unlessEqual("the list with " + limit, expected, texts(subject, repository.find(query)));
    Broken.unlessEqual(
        "the stream with " + limit,
        expected,
        repository.<List<String>>stream(query, each -> texts(subject, each.toList())));
    Column<T, ?> column = subject.mapping().attributes().columns().get(0);
    Broken.unlessEqual(
        "how many rows of a projection with " + limit,
        expected.size(),
        repository
            .select(query, Projection.of(tuple -> tuple.find(column).isPresent(), column))
            .size());
  }

  private static <T, I> void paged(
      Subject<T, I> subject,
      Repository<T, I> repository,
      Query<T> query,
      int size,
      String what,
      List<String> expected) {
    var found = new ArrayList<String>();
    Page<T> page = repository.page(query, size);
    Page<T> first = page;
    Page<T> last = page;
    for (int count = 0; count <= expected.size(); count++) {
      last = page;
      int from = found.size();
      found.addAll(texts(subject, page.items()));
      requireCursors(what, page, from, found.size(), expected.size());
      Optional<Cursor> next = page.next();
      if (next.isEmpty()) {
        break;
      }
      page = repository.page(query, size, next.get());
    }
    Broken.unlessEqual(what + ", forwards", expected, found);
    var back = new ArrayList<String>();
    page = last;
    for (int count = 0; count <= expected.size(); count++) {
      back.addAll(0, texts(subject, page.items()));
      requireCursors(
          what + ", backwards",
          page,
          expected.size() - back.size(),
          expected.size() - back.size() + page.items().size(),
          expected.size());
      Optional<Cursor> previous = page.previous();
      if (previous.isEmpty()) {
        break;
      }
      page = repository.page(query, size, previous.get());
    }
    Broken.unlessEqual(what + ", backwards", expected, back);
    Broken.unlessEqual(
        what + ", the first one",
        expected.subList(0, Math.min(size, expected.size())),
        texts(subject, first.items()));
  }

  private static void requireCursors(String what, Page<?> page, int from, int to, int all) {
    Broken.unlessEqual(
        what + ", whether there is a page before the " + from + " to " + to + " of " + all,
        from > 0 && all > 0,
        page.previous().isPresent());
    Broken.unlessEqual(
        what + ", whether there is a page after the " + from + " to " + to + " of " + all,
        to < all,
        page.next().isPresent());
  }

  /** A column twice is one order: a cursor of the other fits it. */
  private static boolean isByTwoColumns(Order<?, ?> order) {
    return order.sorts().size() == 2
        && !order.sorts().get(0).attribute().equals(order.sorts().get(1).attribute());
  }

  private static <T, I> void refusals(Repository<T, I> repository, List<Order<T, I>> orders) {
    Scene.requireThrows(
        "a page of a query with a limit",
        IllegalArgumentException.class,
        () -> repository.page(Query.<T>all().limit(1), 1));
    Scene.requireThrows(
        "a stream of a query that locks",
        IllegalArgumentException.class,
        () -> repository.stream(Query.<T>all().forUpdate(), each -> each.toList()));
    Optional<Cursor> cursor = repository.page(Query.all(), 1).next();
    Optional<Order<T, I>> other = orders.stream().filter(Pages::isByTwoColumns).findFirst();
    if (cursor.isPresent() && other.isPresent()) {
      Scene.requireThrows(
          "a page by " + other.get().sorts() + " at a cursor of another query",
          IllegalArgumentException.class,
          () -> repository.page(other.get().query(), 1, cursor.get()));
    }
  }

  private static <T, I> List<String> texts(Subject<T, I> subject, List<T> objects) {
    return objects.stream().map(subject::text).toList();
  }
}
