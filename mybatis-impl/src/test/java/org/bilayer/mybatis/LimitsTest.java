package org.bilayer.mybatis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.bilayer.DataLayer;
import org.bilayer.UnitOptions;
import org.bilayer.failure.InvalidValueException;
import org.bilayer.model.Codec;
import org.bilayer.model.Column;
import org.bilayer.model.Mapping;
import org.bilayer.model.Model;
import org.bilayer.mybatis.fixture.DriverDataSource;
import org.bilayer.mybatis.fixture.Server;
import org.bilayer.mybatis.fixture.TestDatabase;
import org.bilayer.query.Query;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Limits that one database has and others have not; those that memory shares are in {@code LimitContract}. */
final class LimitsTest {

  record Wide(int id, List<String> texts) {}

  /** A table of so many columns of text. */
  static Model wide(int columns, int length) {
    Column<Wide, Integer> id = Column.of("id", Codec.int32(), Wide::id);
    var all = new ArrayList<Column<Wide, String>>();
    for (int i = 0; i < columns; i++) {
      int place = i;
      all.add(Column.of("t" + i, Codec.text(length), wide -> wide.texts().get(place)));
    }
    Mapping.Builder<Wide, Integer> builder = Mapping.of(Wide.class, "wide", id);
    for (Column<Wide, String> column : all) {
      builder = builder.with(column);
    }
    return Model.of(builder.construct(
        row -> new Wide(row.get(id), all.stream().map(row::get).toList())));
  }

  @ParameterizedTest
  @CsvSource({"450, 200", "200, 1000", "195, 2000", "990, 8"})
  void createScript_moreColumnsThanARowOfMariaDbHolds_isRefused(int columns, int length) {
    assertThatThrownBy(() -> MyBatisDataLayer.createScript(wide(columns, length), "MariaDB"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("MariaDB cannot create the table wide")
        .hasMessageContaining("is the most");
    assertThat(MyBatisDataLayer.createScript(wide(columns, length), "PostgreSQL"))
        .isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "180, 200",
    "185, 2000",
    "190, 50",
    "60, 250",
    "64, 1000",
    "500, 3",
    "250, 7",
    "191, 20"
  })
  void createTables_whatIsNotRefused_canBeCreatedAndFilled(int columns, int length) {
    Model model = wide(columns, length);
    for (Server server : Server.values()) {
      try (TestDatabase database = server.create();
          DataLayer layer = database.layer(model)) {
        @SuppressWarnings("unchecked") // the model has this one mapping
        var mapping = (Mapping<Wide, Integer>) model.mappings().get(0);
        var full = new Wide(
            1,
            IntStream.range(0, columns).mapToObj(i -> "\u20AC".repeat(length)).toList());
        layer.run(work -> work.repository(mapping).add(full));
        assertThat(layer.<Wide>execute(work -> work.repository(mapping).get(1))).isEqualTo(full);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Server.class,
      names = {"H2", "POSTGRESQL"})
  void add_rowBeyondThoseOfPostgreSql_isAnInvalidValue(Server server) {
    Model model = wide(450, 200);
    try (TestDatabase database = server.create();
        DataLayer layer = database.layer(model)) {
      @SuppressWarnings("unchecked") // the model has this one mapping
      var mapping = (Mapping<Wide, Integer>) model.mappings().get(0);
      assertThatThrownBy(() -> layer.run(work ->
              work.repository(mapping).add(new Wide(1, Collections.nCopies(450, "x".repeat(200))))))
          .isInstanceOf(InvalidValueException.class)
          .hasMessageContaining("a row has at most 8160 bytes");
      var narrow = new Wide(2, Collections.nCopies(450, "x".repeat(12)));
      layer.run(work -> work.repository(mapping).add(narrow));
      assertThat(layer.<Wide>execute(work -> work.repository(mapping).get(2))).isEqualTo(narrow);
    }
  }

  // --- statements of MariaDB

  record Note(UUID id, String text) {}

  private static final Column<Note, UUID> ID = Column.of("id", Codec.uuid(), Note::id);
  private static final Column<Note, String> TEXT = Column.of("text", Codec.document(), Note::text);
  private static final Column<Note, String> OTHER =
      Column.of("other", Codec.document(), Note::text);
  private static final Column<Note, String> THIRD =
      Column.of("third", Codec.document(), Note::text);
  private static final Mapping<Note, UUID> NOTES = Mapping.of(Note.class, "note", ID)
      .with(TEXT, OTHER, THIRD)
      .construct(row -> {
        row.get(OTHER);
        row.get(THIRD);
        return new Note(row.get(ID), row.get(TEXT));
      });

  @ParameterizedTest
  @ValueSource(strings = {"", "&useServerPrepStmts=true"})
  void add_rowBeyondThePacketOfMariaDb_isAnInvalidValueAndCostsOneTry(String setting) {
    try (TestDatabase database = Server.MARIADB.create()) {
      MyBatisDataLayer.createTables(Model.of(NOTES), database.pool());
      var pool = new DriverDataSource(database.url() + setting);
      try (DataLayer layer = MyBatisDataLayer.of(Model.of(NOTES), pool)) {
        var large = new Note(new UUID(1, 1), "\"" + "x".repeat(7_000_000) + "\"");
        assertThatThrownBy(() ->
                layer.run(UnitOptions.defaults(), work -> work.repository(NOTES).add(large)))
            .isInstanceOf(InvalidValueException.class)
            .hasMessageContaining("a statement has at most 16777216 bytes")
            .hasMessageContaining("max_allowed_packet");
        assertThat(layer.retries()).isZero();
        layer.run(work -> {
          assertThat(work.repository(NOTES).find(Query.all())).isEmpty();
          work.repository(NOTES)
              .add(new Note(new UUID(1, 2), "\"" + "\\\"".repeat(500_000) + "\""));
        });
      }
    }
  }

  record Named(String name) {}

  private static final Column<Named, String> NAME = Column.of("name", Codec.text(600), Named::name);
  private static final Mapping<Named, String> NAMED =
      Mapping.of(Named.class, "named", NAME).construct(row -> new Named(row.get(NAME)));

  @ParameterizedTest
  @EnumSource(Server.class)
  void findAll_keysBeyondThePacketOfMariaDb_findsAll(Server server) {
    try (TestDatabase database = server.create();
        DataLayer layer = database.layer(Model.of(NAMED))) {
      List<String> names =
          IntStream.range(0, 40_000).mapToObj(i -> "\u20AC".repeat(200) + i).toList();
      layer.run(work -> work.repository(NAMED)
          .addAll(names.subList(0, 3).stream().map(Named::new).toList()));
      assertThat(layer.<List<Named>>execute(work -> work.repository(NAMED).findAllById(names)))
          .hasSize(3);
    }
  }

  @Test
  void find_listBeyondThePacketOfMariaDb_isAnInvalidValue() {
    try (TestDatabase database = Server.MARIADB.create();
        DataLayer layer = database.layer(Model.of(NAMED))) {
      List<String> names =
          IntStream.range(0, 40_000).mapToObj(i -> "\u20AC".repeat(200) + i).toList();
      assertThatThrownBy(
              () -> layer.run(work -> work.repository(NAMED).find(Query.where(NAME.in(names)))))
          .isInstanceOf(InvalidValueException.class)
          .hasMessageContaining("max_allowed_packet");
      assertThat(layer.retries()).isZero();
    }
  }
}
