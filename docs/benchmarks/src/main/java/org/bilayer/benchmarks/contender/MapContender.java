package org.bilayer.benchmarks.contender;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.bilayer.benchmarks.shop.Item;
import org.bilayer.benchmarks.shop.Order;

/**
 * The floor for a store in memory: a map that copies what goes in and comes out and checks versions, without transactions,
 * constraints or indexes. Knows items only, by id.
 */
public final class MapContender implements Contender {

  private final ConcurrentHashMap<Long, Item> items = new ConcurrentHashMap<>();

  @Override
  public String name() {
    return "map";
  }

  private static Item copy(Item item) {
    return item.at(item.version());
  }

  @Override
  public Item find(long id) {
    Item found = items.get(id);
    if (found == null) {
      throw new IllegalStateException("There is no item " + id);
    }
    return copy(found);
  }

  @Override
  public void restock(long id) {
    Item read = find(id);
    Item next = copy(read.restocked().at(read.version() + 1));
    items.compute(id, (key, now) -> {
      Failures.requireOne(now != null && now.version() == read.version() ? 1 : 0);
      return next;
    });
  }

  @Override
  public void add(List<Item> added) {
    for (Item item : added) {
      Failures.requireOne(items.putIfAbsent(item.id(), item.at(1)) == null ? 1 : 0);
    }
  }

  @Override
  public void restockAll(Collection<Long> ids) {
    ids.forEach(this::restock);
  }

  /** Removes an item again; between turns only. */
  public void remove(long id) {
    items.remove(id);
  }

  /** What is in it, to be looked at between turns. */
  public Collection<Item> items() {
    return items.values();
  }

  private static UnsupportedOperationException unknown() {
    return new UnsupportedOperationException("A bare map finds items by id only.");
  }

  @Override
  public List<Item> cheapest(int category, int stockMin) {
    throw unknown();
  }

  @Override
  public void editOrder(long id) {
    throw unknown();
  }

  @Override
  public void addOrders(List<Order> orders) {
    throw unknown();
  }

  @Override
  public long streamStock() {
    throw unknown();
  }

  @Override
  public long pageThroughStock() {
    throw unknown();
  }

  @Override
  public void close() {}
}
