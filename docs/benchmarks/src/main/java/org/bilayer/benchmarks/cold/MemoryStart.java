package org.bilayer.benchmarks.cold;

import java.io.IOException;
import org.bilayer.DataLayer;
import org.bilayer.benchmarks.shop.Category;
import org.bilayer.benchmarks.shop.Item;
import org.bilayer.benchmarks.shop.Shop;
import org.bilayer.inmemory.InMemoryDataLayer;

/** The first item by Bilayer, from memory. */
final class MemoryStart {

  private MemoryStart() {}

  /** Runs. */
  public static void main(String[] arguments) throws IOException {
    try (DataLayer data = InMemoryDataLayer.of(Shop.MODEL)) {
      data.run(work -> {
        work.repository(Shop.CATEGORIES).add(new Category(0, "All there is"));
        for (int id = 1; id <= 10; id++) {
          work.repository(Shop.ITEMS).add(Item.numbered(id, 1));
        }
      });
      Footprint.print(data.execute(work -> work.repository(Shop.ITEMS).get(1L).sku()));
    }
  }
}
