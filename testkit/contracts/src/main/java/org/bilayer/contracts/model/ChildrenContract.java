package org.bilayer.contracts.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bilayer.contracts.sample.Desk.TICKETS;
import static org.bilayer.contracts.sample.Shop.ALLOTMENTS;
import static org.bilayer.contracts.sample.Shop.ALLOTTED;
import static org.bilayer.contracts.sample.Shop.CHARGES;
import static org.bilayer.contracts.sample.Shop.COLOUR;
import static org.bilayer.contracts.sample.Shop.COUPON;
import static org.bilayer.contracts.sample.Shop.CUSTOMER;
import static org.bilayer.contracts.sample.Shop.LINES;
import static org.bilayer.contracts.sample.Shop.ORDERS;
import static org.bilayer.contracts.sample.Shop.PRODUCTS;
import static org.bilayer.contracts.sample.Shop.QUANTITY;
import static org.bilayer.contracts.sample.Shop.TAGS;
import static org.bilayer.contracts.sample.Shop.TEXT;
import static org.bilayer.contracts.sample.Shop.WAREHOUSE;
import static org.bilayer.contracts.sample.Shop.WORD;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import org.bilayer.Repository;
import org.bilayer.contracts.Contract;
import org.bilayer.contracts.sample.Bank;
import org.bilayer.contracts.sample.Desk;
import org.bilayer.contracts.sample.Money;
import org.bilayer.contracts.sample.Order;
import org.bilayer.contracts.sample.Order.Allotment;
import org.bilayer.contracts.sample.Order.Line;
import org.bilayer.contracts.sample.Order.Tag;
import org.bilayer.contracts.sample.Product;
import org.bilayer.contracts.sample.Ticket;
import org.bilayer.failure.CheckViolationException;
import org.bilayer.failure.ConstraintViolationException;
import org.bilayer.failure.ForeignKeyViolationException;
import org.bilayer.failure.InvalidValueException;
import org.bilayer.failure.MisuseException;
import org.bilayer.failure.NotNullViolationException;
import org.bilayer.failure.UniqueViolationException;
import org.bilayer.model.Codec;
import org.bilayer.model.Column;
import org.bilayer.model.Model;
import org.bilayer.query.Query;
import org.bilayer.query.Specification;
import org.junit.jupiter.api.Test;

/**
 * What every backend promises about the rows that aggregates own: lists keep their order, sets and maps their elements,
 * any state follows any other, rules hold for each row, and a query gives complete aggregates.
 */
public abstract class ChildrenContract extends Contract {

  private static final Model MODEL = Model.of(PRODUCTS, ORDERS, TICKETS);

  private static final UUID FIRST = new UUID(0, 1);
  private static final UUID SECOND = new UUID(0, 2);

  private static final Order FULL = Order.of(
          FIRST,
          "Ada",
          Line.of(3, "pens", 10).from(new Allotment("north", 4), new Allotment("south", 6)),
          Line.of(1, "paper", 2).redeeming("HALF"),
          Line.of(2, "ink", 1).from(new Allotment("north", 1)))
      .tagged(new Tag("urgent", "red"), new Tag("gift", null))
      .charged("delivery", Money.euro("4.90"))
      .charged("wrapping", Money.euro("1.50"));

  @Override
  protected final Model model() {
    return MODEL;
  }

  private void assertStored(Order... expected) {
    assertThat(all(ORDERS)).containsExactlyInAnyOrder(expected);
    for (Order order : expected) {
      assertThat(read(ORDERS, order.id())).isEqualTo(order);
    }
  }

  private void change(Order next) {
    data().run(work -> work.repository(ORDERS).change(next.id(), found -> next));
  }

  private static Order order(UUID id, Line... lines) {
    return Order.of(id, "Bob", lines);
  }

  // --- round trips ---

  @Test
  void add_everyKindOfCollection_comesBackTheSame() {
    stored(ORDERS, FULL);
    assertStored(FULL);
    assertThat(read(ORDERS, FIRST).lines()).extracting(Line::no).containsExactly(3, 1, 2);
  }

  @Test
  void add_emptyCollections_comeBackEmpty() {
    Order empty = Order.of(FIRST, "Ada");
    stored(ORDERS, empty);
    assertStored(empty);
  }

