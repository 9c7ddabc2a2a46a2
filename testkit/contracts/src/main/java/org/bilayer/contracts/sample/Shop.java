package org.bilayer.contracts.sample;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.bilayer.model.Codec;
import org.bilayer.model.Column;
import org.bilayer.model.ElementCollection;
import org.bilayer.model.Mapping;
import org.bilayer.model.Model;
import org.bilayer.model.Reference;
import org.bilayer.model.Value;

/** Orders with all they own, and products that their lines refer to. */
public final class Shop {

  public static final Column<Product, String> SKU = Column.of("sku", Codec.text(10), Product::sku);
  public static final Column<Product, String> TITLE =
      Column.of("title", Codec.text(40), Product::title);

  public static final Mapping<Product, String> PRODUCTS = Mapping.of(Product.class, "product", SKU)
      .with(TITLE)
      .construct(row -> new Product(row.get(SKU), row.get(TITLE)));

  public static final Column<Order.Allotment, String> WAREHOUSE =
      Column.of("warehouse", Codec.text(10), Order.Allotment::warehouse);
  public static final Column<Order.Allotment, Integer> ALLOTTED =
      Column.of("quantity", Codec.int32(), Order.Allotment::quantity);
  public static final Value<Order.Allotment> ALLOTMENT = Value.of(
      Order.Allotment.class,
      row -> new Order.Allotment(row.get(WAREHOUSE), row.get(ALLOTTED)),
      WAREHOUSE,
      ALLOTTED);

  public static final Column<Order.Line, Integer> NO =
      Column.of("no", Codec.int32(), Order.Line::no);
  public static final Column<Order.Line, String> TEXT =
      Column.of("text", Codec.text(40), Order.Line::text);
  public static final Column<Order.Line, Integer> QUANTITY =
      Column.of("quantity", Codec.int32(), Order.Line::quantity);
  public static final Column<Order.Line, String> PRODUCT =
      Column.nullable("product", Codec.text(10), Order.Line::product);
  public static final Column<Order.Line, String> COUPON =
      Column.nullable("coupon", Codec.text(10), Order.Line::coupon);
  public static final ElementCollection<Order.Line, Order.Allotment, Set<Order.Allotment>>
      ALLOTMENTS = ElementCollection.set(
          "order_line_allotment", ALLOTMENT, WAREHOUSE, Order.Line::allotments);
  public static final Value<Order.Line> LINE = Value.of(
      Order.Line.class,
      row -> new Order.Line(
          row.get(NO),
          row.get(TEXT),
          row.get(QUANTITY),
          row.getOrNull(PRODUCT),
          row.getOrNull(COUPON),
          row.get(ALLOTMENTS)),
      NO,
      TEXT,
      QUANTITY,
      PRODUCT,
      COUPON,
      ALLOTMENTS);

  public static final Column<Order.Tag, String> WORD =
      Column.of("word", Codec.text(20), Order.Tag::word);
  public static final Column<Order.Tag, String> COLOUR =
      Column.nullable("colour", Codec.text(20), Order.Tag::colour);
  public static final Value<Order.Tag> TAG = Value.of(
      Order.Tag.class, row -> new Order.Tag(row.get(WORD), row.getOrNull(COLOUR)), WORD, COLOUR);

  public static final Column<Order, UUID> ID = Column.of("id", Codec.uuid(), Order::id);
  public static final Column<Order, String> CUSTOMER =
      Column.of("customer", Codec.text(40), Order::customer);
  public static final ElementCollection<Order, Order.Line, List<Order.Line>> LINES =
      ElementCollection.list("order_line", LINE, NO, Order::lines)
          .unique("order_line_coupon_key", COUPON)
          .uniqueWithinOwner("order_line_text_key", TEXT)
          .check("order_line_quantity_check", QUANTITY.gt(0))
          .references(Reference.of("order_line_product_fkey", PRODUCT, () -> PRODUCTS));
  public static final ElementCollection<Order, Order.Tag, Set<Order.Tag>> TAGS =
      ElementCollection.set("order_tag", TAG, WORD, Order::tags);
  public static final ElementCollection<Order, Money, Map<String, Money>> CHARGES =
      ElementCollection.map("order_charge", "name", Codec.text(20), Bank.MONEY, Order::charges);

  public static final Mapping<Order, UUID> ORDERS = Mapping.of(Order.class, "order", ID)
      .with(CUSTOMER, LINES, TAGS, CHARGES)
      .construct(row -> new Order(
          row.get(ID), row.get(CUSTOMER), row.get(LINES), row.get(TAGS), row.get(CHARGES)));

  public static final Model MODEL = Model.of(PRODUCTS, ORDERS);

  private Shop() {}
}
