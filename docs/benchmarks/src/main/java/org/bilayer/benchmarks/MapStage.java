package org.bilayer.benchmarks;

import java.util.ArrayList;
import org.bilayer.benchmarks.contender.MapContender;
import org.bilayer.benchmarks.shop.Item;

/** The shop's items in a bare map. */
final class MapStage implements Stage {

  private final MapContender map = new MapContender();
  private final long items;
  private final int categories;

  MapStage(long items) {
    this.items = items;
    this.categories = (int) Math.max(1, items / Item.PER_CATEGORY);
    var all = new ArrayList<Item>();
    for (long id = 1; id <= items; id++) {
      all.add(Item.numbered(id, categories));
    }
    map.add(all);
  }

  MapContender map() {
    return map;
  }

  @Override
  public long items() {
    return items;
  }

  @Override
  public long orders() {
    return 0;
  }

  @Override
  public int categories() {
    return categories;
  }

  @Override
  public Totals totals() {
    long stock = 0;
    long versions = 0;
    for (Item item : map.items()) {
      stock += item.stock();
      versions += item.version();
    }
    return new Totals(map.items().size(), stock, versions, 0, 0, 0, 0, 0);
  }

  @Override
  public void removeAddedItems() {
    for (Item item : new ArrayList<>(map.items())) {
      if (item.id() > items) {
        map.remove(item.id());
      }
    }
  }

  @Override
  public void removeAddedOrders() {}
}
