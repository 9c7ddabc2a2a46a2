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
import static org.bilayer.contracts.sample.Shop.QUANTITY;
import static org.bilayer.contracts.sample.Shop.TAGS;
import static org.bilayer.contracts.sample.Shop.TEXT;
import static org.bilayer.contracts.sample.Shop.WAREHOUSE;
import static org.bilayer.contracts.sample.Shop.WORD;

import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import org.bilayer.Repository;
import org.bilayer.contracts.CatalogueEntry;
import org.bilayer.contracts.sample.Bank;
import org.bilayer.contracts.sample.Desk;
import org.bilayer.contracts.sample.Money;
import org.bilayer.contracts.sample.Order;
import org.bilayer.contracts.sample.Order.Allotment;
import org.bilayer.contracts.sample.Order.Line;
import org.bilayer.contracts.sample.Order.Tag;
import org.bilayer.contracts.sample.Ticket;
import org.bilayer.model.Codec;
import org.bilayer.model.Column;
import org.bilayer.query.Query;
import org.bilayer.query.Specification;
import org.junit.jupiter.api.Test;

/** What every backend promises about conditions over owned rows: they select owners, and a query gives complete aggregates. */
public abstract class ChildrenConditionContract extends ChildrenFixture {

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
  @CatalogueEntry("1.4")
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
