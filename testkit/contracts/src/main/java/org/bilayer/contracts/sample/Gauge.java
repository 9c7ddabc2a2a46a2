package org.bilayer.contracts.sample;

import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import org.bilayer.model.Codec;
import org.bilayer.model.Column;
import org.bilayer.model.Mapping;
import org.bilayer.model.Model;
import org.jspecify.annotations.Nullable;

/** One attribute of each type that holds less than its kind: what tables of others are made of. */
@SuppressWarnings("ArrayRecordComponent") // bytes of a fixed length are one of the types
public record Gauge(
    int id,
    short tiny,
    int medium,
    long wide,
    BigInteger whole,
    @Nullable Long ticks,
    Instant moment,
    String code,
    String latin,
    String basic,
    String plain,
    byte[] hash) {

  public static final Column<Gauge, Integer> ID = Column.of("id", Codec.int32(), Gauge::id);
  // tag::types[]
  public static final Column<Gauge, Short> TINY =
      Column.of("tiny", Codec.int16(-128, 127), Gauge::tiny);
  public static final Column<Gauge, Integer> MEDIUM =
      Column.of("medium", Codec.int32(0, 16_777_215), Gauge::medium);
  public static final Column<Gauge, Long> WIDE =
      Column.of("wide", Codec.int64(0, 4_294_967_295L), Gauge::wide);
  public static final Column<Gauge, BigInteger> WHOLE =
      Column.of("whole", Codec.unsignedInt64(), Gauge::whole);
  public static final Column<Gauge, Long> TICKS =
      Column.nullable("ticks", Codec.int64(0, 1_000), Gauge::ticks);
  public static final Column<Gauge, Instant> MOMENT =
      Column.of("moment", Codec.timestamp(6), Gauge::moment);
  public static final Column<Gauge, String> CODE =
      Column.of("code", Codec.text(3).ofFixedLength(), Gauge::code);
  public static final Column<Gauge, String> LATIN =
      Column.of("latin", Codec.text(20).inCharacterSet("latin1"), Gauge::latin);
  public static final Column<Gauge, String> BASIC =
      Column.of("basic", Codec.text(20).inCharacterSet("utf8mb3"), Gauge::basic);
  public static final Column<Gauge, String> PLAIN =
      Column.of("plain", Codec.text(20).inCharacterSet("ascii"), Gauge::plain);
  public static final Column<Gauge, byte[]> HASH =
      Column.of("hash", Codec.bytes(4).ofFixedLength(), Gauge::hash);
  // end::types[]

  public static final Mapping<Gauge, Integer> GAUGES = Mapping.of(Gauge.class, "gauge", ID)
      .with(TINY, MEDIUM, WIDE, WHOLE, TICKS, MOMENT, CODE, LATIN, BASIC, PLAIN, HASH)
      .unique("gauge_plain_key", PLAIN, CODE)
      .construct(row -> new Gauge(
          row.get(ID),
          row.get(TINY),
          row.get(MEDIUM),
          row.get(WIDE),
          row.get(WHOLE),
          row.getOrNull(TICKS),
          row.get(MOMENT),
          row.get(CODE),
          row.get(LATIN),
          row.get(BASIC),
          row.get(PLAIN),
          row.get(HASH)));

  public static final Model MODEL = Model.of(GAUGES);

  /** All attributes of a gauge, to be compared. */
  public List<@Nullable Object> values() {
    return java.util.Arrays.asList(
        id,
        tiny,
        medium,
        wide,
        whole,
        ticks,
        moment,
        code,
        latin,
        basic,
        plain,
        java.util.Arrays.hashCode(hash));
  }
}
