package org.bilayer.mybatis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.bilayer.DataLayer;
import org.bilayer.contracts.sample.Recipe;
import org.bilayer.failure.ForeignKeyViolationException;
import org.bilayer.failure.UniqueViolationException;
import org.bilayer.model.Codec;
import org.bilayer.model.Column;
import org.bilayer.model.Mapping;
import org.bilayer.model.Model;
import org.bilayer.model.Reference;
import org.bilayer.mybatis.fixture.Server;
import org.bilayer.mybatis.fixture.TestDatabase;
import org.bilayer.query.Projection;
import org.bilayer.query.Query;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Live columns with a collation that the model declares, and with others. */
final class CollationCheckTest {

  private record Tag(String name, @Nullable String parent, String language) {}

  private static final Column<Tag, String> NAME =
      Column.of("name", Codec.text(20).ignoringCaseInDatabase(), Tag::name);
  private static final Column<Tag, String> PARENT =
      Column.nullable("parent", Codec.text(20).ignoringCaseInDatabase(), Tag::parent);
  private static final Column<Tag, String> LANGUAGE =
      Column.of("language", Codec.text(20).sortedByLanguageInDatabase(), Tag::language);
  private static final Mapping<Tag, String> TAGS = tags();
  private static final Model MODEL = Model.of(TAGS);

  private TestDatabase database;

  private static Mapping<Tag, String> tags() {
    return Mapping.of(Tag.class, "tag", NAME)
        .with(PARENT, LANGUAGE)
        .references(Reference.of("tag_parent_fkey", PARENT, () -> TAGS))
        .construct(row -> new Tag(row.get(NAME), row.getOrNull(PARENT), row.get(LANGUAGE)));
  }

  @AfterEach
  void drop() {
    database.close();
  }

  private List<String> found(Model model) {
    return MyBatisDataLayer.schemaDifferences(model, database.pool()).stream()
        .map(difference -> difference.severity() + " " + difference.table() + "."
            + difference.part() + "; " + difference.consequence())
        .toList();
  }

