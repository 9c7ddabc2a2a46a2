package org.bilayer.contracts.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bilayer.contracts.sample.Specimens.SPECIMENS;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.bilayer.Repository;
import org.bilayer.contracts.CatalogueEntry;
import org.bilayer.contracts.sample.Bank;
import org.bilayer.contracts.sample.Shop;
import org.bilayer.contracts.sample.Specimen;
import org.bilayer.contracts.sample.Specimens;
import org.bilayer.failure.InvalidValueException;
import org.bilayer.model.Codec;
import org.bilayer.model.Column;
import org.bilayer.query.Query;
import org.bilayer.query.Specification;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What every backend promises about conditions without sense: they are refused before any effect, and the unit goes on. */
public abstract class RefusedConditionContract extends SpecimenFixture {

  @SuppressWarnings("NullAway") // nulls where there must be none
  static Stream<Arguments> senseless() {
    Column<Specimen, Integer> number = Specimens.NUMBER.optional();
    Column<Specimen, Double> ratio = Specimens.RATIO.required();
    Column<Specimen, Specimen.Mood> mood = Specimens.MOOD.required();
    List<String> withNull = Arrays.asList("a", null);
    return Stream.of(
        condition("eq null", () -> number.eq((Integer) null), "Use isNull() or isNotNull()"),
        condition("ne null", () -> number.ne((Integer) null), "Use isNull() or isNotNull()"),
        condition("lt null", () -> number.lt((Integer) null), "Use isNull() or isNotNull()"),
        condition("between null", () -> number.between(1, null), "Use isNull() or isNotNull()"),
        condition("until null", () -> number.fromUntil(1, null), "Use isNull() or isNotNull()"),
        condition(
            "null in list",
            () -> Specimens.CODE.optional().in(withNull),
            "must not hold null [column=maybe_code]. Add .or(maybe_code.isNull())"),
        condition(
            "null in list of notIn",
            () -> Specimens.CODE.optional().notIn(withNull),
            "must not hold null"),
        condition(
            "enum less", () -> mood.lt(Specimen.Mood.CALM), "Cannot compare mood by <", "enum"),
        condition(
            "enum attributes less",
            () -> mood.ge(Specimens.MOOD.optional()),
            "Cannot compare mood by >="),
        condition("double equal", () -> ratio.eq(1.0), "Cannot compare ratio for equality"),
        condition("double different", () -> ratio.ne(1.0), "Cannot compare ratio for equality"),
        condition("double in", () -> ratio.in(List.of(1.0)), "Cannot compare ratio for equality"),
        condition(
            "double in nothing", () -> ratio.in(List.of()), "Cannot compare ratio for equality"),
        condition(
            "double attributes equal",
            () -> ratio.eq(Specimens.RATIO.optional()),
            "Cannot compare ratio for equality"),
        condition("search in integer", () -> number.contains("1"), "Cannot search in", "not text"),
        condition("search in enum", () -> mood.startsWith("C"), "Cannot search in mood"),
        condition(
            "search in bytes",
            () -> Specimens.BLOB.required().endsWith("x"),
            "Cannot search in blob"));
  }

  private static Arguments condition(
      String name, Supplier<Specification<Specimen>> condition, String... messageParts) {
    return Arguments.of(name, condition, List.of(messageParts));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("senseless")
  @CatalogueEntry(value = "2.2", answer = CatalogueEntry.Answer.REFUSED)
  @CatalogueEntry(value = "2.3", answer = CatalogueEntry.Answer.REFUSED)
  @CatalogueEntry(value = "5.4", answer = CatalogueEntry.Answer.REFUSED)
  @CatalogueEntry(value = "5.6", answer = CatalogueEntry.Answer.REFUSED)
  void condition_thatMakesNoSense_isRefusedWithTheWayOut(
      String name, Supplier<Specification<Specimen>> condition, List<String> messageParts) {
    data().run(work -> {
      Repository<Specimen, Integer> repository = work.repository(SPECIMENS);
      assertThat(thrown(IllegalArgumentException.class, () -> repository.find(condition.get())))
          .hasMessageContainingAll(messageParts.toArray(new String[0]));
      assertThat(repository.count(Specification.all()))
          .as("the unit of work goes on")
          .isEqualTo(SPECIMENS_DRAWN);
    });
  }

  @Test
  @CatalogueEntry(value = "4.10", answer = CatalogueEntry.Answer.REFUSED)
  @CatalogueEntry(value = "5.1", answer = CatalogueEntry.Answer.REFUSED)
  @CatalogueEntry(value = "6.4", answer = CatalogueEntry.Answer.REFUSED)
  void condition_valueThatTheColumnCannotHold_isRefused() {
    InvalidValueException refusal =
        thrown(InvalidValueException.class, () -> Specimens.CODE.required().eq("x".repeat(13)));

    assertThat(refusal)
        .hasMessageContainingAll("type=condition", "column=code", "at most 12 code points")
        .hasMessageNotContaining("xxx");
    thrown(
        InvalidValueException.class, () -> Specimens.PRICE.required().ge(new BigDecimal("0.001")));
    thrown(InvalidValueException.class, () -> Specimens.RATIO.required().lt(Double.NaN));
    thrown(
        InvalidValueException.class, () -> Specimens.RATIO.required().lt(Double.POSITIVE_INFINITY));
    thrown(InvalidValueException.class, () -> Specimens.MICRO.required().ge(Instant.MIN));
    thrown(InvalidValueException.class, () -> Specimens.MEETING.required().ge(LocalDateTime.MIN));
    thrown(InvalidValueException.class, () -> Specimens.DAY.required().ge(LocalDate.MAX));
    thrown(InvalidValueException.class, () -> Specimens.CODE.required().contains("\uD83D"));
  }

  @Test
  void find_attributeOfAnotherMapping_isRefusedAndTheUnitGoesOn() {
    Column<Specimen, String> sameName = Column.of("code", Codec.text(12), Specimen::code);
    data().run(work -> {
      Repository<Specimen, Integer> repository = work.repository(SPECIMENS);
      assertThat(thrown(IllegalArgumentException.class, () -> repository.find(sameName.eq("a"))))
          .hasMessageContaining("code is not a column of specimen");
      assertThat(thrown(
              IllegalArgumentException.class,
              () -> repository.find(Query.<Specimen>all().orderBy(sameName.asc()))))
          .hasMessageContaining("code is not a column of specimen");
      thrown(IllegalArgumentException.class, () -> repository.count(sameName.isNull()));
      thrown(IllegalArgumentException.class, () -> repository.exists(sameName.isNotNull()));
      assertThat(repository.find(Query.all())).hasSize(SPECIMENS_DRAWN);
    });
  }

  @Test
  void repository_mappingOfAnotherModel_isRefusedAndTheUnitGoesOn() {
    data().run(work -> {
      assertThat(thrown(IllegalArgumentException.class, () -> work.repository(Bank.ACCOUNTS)))
          .hasMessageContaining("is not in this model");
      thrown(IllegalArgumentException.class, () -> work.repository(Shop.ORDERS));
      assertThat(work.repository(SPECIMENS).count(Specification.all())).isEqualTo(SPECIMENS_DRAWN);
    });
  }
}
