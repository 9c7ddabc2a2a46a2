package org.bilayer.mybatis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.bilayer.DataLayer;
import org.bilayer.UnitOptions;
import org.bilayer.failure.ForeignKeyViolationException;
import org.bilayer.model.Codec;
import org.bilayer.model.Column;
import org.bilayer.model.Mapping;
import org.bilayer.model.Model;
import org.bilayer.model.Reference;
import org.bilayer.mybatis.fixture.Server;
import org.bilayer.mybatis.fixture.TestDatabase;
import org.bilayer.query.Specification;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Foreign keys with an action: the library refuses the removals that would cause it. */
final class ActionOfOthersTest {

  record Shelf(int id) {}

  record Book(int id, @Nullable Integer shelf, @Nullable Integer sequelOf) {}

  private static final Column<Shelf, Integer> SHELF_ID = Column.of("id", Codec.int32(), Shelf::id);
  private static final Mapping<Shelf, Integer> SHELVES =
      Mapping.of(Shelf.class, "shelf", SHELF_ID).construct(row -> new Shelf(row.get(SHELF_ID)));
  private static final Column<Book, Integer> ID = Column.of("id", Codec.int32(), Book::id);
  private static final Column<Book, Integer> SHELF =
      Column.nullable("shelf", Codec.int32(), Book::shelf);
  private static final Column<Book, Integer> SEQUEL_OF =
      Column.nullable("sequel_of", Codec.int32(), Book::sequelOf);
  private static final Mapping<Book, Integer> BOOKS = Mapping.of(Book.class, "book", ID)
      .references(Reference.of("book_shelf_fkey", SHELF, SHELVES).withAction())
      .references(Reference.<Book, Book, Integer>of(
              "book_sequel_fkey", SEQUEL_OF, () -> ActionOfOthersTest.BOOKS)
          .withAction())
      .construct(ID, SHELF, SEQUEL_OF, Book::new);
  private static final Model MODEL = Model.of(SHELVES, BOOKS);

  private TestDatabase database;
  private DataLayer data;

  private void open(Server server) {
    database = server.create();
    MyBatisDataLayer.createTables(MODEL, database.pool());
    String drop = server == Server.MARIADB ? "DROP FOREIGN KEY " : "DROP CONSTRAINT ";
    char quote = server == Server.MARIADB ? '`' : '"';
    database.execute(List.of(
            "ALTER TABLE 'book' " + drop + "'book_shelf_fkey'",
            "ALTER TABLE 'book' " + drop + "'book_sequel_fkey'",
            "ALTER TABLE 'book' ADD CONSTRAINT 'book_shelf_fkey' FOREIGN KEY ('shelf') REFERENCES 'shelf' ('id')"
                + " ON DELETE CASCADE",
            "ALTER TABLE 'book' ADD CONSTRAINT 'book_sequel_fkey' FOREIGN KEY ('sequel_of') REFERENCES 'book' ('id')"
                + " ON DELETE SET NULL")
        .stream()
        .map(sql -> sql.replace('\'', quote))
        .toArray(String[]::new));
    data = MyBatisDataLayer.of(MODEL, database.pool());
    data.run(work -> {
      work.repository(SHELVES).addAll(List.of(new Shelf(1), new Shelf(2)));
      work.repository(BOOKS).addAll(List.of(new Book(1, 1, null), new Book(2, null, 1)));
    });
  }

  @AfterEach
  void close() {
    if (data != null) {
      data.close();
      database.close();
    }
  }

  private void assertUntouched() {
    assertThat(data.read(BOOKS).get(1)).isEqualTo(new Book(1, 1, null));
    assertThat(data.read(BOOKS).get(2)).isEqualTo(new Book(2, null, 1));
    assertThat(data.read(SHELVES).find(1)).isPresent();
  }

  @ParameterizedTest
  @EnumSource
  void schemaDifferences_ofDeclaredActions_areNone(Server server) {
    open(server);
    assertThat(MyBatisDataLayer.schemaDifferences(MODEL, database.pool())).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void remove_ofAReferredRow_isRefusedAsWithoutAnAction(Server server) {
    open(server);
    for (UnitOptions options :
        List.of(UnitOptions.defaults(), UnitOptions.defaults().pipelineCommit())) {
      assertThatThrownBy(
              () -> data.run(options, work -> work.repository(SHELVES).removeById(1)))
          .isInstanceOfSatisfying(
              ForeignKeyViolationException.class,
              failure -> assertThat(failure.constraint()).isEqualTo("book_shelf_fkey"));
      assertThatThrownBy(() -> data.run(options, work -> work.repository(BOOKS).removeById(1)))
          .isInstanceOfSatisfying(
              ForeignKeyViolationException.class,
              failure -> assertThat(failure.constraint()).isEqualTo("book_sequel_fkey"));
    }
    assertUntouched();
  }

  @ParameterizedTest
  @EnumSource
  void setBasedRemoval_ofAReferredRow_isRefused(Server server) {
    open(server);
    assertThatThrownBy(() ->
            data.run(work -> work.repository(SHELVES).where(Specification.all()).remove()))
        .isInstanceOf(ForeignKeyViolationException.class);
    assertUntouched();
  }

  @ParameterizedTest
  @EnumSource
  void remove_togetherWithTheReferringRows_removesBoth(Server server) {
    open(server);
    data.run(work -> {
      work.repository(SHELVES).removeById(1);
      work.repository(BOOKS).removeById(1);
      work.repository(BOOKS).removeById(2);
      work.repository(SHELVES).removeById(2);
    });
    assertThat(data.read(BOOKS).find(1)).isEmpty();
    assertThat(data.read(SHELVES).find(1)).isEmpty();
  }
}
