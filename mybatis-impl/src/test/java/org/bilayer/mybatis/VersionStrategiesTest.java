package org.bilayer.mybatis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.bilayer.DataLayer;
import org.bilayer.Repository;
import org.bilayer.UnitOfWork;
import org.bilayer.failure.InvalidValueException;
import org.bilayer.failure.MisuseException;
import org.bilayer.failure.StaleVersionException;
import org.bilayer.model.Codec;
import org.bilayer.model.Column;
import org.bilayer.model.ElementCollection;
import org.bilayer.model.Mapping;
import org.bilayer.model.Model;
import org.bilayer.model.Value;
import org.bilayer.model.VersionColumn;
import org.bilayer.mybatis.fixture.Server;
import org.bilayer.mybatis.fixture.TestDatabase;
import org.bilayer.query.Query;
import org.bilayer.query.Specification;
import org.bilayer.store.SchemaDifference;
import org.bilayer.value.RowVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tables of others, whose rows show changes in several ways. */
final class VersionStrategiesTest {

  record Film(long id, String title) {}

  private static final Column<Film, Long> ID = Column.of("id", Codec.int64(), Film::id);
  private static final Column<Film, String> TITLE = Column.of("title", Codec.text(40), Film::title);

  private static Mapping.Builder<Film, Long> films() {
    return Mapping.of(Film.class, "film", ID).with(TITLE);
  }

  private static Mapping<Film, Long> made(Mapping.Builder<Film, Long> films) {
    return films.construct(row -> new Film(row.get(ID), row.get(TITLE)));
  }

  private static final Mapping<Film, Long> SMALL =
      made(films().versionColumn(VersionColumn.int16("version").nullable()));
  private static final Mapping<Film, Long> SERVER = made(films().serverVersion());
  private static final Mapping<Film, Long> READ_ONLY = made(films().readOnly());

  private static Film change(UnitOfWork work, Mapping<Film, Long> films, String title) {
    return work.repository(films).change(1L, film -> new Film(1, title));
  }

  private static List<SchemaDifference> breaking(Model model, TestDatabase database) {
    return MyBatisDataLayer.schemaDifferences(model, database.pool()).stream()
        .filter(SchemaDifference::isBreaking)
        .toList();
  }

  private static String named(TestDatabase database, String sql) {
    return database.server() == Server.MARIADB ? sql.replace('"', '`') : sql;
  }

  // --- a version column

  @ParameterizedTest
  @EnumSource
  void column_withoutValue_readsAsZero_andIsRaisedByEachKindOfChange(Server server) {
    Model model = Model.of(SMALL);
    try (TestDatabase database = server.create();
        DataLayer layer = database.layer(model)) {
      assertThat(breaking(model, database)).isEmpty();
      String insert = named(database, "INSERT INTO \"film\" (\"id\", \"title\") VALUES (%d, 'a')");
      for (int id = 1; id <= 3; id++) {
        database.execute(String.format(insert, id));
      }
      String version = named(database, "SELECT \"version\" FROM \"film\" ORDER BY \"id\"");
      assertThat(database.query(version)).containsOnlyNulls();

      layer.run(work -> {
        Repository<Film, Long> films = work.repository(SMALL);
        assertThat(films.version(films.get(1L))).isEqualTo(RowVersion.of(0));
        films.guard(films.get(1L));
      });
      layer.run(work -> change(work, SMALL, "b"));
      layer.run(work -> work.repository(SMALL).where(ID.eq(2L)).set(TITLE, "c").update());
      layer.run(work -> work.repository(SMALL).update(new Film(3, "d"), RowVersion.of(0)));
      assertThat(database.query(version)).containsExactly("1", "1", "1");
      assertThat(layer.read(SMALL).find(Query.<Film>all()))
          .extracting(Film::title)
          .containsExactlyInAnyOrder("b", "c", "d");
    }
  }

  @ParameterizedTest
  @EnumSource
  void column_withoutValue_changedByAnother_isStale(Server server) {
    try (TestDatabase database = server.create();
        DataLayer layer = database.layer(Model.of(SMALL))) {
      database.execute(named(database, "INSERT INTO \"film\" (\"id\", \"title\") VALUES (1, 'a')"));
      layer.run(work -> change(work, SMALL, "b"));
      assertThatThrownBy(() ->
              layer.run(work -> work.repository(SMALL).update(new Film(1, "c"), RowVersion.of(0))))
          .isInstanceOf(StaleVersionException.class)
          .hasMessageContaining("expectedVersion=0, foundVersion=1");
      assertThat(layer.read(SMALL).get(1L).title()).isEqualTo("b");
    }
  }

