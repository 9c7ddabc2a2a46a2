package org.bilayer.contracts.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bilayer.contracts.sample.Gauge.BASIC;
import static org.bilayer.contracts.sample.Gauge.CODE;
import static org.bilayer.contracts.sample.Gauge.GAUGES;
import static org.bilayer.contracts.sample.Gauge.HASH;
import static org.bilayer.contracts.sample.Gauge.ID;
import static org.bilayer.contracts.sample.Gauge.LATIN;
import static org.bilayer.contracts.sample.Gauge.MEDIUM;
import static org.bilayer.contracts.sample.Gauge.MOMENT;
import static org.bilayer.contracts.sample.Gauge.PLAIN;
import static org.bilayer.contracts.sample.Gauge.TICKS;
import static org.bilayer.contracts.sample.Gauge.TINY;
import static org.bilayer.contracts.sample.Gauge.WHOLE;
import static org.bilayer.contracts.sample.Gauge.WIDE;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.bilayer.contracts.Contract;
import org.bilayer.contracts.sample.Gauge;
import org.bilayer.failure.InvalidValueException;
import org.bilayer.failure.UniqueViolationException;
import org.bilayer.model.Column;
import org.bilayer.model.Model;
import org.bilayer.query.AggregateFunction;
import org.bilayer.query.Cursor;
import org.bilayer.query.Page;
import org.bilayer.query.Projection;
import org.bilayer.query.Query;
import org.bilayer.query.Specification;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What every backend promises about types that hold less than their kind: integers with a range, points in time with a range, text
 * of a narrower character set, text and bytes of a fixed length.
 */
public abstract class NarrowTypeContract extends Contract {

