package org.bilayer.contracts.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bilayer.contracts.sample.Specimens.SPECIMENS;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bilayer.Repository;
import org.bilayer.UnitOfWork;
import org.bilayer.contracts.CatalogueEntry;
import org.bilayer.contracts.Contract;
import org.bilayer.contracts.sample.Population;
import org.bilayer.contracts.sample.Specimen;
import org.bilayer.contracts.sample.Specimens;
import org.bilayer.contracts.sample.Specimens.Pair;
import org.bilayer.contracts.sample.TypeFacts;
import org.bilayer.model.Column;
import org.bilayer.model.Model;
import org.bilayer.query.Query;
import org.bilayer.query.Specification;
import org.bilayer.store.Operator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What every backend promises about conditions: the same rows for the same condition, decided by SQL's three-valued logic
 * and the order of values that the types promise. Checked on specimens drawn at random, against an evaluation over the
 * domain objects that shares no code with the library.
 */
public abstract class ConditionContract extends Contract {

  private static final int SPECIMENS_DRAWN = 60;
  private static final int VALUES_TRIED = 12;

  private List<Specimen> stored = List.of();

  @Override
  protected final Model model() {
    return Specimens.MODEL;
  }

  @BeforeEach
  void storeSpecimens() {
    stored = Population.of(SPECIMENS_DRAWN, random());
    data().run(work -> work.repository(SPECIMENS).addAll(stored));
  }

  private void assertAll(Collection<Claim<Specimen>> claims) {
    data().run(work -> {
      for (Claim<Specimen> claim : claims) {
        assertSelected(work, claim);
      }
    });
  }

  private void assertSelected(UnitOfWork work, Claim<Specimen> claim) {
    List<Integer> expected =
        stored.stream().filter(claim::selects).map(Specimen::id).toList();
    Repository<Specimen, Integer> repository = work.repository(SPECIMENS);

    List<Integer> found =
        repository.find(claim.condition()).stream().map(Specimen::id).sorted().toList();

    assertThat(found).as("ids of specimens with %s", claim).isEqualTo(expected);
    assertThat(repository.count(claim.condition()))
        .as("count of %s", claim)
        .isEqualTo(expected.size());
    assertThat(repository.exists(claim.condition()))
        .as("existence of %s", claim)
        .isEqualTo(!expected.isEmpty());
  }

  private <V> List<V> someValues(TypeFacts<V> type) {
    var values = new ArrayList<>(type.values());
    Collections.shuffle(values, random());
    return values.subList(0, Math.min(VALUES_TRIED, values.size()));
  }

  // --- every type against values ---

  static List<TypeFacts<?>> types() {
    return TypeFacts.ALL;
  }

  static Stream<TypeFacts<?>> typesWithEquality() {
    return TypeFacts.ALL.stream().filter(TypeFacts::hasEquality);
  }

  static Stream<TypeFacts<?>> typesWithOrder() {
    return TypeFacts.ALL.stream().filter(TypeFacts::hasOrder);
  }

  @ParameterizedTest
  @MethodSource("types")
  @CatalogueEntry("2.7")
  @CatalogueEntry("4.4")
  @CatalogueEntry("5.1")
  @CatalogueEntry("5.5")
  @CatalogueEntry("5.6")
  @CatalogueEntry("5.7")
  @CatalogueEntry("5.8")
  @CatalogueEntry("6.7")
  <V> void find_comparedWithValue_selectsByTheOrderOfTheType(TypeFacts<V> type) {
    var claims = new ArrayList<Claim<Specimen>>();
    for (Claims<V> attribute : Claims.of(type)) {
      for (V value : someValues(type)) {
        claims.addAll(attribute.with(value));
      }
    }
    assertAll(claims);
  }

  @ParameterizedTest
  @MethodSource("types")
  @CatalogueEntry("2.2")
  <V> void find_negatedComparison_leavesOutRowsWithoutValue(TypeFacts<V> type) {
    var claims = new ArrayList<Claim<Specimen>>();
    for (V value : someValues(type).subList(0, 2)) {
      Claims.of(type.pair().optional(), type).with(value).forEach(claim -> claims.add(claim.not()));
    }
    assertAll(claims);
  }

  @ParameterizedTest
  @MethodSource("types")
  @CatalogueEntry("2.2")
  <V> void find_isNull_selectsRowsWithoutValue(TypeFacts<V> type) {
    for (Claims<V> attribute : Claims.of(type)) {
      assertAll(List.of(
          attribute.isNull(),
          attribute.isNotNull(),
          attribute.isNull().not(),
          attribute.isNotNull().not()));
    }
  }

