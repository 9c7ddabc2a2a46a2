package org.bilayer.contracts.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bilayer.contracts.sample.Desk.TICKETS;
import static org.bilayer.contracts.sample.Shop.ORDERS;
import static org.bilayer.contracts.sample.Shop.PRODUCTS;

import java.util.List;
import org.bilayer.contracts.CatalogueEntry;
import org.bilayer.contracts.sample.Order;
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
import org.junit.jupiter.api.Test;

/** What every backend promises about the rules of owned rows: each holds for each row, and is reported with the owned table. */
public abstract class ChildrenConstraintContract extends ChildrenFixture {

  // --- rules of owned rows ---

  private void assertRefused(
      Class<? extends ConstraintViolationException> type, String constraint, Order... orders) {
    ConstraintViolationException failure =
        refused(type, work -> work.repository(ORDERS).addAll(List.of(orders)));
    assertThat(failure.table()).isEqualTo("order_line");
    assertThat(failure.constraint()).isEqualTo(constraint);
  }

  @Test
  @CatalogueEntry("3.2")
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
  @CatalogueEntry("3.2")
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
        .hasMessageContainingAll("cannot be written in any order", "order_line_text_key");
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
  @CatalogueEntry("3.12")
  void add_ownedRowThatDoesNotSatisfyACheck_isRefused() {
    assertRefused(
        CheckViolationException.class,
        "order_line_quantity_check",
        order(FIRST, Line.of(1, "a", 1), Line.of(2, "b", 0)));
  }

  @Test
  @CatalogueEntry("1.5")
  @CatalogueEntry("3.12")
  void add_ownedRowThatRefersToNothing_isRefused() {
    assertRefused(
        ForeignKeyViolationException.class,
        "order_line_product_fkey",
        order(FIRST, Line.of(1, "a", 1).buying("none")));
  }

  @Test
  @CatalogueEntry("3.8")
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
}
