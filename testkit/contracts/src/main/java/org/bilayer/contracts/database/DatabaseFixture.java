package org.bilayer.contracts.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import javax.sql.DataSource;
import org.bilayer.DataLayer;
import org.bilayer.LayerOptions;
import org.bilayer.UnitOfWork;
import org.bilayer.UnitOptions;
import org.bilayer.engine.Engine;
import org.bilayer.failure.DataException;
import org.bilayer.model.Codec;
import org.bilayer.model.Column;
import org.bilayer.model.Mapping;
import org.bilayer.model.Model;
import org.bilayer.model.ModelInternals;
import org.bilayer.query.Query;
import org.bilayer.store.StoreProvider;
import org.bilayer.testkit.database.ReportDatabases;
import org.bilayer.testkit.database.TestDatabase;
import org.bilayer.testkit.database.TestSchema;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** A schema of its own for each test, and connections to it that a test can prepare. */
@ExtendWith(ReportDatabases.class)
@Timeout(120)
abstract class DatabaseFixture {

  record Item(int id, @Nullable String note, Instant at, LocalDateTime meeting, LocalDate day) {

    static Item of(int id, @Nullable String note) {
      return new Item(
          id,
          note,
          Instant.parse("2021-03-28T01:30:00Z"),
          LocalDateTime.of(2021, 3, 28, 2, 30),
          LocalDate.of(2021, 3, 28));
    }
  }

  static final Column<Item, Integer> ID = Column.of("id", Codec.int32(), Item::id);
  static final Column<Item, String> NOTE = Column.nullable("note", Codec.text(20), Item::note);
  static final Column<Item, Instant> AT = Column.of("at", Codec.instant(6), Item::at);
  static final Column<Item, LocalDateTime> MEETING =
      Column.of("meeting", Codec.localDateTime(6), Item::meeting);
  static final Column<Item, LocalDate> DAY = Column.of("day", Codec.localDate(), Item::day);
  static final Mapping<Item, Integer> ITEMS = Mapping.of(Item.class, "item", ID)
      .with(NOTE, AT, MEETING, DAY)
      .construct(row ->
          new Item(row.get(ID), row.getOrNull(NOTE), row.get(AT), row.get(MEETING), row.get(DAY)));
  private static final Model MODEL = Model.of(ITEMS);

  private @Nullable TestSchema schema;

  /** The database under test. */
  protected abstract TestDatabase database();

  @BeforeEach
  void createSchema() {
    schema = database().newSchema("database");
  }

  @AfterEach
  void dropSchema() {
    if (schema != null) {
      schema.close();
    }
  }

  final TestSchema schema() {
    TestSchema open = schema;
    if (open == null) {
      throw new IllegalStateException("The schema is there in tests only.");
    }
    return open;
  }

  /** Does something to each connection before the backend is given it. */
  @FunctionalInterface
  interface Preparation {
    Connection of(Connection connection) throws SQLException;
  }

  final DataSource connections(Preparation preparation) {
    DataSource plain = schema().dataSource();
    return Interception.proxy(DataSource.class, (method, arguments) -> {
      Object result = Interception.invoke(plain, method, arguments);
      return result instanceof Connection connection ? preparation.of(connection) : result;
    });
  }

  static DataLayer open(DataSource dataSource) {
    for (StoreProvider provider : ServiceLoader.load(StoreProvider.class)) {
      if (provider.needsDatabase()) {
        return Engine.open(
            MODEL,
            provider.create(
                ModelInternals.schema(MODEL),
                new StoreProvider.Settings(Optional.of(dataSource), 1)),
            LayerOptions.defaults());
      }
    }
    throw new IllegalStateException("No backend on a database is on the class path.");
  }

  /** Executes a statement whose names are in double quotes, as somebody else who has the tables open. */
  final void sql(String statement) {
    try (Connection connection = schema().dataSource().getConnection();
        Statement executor = connection.createStatement()) {
      executor.execute(
          statement.replace("\"", connection.getMetaData().getIdentifierQuoteString()));
    } catch (SQLException e) {
      throw new AssertionError(statement, e);
    }
  }

  final boolean isOn(String name) {
    return database().name().equals(name);
  }

  /** Checks that of several updates in one unit a stale one is found, and none is stored. */
  static void assertStaleVersionIsFound(DataLayer data) {
    try (UnitOfWork work = data.begin(UnitOptions.defaults().readCommitted())) {
      List<Item> items = work.repository(ITEMS).find(Query.all());
      try (UnitOfWork other = data.begin()) {
        other.repository(ITEMS).change(3, item -> Item.of(3, "other"));
        other.commit();
      }
      items.forEach(item -> work.repository(ITEMS).update(Item.of(item.id(), "mine")));
      assertThat(catchThrowable(work::commit)).isInstanceOf(DataException.class);
    }
    data.run(work -> {
      assertThat(work.repository(ITEMS).count(NOTE.eq("mine"))).isZero();
      assertThat(work.repository(ITEMS).get(3).note()).isEqualTo("other");
    });
  }
}
