package org.bilayer.docs.verify.mutants.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bilayer.docs.verify.mutants.engine.Lab.accounts;
import static org.bilayer.docs.verify.mutants.engine.Lab.store;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.bilayer.DataLayer;
import org.bilayer.Repository;
import org.bilayer.docs.verify.mutants.engine.Depot.Account;
import org.bilayer.query.AggregateFunction;
import org.bilayer.query.Expression;
import org.bilayer.query.Projection;
import org.bilayer.query.Query;
import org.bilayer.query.QueryInternals;
import org.bilayer.query.Specification;
import org.bilayer.query.Tuple;
import org.bilayer.store.Condition;
import org.bilayer.store.DelegatingSession;
import org.bilayer.store.Select;
import org.bilayer.store.StoreSession;
import org.bilayer.store.Summary;
import org.bilayer.value.Lock;
import org.bilayer.value.StoredType;
import org.jspecify.annotations.Nullable;

/** Totals, groups and projections. */
final class TotalMutants extends Mutations {

  static final Projection<Account, Long> COUNT =
      Projection.of(tuple -> tuple.get(AggregateFunction.count()), AggregateFunction.count());

  private static final Account ADA = Account.of("ada", 3, 10);
  private static final Account BOB = Account.of("bob", null, 20);
  private static final Account CAY = Account.of("cay", 4, 20);

  /** Changes what a store has computed. */
  @FunctionalInterface
  private interface Results {
    List<@Nullable Object[]> of(
        StoreSession session, Summary summary, List<@Nullable Object[]> rows);
  }

  @Override
  void plant() {
    values();
    groups();
    parts();
  }

  private static DataLayer three(Lab lab) {
    DataLayer data = lab.data();
    store(data, Depot.ACCOUNTS, ADA, BOB, CAY);
    return data;
  }

  /** The value of a total over all accounts, or null. */
  private static <V> @Nullable V total(DataLayer data, AggregateFunction<Account, V> function) {
    return data.<List<Optional<V>>>execute(work -> accounts(work)
            .select(
                Specification.all(),
                Projection.of((Tuple<Account> tuple) -> tuple.find(function), function)))
        .get(0)
        .orElse(null);
  }

  private static Plan results(Results wrong) {
    return Plan.session(session -> new DelegatingSession(session) {
      @Override
      public List<@Nullable Object[]> summarise(Summary summary) {
        return wrong.of(session, summary, super.summarise(summary));
      }
    });
  }

  /** Changes each value of one function. */
  private static Plan each(Summary.Function function, UnaryOperator<@Nullable Object> change) {
    return results((session, summary, rows) -> {
      for (@Nullable Object[] row : rows) {
        for (int i = 0; i < summary.aggregates().size(); i++) {
          int at = summary.groupBy().size() + i;
          if (summary.aggregates().get(i).function() == function) {
            row[at] = change.apply(row[at]);
          }
        }
      }
      return rows;
    });
  }

