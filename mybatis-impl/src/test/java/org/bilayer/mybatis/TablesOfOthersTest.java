package org.bilayer.mybatis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;
import org.bilayer.DataLayer;
import org.bilayer.failure.InvalidValueException;
import org.bilayer.failure.NotNullViolationException;
import org.bilayer.failure.UnreadableRowException;
import org.bilayer.model.Codec;
import org.bilayer.model.Column;
import org.bilayer.model.Mapping;
import org.bilayer.model.Model;
import org.bilayer.model.Reference;
import org.bilayer.mybatis.fixture.Server;
import org.bilayer.mybatis.fixture.TestDatabase;
import org.bilayer.query.Query;
import org.bilayer.store.SchemaDifference;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Units of work on tables that others designed. */
final class TablesOfOthersTest {

  enum Mood {
    SAD,
    GLAD
  }

  record Cell<V>(long id, V value) {}

  record Parent(long id) {}

  record Child(long id, long parent) {}

  private static final Column<Parent, Long> PARENT_ID = Column.of("id", Codec.int64(), Parent::id);
  private static final Mapping<Parent, Long> PARENTS = Mapping.of(Parent.class, "parent", PARENT_ID)
      .construct(row -> new Parent(row.get(PARENT_ID)));
  private static final Column<Child, Long> CHILD_ID = Column.of("id", Codec.int64(), Child::id);
  private static final Column<Child, Long> PARENT =
      Column.of("parent_id", Codec.int64(), Child::parent);
  private static final Mapping<Child, Long> CHILDREN = Mapping.of(Child.class, "child", CHILD_ID)
      .with(PARENT)
      .references(Reference.of("child_parent_fkey", PARENT, PARENTS))
      .construct(row -> new Child(row.get(CHILD_ID), row.get(PARENT)));

  private static <V> Mapping<Cell<V>, Long> cells(Codec<V, ?> codec) {
    Column<Cell<V>, Long> id = Column.of("id", Codec.int64(), Cell::id);
    Column<Cell<V>, V> value = value(codec);
    return Mapping.<Cell<V>, Long>of(cellClass(), "cell", id)
        .with(value)
        .construct(row -> new Cell<>(row.get(id), row.get(value)));
  }

  @SuppressWarnings("unchecked")
  private static <V> Class<Cell<V>> cellClass() {
    return (Class<Cell<V>>) (Class<?>) Cell.class;
  }

  private static <V> Column<Cell<V>, V> value(Codec<V, ?> codec) {
    return Column.of("v", codec, Cell::value);
  }

  // --- types that hold all that the model allows

  /** A type of a server that no create script writes, and a model that is right on it. */
  private record Other<V>(Server server, String type, Codec<V, ?> codec, List<V> values) {

    void check() {
      try (TestDatabase database = server.create()) {
        Column<Cell<V>, Long> id = Column.of("id", Codec.int64(), Cell::id);
        Column<Cell<V>, V> value = value(codec);
        Mapping<Cell<V>, Long> cells = Mapping.<Cell<V>, Long>of(cellClass(), "cell", id)
            .with(value)
            .construct(row -> new Cell<>(row.get(id), row.get(value)));
        Model model = Model.of(cells);
        MyBatisDataLayer.createTables(model, database.pool());
        String drop = server == Server.MARIADB
            ? "ALTER TABLE cell DROP COLUMN v"
            : "ALTER TABLE \"cell\" DROP COLUMN \"v\"";
        database.execute(
            drop,
            server == Server.MARIADB
                ? "ALTER TABLE cell ADD v " + type + " NOT NULL"
                : "ALTER TABLE \"cell\" ADD \"v\" " + type + " NOT NULL");
        assertThat(MyBatisDataLayer.schemaDifferences(model, database.pool()).stream()
                .filter(SchemaDifference::isBreaking))
            .isEmpty();
        try (DataLayer layer = MyBatisDataLayer.of(model, database.pool())) {
          for (int i = 0; i < values.size(); i++) {
            V stored = values.get(i);
            long key = i;
            layer.run(work -> work.repository(cells).add(new Cell<>(key, values.get(0))));
            layer.run(work -> {
              work.repository(cells).get(key);
              work.repository(cells).update(new Cell<>(key, stored));
            });
            layer.run(work -> {
              assertThat(work.repository(cells).get(key).value()).isEqualTo(stored);
              assertThat(work.repository(cells).find(Query.where(value.eq(stored))))
                  .extracting(Cell::id)
                  .contains(key);
            });
          }
        }
      }
    }
  }

