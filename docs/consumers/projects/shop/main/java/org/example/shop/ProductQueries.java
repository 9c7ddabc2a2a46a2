package org.example.shop;

import java.util.List;

/** Questions about products that are asked in SQL. */
public interface ProductQueries {

  record Shelf(String sku, int stock) {}

  /** The products of which there are fewest, by number. */
  List<Shelf> fewest(int limit);
}
