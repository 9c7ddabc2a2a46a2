package org.bilayer.testkit.evidence;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bilayer.DataLayer;
import org.bilayer.ReadRepository;
import org.bilayer.failure.DataException;
import org.bilayer.model.Column;
import org.bilayer.query.Cursor;
import org.bilayer.query.Page;
import org.bilayer.query.Query;
import org.bilayer.query.QueryInternals;
import org.bilayer.testkit.verify.history.Filter;
import org.bilayer.testkit.verify.history.SortBy;
import org.bilayer.value.Key;

/** All pages in the order of each sortable column, forwards and backwards: each object once, in the order of memory. */
final class PageEvidence<T, I> {

  private static final int OBJECTS_MAX = 20_000;
  private static final int PAGE_MAX = 500;
  private static final int PAGES = 5;

  private final MappingSides<T, I> side;
  private final int count;
  private final int size;

  PageEvidence(MappingSides<T, I> side) {
    this.side = side;
    this.count = Math.min(OBJECTS_MAX, side.copied().size());
    this.size = Math.min(PAGE_MAX, count / PAGES + 1);
  }

  void collect() {
    if (count == 0) {
      return;
    }
    if (count < side.copied().size()) {
      side.found().note("pages of the first " + count + " objects by id");
    }
    boolean descending = false;
    for (Column<T, ?> column : side.mapping().attributes().columns()) {
      if (QueryInternals.type(column).isOrdered()) {
        compare(new SortBy(column.name(), descending, descending));
        descending = !descending;
      }
    }
  }

  private void compare(SortBy order) {
    List<SortBy> orders = List.of(order);
    List<Key> expected =
        side.keys(side.sides().copyLayer(), side.within(Queries.everything(), count), orders, -1);
    try {
      var pages = new Walk(side.sides().liveLayer(), orders);
      require(order, "forwards", expected, pages.forwards());
      require(order, "backwards", expected, pages.backwards());
    } catch (DataException e) {
      side.found().disagreed("pages by " + order.column(), Answers.kind(e) + " " + e.getMessage());
    }
  }

  private void require(SortBy order, String direction, List<Key> expected, List<Key> read) {
    Findings found = side.found();
    Set<Key> once = new HashSet<>(read);
    String what = "pages by " + order.column() + ", " + direction;
    if (once.size() < read.size()) {
      found.disagreed(what + ": objects twice", read.toString());
    } else if (!once.equals(new HashSet<>(expected))) {
      found.disagreed(
          what + ": other objects", read.size() + " in place of " + expected.size() + " " + read);
    } else if (!read.equals(expected)) {
      found.disagreed(what + ": another order", read + " in place of " + expected);
    } else {
      found.seen(MappingEvidence.PAGED, read.size());
    }
  }

  /** The pages of one order on the live database. */
  private final class Walk {

    private final ReadRepository<T, I> repository;
    private final Query<T> query;
    private Optional<Page<T>> last = Optional.empty();

    Walk(DataLayer layer, List<SortBy> order) {
      Filter where = side.within(Queries.everything(), count);
      this.repository = layer.read(side.mapping().declared());
      this.query = Queries.of(side.mapping(), where, order, -1).skipUnreadable(failure -> {});
    }

    List<Key> forwards() {
      Page<T> page = repository.page(query, size);
      List<Key> keys = new ArrayList<>(side.keys(page.items()));
      Optional<Cursor> next = page.next();
      while (next.isPresent()) {
        page = repository.page(query, size, next.get());
        keys.addAll(side.keys(page.items()));
        next = page.next();
      }
      last = Optional.of(page);
      return keys;
    }

    /** From the last page to the first; the keys in the order of the query. */
    List<Key> backwards() {
      Page<T> page = last.orElseThrow();
      List<Key> keys = reversed(page);
      Optional<Cursor> previous = page.previous();
      while (previous.isPresent()) {
        page = repository.page(query, size, previous.get());
        keys.addAll(reversed(page));
        previous = page.previous();
      }
      Collections.reverse(keys);
      return keys;
    }

    private List<Key> reversed(Page<T> page) {
      List<Key> keys = new ArrayList<>(side.keys(page.items()));
      Collections.reverse(keys);
      return keys;
    }
  }
}
