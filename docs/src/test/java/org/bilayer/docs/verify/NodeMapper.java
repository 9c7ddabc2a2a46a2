package org.bilayer.docs.verify;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.jspecify.annotations.Nullable;

/** Their SQL, the same for all databases. */
public interface NodeMapper extends NodeQueries {

  @Override
  @Select("""
      SELECT label FROM node
      ORDER BY CASE WHEN label IS NULL THEN 1 ELSE 0 END, label LIMIT #{limit}""")
  List<@Nullable String> labels(@Param("limit") int limit);

  @Override
  @Select("SELECT COUNT(*) FROM node WHERE label = #{label}")
  long labelled(@Param("label") String label);

  @Override
  @Select("""
      SELECT above.label FROM node JOIN node above ON above.id = node.parent
      WHERE node.label = #{label}""")
  Optional<String> labelAbove(@Param("label") String label);

  @Override
  @Select("""
      <script>SELECT label FROM node WHERE 1 = 0
      <foreach collection="labels" item="each"> OR label = #{each}</foreach></script>""")
  Set<String> labelsOf(@Param("labels") List<String> labels);

  @Override
  @Select("""
      SELECT node.label AS label, COUNT(child.id) AS children
      FROM node LEFT JOIN node child ON child.parent = node.id GROUP BY node.id, node.label""")
  List<Counted> counted();

  @Override
  @Select("""
      <script>SELECT label FROM node WHERE label IS NOT NULL
      <if test="wish.label != null"> AND label = #{wish.label}</if>
      ORDER BY label LIMIT #{wish.limit}</script>""")
  List<String> wished(@Param("wish") Wish wish);

  @Override
  @Select("""
      SELECT COUNT(*) FROM node
      WHERE SUBSTRING(label, 1, CHAR_LENGTH(#{prefix.text})) = #{prefix.text}""")
  int beginning(@Param("prefix") Prefix prefix);
}