  @ParameterizedTest
  @MethodSource("typesWithOrder")
  <V> void find_between_includesBothEnds(TypeFacts<V> type) {
    var claims = new ArrayList<Claim<Specimen>>();
    for (Claims<V> attribute : Claims.of(type)) {
      for (int i = 0; i < VALUES_TRIED; i++) {
        V from = Population.one(type.values(), random());
        claims.add(attribute.between(from, from));
        claims.add(attribute.between(from, Population.one(type.values(), random())));
      }
    }
    assertAll(claims);
  }

  @ParameterizedTest
  @MethodSource("typesWithOrder")
  @CatalogueEntry("5.4")
  @CatalogueEntry("6.2")
  <V> void find_fromUntil_includesTheBeginningAndExcludesTheEnd(TypeFacts<V> type) {
    var claims = new ArrayList<Claim<Specimen>>();
    for (Claims<V> attribute : Claims.of(type)) {
      for (int i = 0; i < VALUES_TRIED; i++) {
        claims.add(attribute.fromUntil(
            Population.one(type.values(), random()), Population.one(type.values(), random())));
      }
    }
    assertAll(claims);
  }

  @ParameterizedTest
  @MethodSource("typesWithEquality")
  @CatalogueEntry("2.3")
  <V> void find_inValues_selectsRowsWithOneOfThem(TypeFacts<V> type) {
    List<V> some = someValues(type);
    List<V> repeated = List.of(some.get(0), some.get(1), some.get(0));
    for (Claims<V> attribute : Claims.of(type)) {
      assertAll(List.of(
          attribute.in(some),
          attribute.notIn(some),
          attribute.in(some).not(),
          attribute.notIn(some).not(),
          attribute.in(repeated),
          attribute.notIn(repeated),
          attribute.in(some.subList(0, 1)),
          attribute.notIn(some.subList(0, 1)),
          attribute.in(type.values()),
          attribute.notIn(type.values())));
    }
  }

  @ParameterizedTest
  @MethodSource("typesWithEquality")
  @CatalogueEntry("2.4")
  <V> void find_inNoValues_selectsNothing(TypeFacts<V> type) {
    for (Claims<V> attribute : Claims.of(type)) {
      assertAll(List.of(
          attribute.in(List.of()),
          attribute.notIn(List.of()),
          attribute.in(List.of()).not(),
          attribute.in(List.of()).or(attribute.isNull()),
          attribute.notIn(List.of()).and(attribute.isNotNull())));
    }
  }

  @ParameterizedTest
  @MethodSource("types")
  @CatalogueEntry("2.2")
  <V> void find_comparedWithOtherAttribute_selectsByTheOrderOfTheType(TypeFacts<V> type) {
    var claims = new ArrayList<Claim<Specimen>>();
    for (Operator operator : Operator.values()) {
      boolean equality = operator == Operator.EQ || operator == Operator.NE;
      if (equality ? type.hasEquality() : type.hasOrder()) {
        Claims<V> attribute = Claims.of(type.pair().required(), type);
        claims.add(attribute.compared(operator, type.pair().optional()));
        claims.add(attribute.compared(operator, type.pair().optional()).not());
        claims.add(attribute.compared(operator, type.pair().required()));
        Claims<V> absentToo = Claims.of(type.pair().optional(), type);
        claims.add(absentToo.compared(operator, type.pair().optional()));
        claims.add(absentToo.compared(operator, type.pair().optional()).not());
      }
    }
    assertAll(claims);
  }

  @Test
  void find_comparedWithAttributeOfOtherSize_comparesTheValues() {
    var claims = new ArrayList<Claim<Specimen>>();
    for (Operator operator : Operator.values()) {
      claims.add(Claims.of(Specimens.PRICE.required(), TypeFacts.PRICE)
          .compared(operator, Specimens.EXACT.required(), BigDecimal::compareTo));
      claims.add(Claims.of(Specimens.CODE.required(), TypeFacts.CODE)
          .compared(operator, Specimens.STORY.optional()));
      claims.add(Claims.of(Specimens.SECOND.required(), TypeFacts.SECOND)
          .compared(operator, Specimens.MICRO.optional()));
    }
    assertAll(claims);
  }

  // --- combinations ---

  @Test
  void find_conditionsCombinedAtRandom_followThreeValuedLogic() {
    var claims = new ArrayList<Claim<Specimen>>();
    for (int i = 0; i < 150; i++) {
      claims.add(drawn(4));
    }
    assertAll(claims);
  }

  private Claim<Specimen> drawn(int depth) {
    Random random = random();
    if (depth == 0 || random.nextInt(4) == 0) {
      return leaf(Population.one(TypeFacts.ALL, random));
    }
    return switch (random.nextInt(3)) {
      case 0 -> drawn(depth - 1).and(drawn(depth - 1));
      case 1 -> drawn(depth - 1).or(drawn(depth - 1));
      default -> drawn(depth - 1).not();
    };
  }

