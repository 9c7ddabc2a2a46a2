package org.bilayer.contracts.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.bilayer.contracts.Contract;
import org.bilayer.failure.CheckViolationException;
import org.bilayer.failure.ConstraintViolationException;
import org.bilayer.failure.ForeignKeyViolationException;
import org.bilayer.failure.UniqueViolationException;
import org.bilayer.model.Codec;
import org.bilayer.model.Column;
import org.bilayer.model.ElementCollection;
import org.bilayer.model.Embedded;
import org.bilayer.model.IdSequence;
import org.bilayer.model.InvalidModelException;
import org.bilayer.model.Mapping;
import org.bilayer.model.Model;
import org.bilayer.model.Reference;
import org.bilayer.model.Value;
import org.bilayer.query.Query;
import org.junit.jupiter.api.Test;

/** What every backend promises about tables, columns and constraints whose names in the database somebody else has chosen. */
public abstract class NamesInDatabaseContract extends Contract {

  /** What could be taken for SQL, a parameter, an escape, a comment or a placeholder; in each name once. */
  private static final String EVIL = "\"`';?#{x}${y}\\{fn :n--/*%\n\u00e9\u65e5";

  private record Person(long id, String name, String nick, Optional<Long> boss, long town) {

    static Person of(long id, String name) {
      return new Person(id, name, "n" + id, Optional.empty(), 0);
    }

    Person withBoss(long other) {
      return new Person(id, name, nick, Optional.of(other), town);
    }
  }

  private record Place(int row, String shelf) {}

  private record Part(String sku, int pieces) {}

  private record Label(String text) {}

  private record Box(
      Place place, String name, long owner, List<Part> parts, Map<String, Label> labels) {}

  private static final Column<Person, Long> ID =
      Column.of("id", Codec.int64(), Person::id).inColumn("select " + EVIL);
  private static final Column<Person, String> NAME =
      Column.of("name", Codec.text(60), Person::name).inColumn("nick");
  private static final Column<Person, String> NICK =
      Column.of("nick", Codec.text(60), Person::nick).inColumn("name");
  private static final Column<Person, Long> BOSS =
      Column.optional("boss", Codec.int64(), Person::boss).inColumn("Boss" + EVIL);
  private static final Column<Person, Long> TOWN =
      Column.of("town", Codec.int64(), Person::town).inColumn(" Town");

  private static final String NAME_KEY = "UQ";
  private static final String NICK_KEY = "UQ2' for key 'UQ";
  private static final String BOSS_KEY = "FK" + EVIL;
  private static final String NAME_CHECK = "CK" + EVIL;

  private static final Reference<Person, Person> REPORTS_TO =
      Reference.of(BOSS_KEY, BOSS, () -> NamesInDatabaseContract.PERSONS);
  private static final Reference<Person, Person> LIVES_IN =
      Reference.of("person_town", TOWN, () -> NamesInDatabaseContract.PERSONS).notEnforced();

  private static final Mapping<Person, Long> PERSONS = Mapping.of(Person.class, "person", ID)
      .inTable("Sales", "tbl" + EVIL)
      .inVersionColumn("version" + EVIL)
      .primaryKey("PK" + EVIL)
      .unique(NAME_KEY, NAME)
      .unique(NICK_KEY, NICK)
      .check(NAME_CHECK, NAME.ne("bad"))
      .references(REPORTS_TO)
      .references(LIVES_IN)
      .construct(ID, NAME, NICK, BOSS.asOptional(), TOWN, Person::new);

  private static final Column<Place, Integer> ROW =
      Column.of("row", Codec.int32(), Place::row).inColumn("Row");
  private static final Column<Place, String> SHELF =
      Column.of("shelf", Codec.text(10), Place::shelf).inColumn("Shelf");
  private static final Embedded<Box, Place> PLACE = Embedded.of(
          "at_", Value.of(Place.class, ROW, SHELF, Place::new), Box::place)
      .inColumns("In ")
      .inColumn(SHELF, "table");
  private static final Column<Part, String> SKU =
      Column.of("sku", Codec.text(20), Part::sku).inColumn("S.K.U.");
  private static final Column<Part, Integer> PIECES =
      Column.of("pieces", Codec.int32(), Part::pieces).inColumn("count");
  private static final ElementCollection<Box, Part, List<Part>> PARTS = ElementCollection.list(
          "box_part", Value.of(Part.class, SKU, PIECES, Part::new), Box::parts)
      .inTable("Sales", "box")
      .inOwnerColumns("table", "Row")
      .inPlaceColumn("No.")
      .primaryKey("PK_box")
      .ownerReference("FK_parts")
      .uniqueWithinOwner("UQ parts", SKU);
  private static final Column<Label, String> TEXT =
      Column.of("text", Codec.text(20), Label::text).inColumn("group");
  private static final ElementCollection<Box, Label, Map<String, Label>> LABELS =
      ElementCollection.map(
              "box_label",
              "language",
              Codec.text(5),
              Value.of(Label.class, TEXT, Label::new),
              Box::labels)
          .inTable("Labels")
          .inOwnerColumns("a", "b")
          .inPlaceColumn("key")
          .primaryKey("PK_labels")
          .ownerNotEnforced();
  private static final Column<Box, String> BOX_NAME = Column.of("name", Codec.text(20), Box::name);
  private static final Column<Box, Long> BOX_OWNER =
      Column.of("owner", Codec.int64(), Box::owner).inColumn("Owner");