  @ParameterizedTest
  @EnumSource(Server.class)
  void tablesAsCreated_haveNoDifference(Server server) {
    database = server.create();
    MyBatisDataLayer.createTables(Recipe.MODEL, database.pool());
    assertThat(found(Recipe.MODEL)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      utf8mb4 | utf8mb4_nopad_bin     | true
      utf8mb4 | utf8mb4_bin           | true
      utf8mb4 | utf8mb4_unicode_ci    | true
      utf8mb4 | utf8mb4_uca1400_as_ci | true
      utf8mb4 | utf8mb4_danish_ci     | false
      utf8mb4 | utf8mb4_german2_ci    | false
      """)
  void keyWithAnotherCollation_isReportedUnlessItsEqualTextsAreKnown(
      String set, String collation, boolean known) {
    database = Server.MARIADB.create();
    MyBatisDataLayer.createTables(Recipe.MODEL, database.pool());
    database.execute("ALTER TABLE recipe MODIFY title varchar(40) CHARACTER SET " + set
        + " COLLATE " + collation + " NOT NULL, MODIFY note varchar(40) CHARACTER SET " + set
        + " COLLATE " + collation);
    if (known) {
      assertThat(found(Recipe.MODEL)).isEmpty();
    } else {
      assertThat(found(Recipe.MODEL))
          .containsExactly(
              "BREAKING recipe.title; it is not known which values the collation takes for equal, so that a"
                  + " key may be refused by the database only");
    }
  }

  private void createWithCitext() {
    database = Server.POSTGRESQL.create();
    database.execute(
        "DROP EXTENSION IF EXISTS citext CASCADE",
        "CREATE EXTENSION citext",
        "CREATE TABLE tag (name citext CONSTRAINT tag_pkey PRIMARY KEY, parent citext CONSTRAINT tag_parent_fkey REFERENCES tag,"
            + " language varchar(20) COLLATE \"de-x-icu\" NOT NULL, version bigint NOT NULL)");
  }

  /** As the dialect binds the values: without a type, so that the server takes that of the column. */
  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = "= ? | T1\n= ANY(?) | {T1,t2}")
  void citext_comparedForEquality_usesItsIndex(String condition, String value) throws SQLException {
    createWithCitext();
    try (Connection connection = database.pool().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("SET enable_seqscan = off");
      try (PreparedStatement explain =
          connection.prepareStatement("EXPLAIN SELECT * FROM tag WHERE name " + condition
              + " AND name::text COLLATE \"C\" " + condition)) {
        explain.setObject(1, value, Types.OTHER);
        explain.setObject(2, value, Types.OTHER);
        var plan = new StringBuilder();
        try (ResultSet rows = explain.executeQuery()) {
          while (rows.next()) {
            plan.append(rows.getString(1)).append('\n');
          }
        }
        assertThat(plan.toString()).contains("Index Cond: (name = ");
      }
      statement.execute("RESET enable_seqscan");
    }
  }

  @Test
  void citext_answersByCodePoint() {
    createWithCitext();
    assertThat(found(MODEL))
        .allMatch(line -> line.startsWith("NOTE"))
        .noneMatch(line -> line.contains("equal"));
    try (DataLayer layer = MyBatisDataLayer.of(MODEL, database.pool())) {
      var tags = new ArrayList<Tag>();
      for (int i = 0; i < 100; i++) {
        tags.add(new Tag("t" + i, i == 0 ? null : "t0", i % 2 == 0 ? "b" : "B"));
      }
      layer.run(work -> work.repository(TAGS).addAll(tags));
      assertThat(layer.read(TAGS).find("T1")).isEmpty();
      assertThat(layer.read(TAGS).findAllById(List.of("T1", "t2", "T3", "t4")))
          .extracting(Tag::name)
          .containsExactlyInAnyOrder("t2", "t4");
      layer.run(work -> {
        assertThat(work.repository(TAGS).count(NAME.eq("T1"))).isZero();
        assertThat(work.repository(TAGS).count(NAME.in(List.of("T1", "t1", "T2"))))
            .isEqualTo(1);
        assertThat(work.repository(TAGS).count(NAME.startsWith("T"))).isZero();
        assertThat(work.repository(TAGS).count(NAME.contains("9"))).isEqualTo(19);
        assertThat(work.repository(TAGS).count(NAME.lt("t"))).isZero();
        assertThat(work.repository(TAGS).count(PARENT.eq("t0"))).isEqualTo(99);
        assertThat(work.repository(TAGS).count(LANGUAGE.lt("a"))).isEqualTo(50);
        Map<String, Long> groups = work
            .repository(TAGS)
            .select(
                Query.<Tag>all(),
                Projection.of(
                    row -> Map.entry(row.get(LANGUAGE), row.get(NAME.countDistinct())),
                    LANGUAGE,
                    NAME.countDistinct()))
            .stream()
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        assertThat(groups).isEqualTo(Map.of("b", 50L, "B", 50L));
        assertThat(work.repository(TAGS).find(Query.orderedBy(LANGUAGE.asc(), NAME.asc())))
            .extracting(Tag::language)
            .isSorted();
      });
      layer.run(work -> tags.forEach(tag -> work.repository(TAGS)
          .change(tag.name(), loaded -> new Tag(loaded.name(), loaded.parent(), "c"))));
      layer.run(
          work -> assertThat(work.repository(TAGS).count(LANGUAGE.eq("c"))).isEqualTo(100));
      assertThatThrownBy(
              () -> layer.run(work -> work.repository(TAGS).add(new Tag("T1", null, "x"))))
          .isInstanceOf(UniqueViolationException.class);
      assertThatThrownBy(
              () -> layer.run(work -> work.repository(TAGS).add(new Tag("new", "T0", "x"))))
          .isInstanceOf(ForeignKeyViolationException.class);
      assertThatThrownBy(() -> layer.run(work ->
              work.repository(TAGS).where(NAME.eq("t5")).set(PARENT, "T0").update()))
          .isInstanceOf(ForeignKeyViolationException.class);
      layer.run(work -> work.repository(TAGS).where(NAME.ne("t0")).remove());
      assertThat(layer.read(TAGS).find(Query.all())).extracting(Tag::name).containsExactly("t0");
    }
  }
}
