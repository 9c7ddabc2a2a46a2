package org.bilayer.benchmarks.shop;

import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.Set;
import org.bilayer.model.Codec;
import org.bilayer.model.Column;
import org.bilayer.model.ElementCollection;
import org.bilayer.model.Mapping;
import org.bilayer.model.Model;
import org.bilayer.model.Reference;
import org.bilayer.model.Value;

/** How the shop is stored. */
public final class Shop {

  private Shop() {}

  private static final Column<Category, Integer> CATEGORY_ID =
      Column.of("id", Codec.int32(), Category::id);
  private static final Column<Category, String> NAME =
      Column.of("name", Codec.text(40), Category::name);

  /** What items are sorted by. */
  public static final Mapping<Category, Integer> CATEGORIES = Mapping.of(
          Category.class, "category", CATEGORY_ID)
      .with(NAME)
      .construct(row -> new Category(row.get(CATEGORY_ID), row.get(NAME)));

  private static final Column<Item, Long> ITEM_ID = Column.of("id", Codec.int64(), Item::id);
  private static final Column<Item, String> SKU = Column.of("sku", Codec.text(20), Item::sku);
  private static final Column<Item, String> TITLE = Column.of("title", Codec.text(80), Item::title);

  /** An item's category. */
  public static final Column<Item, Integer> CATEGORY =
      Column.of("category", Codec.int32(), Item::category);

  /** An item's price. */
  public static final Column<Item, BigDecimal> PRICE =
      Column.of("price", Codec.decimal(12, 2), Item::price);

  /** How many there are of an item. */
  public static final Column<Item, Integer> STOCK = Column.of("stock", Codec.int32(), Item::stock);

  private static final Column<Item, LocalDateTime> ADDED =
      Column.of("added", Codec.localDateTime(6), Item::added);

  /** An item's version. */
  public static final Column<Item, Long> ITEM_VERSION =
      Column.of("version", Codec.int64(), Item::version);

  /** What the shop sells. */
  public static final Mapping<Item, Long> ITEMS = Mapping.of(Item.class, "item", ITEM_ID)
      .with(SKU, TITLE, CATEGORY, PRICE, STOCK, ADDED)
      .version(ITEM_VERSION)
      .unique("item_sku_key", SKU)
      .references(Reference.of("item_category_fkey", CATEGORY, CATEGORIES))
      .construct(row -> new Item(
          row.get(ITEM_ID),
          row.get(SKU),
          row.get(TITLE),
          row.get(CATEGORY),
          row.get(PRICE),
          row.get(STOCK),
          row.get(ADDED),
          row.get(ITEM_VERSION)));

  private static final Column<Line, Integer> NO = Column.of("no", Codec.int32(), Line::no);
  private static final Column<Line, String> LINE_SKU = Column.of("sku", Codec.text(20), Line::sku);
  private static final Column<Line, Integer> QUANTITY =
      Column.of("quantity", Codec.int32(), Line::quantity);
  private static final Column<Line, BigDecimal> LINE_PRICE =
      Column.of("price", Codec.decimal(12, 2), Line::price);

  private static final Value<Line> LINE = Value.of(
      Line.class,
      row -> new Line(row.get(NO), row.get(LINE_SKU), row.get(QUANTITY), row.get(LINE_PRICE)),
      NO,
      LINE_SKU,
      QUANTITY,
      LINE_PRICE);

  private static final Column<Order, Long> ORDER_ID = Column.of("id", Codec.int64(), Order::id);
  private static final Column<Order, String> CUSTOMER =
      Column.of("customer", Codec.text(40), Order::customer);
  private static final Column<Order, LocalDateTime> PLACED =
      Column.of("placed", Codec.localDateTime(6), Order::placed);
  private static final ElementCollection<Order, Line, Set<Line>> LINES =
      ElementCollection.set("order_line", LINE, NO, Order::lines);
  private static final Column<Order, Long> ORDER_VERSION =
      Column.of("version", Codec.int64(), Order::version);

  /** What was ordered. */
  public static final Mapping<Order, Long> ORDERS = Mapping.of(
          Order.class, "customer_order", ORDER_ID)
      .with(CUSTOMER, PLACED, LINES)
      .version(ORDER_VERSION)
      .construct(row -> new Order(
          row.get(ORDER_ID),
          row.get(CUSTOMER),
          row.get(PLACED),
          row.get(LINES),
          row.get(ORDER_VERSION)));

  /** The whole shop. */
  public static final Model MODEL = Model.of(CATEGORIES, ITEMS, ORDERS);
}