  @Test
  void add_severalAggregates_keepTheirOwnRows() {
    Order other = Order.of(
            SECOND,
            "Bob",
            Line.of(1, "pens", 7).from(new Allotment("north", 7)),
            Line.of(3, "rulers", 1))
        .tagged(new Tag("urgent", "blue"))
        .charged("delivery", Money.euro("9.90"));
    stored(ORDERS, FULL, other);
    assertStored(FULL, other);
  }

  @Test
  void add_listKnownByPlace_comesBackInItsOrderWithRepeats() {
    Ticket ticket = ticket("same", "other", "same", "", "last");
    stored(TICKETS, ticket);
    assertNotes("same", "other", "same", "", "last");
  }

  @Test
  void add_longList_comesBackInItsOrder() {
    var lines = new ArrayList<Line>();
    for (int no = 0; no < 300; no++) {
      lines.add(Line.of(no, "text " + no, 1 + no));
    }
    Collections.shuffle(lines, random());
    Order order = Order.of(FIRST, "Ada").withLines(lines);
    stored(ORDERS, order);
    assertStored(order);
  }

  private static Ticket ticket(String... notes) {
    Ticket ticket = Ticket.of(FIRST, "crash");
    for (String note : notes) {
      ticket.notes().add(new Ticket.Note(note));
    }
    return ticket;
  }

  private void assertNotes(String... expected) {
    assertThat(read(TICKETS, FIRST).notes())
        .extracting(Ticket.Note::text)
        .containsExactly(expected);
  }

  // --- changes ---

  @Test
  void update_twoOfTenLinesChangedOneAddedOneRemoved_isStored() {
    var lines = new ArrayList<Line>();
    for (int no = 0; no < 10; no++) {
      lines.add(Line.of(no, "text " + no, 1 + no));
    }
    stored(ORDERS, Order.of(FIRST, "Ada").withLines(lines));

    lines.set(2, lines.get(2).times(99));
    lines.set(7, Line.of(7, "new text", 8));
    lines.remove(4);
    lines.add(Line.of(10, "text 10", 1));
    Order next = Order.of(FIRST, "Ada").withLines(lines);
    change(next);

    assertStored(next);
  }

  @Test
  void update_linesInAnotherOrder_isStored() {
    stored(ORDERS, FULL);
    var lines = new ArrayList<>(FULL.lines());
    for (int i = 0; i < 5; i++) {
      Collections.shuffle(lines, random());
      Order next = FULL.withLines(lines);
      change(next);
      assertStored(next);
    }
  }

  @Test
  void update_lineInsertedInFront_movesTheOthers() {
    stored(ORDERS, FULL);
    var lines = new ArrayList<>(FULL.lines());
    lines.add(0, Line.of(0, "first", 1));
    Order next = FULL.withLines(lines);
    change(next);
    assertStored(next);
  }

  @Test
  void update_listKnownByPlace_isStored() {
    stored(TICKETS, ticket("a", "b", "c"));
    for (List<String> next : List.of(
        List.of("b", "c"),
        List.of("z", "b", "c", "d"),
        List.of("d", "c", "b", "z"),
        List.<String>of(),
        List.of("a"))) {
      data()
          .run(work ->
              work.repository(TICKETS).change(FIRST, found -> ticket(next.toArray(new String[0]))));
      assertNotes(next.toArray(new String[0]));
    }
  }

  @Test
  void update_setAndMap_areStored() {
    stored(ORDERS, FULL);
    Order next = FULL.tagged(new Tag("urgent", "yellow"), new Tag("late", null))
        .charged("delivery", Money.euro("0"))
        .charged("customs", Money.euro("3"));
    change(next);
    assertStored(next);
  }

  @Test
  void update_rowsOwnedByALine_areStored() {
    stored(ORDERS, FULL);
    Order next = FULL.withLines(List.of(
        Line.of(3, "pens", 10).from(new Allotment("north", 5), new Allotment("west", 5)),
        Line.of(1, "paper", 2).redeeming("HALF").from(new Allotment("south", 2)),
        Line.of(2, "ink", 1)));
    change(next);
    assertStored(next);
  }

  @Test
  void update_toEmptyAndFullAgain_isStored() {
    stored(ORDERS, FULL);
    Order empty = Order.of(FIRST, "Ada");
    for (Order next : List.of(empty, FULL, empty, FULL)) {
      change(next);
      assertStored(next);
    }
  }

