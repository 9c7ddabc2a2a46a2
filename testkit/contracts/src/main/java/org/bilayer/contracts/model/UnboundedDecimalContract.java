package org.bilayer.contracts.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bilayer.contracts.sample.Rate.FACTOR;
import static org.bilayer.contracts.sample.Rate.ID;
import static org.bilayer.contracts.sample.Rate.RATES;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.bilayer.contracts.Contract;
import org.bilayer.contracts.sample.Rate;
import org.bilayer.failure.InvalidValueException;
import org.bilayer.failure.UniqueViolationException;
import org.bilayer.model.Model;
import org.bilayer.query.AggregateFunction;
import org.bilayer.query.Page;
import org.bilayer.query.Projection;
import org.bilayer.query.Query;
import org.bilayer.query.Specification;
import org.junit.jupiter.api.Test;

/** What backends with such a type promise about decimals without a precision: they are exact, whatever their scale. */
public abstract class UnboundedDecimalContract extends Contract {

  private static final BigDecimal GREATEST =
      new BigDecimal("9".repeat(1_000) + "." + "9".repeat(1_000));

  /** As they come back, in order. */
  private static final List<BigDecimal> VALUES = List.of(
      GREATEST.negate(),
      new BigDecimal("-1.5"),
      new BigDecimal("-1E-1000").setScale(1_000),
      BigDecimal.ZERO,
      new BigDecimal("0." + "0".repeat(999) + "1"),
      new BigDecimal("0.1"),
      new BigDecimal("0.1000000000000000000000000000000000000000000000000001"),
      new BigDecimal("100"),
      new BigDecimal("123456789012345678901234567890123456789012345678901234567890"),
      GREATEST);

  @Override
  protected final Model model() {
    return Rate.MODEL;
  }

  private void store() {
    var rates = new ArrayList<Rate>();
    for (BigDecimal value : VALUES) {
      rates.add(new Rate(rates.size(), value));
    }
    data().run(work -> work.repository(RATES).addAll(rates));
  }

  private List<BigDecimal> found(Specification<Rate> where) {
    return data()
        .execute(work -> work.repository(RATES).find(Query.where(where)).stream()
            .map(Rate::factor)
            .sorted(Comparator.naturalOrder())
            .toList());
  }

  private <V> V total(AggregateFunction<Rate, V> total) {
    return data()
        .execute(work ->
            work.repository(RATES).select(Query.all(), Projection.of(row -> row.get(total), total)))
        .get(0);
  }

  @Test
  void add_valuesOfAnyScale_comeBackExactly() {
    store();
    for (int i = 0; i < VALUES.size(); i++) {
      assertThat(read(RATES, i).factor()).isEqualTo(VALUES.get(i));
    }
  }

  @Test
  void add_superfluousZeros_areNoPartOfTheValue() {
    stored(RATES, new Rate(1, new BigDecimal("1.500")), new Rate(2, new BigDecimal("1E+2")));
    assertThat(read(RATES, 1).factor()).isEqualTo(new BigDecimal("1.5"));
    assertThat(read(RATES, 2).factor()).isEqualTo(new BigDecimal("100"));
    assertThat(found(FACTOR.eq(new BigDecimal("1.50")))).hasSize(1);
    refused(
        UniqueViolationException.class,
        work -> work.repository(RATES).add(new Rate(3, new BigDecimal("100.0"))));
    data()
        .run(work -> work.repository(RATES).change(1, old -> new Rate(1, new BigDecimal("1.50"))));
    assertThat(versionOf(RATES, 1)).isEqualTo(1);
  }

  @Test
  void conditionsAndPages_ofAnyScale_compareByValue() {
    store();
    for (BigDecimal value : VALUES) {
      assertThat(found(FACTOR.eq(value))).containsExactly(value);
      assertThat(found(FACTOR.in(List.of(value, new BigDecimal("7"))))).containsExactly(value);
      assertThat(found(FACTOR.le(value)))
          .isEqualTo(
              VALUES.stream().filter(other -> other.compareTo(value) <= 0).toList());
    }
    List<BigDecimal> seen = data().execute(work -> {
      var all = new ArrayList<BigDecimal>();
      Query<Rate> query = Query.orderedBy(FACTOR.asc());
      Page<Rate> page = work.repository(RATES).page(query, 3);
      while (true) {
        page.items().forEach(rate -> all.add(rate.factor()));
        if (page.next().isEmpty()) {
          return all;
        }
        page = work.repository(RATES).page(query, 3, page.next().get());
      }
    });
    assertThat(seen).isEqualTo(VALUES);
  }

  @Test
  void totals_ofAnyScale_areExact() {
    store();
    assertThat(total(FACTOR.sum()))
        .isEqualTo(VALUES.stream().reduce(BigDecimal.ZERO, BigDecimal::add).stripTrailingZeros());
    assertThat(total(FACTOR.min())).isEqualTo(GREATEST.negate());
    assertThat(total(FACTOR.max())).isEqualTo(GREATEST);
    assertThat(total(FACTOR.countDistinct())).isEqualTo(VALUES.size());
    assertThat(thrown(IllegalArgumentException.class, FACTOR::average))
        .hasMessageContainingAll("factor", "without a precision");
  }

  @Test
  void increase_byAnotherScale_isExact() {
    stored(RATES, new Rate(1, new BigDecimal("0.75")));
    data()
        .run(work -> work.repository(RATES)
            .where(Specification.all())
            .increase(FACTOR, new BigDecimal("0.250000000000000000000000000000000000000000001"))
            .update());
    assertThat(read(RATES, 1).factor())
        .isEqualTo(new BigDecimal("1.000000000000000000000000000000000000000000001"));
    data()
        .run(work -> work.repository(RATES)
            .where(Specification.all())
            .increase(FACTOR, new BigDecimal("-0.000000000000000000000000000000000000000000001"))
            .update());
    assertThat(read(RATES, 1).factor()).isEqualTo(BigDecimal.ONE);
  }

  @Test
  void increase_beyondTheDigits_refusedAndNothingChanges() {
    stored(RATES, new Rate(1, GREATEST), new Rate(2, GREATEST.negate()));
    for (int id = 1; id <= 2; id++) {
      Specification<Rate> one = ID.eq(id);
      BigDecimal more = id == 1 ? BigDecimal.ONE : BigDecimal.ONE.negate();
      BigDecimal same = id == 1 ? GREATEST : GREATEST.negate();
      refused(
          InvalidValueException.class,
          work -> work.repository(RATES).where(one).increase(FACTOR, more).update());
      refused(
          InvalidValueException.class,
          work -> work.repository(RATES).where(one).increase(FACTOR, same).update());
    }
  }

  @Test
  void add_moreDigitsThanAllHold_refused() {
    refused(
        InvalidValueException.class,
        work -> work.repository(RATES).add(new Rate(1, new BigDecimal("1E+1000"))));
    refused(
        InvalidValueException.class,
        work -> work.repository(RATES).add(new Rate(1, new BigDecimal("1E-1001"))));
  }
}
