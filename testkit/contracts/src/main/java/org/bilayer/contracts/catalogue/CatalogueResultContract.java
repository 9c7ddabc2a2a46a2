package org.bilayer.contracts.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bilayer.DataLayer;
import org.bilayer.LayerOptions;
import org.bilayer.Repository;
import org.bilayer.contracts.CatalogueEntry;
import org.bilayer.failure.MisuseException;
import org.bilayer.model.Codec;
import org.bilayer.model.Column;
import org.bilayer.model.InvalidModelException;
import org.bilayer.model.Mapping;
import org.bilayer.model.Model;
import org.bilayer.query.Cursor;
import org.bilayer.query.Page;
import org.bilayer.query.Query;
import org.bilayer.query.Specification;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Chapter 9 of the catalogue: order, pages, sizes, streams, names and hand-written queries. */
public abstract class CatalogueResultContract extends CatalogueContract {

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

  /** A query written by hand. */
  public interface UserQueries {

    /** The ids of the users of a group, ascending. */
    List<Integer> idsOf(String group);
  }

  @Override
  protected final Model model() {
    return MODEL;
  }

  private void storeUsers(int count) {
    data()
        .run(work -> IntStream.range(0, count)
            .forEach(id -> work.repository(USERS).add(User.of(id, "g" + id % 3))));
  }

  // --- 9.1 no order ---

  @Test
  @CatalogueEntry("9.1")
  void entry_9_1_resultWithoutAnOrder_hasEveryRowOnceAndNothingElseIsPromised() {
    storeUsers(30);
    data().run(work -> work.repository(USERS).change(1, user -> User.of(1, "changed")));

    assertThat(all(USERS))
        .extracting(User::id)
        .containsExactlyInAnyOrderElementsOf(IntStream.range(0, 30).boxed().toList());
  }

  @Test
  @CatalogueEntry("9.1")
  void entry_9_1_objectsByIds_comeInTheOrderOfTheIds() {
    storeUsers(10);

    data()
        .run(work -> assertThat(work.repository(USERS).findAllById(List.of(7, 99, 3, 7, 5)))
            .extracting(User::id)
            .containsExactly(7, 3, 5));
  }

  // --- 9.2 ties ---

  @Test
  @CatalogueEntry("9.2")
  void entry_9_2_tiesInAnOrder_areBrokenByTheId() {
    storeUsers(9);

    data().run(work -> {
      Repository<User, Integer> users = work.repository(USERS);
      assertThat(users.find(Query.orderedBy(GROUP.asc())))
          .extracting(User::id)
          .containsExactly(0, 3, 6, 1, 4, 7, 2, 5, 8);
      assertThat(users.find(Query.orderedBy(GROUP.desc())))
          .extracting(User::id)
          .containsExactly(2, 5, 8, 1, 4, 7, 0, 3, 6);
      assertThat(users.find(Query.orderedBy(GROUP.asc()).limit(4)))
          .extracting(User::id)
          .containsExactly(0, 3, 6, 1);
    });
  }

  @Test
  @CatalogueEntry("9.2")
  void entry_9_2_pagesOfTies_haveEveryRowOnceThoughRowsComeAndGo() {
    storeUsers(20);
    Query<User> query = Query.orderedBy(ORDER.asc());
    var ids = new ArrayList<Integer>();
    Optional<Cursor> next = Optional.empty();
    do {
      Optional<Cursor> from = next;
      Page<User> page = data()
          .execute(work -> from.isEmpty()
              ? work.repository(USERS).page(query, 3)
              : work.repository(USERS).page(query, 3, from.get()));
      page.items().forEach(user -> ids.add(user.id()));
      next = page.next();
      int last = ids.get(ids.size() - 1);
      // A row before the place is added, one already read is removed: neither shifts the rest.
      data().run(work -> {
        work.repository(USERS).add(User.of(-1 - last, "new"));
        work.repository(USERS).where(ID.eq(last)).remove();
      });
    } while (next.isPresent());

    assertThat(ids).containsExactlyElementsOf(IntStream.range(0, 20).boxed().toList());
  }

  // --- 9.3 many values ---

  @Test
  @CatalogueEntry("9.3")
  void entry_9_3_listsOfAnyLength_canBeAskedFor() {
    storeUsers(5);
    List<Integer> many = IntStream.range(2, 70_002).boxed().toList();

    data().run(work -> {
      Repository<User, Integer> users = work.repository(USERS);
      assertThat(users.findAllById(many)).extracting(User::id).containsExactly(2, 3, 4);
      assertThat(users.find(Query.where(ID.in(many)).orderBy(ID.desc())))
          .extracting(User::id)
          .containsExactly(4, 3, 2);
      assertThat(users.count(ID.notIn(many))).isEqualTo(2);
      assertThat(users.where(ID.in(many)).remove()).isEqualTo(3);
    });

    assertThat(all(USERS)).extracting(User::id).containsExactlyInAnyOrder(0, 1);
  }

  @Test
  @CatalogueEntry("9.3")
  void entry_9_3_manyRowsInOneUnit_areWritten() {
    int count = 12_000;

    storeUsers(count);

    data().run(work -> {
      assertThat(work.repository(USERS).count(Specification.all())).isEqualTo(count);
      assertThat(work.repository(USERS).find(Query.all())).hasSize(count);
    });
  }

