package org.bilayer.mybatis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.stream.IntStream;
import org.bilayer.DataLayer;
import org.bilayer.failure.InvalidValueException;
import org.bilayer.model.Codec;
import org.bilayer.model.Column;
import org.bilayer.model.Mapping;
import org.bilayer.model.Model;
import org.bilayer.mybatis.fixture.Server;
import org.bilayer.mybatis.fixture.TestDatabase;
import org.bilayer.query.Query;
import org.bilayer.store.SchemaDifference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Values whose type only the database has, read and written as text: {@link Codec#databaseText}. */
final class DatabaseTextTest {

  private record Thing(int id, @Nullable String text) {}

  private static final Column<Thing, Integer> ID = Column.of("id", Codec.int32(), Thing::id);

  private record Things(Column<Thing, String> text, Mapping<Thing, Integer> mapping) {

    static Things of(String type, String sample) {
      Column<Thing, String> text =
          Column.nullable("text", Codec.databaseText(type, List.of(sample)), Thing::text);
      return new Things(
          text,
          Mapping.of(Thing.class, "thing", ID)
              .with(text)
              .construct(row -> new Thing(row.get(ID), row.getOrNull(text))));
    }

    Model model() {
      return Model.of(mapping);
    }
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
      POSTGRESQL | inet                   | 10.0.0.1               | fe80::1
      POSTGRESQL | interval               | 1 day 02:00:00         | 3 mons
      POSTGRESQL | tsvector               | 'a' 'b'                | 'c':1
      POSTGRESQL | xml                    | <a/>                   | <b>1</b>
      POSTGRESQL | _int4                  | {1,2}                  | {}
      POSTGRESQL | _text                  | {a,"b c"}              | {NULL}
      POSTGRESQL | int4range              | [1,3)                  | empty
      POSTGRESQL | timetz                 | 10:00:00+02            | 23:59:59.5+00
      POSTGRESQL | pg_catalog.varbit      | 101                    | 1
      POSTGRESQL | point                  | (1,2)                  | (0,0)
      H2         | INTERVAL DAY TO SECOND | INTERVAL '1 02:00:00' DAY TO SECOND | INTERVAL '0 00:00:00' DAY TO SECOND
      H2         | GEOMETRY               | POINT (1 2)            | POINT (0 0)
      MARIADB    | inet6                  | ::1                    | fe80::1
      """)
  void values_ofATypeOfTheDatabase_areWrittenAndRead(
      Server server, String type, String sample, String other) {
    Things things = Things.of(type, sample);
    try (TestDatabase database = server.create();
        DataLayer layer = database.layer(things.model())) {
      layer.run(work -> IntStream.rangeClosed(1, 30)
          .forEach(id ->
              work.repository(things.mapping()).add(new Thing(id, id == 30 ? null : sample))));
      layer.run(work -> {
        work.repository(things.mapping()).change(1, thing -> new Thing(1, other));
        work.repository(things.mapping()).change(2, thing -> new Thing(2, null));
        work.repository(things.mapping())
            .where(ID.eq(3))
            .set(things.text(), other)
            .update();
      });

      var read = layer.read(things.mapping());
      assertThat(read.get(1).text()).isEqualTo(other);
      assertThat(read.get(2).text()).isNull();
      assertThat(read.get(3).text()).isEqualTo(other);
      assertThat(read.get(4).text()).isEqualTo(sample);
      assertThat(read.find(things.text().isNull()))
          .extracting(Thing::id)
          .containsExactlyInAnyOrder(2, 30);
      assertThat(read.find(Query.orderedBy(ID.asc()))).hasSize(30);
      assertThat(MyBatisDataLayer.schemaDifferences(things.model(), database.pool()))
          .filteredOn(difference -> difference.severity() == SchemaDifference.Severity.BREAKING)
          .isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
      POSTGRESQL | inet     | 10.0.0.1    | nonsense
      POSTGRESQL | inet     | 10.0.0.1    | 10.0.0.1/32
      POSTGRESQL | _int4    | {1,2}       | {1, 2}
      POSTGRESQL | interval | 01:00:00    | 1 hour
      POSTGRESQL | tsvector | 'a'         | a
      H2         | GEOMETRY | POINT (1 2) | POINT(1  2)
      H2         | GEOMETRY | POINT (1 2) | nonsense
      MARIADB    | inet6    | ::1         | nonsense
      """)
  void text_thatIsNotTheOneOfItsValue_isRefused_andNothingIsStored(
      Server server, String type, String sample, String refused) {
    Things things = Things.of(type, sample);
    try (TestDatabase database = server.create();
        DataLayer layer = database.layer(things.model())) {
      layer.run(work -> work.repository(things.mapping()).add(new Thing(1, sample)));

      assertThat(catchThrowableOfType(
              InvalidValueException.class,
              () ->
                  layer.run(work -> work.repository(things.mapping()).add(new Thing(2, refused)))))
          .hasMessageContaining(
              "the database refuses a value of the statement [statement=org.bilayer.sql.thing.");
      assertThat(catchThrowableOfType(
              InvalidValueException.class,
              () -> layer.run(work ->
                  work.repository(things.mapping()).change(1, thing -> new Thing(1, refused)))))
          .hasMessageContaining(
              "the database refuses a value of the statement [statement=org.bilayer.sql.thing.");
      assertThat(layer.read(things.mapping()).find(Query.all()))
          .containsExactly(new Thing(1, sample));
    }
  }

  @Test
  void conditions_ofSuchAText_areRefused() {
    Column<Thing, String> text = Things.of("inet", "::1").text();
    assertThatThrownBy(() -> text.eq("::1")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(text::asc).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> text.contains("1")).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @EnumSource(names = {"H2", "MARIADB"})
  void aTypeWhoseNameCannotBeWritten_isRefusedByName(Server server) {
    Things things = Things.of("int); DROP TABLE thing; --", "1");
    try (TestDatabase database = server.create()) {
      assertThatThrownBy(() -> database.layer(things.model()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "Not the name of a type: int); DROP TABLE thing; --. Give databaseText(...) the name as a definition of a"
                  + " column has it, such as inet6.");
    }
  }

  @Test
  void aTypeWithoutASample_isRefused() {
    assertThatThrownBy(() -> Codec.databaseText("inet", List.of()))
        .hasMessage(
            "Give at least one text that the type inet of the database takes, such as a literal of the type.");
  }
}
