package org.bilayer.mybatis.internal.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bilayer.contracts.sample.Recipe.CUISINES;
import static org.bilayer.contracts.sample.Recipe.RECIPES;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bilayer.DataLayer;
import org.bilayer.contracts.sample.Recipe;
import org.bilayer.contracts.sample.Recipe.Cuisine;
import org.bilayer.model.ModelInternals;
import org.bilayer.mybatis.MyBatisDataLayer;
import org.bilayer.mybatis.fixture.Server;
import org.bilayer.mybatis.fixture.TestDatabase;
import org.bilayer.mybatis.internal.dialect.BoundText;
import org.bilayer.mybatis.internal.dialect.Dialect;
import org.bilayer.mybatis.internal.dialect.Dialects;
import org.bilayer.store.Condition;
import org.bilayer.store.Fetch;
import org.bilayer.store.Operator;
import org.bilayer.store.Schema;
import org.bilayer.store.Select;
import org.bilayer.store.Table;
import org.bilayer.value.Key;
import org.bilayer.value.Lock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Statements about text whose case the database ignores use the index of the column where they compare for equality. */
final class CollationPlanTest {

  private static final int ROWS = 1_000;

  private Dialect dialect;
  private Schema schema;

  private String plan(Connection connection, BoundText text) throws SQLException {
    try (PreparedStatement explain = connection.prepareStatement("EXPLAIN " + text.sql())) {
      for (int i = 0; i < text.values().length; i++) {
        text.handlers()[i].bind(explain, i + 1, text.values()[i]);
      }
      var plan = new StringBuilder();
      try (ResultSet rows = explain.executeQuery()) {
        int columns = rows.getMetaData().getColumnCount();
        while (rows.next()) {
          for (int column = 1; column <= columns; column++) {
            plan.append(rows.getMetaData().getColumnLabel(column))
                .append('=')
                .append(rows.getString(column))
                .append(' ');
          }
        }
      }
      return plan.toString();
    }
  }

  private TableSql sql(String table) {
    return new TableSql(dialect, schema.table(table));
  }

  private BoundText select(String table, Condition where) {
    Table of = schema.table(table);
    return sql(table)
        .select(new Select(of, where, List.of(), Long.MAX_VALUE, List.of(), Lock.NONE));
  }

  private BoundText fetchOne(String id) {
    TableSql sql = sql("cuisine");
    var text = new BoundText(dialect);
    text.add(sql.fetchOne(1, Lock.NONE), sql.keyHandlers(1), new Object[] {id, id});
    return text;
  }

  private BoundText fetch(String... ids) {
    Table table = schema.table("cuisine");
    List<Key> keys = List.of(ids).stream().map(id -> Key.of((Object) id)).toList();
    return sql("cuisine").fetch(new Fetch(table, table.key(), keys, Lock.NONE));
  }

  private static int position(Table table, String column) {
    for (int i = 0; i < table.columns().size(); i++) {
      if (table.columns().get(i).name().equals(column)) {
        return i;
      }
    }
    throw new IllegalArgumentException(column);
  }

  private static void fill(TestDatabase database) {
    try (DataLayer layer = MyBatisDataLayer.of(Recipe.MODEL, database.pool())) {
      layer.run(work -> {
        for (int i = 0; i < ROWS; i++) {
          work.repository(CUISINES).add(new Cuisine("C" + i, null, Map.of()));
          work.repository(RECIPES).add(Recipe.of(i, "Title " + i, null));
        }
      });
    }
  }

  private static void prepare(Server server, Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      switch (server) {
        case POSTGRESQL -> statement.execute("ANALYZE");
        case MARIADB -> statement.execute("ANALYZE TABLE cuisine, recipe");
        case H2 -> statement.execute("ANALYZE");
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Server.class)
  void equality_withAColumnThatIgnoresCase_usesItsIndex(Server server) throws SQLException {
    try (TestDatabase database = server.create()) {
      MyBatisDataLayer.createTables(Recipe.MODEL, database.pool());
      fill(database);
      try (Connection connection = database.pool().getConnection()) {
        prepare(server, connection);
        schema = ModelInternals.schema(Recipe.MODEL);
        dialect = Dialects.of(connection, schema, Optional.empty());
        Table recipe = schema.table("recipe");
        int title = position(recipe, "title");
        for (BoundText text : List.of(
            fetchOne("C7"),
            fetch("C7", "c8", "C9"),
            select("recipe", new Condition.Compare(title, Operator.EQ, "Title 7")),
            select("recipe", new Condition.In(title, List.of("Title 7", "Title 8", "Title 9"))))) {
          assertThat(usesIndex(server, plan(connection, text)))
              .as(text.sql() + "\n" + plan(connection, text))
              .isTrue();
        }
        for (Condition scanning : List.of(
            new Condition.Compare(title, Operator.GT, "Title 990"),
            new Condition.Matches(title, Condition.Match.PREFIX, "Title 99"))) {
          BoundText text = select("recipe", scanning);
          assertThat(usesIndex(server, plan(connection, text)))
              .as(text.sql() + "\n" + plan(connection, text))
              .isFalse();
        }
        if (!connection.getAutoCommit()) {
          connection.rollback();
        }
      }
    }
  }

  private static boolean usesIndex(Server server, String plan) {
    return switch (server) {
      case POSTGRESQL -> plan.contains("Index Cond") || plan.contains("Index Scan");
      case MARIADB -> !plan.contains("type=ALL") && !plan.contains("key=null");
      case H2 -> !plan.contains(".tableScan");
    };
  }
}