  private <V> Claim<Specimen> leaf(TypeFacts<V> type) {
    return Population.one(Claims.of(type), random()).drawn(random());
  }

  @Test
  @CatalogueEntry("2.2")
  void find_notOverUnknown_staysUnknown() {
    Claims<Integer> number = Claims.of(Specimens.NUMBER.optional(), TypeFacts.NUMBER);
    Claim<Specimen> unknownWhereAbsent = number.eq(0);
    assertAll(List.of(
        unknownWhereAbsent.not().not(),
        unknownWhereAbsent.and(unknownWhereAbsent.not()).not(),
        unknownWhereAbsent.or(unknownWhereAbsent.not()),
        number.isNull().or(unknownWhereAbsent.not()),
        number.isNull().and(unknownWhereAbsent).not()));
  }

  @Test
  void find_allAndNone_selectEverythingAndNothing() {
    Claim<Specimen> all = new Claim<>("all", Specification.all(), specimen -> ExpectedTruth.TRUE);
    Claim<Specimen> none =
        new Claim<>("none", Specification.none(), specimen -> ExpectedTruth.FALSE);
    Claim<Specimen> some =
        Claims.of(Specimens.NUMBER.optional(), TypeFacts.NUMBER).gt(0);
    assertAll(List.of(
        all,
        none,
        all.not(),
        none.not(),
        all.and(some),
        all.or(some),
        none.and(some),
        none.or(some),
        some.and(all),
        some.or(none),
        new Claim<>(
            "all of nothing", Specification.allOf(List.of()), specimen -> ExpectedTruth.TRUE),
        new Claim<>(
            "any of nothing", Specification.anyOf(List.of()), specimen -> ExpectedTruth.FALSE)));
  }

  // --- lists that are longer than a statement can take ---

  @Test
  @CatalogueEntry("9.3")
  void find_inMoreValuesThanAStatementHasParameters_selectsTheSame() {
    List<Integer> many = IntStream.range(1, 70_000).boxed().toList();
    Specification<Specimen> among = Specimens.ID.in(many);
    data().run(work -> {
      Repository<Specimen, Integer> repository = work.repository(SPECIMENS);
      assertThat(repository.count(among)).isEqualTo(SPECIMENS_DRAWN - 1);
      assertThat(repository.find(among.not())).extracting(Specimen::id).containsExactly(0);
      assertThat(repository.count(Specimens.ID.notIn(many))).isEqualTo(1);
      assertThat(repository.find(Query.where(among).orderBy(Specimens.ID.desc())))
          .extracting(Specimen::id)
          .hasSize(SPECIMENS_DRAWN - 1)
          .isSortedAccordingTo(Collections.reverseOrder());
      assertThat(repository.where(among).remove()).isEqualTo(SPECIMENS_DRAWN - 1);
    });
  }

  @Test
  @CatalogueEntry("9.1")
  @CatalogueEntry("9.3")
  void findAll_moreIdsThanAStatementHasParameters_findsThoseThatExistInTheirOrder() {
    List<Integer> many =
        new ArrayList<>(IntStream.range(-70_000, SPECIMENS_DRAWN).boxed().toList());
    Collections.reverse(many);
    data()
        .run(work -> assertThat(work.repository(SPECIMENS).findAllById(many))
            .extracting(Specimen::id)
            .isSortedAccordingTo(Collections.reverseOrder())
            .hasSize(SPECIMENS_DRAWN));
  }

  // --- search in text ---

  @Test
  @CatalogueEntry("2.2")
  @CatalogueEntry("4.13")
  void find_searchInText_takesEveryCharacterForItself() {
    List<String> searched = List.of(
        "",
        "a",
        "A",
        "b",
        "%",
        "_",
        "\\",
        "\\%",
        "a%",
        "a_",
        "_b",
        "*",
        "?",
        "[",
        "^",
        " ",
        "a ",
        "''",
        "\t",
        "\n",
        "\u00E9",
        "e",
        "\u0301",
        "\u00DF",
        "ss",
        "\u0130",
        "i",
        TypeFacts.GRINNING,
        "\u0001",
        "x".repeat(12),
        "x".repeat(13),
        "#{x}",
        "$");
    var claims = new ArrayList<Claim<Specimen>>();
    for (Pair<String> pair : List.of(Specimens.CODE, Specimens.STORY)) {
      for (Column<Specimen, String> column : List.of(pair.required(), pair.optional())) {
        searched.forEach(text -> claims.addAll(Claims.searches(column, text)));
      }
    }
    assertAll(claims);
    assertAll(claims.stream().map(Claim::not).toList());
  }