  @Test
  void update_toEmptyAndFullAgainInOneUnit_isStored() {
    stored(ORDERS, FULL);
    Order next = FULL.withoutCharges().forCustomer("Grace");
    data().run(work -> {
      Repository<Order, UUID> orders = work.repository(ORDERS);
      orders.change(FIRST, found -> Order.of(FIRST, "Ada"));
      work.flush();
      orders.change(FIRST, found -> next);
    });
    assertStored(next);
  }

  @Test
  void update_anyStateAfterAnyOther_isReached() {
    Order last = drawn();
    stored(ORDERS, last);
    for (int i = 0; i < 25; i++) {
      Order next = drawn();
      change(next);
      assertThat(read(ORDERS, FIRST)).as("after %s", last).isEqualTo(next);
      last = next;
    }
  }

  /**
   * An order with some lines of a few numbers and coupons, so that states overlap. The coupons may go round in circles,
   * since they are nullable; the texts may not.
   */
  private Order drawn() {
    var numbers = new ArrayList<>(List.of(1, 2, 3, 4, 5));
    var coupons = new ArrayList<>(Arrays.asList("x", "y", "z", null, null));
    Collections.shuffle(numbers, random());
    Collections.shuffle(coupons, random());
    var lines = new ArrayList<Line>();
    int count = random().nextInt(5);
    for (int i = 0; i < count; i++) {
      int no = numbers.get(i);
      Line line = Line.of(
              no, no + "abc".substring(random().nextInt(3)), 1 + random().nextInt(2))
          .redeeming(coupons.get(i));
      lines.add(
          random().nextBoolean()
              ? line
              : line.from(new Allotment("north", random().nextInt(2))));
    }
    return Order.of(FIRST, "Ada").withLines(lines);
  }

  @Test
  void remove_aggregate_removesEverythingItOwns() {
    Order other = order(SECOND, Line.of(1, "pens", 7).from(new Allotment("north", 7)));
    stored(ORDERS, FULL, other);
    data().run(work -> work.repository(ORDERS).remove(work.repository(ORDERS).get(FIRST)));
    assertStored(other);
    stored(ORDERS, Order.of(FIRST, "Ada"));
    assertStored(other, Order.of(FIRST, "Ada"));
  }

  @Test
  void remove_thenAddInOneUnit_hasTheNewRowsOnly() {
    stored(ORDERS, FULL);
    Order next = order(FIRST, Line.of(3, "rulers", 1));
    for (boolean flushed : List.of(true, false)) {
      data().run(work -> {
        work.repository(ORDERS).remove(work.repository(ORDERS).get(FIRST));
        if (flushed) {
          work.flush();
        }
        work.repository(ORDERS).add(next);
      });
      assertStored(next);
      change(FULL);
    }
  }

  // --- rules of owned rows ---

  private void assertRefused(
      Class<? extends ConstraintViolationException> type, String constraint, Order... orders) {
    ConstraintViolationException failure =
        refused(type, work -> work.repository(ORDERS).addAll(List.of(orders)));
    assertThat(failure.table()).isEqualTo("order_line");
    assertThat(failure.constraint()).isEqualTo(constraint);
  }

  @Test
  void add_uniqueValueOfOwnedRowsTwice_isRefused() {
    assertRefused(
        UniqueViolationException.class,
        "order_line_coupon_key",
        order(FIRST, Line.of(1, "a", 1).redeeming("HALF")),
        order(SECOND, Line.of(1, "a", 1).redeeming("HALF")));
    stored(ORDERS, order(FIRST, Line.of(1, "a", 1).redeeming("HALF")));
    assertRefused(
        UniqueViolationException.class,
        "order_line_coupon_key",
        order(SECOND, Line.of(1, "a", 1).redeeming("HALF")));
  }

  @Test
  void add_uniqueValueWithinOneOwnerTwice_isRefused() {
    assertRefused(
        UniqueViolationException.class,
        "order_line_text_key",
        order(FIRST, Line.of(1, "a", 1), Line.of(2, "a", 1)));
    stored(ORDERS, order(FIRST, Line.of(1, "a", 1)), order(SECOND, Line.of(1, "a", 1)));
    assertThat(all(ORDERS)).hasSize(2);
  }