  private void values() {
    add(
        "T1",
        AggregateFunction.class,
        "Rows without a value in the attribute do not count",
        "an average divides by all rows",
        Plan.session(session -> new DelegatingSession(session) {
          @Override
          public List<@Nullable Object[]> summarise(Summary summary) {
            return super.summarise(countingAllRows(summary));
          }
        }),
        lab -> assertThat(total(three(lab), Depot.RATING.average())).isEqualByComparingTo("3.5"));
    add(
        "T2",
        AggregateFunction.class,
        "If no row has a value, a sum, least value",
        "the sum of nothing is zero",
        each(Summary.Function.SUM, sum -> sum == null ? BigDecimal.ZERO : sum),
        lab -> assertThat(total(lab.data(), Depot.BALANCE.sum())).isNull());
    add(
        "T3",
        AggregateFunction.class,
        "The exact sum.",
        "a sum goes through a double",
        each(
            Summary.Function.SUM,
            sum -> sum == null
                ? null
                : new BigDecimal(((BigDecimal) sum).doubleValue())
                    .setScale(((BigDecimal) sum).scale(), RoundingMode.HALF_EVEN)),
        lab -> {
          DataLayer data = lab.data();
          store(data, Depot.ACCOUNTS, Account.of("a", 1, (1L << 53) + 1));
          assertThat(total(data, Depot.BALANCE.sum()))
              .isEqualByComparingTo(new BigDecimal((1L << 53) + 1));
        });
    add(
        "T4",
        AggregateFunction.class,
        "rounded half even to six digits more than the attribute has",
        "an average has no more digits than the attribute",
        Plan.repository("select/Query", call -> {
          Projection<Object, Object> right = call.argument(1);
          return call.proceedWith(call.argument(0), rounded(right));
        }),
        lab -> assertThat(total(three(lab), Depot.RATING.average())).isEqualByComparingTo("3.5"));
    add(
        "T5",
        AggregateFunction.class,
        "The least value.",
        "the least text is the least in UTF-16",
        results((session, summary, rows) -> byUtf16(session, summary, rows, false)),
        lab -> assertThat(total(supplementary(lab), Depot.ACCOUNT_ID.min())).isEqualTo("\uffee"));
    add(
        "T6",
        AggregateFunction.class,
        "The greatest value.",
        "the greatest text is the greatest in UTF-16",
        results((session, summary, rows) -> byUtf16(session, summary, rows, true)),
        lab -> assertThat(total(supplementary(lab), Depot.ACCOUNT_ID.max()))
            .isEqualTo("\ud83d\ude00"));
    add(
        "T7",
        AggregateFunction.class,
        "The number of different values.",
        "different values are counted as often as they occur",
        Plan.session(session -> new DelegatingSession(session) {
          @Override
          public List<@Nullable Object[]> summarise(Summary summary) {
            return super.summarise(new Summary(
                summary.table(),
                summary.where(),
                summary.groupBy(),
                summary.aggregates().stream()
                    .map(one -> one.function() == Summary.Function.COUNT_DISTINCT
                        ? new Summary.Aggregate(Summary.Function.COUNT, one.column())
                        : one)
                    .toList()));
          }
        }),
        lab -> assertThat(total(three(lab), Depot.BALANCE.countDistinct())).isEqualTo(2));
    add(
        "T8",
        AggregateFunction.class,
        "The number of different values.",
        "no value is counted as one of the different ones",
        results((session, summary, rows) -> {
          for (int i = 0; i < summary.aggregates().size(); i++) {
            Summary.Aggregate one = summary.aggregates().get(i);
            if (one.function() == Summary.Function.COUNT_DISTINCT
                && summary.groupBy().isEmpty()
                && counted(session, summary, -1) > counted(session, summary, one.column())) {
              rows.get(0)[i] = (Long) Objects.requireNonNull(rows.get(0)[i]) + 1;
            }
          }
          return rows;
        }),
        lab -> assertThat(total(three(lab), Depot.RATING.countDistinct())).isEqualTo(2));
  }

  private static DataLayer supplementary(Lab lab) {
    DataLayer data = lab.data();
    store(data, Depot.ACCOUNTS, Account.of("\uffee", 1, 1), Account.of("\ud83d\ude00", 1, 1));
    return data;
  }

  private static long counted(StoreSession session, Summary summary, int column) {
    List<@Nullable Object[]> rows = session.summarise(new Summary(
        summary.table(),
        summary.where(),
        List.of(),
        List.of(new Summary.Aggregate(Summary.Function.COUNT, column))));
    return (Long) Objects.requireNonNull(rows.get(0)[0]);
  }

  /** A count beside a sum of the same column counts all rows. */
  private static Summary countingAllRows(Summary summary) {
    return new Summary(
        summary.table(),
        summary.where(),
        summary.groupBy(),
        summary.aggregates().stream()
            .map(one -> one.function() == Summary.Function.COUNT
                    && summary
                        .aggregates()
                        .contains(new Summary.Aggregate(Summary.Function.SUM, one.column()))
                ? new Summary.Aggregate(Summary.Function.COUNT, -1)
                : one)
            .toList());
  }

  private static List<@Nullable Object[]> byUtf16(
      StoreSession session, Summary summary, List<@Nullable Object[]> rows, boolean greatest) {
    if (!summary.groupBy().isEmpty()) {
      return rows;
    }
    for (int i = 0; i < summary.aggregates().size(); i++) {
      Summary.Aggregate one = summary.aggregates().get(i);
      if (one.function() == (greatest ? Summary.Function.MAX : Summary.Function.MIN)
          && summary.table().type(one.column()).kind() == StoredType.Kind.TEXT) {
        var texts = new ArrayList<String>();
        for (@Nullable
        Object[] row : session.select(new Select(
            summary.table(),
            summary.where(),
            List.of(),
            Long.MAX_VALUE,
            List.of(one.column()),
            Lock.NONE))) {
          if (row[0] != null) {
            texts.add((String) row[0]);
          }
        }
        texts.sort(null);
        rows.get(0)[i] = texts.isEmpty() ? null : texts.get(greatest ? texts.size() - 1 : 0);
      }
    }
    return rows;
  }

