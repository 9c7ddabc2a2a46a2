package org.bilayer.mybatis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.mockito.AdditionalAnswers.delegatesTo;
import static org.mockito.Mockito.mock;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Param;
import org.bilayer.DataLayer;
import org.bilayer.LayerOptions;
import org.bilayer.UnitOfWork;
import org.bilayer.UnitOptions;
import org.bilayer.failure.CheckViolationException;
import org.bilayer.failure.DataException;
import org.bilayer.failure.ForeignKeyViolationException;
import org.bilayer.failure.InvalidValueException;
import org.bilayer.failure.NotNullViolationException;
import org.bilayer.failure.StorageFailureException;
import org.bilayer.failure.UnavailableException;
import org.bilayer.failure.UniqueViolationException;
import org.bilayer.model.Codec;
import org.bilayer.model.Column;
import org.bilayer.model.Mapping;
import org.bilayer.model.Model;
import org.bilayer.model.Reference;
import org.bilayer.mybatis.fixture.DriverDataSource;
import org.bilayer.mybatis.fixture.Server;
import org.bilayer.mybatis.fixture.SimpleDataSource;
import org.bilayer.mybatis.fixture.TestDatabase;
import org.bilayer.query.Query;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Nothing that a log prints of a failure shows a column's value, unless the application asked for values. */
public final class ValuesKeptSecretTest {

  /** The value that must not be seen; neither a key nor a name. */
  private static final String SECRET = "s3cr3t";

  record Person(
      int id,
      String email,
      @Nullable String city,
      int age,
      @Nullable String note) {}

  record City(String name) {}

  private static final Column<City, String> NAME = Column.of("name", Codec.text(40), City::name);
  private static final Mapping<City, String> CITIES =
      Mapping.of(City.class, "city", NAME).construct(row -> new City(row.get(NAME)));

  private static final Column<Person, Integer> ID = Column.of("id", Codec.int32(), Person::id);
  private static final Column<Person, String> EMAIL =
      Column.of("email", Codec.text(40), Person::email);
  private static final Column<Person, String> CITY =
      Column.nullable("city", Codec.text(40), Person::city);
  private static final Column<Person, Integer> AGE = Column.of("age", Codec.int32(), Person::age);
  private static final Column<Person, String> NOTE =
      Column.nullable("note", Codec.text(40), Person::note);
  private static final Mapping<Person, Integer> PEOPLE = Mapping.of(Person.class, "person", ID)
      .with(EMAIL, CITY, AGE, NOTE)
      .unique("person_email_key", EMAIL)
      .references(Reference.of("person_city_fkey", CITY, CITIES))
      .check("person_age_check", AGE.ge(0))
      .construct(row -> new Person(
          row.get(ID), row.get(EMAIL), row.getOrNull(CITY), row.get(AGE), row.getOrNull(NOTE)));
  private static final Model MODEL = Model.of(CITIES, PEOPLE);

  /** What an application writes by hand. */
  public interface PersonMapper {

    @Insert("INSERT INTO ${q}person${q} (${q}id${q}, ${q}email${q}, ${q}age${q}, ${q}version${q})"
        + " VALUES (#{id}, #{email}, 1, 1)")
    void insert(@Param("q") String quote, @Param("id") int id, @Param("email") String email);

    @Insert("INSERT INTO ${q}person${q} (${q}id${q}, ${q}email${q}, ${q}age${q}, ${q}version${q})"
        + " VALUES (#{id}, '${email}, 1, 1)")
    void broken(@Param("q") String quote, @Param("id") int id, @Param("email") String email);
  }

  private interface Act {
    void on(UnitOfWork work);
  }

  private record Case(String name, Class<? extends DataException> kind, String ddl, Act act) {}

  private static Person person(int id, String email) {
    return new Person(id, email, null, 1, SECRET + " note");
  }

