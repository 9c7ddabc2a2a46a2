package org.bilayer.benchmarks.contender;

import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.List;
import org.apache.ibatis.annotations.Arg;
import org.apache.ibatis.annotations.Delete;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Results;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.bilayer.benchmarks.shop.Line;
import org.bilayer.benchmarks.shop.Order;

/** Orders, as a user of MyBatis maps them: an order and its lines come by one join, put together by hand. */
interface OrderMapper {

  /** A row of the join. */
  record Joined(
      String customer,
      LocalDateTime placed,
      long version,
      int no,
      String sku,
      int quantity,
      BigDecimal price) {}

  @Select("SELECT o.customer, o.placed, o.version, l.no, l.sku, l.quantity, l.price"
      + " FROM customer_order o JOIN order_line l ON l.customer_order_id = o.id WHERE o.id = #{id}")
  @Results(id = "joined")
  @Arg(column = "customer", javaType = String.class)
  @Arg(column = "placed", javaType = LocalDateTime.class)
  @Arg(column = "version", javaType = long.class)
  @Arg(column = "no", javaType = int.class)
  @Arg(column = "sku", javaType = String.class)
  @Arg(column = "quantity", javaType = int.class)
  @Arg(column = "price", javaType = BigDecimal.class)
  List<Joined> find(long id);

  @Update(
      "UPDATE customer_order SET version = version + 1 WHERE id = #{id} AND version = #{version}")
  int touch(Order order);

  @Insert("INSERT INTO customer_order (id, customer, placed, version)"
      + " VALUES (#{id}, #{customer}, #{placed}, 1)")
  int insert(Order order);

  @Insert("INSERT INTO order_line (customer_order_id, no, sku, quantity, price)"
      + " VALUES (#{order}, #{line.no}, #{line.sku}, #{line.quantity}, #{line.price})")
  int insertLine(@Param("order") long order, @Param("line") Line line);

  @Update("UPDATE order_line SET quantity = #{line.quantity}"
      + " WHERE customer_order_id = #{order} AND no = #{line.no}")
  int updateLine(@Param("order") long order, @Param("line") Line line);

  @Delete("DELETE FROM order_line WHERE customer_order_id = #{order} AND no = #{line.no}")
  int deleteLine(@Param("order") long order, @Param("line") Line line);
}
