package org.bilayer.contracts.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bilayer.contracts.sample.Specimens.SPECIMENS;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Calendar;
import java.util.Date;
import java.util.List;
import java.util.TimeZone;
import java.util.function.Predicate;
import org.bilayer.Bulk;
import org.bilayer.Repository;
import org.bilayer.UnitOfWork;
import org.bilayer.contracts.CatalogueEntry;
import org.bilayer.contracts.sample.Specimen;
import org.bilayer.contracts.sample.Specimens;
import org.bilayer.failure.InvalidValueException;
import org.bilayer.model.Codec;
import org.bilayer.model.Column;
import org.bilayer.model.Model;
import org.bilayer.query.AggregateFunction;
import org.bilayer.query.Attribute;
import org.bilayer.query.Specification;
import org.bilayer.value.StoredType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Chapter 6 of the catalogue: fractions of seconds, ranges and zones. */
public abstract class CatalogueTimeContract extends CatalogueContract {

  private static final Column<Specimen, Instant> SECOND = Specimens.SECOND.required();
  private static final Column<Specimen, Instant> MILLI = Specimens.MILLI.required();
  private static final Column<Specimen, Instant> MICRO = Specimens.MICRO.required();
  private static final Column<Specimen, LocalDateTime> MEETING = Specimens.MEETING.required();
  private static final Column<Specimen, LocalDate> DAY = Specimens.DAY.required();
  private static final Column<Specimen, LocalTime> CLOCK = Specimens.CLOCK.required();

  private final TimeZone zone = TimeZone.getDefault();

  @Override
  protected final Model model() {
    return Specimens.MODEL;
  }

  @AfterEach
  void restoreTimeZone() {
    TimeZone.setDefault(zone);
  }

  private <V> void store(int id, Column<Specimen, V> column, V value) {
    stored(SPECIMENS, Specimens.with(Specimens.plain(id), column, value));
  }

  private long count(Specification<Specimen> where) {
    return data().execute(work -> work.repository(SPECIMENS).count(where));
  }

  // --- 6.1 fractions ---

  @Test
  @CatalogueEntry("6.1")
  void entry_6_1_fractionFinerThanTheColumn_isCutAndNeverRounded() {
    Instant given = Instant.parse("2024-05-06T07:08:09.999999999Z");
    Specimen specimen = Specimens.plain(1);
    specimen = Specimens.with(specimen, SECOND, given);
    specimen = Specimens.with(specimen, MILLI, given);
    specimen = Specimens.with(specimen, MICRO, given);
    specimen = Specimens.with(specimen, CLOCK, LocalTime.of(7, 8, 9, 999_999_999));
    stored(SPECIMENS, specimen);

    Specimen found = read(SPECIMENS, 1);

    assertThat(found.second()).isEqualTo(Instant.parse("2024-05-06T07:08:09Z"));
    assertThat(found.milli()).isEqualTo(Instant.parse("2024-05-06T07:08:09.999Z"));
    assertThat(found.micro()).isEqualTo(Instant.parse("2024-05-06T07:08:09.999999Z"));
    assertThat(found.clock()).isEqualTo(LocalTime.of(7, 8, 9, 999_999_000));
  }

  @Test
  @CatalogueEntry("6.1")
  void entry_6_1_fractionBeforeTheEpoch_isCutTowardsThePast() {
    store(1, SECOND, Instant.parse("1969-12-31T23:59:58.5Z"));

    assertThat(read(SPECIMENS, 1).second()).isEqualTo(Instant.parse("1969-12-31T23:59:58Z"));
  }

  @Test
  @CatalogueEntry("6.1")
  void entry_6_1_updateThatDiffersInWhatIsCut_writesNothing() {
    store(1, MILLI, Instant.parse("2024-05-06T07:08:09.123Z"));
    long version = versionOf(SPECIMENS, 1);

    data().run(work -> {
      work.repository(SPECIMENS)
          .change(
              1,
              specimen ->
                  Specimens.with(specimen, MILLI, Instant.parse("2024-05-06T07:08:09.123999Z")));
    });

    assertThat(versionOf(SPECIMENS, 1)).isEqualTo(version);
  }

  // --- 6.2 the end of the day ---

