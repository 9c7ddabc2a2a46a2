package org.example.shop;

import org.bilayer.model.Codec;
import org.bilayer.model.Column;
import org.bilayer.model.Mapping;
import org.bilayer.model.Model;

/** How products are stored. */
public final class Shop {

  public static final Column<Product, String> SKU =
      Column.of("sku", Codec.text(20), Product::sku);

  public static final Column<Product, String> NAME =
      Column.of("name", Codec.text(80), Product::name);

  public static final Column<Product, Integer> STOCK =
      Column.of("stock", Codec.int32(), Product::stock);

  public static final Mapping<Product, String> PRODUCTS =
      Mapping.of(Product.class, "product", SKU)
          .with(NAME, STOCK)
          .check("product_stock_check", STOCK.ge(0))
          .construct(row -> new Product(row.get(SKU), row.get(NAME), row.get(STOCK)));

  public static final Model MODEL = Model.of(PRODUCTS);

  private Shop() {}
}
