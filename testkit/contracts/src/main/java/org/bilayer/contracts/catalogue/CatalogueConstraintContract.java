package org.bilayer.contracts.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.bilayer.contracts.sample.Forest.NODES;
import static org.bilayer.contracts.sample.Harbour.CAPTAINS;
import static org.bilayer.contracts.sample.Harbour.SHIPS;
import static org.bilayer.contracts.sample.Shop.ORDERS;
import static org.bilayer.contracts.sample.Shop.PRODUCTS;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.bilayer.Repository;
import org.bilayer.contracts.CatalogueEntry;
import org.bilayer.contracts.sample.Captain;
import org.bilayer.contracts.sample.Node;
import org.bilayer.contracts.sample.Order;
import org.bilayer.contracts.sample.Product;
import org.bilayer.contracts.sample.Ship;
import org.bilayer.contracts.sample.Shop;
import org.bilayer.failure.CheckViolationException;
import org.bilayer.failure.ConstraintViolationException;
import org.bilayer.failure.ForeignKeyViolationException;
import org.bilayer.failure.InvalidValueException;
import org.bilayer.failure.MisuseException;
import org.bilayer.failure.NotNullViolationException;
import org.bilayer.failure.UniqueViolationException;
import org.bilayer.model.Codec;
import org.bilayer.model.Column;
import org.bilayer.model.Mapping;
import org.bilayer.model.Model;
import org.bilayer.query.Specification;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Chapter 3 of the catalogue: keys and constraints, when they are checked and what is reported. */
public abstract class CatalogueConstraintContract extends CatalogueContract {

  private record Room(String name) {}

  /**
   * A place to sit.
   *
   * @param number unique
   * @param label unique in its room, where both are present
   * @param price not negative
   */
  private record Seat(
      int id, int number, @Nullable String label, @Nullable String room, int price) {

    static Seat numbered(int id, int number) {
      return new Seat(id, number, null, null, 0);
    }

    Seat labelled(@Nullable String next, @Nullable String in) {
      return new Seat(id, number, next, in, price);
    }

    Seat priced(int next) {
      return new Seat(id, number, label, room, next);
    }
  }

  private static final Column<Room, String> ROOM_NAME =
      Column.of("name", Codec.text(10), Room::name);
  private static final Mapping<Room, String> ROOMS =
      Mapping.of(Room.class, "room", ROOM_NAME).construct(row -> new Room(row.get(ROOM_NAME)));

  private static final Column<Seat, Integer> ID = Column.of("id", Codec.int32(), Seat::id);
  private static final Column<Seat, Integer> NUMBER =
      Column.of("number", Codec.int32(), Seat::number);
  private static final Column<Seat, String> LABEL =
      Column.nullable("label", Codec.text(5), Seat::label);
  private static final Column<Seat, String> ROOM =
      Column.nullable("room", Codec.text(10), Seat::room);
  private static final Column<Seat, Integer> PRICE = Column.of("price", Codec.int32(), Seat::price);
  private static final Mapping<Seat, Integer> SEATS = Mapping.of(Seat.class, "seat", ID)
      .with(NUMBER, LABEL, ROOM, PRICE)
      .unique("seat_number_key", NUMBER)
      .unique("seat_label_key", LABEL, ROOM)
      .check("seat_price_check", PRICE.ge(0))
      .references("seat_room_fkey", ROOM, ROOMS)
      .construct(row -> new Seat(
          row.get(ID), row.get(NUMBER), row.getOrNull(LABEL), row.getOrNull(ROOM), row.get(PRICE)));

  private static final Model MODEL =
      Model.of(ROOMS, SEATS, NODES, SHIPS, CAPTAINS, PRODUCTS, ORDERS);

  private static final UUID A = new UUID(0, 1);
  private static final UUID B = new UUID(0, 2);

  @Override
  protected final Model model() {
    return MODEL;
  }

  private static void assertBroken(
      ConstraintViolationException failure, String table, String constraint) {
    assertThat(failure.constraint()).isEqualTo(constraint);
    assertThat(failure.table()).isEqualTo(table);
    assertThat(failure)
        .hasMessageContaining("[table=" + table + ", constraint=" + constraint + "]");
    assertThat(failure.isRetryable()).isFalse();
  }

