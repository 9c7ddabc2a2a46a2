package org.bilayer.docs.garage;

import java.util.List;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;

// tag::mapper[]
public interface JobMapper extends JobQueries {

  @Override
  @Select("""
      SELECT sku, SUM(quantity) AS quantity, SUM(quantity * price) AS cost
      FROM job_part GROUP BY sku ORDER BY quantity DESC, sku LIMIT #{limit}""")
  List<Use> mostUsed(@Param("limit") int limit);

  @Override
  @Select("SELECT COUNT(*) FROM job WHERE plate = #{plate}")
  long jobsOf(String plate);
}
// end::mapper[]
