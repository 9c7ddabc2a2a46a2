package org.bilayer.contracts.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bilayer.contracts.sample.Archive.DOCUMENTS;
import static org.bilayer.contracts.sample.Specimens.SPECIMENS;
import static org.bilayer.contracts.sample.TypeFacts.GRINNING;
import static org.bilayer.contracts.sample.TypeFacts.every;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TimeZone;
import java.util.stream.Stream;
import org.bilayer.DataLayer;
import org.bilayer.LayerOptions;
import org.bilayer.UnitOfWork;
import org.bilayer.UnitOptions;
import org.bilayer.contracts.CatalogueEntry;
import org.bilayer.contracts.Contract;
import org.bilayer.contracts.sample.Archive;
import org.bilayer.contracts.sample.Document;
import org.bilayer.contracts.sample.Population;
import org.bilayer.contracts.sample.Specimen;
import org.bilayer.contracts.sample.Specimens;
import org.bilayer.contracts.sample.Specimens.Pair;
import org.bilayer.contracts.sample.TypeFacts;
import org.bilayer.failure.InvalidValueException;
import org.bilayer.failure.NotNullViolationException;
import org.bilayer.model.Column;
import org.bilayer.model.Model;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every backend promises about values: what was stored comes back the same, cut where the type says so, whatever the
 * time zone; what would not come back the same is refused before it reaches the store.
 */
public abstract class RoundTripContract extends Contract {

  private static final Model MODEL = Model.of(SPECIMENS, DOCUMENTS);

  private final TimeZone zone = TimeZone.getDefault();

  @Override
  protected final Model model() {
    return MODEL;
  }

  @AfterEach
  void restoreTimeZone() {
    TimeZone.setDefault(zone);
  }

  static List<TypeFacts<?>> types() {
    return TypeFacts.ALL;
  }

  // --- values that come back as they went in ---

  @ParameterizedTest
  @MethodSource("types")
  @CatalogueEntry("2.7")
  @CatalogueEntry("3.10")
  @CatalogueEntry("4.7")
  @CatalogueEntry("4.8")
  @CatalogueEntry("5.2")
  @CatalogueEntry("5.4")
  @CatalogueEntry("5.5")
  @CatalogueEntry("5.6")
  @CatalogueEntry("5.7")
  @CatalogueEntry("6.4")
  @CatalogueEntry("6.7")
  <V> void add_valuesAtTheEdges_comeBackTheSame(TypeFacts<V> type) {
    assertComesBack(withEach(type.pair(), type.values()));
  }

