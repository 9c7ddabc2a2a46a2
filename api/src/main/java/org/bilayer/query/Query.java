package org.bilayer.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.bilayer.failure.UnreadableRowException;
import org.bilayer.value.Lock;
import org.jspecify.annotations.Nullable;

/**
 * A condition, an order, a limit and a lock for aggregates of one type. Without an order, the result comes in
 * an unspecified order, which the memory backend varies on purpose. With an order, ties are broken by the id,
 * ascending.
 *
 * <p>Immutable; each method returns a changed copy.
 *
 * @param <T> the aggregate type
 */
public final class Query<T> {

  private final Specification<T> where;
  private final List<Sort<T>> order;
  private final OptionalLong limit;
  private final Lock lock;
  private final @Nullable Consumer<? super UnreadableRowException> unreadable;

  private Query(
      Specification<T> where,
      List<Sort<T>> order,
      OptionalLong limit,
      Lock lock,
      @Nullable Consumer<? super UnreadableRowException> unreadable) {
    this.where = where;
    this.order = order;
    this.limit = limit;
    this.lock = lock;
    this.unreadable = unreadable;
  }

  /** All aggregates. */
  public static <T> Query<T> all() {
    return where(Specification.all());
  }

  /** The aggregates that satisfy a condition. */
  public static <T> Query<T> where(Specification<T> where) {
    return new Query<>(where, List.of(), OptionalLong.empty(), Lock.NONE, null);
  }

  /**
   * All aggregates, in an order.
   *
   * @throws IllegalArgumentException as {@link #orderBy}
   */
  @SafeVarargs
  public static <T> Query<T> orderedBy(Sort<T>... criteria) {
    Query<T> query = all();
    for (Sort<T> criterion : criteria) {
      query = query.orderBy(criterion);
    }
    return query;
  }

  /**
   * Adds criteria after the earlier criteria.
   *
   * @param <S> the aggregate type, inferred from the criteria if the query alone does not determine it: {@code
   *     Query.all().orderBy(NAME.asc())}
   * @throws IllegalArgumentException if a nullable attribute does not say where absent values go, or an attribute has no order
   *     that every database shares
   */
  @SafeVarargs
  public final <S extends T> Query<S> orderBy(Sort<S>... criteria) {
    // A condition and a sort only read what they are about, so those on a T hold for an S.
    @SuppressWarnings("unchecked")
    var narrowed = (Query<S>) this;
    var all = new ArrayList<>(narrowed.order);
    for (Sort<S> criterion : criteria) {
      criterion.attribute().requireSortable();
      if (criterion.attribute().isNullable() && criterion.nulls() == Sort.Nulls.UNSTATED) {
        throw new IllegalArgumentException(
            "The order by " + criterion.attribute()
                + " must say where absent values go: databases differ. Add nullsFirst() or nullsLast().");
      }
      all.add(criterion);
    }
    return new Query<>(narrowed.where, List.copyOf(all), limit, lock, unreadable);
  }

  /**
   * At most {@code count} aggregates. Replaces an earlier limit.
   *
   * @throws IllegalArgumentException if {@code count} is negative
   */
  public Query<T> limit(long count) {
    if (count < 0) {
      throw new IllegalArgumentException("A limit must not be negative, it is " + count + ".");
    }
    return new Query<>(where, order, OptionalLong.of(count), lock, unreadable);
  }

  /**
   * Locks the roots that the query finds until the unit of work ends. No other unit can change or lock these
   * roots. Use the lock for work that must not be done twice; the library finds lost updates without a lock.
   * The unit fails with a {@code ConflictException} if it cannot get a lock, or if it has read an older version
   * of a root that the query finds. A database may also lock rows that it passes while it looks, above all with a
   * limit. A change of such a row by another unit may then fail the unit with a conflict. Only lists lock. Pages, streams, projections and reads outside of a unit of
   * work refuse a query that locks.
   */
  public Query<T> forUpdate() {
    return new Query<>(where, order, limit, Lock.UPDATE, unreadable);
  }

  /**
   * As {@link #forUpdate}, but other units may hold the same lock. No unit can change the roots until the lock
   * ends. If both methods are called, the last call counts.
   */
  public Query<T> forShare() {
    return new Query<>(where, order, limit, Lock.SHARE, unreadable);
  }

  /**
   * Skips each aggregate that cannot be read, in place of failing, and hands its failure to the application. An aggregate is
   * skipped as a whole if one of its rows is unreadable. For lists, pages and streams; projections refuse it.
   *
   * <ul>
   *   <li>The unit of work goes on. It does not know a skipped aggregate: a later {@code get} of its id fails.
   *   <li>A skipped aggregate counts for the limit and for the size of a page. A page may therefore have fewer items than its
   *       size and still have a next page. All pages together show each readable aggregate once.
   *   <li>Lists and pages report when all rows are read, before the call returns. A stream reports while it is read. A row may be
   *       reported again: on the next page if the values of its order cannot be read, and in each try of the unit of work.
   * </ul>
   *
   * @param report is called with each failure, in the thread of the read; what it throws passes to the caller of the read
   */
  public Query<T> skipUnreadable(Consumer<? super UnreadableRowException> report) {
    return new Query<>(where, order, limit, lock, Objects.requireNonNull(report, "report"));
  }

  /** The function that unreadable rows are reported to; null if a read fails at them. */
  @Nullable
  Consumer<? super UnreadableRowException> unreadable() {
    return unreadable;
  }

  /** The lock on the roots that the query finds. */
  public Lock lock() {
    return lock;
  }

  /** The condition. */
  public Specification<T> where() {
    return where;
  }

  /** The criteria without the appended id, unmodifiable. */
  public List<Sort<T>> order() {
    return order;
  }

  /** The maximum number of aggregates, if limited. */
  public OptionalLong limit() {
    return limit;
  }
}
