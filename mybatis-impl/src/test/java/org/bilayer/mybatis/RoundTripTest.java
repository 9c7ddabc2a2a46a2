package org.bilayer.mybatis;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.TimeZone;
import java.util.UUID;
import org.bilayer.mybatis.fixture.Server;
import org.bilayer.mybatis.fixture.Tables;
import org.bilayer.mybatis.fixture.TestDatabase;
import org.bilayer.store.Condition;
import org.bilayer.store.Fetch;
import org.bilayer.store.Operator;
import org.bilayer.store.Schema;
import org.bilayer.store.Select;
import org.bilayer.store.SortColumn;
import org.bilayer.store.Store;
import org.bilayer.store.StoreSession;
import org.bilayer.store.Summary;
import org.bilayer.store.Table;
import org.bilayer.store.Write;
import org.bilayer.value.Key;
import org.bilayer.value.Level;
import org.bilayer.value.Lock;
import org.bilayer.value.StoredType;
import org.bilayer.value.StoredType.Kind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Values of every stored type come back as they went in, are found by equality, and are sorted as their type says. */
@ParameterizedClass
@EnumSource(Server.class)
final class RoundTripTest {

  private record Case(StoredType type, List<?> values) {}

  private static final String EMOJI = "\uD83D\uDE00";

  private static final List<Case> CASES = List.of(
      new Case(
          StoredType.text(20),
          List.of(
              "",
              " ",
              "a",
              "A",
              "a ",
              "\u00E9",
              "e",
              "e\u0301",
              "\uFFFD",
              EMOJI,
              "\uE000",
              "\uD7FF",
              "_",
              "%",
              "'\"\\`",
              "\n\t\u0001",
              EMOJI.repeat(20),
              "\u0130",
              "\u00DF",
              "~")),
      new Case(
          StoredType.text(10_000),
          List.of("x", EMOJI.repeat(9_999) + "b", EMOJI.repeat(9_999) + "a")),
      new Case(StoredType.enumeration(10), List.of("OPEN", "CLOSED", "open")),
      new Case(
          StoredType.decimal(19, 2),
          decimals("0.00", "-0.01", "0.01", "99999999999999999.99", "-99999999999999999.99")),
      new Case(
          StoredType.decimal(38, 0),
          decimals("9".repeat(38), "-" + "9".repeat(38), "0", "9007199254740993")),
      new Case(
          StoredType.decimal(38, 38),
          decimals("0." + "9".repeat(38), "-0." + "0".repeat(37) + "1")),
      new Case(
          StoredType.of(Kind.INT16),
          List.of(Short.MIN_VALUE, (short) -1, (short) 0, Short.MAX_VALUE)),
      new Case(StoredType.of(Kind.INT32), List.of(Integer.MIN_VALUE, -1, 0, Integer.MAX_VALUE)),
      new Case(
          StoredType.of(Kind.INT64),
          List.of(Long.MIN_VALUE, -1L, 0L, (1L << 53) + 1, Long.MAX_VALUE)),
      new Case(StoredType.of(Kind.BOOLEAN), List.of(true, false)),
      new Case(
          StoredType.of(Kind.DOUBLE),
          List.of(
              0.0,
              Double.MIN_VALUE,
              Double.MIN_NORMAL,
              Double.MAX_VALUE,
              -Double.MAX_VALUE,
              0.1,
              1 / 3.0,
              Math.PI,
              1e22,
              123456789.12345679,
              Double.MIN_NORMAL - Double.MIN_VALUE)),
      new Case(StoredType.temporal(Kind.INSTANT, 6), instants()),
      new Case(
          StoredType.temporal(Kind.INSTANT, 0),
          List.of(Instant.parse("2021-03-28T01:30:00Z"), Instant.parse("9999-12-31T23:59:59Z"))),
      new Case(
          StoredType.temporal(Kind.LOCAL_DATE_TIME, 6),
          instants().stream()
              .map(i -> LocalDateTime.ofInstant(i, ZoneOffset.UTC))
              .toList()),
      new Case(
          StoredType.of(Kind.LOCAL_DATE),
          List.of(
              LocalDate.of(1, 1, 1),
              LocalDate.of(1582, 10, 10),
              LocalDate.of(1893, 4, 1),
              LocalDate.of(2011, 12, 30),
              LocalDate.of(2021, 3, 28),
              LocalDate.of(9999, 12, 31))),
      new Case(
          StoredType.temporal(Kind.LOCAL_TIME, 6),
          List.of(LocalTime.MIN, LocalTime.of(2, 30), LocalTime.of(23, 59, 59, 999_999_000))),
      new Case(
          StoredType.of(Kind.UUID),
          List.of(
              new UUID(0, 0),
              new UUID(-1, -1),
              new UUID(Long.MAX_VALUE, Long.MIN_VALUE),
              new UUID(Long.MIN_VALUE, 0),
              UUID.fromString("01890a5d-ac96-774b-bcce-b302099a8057"))),
      new Case(
          StoredType.bytes(20),
          List.of(
              new byte[0],
              new byte[] {0},
              new byte[] {0, 0},
              new byte[] {(byte) 0x80},
              new byte[] {0x7F, 1},
              new byte[] {'\\', '\'', -1})),
      new Case(
          StoredType.of(Kind.DOCUMENT),
          documents(
              "null",
              "[]",
              "{}",
              "\"\"",
              "\"'\\\\\\\" \\n " + EMOJI + "\"",
              "{\"b\":1.50,\"a\":[true,false,null,-0.0,1e10,123456789012345678901234567890.5]}",
              "[".repeat(100) + "]".repeat(100),
              "\"" + "x".repeat(100_000) + "\"")),
      new Case(StoredType.bytes(65_000), List.of(new byte[] {1}, new byte[65_000])));

