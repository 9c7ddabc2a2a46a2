package org.bilayer.contracts.sample;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An aggregate that owns rows: lines in an order, a set of tags, charges by name, and in each line where it is taken
 * from.
 */
public record Order(
    UUID id, String customer, List<Line> lines, Set<Tag> tags, Map<String, Money> charges) {

  /** Copies the collections. */
  public Order {
    lines = List.copyOf(lines);
    tags = Set.copyOf(tags);
    charges = Map.copyOf(charges);
  }

  /**
   * A line.
   *
   * @param no tells it from other lines of the order
   * @param product what is bought, if it is a product of the shop
   * @param coupon usable once in all orders
   */
  public record Line(
      int no,
      String text,
      int quantity,
      @Nullable String product,
      @Nullable String coupon,
      Set<Allotment> allotments) {

    /** Copies the set. */
    public Line {
      allotments = Set.copyOf(allotments);
    }

    /** A line without product, coupon and allotments. */
    public static Line of(int no, String text, int quantity) {
      return new Line(no, text, quantity, null, null, Set.of());
    }

    /** The same with another quantity. */
    public Line times(int next) {
      return new Line(no, text, next, product, coupon, allotments);
    }

    /** The same with another product. */
    public Line buying(@Nullable String next) {
      return new Line(no, text, quantity, next, coupon, allotments);
    }

    /** The same with another coupon. */
    public Line redeeming(@Nullable String next) {
      return new Line(no, text, quantity, product, next, allotments);
    }

    /** The same with other allotments. */
    public Line from(Allotment... next) {
      return new Line(no, text, quantity, product, coupon, Set.of(next));
    }
  }

  /** How much of a line comes from where. */
  public record Allotment(String warehouse, int quantity) {}

  /** A word attached to an order, with a colour. */
  public record Tag(String word, @Nullable String colour) {}

  /** An order of lines only. */
  public static Order of(UUID id, String customer, Line... lines) {
    return new Order(id, customer, List.of(lines), Set.of(), Map.of());
  }

  /** The same for another customer. */
  public Order forCustomer(String next) {
    return new Order(id, next, lines, tags, charges);
  }

  /** The same with other lines. */
  public Order withLines(List<Line> next) {
    return new Order(id, customer, next, tags, charges);
  }

  /** The same with other tags. */
  public Order tagged(Tag... next) {
    return new Order(id, customer, lines, new LinkedHashSet<>(List.of(next)), charges);
  }

  /** The same with another charge. */
  public Order charged(String name, Money amount) {
    var next = new LinkedHashMap<>(charges);
    next.put(name, amount);
    return new Order(id, customer, lines, tags, next);
  }

  /** The same without charges. */
  public Order withoutCharges() {
    return new Order(id, customer, lines, tags, Map.of());
  }
}
