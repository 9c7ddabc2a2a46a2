package org.bilayer.mybatis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;
import org.bilayer.DataLayer;
import org.bilayer.Repository;
import org.bilayer.contracts.sample.Payment;
import org.bilayer.contracts.sample.Till;
import org.bilayer.failure.UnreadableRowException;
import org.bilayer.model.Codec;
import org.bilayer.model.Column;
import org.bilayer.model.ElementCollection;
import org.bilayer.model.Embedded;
import org.bilayer.model.Mapping;
import org.bilayer.model.Model;
import org.bilayer.model.Value;
import org.bilayer.model.Variant;
import org.bilayer.model.Variants;
import org.bilayer.mybatis.fixture.Server;
import org.bilayer.mybatis.fixture.TestDatabase;
import org.bilayer.query.Page;
import org.bilayer.query.Projection;
import org.bilayer.query.Query;
import org.bilayer.query.Specification;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A value that plain SQL has stored and the model cannot take, of every kind and in every position of an aggregate: each read
 * fails in one way, and names table and column.
 */
final class UnreadableValuesTest {

  private enum Mood {
    GOOD
  }

  /** A type of the domain that refuses what it does not know. */
  private record Code(String text) {

    Code {
      if (!text.startsWith("ok")) {
        throw new IllegalStateException("no code");
      }
    }
  }

  /** How a value becomes unreadable on one server: the column's new type, if it needs one, and the value. */
  private record Bad(String type, String literal) {}

  /** A kind of stored value. */
  @SuppressWarnings("ImmutableEnumChecker") // codecs and values do not change
  private enum Kind {
    ENUM(Codec.enumByName(Mood.class), Mood.GOOD),
    OWN_TYPE(Codec.text(9).as(Code::new, Code::text), new Code("ok")),
    DECIMAL(Codec.decimal(10, 2), new BigDecimal("1.50")),
    INT16(Codec.int16(), (short) 1),
    INT32(Codec.int32(), 1),
    INT64(Codec.int64(), 1L),
    BOOLEAN(Codec.bool(), true),
    DOUBLE(Codec.float64(), 1.0),
    INSTANT(Codec.instant(6), Instant.EPOCH),
    LOCAL_DATE_TIME(Codec.localDateTime(6), LocalDateTime.of(2000, 1, 1, 0, 0)),
    LOCAL_DATE(Codec.localDate(), LocalDate.of(2000, 1, 1)),
    LOCAL_TIME(Codec.localTime(6), LocalTime.NOON),
    UUID(Codec.uuid(), new UUID(1, 1)),
    DOCUMENT(Codec.document(), "{}");

    private final Codec<?, ?> codec;
    private final Object good;

    Kind(Codec<?, ?> codec, Object good) {
      this.codec = codec;
      this.good = good;
    }

    boolean isKey() {
      return codec.type().hasEquality();
    }