  @Test
  void update_ownedRowReplacedUnderOneUniqueValue_isAccepted() {
    stored(ORDERS, order(FIRST, Line.of(1, "a", 1).redeeming("HALF"), Line.of(2, "b", 1)));
    Order next = order(FIRST, Line.of(3, "a", 1).redeeming("HALF"), Line.of(2, "b", 2));
    change(next);
    assertStored(next);
  }

  @Test
  void update_uniqueValuesOfOwnedRowsSwapped_isAcceptedWhereTheyAreNullable() {
    stored(
        ORDERS,
        order(FIRST, Line.of(1, "a", 1).redeeming("X"), Line.of(2, "b", 1).redeeming("Y")));
    Order next =
        order(FIRST, Line.of(1, "a", 1).redeeming("Y"), Line.of(2, "b", 1).redeeming("X"));
    change(next);
    assertStored(next);
  }

  @Test
  void update_uniqueValuesOfOwnedRowsSwapped_isRefusedWhereTheyAreRequired() {
    stored(ORDERS, order(FIRST, Line.of(1, "a", 1), Line.of(2, "b", 1)));
    MisuseException failure = refused(
        MisuseException.class,
        work -> work.repository(ORDERS)
            .change(FIRST, found -> order(FIRST, Line.of(1, "b", 1), Line.of(2, "a", 1))));
    assertThat(failure)
        .hasMessageContainingAll(
            "No order of the writes satisfies the foreign keys", "order_line_text_key");
  }

  @Test
  void update_uniqueValueMovedToAnotherAggregate_isAccepted() {
    stored(
        ORDERS,
        order(FIRST, Line.of(1, "a", 1).redeeming("HALF")),
        order(SECOND, Line.of(1, "a", 1)));
    Order first = order(FIRST);
    Order second = order(SECOND, Line.of(1, "a", 1).redeeming("HALF"));
    data().run(work -> {
      work.repository(ORDERS).change(SECOND, found -> second);
      work.repository(ORDERS).change(FIRST, found -> first);
    });
    assertStored(first, second);
  }

  @Test
  void add_ownedRowThatDoesNotSatisfyACheck_isRefused() {
    assertRefused(
        CheckViolationException.class,
        "order_line_quantity_check",
        order(FIRST, Line.of(1, "a", 1), Line.of(2, "b", 0)));
  }

  @Test
  void add_ownedRowThatRefersToNothing_isRefused() {
    assertRefused(
        ForeignKeyViolationException.class,
        "order_line_product_fkey",
        order(FIRST, Line.of(1, "a", 1).buying("none")));
  }

  @Test
  void remove_whatAnOwnedRowRefersTo_isRefused() {
    stored(PRODUCTS, new Product("pen", "A pen"));
    stored(ORDERS, order(FIRST, Line.of(1, "a", 1).buying("pen")));
    ForeignKeyViolationException failure = refused(
        ForeignKeyViolationException.class,
        work -> work.repository(PRODUCTS).remove(work.repository(PRODUCTS).get("pen")));
    assertThat(failure.table()).isEqualTo("order_line");
    assertThat(failure.constraint()).isEqualTo("order_line_product_fkey");
  }

  @Test
  void commit_ownedRowAndWhatItRefersTo_areAddedAndRemovedInAnyOrder() {
    Order order = order(FIRST, Line.of(1, "a", 1).buying("pen"));
    data().run(work -> {
      work.repository(ORDERS).add(order);
      work.repository(PRODUCTS).add(new Product("pen", "A pen"));
    });
    assertStored(order);
    data().run(work -> {
      work.repository(PRODUCTS).remove(work.repository(PRODUCTS).get("pen"));
      work.repository(ORDERS).change(FIRST, found -> order(FIRST, Line.of(1, "a", 1)));
    });
    assertThat(all(PRODUCTS)).isEmpty();
  }

  // --- collections that are refused at once ---

