package org.bilayer.mybatis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.bilayer.DataLayer;
import org.bilayer.failure.InvalidValueException;
import org.bilayer.model.Codec;
import org.bilayer.model.Column;
import org.bilayer.model.InvalidModelException;
import org.bilayer.model.Mapping;
import org.bilayer.model.Model;
import org.bilayer.mybatis.fixture.Server;
import org.bilayer.mybatis.fixture.TestDatabase;
import org.bilayer.store.SchemaDifference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Non-unique indexes that a model declares. */
final class IndexTest {

  private enum State {
    OPEN,
    PAID
  }

  private record Bill(int id, State state, @Nullable String text) {}

  private static final Column<Bill, Integer> ID = Column.of("id", Codec.int32(), Bill::id);
  private static final Column<Bill, State> STATE =
      Column.of("state", Codec.enumByName(State.class), Bill::state);
  private static final Column<Bill, String> TEXT =
      Column.nullable("text", Codec.text(700), Bill::text);
  private static final Mapping<Bill, Integer> BILLS = bills()
      .index("bill_state_idx", STATE.asc(), ID.desc())
      .index("bill_open_idx", STATE.eq(State.OPEN), TEXT.asc())
      .construct(IndexTest::bill);
  private static final Model MODEL = Model.of(BILLS);

  private static Mapping.Builder<Bill, Integer> bills() {
    return Mapping.of(Bill.class, "bill", ID).with(STATE, TEXT);
  }

  private static Bill bill(org.bilayer.model.Row<Bill> row) {
    return new Bill(row.get(ID), row.get(STATE), row.getOrNull(TEXT));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
      h2         | CREATE INDEX "bill_state_idx" ON "bill" ("state", "id" DESC) | CREATE INDEX "bill_open_idx" ON "bill" ("text")
      postgresql | CREATE INDEX "bill_state_idx" ON "bill" ("state", "id" DESC) | CREATE INDEX "bill_open_idx" ON "bill" ("text") WHERE "state" = 'OPEN'
      mariadb    | CREATE INDEX `bill_state_idx` ON `bill` (`state`, `id` DESC) | CREATE INDEX `bill_open_idx` ON `bill` (`text`)
      """)
  void createScript_hasTheIndexes(String dialect, String first, String second) {
    assertThat(MyBatisDataLayer.createScript(MODEL, dialect)).endsWith(first, second);
  }

  @ParameterizedTest
  @EnumSource
  void liveCheck_notesAnIndexThatIsMissing(Server server) {
    try (TestDatabase database = server.create();
        DataLayer layer = database.layer(MODEL)) {
      assertThat(differences(database)).isEmpty();

      database.execute(
          server == Server.MARIADB
              ? "DROP INDEX bill_state_idx ON bill"
              : "DROP INDEX \"bill_state_idx\"");
      assertThat(differences(database))
          .containsExactly(
              "NOTE bill.bill_state_idx: conditions and orders on them read the whole table");

      database.execute(
          server == Server.MARIADB
              ? "CREATE INDEX another ON bill (state, id, text)"
              : "CREATE INDEX another ON \"bill\" (\"state\", \"id\", \"text\")");
      assertThat(differences(database)).isEmpty();
      assertThat(layer.read(BILLS).find(STATE.eq(State.OPEN))).isEmpty();
    }
  }

  private static List<String> differences(TestDatabase database) {
    return MyBatisDataLayer.schemaDifferences(MODEL, database.pool()).stream()
        .filter(difference -> difference.part().endsWith("_idx")
            || difference.severity() == SchemaDifference.Severity.BREAKING)
        .map(difference -> difference.severity() + " " + difference.table() + "."
            + difference.part() + ": " + difference.consequence())
        .toList();
  }

  /** An entry of an index of PostgreSQL holds less than a row. */
  @Test
  void add_valuesThatAnIndexCannotHold_isRefusedOnEachDatabase_andNothingIsStored() {
    var tooLong = new Bill(1, State.OPEN, "\uD83D\uDE00".repeat(700));
    try (TestDatabase postgresql = Server.POSTGRESQL.create();
        TestDatabase h2 = Server.H2.create()) {
      Stream.of(postgresql.layer(MODEL), h2.layer(MODEL)).forEach(layer -> {
        try (layer) {
          assertThatThrownBy(() -> layer.run(work -> work.repository(BILLS).add(tooLong)))
              .isInstanceOf(InvalidValueException.class)
              .hasMessageContaining(
                  "the values of a key have at most 2680 bytes together in UTF-8, those of bill_open_idx have 2800");
          assertThat(layer.read(BILLS).count(STATE.eq(State.OPEN))).isZero();
        }
      });
    }
  }

  @Test
  void model_withAnIndexThatNoDatabaseHas_isRefused() {
    Column<Bill, String> other = Column.nullable("other", Codec.text(3), Bill::text);
    assertThatThrownBy(
            () -> Model.of(bills().index("bill_other_idx", other.asc()).construct(IndexTest::bill)))
        .isInstanceOf(InvalidModelException.class)
        .hasMessageContaining(
            "the index bill_other_idx cannot be used: The attribute other is not a column of bill");
    assertThatThrownBy(() -> Model.of(
            bills().index("twice", TEXT.asc()).index("twice", ID.asc()).construct(IndexTest::bill)))
        .isInstanceOf(InvalidModelException.class)
        .hasMessageContaining("two constraints have the name twice");
    assertThatThrownBy(() -> bills().index("nothing"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The index nothing needs at least one attribute.");
  }
}
