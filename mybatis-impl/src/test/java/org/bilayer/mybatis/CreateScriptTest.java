package org.bilayer.mybatis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.bilayer.failure.CheckViolationException;
import org.bilayer.failure.ForeignKeyViolationException;
import org.bilayer.mybatis.fixture.Bank;
import org.bilayer.mybatis.fixture.Server;
import org.bilayer.mybatis.fixture.Tables;
import org.bilayer.mybatis.fixture.TestDatabase;
import org.bilayer.mybatis.internal.dialect.Dialects;
import org.bilayer.mybatis.internal.session.MyBatisStore;
import org.bilayer.mybatis.internal.sql.CreateScript;
import org.bilayer.store.Condition;
import org.bilayer.store.Operator;
import org.bilayer.store.Schema;
import org.bilayer.store.Sequence;
import org.bilayer.store.Store;
import org.bilayer.store.StoreSession;
import org.bilayer.store.Table;
import org.bilayer.store.Write;
import org.bilayer.value.Key;
import org.bilayer.value.Level;
import org.bilayer.value.StoredType;
import org.bilayer.value.StoredType.Kind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The tables that the create script makes. */
@ParameterizedClass
@EnumSource(Server.class)
final class CreateScriptTest {

  @Parameter
  Server server;

  private TestDatabase database;

  @BeforeEach
  void create() {
    database = server.create();
  }

  @AfterEach
  void drop() {
    database.close();
  }

  @Test
  void script_isTheSameWithAndWithoutTheDatabase() {
    Schema schema = new Bank().schema;
    String name = switch (server) {
      case H2 -> "h2";
      case POSTGRESQL -> "postgresql";
      case MARIADB -> "mariadb";
    };
    assertThat(CreateScript.of(
            MyBatisStore.dialect(schema, database.pool(), Optional.empty()), schema))
        .isEqualTo(CreateScript.of(Dialects.named(name), schema));
  }

  @Test
  void tablesThatReferToEachOther_getTheirKeysAfterwards() {
    Table left = Tables.table("left")
        .key("id", StoredType.of(Kind.INT32))
        .nullable("right_id", StoredType.of(Kind.INT32))
        .version()
        .reference("left_right_fkey", "right", 1)
        .build();
    Table right = Tables.table("right")
        .key("id", StoredType.of(Kind.INT32))
        .nullable("left_id", StoredType.of(Kind.INT32))
        .nullable("self_id", StoredType.of(Kind.INT32))
        .version()
        .reference("right_left_fkey", "left", 1)
        .reference("right_self_fkey", "right", 2)
        .build();
    Store store = database.create(new Schema(List.of(left, right)));
    try (StoreSession session = TestDatabase.open(store, Level.SNAPSHOT)) {
      session.write(List.of(
          new Write.Insert(left, Key.of(1), new Object[] {1, null, 1L}),
          new Write.Insert(right, Key.of(1), new Object[] {1, 1, 1, 1L})));
      assertThatThrownBy(() ->
              session.write(List.of(new Write.Insert(left, Key.of(2), new Object[] {2, 7, 1L}))))
          .isInstanceOfSatisfying(
              ForeignKeyViolationException.class,
              e -> assertThat(e.constraint()).isEqualTo("left_right_fkey"));
    }
    store.close();
  }

  @Test
  void namesThatAreWords_areQuoted() {
    Table order = Tables.table("order")
        .key("select", StoredType.text(10))
        .nullable("from", StoredType.text(10))
        .nullable("group", StoredType.of(Kind.BOOLEAN))
        .unique("table", 1)
        .build();
    Store store =
        database.create(new Schema(List.of(order), List.of(new Sequence("sequence", 10))));
    try (StoreSession session = TestDatabase.open(store, Level.SNAPSHOT)) {
      session.write(List.of(new Write.Insert(order, Key.of("a"), new Object[] {"a", "b", true})));
      assertThat(session.nextBlock(new Sequence("sequence", 10))).isPositive();
    }
    store.close();
  }

