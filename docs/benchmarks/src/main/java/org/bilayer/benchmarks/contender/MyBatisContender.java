package org.bilayer.benchmarks.contender;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import javax.sql.DataSource;
import org.apache.ibatis.executor.BatchResult;
import org.apache.ibatis.mapping.Environment;
import org.apache.ibatis.session.Configuration;
import org.apache.ibatis.session.ExecutorType;
import org.apache.ibatis.session.SqlSession;
import org.apache.ibatis.session.SqlSessionFactory;
import org.apache.ibatis.session.SqlSessionFactoryBuilder;
import org.apache.ibatis.transaction.jdbc.JdbcTransactionFactory;
import org.bilayer.benchmarks.shop.Item;
import org.bilayer.benchmarks.shop.Line;
import org.bilayer.benchmarks.shop.Order;

/** MyBatis by hand: mappers with annotations, constructors for records, the batch executor for many rows. */
public final class MyBatisContender implements Contender {

  private final SqlSessionFactory factory;

  /** Works on connections with auto-commit off. */
  public MyBatisContender(DataSource pool) {
    var configuration =
        new Configuration(new Environment("shop", new JdbcTransactionFactory(), pool));
    configuration.addMapper(ItemMapper.class);
    configuration.addMapper(OrderMapper.class);
    this.factory = new SqlSessionFactoryBuilder().build(configuration);
  }

  @Override
  public String name() {
    return "MyBatis";
  }

  private <R> R transaction(ExecutorType type, Function<SqlSession, R> work) {
    try (SqlSession session = factory.openSession(type)) {
      R result = work.apply(session);
      session.commit();
      return result;
    }
  }

  private <R> R transaction(Function<SqlSession, R> work) {
    return transaction(ExecutorType.SIMPLE, work);
  }

  private static ItemMapper items(SqlSession session) {
    return session.getMapper(ItemMapper.class);
  }

  private static OrderMapper orders(SqlSession session) {
    return session.getMapper(OrderMapper.class);
  }

  private static void requireOneEach(List<BatchResult> results) {
    for (BatchResult result : results) {
      for (int count : result.getUpdateCounts()) {
        Failures.requireOne(count);
      }
    }
  }

  @Override
  public Item find(long id) {
    return transaction(session -> items(session).find(id));
  }

  @Override
  public void restock(long id) {
    transaction(session -> {
      ItemMapper items = items(session);
      Item read = items.find(id);
      Failures.requireOne(items.restock(read.restocked()));
      return read;
    });
  }

  @Override
  public void add(List<Item> items) {
    transaction(ExecutorType.BATCH, session -> {
      ItemMapper mapper = items(session);
      items.forEach(mapper::insert);
      return session.flushStatements();
    });
  }

  @Override
  public void restockAll(Collection<Long> ids) {
    transaction(ExecutorType.BATCH, session -> {
      ItemMapper mapper = items(session);
      for (Item item : mapper.findAll(ids)) {
        mapper.restock(item.restocked());
      }
      requireOneEach(session.flushStatements());
      return ids;
    });
  }

  @Override
  public List<Item> cheapest(int category, int stockMin) {
    return transaction(session -> items(session).cheapest(category, stockMin));
  }

  @Override
  public void editOrder(long id) {
    transaction(ExecutorType.BATCH, session -> {
      OrderMapper mapper = orders(session);
      Order read = order(id, mapper.find(id));
      Order.Edit edit = read.edited();
      mapper.touch(read);
      edit.changed().forEach(line -> mapper.updateLine(id, line));
      mapper.insertLine(id, edit.added());
      mapper.deleteLine(id, edit.removed());
      requireOneEach(session.flushStatements());
      return read;
    });
  }

  private static Order order(long id, List<OrderMapper.Joined> rows) {
    Set<Line> lines = new LinkedHashSet<>();
    for (OrderMapper.Joined row : rows) {
      lines.add(new Line(row.no(), row.sku(), row.quantity(), row.price()));
    }
    OrderMapper.Joined first = rows.get(0);
    return new Order(id, first.customer(), first.placed(), lines, first.version());
  }

  @Override
  public void addOrders(List<Order> orders) {
    transaction(ExecutorType.BATCH, session -> {
      OrderMapper mapper = orders(session);
      orders.forEach(mapper::insert);
      for (Order order : orders) {
        order.lines().forEach(line -> mapper.insertLine(order.id(), line));
      }
      return session.flushStatements();
    });
  }

  @Override
  public long streamStock() {
    return transaction(session -> {
      var sum = new long[1];
      items(session).stream(context -> sum[0] += context.getResultObject().stock());
      return sum[0];
    });
  }

  @Override
  public long pageThroughStock() {
    return transaction(session -> {
      ItemMapper mapper = items(session);
      long sum = 0;
      long last = Long.MIN_VALUE;
      while (true) {
        List<Item> page = mapper.page(last);
        for (Item item : page.subList(0, Math.min(page.size(), 100))) {
          sum += item.stock();
        }
        // Each page is another statement to the first-level cache, which would keep them all.
        session.clearCache();
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