  private static final BigInteger GREATEST_UNSIGNED =
      BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);

  private static final Comparator<String> BY_CODE_POINT =
      (a, b) -> Arrays.compare(a.codePoints().toArray(), b.codePoints().toArray());

  @Override
  protected final Model model() {
    return Gauge.MODEL;
  }

  /** A column of text, the words that it holds, and one that it refuses. */
  public record Words(Column<Gauge, String> column, List<String> held, List<String> refused) {
    @Override
    public String toString() {
      return column.name();
    }
  }

  static Stream<Words> words() {
    return Stream.of(
        new Words(
            CODE,
            List.of(
                "",
                "a",
                "A",
                "ab",
                "abc",
                " a",
                "a\u007f",
                "\u00e9",
                "\uFFFD",
                "\uD83D\uDE00\uD83D\uDE00\uD83D\uDE00"),
            List.of("a ", " ", "a\t", "abcd", "\uD83D\uDE00\uD83D\uDE00\uD83D\uDE00x")),
        new Words(
            LATIN,
            List.of(
                "", "a", "A", "a ", "\u0081", "\u009d", "\u20ac", "\u0178", "\u00ff", "\u00e9",
                "\u00c9", "z", "\u017d", "~", "a\u20ac", "a\u00ff"),
            List.of("\u0080", "\u0436", "\u0101", "a\uD83D\uDE00")),
        new Words(
            BASIC,
            List.of("", "a", "A", "a ", "\u4e2d", "\uFFFD", "\uE000", "\u00e9", "e\u0301"),
            List.of("\uD83D\uDE00", "a\uD83D\uDE00")),
        new Words(PLAIN, List.of("", "a", "A", "a ", "~", "\u0001", "\u007f"), List.of("\u00e9")));
  }

  private static Gauge plain(int id) {
    return new Gauge(
        id,
        (short) 1,
        1,
        1,
        BigInteger.ONE,
        null,
        Instant.EPOCH.plusSeconds(1),
        "a",
        "a",
        "a",
        "plain" + id,
        new byte[] {1, 2, 3, 4});
  }

  private static Gauge with(int id, Column<Gauge, String> column, String text) {
    Gauge all = plain(id);
    return new Gauge(
        id,
        all.tiny(),
        all.medium(),
        all.wide(),
        all.whole(),
        null,
        all.moment(),
        column == CODE ? text : all.code(),
        column == LATIN ? text : all.latin(),
        column == BASIC ? text : all.basic(),
        column == PLAIN ? text : all.plain(),
        all.hash());
  }

  private static Gauge withTicks(int id, Long ticks) {
    Gauge all = plain(id);
    return new Gauge(
        id,
        all.tiny(),
        all.medium(),
        all.wide(),
        all.whole(),
        ticks,
        all.moment(),
        all.code(),
        all.latin(),
        all.basic(),
        all.plain(),
        all.hash());
  }

  private static Gauge least(int id) {
    return new Gauge(
        id,
        (short) -128,
        0,
        0,
        BigInteger.ZERO,
        0L,
        Instant.ofEpochSecond(1),
        "",
        "",
        "",
        "",
        new byte[4]);
  }

  private static Gauge greatest(int id) {
    return new Gauge(
        id,
        (short) 127,
        16_777_215,
        4_294_967_295L,
        GREATEST_UNSIGNED,
        1_000L,
        Instant.parse("2038-01-19T03:14:07.999999Z"),
        "zzz",
        "z".repeat(20),
        "\uFFFD".repeat(20),
        "~".repeat(20),
        new byte[] {-1, -1, -1, -1});
  }

  private <V> void refusedBy(Column<Gauge, V> column, V value) {
    InvalidValueException failure = refused(
        InvalidValueException.class,
        work -> work.repository(GAUGES).where(ID.eq(1)).set(column, value).update());
    assertThat(failure).hasMessageContaining(column.name());
    assertThat(thrown(InvalidValueException.class, () -> column.eq(value)))
        .hasMessageContaining(column.name());
  }

  @Test
  void add_valuesAtTheEdges_comeBackAsTheyWere() {
    stored(GAUGES, least(1), greatest(2), plain(3));
    assertThat(read(GAUGES, 1).values()).isEqualTo(least(1).values());
    assertThat(read(GAUGES, 2).values()).isEqualTo(greatest(2).values());
    assertThat(read(GAUGES, 3).values()).isEqualTo(plain(3).values());
  }

  @Test
  void find_valuesAtTheEdges_metByConditions() {
    stored(GAUGES, least(1), greatest(2), plain(3));
    Gauge top = greatest(2);
    AggregateFunction<Gauge, BigDecimal> sum = WHOLE.sum();
    assertThat(ids(TINY.eq(top.tiny()))).containsExactly(2);
    assertThat(ids(MEDIUM.in(List.of(0, top.medium())))).containsExactly(1, 2);
    assertThat(ids(WIDE.ge(top.wide()))).containsExactly(2);
    assertThat(ids(WHOLE.gt(BigInteger.ONE))).containsExactly(2);
    assertThat(ids(WHOLE.eq(GREATEST_UNSIGNED))).containsExactly(2);
    assertThat(ids(MOMENT.eq(top.moment()))).containsExactly(2);
    assertThat(ids(MOMENT.lt(top.moment()))).containsExactly(1, 3);
    assertThat(ids(HASH.eq(top.hash()))).containsExactly(2);
    assertThat(selected(one(sum)))
        .containsExactly(new BigDecimal(GREATEST_UNSIGNED.add(BigInteger.ONE)));
  }

  @Test
  void set_valueBeyondTheRange_refusedBeforeTheDatabase() {
    stored(GAUGES, plain(1));
    refusedBy(TINY, (short) 128);
    refusedBy(TINY, (short) -129);
    refusedBy(MEDIUM, -1);
    refusedBy(MEDIUM, 16_777_216);
    refusedBy(WIDE, -1L);
    refusedBy(WIDE, 4_294_967_296L);
    refusedBy(WHOLE, BigInteger.ONE.negate());
    refusedBy(WHOLE, GREATEST_UNSIGNED.add(BigInteger.ONE));
    refusedBy(MOMENT, Instant.EPOCH);
    refusedBy(MOMENT, Instant.parse("2038-01-19T03:14:08Z"));
    refusedBy(HASH, new byte[3]);
    refusedBy(HASH, new byte[5]);
  }

  @Test
  void add_valueBeyondTheRange_refusedBeforeTheDatabase() {
    InvalidValueException failure = refused(
        InvalidValueException.class, work -> work.repository(GAUGES).add(withTicks(1, 1_001L)));
    assertThat(failure)
        .hasMessageContaining("int64 from 0 to 1000 does not hold the value")
        .hasMessageContaining("gauge")
        .hasMessageContaining("ticks");
  }

  @Test
  void increase_withinTheRange_adds() {
    stored(GAUGES, withTicks(1, 10L), withTicks(2, 990L), plain(3));
    data().run(work -> {
      work.repository(GAUGES).where(Specification.all()).increase(TICKS, 10L).update();
      work.repository(GAUGES).where(Specification.all()).increase(TICKS, -20L).update();
    });
    assertThat(read(GAUGES, 1).ticks()).isZero();
    assertThat(read(GAUGES, 2).ticks()).isEqualTo(980L);
    assertThat(read(GAUGES, 3).ticks()).isNull();
  }

  @Test
  void increase_beyondTheRange_refusedAndNothingChanges() {
    stored(GAUGES, withTicks(1, 10L), withTicks(2, 991L));
    refused(
        InvalidValueException.class,
        work -> work.repository(GAUGES)
            .where(Specification.all())
            .increase(TICKS, 10L)
            .update());
    refused(
        InvalidValueException.class,
        work -> work.repository(GAUGES).where(ID.eq(1)).increase(TICKS, -11L).update());
    refused(
        InvalidValueException.class,
        work -> work.repository(GAUGES).where(ID.eq(1)).increase(MEDIUM, -2).update());
    refused(
        InvalidValueException.class,
        work -> work.repository(GAUGES)
            .where(ID.eq(1))
            .increase(WHOLE, GREATEST_UNSIGNED)
            .update());
    data()
        .run(work -> work.repository(GAUGES)
            .where(ID.eq(1))
            .increase(WHOLE, BigInteger.ONE.negate())
            .update());
    assertThat(read(GAUGES, 1).whole()).isZero();
  }

  @ParameterizedTest
  @MethodSource("words")
  void text_ofEachColumn_comparedAsInJava(Words words) {
    Column<Gauge, String> column = words.column();
    var gauges = new ArrayList<Gauge>();
    for (String word : words.held()) {
      gauges.add(with(gauges.size(), column, word));
    }
    data().run(work -> work.repository(GAUGES).addAll(gauges));
    for (int i = 0; i < gauges.size(); i++) {
      assertThat(read(GAUGES, i).values()).isEqualTo(gauges.get(i).values());
    }
    for (String word : words.held()) {
      assertThat(found(column, column.eq(word))).isEqualTo(expected(words, word::equals));
      assertThat(found(column, column.ne(word))).isEqualTo(expected(words, w -> !w.equals(word)));
      assertThat(found(column, column.in(List.of(word, "b"))))
          .isEqualTo(expected(words, word::equals));
      assertThat(found(column, column.lt(word)))
          .isEqualTo(expected(words, w -> BY_CODE_POINT.compare(w, word) < 0));
      assertThat(found(column, column.ge(word)))
          .isEqualTo(expected(words, w -> BY_CODE_POINT.compare(w, word) >= 0));
      assertThat(found(column, column.startsWith(word)))
          .isEqualTo(expected(words, w -> w.startsWith(word)));
      assertThat(found(column, column.contains(word)))
          .isEqualTo(expected(words, w -> w.contains(word)));
      assertThat(found(column, column.endsWith(word)))
          .isEqualTo(expected(words, w -> w.endsWith(word)));
    }
    assertThat(found(column, column.contains("\uD83D\uDE00\u0436")))
        .isEqualTo(expected(words, w -> w.contains("\uD83D\uDE00\u0436")));
    assertThat(found(column, column.endsWith(" ")))
        .isEqualTo(expected(words, w -> w.endsWith(" ")));
    List<String> sorted = words.held().stream().sorted(BY_CODE_POINT).toList();
    assertThat(pages(column)).isEqualTo(sorted);
    assertThat(selected(one(column.min()))).containsExactly(sorted.get(0));
    assertThat(selected(one(column.max()))).containsExactly(sorted.get(sorted.size() - 1));
    assertThat(selected(one(column.countDistinct()))).containsExactly((long) sorted.size());
    assertThat(selected(Projection.of(row -> row.get(column), column, column.count())))
        .containsExactlyInAnyOrderElementsOf(words.held());
  }

  @ParameterizedTest
  @MethodSource("words")
  void text_thatTheColumnLacks_refusedBeforeTheDatabase(Words words) {
    stored(GAUGES, plain(1));
    words.refused().forEach(word -> {
      refusedBy(words.column(), word);
      refused(
          InvalidValueException.class,
          work -> work.repository(GAUGES).add(with(2, words.column(), word)));
    });
  }

  @Test
  void unique_textOfNarrowTypes_tellsWhatJavaTells() {
    stored(GAUGES, with(1, PLAIN, "a"), with(2, PLAIN, "A"), with(3, PLAIN, "a "));
    refused(
        UniqueViolationException.class, work -> work.repository(GAUGES).add(with(4, PLAIN, "a")));
  }

  private static <V> Projection<Gauge, V> one(AggregateFunction<Gauge, V> total) {
    return Projection.of(row -> row.get(total), total);
  }

  private <R> List<R> selected(Projection<Gauge, R> projection) {
    return data().execute(work -> work.repository(GAUGES).select(Query.all(), projection));
  }

  private List<Integer> ids(Specification<Gauge> where) {
    return data()
        .execute(work -> work.repository(GAUGES)
            .select(Query.where(where).orderBy(ID.asc()), Projection.of(row -> row.get(ID), ID)));
  }

  private List<String> found(Column<Gauge, String> column, Specification<Gauge> where) {
    return data()
        .execute(work -> work.repository(GAUGES).find(Query.where(where)).stream()
            .map(column::valueOf)
            .sorted(BY_CODE_POINT)
            .toList());
  }

  private static List<String> expected(Words words, Predicate<String> condition) {
    return words.held().stream().filter(condition).sorted(BY_CODE_POINT).toList();
  }

  /** All words, in order, read by pages of two. */
  private List<String> pages(Column<Gauge, String> column) {
    return data().execute(work -> {
      var words = new ArrayList<String>();
      Query<Gauge> query = Query.orderedBy(column.asc());
      Page<Gauge> page = work.repository(GAUGES).page(query, 2);
      while (true) {
        page.items().forEach(gauge -> words.add(column.valueOf(gauge)));
        if (page.next().isEmpty()) {
          return words;
        }
        Cursor next = page.next().get();
        page = work.repository(GAUGES).page(query, 2, next);
      }
    });
  }
}