  @Test
  void checks_holdLiteralsOfEveryType() {
    var values = List.of(
        new Typed(StoredType.text(40), "a'b\\c\"d`%_!\n\u00E9\uD83D\uDE00--;", "x"),
        new Typed(StoredType.decimal(19, 2), new BigDecimal("-1.50"), new BigDecimal("1.50")),
        new Typed(StoredType.of(Kind.INT64), Long.MIN_VALUE, Long.MAX_VALUE),
        new Typed(StoredType.of(Kind.BOOLEAN), true, false),
        new Typed(
            StoredType.temporal(Kind.INSTANT, 6),
            Instant.parse("0001-01-01T00:00:00.000001Z"),
            Instant.EPOCH),
        new Typed(
            StoredType.temporal(Kind.LOCAL_DATE_TIME, 3),
            LocalDateTime.parse("2021-03-28T02:30:00.123"),
            LocalDateTime.MIN.withYear(1)),
        new Typed(StoredType.of(Kind.LOCAL_DATE), LocalDate.of(1, 1, 1), LocalDate.EPOCH),
        new Typed(StoredType.temporal(Kind.LOCAL_TIME, 6), LocalTime.of(1, 2, 3), LocalTime.MIN),
        new Typed(StoredType.of(Kind.UUID), new UUID(-1, 1), new UUID(0, 0)),
        new Typed(StoredType.bytes(4), new byte[] {-1, 0, '\''}, new byte[0]));
    for (int i = 0; i < values.size(); i++) {
      Typed value = values.get(i);
      Condition condition = new Condition.Or(List.of(
          new Condition.In(1, List.of(value.good(), value.good())),
          new Condition.And(
              List.of(new Condition.IsNull(1), new Condition.Compare(0, Operator.GE, 0)))));
      Table table = Tables.table("checked" + i)
          .key("id", StoredType.of(Kind.INT32))
          .nullable("v", value.type())
          .check("checked" + i + "_check", condition)
          .build();
      Store store = database.create(new Schema(List.of(table)));
      String name = "checked" + i + "_check";
      try (StoreSession session = TestDatabase.open(store, Level.SNAPSHOT)) {
        session.write(List.of(new Write.Insert(table, Key.of(1), new Object[] {1, value.good()})));
        assertThatThrownBy(() -> session.write(
                List.of(new Write.Insert(table, Key.of(2), new Object[] {2, value.bad()}))))
            .as("%s", value.type())
            .isInstanceOfSatisfying(
                CheckViolationException.class, e -> assertThat(e.constraint()).isEqualTo(name));
      }
      store.close();
    }
  }

  private record Typed(StoredType type, Object good, Object bad) {}

  @Test
  void checks_compareDoublesTextsAndColumns() {
    Table table = Tables.table("checked")
        .key("id", StoredType.of(Kind.INT32))
        .nullable("d", StoredType.of(Kind.DOUBLE))
        .nullable("a", StoredType.text(10))
        .nullable("b", StoredType.text(10))
        .check("d_check", new Condition.Compare(1, Operator.LT, 1.0e22))
        .check("ab_check", new Condition.CompareColumns(2, Operator.LT, 3))
        .check("a_check", new Condition.Compare(2, Operator.LE, "\uFFFD"))
        .check(
            "b_check", new Condition.Not(new Condition.Matches(3, Condition.Match.INFIX, "\\%'")))
        .build();
    Store store = database.create(new Schema(List.of(table)));
    try (StoreSession session = TestDatabase.open(store, Level.SNAPSHOT)) {
      session.write(List.of(insert(table, 1, 0.5, "\uFFFD", "\uD83D\uDE00")));
      session.write(List.of(insert(table, 2, null, null, null)));
    }
    assertRefused(store, insert(table, 3, 2.0e22, null, null), "d_check");
    assertRefused(store, insert(table, 3, null, "b", "a"), "ab_check");
    assertRefused(store, insert(table, 3, null, "\uD83D\uDE00", null), "a_check");
    assertRefused(store, insert(table, 3, null, null, "x\\%'y"), "b_check");
    store.close();
  }

  private static Write insert(Table table, int id, Double d, String a, String b) {
    return new Write.Insert(table, Key.of(id), new Object[] {id, d, a, b});
  }

  private static void assertRefused(Store store, Write write, String check) {
    try (StoreSession session = TestDatabase.open(store, Level.SNAPSHOT)) {
      assertThatThrownBy(() -> session.write(List.of(write)))
          .isInstanceOfSatisfying(
              CheckViolationException.class, e -> assertThat(e.constraint()).isEqualTo(check));
    }
  }

  @Test
  void wideTables_areCreated() {
    Tables wide = Tables.table("wide").key("id", StoredType.of(Kind.INT32));
    for (int i = 0; i < 40; i++) {
      wide.nullable("t" + i, StoredType.text(1000)).nullable("b" + i, StoredType.bytes(1000));
    }
    database.create(new Schema(List.of(wide.build()))).close();
  }

  @Test
  void keysTooLongForMariaDb_areRefusedByName() {
    Table table = Tables.table("long")
        .key("id", StoredType.of(Kind.INT32))
        .required("t", StoredType.text(800))
        .unique("long_t_key", 1)
        .build();
    Schema schema = new Schema(List.of(table));
    if (server == Server.MARIADB) {
      assertThatThrownBy(() -> database.create(schema))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("long_t_key")
          .hasMessageContaining("3072");
    } else {
      database.create(schema).close();
    }
  }
}
