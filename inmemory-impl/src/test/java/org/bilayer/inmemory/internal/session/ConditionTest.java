package org.bilayer.inmemory.internal.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.bilayer.contracts.TestSeed;
import org.bilayer.store.Condition;
import org.bilayer.store.Condition.Always;
import org.bilayer.store.Condition.And;
import org.bilayer.store.Condition.Compare;
import org.bilayer.store.Condition.CompareColumns;
import org.bilayer.store.Condition.Exists;
import org.bilayer.store.Condition.In;
import org.bilayer.store.Condition.IsNull;
import org.bilayer.store.Condition.Match;
import org.bilayer.store.Condition.Matches;
import org.bilayer.store.Condition.Not;
import org.bilayer.store.Condition.Or;
import org.bilayer.store.Operator;
import org.bilayer.store.Schema;
import org.bilayer.store.Select;
import org.bilayer.store.StoredColumn;
import org.bilayer.store.Table;
import org.bilayer.store.UniqueKey;
import org.bilayer.store.Write;
import org.bilayer.value.Lock;
import org.bilayer.value.StoredType;
import org.bilayer.value.StoredType.Kind;
import org.junit.jupiter.api.Test;

/** Conditions, orders and limits on every kind of value, by hand and against brute force. */
final class ConditionTest {

  private static final Map<Kind, List<Object>> POOLS = pools();

  /** All kinds that can be compared. */
  private static final List<Kind> KINDS = List.copyOf(POOLS.keySet());

  private static final Table THING = thing();
  private static final Schema SCHEMA = new Schema(List.of(THING));

  private static Map<Kind, List<Object>> pools() {
    var pools = new LinkedHashMap<Kind, List<Object>>();
    // A text above U+FFFF, which must follow U+FFFF, and prefixes of each other.
    pools.put(
        Kind.TEXT,
        List.of(
            "", "a", "ab", "abc", "b%_\\", "A ", "\uD83D\uDE00", "\uFFFF", "\uD7FFx", "\uE000"));
    pools.put(Kind.ENUM, List.of("RED", "GREEN", "BLUE"));
    pools.put(
        Kind.DECIMAL,
        List.of(new BigDecimal("-1.50"), new BigDecimal("0.00"), new BigDecimal("99.99")));
    pools.put(Kind.INT16, List.of(Short.MIN_VALUE, (short) 0, Short.MAX_VALUE));
    pools.put(Kind.INT32, List.of(Integer.MIN_VALUE, -1, 0, 1, Integer.MAX_VALUE));
    pools.put(Kind.INT64, List.of(Long.MIN_VALUE, 0L, 5L, Long.MAX_VALUE));
    pools.put(Kind.BOOLEAN, List.of(false, true));
    pools.put(Kind.DOUBLE, List.of(-Double.MAX_VALUE, 0.0, Double.MIN_VALUE, 1e300));
    pools.put(Kind.INSTANT, List.of(Instant.EPOCH, Instant.parse("2024-02-29T12:00:00.000001Z")));
    pools.put(
        Kind.LOCAL_DATE_TIME,
        List.of(
            LocalDateTime.parse("0001-01-01T00:00:00"),
            LocalDateTime.parse("9999-12-31T23:59:59")));
    pools.put(
        Kind.LOCAL_DATE, List.of(LocalDate.parse("1900-01-01"), LocalDate.parse("2024-02-29")));
    pools.put(Kind.LOCAL_TIME, List.of(LocalTime.MIDNIGHT, LocalTime.parse("23:59:59.999999")));
    pools.put(
        Kind.UUID,
        List.of(
            new UUID(0, 1),
            new UUID(0x7fffL << 48, 0),
            new UUID(0x8000L << 48, 0),
            new UUID(0, -1)));
    pools.put(
        Kind.BYTES,
        List.of(new byte[0], new byte[] {1}, new byte[] {(byte) 0xff}, new byte[] {1, 0}));
    return pools;
  }