  @Test
  @CatalogueEntry("6.2")
  void entry_6_2_lastInstantOfADayOrYear_staysInIt() {
    Specimen specimen = Specimens.plain(1);
    specimen = Specimens.with(specimen, SECOND, Instant.parse("2024-12-31T23:59:59.999999999Z"));
    specimen = Specimens.with(specimen, MICRO, Instant.parse("9999-12-31T23:59:59.999999999Z"));
    specimen =
        Specimens.with(specimen, MEETING, LocalDateTime.of(2024, 12, 31, 23, 59, 59, 999_999_999));
    specimen = Specimens.with(specimen, CLOCK, LocalTime.MAX);
    stored(SPECIMENS, specimen);

    Specimen found = read(SPECIMENS, 1);

    assertThat(found.second()).isEqualTo(Instant.parse("2024-12-31T23:59:59Z"));
    assertThat(found.micro()).isEqualTo(Instant.parse("9999-12-31T23:59:59.999999Z"));
    assertThat(found.meeting()).isEqualTo(LocalDateTime.of(2024, 12, 31, 23, 59, 59, 999_999_000));
    assertThat(found.clock()).isEqualTo(LocalTime.of(23, 59, 59, 999_999_000));
  }

  @Test
  @CatalogueEntry("6.2")
  void entry_6_2_rangeOfADay_isHalfOpenAndHoldsAllOfIt() {
    store(1, MEETING, LocalDateTime.of(2024, 5, 6, 0, 0));
    store(2, MEETING, LocalDateTime.of(2024, 5, 6, 23, 59, 59, 999_999_999));
    store(3, MEETING, LocalDateTime.of(2024, 5, 7, 0, 0));

    LocalDate day = LocalDate.of(2024, 5, 6);
    Specification<Specimen> ofTheDay =
        MEETING.fromUntil(day.atStartOfDay(), day.plusDays(1).atStartOfDay());

    assertThat(count(ofTheDay)).isEqualTo(2);
  }

  // --- 6.3 lookup by the value that was given ---

  @Test
  @CatalogueEntry("6.3")
  void entry_6_3_valueBeforeItWasCut_findsWhatWasStored() {
    Instant instant = Instant.parse("2024-05-06T07:08:09.123456789Z");
    LocalDateTime meeting = LocalDateTime.of(2024, 5, 6, 7, 8, 9, 123_456_789);
    LocalTime clock = LocalTime.of(7, 8, 9, 123_456_789);
    Specimen specimen = Specimens.plain(1);
    specimen = Specimens.with(specimen, MICRO, instant);
    specimen = Specimens.with(specimen, MILLI, instant);
    specimen = Specimens.with(specimen, MEETING, meeting);
    specimen = Specimens.with(specimen, CLOCK, clock);
    stored(SPECIMENS, specimen);

    assertThat(count(MICRO.eq(instant))).isEqualTo(1);
    assertThat(count(MILLI.in(List.of(instant)))).isEqualTo(1);
    assertThat(count(MEETING.eq(meeting))).isEqualTo(1);
    assertThat(count(CLOCK.ge(clock).and(CLOCK.le(clock)))).isEqualTo(1);
    assertThat(count(MILLI.ne(instant))).isZero();
    assertThat(count(MILLI.lt(instant))).isZero();
  }

  // --- 6.4 range ---

  @Test
  @CatalogueEntry("6.4")
  void entry_6_4_firstAndLastMoment_comeBack() {
    store(1, MICRO, Instant.parse("0001-01-01T00:00:00Z"));
    store(2, MICRO, Instant.parse("9999-12-31T23:59:59.999999Z"));
    store(3, DAY, LocalDate.of(1, 1, 1));
    store(4, DAY, LocalDate.of(9999, 12, 31));
    store(5, MEETING, LocalDateTime.of(1, 1, 1, 0, 0));
    store(6, MICRO, Instant.parse("2038-01-19T03:14:08Z"));
    // The calendar that Java and SQL compute with has no gap here, other calendars do.
    store(7, DAY, LocalDate.of(1582, 10, 10));
    store(8, DAY, LocalDate.of(1500, 2, 28));

    assertThat(read(SPECIMENS, 1).micro()).isEqualTo(Instant.parse("0001-01-01T00:00:00Z"));
    assertThat(read(SPECIMENS, 2).micro()).isEqualTo(Instant.parse("9999-12-31T23:59:59.999999Z"));
    assertThat(read(SPECIMENS, 3).day()).isEqualTo(LocalDate.of(1, 1, 1));
    assertThat(read(SPECIMENS, 4).day()).isEqualTo(LocalDate.of(9999, 12, 31));
    assertThat(read(SPECIMENS, 5).meeting()).isEqualTo(LocalDateTime.of(1, 1, 1, 0, 0));
    assertThat(read(SPECIMENS, 6).micro()).isEqualTo(Instant.parse("2038-01-19T03:14:08Z"));
    assertThat(read(SPECIMENS, 7).day()).isEqualTo(LocalDate.of(1582, 10, 10));
    assertThat(read(SPECIMENS, 8).day()).isEqualTo(LocalDate.of(1500, 2, 28));
    assertThat(count(DAY.lt(LocalDate.of(1582, 10, 15)))).isEqualTo(3);
  }