  @ParameterizedTest
  @EnumSource
  void column_full_refusesChangesBeforeAnySql(Server server) {
    try (TestDatabase database = server.create();
        DataLayer layer = database.layer(Model.of(SMALL))) {
      database.execute(named(
          database,
          "INSERT INTO \"film\" (\"id\", \"title\", \"version\") VALUES (1, 'a', 32767)"));
      assertThatThrownBy(() -> layer.run(work -> change(work, SMALL, "b")))
          .isInstanceOf(InvalidValueException.class)
          .hasMessageContaining("the version column holds its greatest number")
          .hasMessageContaining("film")
          .hasMessageContaining("version");
      assertThatThrownBy(() -> layer.run(work ->
              work.repository(SMALL).where(Specification.all()).set(TITLE, "c").update()))
          .isInstanceOf(InvalidValueException.class);
      assertThat(layer.read(SMALL).get(1L).title()).isEqualTo("a");
    }
  }

  // --- the server's version

  @Test
  void server_changeOfAnyWriter_isStale() {
    Model model = Model.of(SERVER);
    try (TestDatabase database = Server.POSTGRESQL.create();
        DataLayer layer = database.layer(model)) {
      assertThat(breaking(model, database)).isEmpty();
      layer.run(work -> work.repository(SERVER).add(new Film(1, "a")));
      RowVersion read = layer.read(SERVER).getVersioned(1L).version();
      database.execute("UPDATE film SET title = title");
      assertThatThrownBy(() ->
              layer.run(work -> work.repository(SERVER).update(new Film(1, "b"), read)))
          .isInstanceOf(StaleVersionException.class);
      assertThatThrownBy(() -> layer.run(work -> work.repository(SERVER).removeById(1L, read)))
          .isInstanceOf(StaleVersionException.class);
      RowVersion now = layer.read(SERVER).getVersioned(1L).version();
      layer.run(work -> work.repository(SERVER).update(new Film(1, "b"), now));
      assertThat(layer.read(SERVER).get(1L).title()).isEqualTo("b");
    }
  }

  record Album(long id, String title, Set<String> songs) {}

  private static final Column<Album, Long> ALBUM = Column.of("id", Codec.int64(), Album::id);
  private static final Column<Album, String> NAME =
      Column.of("title", Codec.text(40), Album::title);
  private static final Column<String, String> SONG =
      Column.of("song", Codec.text(40), song -> song);
  private static final ElementCollection<Album, String, Set<String>> SONGS = ElementCollection.set(
      "album_song", Value.of(String.class, row -> row.get(SONG), SONG), SONG, Album::songs);
  private static final Mapping<Album, Long> ALBUMS = Mapping.of(Album.class, "album", ALBUM)
      .identity()
      .serverVersion()
      .with(NAME, SONGS)
      .construct(row -> new Album(row.get(ALBUM), row.get(NAME), row.get(SONGS)));

  @Test
  void server_changeOfOwnedRowsAlone_givesAGeneratedIdAnotherVersion() {
    try (TestDatabase database = Server.POSTGRESQL.create();
        DataLayer layer = database.layer(Model.of(ALBUMS))) {
      List<Album> added = layer.execute(work -> Stream.of("a", "b")
          .map(title ->
              work.repository(ALBUMS).addGenerated(id -> new Album(id, title, Set.of(title))))
          .toList());
      RowVersion first = layer.read(ALBUMS).getVersioned(added.get(0).id()).version();
      layer.run(work -> added.forEach(album -> work.repository(ALBUMS)
          .change(album.id(), each -> new Album(each.id(), each.title(), Set.of("c")))));
      assertThat(layer.read(ALBUMS).getVersioned(added.get(0).id()).version()).isNotEqualTo(first);
      assertThat(layer.read(ALBUMS).get(added.get(1).id()).songs()).containsExactly("c");
    }
  }

  @Test
  void server_partitionedTable_isRefusedByName() {
    try (TestDatabase database = Server.POSTGRESQL.create()) {
      database.execute(
          "CREATE TABLE film (id bigint NOT NULL PRIMARY KEY, title varchar(40) COLLATE \"C\" NOT NULL)"
              + " PARTITION BY RANGE (id)");
      assertThat(breaking(Model.of(SERVER), database))
          .anySatisfy(difference -> assertThat(difference.toString())
              .contains("film", "partitioned table", "declare a version column"));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"H2", "MARIADB"})
  void server_databaseWithoutRowVersions_isRefusedByName(Server server) {
    try (TestDatabase database = server.create()) {
      assertThatThrownBy(
              () -> MyBatisDataLayer.of(Model.of(SERVER), database.pool()).close())
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("table=film")
          .hasMessageContaining("versionColumn");
      assertThatThrownBy(() -> MyBatisDataLayer.createTables(Model.of(SERVER), database.pool()))
          .isInstanceOf(IllegalStateException.class);
    }
  }