  // --- 3.1 the primary key ---

  @Test
  @CatalogueEntry("3.1")
  void entry_3_1_addOfAnIdThatIsStored_isRefusedAndOverwritesNothing() {
    stored(SEATS, Seat.numbered(1, 10));

    assertBroken(
        refused(
            UniqueViolationException.class,
            work -> work.repository(SEATS).add(Seat.numbered(1, 11))),
        "seat",
        "seat_pkey");
  }

  @Test
  @CatalogueEntry("3.1")
  void entry_3_1_addOfAnIdTwiceInOneUnit_isRefused() {
    assertBroken(
        refused(UniqueViolationException.class, work -> {
          work.repository(SEATS).add(Seat.numbered(1, 10));
          work.repository(SEATS).add(Seat.numbered(1, 11));
        }),
        "seat",
        "seat_pkey");
  }

  @Test
  @CatalogueEntry("3.1")
  void entry_3_1_updateOfWhatWasNeverLoaded_isRefusedInsteadOfInserting() {
    MisuseException failure =
        refused(MisuseException.class, work -> work.repository(SEATS).update(Seat.numbered(1, 10)));

    assertThat(failure)
        .hasMessageContaining(
            "Cannot update an object that this unit of work has not loaded [type=seat, id=1]");
  }

  @Test
  @CatalogueEntry("3.1")
  void entry_3_1_upsert_isAVerbOfItsOwn() {
    data().run(work -> work.repository(SEATS).upsert(Seat.numbered(1, 10)));
    data().run(work -> work.repository(SEATS).upsert(Seat.numbered(1, 11)));

    assertThat(all(SEATS)).containsExactly(Seat.numbered(1, 11));
  }

  // --- 3.2 unique keys ---

  @Test
  @CatalogueEntry("3.2")
  void entry_3_2_valueTakenByAnother_isRefusedByAddUpdateAndBulk() {
    stored(ROOMS, new Room("hall"));
    stored(
        SEATS,
        Seat.numbered(1, 10).labelled("a", "hall"),
        Seat.numbered(2, 20).labelled("b", "hall"));

    assertBroken(
        refused(
            UniqueViolationException.class,
            work -> work.repository(SEATS).add(Seat.numbered(3, 10))),
        "seat",
        "seat_number_key");
    assertBroken(
        refused(UniqueViolationException.class, work -> {
          work.repository(SEATS).change(2, seat -> seat.labelled("a", "hall"));
        }),
        "seat",
        "seat_label_key");
    assertBroken(
        refused(
            UniqueViolationException.class,
            work -> work.repository(SEATS).where(ID.eq(2)).set(NUMBER, 10).update()),
        "seat",
        "seat_number_key");
  }

  @Test
  @CatalogueEntry("3.2")
  void entry_3_2_uniqueKeysOfOwnedRows_areChecked() {
    stored(ORDERS, Order.of(A, "Ada", Order.Line.of(1, "tea", 1).redeeming("C-1")));

    assertBroken(
        refused(
            UniqueViolationException.class,
            work -> work.repository(ORDERS)
                .add(Order.of(B, "Bob", Order.Line.of(1, "milk", 1).redeeming("C-1")))),
        "order_line",
        "order_line_coupon_key");
    assertBroken(
        refused(
            UniqueViolationException.class,
            work -> work.repository(ORDERS)
                .add(Order.of(B, "Bob", Order.Line.of(1, "tea", 1), Order.Line.of(2, "tea", 1)))),
        "order_line",
        "order_line_text_key");
  }

  // --- 3.3 absent values in unique keys ---

  @Test
  @CatalogueEntry("3.3")
  void entry_3_3_absentValuesInAUniqueKey_neverCollide() {
    stored(ROOMS, new Room("hall"));

    stored(
        SEATS,
        Seat.numbered(1, 1),
        Seat.numbered(2, 2),
        Seat.numbered(3, 3).labelled("a", null),
        Seat.numbered(4, 4).labelled("a", null),
        Seat.numbered(5, 5).labelled(null, "hall"),
        Seat.numbered(6, 6).labelled(null, "hall"));
    stored(NODES, new Node(A, null, null), new Node(B, null, null));

    assertThat(all(SEATS)).hasSize(6);
    assertThat(all(NODES)).hasSize(2);
  }

