package org.bilayer.benchmarks.contender;

import static org.bilayer.benchmarks.shop.Shop.CATEGORY;
import static org.bilayer.benchmarks.shop.Shop.ITEMS;
import static org.bilayer.benchmarks.shop.Shop.ORDERS;
import static org.bilayer.benchmarks.shop.Shop.PRICE;
import static org.bilayer.benchmarks.shop.Shop.STOCK;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.bilayer.DataLayer;
import org.bilayer.ReadRepository;
import org.bilayer.Repository;
import org.bilayer.UnitOptions;
import org.bilayer.benchmarks.shop.Item;
import org.bilayer.benchmarks.shop.Order;
import org.bilayer.query.Cursor;
import org.bilayer.query.Page;
import org.bilayer.query.Query;

/** Bilayer, on whichever backend. */
public final class BilayerContender implements Contender {

  private static final UnitOptions READ_ONLY = UnitOptions.defaults().readOnly();

  private static final UnitOptions PIPELINED = UnitOptions.defaults().pipelineCommit();

  private final String name;
  private final DataLayer data;
  private final ReadRepository<Item, Long> reader;

  /** Works on a layer, and closes it. */
  public BilayerContender(String name, DataLayer data) {
    this.name = name;
    this.data = data;
    this.reader = data.read(ITEMS);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Item find(long id) {
    return data.execute(work -> work.repository(ITEMS).get(id));
  }

  @Override
  public Item findAlone(long id) {
    return reader.get(id);
  }

  @Override
  public void restock(long id) {
    restock(UnitOptions.defaults(), id);
  }

  @Override
  public void restockPipelined(long id) {
    restock(PIPELINED, id);
  }

  private void restock(UnitOptions options, long id) {
    data.run(options, work -> {
      Repository<Item, Long> items = work.repository(ITEMS);
      items.update(items.get(id).restocked());
    });
  }

  @Override
  public void add(List<Item> items) {
    data.run(work -> items.forEach(work.repository(ITEMS)::add));
  }

  @Override
  public void restockAll(Collection<Long> ids) {
    data.run(work -> {
      Repository<Item, Long> items = work.repository(ITEMS);
      for (Item item : items.findAllById(ids)) {
        items.update(item.restocked());
      }
    });
  }

  @Override
  public List<Item> cheapest(int category, int stockMin) {
    return data.execute(
        READ_ONLY,
        work -> work.repository(ITEMS)
            .find(Query.where(CATEGORY.eq(category).and(STOCK.ge(stockMin)))
                .orderBy(PRICE.asc())
                .limit(50)));
  }

  @Override
  public void editOrder(long id) {
    editOrder(UnitOptions.defaults(), id);
  }

  @Override
  public void editOrderPipelined(long id) {
    editOrder(PIPELINED, id);
  }

  private void editOrder(UnitOptions options, long id) {
    data.run(options, work -> {
      Repository<Order, Long> orders = work.repository(ORDERS);
      orders.update(orders.get(id).edited().next());
    });
  }

  @Override
  public void addOrders(List<Order> orders) {
    data.run(work -> orders.forEach(work.repository(ORDERS)::add));
  }

  @Override
  public long streamStock() {
    return data.execute(
        READ_ONLY,
        work -> work.repository(ITEMS).stream(
            Query.all(), items -> items.mapToLong(Item::stock).sum()));
  }

  @Override
  public long pageThroughStock() {
    return data.execute(READ_ONLY, work -> {
      Repository<Item, Long> items = work.repository(ITEMS);
      Page<Item> page = items.page(Query.all(), 100);
      long sum = 0;
      while (true) {
        for (Item item : page.items()) {
          sum += item.stock();
        }
        Optional<Cursor> next = page.next();
        if (next.isEmpty()) {
          return sum;
        }
        page = items.page(Query.all(), 100, next.get());
      }
    });
  }

  @Override
  public void close() {
    data.close();
  }
}
