package org.bilayer.mybatis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.bilayer.contracts.sample.Voyage.BOOKED;
import static org.bilayer.contracts.sample.Voyage.DUE;
import static org.bilayer.contracts.sample.Voyage.FIRST;
import static org.bilayer.contracts.sample.Voyage.ID;
import static org.bilayer.contracts.sample.Voyage.VOYAGES;

import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Set;
import org.bilayer.DataLayer;
import org.bilayer.contracts.sample.Voyage;
import org.bilayer.failure.UnreadableRowException;
import org.bilayer.model.Codec;
import org.bilayer.model.Column;
import org.bilayer.model.InvalidModelException;
import org.bilayer.model.Mapping;
import org.bilayer.model.Model;
import org.bilayer.mybatis.fixture.Server;
import org.bilayer.mybatis.fixture.TestDatabase;
import org.bilayer.query.Query;
import org.bilayer.store.SchemaDifference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mariadb.jdbc.MariaDbDataSource;

/** Rows with MariaDB's zero date, in tables that forbid NULL, as others created them. */
final class ZeroDateRowsTest {

  private static final String TABLE =
      "CREATE TABLE voyage (id int PRIMARY KEY, version bigint NOT NULL,"
          + " booked date NOT NULL DEFAULT '0000-00-00', due date NOT NULL DEFAULT '0000-00-00',"
          + " `left` datetime(3) NOT NULL DEFAULT '0000-00-00 00:00:00',"
          + " arrived datetime(6) NOT NULL DEFAULT '0000-00-00 00:00:00',"
          + " paid timestamp(6) NOT NULL DEFAULT '0000-00-00 00:00:00',"
          + " cargo set('corn', 'it''s', 'Corn', 'a\\\\b', '\u00e9') CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL DEFAULT '',"
          + " CONSTRAINT voyage_due_check CHECK (nullif(due, 0) IS NULL OR nullif(due, 0) > '0002-01-01')) ENGINE=InnoDB";

  private static final Voyage NONE =
      new Voyage(1, FIRST, null, FIRST.atStartOfDay(), null, null, Set.of());

  private final TestDatabase database = Server.MARIADB.create();

  @AfterEach
  void drop() {
    database.close();
  }

  @Test
  void rows_withZeroDates_areReadAndFound() {
    database.execute(TABLE, "INSERT INTO voyage (id, version) VALUES (1, 1)");
    try (DataLayer layer = MyBatisDataLayer.of(Voyage.MODEL, database.pool())) {
      assertThat(layer.read(VOYAGES).get(1)).isEqualTo(NONE);
      assertThat(layer.read(VOYAGES).find(DUE.isNull().and(BOOKED.eq(FIRST))))
          .containsExactly(NONE);
      assertThat(layer.read(VOYAGES).find(Query.orderedBy(DUE.asc().nullsFirst(), ID.asc())))
          .containsExactly(NONE);
    }
  }

  @Test
  void writes_ofAbsentAndFirstDates_storeTheZeroDate() {
    database.execute(TABLE);
    try (DataLayer layer = MyBatisDataLayer.of(Voyage.MODEL, database.pool())) {
      layer.run(work -> work.repository(VOYAGES).add(NONE));
      layer.run(work -> work.repository(VOYAGES)
          .add(new Voyage(
              2,
              LocalDate.of(2020, 1, 2),
              LocalDate.of(2020, 1, 3),
              FIRST.atStartOfDay(),
              null,
              null,
              Set.of())));
      layer.run(work -> work.repository(VOYAGES)
          .where(ID.eq(2))
          .set(BOOKED, FIRST)
          .setNull(DUE)
          .update());
    }

    assertThat(
            database.query(
                "SELECT CONCAT_WS(' ', id, booked, due, `left`, arrived, paid) FROM voyage ORDER BY id"))
        .containsExactly(
            "1 0000-00-00 0000-00-00 0000-00-00 00:00:00.000 0000-00-00 00:00:00.000000 0000-00-00 00:00:00.000000",
            "2 0000-00-00 0000-00-00 0000-00-00 00:00:00.000 0000-00-00 00:00:00.000000 0000-00-00 00:00:00.000000");
  }

  @Test
  void row_withTheFirstDateItself_cannotBeRead() {
    database.execute(TABLE, "INSERT INTO voyage (id, version, booked) VALUES (1, 1, '0001-01-01')");
    try (DataLayer layer = MyBatisDataLayer.of(Voyage.MODEL, database.pool())) {
      assertThat(catchThrowableOfType(
              UnreadableRowException.class, () -> layer.read(VOYAGES).get(1)))
          .hasMessageContaining(
              "[table=voyage, key=1, column=booked, rule=the first date must be stored as the zero date]");
    }
  }

  @Test
  void liveCheck_ofSuchATable_findsNothing() {
    database.execute(TABLE);

    assertThat(MyBatisDataLayer.schemaDifferences(Voyage.MODEL, database.pool()))
        .filteredOn(difference -> difference.severity() == SchemaDifference.Severity.BREAKING)
        .isEmpty();
  }

  @Test
  void opening_whereTheServerRefusesZeroDates_isRefused() throws SQLException {
    database.execute(TABLE);

    var strict = new MariaDbDataSource();
    strict.setUrl(database.url() + "&sessionVariables=sql_mode='STRICT_TRANS_TABLES,NO_ZERO_DATE'");
    assertThatThrownBy(() -> MyBatisDataLayer.of(Voyage.MODEL, strict))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(
            "MariaDB refuses zero dates, for which a column of the model has a rule")
        .hasMessageContaining("NO_ZERO_DATE");
  }

  private record Day(int id, @Nullable LocalDate day) {}

  @Test
  void model_withAbsentDatesInAKey_isRefused() {
    Column<Day, Integer> id = Column.of("id", Codec.int32(), Day::id);
    Column<Day, LocalDate> required =
        Column.of("day", Codec.localDate().zeroDateAsAbsent(), Day::day);
    Column<Day, LocalDate> nullable =
        Column.nullable("day", Codec.localDate().zeroDateAsAbsent(), Day::day);

    assertThatThrownBy(() -> Model.of(Mapping.of(Day.class, "day", id)
            .with(required)
            .construct(row -> new Day(row.get(id), row.get(required)))))
        .isInstanceOf(InvalidModelException.class)
        .hasMessageContaining(
            "the column day takes the zero date for no value, and must be nullable");
    assertThatThrownBy(() -> Model.of(Mapping.of(Day.class, "day", id)
            .with(nullable)
            .unique("day_key", nullable)
            .construct(row -> new Day(row.get(id), row.getOrNull(nullable)))))
        .isInstanceOf(InvalidModelException.class)
        .hasMessageContaining("to MariaDB all zero dates are the same value");
  }

  @Test
  void codec_ofAnotherType_hasNoZeroDate() {
    assertThatThrownBy(() -> Codec.text(3).zeroDateAsAbsent())
        .hasMessage("Only dates can be zero, this is text(3).");
    assertThatThrownBy(() -> Codec.timestamp(0).zeroDateAsFirst())
        .hasMessageContaining("A zero date cannot stand for the first value of instant(0)");
  }
}