  private <V> void assertOutOfRange(Column<Specimen, V> column, V value) {
    Specimen unfit = Specimens.with(Specimens.plain(1), column, value);
    assertThat(refused(
            InvalidValueException.class, work -> work.repository(SPECIMENS).add(unfit)))
        .hasMessageContaining("years from 1 to 9999");
    thrown(InvalidValueException.class, () -> column.ge(value));
  }

  @Test
  @CatalogueEntry(value = "6.4", answer = CatalogueEntry.Answer.REFUSED)
  void entry_6_4_yearsBefore1AndAfter9999_areRefused() {
    assertOutOfRange(MICRO, Instant.parse("+10000-01-01T00:00:00Z"));
    assertOutOfRange(MICRO, Instant.parse("0000-12-31T23:59:59.999999Z"));
    assertOutOfRange(MICRO, Instant.MIN);
    assertOutOfRange(MEETING, LocalDateTime.MIN);
    assertOutOfRange(MEETING, LocalDateTime.of(12_000, 1, 1, 0, 0));
    assertOutOfRange(DAY, LocalDate.of(-5, 1, 1));
    assertOutOfRange(DAY, LocalDate.MAX);
  }

  // --- 6.5 zones ---

  @Test
  @CatalogueEntry("6.5")
  void entry_6_5_valuesWrittenInOneZone_areTheSameInEveryOther() {
    // Half past two did not exist in Berlin on that night, and was there twice on the other.
    LocalDateTime gap = LocalDateTime.of(2021, 3, 28, 2, 30);
    LocalDateTime overlap = LocalDateTime.of(2021, 10, 31, 2, 30);
    Instant instant = Instant.parse("2021-03-28T01:30:00Z");
    LocalDate day = LocalDate.of(2011, 12, 30); // which Samoa skipped
    List<String> zones =
        List.of("Europe/Berlin", "America/New_York", "Pacific/Apia", "Pacific/Kiritimati", "UTC");
    int id = 0;
    for (String writer : zones) {
      TimeZone.setDefault(TimeZone.getTimeZone(writer));
      Specimen specimen = Specimens.with(Specimens.plain(id++), MEETING, gap);
      specimen = Specimens.with(specimen, Specimens.MEETING.optional(), overlap);
      specimen = Specimens.with(specimen, MICRO, instant);
      specimen = Specimens.with(specimen, DAY, day);
      specimen = Specimens.with(specimen, CLOCK, LocalTime.of(0, 0));
      stored(SPECIMENS, specimen);
    }

    for (String reader : zones) {
      TimeZone.setDefault(TimeZone.getTimeZone(reader));
      assertThat(all(SPECIMENS)).hasSize(zones.size()).allSatisfy(found -> {
        assertThat(found.meeting()).isEqualTo(gap);
        assertThat(found.maybeMeeting()).isEqualTo(overlap);
        assertThat(found.micro()).isEqualTo(instant);
        assertThat(found.day()).isEqualTo(day);
        assertThat(found.clock()).isEqualTo(LocalTime.MIDNIGHT);
      });
      assertThat(count(MEETING
              .eq(gap)
              .and(MICRO.eq(instant))
              .and(DAY.eq(day))
              .and(CLOCK.eq(LocalTime.MIDNIGHT))))
          .isEqualTo(zones.size());
    }
  }

  // --- 6.6 offsets ---