  /** Averages that were rounded too early. */
  private static Projection<Object, Object> rounded(Projection<Object, Object> right) {
    return projection(
        right,
        (expression, value) -> expression instanceof AggregateFunction<?, ?> function
                && QueryInternals.kind(function) == AggregateFunction.Kind.AVERAGE
                && value instanceof BigDecimal average
            ? average
                .setScale(Math.max(0, average.scale() - 6), RoundingMode.DOWN)
                .setScale(average.scale())
            : value);
  }

  private static Projection<Object, Object> projection(
      Projection<Object, Object> right,
      BiFunction<Expression<?, ?>, @Nullable Object, @Nullable Object> change) {
    @SuppressWarnings({"unchecked", "rawtypes"})
    Expression<Object, ?>[] expressions =
        QueryInternals.expressions(right).toArray(new Expression[0]);
    return Projection.of(
        tuple -> {
          @SuppressWarnings("unchecked")
          var wrong = (Tuple<Object>) Proxy.newProxyInstance(
              TotalMutants.class.getClassLoader(),
              new Class<?>[] {Tuple.class},
              (proxy, method, arguments) -> {
                if (method.isDefault()) {
                  return InvocationHandler.invokeDefault(proxy, method, arguments);
                }
                try {
                  return change.apply(
                      (Expression<?, ?>) arguments[0], method.invoke(tuple, arguments));
                } catch (InvocationTargetException e) {
                  throw e.getCause();
                }
              });
          return QueryInternals.construct(right, wrong);
        },
        expressions);
  }

  private void groups() {
    add(
        "T9",
        AggregateFunction.class,
        "A value computed over a group of rows.",
        "rows without a value are no group",
        results((session, summary, rows) -> {
          int groups = summary.groupBy().size();
          var some = new ArrayList<>(rows);
          some.removeIf(row -> {
            for (int i = 0; i < groups; i++) {
              if (row[i] == null) {
                return true;
              }
            }
            return false;
          });
          return some;
        }),
        lab -> three(lab)
            .run(work -> assertThat(accounts(work)
                    .select(
                        Specification.<Account>all(),
                        Projection.of(
                            (Tuple<Account> tuple) -> tuple.get(AggregateFunction.<Account>count()),
                            Depot.RATING,
                            AggregateFunction.<Account>count())))
                .hasSize(3)));
    add(
        "T10",
        Repository.class,
        "Returns parts of aggregates, or values computed over aggregates.",
        "totals are computed over all aggregates, whatever the condition",
        Plan.session(session -> new DelegatingSession(session) {
          @Override
          public List<@Nullable Object[]> summarise(Summary summary) {
            boolean sums = summary.aggregates().stream()
                .anyMatch(one -> one.function() == Summary.Function.SUM);
            return super.summarise(
                sums
                    ? new Summary(
                        summary.table(),
                        new Condition.Always(true),
                        summary.groupBy(),
                        summary.aggregates())
                    : summary);
          }
        }),
        lab -> three(lab)
            .run(work -> assertThat(accounts(work)
                    .select(
                        Depot.BALANCE.eq(20L),
                        Projection.of(
                            (Tuple<Account> tuple) ->
                                tuple.get(Depot.BALANCE.sum()).longValue(),
                            Depot.BALANCE.sum())))
                .containsExactly(40L)));
  }

  private void parts() {
    Projection<Account, Long> balances =
        Projection.of((Tuple<Account> tuple) -> tuple.get(Depot.BALANCE), Depot.BALANCE);
    add(
        "T11",
        Repository.class,
        "Returns parts of aggregates, or values computed over aggregates.",
        "equal parts are returned once",
        Plan.repository(
            "select/Query", call -> List.copyOf(new LinkedHashSet<>((List<?>) call.proceed()))),
        lab -> three(lab)
            .run(work ->
                assertThat(accounts(work).select(Specification.all(), balances)).hasSize(3)));
    add(
        "T12",
        Repository.class,
        "Returns parts of aggregates, or values computed over aggregates.",
        "parts come without a limit",
        Plan.repository("select/Query", call -> {
          Query<Object> query = call.argument(0);
          if (query.limit().isEmpty()) {
            return call.proceed();
          }
          return call.proceedWith(query.limit(Long.MAX_VALUE), call.argument(1));
        }),
        lab -> three(lab)
            .run(work -> assertThat(
                    accounts(work).select(Query.orderedBy(Depot.BALANCE.asc()).limit(1), balances))
                .containsExactly(10L)));
  }
}