    List<Bad> bad(Server server) {
      boolean postgres = server == Server.POSTGRESQL;
      boolean mariadb = server == Server.MARIADB;
      String text = postgres ? "text" : "varchar(200)";
      String timestamp = mariadb ? "varchar(200)" : "";
      return switch (this) {
        case ENUM -> List.of(new Bad("", "'BAD'"));
        case OWN_TYPE -> List.of(new Bad("", "'bad'"));
        case DECIMAL -> List.of(new Bad("decimal(20,4)", "1.2345"), new Bad(text, "'no number'"));
        case INT16 -> List.of(new Bad("int", "70000"), new Bad(text, "'x'"));
        case INT32 -> List.of(new Bad("bigint", "5000000000"), new Bad(text, "'x'"));
        case INT64 ->
          List.of(new Bad("decimal(30,0)", "100000000000000000000"), new Bad(text, "'x'"));
        case BOOLEAN ->
          List.of(
              mariadb
                  ? new Bad("", "2")
                  : postgres ? new Bad(text, "'maybe'") : new Bad("int", "2"));
        case DOUBLE -> List.of(mariadb ? new Bad(text, "'x'") : new Bad("", "'NaN'"));
        case INSTANT ->
          mariadb
              ? List.of(new Bad(timestamp, "'x'"))
              : postgres
                  ? List.of(new Bad("", "'infinity'"), new Bad("", "'12000-01-01 00:00:00+00'"))
                  : List.of(new Bad("", "TIMESTAMP WITH TIME ZONE '12000-01-01 00:00:00+00'"));
        case LOCAL_DATE_TIME ->
          mariadb
              ? List.of(new Bad("", "'2020-00-00 01:02:03'"), new Bad(timestamp, "'x'"))
              : postgres
                  ? List.of(new Bad("", "'-infinity'"), new Bad("", "'0044-03-15 00:00:00 BC'"))
                  : List.of(new Bad("", "TIMESTAMP '12000-01-01 00:00:00'"));
        case LOCAL_DATE ->
          mariadb
              ? List.of(
                  new Bad("", "'0000-00-00'"),
                  new Bad("", "'2020-05-00'"),
                  new Bad(timestamp, "'x'"))
              : postgres
                  ? List.of(new Bad("", "'infinity'"), new Bad("", "'0044-03-15 BC'"))
                  : List.of(new Bad("", "DATE '12000-01-01'"));
        case LOCAL_TIME ->
          List.of(
              mariadb
                  ? new Bad("", "'100:00:00'")
                  : postgres ? new Bad("", "'24:00:00'") : new Bad(text, "'x'"));
        case UUID ->
          mariadb
              ? List.of(
                  new Bad("varbinary(20)", "'short'"),
                  new Bad("varbinary(20)", "'12345678901234567'"))
              : List.of(new Bad(text, "'no uuid'"));
        case DOCUMENT -> List.of(new Bad(mariadb ? "longtext" : text, "'{'"));
      };
    }
  }

  private record Inner(Object value, List<Inner> parts) {}

  private record Holder(Object id, Object value, Object parts) {}

  private sealed interface Shape permits Round {
    long id();
  }

  private record Round(long id, Object value) implements Shape {}

  /** Where in an aggregate the value lies. */
  private enum Position {
    COLUMN,
    VALUE_OBJECT,
    VARIANT,
    ID,
    PART_OF_AN_ID,
    ELEMENT,
    KEY_OF_AN_ELEMENT,
    KEY_OF_A_MAP,
    ELEMENT_OF_AN_ELEMENT
  }

  /** A mapping with the value in one position. */
  private record Case(
      Mapping<?, ?> mapping, Object good, Column<?, ?> projected, String table, String column) {}

  @SuppressWarnings("unchecked")
  private static <O> Column<O, Object> column(
      String name, Codec<?, ?> codec, Function<O, Object> getter) {
    return Column.of(name, (Codec<Object, ?>) codec, getter);
  }

