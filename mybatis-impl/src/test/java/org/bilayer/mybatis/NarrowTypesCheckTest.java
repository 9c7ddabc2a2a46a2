package org.bilayer.mybatis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.bilayer.DataLayer;
import org.bilayer.contracts.sample.Gauge;
import org.bilayer.contracts.sample.Rate;
import org.bilayer.failure.UnreadableRowException;
import org.bilayer.model.Codec;
import org.bilayer.model.Column;
import org.bilayer.model.Mapping;
import org.bilayer.model.Model;
import org.bilayer.mybatis.fixture.DriverDataSource;
import org.bilayer.mybatis.fixture.Server;
import org.bilayer.mybatis.fixture.TestDatabase;
import org.bilayer.query.Query;
import org.bilayer.store.SchemaDifference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Columns of others that hold less than their kind, compared with a model that says so. */
final class NarrowTypesCheckTest {

  record Film(long id, short released) {}

  private static final Column<Film, Long> ID = Column.of("id", Codec.int64(), Film::id);
  private static final Column<Film, Short> RELEASED =
      Column.of("released", Codec.int16(1901, 2155), Film::released);
  private static final Mapping<Film, Long> FILMS = Mapping.of(Film.class, "film", ID)
      .with(RELEASED)
      .construct(row -> new Film(row.get(ID), row.get(RELEASED)));

  private TestDatabase database;

  @AfterEach
  void drop() {
    if (database != null) {
      database.close();
    }
  }

  private List<String> after(Server server, Model model, String... changes) {
    database = server.create();
    MyBatisDataLayer.createTables(model, database.pool());
    database.execute(changes);
    return MyBatisDataLayer.schemaDifferences(model, database.pool()).stream()
        .map(difference ->
            difference.severity() + " " + difference.part() + "; " + difference.consequence())
        .toList();
  }

  @ParameterizedTest
  @EnumSource
  void tablesOfTheCreateScript_fit(Server server) {
    assertThat(after(server, Gauge.MODEL)).isEmpty();
  }

