package org.bilayer.tools.migration;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.bilayer.model.Model;
import org.bilayer.mybatis.MyBatisDataLayer;
import org.bilayer.mybatis.schema.SchemaDefinition;
import org.bilayer.store.catalogue.Catalogue;
import org.bilayer.tools.internal.migration.plan.MigrationPlan;
import org.bilayer.tools.internal.migration.plan.Renames;
import org.bilayer.tools.internal.migration.plan.Step;
import org.bilayer.tools.migration.DrawnModel.Attribute;
import org.bilayer.tools.migration.DrawnModel.Shape;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Two models at random, the second a few changes away: the proposed steps turn the tables of the first into those of the second,
 * with every value that both can hold.
 */
final class RandomPairsTest {

  private static final boolean NIGHTLY = Boolean.getBoolean("bilayer.nightly");

  private static final int PAIRS =
      Integer.getInteger("bilayer.migration.pairs", NIGHTLY ? 1_000 : 20);

  private static final int ROWS = 3;

  @ParameterizedTest
  @EnumSource
  void steps_betweenRandomModels_leaveNoDifference_andNoValueBehind(Server server) {
    long seed =
        Long.getLong("bilayer.seed", Long.getLong("bilayer.seed.default", System.nanoTime()));
    System.out.println("RandomPairsTest " + server + " seed=" + seed
        + " (repeat with -Dbilayer.seed=" + seed + ")");
    var wrong = new ArrayList<String>();
    for (int pair = 0; pair < PAIRS; pair++) {
      var random = new Random(seed + pair);
      DrawnModel before = DrawnModel.draw(random);
      DrawnModel after = before.changed(random);
      try {
        migrate(server, before, after);
      } catch (AssertionError | RuntimeException e) {
        wrong.add("pair " + pair + " of seed " + seed + " (alone: -Dbilayer.seed=" + (seed + pair)
            + ")\n" + before + "\nto\n" + after + "\n" + e + " " + e.getCause());
      }
    }
    assertThat(String.join("\n\n", wrong)).isEmpty();
  }

  private static void migrate(Server server, DrawnModel before, DrawnModel after) {
    Model model = after.model();
    SchemaDefinition definition;
    Catalogue expected;
    try (Tables tables = server.empty().create(model)) {
      definition = MyBatisDataLayer.schemaDefinition(model, tables.dataSource());
      expected = MyBatisDataLayer.catalogue(tables.dataSource()).read();
    }
    try (Tables tables = server.empty().create(before.model())) {
      fill(server, tables, before, after);
      Renames renames = renames(after);
      List<String> rows = values(server, tables, before, after, true);
      MigrationPlan plan = plan(definition, expected, tables, renames);
      assertThat(plan.steps()).isSortedAccordingTo(Comparator.comparing(Step::stage));
      for (Step step : plan.steps()) {
        tables.run(step.sql().stream()
            .map(sql -> answered(server, sql, after))
            .filter(sql -> !sql.startsWith("DROP TABLE"))
            .toList());
      }
      assertThat(plan(definition, expected, tables, renames).differences())
          .as(() -> text(plan))
          .isEmpty();
      assertThat(values(server, tables, before, after, false))
          .as(() -> text(plan))
          .isEqualTo(rows);
      MigrationPlan nothing = plan(definition, expected, tables, renames);
      assertThat(nothing.isNeeded()).isFalse();
      assertThat(nothing.steps()).isEmpty();
    }
  }

  private static Renames renames(DrawnModel model) {
    var renames = new Renames();
    model.parent.formerly.forEach((now, formerly) -> renames.column("parent", now, formerly));
    model.child.formerly.forEach((now, formerly) -> renames.column("child", now, formerly));
    return renames;
  }

  private static MigrationPlan plan(
      SchemaDefinition definition, Catalogue expected, Tables tables, Renames renames) {
    return MigrationPlan.of(
        definition, expected, MyBatisDataLayer.catalogue(tables.dataSource()).read(), renames);
  }

  private static String text(MigrationPlan plan) {
    return plan.steps().stream()
        .map(step -> step.sql() + " " + step.reason())
        .toList()
        .toString();
  }

  /** The answer to the question which value rows without one get. */
  private static String answered(Server server, String sql, DrawnModel after) {
    if (!sql.startsWith("UPDATE")) {
      return sql;
    }
    String[] words = sql.replace("`", "\"").split("\"", -1);
    Shape shape = words[1].equals("parent") ? after.parent : after.child;
    Attribute attribute = shape.columns.get(words[3]);
    String value = attribute.kind().literal(server);
    return sql.replace("= NULL", "= " + value);
  }

