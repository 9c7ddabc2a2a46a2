package org.bilayer.benchmarks.contender;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.bilayer.benchmarks.shop.Item;
import org.bilayer.benchmarks.shop.Line;
import org.bilayer.benchmarks.shop.Order;

/**
 * JDBC as a good programmer writes it: statements prepared and kept by the driver, columns read by position, batches, one
 * join for an order and its lines. Its pool has auto-commit off, so that no call is needed to begin.
 */
public final class JdbcContender implements Contender {

  private static final String ITEM =
      "SELECT id, sku, title, category, price, stock, added, version FROM item";

  private final DataSource pool;

  /** Works on connections with auto-commit off. */
  public JdbcContender(DataSource pool) {
    this.pool = pool;
  }

  @Override
  public String name() {
    return "JDBC";
  }

  @FunctionalInterface
  private interface Work<R> {
    R on(Connection connection) throws SQLException;
  }

  private <R> R transaction(Work<R> work) {
    try (Connection connection = pool.getConnection()) {
      try {
        R result = work.on(connection);
        connection.commit();
        return result;
      } catch (SQLException | RuntimeException e) {
        connection.rollback();
        throw e;
      }
    } catch (SQLException e) {
      throw Failures.of(e);
    }
  }

  private static Item item(ResultSet rows) throws SQLException {
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

  private static Item find(Connection connection, long id) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(ITEM + " WHERE id = ?")) {
      select.setLong(1, id);
      try (ResultSet rows = select.executeQuery()) {
        if (!rows.next()) {
          throw new IllegalStateException("There is no item " + id);
        }
        return item(rows);
      }
    }
  }

  @Override
  public Item find(long id) {
    return transaction(connection -> find(connection, id));
  }

  private static final String RESTOCK =
      "UPDATE item SET stock = ?, version = ? WHERE id = ? AND version = ?";

  private static void setRestocked(PreparedStatement update, Item read) throws SQLException {
    update.setInt(1, read.restocked().stock());
    update.setLong(2, read.version() + 1);
    update.setLong(3, read.id());
    update.setLong(4, read.version());
  }

  @Override
  public void restock(long id) {
    transaction(connection -> {
      Item read = find(connection, id);
      try (PreparedStatement update = connection.prepareStatement(RESTOCK)) {
        setRestocked(update, read);
        Failures.requireOne(update.executeUpdate());
      }
      return read;
    });
  }

  @Override
  public void add(List<Item> items) {
    transaction(connection -> {
      try (PreparedStatement insert = connection.prepareStatement(
          "INSERT INTO item (id, sku, title, category, price, stock, added, version)"
              + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)")) {
        for (Item item : items) {
          insert.setLong(1, item.id());
          insert.setString(2, item.sku());
          insert.setString(3, item.title());
          insert.setInt(4, item.category());
          insert.setBigDecimal(5, item.price());
          insert.setInt(6, item.stock());
          insert.setObject(7, item.added());
          insert.setLong(8, 1);
          insert.addBatch();
        }
        insert.executeBatch();
      }
      return items;
    });
  }

  @Override
  public void restockAll(Collection<Long> ids) {
    transaction(connection -> {
      var read = new ArrayList<Item>(ids.size());
      try (PreparedStatement select = connection.prepareStatement(ITEM + " WHERE id = ANY(?)")) {
        select.setArray(1, connection.createArrayOf("BIGINT", ids.toArray()));
        try (ResultSet rows = select.executeQuery()) {
          while (rows.next()) {
            read.add(item(rows));
          }
        }
      }
      try (PreparedStatement update = connection.prepareStatement(RESTOCK)) {
        for (Item item : read) {
          setRestocked(update, item);
          update.addBatch();
        }
        for (int count : update.executeBatch()) {
          Failures.requireOne(count);
        }
      }
      return read;
    });
  }

  @Override
  public List<Item> cheapest(int category, int stockMin) {
    return transaction(connection -> {
      var found = new ArrayList<Item>(50);
      try (PreparedStatement select = connection.prepareStatement(
          ITEM + " WHERE category = ? AND stock >= ? ORDER BY price, id LIMIT 50")) {
        select.setInt(1, category);
        select.setInt(2, stockMin);
        try (ResultSet rows = select.executeQuery()) {
          while (rows.next()) {
            found.add(item(rows));
          }
        }
      }
      return found;
    });
  }

  @Override
  public void editOrder(long id) {
    transaction(connection -> {
      Order read = order(connection, id);
      Order.Edit edit = read.edited();
      try (PreparedStatement update = connection.prepareStatement(
          "UPDATE customer_order SET version = ? WHERE id = ? AND version = ?")) {
        update.setLong(1, read.version() + 1);
        update.setLong(2, id);
        update.setLong(3, read.version());
        Failures.requireOne(update.executeUpdate());
      }
      try (PreparedStatement update = connection.prepareStatement(
          "UPDATE order_line SET quantity = ? WHERE customer_order_id = ? AND no = ?")) {
        for (Line line : edit.changed()) {
          update.setInt(1, line.quantity());
          update.setLong(2, id);
          update.setInt(3, line.no());
          update.addBatch();
        }
        for (int count : update.executeBatch()) {
          Failures.requireOne(count);
        }
      }
      try (PreparedStatement insert = connection.prepareStatement(INSERT_LINE)) {
        setLine(insert, id, edit.added());
        Failures.requireOne(insert.executeUpdate());
      }
      try (PreparedStatement delete = connection.prepareStatement(
          "DELETE FROM order_line WHERE customer_order_id = ? AND no = ?")) {
        delete.setLong(1, id);
        delete.setInt(2, edit.removed().no());
        Failures.requireOne(delete.executeUpdate());
      }
      return read;
    });
  }

  private static Order order(Connection connection, long id) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(
        "SELECT o.customer, o.placed, o.version, l.no, l.sku, l.quantity, l.price"
            + " FROM customer_order o LEFT JOIN order_line l ON l.customer_order_id = o.id WHERE o.id = ?")) {
      select.setLong(1, id);
      try (ResultSet rows = select.executeQuery()) {
        if (!rows.next()) {
          throw new IllegalStateException("There is no order " + id);
        }
        String customer = rows.getString(1);
        LocalDateTime placed = rows.getObject(2, LocalDateTime.class);
        long version = rows.getLong(3);
        Set<Line> lines = new LinkedHashSet<>();
        do {
          int no = rows.getInt(4);
          if (!rows.wasNull()) {
            BigDecimal price = rows.getBigDecimal(7);
            lines.add(new Line(no, rows.getString(5), rows.getInt(6), price));
          }
        } while (rows.next());
        return new Order(id, customer, placed, lines, version);
      }
    }
  }

  private static final String INSERT_LINE =
      "INSERT INTO order_line (customer_order_id, no, sku, quantity, price) VALUES (?, ?, ?, ?, ?)";

  private static void setLine(PreparedStatement insert, long order, Line line) throws SQLException {
    insert.setLong(1, order);
    insert.setInt(2, line.no());
    insert.setString(3, line.sku());
    insert.setInt(4, line.quantity());
    insert.setBigDecimal(5, line.price());
  }

  @Override
  public void addOrders(List<Order> orders) {
    transaction(connection -> {
      try (PreparedStatement insert = connection.prepareStatement(
          "INSERT INTO customer_order (id, customer, placed, version) VALUES (?, ?, ?, ?)")) {
        for (Order order : orders) {
          insert.setLong(1, order.id());
          insert.setString(2, order.customer());
          insert.setObject(3, order.placed());
          insert.setLong(4, 1);
          insert.addBatch();
        }
        insert.executeBatch();
      }
      try (PreparedStatement insert = connection.prepareStatement(INSERT_LINE)) {
        for (Order order : orders) {
          for (Line line : order.lines()) {
            setLine(insert, order.id(), line);
            insert.addBatch();
          }
        }
        insert.executeBatch();
      }
      return orders;
    });
  }

  @Override
  public long streamStock() {
    return transaction(connection -> {
      long sum = 0;
      try (PreparedStatement select = connection.prepareStatement(ITEM)) {
        select.setFetchSize(500);
        try (ResultSet rows = select.executeQuery()) {
          while (rows.next()) {
            sum += item(rows).stock();
          }
        }
      }
      return sum;
    });
  }

  @Override
  public long pageThroughStock() {
    return transaction(connection -> {
      long sum = 0;
      try (PreparedStatement select =
          connection.prepareStatement(ITEM + " WHERE id > ? ORDER BY id LIMIT 101")) {
        long last = Long.MIN_VALUE;
        while (true) {
          var page = new ArrayList<Item>(101);
          select.setLong(1, last);
          try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
              page.add(item(rows));
            }
          }
          boolean more = page.size() > 100;
          if (more) {
            page.remove(100);
          }
          for (Item item : page) {
            sum += item.stock();
          }
          if (!more) {
            return sum;
          }
          last = page.get(99).id();
        }
      }
    });
  }

  @Override
  public void close() {}
}