  @TestFactory
  Stream<DynamicTest> types_thatHoldAllThatTheModelAllows_work() {
    List<BigDecimal> whole = List.of(
        new BigDecimal("-999999999999999999"),
        BigDecimal.ZERO,
        new BigDecimal("999999999999999999"));
    List<Long> longs = List.of(Long.MIN_VALUE, 0L, Long.MAX_VALUE);
    List<Boolean> truths = List.of(true, false);
    List<Mood> moods = List.of(Mood.SAD, Mood.GLAD);
    return Stream.of(
            new Other<>(Server.H2, "BIGINT", Codec.decimal(18, 0), whole),
            new Other<>(Server.POSTGRESQL, "bigint", Codec.decimal(18, 0), whole),
            new Other<>(Server.MARIADB, "bigint", Codec.decimal(18, 0), whole),
            new Other<>(Server.H2, "NUMERIC(19)", Codec.int64(), longs),
            new Other<>(Server.POSTGRESQL, "numeric(19)", Codec.int64(), longs),
            new Other<>(Server.MARIADB, "decimal(19)", Codec.int64(), longs),
            new Other<>(
                Server.MARIADB,
                "mediumint",
                Codec.int16(),
                List.of(Short.MIN_VALUE, Short.MAX_VALUE)),
            new Other<>(Server.MARIADB, "bit(1)", Codec.bool(), truths),
            new Other<>(Server.MARIADB, "tinyint(4)", Codec.bool(), truths),
            new Other<>(Server.MARIADB, "int unsigned", Codec.bool(), truths),
            new Other<>(Server.MARIADB, "enum('GLAD','SAD')", Codec.enumByName(Mood.class), moods),
            new Other<>(Server.MARIADB, "char(4)", Codec.enumByName(Mood.class), moods),
            new Other<>(
                Server.MARIADB,
                "varchar(4) CHARACTER SET latin1",
                Codec.enumByName(Mood.class),
                moods),
            new Other<>(Server.H2, "ENUM('GLAD','SAD')", Codec.enumByName(Mood.class), moods))
        .map(other -> DynamicTest.dynamicTest(
            other.server() + " " + other.type() + " " + other.codec(), other::check));
  }

  // --- failures

  @ParameterizedTest
  @EnumSource(Server.class)
  void find_ofARowWithoutAVersion_namesTableKeyColumnAndRule(Server server) {
    try (TestDatabase database = server.create();
        DataLayer layer = database.layer(Model.of(PARENTS))) {
      layer.run(work -> work.repository(PARENTS).add(new Parent(7)));
      String table = server == Server.MARIADB ? "parent" : "\"parent\"";
      database.execute(
          switch (server) {
            case H2 -> "ALTER TABLE \"parent\" ALTER COLUMN \"version\" SET NULL";
            case POSTGRESQL -> "ALTER TABLE parent ALTER COLUMN version DROP NOT NULL";
            case MARIADB -> "ALTER TABLE parent MODIFY version bigint NULL";
          },
          "UPDATE " + table + " SET " + (server == Server.MARIADB ? "version" : "\"version\"")
              + " = NULL");
      assertThatThrownBy(() -> layer.read(PARENTS).find(Query.all()))
          .isInstanceOf(UnreadableRowException.class)
          .hasMessageContaining("[table=parent, key=7, column=version, rule=");
      assertThatThrownBy(() -> layer.run(work -> work.repository(PARENTS).get(7L)))
          .isInstanceOf(UnreadableRowException.class)
          .hasMessageContaining("[table=parent, key=7, column=version, rule=");
    }
  }

  @ParameterizedTest
  @EnumSource(Server.class)
  void find_ofADecimalWithMoreDigits_namesTableKeyColumnAndRule(Server server) {
    Mapping<Cell<BigDecimal>, Long> cells = cells(Codec.decimal(6, 2));
    try (TestDatabase database = server.create();
        DataLayer layer = database.layer(Model.of(cells))) {
      layer.run(work -> work.repository(cells).add(new Cell<>(7, BigDecimal.ONE)));
      database.execute(
          switch (server) {
            case H2 -> "ALTER TABLE \"cell\" ALTER COLUMN \"v\" SET DATA TYPE NUMERIC(20, 5)";
            case POSTGRESQL -> "ALTER TABLE cell ALTER COLUMN v TYPE numeric";
            case MARIADB -> "ALTER TABLE cell MODIFY v decimal(20, 5)";
          },
          server == Server.MARIADB
              ? "UPDATE cell SET v = 1.23456"
              : "UPDATE \"cell\" SET \"v\" = 1.23456");
      assertThatThrownBy(() -> layer.read(cells).find(Query.all()))
          .isInstanceOf(UnreadableRowException.class)
          .hasMessageContaining("[table=cell, key=7, column=v, rule=");
    }
  }

