package org.bilayer.contracts.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.bilayer.Repository;
import org.bilayer.contracts.CatalogueEntry;
import org.bilayer.contracts.Contract;
import org.bilayer.model.Codec;
import org.bilayer.model.Column;
import org.bilayer.model.InvalidModelException;
import org.bilayer.model.Mapping;
import org.bilayer.model.Model;
import org.bilayer.query.Query;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every backend promises about the names of tables, columns and constraints. */
public abstract class NameContract extends Contract {

  /** A user; table and columns are named by reserved words. */
  private record User(
      int id, String group, int order, @Nullable String value) {

    static User of(int id, String group) {
      return new User(id, group, 0, null);
    }
  }

  private static final Column<User, Integer> ID = Column.of("id", Codec.int32(), User::id);
  private static final Column<User, String> GROUP = Column.of("group", Codec.text(20), User::group);
  private static final Column<User, Integer> ORDER = Column.of("order", Codec.int32(), User::order);
  private static final Column<User, String> VALUE =
      Column.nullable("value", Codec.text(20), User::value);
  private static final Mapping<User, Integer> USERS = Mapping.of(User.class, "user", ID)
      .with(GROUP, ORDER, VALUE)
      .versionColumn("select")
      .unique("table", VALUE)
      .check("check", ORDER.ge(0))
      .construct(
          row -> new User(row.get(ID), row.get(GROUP), row.get(ORDER), row.getOrNull(VALUE)));

  private static final Model MODEL = Model.of(USERS);

  @Override
  protected final Model model() {
    return MODEL;
  }

  @Test
  @CatalogueEntry("9.5")
  void names_thatAreReservedWords_areAccepted() {
    stored(USERS, new User(1, "a", 2, "b"), new User(2, "a", 1, null));

    data().run(work -> {
      Repository<User, Integer> users = work.repository(USERS);
      assertThat(
              users.find(Query.where(GROUP.eq("a").and(VALUE.isNull().not())).orderBy(ORDER.asc())))
          .extracting(User::id)
          .containsExactly(1);
      users.change(2, user -> new User(2, "c", 5, "d"));
      work.flush();
      assertThat(users.where(VALUE.eq("d")).set(GROUP, "e").update()).isEqualTo(1);
      users.remove(users.get(1));
    });
    assertThat(all(USERS)).containsExactly(new User(2, "e", 5, "d"));
  }

  @Test
  @CatalogueEntry(value = "9.5", answer = CatalogueEntry.Answer.REFUSED)
  void names_thatNotEveryDatabaseKeepsApart_areRefused() {
    for (String name :
        List.of("User", "uSER", "the user", "1user", "us\u00E9r", "_user", "", "a".repeat(64))) {
      Mapping<User, Integer> table =
          Mapping.of(User.class, name, ID).construct(row -> User.of(row.get(ID), ""));
      assertThat(thrown(InvalidModelException.class, () -> Model.of(table)))
          .hasMessageContainingAll(
              "the table name \"" + name + "\" is no identifier",
              "use lower case letters, digits and _, at most 63, a letter first");
    }
    Column<User, Integer> column = Column.of("Id", Codec.int32(), User::id);
    Mapping<User, Integer> mapping =
        Mapping.of(User.class, "user", column).construct(row -> User.of(row.get(column), ""));
    assertThat(thrown(InvalidModelException.class, () -> Model.of(mapping)))
        .hasMessageContaining("the column name \"Id\" is no identifier");
  }
}
