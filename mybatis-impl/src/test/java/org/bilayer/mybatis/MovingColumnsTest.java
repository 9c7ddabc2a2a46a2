package org.bilayer.mybatis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.bilayer.DataLayer;
import org.bilayer.Repository;
import org.bilayer.contracts.TestSeed;
import org.bilayer.contracts.sample.Guest;
import org.bilayer.contracts.sample.Guest.FullName;
import org.bilayer.contracts.sample.Guest.Grade;
import org.bilayer.contracts.sample.Guest.Stay;
import org.bilayer.contracts.sample.Hotel;
import org.bilayer.failure.DataException;
import org.bilayer.model.Codec;
import org.bilayer.model.Column;
import org.bilayer.model.Mapping;
import org.bilayer.model.Model;
import org.bilayer.model.Phase;
import org.bilayer.mybatis.fixture.Server;
import org.bilayer.mybatis.fixture.TestDatabase;
import org.bilayer.query.Query;
import org.bilayer.store.SchemaDifference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Attributes that move between columns, with older and newer code on the same tables. */
final class MovingColumnsTest {

  private static final int OPERATIONS = Boolean.getBoolean("bilayer.nightly") ? 3_000 : 150;
  private static final Grade[] GRADES = Grade.values();

  private @Nullable TestDatabase database;

  @AfterEach
  void drop() {
    if (database != null) {
      database.close();
    }
  }

  private TestDatabase database() {
    return Objects.requireNonNull(database);
  }

  private static Map<String, String> expressions(Server server) {
    return switch (server) {
      case MARIADB ->
        Map.of(
            "guest.grade_no", "FIELD(`grade`, 'PLAIN', 'SILVER', 'GOLD')",
            "guest.nights_total", "`nights`",
            "guest.name_first", "SUBSTRING_INDEX(`full_name`, ' ', 1)",
            "guest.name_last", "SUBSTR(`full_name`, LOCATE(' ', `full_name`) + 1)");
      default ->
        Map.of(
            "guest.grade_no",
                "CASE \"grade\" WHEN 'PLAIN' THEN 1 WHEN 'SILVER' THEN 2 WHEN 'GOLD' THEN 3 END",
            "guest.nights_total", "\"nights\"",
            "guest.name_first",
                "SUBSTRING(\"full_name\" FROM 1 FOR POSITION(' ' IN \"full_name\") - 1)",
            "guest.name_last", "SUBSTRING(\"full_name\" FROM POSITION(' ' IN \"full_name\") + 1)");
    };
  }

  private static String dialect(Server server) {
    return switch (server) {
      case H2 -> "H2";
      case POSTGRESQL -> "PostgreSQL";
      case MARIADB -> "MariaDB";
    };
  }

  private static Guest guest(int id, int number) {
    return new Guest(
        id,
        "b-" + number,
        GRADES[number % GRADES.length],
        number % 3 == 0 ? null : number,
        FullName.of("First" + number + " Of the Last"),
        0,
        List.of(new Stay(1, "r" + number)));
  }

  private DataLayer layer(Hotel hotel) {
    return MyBatisDataLayer.builder(hotel.model)
        .dataSource(database().pool())
        .schemaCheck(SchemaCheck.NONE)
        .open();
  }

  @ParameterizedTest
  @EnumSource
  void tablesOfEachPhase_fitTheNextOne_butForRulesThatTheNextMigrationAdds(Server server) {
    database = server.create();
    MyBatisDataLayer.createTables(new Hotel(Phase.READ_OLD).model, database.pool());

    assertThat(MyBatisDataLayer.schemaDifferences(new Hotel(Phase.READ_OLD).model, database.pool()))
        .isEmpty();
    assertThat(MyBatisDataLayer.schemaDifferences(Hotel.beforeTheMove().model, database.pool()))
        .allSatisfy(difference ->
            assertThat(difference.severity()).isNotEqualTo(SchemaDifference.Severity.BREAKING));
  }