  // --- values in conditions are brought into form like stored ones ---

  @Test
  @CatalogueEntry("5.1")
  @CatalogueEntry("6.3")
  void find_byTheValueThatWasGivenBeforeItWasCut_findsIt() {
    LocalTime given = LocalTime.of(23, 59, 59, 999_999_999);
    Instant instant = Instant.parse("1969-12-31T23:59:59.9999999Z");
    Specimen specimen = Specimens.plain(1_000);
    specimen = Specimens.with(specimen, Specimens.CLOCK.required(), given);
    LocalDateTime meeting = LocalDateTime.of(2024, 5, 6, 7, 8, 9, 123_456_789);
    specimen = Specimens.with(specimen, Specimens.MILLI.required(), instant);
    specimen = Specimens.with(specimen, Specimens.MICRO.required(), instant);
    specimen = Specimens.with(specimen, Specimens.MEETING.required(), meeting);
    specimen = Specimens.with(specimen, Specimens.PRICE.required(), new BigDecimal("4.5"));
    stored(SPECIMENS, specimen);

    Specification<Specimen> asGiven = Specimens.CLOCK
        .required()
        .eq(given)
        .and(Specimens.MILLI.required().in(List.of(instant)))
        .and(Specimens.MILLI.required().ge(instant))
        .and(Specimens.MICRO.required().eq(instant))
        .and(Specimens.MEETING.required().eq(meeting))
        .and(Specimens.PRICE.required().eq(new BigDecimal("4.500")))
        .and(Specimens.PRICE.required().in(List.of(new BigDecimal("45E-1"))))
        .and(Specimens.PRICE.required().ge(new BigDecimal("4.5")))
        .and(Specimens.PRICE.required().le(new BigDecimal("4.500")));

    Specification<Specimen> otherwise = Specimens.ID
        .eq(1_000)
        .and(
            Specimens.MILLI.required().ne(instant).or(Specimens.MILLI.required().lt(instant)));

    data().run(work -> {
      assertThat(work.repository(SPECIMENS).find(asGiven))
          .extracting(Specimen::id)
          .containsExactly(1_000);
      assertThat(work.repository(SPECIMENS).exists(otherwise)).isFalse();
    });
  }

  @Test
  @CatalogueEntry("6.2")
  void find_fromUntilOfADay_includesEveryTimeOfIt() {
    LocalDate day = LocalDate.of(2024, 5, 6);
    List<LocalDateTime> times = List.of(
        day.atStartOfDay(), day.atTime(23, 59, 59, 999_999_999), day.plusDays(1).atStartOfDay());
    for (int i = 0; i < times.size(); i++) {
      stored(
          SPECIMENS,
          Specimens.with(Specimens.plain(1_000 + i), Specimens.MEETING.required(), times.get(i)));
    }

    Specification<Specimen> ofTheDay = Specimens.ID
        .ge(1_000)
        .and(Specimens.MEETING.required().fromUntil(times.get(0), times.get(2)));

    data().run(work -> assertThat(work.repository(SPECIMENS).count(ofTheDay)).isEqualTo(2));
  }

  @Test
  @CatalogueEntry("4.1")
  @CatalogueEntry("4.2")
  @CatalogueEntry("4.5")
  @CatalogueEntry("4.11")
  void find_byTextThatDiffersInCaseBlankOrAccent_findsNothing() {
    Specimen specimen =
        Specimens.with(Specimens.plain(1_000), Specimens.CODE.required(), "Caf\u00E9 \u00C9");
    stored(SPECIMENS, specimen);
    Column<Specimen, String> code = Specimens.CODE.required();
    data().run(work -> {
      Repository<Specimen, Integer> repository = work.repository(SPECIMENS);
      assertThat(repository.exists(code.eq("Caf\u00E9 \u00C9"))).isTrue();
      for (String other : List.of(
          "caf\u00E9 \u00C9",
          "Caf\u00E9 \u00C9 ",
          "Cafe E",
          "Cafe\u0301 \u00C9",
          "CAF\u00C9 \u00C9")) {
        assertThat(repository.exists(code.eq(other))).as(other).isFalse();
        assertThat(repository.exists(code.in(List.of(other, other + "!"))))
            .as(other)
            .isFalse();
      }
    });
  }

  @Test
  @CatalogueEntry("1.2")
  void find_anyCondition_returnsAnUnmodifiableList() {
    data().run(work -> {
      List<Specimen> found = work.repository(SPECIMENS).find(Query.all());
      thrown(UnsupportedOperationException.class, () -> found.remove(0));
      assertThat(found).allMatch(Objects::nonNull);
    });
  }
}