  /** Its parts lie in a table of the same name in another schema. */
  private static final Mapping<Box, Place> BOXES = Mapping.of(Box.class, "crate", PLACE)
      .inTable("box")
      .primaryKey("PK box")
      .unique(NAME_KEY, BOX_NAME)
      .references(Reference.of(BOSS_KEY + "2", BOX_OWNER, PERSONS))
      .construct(PLACE, BOX_NAME, BOX_OWNER, PARTS, LABELS, Box::new);

  private static final IdSequence NUMBERS =
      IdSequence.of("person_number", 10).inSequence("Sales", "seq" + EVIL);

  private static final Model MODEL = Model.of(PERSONS, BOXES).withSequences(NUMBERS);

  @Override
  protected final Model model() {
    return MODEL;
  }

  private static Box box(int row, String shelf, String name, String... skus) {
    return new Box(
        new Place(row, shelf),
        name,
        1,
        List.of(skus).stream().map(sku -> new Part(sku, 1)).toList(),
        Map.of("en", new Label(name)));
  }

  @Test
  void names_ofAllKinds_areDataInEveryStatement() {
    var ada = new Person(1, "Ada", "a", Optional.empty(), 0);
    var bob = new Person(2, "Bob", "b", Optional.of(1L), 0);
    stored(PERSONS, bob, ada);
    data().run(work -> {
      var persons = work.repository(PERSONS);
      assertThat(persons.get(2L)).isEqualTo(bob);
      assertThat(persons.find(Query.where(NAME.startsWith("B").or(BOSS.in(List.of(7L))))
              .orderBy(NICK.desc(), NAME.asc())))
          .containsExactly(bob);
      assertThat(persons.find(Query.where(NAME.eq("a")))).isEmpty();
      persons.change(1L, person -> new Person(1, "Eve", "e", Optional.empty(), 5));
      work.flush();
      assertThat(persons.where(NICK.eq("b")).set(NAME, "Bea").update()).isEqualTo(1);
      assertThat(persons.count(NAME.in(List.of("Eve", "Bea")))).isEqualTo(2);
    });
    assertThat(all(PERSONS))
        .containsExactlyInAnyOrder(
            new Person(1, "Eve", "e", Optional.empty(), 5),
            new Person(2, "Bea", "b", Optional.of(1L), 0));
  }

  @Test
  void names_ofAllKinds_areDataInStatementsForManyRows() {
    List<Person> many =
        LongStream.rangeClosed(1, 60).mapToObj(id -> Person.of(id, "p" + id)).toList();
    data().run(work -> work.repository(PERSONS).addAll(many));
    data().run(work -> {
      var persons = work.repository(PERSONS);
      for (Person person : persons.find(Query.all())) {
        persons.update(person.withBoss(1));
      }
    });
    assertThat(all(PERSONS)).allMatch(person -> person.boss().equals(Optional.of(1L)));
    data().run(work -> work.repository(PERSONS).where(ID.gt(30L)).remove());
    data().run(work -> {
      var persons = work.repository(PERSONS);
      persons.find(Query.where(ID.gt(1L))).forEach(persons::remove);
    });
    assertThat(all(PERSONS)).hasSize(1);
  }

  @Test
  void next_sequenceOfAnotherName_givesNumbers() {
    long first = data().execute(work -> work.nextValue(NUMBERS));
    assertThat(data().<Long>execute(work -> work.nextValue(NUMBERS))).isGreaterThan(first);
  }

  @Test
  void ownedRows_inATableOfTheSameNameInAnotherSchema_belongToTheirOwner() {
    stored(PERSONS, Person.of(1, "Ada"));
    Box one = box(1, "a", "one", "x", "y");
    Box two = box(1, "b", "two", "z");
    stored(BOXES, one, two, box(2, "a", "three"));

    data().run(work -> {
      var boxes = work.repository(BOXES);
      assertThat(boxes.find(Query.where(PARTS.any(SKU.eq("z"))))).containsExactly(two);
      assertThat(
              boxes.find(Query.where(PARTS.any(SKU.eq("x")).and(PLACE.at(SHELF).eq("a")))))
          .containsExactly(one);
      assertThat(boxes.count(PARTS.none(PIECES.gt(0)))).isEqualTo(1);
      assertThat(boxes.count(LABELS.any(TEXT.eq("two")))).isEqualTo(1);
      boxes.update(box(1, "a", "one", "x", "w", "y"));
    });
    assertThat(read(BOXES, new Place(1, "a"))).isEqualTo(box(1, "a", "one", "x", "w", "y"));
    data().run(work -> work.repository(BOXES).where(PARTS.any(SKU.eq("z"))).remove());
    assertThat(all(BOXES)).extracting(Box::name).containsExactlyInAnyOrder("one", "three");
  }

