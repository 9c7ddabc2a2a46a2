package org.bilayer.benchmarks;

import static org.bilayer.benchmarks.shop.Shop.CATEGORIES;
import static org.bilayer.benchmarks.shop.Shop.ITEMS;
import static org.bilayer.benchmarks.shop.Shop.ORDERS;

import java.util.ArrayList;
import org.bilayer.DataLayer;
import org.bilayer.UnitOptions;
import org.bilayer.benchmarks.shop.Category;
import org.bilayer.benchmarks.shop.Item;
import org.bilayer.benchmarks.shop.Line;
import org.bilayer.benchmarks.shop.Order;
import org.bilayer.benchmarks.shop.Shop;
import org.bilayer.inmemory.InMemoryDataLayer;
import org.bilayer.query.Query;

/** The shop in the memory backend. */
final class LayerStage implements Stage, AutoCloseable {

  private static final UnitOptions READ_ONLY = UnitOptions.defaults().readOnly();

  private final DataLayer data = InMemoryDataLayer.builder(Shop.MODEL).seed(1).open();
  private final long items;
  private final long orders;
  private final int categories;

  LayerStage(long items, long orders) {
    this.items = items;
    this.orders = orders;
    this.categories = (int) Math.max(1, items / Item.PER_CATEGORY);
    data.run(work -> {
      for (int id = 0; id < categories; id++) {
        work.repository(CATEGORIES).add(new Category(id, "Category " + id));
      }
    });
    for (long from = 1; from <= items; from += 10_000) {
      long first = from;
      data.run(work -> {
        for (long id = first; id < first + 10_000 && id <= items; id++) {
          work.repository(ITEMS).add(Item.numbered(id, categories));
        }
      });
    }
    data.run(work -> {
      for (long id = 1; id <= orders; id++) {
        work.repository(ORDERS).add(Order.numbered(id));
      }
    });
  }

  DataLayer data() {
    return data;
  }

  @Override
  public long items() {
    return items;
  }

  @Override
  public long orders() {
    return orders;
  }

  @Override
  public int categories() {
    return categories;
  }

  @Override
  public Totals totals() {
    return data.execute(READ_ONLY, work -> {
      var sums = new long[8];
      work.repository(ITEMS).stream(Query.all(), all -> {
        all.forEach(item -> {
          sums[0]++;
          sums[1] += item.stock();
          sums[2] += item.version();
        });
        return sums;
      });
      work.repository(ORDERS).stream(Query.all(), all -> {
        all.forEach(order -> {
          sums[3]++;
          sums[4] += order.version();
          for (Line line : order.lines()) {
            sums[5]++;
            sums[6] += line.no();
            sums[7] += line.quantity();
          }
        });
        return sums;
      });
      return new Totals(sums[0], sums[1], sums[2], sums[3], sums[4], sums[5], sums[6], sums[7]);
    });
  }

  @Override
  public void removeAddedItems() {
    data.run(work -> {
      var added = new ArrayList<Long>();
      for (long id = items + 1; added.size() == id - items - 1; id++) {
        long wanted = id;
        work.repository(ITEMS).find(wanted).ifPresent(item -> {
          work.repository(ITEMS).remove(item);
          added.add(wanted);
        });
      }
    });
  }

  @Override
  public void removeAddedOrders() {
    data.run(work -> {
      var added = new ArrayList<Long>();
      for (long id = orders + 1; added.size() == id - orders - 1; id++) {
        long wanted = id;
        work.repository(ORDERS).find(wanted).ifPresent(order -> {
          work.repository(ORDERS).remove(order);
          added.add(wanted);
        });
      }
    });
  }

  @Override
  public void close() {
    data.close();
  }
}