  private static Case of(Position position, Kind kind, String table) {
    Column<Holder, Long> id = Column.of("id", Codec.int64(), holder -> (Long) holder.id());
    Column<Holder, Object> value = column("v", kind.codec, Holder::value);
    Column<Inner, Object> inner = column("v", kind.codec, Inner::value);
    Column<Inner, Integer> plain =
        Column.of("n", Codec.int32(), element -> (Integer) element.value());
    Value<Inner> valueObject =
        Value.of(Inner.class, row -> new Inner(row.get(inner), List.of()), inner);
    String parts = table + "_part";
    switch (position) {
      case COLUMN -> {
        return new Case(
            Mapping.of(Holder.class, table, id)
                .with(value)
                .construct(row -> new Holder(row.get(id), row.get(value), List.of())),
            new Holder(1L, kind.good, List.of()),
            value,
            table,
            "v");
      }
      case VALUE_OBJECT -> {
        Embedded<Holder, Inner> in =
            Embedded.of("in_", valueObject, holder -> (Inner) holder.value());
        return new Case(
            Mapping.of(Holder.class, table, id)
                .with(in)
                .construct(row -> new Holder(row.get(id), row.get(in), List.of())),
            new Holder(1L, new Inner(kind.good, List.of()), List.of()),
            in.at(inner),
            table,
            "in_v");
      }
      case VARIANT -> {
        Column<Shape, Long> shapeId = Column.of("id", Codec.int64(), Shape::id);
        Column<Round, Object> roundValue = column("v", kind.codec, Round::value);
        Variant<Shape, Round> round = Variant.of(
            "round",
            Round.class,
            row -> new Round(row.get(shapeId), row.get(roundValue)),
            roundValue);
        Variants<Shape> shapes = Variants.of("kind", round);
        return new Case(
            Mapping.of(Shape.class, table, shapeId).with(shapes).construct(row -> row.get(shapes)),
            new Round(1, kind.good),
            round.at(roundValue),
            table,
            "v");
      }
      case ID -> {
        Column<Holder, Object> own = column("v", kind.codec, Holder::id);
        return new Case(
            Mapping.of(Holder.class, table, own)
                .construct(row -> new Holder(row.get(own), "", List.of())),
            new Holder(kind.good, "", List.of()),
            own,
            table,
            "v");
      }
      case PART_OF_AN_ID -> {
        Column<Inner, Integer> number = Column.of("n", Codec.int32(), each -> 7);
        Value<Inner> both = Value.of(
            Inner.class,
            row -> {
              Object read = row.get(inner);
              row.get(number);
              return new Inner(read, List.of());
            },
            number,
            inner);
        Embedded<Holder, Inner> own = Embedded.of("id_", both, holder -> (Inner) holder.id());
        return new Case(
            Mapping.of(Holder.class, table, own)
                .construct(row -> new Holder(row.get(own), "", List.of())),
            new Holder(new Inner(kind.good, List.of()), "", List.of()),
            own.at(inner),
            table,
            "id_v");
      }
      case ELEMENT, KEY_OF_AN_ELEMENT -> {
        Function<Holder, List<Inner>> getter = UnreadableValuesTest::innerOf;
        ElementCollection<Holder, Inner, List<Inner>> elements = position == Position.ELEMENT
            ? ElementCollection.list(parts, valueObject, getter)
            : ElementCollection.list(parts, valueObject, inner, getter);
        return owning(table, id, elements, List.of(new Inner(kind.good, List.of())), parts, "v");
      }
      case KEY_OF_A_MAP -> {
        Value<Inner> number =
            Value.of(Inner.class, row -> new Inner(row.get(plain), List.of()), plain);
        @SuppressWarnings("unchecked")
        ElementCollection<Holder, Inner, Map<Object, Inner>> map =
            ElementCollection.map(parts, "k", (Codec<Object, ?>) kind.codec, number, holder ->
                (Map<Object, Inner>) holder.parts());
        return owning(table, id, map, Map.of(kind.good, new Inner(1, List.of())), parts, "k");
      }
      case ELEMENT_OF_AN_ELEMENT -> {
        ElementCollection<Inner, Inner, List<Inner>> deeper =
            ElementCollection.list(table + "_deep", valueObject, Inner::parts);
        Value<Inner> outer =
            Value.of(Inner.class, row -> new Inner(row.get(plain), row.get(deeper)), plain, deeper);
        ElementCollection<Holder, Inner, List<Inner>> elements =
            ElementCollection.list(parts, outer, plain, UnreadableValuesTest::innerOf);
        return owning(
            table,
            id,
            elements,
            List.of(new Inner(1, List.of(new Inner(kind.good, List.of())))),
            table + "_deep",
            "v");
      }
    }
    throw new AssertionError(position);
  }

  @SuppressWarnings("unchecked")
  private static List<Inner> innerOf(Holder holder) {
    return (List<Inner>) holder.parts();
  }