  /** One nullable column per kind after the id, and a second one of each kind; unique keys over some of them. */
  private static Table thing() {
    var columns = new ArrayList<StoredColumn>();
    columns.add(new StoredColumn("id", StoredType.of(Kind.INT32), false));
    for (int round = 1; round <= 2; round++) {
      for (Kind kind : KINDS) {
        columns.add(new StoredColumn(
            kind.name().toLowerCase(java.util.Locale.ROOT) + round, type(kind), true));
      }
    }
    return new Table(
        "thing",
        columns,
        List.of(0),
        -1,
        List.of(
            new UniqueKey("thing_text_id_key", List.of(column(Kind.TEXT), 0)),
            new UniqueKey(
                "thing_int_text_id_key", List.of(column(Kind.INT32), column(Kind.TEXT), 0)),
            new UniqueKey("thing_uuid_id_key", List.of(column(Kind.UUID), 0)),
            new UniqueKey(
                "thing_bytes_int_key", List.of(column(Kind.BYTES), 0, column(Kind.INT64)))),
        List.of(),
        List.of(),
        Optional.empty());
  }

  private static int column(Kind kind) {
    return 1 + KINDS.indexOf(kind);
  }

  private static StoredType type(Kind kind) {
    return switch (kind) {
      case TEXT -> StoredType.text(20);
      case ENUM -> StoredType.enumeration(20);
      case BYTES -> StoredType.bytes(8);
      case DECIMAL -> StoredType.decimal(6, 2);
      case INSTANT, LOCAL_DATE_TIME, LOCAL_TIME -> StoredType.temporal(kind, 6);
      default -> StoredType.of(kind);
    };
  }

  private static Object[] thingWith(int id, Kind kind, Object value) {
    Object[] row = new Object[THING.columns().size()];
    row[0] = id;
    row[column(kind)] = value;
    return row;
  }

  /** The ids of those of some rows that satisfy a condition. */
  private static List<Object> ids(Condition where, Object[]... rows) {
    var store = InMemoryStore.create(SCHEMA, 7);
    try (InMemorySession session = Shop.begin(store)) {
      var writes = new ArrayList<Write>();
      for (Object[] row : rows) {
        writes.add(Shop.insert(THING, row));
      }
      session.write(writes);
      return session.select(Shop.ordered(THING, where)).stream()
          .map(row -> row[0])
          .toList();
    }
  }

  @Test
  void compare_everyKind_agreesWithTheOrderOfItsValues() {
    POOLS.forEach((kind, pool) -> {
      for (Operator operator : Operator.values()) {
        for (Object wanted : pool) {
          var rows = new ArrayList<Object[]>();
          var expected = new ArrayList<Object>();
          rows.add(thingWith(0, kind, null));
          for (int i = 0; i < pool.size(); i++) {
            rows.add(thingWith(i + 1, kind, pool.get(i)));
            if (operator.accepts(NaiveTables.compare(pool.get(i), wanted))) {
              expected.add(i + 1);
            }
          }
          assertThat(
                  ids(new Compare(column(kind), operator, wanted), rows.toArray(Object[][]::new)))
              .as("%s %s %s", kind, operator, wanted)
              .isEqualTo(expected);
        }
      }
    });
  }

  @Test
  void not_ofComparisonWithNull_staysUnknown() {
    Condition isTwo = new Compare(column(Kind.INT64), Operator.EQ, 2L);
    Object[][] rows = {
      thingWith(1, Kind.INT64, 2L), thingWith(2, Kind.INT64, null), thingWith(3, Kind.INT64, 3L)
    };
    assertThat(ids(isTwo, rows)).containsExactly(1);
    assertThat(ids(new Not(isTwo), rows)).containsExactly(3);
    assertThat(ids(new Not(new Not(isTwo)), rows)).containsExactly(1);
    assertThat(ids(new Compare(column(Kind.INT64), Operator.NE, 2L), rows)).containsExactly(3);
    assertThat(ids(new Not(new In(column(Kind.INT64), List.of(2L, 9L))), rows)).containsExactly(3);
  }