  // --- 3.4 when uniqueness is checked ---

  @Test
  @CatalogueEntry("3.4")
  void entry_3_4_bulkChangeThatCollidesOnItsWay_isRefusedOrDoneForAllRows() {
    for (int step : List.of(1, -1)) {
      data().run(work -> work.repository(SEATS).where(Specification.all()).remove());
      stored(SEATS, Seat.numbered(1, 1), Seat.numbered(2, 2), Seat.numbered(3, 3));

      // Memory refuses both, see CatalogueVariationContract; a database may be lucky.
      Throwable failure = catchThrowable(() -> data()
          .run(work -> work.repository(SEATS)
              .where(Specification.all())
              .increase(NUMBER, step)
              .update()));

      if (failure instanceof ConstraintViolationException violation) {
        assertBroken(violation, "seat", "seat_number_key");
        assertThat(all(SEATS)).extracting(Seat::number).containsExactlyInAnyOrder(1, 2, 3);
      } else {
        assertThat(failure).isNull();
        assertThat(all(SEATS))
            .extracting(Seat::number)
            .containsExactlyInAnyOrder(1 + step, 2 + step, 3 + step);
      }
    }
  }

  @Test
  @CatalogueEntry("3.4")
  void entry_3_4_bulkChangeThatCannotCollide_goesThrough() {
    stored(SEATS, Seat.numbered(1, 1), Seat.numbered(2, 2), Seat.numbered(3, 3));

    data()
        .run(work -> assertThat(work.repository(SEATS)
                .where(Specification.all())
                .increase(NUMBER, 10)
                .update())
            .isEqualTo(3));

    assertThat(all(SEATS)).extracting(Seat::number).containsExactlyInAnyOrder(11, 12, 13);
  }

  @Test
  @CatalogueEntry("3.4")
  void entry_3_4_swapOfUniqueValues_goesThroughWhereTheyMayBeAbsentInBetween() {
    stored(NODES, new Node(A, "left", null), new Node(B, "right", null));

    data().run(work -> {
      work.repository(NODES).change(A, node -> node.labelled("right"));
      work.repository(NODES).change(B, node -> node.labelled("left"));
    });

    assertThat(read(NODES, A).label()).isEqualTo("right");
    assertThat(read(NODES, B).label()).isEqualTo("left");
  }

  @Test
  @CatalogueEntry(value = "3.4", answer = CatalogueEntry.Answer.REFUSED)
  void entry_3_4_swapOfRequiredUniqueValues_isRefusedBeforeAnythingIsWritten() {
    stored(SEATS, Seat.numbered(1, 1), Seat.numbered(2, 2));

    MisuseException failure = refused(MisuseException.class, work -> {
      work.repository(SEATS).change(1, seat -> Seat.numbered(1, 2));
      work.repository(SEATS).change(2, seat -> Seat.numbered(2, 1));
    });

    assertThat(failure)
        .hasMessageContainingAll(
            "No order of the writes satisfies the foreign keys",
            "Make a column of the named constraint nullable");
  }

  // --- 3.5 order of writes ---

  @Test
  @CatalogueEntry("3.5")
  void entry_3_5_valueFreedAndTakenInOneUnit_isWrittenInALegalOrderWhateverTheCalls() {
    stored(SEATS, Seat.numbered(1, 10), Seat.numbered(2, 20));

    data().run(work -> {
      Repository<Seat, Integer> seats = work.repository(SEATS);
      seats.add(Seat.numbered(3, 10));
      seats.remove(seats.get(1));
      seats.add(Seat.numbered(0, 20));
      seats.change(2, seat -> Seat.numbered(2, 30));
    });

    assertThat(all(SEATS))
        .containsExactlyInAnyOrder(
            Seat.numbered(0, 20), Seat.numbered(2, 30), Seat.numbered(3, 10));
  }

