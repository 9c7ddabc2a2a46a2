package org.bilayer.contracts.failure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.bilayer.DataLayer;
import org.bilayer.UnitOfWork;
import org.bilayer.contracts.sample.Order;
import org.bilayer.contracts.sample.Product;
import org.bilayer.contracts.sample.Shop;
import org.bilayer.failure.UniqueViolationException;
import org.bilayer.model.Model;
import org.bilayer.query.Query;

/**
 * A unit of work that does a bit of everything: loads, adds, changes an aggregate with its owned rows, asks, tries something
 * that is refused and something that is not, and guards. For tests that make each of its steps fail.
 *
 * <p>Immutable. Units with different numbers touch different rows.
 */
public final class TypicalUnit {

  /** The model it works on. */
  public static final Model MODEL = Shop.MODEL;

  /** What is stored of a unit. */
  public enum Trace {
    NOTHING,
    EVERYTHING
  }

  private final int number;
  private final Order before;
  private final Order after;

  /** The unit of a number. */
  public TypicalUnit(int number) {
    this.number = number;
    this.before = Order.of(
            new UUID(7, number),
            "Ada " + number,
            Order.Line.of(1, "first", 1),
            Order.Line.of(2, "second", 2).from(new Order.Allotment("north", 2)))
        .tagged(new Order.Tag("gift", null));
    this.after = before
        .forCustomer("Grace " + number)
        .withLines(List.of(
            before.lines().get(1).times(9).from(new Order.Allotment("south", 9)),
            Order.Line.of(3, "third", 3).buying(sku("new"))))
        .tagged(new Order.Tag("urgent", "red"));
  }

  private String sku(String which) {
    return which + number;
  }

  /** Stores what the unit finds. */
  public void prepare(DataLayer data) {
    data.run(work -> {
      work.repository(Shop.PRODUCTS).add(new Product(sku("old"), "old"));
      work.repository(Shop.ORDERS).add(before);
    });
  }

  /** Does the work. */
  public void run(UnitOfWork work) {
    var orders = work.repository(Shop.ORDERS);
    var products = work.repository(Shop.PRODUCTS);
    assertThat(orders.get(before.id())).isEqualTo(before);
    products.add(new Product(sku("new"), "new"));
    orders.update(after);
    assertThat(orders.find(Query.where(Shop.CUSTOMER.eq(after.customer())))).containsExactly(after);
    try {
      work.attempt(part -> part.repository(Shop.PRODUCTS).add(new Product(sku("old"), "another")));
      throw new AssertionError("A second product of the same id was accepted.");
    } catch (UniqueViolationException refused) {
      assertThat(refused.constraint()).isEqualTo("product_pkey");
    }
    work.attempt(part -> part.repository(Shop.PRODUCTS).add(new Product(sku("more"), "more")));
    products.guard(products.get(sku("old")));
  }

  /**
   * Looks what is stored of the unit.
   *
   * @throws AssertionError if it is a part of it
   */
  public Trace trace(DataLayer data) {
    return data.execute(work -> {
      var found = new ArrayList<Object>();
      found.add(work.repository(Shop.ORDERS).find(before.id()));
      for (String which : List.of("old", "new", "more")) {
        found.add(work.repository(Shop.PRODUCTS).find(sku(which)));
      }
      List<Object> nothing = List.of(
          Optional.of(before),
          Optional.of(new Product(sku("old"), "old")),
          Optional.empty(),
          Optional.empty());
      List<Object> everything = List.of(
          Optional.of(after),
          Optional.of(new Product(sku("old"), "old")),
          Optional.of(new Product(sku("new"), "new")),
          Optional.of(new Product(sku("more"), "more")));
      assertThat(found)
          .as("what is stored of a unit of work: all of it or nothing")
          .isIn(nothing, everything);
      return found.equals(everything) ? Trace.EVERYTHING : Trace.NOTHING;
    });
  }
}