  private static List<Case> cases(Server server) {
    String quote = server == Server.MARIADB ? "`" : "\"";
    String ofTable = "ALTER TABLE " + quote + "person" + quote + " ";
    return List.of(
        new Case("unique", UniqueViolationException.class, "", work -> {
          work.repository(PEOPLE).add(person(1, SECRET));
          work.flush();
          work.repository(PEOPLE).add(person(2, SECRET));
          work.flush();
        }),
        new Case("unique in a batch", UniqueViolationException.class, "", work -> {
          var all = new ArrayList<Person>();
          for (int i = 0; i < 30; i++) {
            all.add(person(i, SECRET + i % 20));
          }
          work.repository(PEOPLE).addAll(all);
          work.flush();
        }),
        new Case("foreign key", ForeignKeyViolationException.class, "", work -> {
          work.repository(PEOPLE).add(new Person(1, "a", SECRET, 1, null));
          work.flush();
        }),
        new Case("check", CheckViolationException.class, "", work -> {
          work.repository(PEOPLE).add(new Person(1, SECRET, null, -1, SECRET));
          work.flush();
        }),
        new Case(
            "not null",
            NotNullViolationException.class,
            server == Server.MARIADB
                ? ofTable + "MODIFY `note` varchar(40) NOT NULL"
                : ofTable + "ALTER COLUMN \"note\" SET NOT NULL",
            work -> {
              work.repository(PEOPLE).add(new Person(1, SECRET, null, 1, null));
              work.flush();
            }),
        new Case(
            "too long",
            InvalidValueException.class,
            server == Server.MARIADB
                ? ofTable + "MODIFY `note` varchar(3)"
                : ofTable + "ALTER COLUMN \"note\" "
                    + (server == Server.POSTGRESQL
                        ? "TYPE varchar(3)"
                        : "SET DATA TYPE varchar(3)"),
            work -> {
              work.repository(PEOPLE).add(person(1, SECRET));
              work.flush();
            }),
        new Case("too long in a batch", InvalidValueException.class, "", work -> {
          work.repository(PEOPLE)
              .addAll(Stream.iterate(1, i -> i < 40, i -> i + 1)
                  .map(i -> person(i, SECRET + i))
                  .toList());
          work.flush();
        }),
        new Case(
            "conversion",
            DataException.class,
            server == Server.MARIADB
                ? ofTable + "MODIFY `age` varchar(40)"
                : ofTable + "DROP CONSTRAINT \"person_age_check\"",
            work -> work.repository(PEOPLE).find(Query.all())),
        new Case("mapper", UniqueViolationException.class, "", work -> {
          work.queries(PersonMapper.class).insert(quote, 900, SECRET);
          work.queries(PersonMapper.class).insert(quote, 901, SECRET);
        }),
        new Case("mapper with bad SQL", StorageFailureException.class, "", work -> {
          work.queries(PersonMapper.class).broken(quote, 900, SECRET);
        }));
  }

  private static DataSource talkative(TestDatabase database) {
    return new DriverDataSource(
        switch (database.server()) {
          case H2 -> database.url();
          case POSTGRESQL -> database.url() + "&logServerErrorDetail=true";
          case MARIADB -> database.url() + "&dumpQueriesOnException=true";
        });
  }

  @ParameterizedTest
  @EnumSource(Server.class)
  void run_failsOnTheDatabase_printsNoValue(Server server) {
    try (TestDatabase database = server.create()) {
      DataSource source = talkative(database);
      MyBatisDataLayer.createTables(MODEL, source);
      boolean shownOnce = false;
      for (Case each : cases(server)) {
        prepare(database, each);
        try (DataLayer secret = layer(source, LayerOptions.defaults());
            DataLayer open = layer(source, LayerOptions.defaults().showValues())) {
          DataException failure = failure(secret, each);
          assertThat(failure).as(each.name()).isInstanceOf(each.kind());
          assertThat(printed(failure)).as(each.name()).doesNotContainIgnoringCase(SECRET);
          shownOnce |= printed(failure(open, each)).contains(SECRET);
        }
      }
      assertThat(shownOnce).as("a value was there to be seen").isTrue();
    }
  }