  @Test
  @CatalogueEntry("3.5")
  void entry_3_5_removedAndAddedAgainUnderOneId_isReplaced() {
    stored(SEATS, Seat.numbered(1, 10));

    data().run(work -> {
      Repository<Seat, Integer> seats = work.repository(SEATS);
      seats.remove(seats.get(1));
      seats.add(Seat.numbered(1, 10).priced(7));
    });

    assertThat(all(SEATS)).containsExactly(Seat.numbered(1, 10).priced(7));
  }

  // --- 3.6 references ---

  @Test
  @CatalogueEntry("3.6")
  void entry_3_6_referenceToNothing_isRefusedByAddUpdateAndBulk() {
    stored(SEATS, Seat.numbered(1, 1));

    assertBroken(
        refused(
            ForeignKeyViolationException.class,
            work -> work.repository(SEATS).add(Seat.numbered(2, 2).labelled(null, "attic"))),
        "seat",
        "seat_room_fkey");
    assertBroken(
        refused(ForeignKeyViolationException.class, work -> {
          work.repository(SEATS).change(1, seat -> seat.labelled(null, "attic"));
        }),
        "seat",
        "seat_room_fkey");
    assertBroken(
        refused(
            ForeignKeyViolationException.class,
            work -> work.repository(SEATS).where(ID.eq(1)).set(ROOM, "attic").update()),
        "seat",
        "seat_room_fkey");
  }

  @Test
  @CatalogueEntry("3.6")
  void entry_3_6_removalOfWhatOthersReferTo_isRefused() {
    stored(ROOMS, new Room("hall"));
    stored(SEATS, Seat.numbered(1, 1).labelled("a", "hall"));

    assertBroken(
        refused(
            ForeignKeyViolationException.class,
            work -> work.repository(ROOMS).remove(work.repository(ROOMS).get("hall"))),
        "seat",
        "seat_room_fkey");
    assertBroken(
        refused(
            ForeignKeyViolationException.class,
            work -> work.repository(ROOMS).where(Specification.all()).remove()),
        "seat",
        "seat_room_fkey");
  }

  // --- 3.7 when references are checked ---

  @Test
  @CatalogueEntry("3.7")
  void entry_3_7_childAddedBeforeItsParentInOneUnit_isWrittenAfterIt() {
    data().run(work -> {
      work.repository(SEATS).add(Seat.numbered(1, 1).labelled("a", "hall"));
      work.repository(ROOMS).add(new Room("hall"));
      // ids in the wrong order, too
      work.repository(NODES).add(new Node(A, "leaf", B));
      work.repository(NODES).add(new Node(B, "root", null));
    });

    assertThat(read(SEATS, 1).room()).isEqualTo("hall");
    assertThat(read(NODES, A).parent()).isEqualTo(B);
  }

  @Test
  @CatalogueEntry("3.7")
  void entry_3_7_parentAndChildRemovedInOneUnit_goInTheRightOrder() {
    stored(ROOMS, new Room("hall"));
    stored(SEATS, Seat.numbered(1, 1).labelled("a", "hall"));
    stored(NODES, new Node(B, "root", null), new Node(A, "leaf", B));

    data().run(work -> {
      work.repository(ROOMS).remove(work.repository(ROOMS).get("hall"));
      work.repository(SEATS).remove(work.repository(SEATS).get(1));
      work.repository(NODES).remove(work.repository(NODES).get(B));
      work.repository(NODES).remove(work.repository(NODES).get(A));
    });

    assertThat(all(ROOMS)).isEmpty();
    assertThat(all(SEATS)).isEmpty();
    assertThat(all(NODES)).isEmpty();
  }

  @Test
  @CatalogueEntry("3.7")
  void entry_3_7_twoNewRowsThatReferToEachOther_areWrittenInTwoSteps() {
    data().run(work -> {
      work.repository(SHIPS).add(new Ship("Argo", "Jason"));
      work.repository(CAPTAINS).add(new Captain("Jason", "Argo"));
    });

    assertThat(read(SHIPS, "Argo").captain()).isEqualTo("Jason");
    assertThat(read(CAPTAINS, "Jason").ship()).isEqualTo("Argo");
  }

