package org.bilayer.mybatis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.bilayer.DataLayer;
import org.bilayer.Repository;
import org.bilayer.failure.InvalidValueException;
import org.bilayer.failure.UnreadableRowException;
import org.bilayer.model.Codec;
import org.bilayer.model.Column;
import org.bilayer.model.Mapping;
import org.bilayer.model.Model;
import org.bilayer.mybatis.fixture.Server;
import org.bilayer.mybatis.fixture.TestDatabase;
import org.bilayer.query.Query;
import org.bilayer.value.RowVersion;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Rows that somebody else has written, with values that the model would refuse. */
@ParameterizedClass
@EnumSource(Server.class)
final class ValuesOfOthersTest {

  private record Part(long id, String code, BigDecimal price, int stock, long version) {

    Part withStock(int newStock) {
      return new Part(id, code, price, newStock, version);
    }

    Part withCode(String newCode) {
      return new Part(id, newCode, price, stock, version);
    }
  }

  private static final Column<Part, Long> ID = Column.of("id", Codec.int64(), Part::id);
  private static final Column<Part, Integer> STOCK = Column.of("stock", Codec.int32(), Part::stock);
  private static final Column<Part, Long> VERSION =
      Column.of("version", Codec.int64(), Part::version);

  private static Mapping<Part, Long> parts(int codeLength, int priceScale) {
    Column<Part, String> code = Column.of("code", Codec.text(codeLength), Part::code);
    Column<Part, BigDecimal> price = Column.of("price", Codec.decimal(10, priceScale), Part::price);
    return Mapping.of(Part.class, "part", ID)
        .with(code, price, STOCK)
        .version(VERSION)
        .construct(row ->
            new Part(row.get(ID), row.get(code), row.get(price), row.get(STOCK), row.get(VERSION)));
  }

  private static final Mapping<Part, Long> PARTS = parts(5, 2);
  private static final Mapping<Part, Long> PARTS_OF_OTHERS = parts(40, 4);

  private static final String TOO_LONG = "longer than five";

  @Parameter
  Server server;

  private TestDatabase database;
  private DataLayer others;
  private DataLayer data;

  @BeforeEach
  void open() {
    database = server.create();
    others = database.layer(Model.of(PARTS_OF_OTHERS));
    add(1, "1.5000");
    data = MyBatisDataLayer.of(Model.of(PARTS), database.pool());
  }

  @AfterEach
  void drop() {
    data.close();
    others.close();
    database.close();
  }

  private void add(long id, String price) {
    others.run(work ->
        work.repository(PARTS_OF_OTHERS).add(new Part(id, TOO_LONG, new BigDecimal(price), 3, 0)));
  }

  private Part stored() {
    return others.execute(work -> work.repository(PARTS_OF_OTHERS).get(1L));
  }

  @Test
  void update_besideAValueThatWouldBeRefusedNow_isWritten() {
    data.run(work -> work.repository(PARTS).change(1L, part -> part.withStock(4)));
    assertThat(stored()).isEqualTo(new Part(1, TOO_LONG, new BigDecimal("1.5000"), 4, 2));
  }

  @Test
  void update_toAnotherValueThatIsRefused_isRefusedBeforeAnythingIsWritten() {
    assertThatThrownBy(() -> data.run(work -> {
          work.repository(PARTS).change(1L, part -> part.withStock(4).withCode(TOO_LONG + "!"));
        }))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContaining("code");
    assertThat(stored()).isEqualTo(new Part(1, TOO_LONG, new BigDecimal("1.5000"), 3, 1));
  }

  @Test
  void upsertAndUpdateAtAVersion_besideAValueThatWouldBeRefusedNow_areWritten() {
    data.run(work -> {
      Repository<Part, Long> parts = work.repository(PARTS);
      parts.upsert(parts.get(1L).withStock(4));
    });
    data.run(work -> {
      Repository<Part, Long> parts = work.repository(PARTS);
      Part part = parts.get(1L);
      parts.update(part.withStock(5), RowVersion.of(part.version()));
    });
    assertThat(stored()).isEqualTo(new Part(1, TOO_LONG, new BigDecimal("1.5000"), 5, 3));
  }

  @Test
  void stream_rowThatCannotBeRead_failsWhereItIsAskedForAndNotBefore() {
    add(2, "1.2345");
    Query<Part> byId = Query.<Part>all().orderBy(ID.asc());
    BigDecimal first = data.execute(work ->
        work.repository(PARTS).stream(byId, parts -> parts.iterator().next().price()));
    assertThat(first).isEqualTo(new BigDecimal("1.50"));
    assertThatThrownBy(() ->
            data.execute(work -> work.repository(PARTS).stream(byId, parts -> parts.toList())))
        .isInstanceOf(UnreadableRowException.class);
  }

  @Test
  void reader_onConnectionsThatSeeWhatIsNotCommitted_doesNotSeeIt() throws SQLException {
    var config = new HikariConfig();
    config.setJdbcUrl(database.url());
    config.setTransactionIsolation("TRANSACTION_READ_UNCOMMITTED");
    try (var pool = new HikariDataSource(config);
        DataLayer reading = MyBatisDataLayer.of(Model.of(PARTS), pool);
        Connection writing = database.unpooled().getConnection();
        Statement statement = writing.createStatement()) {
      writing.setAutoCommit(false);
      statement.executeUpdate("UPDATE " + quoted("part") + " SET " + quoted("stock") + " = 99");
      assertThat(reading.read(PARTS).get(1L).stock()).isEqualTo(3);
      writing.rollback();
    }
  }

  private String quoted(String name) {
    return server == Server.MARIADB ? name : '"' + name + '"';
  }
}
