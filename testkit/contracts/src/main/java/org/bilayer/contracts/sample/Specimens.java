package org.bilayer.contracts.sample;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.bilayer.contracts.sample.Specimen.Mood;
import org.bilayer.model.Codec;
import org.bilayer.model.Column;
import org.bilayer.model.ElementCollection;
import org.bilayer.model.Embedded;
import org.bilayer.model.Mapping;
import org.bilayer.model.Member;
import org.bilayer.model.Model;
import org.bilayer.model.Row;
import org.bilayer.model.Variants;
import org.jspecify.annotations.Nullable;

/** How specimens are stored: a wide table with every type. */
public final class Specimens {

  /** An attribute of one type in its required and its optional form. */
  public record Pair<V>(Column<Specimen, V> required, Column<Specimen, V> optional) {

    @Override
    public String toString() {
      return required.name() + " " + required.codec().type();
    }
  }

  public static final Column<Specimen, Integer> ID = Column.of("id", Codec.int32(), Specimen::id);

  public static final Pair<String> CODE =
      pair("code", Codec.text(12), Specimen::code, Specimen::maybeCode);
  public static final Pair<String> STORY =
      pair("story", Codec.text(2_000), Specimen::story, Specimen::maybeStory);
  public static final Pair<Short> SMALL =
      pair("small", Codec.int16(), Specimen::small, Specimen::maybeSmall);
  public static final Pair<Integer> NUMBER =
      pair("number", Codec.int32(), Specimen::number, Specimen::maybeNumber);
  public static final Pair<Long> BIG =
      pair("big", Codec.int64(), Specimen::big, Specimen::maybeBig);
  public static final Pair<BigDecimal> PRICE =
      pair("price", Codec.decimal(19, 2), Specimen::price, Specimen::maybePrice);
  public static final Pair<BigDecimal> EXACT =
      pair("exact", Codec.decimal(38, 10), Specimen::exact, Specimen::maybeExact);
  public static final Pair<Boolean> FLAG =
      pair("flag", Codec.bool(), Specimen::flag, Specimen::maybeFlag);
  public static final Pair<Double> RATIO =
      pair("ratio", Codec.float64(), Specimen::ratio, Specimen::maybeRatio);
  public static final Pair<Mood> MOOD =
      pair("mood", Codec.enumByName(Mood.class), Specimen::mood, Specimen::maybeMood);
  public static final Pair<UUID> TOKEN =
      pair("token", Codec.uuid(), Specimen::token, Specimen::maybeToken);
  public static final Pair<Instant> SECOND =
      pair("second", Codec.instant(0), Specimen::second, Specimen::maybeSecond);
  public static final Pair<Instant> MILLI =
      pair("milli", Codec.instant(3), Specimen::milli, Specimen::maybeMilli);
  public static final Pair<Instant> MICRO =
      pair("micro", Codec.instant(6), Specimen::micro, Specimen::maybeMicro);
  public static final Pair<LocalDateTime> MEETING =
      pair("meeting", Codec.localDateTime(6), Specimen::meeting, Specimen::maybeMeeting);
  public static final Pair<LocalDate> DAY =
      pair("day", Codec.localDate(), Specimen::day, Specimen::maybeDay);
  public static final Pair<LocalTime> CLOCK =
      pair("clock", Codec.localTime(6), Specimen::clock, Specimen::maybeClock);
  public static final Pair<byte[]> BLOB =
      pair("blob", Codec.bytes(300), Specimen::blob, Specimen::maybeBlob);

  /** Every type, in the order of the record. */
  public static final List<Pair<?>> PAIRS = List.of(
      CODE, STORY, SMALL, NUMBER, BIG, PRICE, EXACT, FLAG, RATIO, MOOD, TOKEN, SECOND, MILLI, MICRO,
      MEETING, DAY, CLOCK, BLOB);

  public static final Mapping<Specimen, Integer> SPECIMENS = mapping();

  public static final Model MODEL = Model.of(SPECIMENS);

  private Specimens() {}

  private interface Getter<V> {
    V of(Specimen specimen);
  }

  private interface OptionalGetter<V> {
    @Nullable
    V of(Specimen specimen);
  }

  private static <V> Pair<V> pair(
      String name, Codec<V, ?> codec, Getter<V> required, OptionalGetter<V> optional) {
    return new Pair<>(
        Column.of(name, codec, required::of),
        Column.nullable("maybe_" + name, codec, optional::of));
  }

  private static Mapping<Specimen, Integer> mapping() {
    Mapping.Builder<Specimen, Integer> builder = Mapping.of(Specimen.class, "specimen", ID);
    for (Member<Specimen, ?> column : columns()) {
      builder = with(builder, column);
    }
    return builder.construct(Specimens::construct);
  }

  private static Mapping.Builder<Specimen, Integer> with(
      Mapping.Builder<Specimen, Integer> builder, Member<Specimen, ?> member) {
    return builder.with(member);
  }

