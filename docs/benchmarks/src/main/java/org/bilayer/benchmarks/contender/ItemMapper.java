package org.bilayer.benchmarks.contender;

import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.Collection;
import java.util.List;
import org.apache.ibatis.annotations.Arg;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Options;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.ResultMap;
import org.apache.ibatis.annotations.ResultType;
import org.apache.ibatis.annotations.Results;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.apache.ibatis.session.ResultHandler;
import org.bilayer.benchmarks.shop.Item;

/** Items, as a user of MyBatis maps them. */
interface ItemMapper {

  String ITEM = "SELECT id, sku, title, category, price, stock, added, version FROM item";

  @Select(ITEM + " WHERE id = #{id}")
  @Results(id = "item")
  @Arg(column = "id", javaType = long.class, id = true)
  @Arg(column = "sku", javaType = String.class)
  @Arg(column = "title", javaType = String.class)
  @Arg(column = "category", javaType = int.class)
  @Arg(column = "price", javaType = BigDecimal.class)
  @Arg(column = "stock", javaType = int.class)
  @Arg(column = "added", javaType = LocalDateTime.class)
  @Arg(column = "version", javaType = long.class)
  Item find(long id);

  @Select(
      "<script>" + ITEM
          + " WHERE id IN <foreach collection='ids' item='id' open='(' separator=',' close=')'>#{id}</foreach></script>")
  @ResultMap("item")
  List<Item> findAll(@Param("ids") Collection<Long> ids);

  @Select(
      ITEM + " WHERE category = #{category} AND stock >= #{stockMin} ORDER BY price, id LIMIT 50")
  @ResultMap("item")
  List<Item> cheapest(@Param("category") int category, @Param("stockMin") int stockMin);

  @Select(ITEM + " WHERE id > #{last} ORDER BY id LIMIT 101")
  @ResultMap("item")
  List<Item> page(long last);

  @Select(ITEM)
  @ResultMap("item")
  @ResultType(Item.class)
  @Options(fetchSize = 500)
  void stream(ResultHandler<Item> handler);

  @Update(
      "UPDATE item SET stock = #{stock}, version = version + 1 WHERE id = #{id} AND version = #{version}")
  int restock(Item item);

  @Insert("INSERT INTO item (id, sku, title, category, price, stock, added, version)"
      + " VALUES (#{id}, #{sku}, #{title}, #{category}, #{price}, #{stock}, #{added}, 1)")
  int insert(Item item);
}
