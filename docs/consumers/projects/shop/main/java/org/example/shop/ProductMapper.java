package org.example.shop;

import java.util.List;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;

/** The queries on a database. */
public interface ProductMapper extends ProductQueries {

  @Override
  @Select("SELECT sku, stock FROM product ORDER BY stock, sku LIMIT #{limit}")
  List<Shelf> fewest(@Param("limit") int limit);
}