  /** Every column beside the id: the required ones, then the optional ones. */
  public static List<Column<Specimen, ?>> columns() {
    var columns = new ArrayList<Column<Specimen, ?>>();
    PAIRS.forEach(pair -> columns.add(pair.required()));
    PAIRS.forEach(pair -> columns.add(pair.optional()));
    return columns;
  }

  private static Specimen construct(Row<Specimen> row) {
    return new Specimen(
        row.get(ID),
        row.get(CODE.required()),
        row.get(STORY.required()),
        row.get(SMALL.required()),
        row.get(NUMBER.required()),
        row.get(BIG.required()),
        row.get(PRICE.required()),
        row.get(EXACT.required()),
        row.get(FLAG.required()),
        row.get(RATIO.required()),
        row.get(MOOD.required()),
        row.get(TOKEN.required()),
        row.get(SECOND.required()),
        row.get(MILLI.required()),
        row.get(MICRO.required()),
        row.get(MEETING.required()),
        row.get(DAY.required()),
        row.get(CLOCK.required()),
        row.get(BLOB.required()),
        row.getOrNull(CODE.optional()),
        row.getOrNull(STORY.optional()),
        row.getOrNull(SMALL.optional()),
        row.getOrNull(NUMBER.optional()),
        row.getOrNull(BIG.optional()),
        row.getOrNull(PRICE.optional()),
        row.getOrNull(EXACT.optional()),
        row.getOrNull(FLAG.optional()),
        row.getOrNull(RATIO.optional()),
        row.getOrNull(MOOD.optional()),
        row.getOrNull(TOKEN.optional()),
        row.getOrNull(SECOND.optional()),
        row.getOrNull(MILLI.optional()),
        row.getOrNull(MICRO.optional()),
        row.getOrNull(MEETING.optional()),
        row.getOrNull(DAY.optional()),
        row.getOrNull(CLOCK.optional()),
        row.getOrNull(BLOB.optional()));
  }

  /** A specimen with ordinary values and nothing optional. */
  public static Specimen plain(int id) {
    return new Specimen(
        id,
        "code",
        "story",
        (short) 1,
        1,
        1L,
        new BigDecimal("1.00"),
        new BigDecimal("1.0000000000"),
        false,
        1.5,
        Mood.CALM,
        new UUID(1, 1),
        Instant.EPOCH,
        Instant.EPOCH,
        Instant.EPOCH,
        LocalDateTime.of(2000, 1, 1, 0, 0),
        LocalDate.of(2000, 1, 1),
        LocalTime.NOON,
        new byte[] {1},
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null);
  }

  /**
   * A copy with another value in one attribute.
   *
   * @param value null to leave an attribute out, also one that must not be left out, of a class type
   */
  public static <V> Specimen with(
      Specimen specimen, Column<Specimen, V> column, @Nullable V value) {
    return construct(new Changed(specimen, column, value));
  }

  /** The names of the attributes in which two specimens differ, bytes by content and decimals with their scale. */
  public static List<String> differences(Specimen one, Specimen other) {
    var differences = new ArrayList<String>();
    if (one.id() != other.id()) {
      differences.add(ID.name());
    }
    for (Column<Specimen, ?> column : columns()) {
      if (!Objects.deepEquals(column.valueOf(one), column.valueOf(other))) {
        differences.add(column.name());
      }
    }
    return differences;
  }

  /** A specimen read attribute by attribute, one of them replaced. */
  private static final class Changed implements Row<Specimen> {

    private final Specimen specimen;
    private final Column<Specimen, ?> column;
    private final @Nullable Object value;

    Changed(Specimen specimen, Column<Specimen, ?> column, @Nullable Object value) {
      this.specimen = specimen;
      this.column = column;
      this.value = value;
    }

    @Override
    @SuppressWarnings("NullAway") // a required attribute without value is what some tests need
    public <V> V get(Column<? super Specimen, V> asked) {
      return getOrNull(asked);
    }

    @Override
    @SuppressWarnings({"unchecked", "ReferenceEquality"}) // the value came with this very constant
    public <V> @Nullable V getOrNull(Column<? super Specimen, V> asked) {
      return (Column<?, ?>) asked == column ? (V) value : asked.valueOf(specimen);
    }

    @Override
    public <E> E get(Embedded<? super Specimen, E> embedded) {
      throw new UnsupportedOperationException("a specimen embeds nothing");
    }

    @Override
    public <E> @Nullable E getOrNull(Embedded<? super Specimen, E> embedded) {
      return get(embedded);
    }

    @Override
    public Specimen get(Variants<Specimen> variants) {
      throw new UnsupportedOperationException("a specimen has no variants");
    }

    @Override
    public <S> S get(ElementCollection<? super Specimen, ?, S> children) {
      throw new UnsupportedOperationException("a specimen owns nothing");
    }
  }
}
