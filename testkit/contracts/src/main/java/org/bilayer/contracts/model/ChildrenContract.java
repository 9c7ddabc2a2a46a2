package org.bilayer.contracts.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bilayer.contracts.sample.Desk.TICKETS;
import static org.bilayer.contracts.sample.Shop.ORDERS;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.bilayer.Repository;
import org.bilayer.contracts.CatalogueEntry;
import org.bilayer.contracts.sample.Money;
import org.bilayer.contracts.sample.Order;
import org.bilayer.contracts.sample.Order.Allotment;
import org.bilayer.contracts.sample.Order.Line;
import org.bilayer.contracts.sample.Order.Tag;
import org.bilayer.contracts.sample.Ticket;
import org.junit.jupiter.api.Test;

/**
 * What every backend promises about the rows that aggregates own: lists keep their order, sets and maps their elements, and
 * any state follows any other.
 */
public abstract class ChildrenContract extends ChildrenFixture {

  // --- round trips ---

  @Test
  @CatalogueEntry("1.5")
  @CatalogueEntry("1.6")
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
  @CatalogueEntry("1.6")
  void update_setAndMapInAnotherOrder_isNoChange() {
    Order order = Order.of(FIRST, "Ada")
        .tagged(new Tag("b", null), new Tag("a", "red"), new Tag("c", null))
        .charged("z", Money.euro("1"))
        .charged("y", Money.euro("2"));
    stored(ORDERS, order);

    change(Order.of(FIRST, "Ada")
        .tagged(new Tag("c", null), new Tag("b", null), new Tag("a", "red"))
        .charged("y", Money.euro("2"))
        .charged("z", Money.euro("1")));

    assertStored(order);
    assertThat(versionOf(ORDERS, FIRST)).isEqualTo(1);
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
  @CatalogueEntry("3.8")
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
}