  private static List<Object> documents(String... values) {
    var documents = new ArrayList<Object>();
    for (String value : values) {
      documents.add(StoredType.of(Kind.DOCUMENT).normalise(value));
    }
    return documents;
  }

  private static List<BigDecimal> decimals(String... values) {
    var decimals = new ArrayList<BigDecimal>();
    for (String value : values) {
      decimals.add(new BigDecimal(value));
    }
    return decimals;
  }

  /** The ends of the range, and times that do not exist, or exist twice, in some zone. */
  private static List<Instant> instants() {
    return List.of(
        Instant.parse("0001-01-01T00:00:00Z"),
        Instant.parse("0001-01-01T00:00:00.000001Z"),
        Instant.parse("1582-10-10T12:00:00Z"),
        Instant.parse("1883-11-18T17:03:58Z"),
        Instant.parse("1945-04-02T01:30:00Z"),
        Instant.parse("1969-12-31T23:59:59.999999Z"),
        Instant.parse("1970-01-01T00:00:00Z"),
        Instant.parse("2011-12-30T12:00:00Z"),
        Instant.parse("2021-03-28T01:30:00Z"),
        Instant.parse("2021-03-28T02:30:00Z"),
        Instant.parse("2021-10-31T01:30:00.123456Z"),
        Instant.parse("2038-01-19T03:14:08Z"),
        Instant.parse("9999-12-31T23:59:59.999999Z"));
  }

  @Parameter
  Server server;

  private final TimeZone zone = TimeZone.getDefault();
  private TestDatabase database;
  private Store store;
  private List<Table> tables;

  @BeforeEach
  void create() {
    tables = new ArrayList<>();
    for (int i = 0; i < CASES.size(); i++) {
      tables.add(Tables.table("sample" + i)
          .key("id", StoredType.of(Kind.INT32))
          .nullable("v", CASES.get(i).type())
          .build());
    }
    database = server.create();
    store = database.create(new Schema(tables));
  }

  @AfterEach
  void drop() {
    TimeZone.setDefault(zone);
    store.close();
    database.close();
  }