  @Test
  @CatalogueEntry(value = "6.6", answer = CatalogueEntry.Answer.CANNOT_BE_SAID)
  void entry_6_6_dateWithOffsetOrZone_isNoTypeOfTheLibrary() {
    List<Class<?>> unsafe = List.of(
        OffsetDateTime.class,
        OffsetTime.class,
        ZonedDateTime.class,
        ZoneId.class,
        Calendar.class,
        Date.class,
        Object.class);

    assertThat(StoredType.Kind.values())
        .extracting(StoredType.Kind::javaType)
        .contains(Instant.class)
        .doesNotContainAnyElementsOf(unsafe);
    assertThat(Arrays.stream(Codec.class.getMethods())
            .filter(method -> Modifier.isStatic(method.getModifiers()))
            .map(method -> method.getGenericReturnType().getTypeName()))
        .anyMatch(name -> name.contains("java.time.Instant"))
        .noneMatch(name -> unsafe.stream().anyMatch(type -> name.contains(type.getName())));
  }

  @Test
  @CatalogueEntry("6.6")
  void entry_6_6_instantUnderATypeWithOffset_hasTheOffsetThatTheCodecChooses() {
    Codec<OffsetDateTime, Instant> inUtc =
        Codec.instant(6).as(instant -> instant.atOffset(ZoneOffset.UTC), OffsetDateTime::toInstant);
    OffsetDateTime given = OffsetDateTime.parse("2024-05-06T07:08:09+05:30");

    Object stored = inUtc.encode(given);

    store(1, MICRO, (Instant) stored);
    assertThat(inUtc.decode(read(SPECIMENS, 1).micro()))
        .isEqualTo(OffsetDateTime.parse("2024-05-06T01:38:09Z"));
  }

  // --- 6.7 every type as a parameter ---

  @Test
  @CatalogueEntry("6.7")
  void entry_6_7_everyTemporalType_canBeStoredComparedAndSetInBulk() {
    Instant instant = Instant.parse("2024-05-06T07:08:09.123456Z");
    LocalDateTime meeting = LocalDateTime.of(2024, 5, 6, 7, 8, 9, 123_456_000);
    LocalDate day = LocalDate.of(2024, 5, 6);
    LocalTime clock = LocalTime.of(7, 8, 9, 123_456_000);
    stored(SPECIMENS, Specimens.plain(1));

    data().run(work -> {
      Repository<Specimen, Integer> specimens = work.repository(SPECIMENS);
      Bulk<Specimen> all = specimens.where(Specification.all());
      assertThat(all.set(MICRO, instant)
              .set(MEETING, meeting)
              .set(DAY, day)
              .set(CLOCK, clock)
              .update())
          .isEqualTo(1);
      Specification<Specimen> each = MICRO
          .eq(instant)
          .and(MEETING.eq(meeting))
          .and(DAY.in(List.of(day, day.plusDays(1))))
          .and(CLOCK.ge(clock));
      assertThat(specimens.find(each)).singleElement().satisfies(found -> {
        assertThat(found.micro()).isEqualTo(instant);
        assertThat(found.meeting()).isEqualTo(meeting);
        assertThat(found.day()).isEqualTo(day);
        assertThat(found.clock()).isEqualTo(clock);
      });
    });
  }

  // --- 6.8 the present ---

  @Test
  @CatalogueEntry(value = "6.8", answer = CatalogueEntry.Answer.CANNOT_BE_SAID)
  void entry_6_8_clockOfTheDatabase_isNoFunctionOfTheLibrary() {
    Predicate<String> present = name -> name.contains("now")
        || name.contains("current")
        || name.contains("today")
        || name.contains("timestamp");
    var names = new ArrayList<String>();
    for (Class<?> type : List.of(
        Attribute.class,
        AggregateFunction.class,
        Specification.class,
        Bulk.class,
        Codec.class,
        Column.class,
        UnitOfWork.class)) {
      names.addAll(methodsOf(type));
    }

    assertThat(names).contains("instant", "eq", "set").noneMatch(present);
    assertThat(Arrays.stream(Column.class.getMethods())
            .filter(method -> Modifier.isStatic(method.getModifiers()))
            .map(Method::getName))
        .as("a column has a getter, and nothing to fill it with")
        .containsOnly("of", "nullable", "optional");
  }
}
