package org.bilayer.contracts.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bilayer.contracts.sample.Desk.TICKETS;
import static org.bilayer.contracts.sample.Shop.ORDERS;
import static org.bilayer.contracts.sample.Shop.PRODUCTS;

import java.util.UUID;
import org.bilayer.contracts.Contract;
import org.bilayer.contracts.sample.Money;
import org.bilayer.contracts.sample.Order;
import org.bilayer.contracts.sample.Order.Allotment;
import org.bilayer.contracts.sample.Order.Line;
import org.bilayer.contracts.sample.Order.Tag;
import org.bilayer.contracts.sample.Ticket;
import org.bilayer.model.Model;

/** What the contracts about owned rows share: a model, an order with every kind of collection, and what is stored of it. */
abstract class ChildrenFixture extends Contract {

  private static final Model MODEL = Model.of(PRODUCTS, ORDERS, TICKETS);

  static final UUID FIRST = new UUID(0, 1);
  static final UUID SECOND = new UUID(0, 2);

  static final Order FULL = Order.of(
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

  final void assertStored(Order... expected) {
    assertThat(all(ORDERS)).containsExactlyInAnyOrder(expected);
    for (Order order : expected) {
      assertThat(read(ORDERS, order.id())).isEqualTo(order);
    }
  }

  static Order order(UUID id, Line... lines) {
    return Order.of(id, "Bob", lines);
  }

  final void change(Order next) {
    data().run(work -> work.repository(ORDERS).change(next.id(), found -> next));
  }

  static Ticket ticket(String... notes) {
    Ticket ticket = Ticket.of(FIRST, "crash");
    for (String note : notes) {
      ticket.notes().add(new Ticket.Note(note));
    }
    return ticket;
  }
}