  @Test
  @CatalogueEntry("3.7")
  void entry_3_7_missingParent_isFoundAtTheFlushAndNotOnlyAtTheCommit() {
    assertBroken(
        refused(ForeignKeyViolationException.class, work -> {
          work.repository(SEATS).add(Seat.numbered(1, 1).labelled("a", "attic"));
          work.flush();
          throw new AssertionError("the flush went through");
        }),
        "seat",
        "seat_room_fkey");
  }

  // --- 3.8 cascades ---

  @Test
  @CatalogueEntry("3.8")
  void entry_3_8_removalOfAnOwner_takesEverythingItOwns() {
    Order order = Order.of(
        A,
        "Ada",
        Order.Line.of(1, "tea", 1).redeeming("C-1").from(new Order.Allotment("north", 1)));
    stored(ORDERS, order);

    data().run(work -> work.repository(ORDERS).remove(work.repository(ORDERS).get(A)));

    data()
        .run(work -> assertThat(work.repository(ORDERS).exists(Shop.LINES.any(Specification.all())))
            .isFalse());
    // The coupon is free again, and so are the keys of all owned rows.
    stored(ORDERS, order);
    assertThat(read(ORDERS, A)).isEqualTo(order);
  }

  @Test
  @CatalogueEntry("3.8")
  void entry_3_8_bulkRemovalOfOwners_countsOwnersAndTakesWhatTheyOwn() {
    stored(
        ORDERS,
        Order.of(A, "Ada", Order.Line.of(1, "tea", 1), Order.Line.of(2, "milk", 1)),
        Order.of(B, "Bob", Order.Line.of(1, "tea", 1)));

    data()
        .run(work -> assertThat(
                work.repository(ORDERS).where(Shop.CUSTOMER.eq("Ada")).remove())
            .isEqualTo(1));

    assertThat(all(ORDERS)).extracting(Order::customer).containsExactly("Bob");
  }

  @Test
  @CatalogueEntry("3.8")
  void entry_3_8_removalOfAReferencedAggregate_neverCascades() {
    stored(PRODUCTS, new Product("A-1", "tea"));
    stored(ORDERS, Order.of(A, "Ada", Order.Line.of(1, "tea", 1).buying("A-1")));

    assertBroken(
        refused(
            ForeignKeyViolationException.class,
            work -> work.repository(PRODUCTS).remove(work.repository(PRODUCTS).get("A-1"))),
        "order_line",
        "order_line_product_fkey");
  }

  // --- 3.9 required values ---

  @Test
  @CatalogueEntry("3.9")
  @SuppressWarnings("NullAway") // null where there must be none
  void entry_3_9_requiredValueMissing_isRefusedAtTheCall() {
    assertBroken(
        refused(NotNullViolationException.class, work -> {
          work.repository(PRODUCTS).add(new Product("A-1", null));
          throw new AssertionError("not refused at once");
        }),
        "product",
        "product_title_not_null");
  }

  @Test
  @CatalogueEntry(value = "3.9", answer = CatalogueEntry.Answer.REFUSED)
  void entry_3_9_bulkRemovalOfARequiredValue_isRefused() {
    stored(PRODUCTS, new Product("A-1", "tea"));

    data()
        .run(work -> assertSenseless(
            () -> work.repository(PRODUCTS).where(Specification.all()).setNull(Shop.TITLE),
            "The attribute title is not nullable"));
  }

  // --- 3.10 length ---

  @Test
  @CatalogueEntry("3.10")
  void entry_3_10_textLongerThanItsColumn_isRefusedAtTheCall() {
    stored(SEATS, Seat.numbered(1, 1));

    // Trailing blanks count: nothing is cut silently.
    for (String label : List.of("abcdef", "abcde ", "      ")) {
      InvalidValueException added = refused(InvalidValueException.class, work -> {
        work.repository(SEATS).add(Seat.numbered(2, 2).labelled(label, null));
        throw new AssertionError("not refused at once");
      });
      InvalidValueException updated = refused(InvalidValueException.class, work -> {
        work.repository(SEATS).change(1, seat -> seat.labelled(label, null));
        throw new AssertionError("not refused at once");
      });
      InvalidValueException bulk = refused(
          InvalidValueException.class,
          work -> work.repository(SEATS).where(ID.eq(1)).set(LABEL, label).update());
      for (InvalidValueException failure : List.of(added, updated, bulk)) {
        assertThat(failure)
            .hasMessageContainingAll("type=seat", "column=label", "at most 5 code points");
        assertThat(failure.column()).contains("label");
      }
    }
  }