  @Test
  void and_or_withUnknown_followKleene() {
    Condition unknown = new Compare(column(Kind.INT64), Operator.EQ, 2L);
    Condition yes = new Always(true);
    Condition no = new Always(false);
    Object[] row = thingWith(1, Kind.INT64, null);
    assertThat(ids(new Or(List.of(unknown, yes)), row)).containsExactly(1);
    assertThat(ids(new And(List.of(unknown, yes)), row)).isEmpty();
    assertThat(ids(new Not(new And(List.of(unknown, no))), row)).containsExactly(1);
    assertThat(ids(new Not(new And(List.of(unknown, yes))), row)).isEmpty();
    assertThat(ids(new Not(new Or(List.of(unknown, no))), row)).isEmpty();
  }

  @Test
  void isNull_isNeverUnknown() {
    Object[][] rows = {thingWith(1, Kind.TEXT, ""), thingWith(2, Kind.TEXT, null)};
    assertThat(ids(new IsNull(column(Kind.TEXT)), rows)).containsExactly(2);
    assertThat(ids(new Not(new IsNull(column(Kind.TEXT))), rows)).containsExactly(1);
  }

  @Test
  void matches_signsOfPatterns_standForThemselves() {
    Object[][] rows = {
      thingWith(1, Kind.TEXT, "a%b"),
      thingWith(2, Kind.TEXT, "axb"),
      thingWith(3, Kind.TEXT, null),
      thingWith(4, Kind.TEXT, "A%b")
    };
    int text = column(Kind.TEXT);
    assertThat(ids(new Matches(text, Match.PREFIX, "a%"), rows)).containsExactly(1);
    assertThat(ids(new Matches(text, Match.INFIX, "%"), rows)).containsExactly(1, 4);
    assertThat(ids(new Matches(text, Match.SUFFIX, "xb"), rows)).containsExactly(2);
    assertThat(ids(new Not(new Matches(text, Match.PREFIX, "a%")), rows)).containsExactly(2, 4);
    assertThat(ids(new Matches(text, Match.PREFIX, ""), rows)).containsExactly(1, 2, 4);
  }

  @Test
  void compareColumns_nullOnOneSide_isUnknown() {
    int one = column(Kind.INT64);
    int two = one + KINDS.size();
    Object[] same = thingWith(1, Kind.INT64, 5L);
    same[two] = 5L;
    Object[] half = thingWith(2, Kind.INT64, 5L);
    Condition equal = new CompareColumns(one, Operator.EQ, two);
    assertThat(ids(equal, same, half, thingWith(3, Kind.INT64, null))).containsExactly(1);
    assertThat(ids(new Not(equal), same, half)).isEmpty();
  }

  @Test
  void exists_noOwnedRow_isFalseAndNotUnknown() {
    var store = Shop.open();
    Shop.commit(
        store,
        Shop.insert(Shop.PURCHASE, Shop.purchase("p1", null)),
        Shop.insert(Shop.PURCHASE, Shop.purchase("p2", null)),
        Shop.insert(Shop.LINE, Shop.line("p1", 1, "A-1", 2)),
        Shop.insert(Shop.LINE, Shop.line("p1", 2, "A-2", 5)));
    Condition many = new Exists(Shop.LINE, new Compare(Shop.LINE_QUANTITY, Operator.GT, 4));
    try (var session = Shop.begin(store)) {
      assertThat(session.select(Shop.select(Shop.PURCHASE, many))).hasSize(1);
      assertThat(session.select(Shop.select(Shop.PURCHASE, new Not(many))))
          .extracting(row -> row[0])
          .containsExactly("p2");
    }
  }