  private void insertAll(StoreSession session) {
    for (int i = 0; i < tables.size(); i++) {
      var writes = new ArrayList<Write>();
      Object nothing = null;
      writes.add(new Write.Insert(tables.get(i), Key.of(-1), new Object[] {-1, nothing}));
      int id = 0;
      for (Object value : CASES.get(i).values()) {
        writes.add(new Write.Insert(tables.get(i), Key.of(id), new Object[] {id, value}));
        id++;
      }
      assertThat(session.write(writes)).containsOnly(1);
    }
  }

  @Test
  void values_comeBackAsTheyWentIn_inEveryZone() {
    try (StoreSession session = TestDatabase.open(store, Level.SNAPSHOT)) {
      insertAll(session);
      session.commit();
    }
    for (String name :
        List.of("UTC", "Europe/Berlin", "Asia/Kolkata", "America/New_York", "Pacific/Apia")) {
      TimeZone.setDefault(TimeZone.getTimeZone(name));
      database.pool().getHikariPoolMXBean().softEvictConnections();
      try (StoreSession session = TestDatabase.open(store, Level.SNAPSHOT)) {
        for (int i = 0; i < tables.size(); i++) {
          checkValues(session, tables.get(i), CASES.get(i));
        }
      }
    }
  }

  private static void checkValues(StoreSession session, Table table, Case sample) {
    List<Key> keys = new ArrayList<>(List.of(Key.of(-1)));
    for (int id = 0; id < sample.values().size(); id++) {
      keys.add(Key.of(id));
    }
    List<Object[]> rows = session.fetch(new Fetch(table, table.key(), keys, Lock.NONE));
    assertThat(rows).hasSize(keys.size());
    for (Object[] row : rows) {
      int id = (Integer) row[0];
      if (id < 0) {
        assertThat(row[1]).isNull();
      } else {
        assertThat(row[1]).as("%s", sample.type()).isEqualTo(sample.values().get(id));
        assertThat(row[1]).isInstanceOf(sample.type().kind().javaType());
      }
    }
  }

  @Test
  void values_areFoundByEquality_aloneAndInLists_inEveryZone() {
    try (StoreSession session = TestDatabase.open(store, Level.SNAPSHOT)) {
      insertAll(session);
      session.commit();
    }
    for (String name : List.of("UTC", "Europe/Berlin", "Pacific/Apia")) {
      TimeZone.setDefault(TimeZone.getTimeZone(name));
      database.pool().getHikariPoolMXBean().softEvictConnections();
      try (StoreSession session = TestDatabase.open(store, Level.SNAPSHOT)) {
        for (int i = 0; i < tables.size(); i++) {
          if (CASES.get(i).type().hasEquality()) {
            checkEquality(session, tables.get(i), CASES.get(i));
          }
        }
      }
    }
  }

  private static void checkEquality(StoreSession session, Table table, Case sample) {
    for (int id = 0; id < sample.values().size(); id++) {
      Object value = sample.values().get(id);
      assertThat(ids(session, table, new Condition.Compare(1, Operator.EQ, value)))
          .as("%s = %s", sample.type(), value)
          .containsExactly(id);
    }
    assertThat(ids(session, table, new Condition.In(1, List.copyOf(sample.values()))))
        .as("%s in all", sample.type())
        .hasSize(sample.values().size());
    List<Object> some = new ArrayList<>(sample.values().subList(0, 2));
    assertThat(ids(session, table, new Condition.In(1, some)))
        .as("%s", sample.type())
        .hasSize(2);
    assertThat(ids(session, table, new Condition.Not(new Condition.In(1, some))))
        .hasSize(sample.values().size() - 2);
  }

  private static List<Integer> ids(StoreSession session, Table table, Condition condition) {
    var ids = new ArrayList<Integer>();
    for (Object[] row : session.select(
        new Select(table, condition, List.of(), Long.MAX_VALUE, List.of(0), Lock.NONE))) {
      ids.add((Integer) row[0]);
    }
    ids.sort(null);
    return ids;
  }