  // --- failures ---

  private static void assertNames(
      ConstraintViolationException failure, String table, String constraint) {
    assertThat(failure.table()).isEqualTo(table);
    assertThat(failure.constraint()).isEqualTo(constraint);
  }

  @Test
  void unique_broken_carriesTheDeclaredName() {
    stored(PERSONS, Person.of(1, "Ada"), Person.of(2, "x' for key '" + NICK_KEY));
    stored(BOXES, box(1, "a", "Ada", "x"));

    assertNames(
        refused(
            UniqueViolationException.class,
            work -> work.repository(PERSONS).add(Person.of(3, "Ada"))),
        "person",
        NAME_KEY);
    assertNames(
        refused(
            UniqueViolationException.class,
            work -> work.repository(PERSONS).add(new Person(3, "x", "n1", Optional.empty(), 0))),
        "person",
        NICK_KEY);
    assertNames(
        refused(
            UniqueViolationException.class, work -> work.repository(BOXES).add(box(2, "a", "Ada"))),
        "crate",
        NAME_KEY);
    assertNames(
        refused(
            UniqueViolationException.class,
            work -> work.repository(BOXES).add(box(2, "a", "b", "x", "x"))),
        "box_part",
        "UQ parts");
  }

  @Test
  void primaryKey_broken_carriesTheDeclaredName() {
    stored(PERSONS, Person.of(1, "Ada"));

    assertNames(
        refused(
            UniqueViolationException.class,
            work -> work.repository(PERSONS).add(Person.of(1, "Bob"))),
        "person",
        "PK" + EVIL);
  }

  @Test
  void reference_broken_carriesTheDeclaredName() {
    stored(PERSONS, Person.of(1, "Ada"), Person.of(2, "Bob").withBoss(1));

    assertNames(
        refused(
            ForeignKeyViolationException.class,
            work -> work.repository(PERSONS).add(Person.of(3, "Eve").withBoss(9))),
        "person",
        BOSS_KEY);
    assertNames(
        refused(
            ForeignKeyViolationException.class,
            work -> work.repository(PERSONS).remove(work.repository(PERSONS).get(1L))),
        "person",
        BOSS_KEY);
  }

  @Test
  void check_broken_carriesTheDeclaredName() {
    assertNames(
        refused(
            CheckViolationException.class,
            work -> work.repository(PERSONS).add(Person.of(1, "bad"))),
        "person",
        NAME_CHECK);
  }

  // --- references that the database does not enforce ---

  @Test
  void reference_notEnforced_mayLeadToNothing() {
    stored(PERSONS, new Person(1, "Ada", "a", Optional.empty(), 99));
    stored(PERSONS, new Person(2, "Bob", "b", Optional.empty(), 1));

    data().run(work -> work.repository(PERSONS).remove(work.repository(PERSONS).get(1L)));

    assertThat(read(PERSONS, 2L).town()).isEqualTo(1);
  }

  // --- names that no database takes ---

  @Test
  void names_thatNoDatabaseTakes_areRefusedByTheModel() {
    for (String name : List.of("", "a\0b", "\ud83d")) {
      Mapping<Person, Long> table = Mapping.of(Person.class, "person", ID)
          .inTable(name)
          .construct(row -> Person.of(row.get(ID), ""));
      assertThat(thrown(InvalidModelException.class, () -> Model.of(table)))
          .hasMessageContaining("person: the table cannot have the name \"");
    }
    Mapping<Person, Long> twice = Mapping.of(Person.class, "person", ID)
        .with(NAME, TOWN.inColumn("nick"))
        .construct(
            row -> new Person(row.get(ID), row.get(NAME), "", Optional.empty(), row.get(TOWN)));
    assertThat(thrown(InvalidModelException.class, () -> Model.of(twice)))
        .hasMessageContaining(
            "person: the columns name and town have the same name nick in the database");
    Mapping<Person, Long> other = Mapping.of(Person.class, "person", ID)
        .inTable("box")
        .construct(row -> Person.of(row.get(ID), ""));
    assertThat(thrown(InvalidModelException.class, () -> Model.of(other, BOXES)))
        .hasMessageContaining("the name box in the database is used by person already");
  }
}