  @Test
  void typesOfMariaDb_thatHoldWhatTheModelSays_fit() {
    assertThat(after(
            Server.MARIADB,
            Gauge.MODEL,
            "ALTER TABLE gauge MODIFY tiny tinyint(4) NOT NULL, MODIFY medium mediumint(8) unsigned NOT NULL,"
                + " MODIFY wide int(10) unsigned NOT NULL, MODIFY ticks smallint(5) unsigned NULL"))
        .containsExactly("NOTE ticks; a greater value that others store cannot be read");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      medium | mediumint(8) NOT NULL         | BREAKING medium; only the database refuses greater values
      medium | smallint(5) unsigned NOT NULL | BREAKING medium; only the database refuses greater values
      code   | char(2) COLLATE utf8mb4_nopad_bin NOT NULL | BREAKING code; only the database refuses longer values
      hash   | binary(5) NOT NULL            | BREAKING hash; values are read with added zero bytes
      """)
  void typesOfMariaDb_thatHoldLess_areReported(String column, String type, String expected) {
    assertThat(
            after(Server.MARIADB, Gauge.MODEL, "ALTER TABLE gauge MODIFY " + column + " " + type))
        .contains(expected);
  }

  @Test
  void characterSet_withLessThanTheModel_isReported() {
    assertThat(
            after(
                Server.MARIADB,
                Gauge.MODEL,
                "ALTER TABLE gauge MODIFY basic varchar(20) CHARACTER SET latin1 COLLATE latin1_nopad_bin NOT NULL"))
        .containsExactly(
            "BREAKING basic; some characters cannot be stored; convert the column to utf8mb4,"
                + " or give the model's text the column's character set");
  }

  @Test
  void year_holdsTheYearsOfTheModel() {
    Model model = Model.of(FILMS);
    assertThat(after(Server.MARIADB, model, "ALTER TABLE film MODIFY released year NOT NULL"))
        .containsExactly("NOTE released; the year 0 that others store cannot be read");
    try (DataLayer data = MyBatisDataLayer.of(model, database.pool())) {
      data.run(work -> work.repository(FILMS).add(new Film(1, (short) 2155)));
      assertThat(data.<Film>execute(work -> work.repository(FILMS).get(1L)).released())
          .isEqualTo((short) 2155);
      database.execute("INSERT INTO film (id, released, version) VALUES (2, 0, 1)");
      assertThatThrownBy(() -> data.run(work -> work.repository(FILMS).find(Query.all())))
          .isInstanceOf(UnreadableRowException.class)
          .hasMessageContainingAll("film", "released", "int16 from 1901 to 2155");
    }
  }

  /** The server converts {@code timestamp} by the zone of the session, which has a gap and an overlap each year. */
  @Test
  void timestamp_inAnyZoneOfTheSession_isExact() {
    database = Server.MARIADB.create();
    MyBatisDataLayer.createTables(Gauge.MODEL, database.pool());
    List<Instant> moments = Stream.of(
            "1970-01-01T00:00:01Z",
            "2024-03-31T00:59:59.999999Z",
            "2024-10-27T00:30:00Z",
            "2024-10-27T01:30:00Z",
            "2038-01-19T03:14:07.999999Z")
        .map(Instant::parse)
        .toList();
    String zone =
        (database.url().contains("?") ? "&" : "?") + "sessionVariables=time_zone='-03:30'";
    DataSource zoned = new DriverDataSource(database.url() + zone);
    try (DataLayer data = MyBatisDataLayer.of(Gauge.MODEL, zoned)) {
      data.run(work -> {
        for (int i = 0; i < moments.size(); i++) {
          work.repository(Gauge.GAUGES).add(at(i, moments.get(i)));
        }
      });
      for (int i = 0; i < moments.size(); i++) {
        int id = i;
        assertThat(data.<Gauge>execute(work -> work.repository(Gauge.GAUGES).get(id))
                .moment())
            .isEqualTo(moments.get(i));
      }
    }
    assertThat(database.query(
            "SELECT CAST(UNIX_TIMESTAMP(moment) AS INTEGER) FROM gauge WHERE id = 2"))
        .containsExactly("1729989000");
  }

  private static Gauge at(int id, Instant moment) {
    return new Gauge(
        id, (short) 0, 0, 0, BigInteger.ZERO, null, moment, "a", "a", "a", "a" + id, new byte[4]);
  }

  @Test
  void decimalWithoutPrecision_onMariaDb_isRefusedByName() {
    database = Server.MARIADB.create();
    assertThatThrownBy(() -> MyBatisDataLayer.createTables(Rate.MODEL, database.pool()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("rate", "factor", "without a precision");
    assertThatThrownBy(() -> MyBatisDataLayer.of(Rate.MODEL, database.pool()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("rate", "factor", "without a precision");
  }

  @Test
  void decimalOfAPrecision_whereTheModelHasNone_isReported() {
    assertThat(after(
            Server.POSTGRESQL,
            Rate.MODEL,
            "ALTER TABLE rate ALTER COLUMN factor TYPE numeric(10, 2)"))
        .containsExactly("BREAKING factor; the database rounds values, or refuses them");
  }

  record Ticket(long id, String state) {}

  private static final Column<Ticket, Long> TICKET = Column.of("id", Codec.int64(), Ticket::id);

  private static Mapping<Ticket, Long> tickets(String type) {
    Column<Ticket, String> state =
        Column.of("state", Codec.labels(type, List.of("open", "done")), Ticket::state);
    return Mapping.of(Ticket.class, "ticket", TICKET).construct(TICKET, state, Ticket::new);
  }

  @Test
  void labels_ofATypeInAnotherSchema_areCastToIt() {
    database = Server.POSTGRESQL.create();
    String schema = "other_" + UUID.randomUUID().toString().substring(0, 8);
    String type = schema + ".\"State\"";
    database.execute(
        "CREATE SCHEMA " + schema,
        "CREATE TYPE " + type + " AS ENUM ('open', 'done')",
        "CREATE TABLE ticket (id bigint PRIMARY KEY, state " + type
            + " NOT NULL, version bigint NOT NULL)");
    try {
      Mapping<Ticket, Long> named = tickets(schema + ".State");
      assertThat(MyBatisDataLayer.schemaDifferences(Model.of(named), database.pool()))
          .noneMatch(SchemaDifference::isBreaking);
      assertThat(MyBatisDataLayer.schemaDifferences(Model.of(tickets("State")), database.pool()))
          .anyMatch(SchemaDifference::isBreaking);
      try (DataLayer data = MyBatisDataLayer.of(Model.of(named), database.pool())) {
        data.run(work ->
            work.repository(named).addAll(List.of(new Ticket(1, "open"), new Ticket(2, "done"))));
        assertThat(data.<Ticket>execute(work -> work.repository(named).get(2L)))
            .isEqualTo(new Ticket(2, "done"));
      }
    } finally {
      database.execute("DROP SCHEMA " + schema + " CASCADE");
    }
  }
}