  private static <S> Case owning(
      String table,
      Column<Holder, Long> id,
      ElementCollection<Holder, Inner, S> parts,
      S good,
      String badTable,
      String badColumn) {
    return new Case(
        Mapping.of(Holder.class, table, id)
            .with(parts)
            .construct(row -> new Holder(row.get(id), "", row.get(parts))),
        new Holder(1L, "", good),
        id,
        badTable,
        badColumn);
  }

  private static final Map<Server, TestDatabase> DATABASES = new EnumMap<>(Server.class);
  private static final AtomicInteger TABLES = new AtomicInteger();

  @AfterAll
  static void drop() {
    DATABASES.values().forEach(TestDatabase::close);
    DATABASES.clear();
  }

  @TestFactory
  Stream<DynamicTest> read_valueOfAnyKindInAnyPosition_failsInOneWay() {
    var tests = new ArrayList<DynamicTest>();
    for (Server server : Server.values()) {
      for (Position position : Position.values()) {
        for (Kind kind : Kind.values()) {
          boolean inKey = position == Position.ID
              || position == Position.PART_OF_AN_ID
              || position == Position.KEY_OF_AN_ELEMENT
              || position == Position.KEY_OF_A_MAP;
          if (!inKey || kind.isKey()) {
            for (Bad bad : kind.bad(server)) {
              tests.add(DynamicTest.dynamicTest(
                  server + " " + position + " " + kind + " " + bad.literal(),
                  () -> check(server, position, kind, bad)));
            }
          }
        }
      }
    }
    return tests.stream();
  }

  private static void check(Server server, Position position, Kind kind, Bad bad) {
    TestDatabase database = DATABASES.computeIfAbsent(server, Server::create);
    Case at = of(position, kind, "t" + TABLES.incrementAndGet());
    store(server, database, at, bad);
    checkReads(at.mapping(), at, position, database);
  }

  private record Plan(
      long id,
      @Nullable LocalDate due,
      @Nullable LocalDateTime begun,
      @Nullable Instant ended) {}

  /** The driver gives null for it, which would be read as an absent value. */
  @Test
  void read_zeroDateOfANullableColumn_isNoAbsentValue() {
    TestDatabase database = DATABASES.computeIfAbsent(Server.MARIADB, Server::create);
    Column<Plan, Long> id = Column.of("id", Codec.int64(), Plan::id);
    List<Column<Plan, ?>> dates = List.of(
        Column.<Plan, LocalDate>nullable("due", Codec.localDate(), Plan::due),
        Column.<Plan, LocalDateTime>nullable("begun", Codec.localDateTime(6), Plan::begun),
        Column.<Plan, Instant>nullable("ended", Codec.instant(6), Plan::ended));
    for (Column<Plan, ?> date : dates) {
      String table = "t" + TABLES.incrementAndGet();
      Mapping<Plan, Long> plans = Mapping.of(Plan.class, table, id).with(date).construct(row -> {
        Object read = row.getOrNull(date);
        return new Plan(
            row.get(id),
            read instanceof LocalDate due ? due : null,
            read instanceof LocalDateTime begun ? begun : null,
            read instanceof Instant ended ? ended : null);
      });
      try (DataLayer layer = database.layer(Model.of(plans))) {
        layer.run(work -> work.repository(plans).add(new Plan(1, null, null, null)));
        assertThat(layer.read(plans).get(1L)).isEqualTo(new Plan(1, null, null, null));
        database.execute(
            "SET STATEMENT sql_mode = '' FOR UPDATE " + table + " SET " + date.name() + " = 0");
        assertThat(catchThrowable(() -> layer.read(plans).get(1L)))
            .isInstanceOf(UnreadableRowException.class)
            .hasMessageContaining("[table=" + table + ", key=1, column=" + date.name()
                + ", rule=a date must not be zero]");
      }
    }
  }