  // --- none

  @ParameterizedTest
  @EnumSource
  void readOnly_viewIsRead_andEveryWriteRefused(Server server) {
    Mapping<Film, Long> table = made(Mapping.of(Film.class, "all_films", ID).with(TITLE));
    Model model = Model.of(READ_ONLY);
    try (TestDatabase database = server.create();
        DataLayer all = database.layer(Model.of(table))) {
      database.execute(
          named(
              database,
              "CREATE VIEW \"film\" AS SELECT DISTINCT \"id\", \"title\" FROM \"all_films\" WHERE \"id\" < 10"));
      all.run(work -> work.repository(table).addAll(List.of(new Film(1, "a"), new Film(20, "b"))));
      assertThat(breaking(model, database)).isEmpty();
      try (DataLayer layer = MyBatisDataLayer.of(model, database.pool())) {
        assertThat(layer.read(READ_ONLY).find(Query.<Film>all())).containsExactly(new Film(1, "a"));
        assertThat(layer.read(READ_ONLY).get(1L)).isEqualTo(new Film(1, "a"));
        assertThat(layer.read(READ_ONLY).page(Query.orderedBy(TITLE.asc()), 5).items())
            .hasSize(1);
        assertThat(layer.read(READ_ONLY).count(TITLE.eq("a"))).isEqualTo(1);
        Film film = new Film(1, "c");
        List<Consumer<Repository<Film, Long>>> calls = List.of(
            films -> films.add(film),
            films -> films.upsert(film),
            films -> films.update(film),
            films -> films.update(film, RowVersion.of(1)),
            films -> films.change(1L, each -> film),
            films -> films.remove(film),
            films -> films.removeById(1L),
            films -> films.removeById(1L, RowVersion.of(1)),
            films -> films.guard(films.get(1L)),
            films -> films.version(films.get(1L)),
            films -> films.findForUpdate(1L),
            films -> films.find(Query.<Film>all().forUpdate()),
            films -> films.where(TITLE.eq("a")).set(TITLE, "c").update(),
            films -> films.where(TITLE.eq("a")).remove());
        for (Consumer<Repository<Film, Long>> call : calls) {
          assertThatThrownBy(() -> layer.run(work -> call.accept(work.repository(READ_ONLY))))
              .isInstanceOf(MisuseException.class)
              .hasMessageContaining("the mapping is read only [type=film]");
        }
        assertThatThrownBy(() -> layer.read(READ_ONLY).findVersioned(1L))
            .isInstanceOf(MisuseException.class);
        assertThat(layer.read(READ_ONLY).get(1L)).isEqualTo(new Film(1, "a"));
      }
    }
  }

  // --- writers who know no version

  private static final Mapping<Film, Long> COUNTED = made(films());

  @ParameterizedTest
  @EnumSource(names = {"POSTGRESQL", "MARIADB"})
  void trigger_makesWritersWhoKnowNoVersionVisible(Server server) {
    try (TestDatabase database = server.create();
        DataLayer layer = database.layer(Model.of(COUNTED))) {
      if (server == Server.POSTGRESQL) {
        database.execute(
            """
            CREATE FUNCTION raise_version() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
              IF NEW.version IS NOT DISTINCT FROM OLD.version THEN
                NEW.version := coalesce(OLD.version, 0) + 1;
              END IF;
              RETURN NEW;
            END $$
            """,
            "CREATE TRIGGER film_version BEFORE UPDATE ON film FOR EACH ROW EXECUTE FUNCTION raise_version()");
      } else {
        database.execute("""
            CREATE TRIGGER film_version BEFORE UPDATE ON film FOR EACH ROW
            SET NEW.version = IF(NEW.version <=> OLD.version, COALESCE(OLD.version, 0) + 1, NEW.version)
            """);
      }
      layer.run(work -> work.repository(COUNTED).add(new Film(1, "a")));
      RowVersion read = layer.read(COUNTED).getVersioned(1L).version();
      database.execute("UPDATE film SET title = 'of another application'");
      assertThatThrownBy(() ->
              layer.run(work -> work.repository(COUNTED).update(new Film(1, "b"), read)))
          .isInstanceOf(StaleVersionException.class)
          .hasMessageContaining("expectedVersion=1, foundVersion=2");
      layer.run(work -> change(work, COUNTED, "b"));
      layer.run(
          work -> work.repository(COUNTED).where(ID.eq(1L)).set(TITLE, "c").update());
      assertThat(layer.read(COUNTED).getVersioned(1L).version()).isEqualTo(RowVersion.of(4));
    }
  }
}