  @ParameterizedTest
  @EnumSource
  void copyScript_afterOlderCode_copiesWhatIsMissingOrStale_andTheGuardRefusesUntilThen(
      Server server) {
    database = server.create();
    Hotel before = Hotel.beforeTheMove();
    Hotel begun = new Hotel(Phase.READ_OLD);
    Hotel next = new Hotel(Phase.READ_NEW);
    MyBatisDataLayer.createTables(begun.model, database.pool());
    DataLayer older = layer(before);
    DataLayer newer = layer(begun);
    older.run(work -> work.repository(before.guests).addAll(List.of(guest(1, 1), guest(2, 2))));
    newer.run(work -> work.repository(begun.guests).add(guest(3, 3)));
    older.run(work -> work.repository(before.guests)
        .change(3, guest -> guest.withName(FullName.of("Late Change")).withBadge("B-3")));
    List<String> guards =
        MyBatisDataLayer.copyGuard(begun.model, dialect(server), expressions(server));
    List<String> copying =
        MyBatisDataLayer.copyScript(begun.model, dialect(server), expressions(server));

    assertThat(guards).noneMatch(statement -> server == Server.MARIADB && statement.contains(";"));
    int half = guards.size() / 2;
    String[] ofGuests = guards.subList(0, half).toArray(new String[0]);
    String[] ofStays = guards.subList(half, guards.size()).toArray(new String[0]);
    assertThatThrownBy(() -> database().execute(ofGuests))
        .hasStackTraceContaining(
            "Rows of guest are not copied yet. Copy them before the next phase is"
                + " deployed, then run this again.");
    assertThatThrownBy(() -> database().execute(ofStays))
        .hasStackTraceContaining("Rows of stay are not copied yet.");
    database.execute(copying.toArray(new String[0]));
    database.execute(guards.toArray(new String[0]));
    database.execute(copying.toArray(new String[0]));

    List<Guest> found = layer(next).execute(work -> work.repository(next.guests).find(Query.all()));
    assertThat(found)
        .containsExactlyInAnyOrder(
            guest(1, 1),
            guest(2, 2),
            guest(3, 3).withName(FullName.of("Late Change")).withBadge("B-3"));
  }