  /** What a driver or a pool says of a lost connection, or of a COMMIT that it refuses, may show a value, too. */
  @ParameterizedTest
  @EnumSource(Server.class)
  void run_failsAtTheConnection_printsNoValue(Server server) {
    for (String failing : List.of("prepareStatement", "commit")) {
      try (TestDatabase database = server.create()) {
        MyBatisDataLayer.createTables(MODEL, database.pool());
        var isArmed = new AtomicBoolean();
        DataSource source = failingAt(failing, database, isArmed);
        try (DataLayer layer = layer(source, LayerOptions.defaults())) {
          isArmed.set(true);
          DataException failure = catchThrowableOfType(
              DataException.class,
              () -> layer.run(UnitOptions.defaults().maxTries(1), work -> {
                work.repository(PEOPLE).add(person(1, "a"));
              }));
          assertThat(failure)
              .as(failing)
              .isExactlyInstanceOf(
                  failing.equals("commit")
                      ? StorageFailureException.class
                      : UnavailableException.class);
          assertThat(failure.getCause()).as(failing).isNotNull();
          assertThat(printed(failure)).as(failing).doesNotContain(SECRET);
        }
      }
    }
  }

  /** Connections of which one call fails, with words about a value and on a connection that is then closed before COMMIT. */
  private static SimpleDataSource failingAt(
      String name, TestDatabase database, AtomicBoolean isArmed) {
    DataSource plain = database.unpooled();
    return () -> {
      Connection connection = plain.getConnection();
      return mock(Connection.class, call -> {
        if (isArmed.get() && call.getMethod().getName().equals(name)) {
          if (!name.equals("commit")) {
            connection.close();
          }
          throw new SQLException("a row with " + SECRET);
        }
        return delegatesTo(connection).answer(call);
      });
    };
  }

  private static void prepare(TestDatabase database, Case each) {
    if (!each.ddl().isEmpty()) {
      database.execute(each.ddl());
    }
    if (each.name().equals("conversion")) {
      String row = "(id, email, age, version) VALUES (77, 'e', '" + SECRET + "', 1)";
      switch (database.server()) {
        case MARIADB ->
          database.execute(
              "ALTER TABLE person DROP CONSTRAINT person_age_check",
              "ALTER TABLE person MODIFY note text NULL",
              "INSERT INTO person " + row);
        case POSTGRESQL ->
          database.execute(
              "ALTER TABLE person ALTER COLUMN note DROP NOT NULL",
              "ALTER TABLE person ALTER COLUMN age TYPE text",
              "INSERT INTO person " + row);
        case H2 ->
          database.execute(
              "ALTER TABLE \"person\" ALTER COLUMN \"note\" DROP NOT NULL",
              "ALTER TABLE \"person\" ALTER COLUMN \"age\" SET DATA TYPE varchar(40)",
              "INSERT INTO \"person\" (\"id\", \"email\", \"age\", \"version\") VALUES (77, 'e', '"
                  + SECRET + "', 1)");
      }
    }
  }

  private static DataLayer layer(DataSource source, LayerOptions options) {
    return MyBatisDataLayer.builder(MODEL)
        .dataSource(source)
        .mapper(PersonMapper.class)
        .schemaCheck(SchemaCheck.NONE)
        .options(options)
        .open();
  }

  private static DataException failure(DataLayer layer, Case each) {
    return catchThrowableOfType(
        DataException.class,
        () -> layer.run(UnitOptions.defaults().maxTries(1), work -> each.act().on(work)));
  }

  /** Everything that a logging library may print of a failure: the whole tree below it. */
  private static String printed(Throwable failure) {
    var text = new StringWriter();
    var seen = Collections.<Throwable>newSetFromMap(new IdentityHashMap<>());
    print(failure, new PrintWriter(text, true), seen);
    return text.toString();
  }

  private static void print(@Nullable Throwable thrown, PrintWriter out, Set<Throwable> seen) {
    if (thrown == null || !seen.add(thrown)) {
      return;
    }
    thrown.printStackTrace(out);
    out.println(thrown + " " + thrown.getMessage() + " " + thrown.getLocalizedMessage());
    print(thrown.getCause(), out, seen);
    for (Throwable suppressed : thrown.getSuppressed()) {
      print(suppressed, out, seen);
    }
    if (thrown instanceof SQLException error) {
      print(error.getNextException(), out, seen);
    }
  }
}
