package org.bilayer.benchmarks.contender;

import java.util.Collection;
import java.util.List;
import org.bilayer.benchmarks.shop.Item;
import org.bilayer.benchmarks.shop.Order;

/**
 * A library, or none, at the workloads. Each method is one transaction; what changes a row checks the version it read and
 * raises it.
 *
 * <p>Thread-safe.
 */
public interface Contender extends AutoCloseable {

  /** Its name in tables. */
  String name();

  /** One item, in a transaction. */
  Item find(long id);

  /** One item where nothing else is to be done; a transaction only where the library knows no better. */
  default Item findAlone(long id) {
    return find(id);
  }

  /** Reads an item and stores it with one more in stock. */
  void restock(long id);

  /** As {@link #restock}, with the write and COMMIT in one trip where the library can do that. */
  default void restockPipelined(long id) {
    restock(id);
  }

  /** Adds items. */
  void add(List<Item> items);

  /** Reads items by their ids and stores each with one more in stock. */
  void restockAll(Collection<Long> ids);

  /** The 50 cheapest of a category that are in stock, by price and id. */
  List<Item> cheapest(int category, int stockMin);

  /** Reads an order and stores it {@link Order#edited}. */
  void editOrder(long id);

  /** As {@link #editOrder}, with the writes and COMMIT in one trip where the library can do that. */
  default void editOrderPipelined(long id) {
    editOrder(id);
  }

  /** Adds orders. */
  void addOrders(List<Order> orders);

  /** Reads all items one at a time and adds up what is in stock. */
  long streamStock();

  /** Reads all items in pages of 100 by id and adds up what is in stock. */
  long pageThroughStock();

  @Override
  void close();
}