  @Test
  void select_valueOfAnotherClass_isRefused() {
    assertThatThrownBy(() -> ids(new Compare(column(Kind.INT32), Operator.EQ, 1L)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(
            "compares column int321 of thing, of type int32, with a value of java.lang.Long");
  }

  @Test
  void select_tableOfAnotherSchema_isRefused() {
    try (var session = Shop.begin(Shop.open())) {
      assertThatThrownBy(() -> session.select(Shop.select(THING, new Always(true))))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("not of this store's schema");
    }
  }

  @Test
  void select_randomConditionsAndOrders_agreesWithBruteForce() {
    long seed = TestSeed.next().value();
    System.out.println("ConditionTest seed=" + seed);
    var random = new Random(seed);
    for (int round = 0; round < 20; round++) {
      compareWithBruteForce(random, seed);
    }
  }

  private static void compareWithBruteForce(Random random, long seed) {
    var store = InMemoryStore.create(SCHEMA, random.nextLong());
    var naive = new NaiveTables(SCHEMA);
    var pools = new LinkedHashMap<Integer, List<Object>>();
    pools.put(0, List.of(1, 20, 40, 41, 60));
    for (int column = 1; column < THING.columns().size(); column++) {
      pools.put(column, POOLS.get(THING.type(column).kind()));
    }
    var conditions = new RandomConditions(random, THING, pools, List.of());
    try (var session = Shop.begin(store)) {
      var writes = new ArrayList<Write>();
      for (int id = 0; id < 60; id++) {
        Object[] row = new Object[THING.columns().size()];
        for (int column = 1; column < row.length; column++) {
          row[column] = random.nextInt(4) == 0 ? null : conditions.pick(pools.get(column));
        }
        row[0] = id;
        writes.add(Shop.insert(THING, row));
      }
      session.write(writes);
      naive.write(writes);
      for (int i = 0; i < 250; i++) {
        long limit = random.nextInt(3) == 0 ? Long.MAX_VALUE : random.nextInt(20);
        Condition where = conditions.next(3);
        var ordered = new Select(THING, where, conditions.order(), limit, List.of(), Lock.NONE);
        String what = "seed=" + seed + " " + ordered;
        List<Object[]> expected = naive.select(ordered);
        assertThat(session.select(ordered)).as(what).isEqualTo(expected);
        assertThat(drain(session, ordered)).as(what).isEqualTo(expected);
        var unordered = new Select(THING, where, List.of(), limit, List.of(), Lock.NONE);
        List<Object[]> all = naive.matches(THING, where);
        for (List<Object[]> rows : List.of(session.select(unordered), drain(session, unordered))) {
          assertThat(rows)
              .as(what)
              .hasSize((int) Math.min(limit, all.size()))
              .doesNotHaveDuplicates();
          assertThat(all).as(what).containsAll(rows);
        }
      }
    }
  }

  private static List<Object[]> drain(InMemorySession session, Select select) {
    var rows = new ArrayList<Object[]>();
    try (var cursor = session.stream(select)) {
      for (Object[] row = cursor.next(); row != null; row = cursor.next()) {
        rows.add(row);
      }
    }
    return rows;
  }

  @Test
  void text_orderedQuery_isByCodePoint() {
    var store = InMemoryStore.create(SCHEMA, 7);
    try (InMemorySession session = Shop.begin(store)) {
      session.write(List.of(
          Shop.insert(THING, thingWith(1, Kind.TEXT, "\uD83D\uDE00")),
          Shop.insert(THING, thingWith(2, Kind.TEXT, "\uFFFF"))));
      var byText = new Select(
          THING,
          new Always(true),
          List.of(
              new org.bilayer.store.SortColumn(column(Kind.TEXT), false, false),
              new org.bilayer.store.SortColumn(0, false, false)),
          Long.MAX_VALUE,
          List.of(0),
          Lock.NONE);
      assertThat(session.select(byText)).extracting(row -> row[0]).containsExactly(2, 1);
    }
  }
}
