package org.bilayer.benchmarks.contender;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.bilayer.benchmarks.shop.Item;
import org.bilayer.benchmarks.shop.Line;
import org.bilayer.benchmarks.shop.Order;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.StatementContext;

/** Jdbi with row mappers written by hand. Its pool has auto-commit on: with it off, Jdbi would not commit. */
public final class JdbiContender implements Contender {

  private static final String ITEM =
      "SELECT id, sku, title, category, price, stock, added, version FROM item";

  private final Jdbi jdbi;

  /** Works on connections with auto-commit on. */
  public JdbiContender(DataSource pool) {
    this.jdbi = Jdbi.create(pool);
  }

  @Override
  public String name() {
    return "Jdbi";
  }

  private static Item item(ResultSet rows, StatementContext context) throws SQLException {
    return new Item(
        rows.getLong(1),
        rows.getString(2),
        rows.getString(3),
        rows.getInt(4),
        rows.getBigDecimal(5),
        rows.getInt(6),
        rows.getObject(7, LocalDateTime.class),
        rows.getLong(8));
  }

  private static Item find(Handle handle, long id) {
    return handle
        .createQuery(ITEM + " WHERE id = ?")
        .bind(0, id)
        .map(JdbiContender::item)
        .one();
  }

  @Override
  public Item find(long id) {
    return jdbi.inTransaction(handle -> find(handle, id));
  }

  @Override
  public Item findAlone(long id) {
    return jdbi.withHandle(handle -> find(handle, id));
  }

  private static final String RESTOCK =
      "UPDATE item SET stock = ?, version = ? WHERE id = ? AND version = ?";

  @Override
  public void restock(long id) {
    jdbi.useTransaction(handle -> {
      Item read = find(handle, id);
      Failures.requireOne(handle.execute(
          RESTOCK, read.restocked().stock(), read.version() + 1, id, read.version()));
    });
  }

  private static void requireOneEach(int[] counts) {
    for (int count : counts) {
      Failures.requireOne(count);
    }
  }

  @Override
  public void add(List<Item> items) {
    jdbi.useTransaction(handle -> {
      PreparedBatch batch = handle.prepareBatch(
          "INSERT INTO item (id, sku, title, category, price, stock, added, version)"
              + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
      for (Item item : items) {
        batch
            .bind(0, item.id())
            .bind(1, item.sku())
            .bind(2, item.title())
            .bind(3, item.category())
            .bind(4, item.price())
            .bind(5, item.stock())
            .bind(6, item.added())
            .bind(7, 1L)
            .add();
      }
      batch.execute();
    });
  }

  @Override
  public void restockAll(Collection<Long> ids) {
    jdbi.useTransaction(handle -> {
      List<Item> read = handle
          .createQuery(ITEM + " WHERE id IN (<ids>)")
          .bindList("ids", List.copyOf(ids))
          .map(JdbiContender::item)
          .list();
      PreparedBatch batch = handle.prepareBatch(RESTOCK);
      for (Item item : read) {
        batch
            .bind(0, item.restocked().stock())
            .bind(1, item.version() + 1)
            .bind(2, item.id())
            .bind(3, item.version())
            .add();
      }
      requireOneEach(batch.execute());
    });
  }

  @Override
  public List<Item> cheapest(int category, int stockMin) {
    return jdbi.inTransaction(handle -> handle
        .createQuery(ITEM + " WHERE category = ? AND stock >= ? ORDER BY price, id LIMIT 50")
        .bind(0, category)
        .bind(1, stockMin)
        .map(JdbiContender::item)
        .list());
  }

  @Override
  public void editOrder(long id) {
    jdbi.useTransaction(handle -> {
      Order read = order(handle, id);
      Order.Edit edit = read.edited();
      Failures.requireOne(handle.execute(
          "UPDATE customer_order SET version = ? WHERE id = ? AND version = ?",
          read.version() + 1,
          id,
          read.version()));
      PreparedBatch batch = handle.prepareBatch(
          "UPDATE order_line SET quantity = ? WHERE customer_order_id = ? AND no = ?");
      for (Line line : edit.changed()) {
        batch.bind(0, line.quantity()).bind(1, id).bind(2, line.no()).add();
      }
      requireOneEach(batch.execute());
      Line added = edit.added();
      Failures.requireOne(handle.execute(
          INSERT_LINE, id, added.no(), added.sku(), added.quantity(), added.price()));
      Failures.requireOne(handle.execute(
          "DELETE FROM order_line WHERE customer_order_id = ? AND no = ?",
          id,
          edit.removed().no()));
    });
  }

  private static Order order(Handle handle, long id) {
    Map<Long, Order> found = handle
        .createQuery(
            "SELECT o.customer, o.placed, o.version, l.no, l.sku, l.quantity, l.price"
                + " FROM customer_order o JOIN order_line l ON l.customer_order_id = o.id WHERE o.id = ?")
        .bind(0, id)
        .reduceResultSet(new LinkedHashMap<>(), (orders, rows, context) -> {
          Order order = orders.get(id);
          if (order == null) {
            order = new Order(
                id,
                rows.getString(1),
                rows.getObject(2, LocalDateTime.class),
                new LinkedHashSet<>(),
                rows.getLong(3));
            orders.put(id, order);
          }
          order
              .lines()
              .add(new Line(
                  rows.getInt(4), rows.getString(5), rows.getInt(6), rows.getBigDecimal(7)));
          return orders;
        });
    Order order = found.get(id);
    if (order == null) {
      throw new IllegalStateException("There is no order " + id);
    }
    return order;
  }

  private static final String INSERT_LINE =
      "INSERT INTO order_line (customer_order_id, no, sku, quantity, price) VALUES (?, ?, ?, ?, ?)";

  @Override
  public void addOrders(List<Order> orders) {
    jdbi.useTransaction(handle -> {
      PreparedBatch roots = handle.prepareBatch(
          "INSERT INTO customer_order (id, customer, placed, version) VALUES (?, ?, ?, ?)");
      PreparedBatch lines = handle.prepareBatch(INSERT_LINE);
      for (Order order : orders) {
        roots
            .bind(0, order.id())
            .bind(1, order.customer())
            .bind(2, order.placed())
            .bind(3, 1L)
            .add();
        for (Line line : order.lines()) {
          lines
              .bind(0, order.id())
              .bind(1, line.no())
              .bind(2, line.sku())
              .bind(3, line.quantity())
              .bind(4, line.price())
              .add();
        }
      }
      roots.execute();
      lines.execute();
    });
  }

  @Override
  public long streamStock() {
    return jdbi.inTransaction(handle -> {
      try (var items =
          handle.createQuery(ITEM).setFetchSize(500).map(JdbiContender::item).stream()) {
        return items.mapToLong(Item::stock).sum();
      }
    });
  }

  @Override
  public long pageThroughStock() {
    return jdbi.inTransaction(handle -> {
      long sum = 0;
      long last = Long.MIN_VALUE;
      while (true) {
        List<Item> page = handle
            .createQuery(ITEM + " WHERE id > ? ORDER BY id LIMIT 101")
            .bind(0, last)
            .map(JdbiContender::item)
            .list();
        for (Item item : page.subList(0, Math.min(page.size(), 100))) {
          sum += item.stock();
        }
        if (page.size() <= 100) {
          return sum;
        }
        last = page.get(99).id();
      }
    });
  }

  @Override
  public void close() {}
}