  /** A row that is a card has no coins. */
  @ParameterizedTest
  @EnumSource(Server.class)
  void read_valueInAColumnOfAnotherClass_failsInOneWay(Server server) {
    TestDatabase database = DATABASES.computeIfAbsent(server, Server::create);
    try (DataLayer layer = database.layer(Till.MODEL)) {
      layer.run(work -> work.repository(Till.PAYMENTS)
          .add(new Payment.Card(1, Set.of(), "4000", Optional.empty())));
      database.execute(
          "UPDATE " + quoted(server, "payment") + " SET " + quoted(server, "coins") + " = 3");
      assertThat(catchThrowable(() -> layer.read(Till.PAYMENTS).get(1L)))
          .isInstanceOf(UnreadableRowException.class)
          .hasMessage(
              "A stored value cannot be read [table=payment, key=1, column=coins, rule=the column must be"
                  + " empty where the tag is card, whose class does not have it]. Correct the row, or let the"
                  + " model accept it.");
      assertThat(layer.read(Till.PAYMENTS).find(Query.<Payment>all().skipUnreadable(row -> {})))
          .isEmpty();
    }
  }

  /** Whole columns, among them those that the library writes itself. */
  @TestFactory
  Stream<DynamicTest> read_nullInARequiredColumn_failsInOneWay() {
    var tests = new ArrayList<DynamicTest>();
    for (Server server : Server.values()) {
      for (Position position : Position.values()) {
        if (position != Position.ID && position != Position.PART_OF_AN_ID) {
          for (String column : position == Position.COLUMN
              ? List.of("v", "version")
              : position == Position.VARIANT
                  ? List.of("v", "kind")
                  : position == Position.ELEMENT ? List.of("v", "position") : List.of("")) {
            tests.add(DynamicTest.dynamicTest(
                server + " " + position + " " + column, () -> checkNull(server, position, column)));
          }
        }
      }
    }
    return tests.stream();
  }

  private static void checkNull(Server server, Position position, String column) {
    TestDatabase database = DATABASES.computeIfAbsent(server, Server::create);
    Case made = of(position, Kind.INT32, "t" + TABLES.incrementAndGet());
    Case at = column.isEmpty()
        ? made
        : new Case(made.mapping(), made.good(), made.projected(), made.table(), column);
    try (DataLayer layer = database.layer(Model.of(at.mapping()))) {
      layer.run(work -> add(work.repository(at.mapping()), at.good()));
    }
    String table = quoted(server, at.table());
    String name = quoted(server, at.column());
    boolean isText = at.column().equals("kind");
    // A key that may be null is none: another index keeps references to the table possible.
    database.execute(
        switch (server) {
          case H2 ->
            new String[] {
              "ALTER TABLE " + table + " DROP CONSTRAINT " + quoted(server, at.table() + "_pkey")
                  + " CASCADE",
              "ALTER TABLE " + table + " ALTER COLUMN " + name + " SET NULL"
            };
          case POSTGRESQL ->
            new String[] {
              "ALTER TABLE " + table + " DROP CONSTRAINT " + quoted(server, at.table() + "_pkey")
                  + " CASCADE",
              "ALTER TABLE " + table + " ALTER COLUMN " + name + " DROP NOT NULL"
            };
          case MARIADB ->
            new String[] {
              "SET foreign_key_checks = 0",
              "CREATE OR REPLACE TABLE copied AS SELECT * FROM " + table,
              "DROP TABLE " + table,
              "RENAME TABLE copied TO " + table,
              "ALTER TABLE " + table + " MODIFY " + name + (isText ? " varchar(20)" : " bigint")
                  + " NULL"
            };
        });
    database.execute("UPDATE " + table + " SET " + name + " = NULL");
    checkReads(at.mapping(), at, position, database);
  }