  /** MariaDB refuses such a foreign key. */
  @ParameterizedTest
  @EnumSource(
      value = Server.class,
      names = {"H2", "POSTGRESQL"})
  void remove_thatSetsNullInARequiredColumn_namesTheTableOfTheColumn(Server server) {
    try (TestDatabase database = server.create();
        DataLayer layer = database.layer(Model.of(PARENTS, CHILDREN))) {
      database.execute(
          "ALTER TABLE \"child\" DROP CONSTRAINT \"child_parent_fkey\"",
          "ALTER TABLE \"child\" ADD CONSTRAINT \"child_parent_fkey\" FOREIGN KEY (\"parent_id\") REFERENCES"
              + " \"parent\" ON DELETE SET NULL");
      layer.run(work -> {
        work.repository(PARENTS).add(new Parent(1));
        work.repository(CHILDREN).add(new Child(2, 1));
      });
      Throwable thrown = catchThrowable(() -> layer.run(
          work -> work.repository(PARENTS).remove(work.repository(PARENTS).get(1L))));
      assertThat(thrown).isInstanceOf(NotNullViolationException.class);
      var failure = (NotNullViolationException) thrown;
      assertThat(failure.getMessage()).contains("child").contains("child_parent_id_not_null");
    }
  }

  /** PostgreSQL refuses every text for a type of labels, which the live check reports. */
  @ParameterizedTest
  @EnumSource(
      value = Server.class,
      names = {"H2", "MARIADB"})
  void add_ofAValueThatTheEnumerationLacks_isAnInvalidValue(Server server) {
    Mapping<Cell<Mood>, Long> cells = cells(Codec.enumByName(Mood.class));
    try (TestDatabase database = server.create();
        DataLayer layer = database.layer(Model.of(cells))) {
      database.execute(
          server == Server.H2
              ? "ALTER TABLE \"cell\" ALTER COLUMN \"v\" SET DATA TYPE ENUM('SAD')"
              : "ALTER TABLE cell MODIFY v enum('SAD') NOT NULL");
      assertThatThrownBy(() ->
              layer.run(work -> work.repository(cells).add(new Cell<>(1, Mood.GLAD))))
          .isInstanceOf(InvalidValueException.class)
          // H2 names the labels only.
          .hasMessageContaining((server == Server.H2 ? "[" : "[type=cell, column=v, ")
              + "rule=the database refuses a value");
      assertThat(layer.read(cells).find(Query.all())).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(Server.class)
  void add_ofATextThatTheColumnIsTooShortFor_isAnInvalidValue(Server server) {
    Mapping<Cell<String>, Long> cells = cells(Codec.text(20));
    try (TestDatabase database = server.create();
        DataLayer layer = database.layer(Model.of(cells))) {
      database.execute(
          switch (server) {
            case H2 -> "ALTER TABLE \"cell\" ALTER COLUMN \"v\" SET DATA TYPE VARCHAR(3)";
            case POSTGRESQL -> "ALTER TABLE cell ALTER COLUMN v TYPE varchar(3)";
            case MARIADB -> "ALTER TABLE cell MODIFY v varchar(3) NOT NULL";
          });
      assertThatThrownBy(
              () -> layer.run(work -> work.repository(cells).add(new Cell<>(1, "longer"))))
          .isInstanceOf(InvalidValueException.class)
          // PostgreSQL names the type only.
          .hasMessageContaining((server == Server.POSTGRESQL ? "[" : "[type=cell, column=v, ")
              + "rule=the database refuses a value");
      assertThat(layer.read(cells).find(Query.all())).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(value = Server.class, names = "MARIADB")
  void add_ofACharacterThatTheCharacterSetLacks_isAnInvalidValue(Server server) {
    Mapping<Cell<String>, Long> cells = cells(Codec.text(20));
    try (TestDatabase database = server.create();
        DataLayer layer = database.layer(Model.of(cells))) {
      database.execute("ALTER TABLE cell MODIFY v varchar(20) CHARACTER SET latin1 NOT NULL");
      assertThatThrownBy(
              () -> layer.run(work -> work.repository(cells).add(new Cell<>(1, "\u4E2D"))))
          .isInstanceOf(InvalidValueException.class)
          .hasMessageContaining("[type=cell, column=v, rule=the database refuses a value");
      assertThat(layer.read(cells).find(Query.all())).isEmpty();
    }
  }
}
