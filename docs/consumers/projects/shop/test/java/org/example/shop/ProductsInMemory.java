package org.example.shop;

import java.util.List;
import org.bilayer.UnitOfWork;
import org.bilayer.query.Query;

/** The queries in memory. */
record ProductsInMemory(UnitOfWork work) implements ProductQueries {

  @Override
  public List<Shelf> fewest(int limit) {
    Query<Product> query = Query.orderedBy(Shop.STOCK.asc(), Shop.SKU.asc());
    return work.repository(Shop.PRODUCTS).find(query.limit(limit)).stream()
        .map(product -> new Shelf(product.sku(), product.stock()))
        .toList();
  }
}