  private static void store(Server server, TestDatabase database, Case at, Bad bad) {
    try (DataLayer layer = database.layer(Model.of(at.mapping()))) {
      layer.run(work -> add(work.repository(at.mapping()), at.good()));
    }
    String table = quoted(server, at.table());
    String column = quoted(server, at.column());
    if (!bad.type().isEmpty()) {
      database.execute(
          switch (server) {
            case H2 ->
              "ALTER TABLE " + table + " ALTER COLUMN " + column + " SET DATA TYPE " + bad.type();
            case POSTGRESQL ->
              "ALTER TABLE " + table + " ALTER COLUMN " + column + " TYPE " + bad.type() + " USING "
                  + column + "::text::" + bad.type();
            case MARIADB -> "ALTER TABLE " + table + " MODIFY " + column + " " + bad.type();
          });
    }
    database.execute((server == Server.MARIADB ? "SET STATEMENT sql_mode = '' FOR " : "")
        + "UPDATE " + table + " SET " + column + " = " + bad.literal());
  }

  @SuppressWarnings("unchecked")
  private static <T> void add(Repository<T, ?> repository, Object object) {
    repository.add((T) object);
  }

  @SuppressWarnings("unchecked")
  private static <T, I> void checkReads(
      Mapping<T, I> mapping, Case at, Position position, TestDatabase database) {
    try (DataLayer layer = MyBatisDataLayer.builder(Model.of(mapping))
        .dataSource(database.pool())
        .schemaCheck(SchemaCheck.NONE)
        .open()) {
      assertRefused(at, () -> layer.run(work -> work.repository(mapping).find(Query.all())));
      assertRefused(
          at,
          () -> layer.run(work -> work.repository(mapping).stream(Query.all(), Stream::toList)));
      assertRefused(at, () -> layer.read(mapping).find(Query.all()));
      if (at.table().equals(mapping.table()) && at.projected().name().equals(at.column())) {
        Column<T, Object> projected = (Column<T, Object>) at.projected();
        assertRefused(
            at,
            () -> layer
                .read(mapping)
                .select(Query.all(), Projection.of(tuple -> tuple.get(projected), projected)));
      }
      if (position != Position.ID && position != Position.PART_OF_AN_ID) {
        assertRefused(at, () -> layer.run(work -> work.repository(mapping).get((I) (Long) 1L)));
      }
      layer.run(work -> checkSkipped(work.repository(mapping), at));
    }
  }

  /** The row is skipped, told as it is when the read fails, and the unit goes on. */
  private static <T> void checkSkipped(Repository<T, ?> repository, Case at) {
    var skipped = new ArrayList<UnreadableRowException>();
    Query<T> query = Query.<T>all().skipUnreadable(skipped::add);
    assertThat(repository.find(query)).isEmpty();
    List<T> streamed = repository.stream(query, Stream::toList);
    assertThat(streamed).isEmpty();
    Page<T> page = repository.page(query, 1);
    assertThat(page.items()).isEmpty();
    assertThat(page.next()).isEmpty();
    assertThat(skipped).hasSize(3).allSatisfy(failure -> {
      assertThat(failure.table()).isEqualTo(at.table());
      assertThat(failure.key()).isPresent();
      assertThat(failure.column()).contains(at.column());
    });
    assertThat(repository.count(Specification.all())).isEqualTo(1);
  }

  private static void assertRefused(Case at, Runnable read) {
    Throwable thrown = catchThrowable(read::run);
    assertThat(thrown)
        .isInstanceOf(UnreadableRowException.class)
        .hasMessageStartingWith("A stored value cannot be read [table=" + at.table() + ", ")
        .hasMessageContaining("column=" + at.column() + ", rule=");
    UnreadableRowException failure = (UnreadableRowException) thrown;
    assertThat(failure.table()).isEqualTo(at.table());
    assertThat(failure.column()).contains(at.column());
  }

  private static String quoted(Server server, String name) {
    return server == Server.MARIADB ? name : '"' + name + '"';
  }
}
