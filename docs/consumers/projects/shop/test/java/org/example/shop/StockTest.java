package org.example.shop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.bilayer.DataLayer;
import org.bilayer.testkit.junit.LayerExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class StockTest {

  @RegisterExtension
  static final LayerExtension LAYER =
      LayerExtension.of(Shop.MODEL)
          .queries(ProductQueries.class, ProductMapper.class, ProductsInMemory::new)
          .seeded(work -> work.repository(Shop.PRODUCTS).add(new Product("A-1", "apple", 3)));

  @Test
  void change_soldOne_isOneLess(DataLayer data) {
    data.run(
        work ->
            work.repository(Shop.PRODUCTS)
                .change("A-1", p -> new Product(p.sku(), p.name(), p.stock() - 1)));

    List<ProductQueries.Shelf> shelves =
        data.execute(work -> work.queries(ProductQueries.class).fewest(10));
    assertEquals(List.of(new ProductQueries.Shelf("A-1", 2)), shelves);
  }
}