  // --- rows

  private static void fill(Server server, Tables tables, DrawnModel model, DrawnModel after) {
    for (int row = 1; row <= ROWS; row++) {
      insert(server, tables, "parent", model.parent, after.parent, row, List.of("version"));
      insert(
          server,
          tables,
          "child",
          model.child,
          after.child,
          row,
          model.hasVersion ? List.of("parent_id", "version") : List.of("parent_id"));
    }
  }

  /** The last row has no value where both models allow that. */
  private static void insert(
      Server server,
      Tables tables,
      String table,
      Shape shape,
      Shape after,
      int row,
      List<String> more) {
    var columns = new ArrayList<>(List.of("id"));
    columns.addAll(more);
    columns.addAll(shape.columns.keySet());
    String sql = server.sql("INSERT INTO \"" + table + "\" (\"" + String.join("\", \"", columns)
        + "\") VALUES (" + String.join(", ", columns.stream().map(each -> "?").toList()) + ")");
    try (Connection connection = tables.dataSource().getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < columns.size(); i++) {
        Attribute attribute = shape.columns.get(columns.get(i));
        Object value =
            attribute == null ? (Object) (long) row : attribute.kind().value(row);
        if (row == ROWS && attribute != null && isNullable(columns.get(i), shape, after)) {
          statement.setNull(i + 1, Types.NULL);
          continue;
        }
        statement.setObject(
            i + 1,
            server == Server.MARIADB && value instanceof UUID uuid
                ? HexFormat.of().parseHex(uuid.toString().replace("-", ""))
                : value);
      }
      statement.execute();
    } catch (SQLException e) {
      throw new AssertionError(sql, e);
    }
  }

  private static boolean isNullable(String column, Shape before, Shape after) {
    Attribute other = after.columns.get(now(column, after));
    return before.columns.get(column).nullable() && (other == null || other.nullable());
  }

  private static String now(String column, Shape after) {
    return after.formerly.entrySet().stream()
        .filter(entry -> entry.getValue().equals(column))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(column);
  }

  /** What both models can hold, in a form that does not depend on how many digits a decimal shows. */
  private static List<String> values(
      Server server, Tables tables, DrawnModel before, DrawnModel after, boolean first) {
    var values = new ArrayList<String>();
    values.addAll(values(server, tables, "parent", common(before.parent, after.parent, first)));
    Set<String> ofChild = common(before.child, after.child, first);
    ofChild.add("parent_id");
    values.addAll(values(server, tables, "child", ofChild));
    return values;
  }

  private static Set<String> common(Shape before, Shape after, boolean first) {
    var common = new LinkedHashSet<String>(List.of("id"));
    for (Map.Entry<String, Attribute> column : before.columns.entrySet()) {
      String now = now(column.getKey(), after);
      Attribute other = after.columns.get(now);
      boolean isOther = after.formerly.containsKey(column.getKey())
          && !after.formerly.get(column.getKey()).equals(column.getKey());
      if (other != null
          && (!isOther || !now.equals(column.getKey()))
          && (other.kind() == column.getValue().kind()
              || column.getValue().kind().others().contains(other.kind()))) {
        common.add(first ? column.getKey() : now);
      }
    }
    return common;
  }

  private static List<String> values(
      Server server, Tables tables, String table, Set<String> columns) {
    var rows = new ArrayList<String>();
    String sql = server.sql(
        "SELECT \"" + String.join("\", \"", columns) + "\" FROM \"" + table + "\" ORDER BY \"id\"");
    try (Connection connection = tables.dataSource().getConnection();
        var found = connection.createStatement().executeQuery(sql)) {
      while (found.next()) {
        var row = new StringBuilder(table);
        for (int i = 1; i <= columns.size(); i++) {
          Object value = found.getObject(i);
          row.append('|')
              .append(
                  value instanceof byte[] bytes
                      ? HexFormat.of().formatHex(bytes)
                      : value instanceof BigDecimal decimal
                          ? decimal.stripTrailingZeros().toPlainString()
                          : String.valueOf(value));
        }
        rows.add(row.toString());
      }
    } catch (SQLException e) {
      throw new AssertionError(sql, e);
    }
    return rows;
  }
}