  // --- 9.4 streams ---

  @Test
  @CatalogueEntry("9.4")
  void entry_9_4_streamKeptLonger_fails() {
    storeUsers(10);

    data().run(work -> {
      Stream<User> kept =
          work.repository(USERS).<Stream<User>>stream(Query.all(), stream -> stream);
      assertThat(thrown(
              IllegalStateException.class, () -> assertThat(kept.toList()).isEmpty()))
          .hasMessageContaining("The stream is closed");
      var halfRead = new ArrayList<Iterator<User>>();
      work.repository(USERS).<Boolean>stream(Query.orderedBy(ID.asc()), stream -> {
        halfRead.add(stream.iterator());
        return halfRead.get(0).next().id() == 0;
      });
      thrown(IllegalStateException.class, () -> halfRead.get(0).forEachRemaining(user -> {}));
    });
  }

  @Test
  @CatalogueEntry("9.4")
  void entry_9_4_streamLeftInTheMiddle_leavesTheUnitUsable() {
    storeUsers(2_000);

    data().run(work -> {
      Repository<User, Integer> users = work.repository(USERS);
      assertThat(users.<Integer>stream(
              Query.orderedBy(ID.asc()),
              stream -> stream.limit(3).mapToInt(User::id).sum()))
          .isEqualTo(3);
      assertThat(users.count(Specification.all())).isEqualTo(2_000);
      users.add(User.of(2_000, "new"));
    });
    thrown(
        ArithmeticException.class,
        () -> data()
            .run(work -> work.repository(USERS).forEach(Query.all(), user -> {
              throw new ArithmeticException("in the middle of a stream");
            })));

    assertThat(all(USERS)).hasSize(2_001);
  }

  @Test
  @CatalogueEntry("9.4")
  void entry_9_4_stream_givesEveryRowOnceInItsOrder() {
    storeUsers(2_000);
    var ids = new ArrayList<Integer>();

    data()
        .run(work ->
            work.repository(USERS).forEach(Query.orderedBy(ID.desc()), user -> ids.add(user.id())));

    assertThat(ids).hasSize(2_000).isSortedAccordingTo((a, b) -> Integer.compare(b, a));
  }

  // --- 9.5 names ---

  @Test
  @CatalogueEntry("9.5")
  void entry_9_5_reservedWordsAsNames_workEverywhere() {
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
  void entry_9_5_namesThatNotEveryDatabaseKeepsApart_areRefused() {
    for (String name :
        List.of("User", "uSER", "the user", "1user", "us\u00E9r", "_user", "", "a".repeat(64))) {
      Mapping<User, Integer> table =
          Mapping.of(User.class, name, ID).construct(row -> User.of(row.get(ID), ""));
      assertThat(thrown(InvalidModelException.class, () -> Model.of(table)))
          .hasMessageContainingAll(
              "the table name \"" + name + "\" is not an identifier",
              "use lower case letters, digits and _, at most 63, a letter first");
    }
    Column<User, Integer> column = Column.of("Id", Codec.int32(), User::id);
    Mapping<User, Integer> mapping =
        Mapping.of(User.class, "user", column).construct(row -> User.of(row.get(column), ""));
    assertThat(thrown(InvalidModelException.class, () -> Model.of(mapping)))
        .hasMessageContaining("the column name \"Id\" is not an identifier");
  }

  // --- 9.6 queries written by hand ---

  @Test
  @CatalogueEntry(value = "9.6", answer = CatalogueEntry.Answer.REFUSED)
  void entry_9_6_handWrittenQueriesWithoutAJavaForm_areRefused() {
    MisuseException failure =
        refused(MisuseException.class, work -> work.queries(UserQueries.class));

    assertThat(failure)
        .hasMessageContainingAll(
            "The queries " + UserQueries.class.getName() + " have no implementation for ",
            "LayerExtension.queries(...)");
  }

  @Test
  @CatalogueEntry("9.6")
  void entry_9_6_javaFormOfHandWrittenQueries_seesPendingChangesAndFailsWithItsUnit() {
    DataLayer layer = open(LayerOptions.defaults()
        .queries(
            UserQueries.class,
            work -> group ->
                work.repository(USERS).find(Query.where(GROUP.eq(group)).orderBy(ID.asc())).stream()
                    .map(User::id)
                    .toList()));

    if (!backend().name().equals("memory")) {
      // A database runs SQL or refuses: the Java form never stands in for a mapper.
      assertThatThrownBy(() -> layer.run(work -> {
            work.repository(USERS).add(User.of(2, "a"));
            work.queries(UserQueries.class);
          }))
          .isInstanceOf(MisuseException.class)
          .hasMessageEndingWith("Their Java form answers in memory only.");
      layer.run(
          work -> assertThat(work.repository(USERS).count(Specification.all())).isZero());
      return;
    }
    layer.run(work -> {
      work.repository(USERS).add(User.of(2, "a"));
      work.repository(USERS).add(User.of(1, "a"));
      assertThat(work.queries(UserQueries.class).idsOf("a")).containsExactly(1, 2);
    });
    layer.run(work -> assertThat(work.queries(UserQueries.class).idsOf("b")).isEmpty());
  }
}