  @Test
  void add_twoElementsWithOneKey_isRefusedAtOnce() {
    ConstraintViolationException failure = refused(UniqueViolationException.class, work -> {
      work.repository(ORDERS).add(order(FIRST, Line.of(1, "a", 1), Line.of(1, "b", 1)));
      throw new AssertionError("not refused at once");
    });
    assertThat(failure.table()).isEqualTo("order_line");
    assertThat(failure.constraint()).isEqualTo("order_line_pkey");

    failure = refused(UniqueViolationException.class, work -> {
      work.repository(ORDERS)
          .add(Order.of(FIRST, "Ada").tagged(new Tag("urgent", "red"), new Tag("urgent", "blue")));
      throw new AssertionError("not refused at once");
    });
    assertThat(failure.constraint()).isEqualTo("order_tag_pkey");
  }

  @Test
  void add_collectionThatIsNull_isRefusedAtOnce() {
    @SuppressWarnings("NullAway") // what the test is about
    Ticket without = new Ticket(FIRST, "crash", null, new byte[0], null);
    InvalidValueException failure = refused(InvalidValueException.class, work -> {
      work.repository(TICKETS).add(without);
      throw new AssertionError("not refused at once");
    });
    assertThat(failure)
        .hasMessageContainingAll("type=ticket_note", "id=" + FIRST, "the collection is null");
  }

  @Test
  void add_collectionThatHoldsNull_isRefusedAtOnce() {
    Ticket ticket = ticket("a");
    ticket.notes().add(null);
    InvalidValueException failure = refused(InvalidValueException.class, work -> {
      work.repository(TICKETS).add(ticket);
      throw new AssertionError("not refused at once");
    });
    assertThat(failure)
        .hasMessageContainingAll("type=ticket_note", "id=" + FIRST, "the collection holds null");
  }

  @Test
  void add_valueOfAnOwnedRowThatDoesNotFit_isRefusedAtOnce() {
    InvalidValueException failure = refused(InvalidValueException.class, work -> {
      work.repository(ORDERS).add(order(FIRST, Line.of(7, "x".repeat(41), 1)));
      throw new AssertionError("not refused at once");
    });
    assertThat(failure).hasMessageContainingAll("type=order_line", "column=text", "at most 40");
    assertThat(failure.id().orElseThrow()).contains(FIRST.toString(), "7");
  }

  @Test
  void add_requiredValueOfAnOwnedRowMissing_isRefusedAtOnce() {
    @SuppressWarnings("NullAway") // what the test is about
    Line incomplete = Line.of(1, null, 1);
    NotNullViolationException failure = refused(NotNullViolationException.class, work -> {
      work.repository(ORDERS).add(order(FIRST, incomplete));
      throw new AssertionError("not refused at once");
    });
    assertThat(failure.constraint()).isEqualTo("order_line_text_not_null");
  }

  // --- conditions over owned rows ---

  private void assertFound(Specification<Order> condition, Predicate<Order> meaning) {
    List<UUID> expected =
        all(ORDERS).stream().filter(meaning).map(Order::id).sorted().toList();
    data().run(work -> {
      Repository<Order, UUID> orders = work.repository(ORDERS);
      assertThat(orders.find(condition)).extracting(Order::id).hasSameElementsAs(expected);
      assertThat(orders.count(condition)).isEqualTo(expected.size());
      assertThat(orders.exists(condition)).isEqualTo(!expected.isEmpty());
    });
  }

  private void storeSomeOrders() {
    stored(
        ORDERS,
        FULL,
        order(
            SECOND, Line.of(1, "pens", 1), Line.of(2, "ink", 20).from(new Allotment("south", 20))),
        order(new UUID(0, 3)),
        order(new UUID(0, 4), Line.of(1, "rulers", 2).redeeming("LATE"))
            .tagged(new Tag("gift", "red"))
            .charged("delivery", Money.euro("0")));
  }

  private static boolean any(Order order, Predicate<Line> meaning) {
    return order.lines().stream().anyMatch(meaning);
  }

  @Test
  void find_anyOwnedRow_selectsOwnersOfOneThatSatisfiesTheWholeCondition() {
    storeSomeOrders();
    assertFound(LINES.any(TEXT.eq("pens")), o -> any(o, l -> l.text().equals("pens")));
    assertFound(
        LINES.any(TEXT.eq("pens").and(QUANTITY.ge(10))),
        o -> any(o, l -> l.text().equals("pens") && l.quantity() >= 10));
    assertFound(
        LINES.any(TEXT.eq("pens")).and(LINES.any(QUANTITY.ge(10))),
        o -> any(o, l -> l.text().equals("pens")) && any(o, l -> l.quantity() >= 10));
    assertFound(LINES.any(Specification.all()), o -> !o.lines().isEmpty());
    assertFound(LINES.any(Specification.none()), o -> false);
    assertFound(LINES.any(COUPON.isNull()), o -> any(o, l -> l.coupon() == null));
  }

