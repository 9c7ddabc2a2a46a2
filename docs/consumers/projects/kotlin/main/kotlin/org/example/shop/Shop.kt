package org.example.shop

import org.bilayer.model.Codec
import org.bilayer.model.Column
import org.bilayer.model.Mapping
import org.bilayer.model.Model

/** Something that is sold. */
data class Product(val sku: String, val name: String, val stock: Int)

/** How products are stored. */
object Shop {

  val SKU: Column<Product, String> = Column.of("sku", Codec.text(20), Product::sku)

  val NAME: Column<Product, String> = Column.of("name", Codec.text(80), Product::name)

  val STOCK: Column<Product, Int> = Column.of("stock", Codec.int32(), Product::stock)

  val PRODUCTS: Mapping<Product, String> =
      Mapping.of(Product::class.java, "product", SKU)
          .with(NAME, STOCK)
          .unique("product_name_key", NAME)
          .construct { row -> Product(row.get(SKU), row.get(NAME), row.get(STOCK)) }

  val MODEL: Model = Model.of(PRODUCTS)
}