  @Test
  void order_isThatOfTheType_withNullsWhereTheyAreAskedFor() {
    try (StoreSession session = TestDatabase.open(store, Level.SNAPSHOT)) {
      insertAll(session);
      for (int i = 0; i < tables.size(); i++) {
        if (CASES.get(i).type().isOrdered()) {
          checkOrder(session, tables.get(i), CASES.get(i), false, true);
          checkOrder(session, tables.get(i), CASES.get(i), true, true);
          checkOrder(session, tables.get(i), CASES.get(i), false, false);
          checkOrder(session, tables.get(i), CASES.get(i), true, false);
        }
      }
    }
  }

  private static void checkOrder(
      StoreSession session, Table table, Case sample, boolean descending, boolean nullsFirst) {
    var expected = new ArrayList<Object>(sample.values());
    expected.sort(sample.type()::compare);
    if (descending) {
      java.util.Collections.reverse(expected);
    }
    expected.add(nullsFirst ? 0 : expected.size(), null);
    var sort = List.of(new SortColumn(1, descending, nullsFirst), new SortColumn(0, false, false));
    var found = new ArrayList<Object>();
    for (Object[] row : session.select(new Select(
        table, new Condition.Always(true), sort, Long.MAX_VALUE, List.of(1), Lock.NONE))) {
      found.add(row[0]);
    }
    assertThat(found).as("%s", sample.type()).usingRecursiveComparison().isEqualTo(expected);
  }

  @Test
  void comparisons_followTheOrderOfTheType() {
    try (StoreSession session = TestDatabase.open(store, Level.SNAPSHOT)) {
      insertAll(session);
      for (int i = 0; i < tables.size(); i++) {
        if (CASES.get(i).type().isOrdered()) {
          for (Object value : CASES.get(i).values()) {
            for (Operator operator : Operator.values()) {
              checkComparison(session, tables.get(i), CASES.get(i), operator, value);
            }
          }
        }
      }
    }
  }

  private static void checkComparison(
      StoreSession session, Table table, Case sample, Operator operator, Object value) {
    boolean equality = operator == Operator.EQ || operator == Operator.NE;
    if (equality && !sample.type().hasEquality()) {
      return;
    }
    var expected = new ArrayList<Integer>();
    for (int id = 0; id < sample.values().size(); id++) {
      if (operator.accepts(sample.type().compare(sample.values().get(id), value))) {
        expected.add(id);
      }
    }
    assertThat(ids(session, table, new Condition.Compare(1, operator, value)))
        .as("%s %s %s", sample.type(), operator, value)
        .isEqualTo(expected);
  }

  @Test
  void extremes_areThoseOfTheType() {
    try (StoreSession session = TestDatabase.open(store, Level.SNAPSHOT)) {
      insertAll(session);
      for (int i = 0; i < tables.size(); i++) {
        StoredType type = CASES.get(i).type();
        if (type.isOrdered()) {
          var sorted = new ArrayList<Object>(CASES.get(i).values());
          sorted.sort(type::compare);
          var summary = new Summary(
              tables.get(i),
              new Condition.Always(true),
              List.of(),
              List.of(
                  new Summary.Aggregate(Summary.Function.MIN, 1),
                  new Summary.Aggregate(Summary.Function.MAX, 1),
                  new Summary.Aggregate(Summary.Function.COUNT, 1),
                  new Summary.Aggregate(Summary.Function.COUNT, -1)));
          Object[] found = session.summarise(summary).get(0);
          Object[] expected = {
            sorted.get(0), sorted.get(sorted.size() - 1), (long) sorted.size(), sorted.size() + 1L
          };
          assertThat(found).as("%s", type).usingRecursiveComparison().isEqualTo(expected);
        }
      }
    }
  }
}