  @Test
  void find_noOwnedRow_selectsAlsoOwnersOfNone() {
    storeSomeOrders();
    assertFound(LINES.none(TEXT.eq("pens")), o -> !any(o, l -> l.text().equals("pens")));
    assertFound(LINES.none(Specification.all()), o -> o.lines().isEmpty());
    assertFound(LINES.none(Specification.none()), o -> true);
  }

  @Test
  void find_ownedRowWithoutValue_isNotSelectedByAComparison() {
    storeSomeOrders();
    assertFound(LINES.any(COUPON.ne("HALF")), o -> any(o, l -> "LATE".equals(l.coupon())));
    assertFound(LINES.none(COUPON.ne("HALF")), o -> !any(o, l -> "LATE".equals(l.coupon())));
    assertFound(LINES.any(COUPON.eq("HALF")).not(), o -> !any(o, l -> "HALF".equals(l.coupon())));
    assertFound(
        TAGS.any(COLOUR.eq("red").not()),
        o -> o.tags().stream().anyMatch(t -> t.colour() != null && !t.colour().equals("red")));
  }

  @Test
  void find_rowsOwnedByOwnedRows_selectsTheRoot() {
    storeSomeOrders();
    assertFound(
        LINES.any(ALLOTMENTS.any(WAREHOUSE.eq("south"))),
        o -> any(o, l -> l.allotments().stream().anyMatch(a -> a.warehouse().equals("south"))));
    assertFound(
        LINES.any(TEXT.eq("pens").and(ALLOTMENTS.none(Specification.all()))),
        o -> any(o, l -> l.text().equals("pens") && l.allotments().isEmpty()));
    assertFound(
        LINES.none(ALLOTMENTS.any(ALLOTTED.gt(5))),
        o -> !any(o, l -> l.allotments().stream().anyMatch(a -> a.quantity() > 5)));
  }

  @Test
  void find_setsMapsAndOwnAttributesCombined_selectsByTheirLogic() {
    storeSomeOrders();
    assertFound(
        TAGS.any(WORD.eq("gift")).and(CUSTOMER.eq("Ada")),
        o -> o.customer().equals("Ada")
            && o.tags().stream().anyMatch(t -> t.word().equals("gift")));
    assertFound(
        CHARGES.any(Bank.AMOUNT.gt(BigDecimal.ONE)).or(LINES.none(Specification.all())),
        o -> o.lines().isEmpty()
            || o.charges().values().stream()
                .anyMatch(m -> m.amount().compareTo(BigDecimal.ONE) > 0));
  }

  @Test
  void find_byCondition_givesCompleteAggregatesAndNotOnlyTheRowsThatSatisfyIt() {
    stored(ORDERS, FULL);
    data()
        .run(work -> assertThat(work.repository(ORDERS).find(LINES.any(TEXT.eq("ink"))))
            .containsExactly(FULL));
    data()
        .run(work -> assertThat(work.repository(ORDERS)
                .page(Query.where(LINES.any(QUANTITY.gt(0))), 5)
                .items())
            .containsExactly(FULL));
  }

  @Test
  void find_pendingOwnedRows_areSeen() {
    stored(ORDERS, FULL);
    uncommitted(work -> {
      Repository<Order, UUID> orders = work.repository(ORDERS);
      orders.change(FIRST, found -> found.withLines(List.of(Line.of(1, "rulers", 1))));
      assertThat(orders.exists(LINES.any(TEXT.eq("rulers")))).isTrue();
      assertThat(orders.exists(LINES.any(TEXT.eq("ink")))).isFalse();
    });
  }

  @Test
  void find_attributeThatNoOwnedRowHas_isRefused() {
    Column<Ticket.Note, String> sameName = Column.of("text", Codec.text(100), Ticket.Note::text);
    data()
        .run(work -> assertThat(thrown(
                IllegalArgumentException.class,
                () -> work.repository(TICKETS).find(Desk.NOTES.any(sameName.eq("a")))))
            .hasMessageContaining("text is not a column of ticket_note"));
  }
}