  @ParameterizedTest
  @EnumSource
  void copyScript_ofAnotherForm_withoutAnExpression_isRefusedByName(Server server) {
    Hotel begun = new Hotel(Phase.READ_OLD);

    assertThatThrownBy(() -> MyBatisDataLayer.copyScript(begun.model, dialect(server), Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "The column guest.grade_no holds another form than the column that is read, and"
                + " nothing says how the database computes it. Give its value as an expression in SQL.");
    assertThatThrownBy(() -> MyBatisDataLayer.copyScript(
            Hotel.beforeTheMove().model, dialect(server), Map.of("guest.grade_no", "1")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("There is no moving column guest.grade_no.");
  }

  @ParameterizedTest
  @EnumSource
  void dropGuard_refusesWhatWasNeverCopied_andLetsChangesOfNewerCodePass(Server server) {
    database = server.create();
    Hotel before = Hotel.beforeTheMove();
    Hotel begun = new Hotel(Phase.READ_OLD);
    Hotel last = new Hotel(Phase.NEW_ONLY);
    MyBatisDataLayer.createTables(new Hotel(Phase.READ_OLD).model, database.pool());
    layer(before).run(work -> work.repository(before.guests).add(guest(1, 1)));
    String[] guard = MyBatisDataLayer.dropGuard(begun.model, dialect(server), expressions(server))
        .toArray(new String[0]);

    assertThatThrownBy(() -> database().execute(guard))
        .hasStackTraceContaining(
            "Rows of guest have no value in the new columns. Do not drop the old ones;"
                + " they hold values that were never copied.");

    database.execute(MyBatisDataLayer.copyScript(begun.model, dialect(server), expressions(server))
        .toArray(new String[0]));
    layer(last)
        .run(work -> work.repository(last.guests)
            .change(1, guest -> guest.withBadge("newer").withName(FullName.of("New Name"))));
    database.execute(guard);
  }

  // --- an optional attribute that becomes required

  record Door(int id, @Nullable Integer beds) {}

  private static final Column<Door, Integer> DOOR = Column.of("id", Codec.int32(), Door::id);

  private static Mapping<Door, Integer> doors(Column<Door, Integer> beds) {
    return Mapping.of(Door.class, "door", DOOR)
        .with(beds)
        .construct(row ->
            new Door(row.get(DOOR), beds.isNullable() ? row.getOrNull(beds) : row.get(beds)));
  }

  private static Column<Door, Integer> beds(Phase phase) {
    return Column.moving(
        phase,
        Column.nullable("beds", Codec.int32(), Door::beds),
        Column.of("beds_given", Codec.int32(), door -> door.beds() == null ? 1 : door.beds()));
  }

  @ParameterizedTest
  @EnumSource
  void optional_thatBecomesRequired_hasAValueForTheAbsentOnes(Server server) {
    database = server.create();
    Column<Door, Integer> old = beds(Phase.READ_OLD);
    Mapping<Door, Integer> begun = doors(old);
    Mapping<Door, Integer> next = doors(beds(Phase.READ_NEW));
    Model model = Model.of(begun);
    MyBatisDataLayer.createTables(model, database.pool());
    DataLayer layer = MyBatisDataLayer.of(model, database.pool());
    layer.run(work -> work.repository(begun).addAll(List.of(new Door(1, null), new Door(2, 5))));

    assertThatThrownBy(() -> layer.run(
            work -> work.repository(begun).where(DOOR.eq(2)).setNull(old).update()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is also stored in the column beds_given");
    assertThatThrownBy(() -> MyBatisDataLayer.copyScript(model, dialect(server), Map.of()))
        .hasMessageContaining("The column door.beds_given holds another form");

    String quote = server == Server.MARIADB ? "`" : "\"";
    Map<String, String> expressions =
        Map.of("door.beds_given", "COALESCE(" + quote + "beds" + quote + ", 1)");
    database.execute(
        "UPDATE " + quote + "door" + quote + " SET " + quote + "beds_given" + quote + " = NULL");
    database.execute(
        MyBatisDataLayer.copyScript(model, dialect(server), expressions).toArray(new String[0]));
    database.execute(
        MyBatisDataLayer.copyGuard(model, dialect(server), expressions).toArray(new String[0]));

    DataLayer newer = MyBatisDataLayer.builder(Model.of(next))
        .dataSource(database.pool())
        .schemaCheck(SchemaCheck.NONE)
        .open();
    List<Door> found = newer.execute(work -> work.repository(next).find(Query.all()));
    assertThat(found).containsExactlyInAnyOrder(new Door(1, 1), new Door(2, 5));
  }

  // --- two layers at once

  @ParameterizedTest
  @EnumSource
  void neighbouringPhases_onTheSameTables_seeEachOthersChanges(Server server) {
    assertThat(difference(server, Phase.READ_OLD, Hotel.beforeTheMove(), new Hotel(Phase.READ_OLD)))
        .isEmpty();
    assertThat(difference(
            server, Phase.READ_OLD, new Hotel(Phase.READ_OLD), new Hotel(Phase.READ_NEW)))
        .isEmpty();
    assertThat(difference(
            server, Phase.READ_NEW, new Hotel(Phase.READ_NEW), new Hotel(Phase.NEW_ONLY)))
        .isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void phasesTwoStepsApart_onTheSameTables_loseChanges(Server server) {
    assertThat(difference(server, Phase.READ_OLD, Hotel.beforeTheMove(), new Hotel(Phase.READ_NEW)))
        .isPresent();
    assertThat(difference(
            server, Phase.READ_NEW, new Hotel(Phase.READ_OLD), new Hotel(Phase.NEW_ONLY)))
        .isPresent();
  }

  @ParameterizedTest
  @EnumSource
  void readOldBesideNewOnly_overwritesTheChangeOfNewerCode(Server server) {
    database = server.create();
    Hotel one = new Hotel(Phase.READ_OLD);
    Hotel other = new Hotel(Phase.NEW_ONLY);
    MyBatisDataLayer.createTables(new Hotel(Phase.READ_NEW).model, database.pool());
    layer(one).run(work -> work.repository(one.guests).add(guest(1, 1)));

    layer(other)
        .run(work -> work.repository(other.guests).change(1, guest -> guest.withBadge("new")));
    layer(one).run(work -> work.repository(one.guests).change(1, Guest::visiting));

    Guest left = layer(other).execute(work -> work.repository(other.guests).get(1));
    assertThat(left.badge()).as("the change to \"new\" is lost").isEqualTo("b-1");
  }

  @ParameterizedTest
  @EnumSource
  void readNewBesideOlderCode_doesNotSeeItsChange(Server server) {
    database = server.create();
    Hotel before = Hotel.beforeTheMove();
    Hotel other = new Hotel(Phase.READ_NEW);
    MyBatisDataLayer.createTables(new Hotel(Phase.READ_OLD).model, database.pool());
    layer(other).run(work -> work.repository(other.guests).add(guest(1, 1)));

    layer(before)
        .run(work -> work.repository(before.guests).change(1, guest -> guest.withBadge("old")));

    Guest found = layer(other).execute(work -> work.repository(other.guests).get(1));
    assertThat(found.badge()).as("the change to \"old\" is not seen").isEqualTo("b-1");
  }

  /** What differs from the guests that the operations should have left, after random operations by two applications. */
  private Optional<String> difference(Server server, Phase tables, Hotel one, Hotel other) {
    drop();
    database = server.create();
    MyBatisDataLayer.createTables(new Hotel(tables).model, database.pool());
    TestSeed seed = TestSeed.next();
    Random random = seed.random();
    List<Hotel> hotels = List.of(one, other);
    List<DataLayer> layers = List.of(layer(one), layer(other));
    var expected = new TreeMap<Integer, Guest>();
    for (int step = 0; step < OPERATIONS; step++) {
      int writer = random.nextInt(2);
      int reader = random.nextInt(2);
      try {
        change(layers.get(writer), hotels.get(writer), expected, random, step);
        List<Guest> found = layers
            .get(reader)
            .execute(work -> work.repository(hotels.get(reader).guests)
                .find(Query.<Guest>all().orderBy(Hotel.ID.asc())));
        if (!found.equals(List.copyOf(expected.values()))) {
          return Optional.of("step " + step + ", " + seed + ": " + found);
        }
      } catch (DataException e) {
        return Optional.of("step " + step + ", " + seed + ": " + e);
      }
    }
    return Optional.empty();
  }

  private static void change(
      DataLayer layer, Hotel hotel, Map<Integer, Guest> expected, Random random, int step) {
    int id = 1 + random.nextInt(4);
    Guest known = expected.get(id);
    if (known == null) {
      Guest added = guest(id, step);
      layer.run(work -> work.repository(hotel.guests).add(added));
      expected.put(id, added);
      return;
    }
    int kind = random.nextInt(7);
    if (kind == 6) {
      layer.run(work -> work.repository(hotel.guests)
          .where(hotel.badge.eq(known.badge()))
          .setNull(hotel.nights)
          .update());
      expected.put(
          id,
          new Guest(
              id, known.badge(), known.grade(), null, known.name(), known.visits(), known.stays()));
      return;
    }
    if (kind == 5) {
      Grade grade = GRADES[random.nextInt(GRADES.length)];
      layer.run(work -> work.repository(hotel.guests)
          .where(hotel.badge.eq(known.badge()))
          .set(hotel.grade, grade)
          .update());
      expected.put(
          id,
          new Guest(
              id,
              known.badge(),
              grade,
              known.nights(),
              known.name(),
              known.visits(),
              known.stays()));
      return;
    }
    Guest next = switch (kind) {
      case 0 -> known.withBadge("n-" + step);
      case 1 -> known.withName(FullName.of("First Name" + step));
      case 2 -> known.withStays(List.of(new Stay(1, "s" + step), new Stay(2, "t" + step)));
      default -> known.visiting();
    };
    layer.run(work -> {
      Repository<Guest, Integer> guests = work.repository(hotel.guests);
      guests.get(id);
      guests.change(id, stored -> next);
    });
    expected.put(id, next);
  }
}