  @ParameterizedTest
  @MethodSource("types")
  <V> void update_fromEachEdgeToTheNext_comesBackTheSame(TypeFacts<V> type) {
    List<Specimen> specimens = withEach(type.pair(), type.values());
    stored(SPECIMENS, Specimens.plain(0));

    for (Specimen specimen : specimens) {
      Specimen next = Specimens.with(specimen, Specimens.ID, 0);
      data().run(work -> {
        var repository = work.repository(SPECIMENS);
        repository.get(0);
        repository.update(next);
      });
      assertThat(Specimens.differences(next, read(SPECIMENS, 0))).as("%s", next).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("types")
  <V> void update_fromNothingToValueAndBack_comesBackTheSame(TypeFacts<V> type) {
    Specimen nothing = Specimens.plain(0);
    Specimen something =
        Specimens.with(nothing, type.pair().optional(), type.values().get(0));
    stored(SPECIMENS, nothing);

    for (Specimen next : List.of(something, nothing)) {
      data().run(work -> {
        var repository = work.repository(SPECIMENS);
        repository.get(0);
        repository.update(next);
      });
      assertThat(Specimens.differences(next, read(SPECIMENS, 0))).isEmpty();
    }
  }

  @Test
  @CatalogueEntry("7.4")
  void add_nothingOptional_comesBackWithoutIt() {
    Specimen plain = Specimens.plain(1);
    stored(SPECIMENS, plain);

    Specimen found = read(SPECIMENS, 1);

    assertThat(Specimens.differences(plain, found)).isEmpty();
    for (Pair<?> pair : Specimens.PAIRS) {
      assertThat(pair.optional().valueOf(found)).as(pair.toString()).isNull();
    }
  }

  @Test
  @CatalogueEntry("7.4")
  void add_everyAttributeDrawnAtRandom_comesBackTheSame() {
    var specimens = new ArrayList<Specimen>();
    for (int id = 0; id < 100; id++) {
      specimens.add(Population.specimen(id, random()));
    }
    assertComesBack(specimens);
  }

  @Test
  void add_largestColumnsThereAre_comeBackTheSame() {
    Document document = new Document(
        "largest", GRINNING.repeat(Archive.TEXT_LENGTH_MAX), every(Archive.SCAN_LENGTH_MAX));
    stored(DOCUMENTS, document);

    Document found = read(DOCUMENTS, "largest");

    assertThat(found.text()).isEqualTo(document.text());
    assertThat(found.scan()).isEqualTo(document.scan());
  }

  private static <V> List<Specimen> withEach(Pair<V> pair, List<V> values) {
    var specimens = new ArrayList<Specimen>();
    for (V value : values) {
      Specimen plain = Specimens.plain(specimens.size());
      specimens.add(
          Specimens.with(Specimens.with(plain, pair.required(), value), pair.optional(), value));
    }
    return specimens;
  }

  private void assertComesBack(List<Specimen> specimens) {
    data().run(work -> work.repository(SPECIMENS).addAll(specimens));
    data().run(work -> {
      var repository = work.repository(SPECIMENS);
      for (Specimen specimen : specimens) {
        Specimen found = repository.get(specimen.id());
        assertThat(Specimens.differences(specimen, found))
            .as("attributes of %s that came back different", specimen)
            .isEmpty();
      }
    });
  }

  // --- values that are brought into form ---

  static Stream<Arguments> normalised() {
    return Stream.of(
        Arguments.of(Specimens.PRICE, new BigDecimal("1"), new BigDecimal("1.00")),
        Arguments.of(Specimens.PRICE, new BigDecimal("1E+3"), new BigDecimal("1000.00")),
        Arguments.of(Specimens.PRICE, new BigDecimal("1.500"), new BigDecimal("1.50")),
        Arguments.of(Specimens.PRICE, new BigDecimal("0E-20"), new BigDecimal("0.00")),
        Arguments.of(Specimens.EXACT, BigDecimal.TEN, new BigDecimal("10.0000000000")),
        Arguments.of(Specimens.RATIO, -0.0, 0.0),
        Arguments.of(
            Specimens.SECOND,
            Instant.parse("1999-12-31T23:59:59.999999999Z"),
            Instant.parse("1999-12-31T23:59:59Z")),
        Arguments.of(
            Specimens.SECOND,
            Instant.parse("1969-12-31T23:59:59.5Z"),
            Instant.parse("1969-12-31T23:59:59Z")),
        Arguments.of(
            Specimens.MILLI,
            Instant.parse("2021-01-01T00:00:00.0019Z"),
            Instant.parse("2021-01-01T00:00:00.001Z")),
        Arguments.of(
            Specimens.MICRO,
            Instant.parse("9999-12-31T23:59:59.999999999Z"),
            Instant.parse("9999-12-31T23:59:59.999999Z")),
        Arguments.of(
            Specimens.MICRO,
            Instant.parse("1969-12-31T23:59:59.999999999Z"),
            Instant.parse("1969-12-31T23:59:59.999999Z")),
        Arguments.of(
            Specimens.MEETING,
            LocalDateTime.parse("9999-12-31T23:59:59.999999999"),
            LocalDateTime.parse("9999-12-31T23:59:59.999999")),
        Arguments.of(
            Specimens.CLOCK,
            LocalTime.of(23, 59, 59, 999_999_999),
            LocalTime.of(23, 59, 59, 999_999_000)));
  }

  @ParameterizedTest
  @MethodSource("normalised")
  @CatalogueEntry("5.1")
  @CatalogueEntry("5.4")
  @CatalogueEntry("6.1")
  @CatalogueEntry("6.2")
  <V> void add_valueFinerThanItsType_comesBackCutAndNeverRounded(
      Pair<V> pair, V given, V expected) {
    data().run(work -> work.repository(SPECIMENS).addAll(withEach(pair, List.of(given))));

    Specimen found = read(SPECIMENS, 0);

    assertThat(pair.required().valueOf(found)).isEqualTo(expected);
    assertThat(pair.optional().valueOf(found)).isEqualTo(expected);
  }

  @ParameterizedTest
  @MethodSource("normalised")
  @CatalogueEntry("6.1")
  <V> void update_toValueThatIsCutToTheStoredOne_isNoChange(Pair<V> pair, V given, V expected) {
    Specimen stored = withEach(pair, List.of(expected)).get(0);
    stored(SPECIMENS, stored);

    data().run(work -> {
      work.repository(SPECIMENS)
          .change(0, found -> withEach(pair, List.of(given)).get(0));
    });

    assertThat(versionOf(SPECIMENS, 0)).isEqualTo(1);
    assertThat(pair.required().valueOf(read(SPECIMENS, 0))).isEqualTo(expected);
  }

  // --- time zones ---

  @ParameterizedTest
  @ValueSource(
      strings = {
        "America/New_York",
        "America/St_Johns",
        "Asia/Kolkata",
        "Australia/Lord_Howe",
        "Europe/Amsterdam",
        "Europe/Berlin",
        "Pacific/Apia",
        "Pacific/Kiritimati"
      })
  @CatalogueEntry("6.5")
  void add_inOneTimeZoneAndReadInAnother_comesBackTheSame(String writersZone) {
    List<TypeFacts<?>> temporal = List.of(
        TypeFacts.SECOND,
        TypeFacts.MILLI,
        TypeFacts.MICRO,
        TypeFacts.MEETING,
        TypeFacts.DAY,
        TypeFacts.CLOCK);
    var specimens = new ArrayList<Specimen>();
    for (TypeFacts<?> type : temporal) {
      addEach(specimens, type);
    }
    TimeZone.setDefault(TimeZone.getTimeZone(writersZone));
    DataLayer layer = open(LayerOptions.defaults());
    layer.run(work -> work.repository(SPECIMENS).addAll(specimens));

    for (String readersZone : List.of(writersZone, "UTC", "Pacific/Pago_Pago")) {
      TimeZone.setDefault(TimeZone.getTimeZone(readersZone));
      layer.run(work -> {
        for (Specimen specimen : specimens) {
          Specimen found = work.repository(SPECIMENS).get(specimen.id());
          assertThat(Specimens.differences(specimen, found))
              .as("read in %s: %s", readersZone, specimen)
              .isEmpty();
        }
        for (TypeFacts<?> type : temporal) {
          assertEachIsFound(work, type);
        }
      });
    }
  }

  private static <V> void assertEachIsFound(UnitOfWork work, TypeFacts<V> type) {
    for (V value : type.values()) {
      assertThat(work.repository(SPECIMENS).exists(type.pair().required().eq(value)))
          .as("%s by %s", value, type)
          .isTrue();
    }
  }

  private static <V> void addEach(List<Specimen> specimens, TypeFacts<V> type) {
    for (V value : type.values()) {
      specimens.add(
          Specimens.with(Specimens.plain(specimens.size()), type.pair().required(), value));
    }
  }

  // --- values that are refused ---

  static Stream<Arguments> unfit() {
    return Stream.of(
        Arguments.of(Specimens.CODE, "x".repeat(13), "at most 12 code points, the value has 13"),
        Arguments.of(Specimens.CODE, "x".repeat(12) + " ", "at most 12 code points"),
        Arguments.of(Specimens.CODE, " ".repeat(13), "at most 12 code points"),
        Arguments.of(Specimens.CODE, GRINNING.repeat(13), "at most 12 code points"),
        Arguments.of(Specimens.STORY, "e\u0301".repeat(1_001), "at most 2000 code points"),
        Arguments.of(Specimens.CODE, "a\u0000b", "U+0000"),
        Arguments.of(Specimens.CODE, "\uD83D", "lone surrogate at index 0"),
        Arguments.of(Specimens.CODE, "\uD83Dx", "lone surrogate at index 0"),
        Arguments.of(Specimens.CODE, "a\uDE00", "lone surrogate at index 1"),
        Arguments.of(Specimens.CODE, "\uDE00\uD83D", "lone surrogate at index 0"),
        Arguments.of(Specimens.PRICE, new BigDecimal("1.001"), "2 digits behind the point"),
        Arguments.of(Specimens.PRICE, new BigDecimal("0.005"), "2 digits behind the point"),
        Arguments.of(
            Specimens.PRICE, new BigDecimal("100000000000000000"), "17 digits before the point"),
        Arguments.of(
            Specimens.PRICE, new BigDecimal("-1E+100000000"), "17 digits before the point"),
        Arguments.of(
            Specimens.EXACT, new BigDecimal("0.00000000001"), "10 digits behind the point"),
        Arguments.of(Specimens.EXACT, BigDecimal.TEN.pow(28), "28 digits before the point"),
        Arguments.of(Specimens.RATIO, Double.NaN, "finite"),
        Arguments.of(Specimens.RATIO, Double.POSITIVE_INFINITY, "finite"),
        Arguments.of(Specimens.RATIO, Double.NEGATIVE_INFINITY, "finite"),
        Arguments.of(
            Specimens.SECOND, Instant.parse("0000-12-31T23:59:59Z"), "years from 1 to 9999"),
        Arguments.of(
            Specimens.MILLI, Instant.parse("+10000-01-01T00:00:00Z"), "years from 1 to 9999"),
        Arguments.of(Specimens.MICRO, Instant.MIN, "years from 1 to 9999"),
        Arguments.of(Specimens.MICRO, Instant.MAX, "years from 1 to 9999"),
        Arguments.of(Specimens.MEETING, LocalDateTime.MIN, "years from 1 to 9999"),
        Arguments.of(
            Specimens.MEETING, LocalDateTime.of(10_000, 1, 1, 0, 0), "years from 1 to 9999"),
        Arguments.of(Specimens.DAY, LocalDate.of(0, 12, 31), "years from 1 to 9999"),
        Arguments.of(Specimens.DAY, LocalDate.MAX, "years from 1 to 9999"),
        Arguments.of(Specimens.BLOB, new byte[301], "fewer bytes than the value's 301"));
  }

  @ParameterizedTest
  @MethodSource("unfit")
  @CatalogueEntry(value = "3.10", answer = CatalogueEntry.Answer.REFUSED)
  @CatalogueEntry(value = "4.7", answer = CatalogueEntry.Answer.REFUSED)
  @CatalogueEntry(value = "4.9", answer = CatalogueEntry.Answer.REFUSED)
  @CatalogueEntry(value = "4.10", answer = CatalogueEntry.Answer.REFUSED)
  @CatalogueEntry(value = "5.1", answer = CatalogueEntry.Answer.REFUSED)
  @CatalogueEntry(value = "5.4", answer = CatalogueEntry.Answer.REFUSED)
  @CatalogueEntry(value = "6.4", answer = CatalogueEntry.Answer.REFUSED)
  <V> void add_valueThatDoesNotFit_isRefusedAtOnce(Pair<V> pair, V value, String rule) {
    for (Column<Specimen, V> column : List.of(pair.required(), pair.optional())) {
      Specimen unfit = Specimens.with(Specimens.plain(7), column, value);

      InvalidValueException refusal = refused(InvalidValueException.class, work -> {
        work.repository(SPECIMENS).add(Specimens.plain(6));
        work.repository(SPECIMENS).add(unfit);
        throw new AssertionError("not refused at once");
      });

      assertNamed(refusal, column, rule);
    }
  }

  @ParameterizedTest
  @MethodSource("unfit")
  @CatalogueEntry(value = "3.10", answer = CatalogueEntry.Answer.REFUSED)
  @CatalogueEntry(value = "4.9", answer = CatalogueEntry.Answer.REFUSED)
  @CatalogueEntry(value = "4.10", answer = CatalogueEntry.Answer.REFUSED)
  <V> void update_toValueThatDoesNotFit_isRefusedAtOnce(Pair<V> pair, V value, String rule) {
    stored(SPECIMENS, Specimens.plain(7));
    for (Column<Specimen, V> column : List.of(pair.required(), pair.optional())) {
      Specimen unfit = Specimens.with(Specimens.plain(7), column, value);

      InvalidValueException refusal = refused(InvalidValueException.class, work -> {
        work.repository(SPECIMENS).get(7);
        work.repository(SPECIMENS).update(unfit);
        throw new AssertionError("not refused at once");
      });

      assertNamed(refusal, column, rule);
    }
  }

  private static void assertNamed(
      InvalidValueException refusal, Column<Specimen, ?> column, String rule) {
    assertThat(refusal)
        .hasMessageContainingAll(
            "The value does not fit [type=specimen, id=7, column=" + column.name() + ", rule=",
            rule)
        .hasMessageNotContaining("value=");
    assertThat(refusal.type()).contains("specimen");
    assertThat(refusal.id()).contains("7");
    assertThat(refusal.column()).contains(column.name());
    assertThat(refusal.rule()).contains(rule);
    assertThat(refusal.isRetryable()).isFalse();
  }

  @Test
  void add_valueThatDoesNotFit_isShownOnlyWhereAskedFor() {
    var layer = open(LayerOptions.defaults().showValues());
    Specimen unfit =
        Specimens.with(Specimens.plain(7), Specimens.CODE.required(), "a very long code");

    InvalidValueException refusal = refused(
        layer,
        UnitOptions.defaults(),
        InvalidValueException.class,
        work -> work.repository(SPECIMENS).add(unfit));

    assertThat(refusal).hasMessageContaining("value=a very long code]");
  }

  @ParameterizedTest
  @MethodSource("requiredOfClassType")
  @CatalogueEntry("3.9")
  @CatalogueEntry("3.12")
  <V> void add_requiredValueMissing_isRefusedAtOnce(Column<Specimen, V> column) {
    Specimen lacking = without(Specimens.plain(7), column);

    NotNullViolationException refusal = refused(NotNullViolationException.class, work -> {
      work.repository(SPECIMENS).add(Specimens.plain(6));
      work.repository(SPECIMENS).add(lacking);
      throw new AssertionError("not refused at once");
    });

    String constraint = "specimen_" + column.name() + "_not_null";
    assertThat(refusal)
        .hasMessageContaining(
            "A required column has no value [table=specimen, constraint=" + constraint + "]");
    assertThat(refusal.table()).isEqualTo("specimen");
    assertThat(refusal.constraint()).isEqualTo(constraint);
    assertThat(refusal.isRetryable()).isFalse();
  }

  private static <V> Specimen without(Specimen specimen, Column<Specimen, V> column) {
    @Nullable V nothing = null;
    return Specimens.with(specimen, column, nothing);
  }

  static Stream<Column<Specimen, ?>> requiredOfClassType() {
    List<Pair<?>> primitive =
        List.of(Specimens.SMALL, Specimens.NUMBER, Specimens.BIG, Specimens.FLAG, Specimens.RATIO);
    return Specimens.PAIRS.stream()
        .filter(pair -> primitive.stream().noneMatch(p -> Objects.equals(p, pair)))
        .map(Pair::required);
  }
}