  @Test
  @CatalogueEntry("3.10")
  void entry_3_10_textAsLongAsItsColumn_comesBackWhole() {
    stored(SEATS, Seat.numbered(1, 1).labelled("abcd ", null));

    assertThat(read(SEATS, 1).label()).isEqualTo("abcd ");
  }

  // --- 3.11 several rules broken at once ---

  @Test
  @CatalogueEntry("3.11")
  void entry_3_11_rowThatBreaksSeveralRules_isRefusedByOneOfThem() {
    stored(ROOMS, new Room("hall"));
    stored(SEATS, Seat.numbered(1, 1).labelled("a", "hall"));

    ConstraintViolationException twoKeys = refused(
        ConstraintViolationException.class,
        work -> work.repository(SEATS).add(Seat.numbered(2, 1).labelled("a", "hall")));
    ConstraintViolationException all = refused(
        ConstraintViolationException.class,
        work -> work.repository(SEATS)
            .add(Seat.numbered(1, 1).labelled("a", "attic").priced(-1)));

    assertThat(twoKeys.constraint()).isIn("seat_number_key", "seat_label_key");
    assertThat(all.constraint())
        .isIn("seat_pkey", "seat_number_key", "seat_price_check", "seat_room_fkey");
  }

  // --- 3.12 what is reported ---

  @Test
  @CatalogueEntry("3.12")
  @SuppressWarnings("NullAway") // null where there must be none
  void entry_3_12_eachKindOfViolation_hasItsClassAndTheNameFromTheModel() {
    stored(ROOMS, new Room("hall"));
    stored(SEATS, Seat.numbered(1, 1).labelled("a", "hall"));

    assertBroken(
        refused(
            UniqueViolationException.class,
            work -> work.repository(SEATS).add(Seat.numbered(1, 2))),
        "seat",
        "seat_pkey");
    assertBroken(
        refused(
            UniqueViolationException.class,
            work -> work.repository(SEATS).add(Seat.numbered(2, 2).labelled("a", "hall"))),
        "seat",
        "seat_label_key");
    assertBroken(
        refused(
            ForeignKeyViolationException.class,
            work -> work.repository(SEATS).add(Seat.numbered(2, 2).labelled("b", "attic"))),
        "seat",
        "seat_room_fkey");
    assertBroken(
        refused(
            CheckViolationException.class,
            work -> work.repository(SEATS).add(Seat.numbered(2, 2).priced(-1))),
        "seat",
        "seat_price_check");
    assertBroken(
        refused(
            NotNullViolationException.class,
            work -> work.repository(PRODUCTS).add(new Product("A-1", null))),
        "product",
        "product_title_not_null");
    assertThat(refused(
                InvalidValueException.class,
                work -> work.repository(SEATS).add(Seat.numbered(2, 2).labelled("abcdef", null)))
            .column())
        .isEqualTo(Optional.of("label"));
  }

  @Test
  @CatalogueEntry("3.12")
  void entry_3_12_violationOfAnOwnedRow_namesTheOwnedTable() {
    stored(PRODUCTS, new Product("A-1", "tea"));

    assertBroken(
        refused(
            CheckViolationException.class,
            work -> work.repository(ORDERS).add(Order.of(A, "Ada", Order.Line.of(1, "tea", 0)))),
        "order_line",
        "order_line_quantity_check");
    assertBroken(
        refused(
            ForeignKeyViolationException.class,
            work -> work.repository(ORDERS)
                .add(Order.of(A, "Ada", Order.Line.of(1, "tea", 1).buying("no")))),
        "order_line",
        "order_line_product_fkey");
  }
}
