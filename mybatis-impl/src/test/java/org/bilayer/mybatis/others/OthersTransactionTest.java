package org.bilayer.mybatis.others;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.bilayer.DataLayer;
import org.bilayer.UnitOptions;
import org.bilayer.contracts.sample.Product;
import org.bilayer.contracts.sample.Shop;
import org.bilayer.failure.StorageFailureException;
import org.bilayer.mybatis.MyBatisDataLayer;
import org.bilayer.mybatis.SchemaCheck;
import org.bilayer.mybatis.fixture.BoundConnection;
import org.bilayer.mybatis.fixture.Server;
import org.bilayer.mybatis.fixture.TestDatabase;
import org.bilayer.query.Query;
import org.bilayer.query.Specification;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A connection that is in a transaction of somebody else is refused and left as it is, wherever the library takes one. */
final class OthersTransactionTest {

  static Stream<Arguments> pools() {
    return Arrays.stream(Server.values())
        .flatMap(server -> Stream.of(true, false).map(on -> Arguments.of(server, on)));
  }

  private static HikariDataSource pool(TestDatabase database, boolean autoCommit) {
    return autoCommit ? database.poolOf(4) : database.poolWithoutAutoCommit();
  }

  private static String insert(Server server, String id) {
    return server == Server.MARIADB
        ? "INSERT INTO product (sku, title, version) VALUES ('" + id + "', '', 1)"
        : "INSERT INTO \"product\" (\"sku\", \"title\", \"version\") VALUES ('" + id + "', '', 1)";
  }

  private static void refused(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOf(StorageFailureException.class)
        .hasMessageContaining("other code began")
        .hasMessageContaining("autoCommit=false")
        .hasMessageContaining("The connection was left as it is")
        .hasMessageContaining("pass a DataSource");
  }

  /** Everything of a layer that takes a connection. */
  private static Map<String, Consumer<DataLayer>> uses() {
    var uses = new LinkedHashMap<String, Consumer<DataLayer>>();
    uses.put("read", layer -> layer.run(work -> work.repository(Shop.PRODUCTS).find("a")));
    uses.put(
        "write",
        layer ->
            layer.run(work -> work.repository(Shop.PRODUCTS).add(new Product("unit", "unit"))));
    uses.put(
        "write within a time",
        layer -> layer.run(
            UnitOptions.defaults().timeout(Duration.ofSeconds(9)),
            work -> work.repository(Shop.PRODUCTS).add(new Product("unit", "unit"))));
    uses.put(
        "write and commit in one trip",
        layer -> layer.run(
            UnitOptions.defaults().pipelineCommit(),
            work -> work.repository(Shop.PRODUCTS).add(new Product("unit", "unit"))));
    uses.put("reader", layer -> layer.read(Shop.PRODUCTS).find("a"));
    uses.put(
        "count",
        layer -> layer.run(work -> work.repository(Shop.PRODUCTS).count(Specification.all())));
    return uses;
  }

  @ParameterizedTest
  @MethodSource("pools")
  void unit_inATransactionThatHasWritten_isRefusedAndTouchesNothing(
      Server server, boolean autoCommit) throws SQLException {
    try (TestDatabase database = server.create();
        HikariDataSource pool = pool(database, autoCommit);
        var source = new BoundConnection(pool::getConnection, false)) {
      MyBatisDataLayer.createTables(Shop.MODEL, pool);
      try (DataLayer layer = MyBatisDataLayer.of(Shop.MODEL, source)) {
        int number = 0;
        for (var use : uses().entrySet()) {
          String id = "outer" + number++;
          source.begin();
          source.execute(insert(server, id));

          refused(() -> use.getValue().accept(layer));

          assertThat(source.touched()).as(use.getKey()).isEmpty();
          source.execute(insert(server, id + "b"));
          source.commit();
          assertThat(stored(layer)).as(use.getKey()).contains(id, id + "b").doesNotContain("unit");
        }
        assertThat(pool.getHikariPoolMXBean().getActiveConnections()).isZero();
        layer.run(work -> work.repository(Shop.PRODUCTS).add(new Product("later", "later")));
        assertThat(stored(layer)).contains("later");
      }
    }
  }

  private static List<String> stored(DataLayer layer) {
    return layer.execute(work ->
        work.repository(Shop.PRODUCTS).find(Query.where(Specification.<Product>all())).stream()
            .map(Product::sku)
            .toList());
  }

  /** Whoever begins a transaction switches auto-commit off, before the server hears anything. */
  @ParameterizedTest
  @MethodSource("pools")
  void unit_firstInATransaction_isRefusedWhereAutoCommitTells(Server server, boolean autoCommit)
      throws SQLException {
    if (!autoCommit) {
      return; // nobody can tell such a connection from one of the pool; docs/transactions.md says
      // so
    }
    try (TestDatabase database = server.create();
        HikariDataSource pool = pool(database, true);
        var source = new BoundConnection(pool::getConnection, false)) {
      MyBatisDataLayer.createTables(Shop.MODEL, pool);
      try (DataLayer layer = MyBatisDataLayer.of(Shop.MODEL, source)) {
        for (var use : uses().entrySet()) {
          source.begin();

          refused(() -> use.getValue().accept(layer));

          assertThat(source.touched()).as(use.getKey()).isEmpty();
          source.execute(insert(server, "gone"));
          source.bound().rollback();
          source.end();
          assertThat(stored(layer)).as(use.getKey()).isEmpty();
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("pools")
  void opening_inATransactionThatHasWritten_isRefusedAndTouchesNothing(
      Server server, boolean autoCommit) throws SQLException {
    try (TestDatabase database = server.create();
        HikariDataSource pool = pool(database, autoCommit);
        var source = new BoundConnection(pool::getConnection, false)) {
      MyBatisDataLayer.createTables(Shop.MODEL, pool);
      Map<String, ThrowingCallable> uses = Map.of(
          "open", () -> MyBatisDataLayer.of(Shop.MODEL, source),
          "open by name",
              () -> MyBatisDataLayer.builder(Shop.MODEL)
                  .dataSource(source)
                  .dialect(server.name())
                  .schemaCheck(SchemaCheck.NONE)
                  .open(),
          "createTables", () -> MyBatisDataLayer.createTables(Shop.MODEL, source),
          "createScript", () -> MyBatisDataLayer.createScript(Shop.MODEL, source),
          "commitTableScript", () -> MyBatisDataLayer.commitTableScript(source),
          "schemaDifferences", () -> MyBatisDataLayer.schemaDifferences(Shop.MODEL, source));
      int number = 0;
      for (var use : uses.entrySet()) {
        source.begin();
        String id = "outer" + number++;
        source.execute(insert(server, id));

        refused(use.getValue());

        assertThat(source.touched()).as(use.getKey()).isEmpty();
        source.commit();
        assertThat(database.query(
                server == Server.MARIADB
                    ? "SELECT sku FROM product"
                    : "SELECT \"sku\" FROM \"product\""))
            .contains(id);
      }
    }
  }

  /** Servers notice it by themselves where the driver cannot be asked; PostgreSQL then ends the other transaction, aloud. */
  @ParameterizedTest
  @MethodSource("pools")
  void unit_whoseDriverIsHidden_isRefusedAndLosesNothingSilently(Server server, boolean autoCommit)
      throws SQLException {
    try (TestDatabase database = server.create();
        HikariDataSource pool = pool(database, autoCommit);
        var source = new BoundConnection(pool::getConnection, true)) {
      MyBatisDataLayer.createTables(Shop.MODEL, pool);
      try (DataLayer layer = MyBatisDataLayer.of(Shop.MODEL, source)) {
        for (String use : List.of("write", "write and commit in one trip")) {
          String id = "outer" + use.length();
          source.begin();
          source.execute(insert(server, id));

          assertThatThrownBy(() -> uses().get(use).accept(layer))
              .isInstanceOf(StorageFailureException.class)
              .hasMessageContaining("other code began");

          assertThat(source.touched())
              .as(use)
              .doesNotContain(
                  "commit", "rollback", "abort", "setAutoCommit", "setTransactionIsolation");
          if (server == Server.POSTGRESQL && !autoCommit) {
            assertThatThrownBy(() -> source.execute(insert(server, "more")))
                .isInstanceOf(SQLException.class);
            source.bound().rollback();
            source.end();
          } else {
            source.commit();
            assertThat(stored(layer)).contains(id).doesNotContain("unit");
          }
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("pools")
  void opening_whoseDriverIsHidden_isRefusedAndLosesNothingSilently(
      Server server, boolean autoCommit) throws SQLException {
    try (TestDatabase database = server.create();
        HikariDataSource pool = pool(database, autoCommit);
        var source = new BoundConnection(pool::getConnection, true)) {
      MyBatisDataLayer.createTables(Shop.MODEL, pool);
      source.begin();
      source.execute(insert(server, "outer"));

      assertThatThrownBy(() -> MyBatisDataLayer.of(Shop.MODEL, source))
          .isInstanceOf(StorageFailureException.class)
          .hasMessageContaining("other code began");

      assertThat(source.touched()).doesNotContain("commit", "rollback", "abort", "setAutoCommit");
      source.bound().rollback();
    }
  }

  /** A pool that gives the connection on as it comes back. */
  @ParameterizedTest
  @EnumSource(Server.class)
  void createTables_thatFailsWithoutAutoCommit_leavesNoTransaction(Server server)
      throws SQLException {
    try (TestDatabase database = server.create();
        HikariDataSource pool = database.poolWithoutAutoCommit();
        var source = new BoundConnection(pool::getConnection, false)) {
      MyBatisDataLayer.createTables(Shop.MODEL, pool);
      source.begin();

      assertThatThrownBy(() -> MyBatisDataLayer.createTables(Shop.MODEL, source))
          .hasMessageContaining("The tables could not be created");

      assertThatCode(() -> MyBatisDataLayer.of(Shop.MODEL, source).close())
          .doesNotThrowAnyException();
    }
  }

  @ParameterizedTest
  @MethodSource("pools")
  void unit_afterATransactionOfOthers_works(Server server, boolean autoCommit) throws SQLException {
    try (TestDatabase database = server.create();
        HikariDataSource pool = pool(database, autoCommit);
        var source = new BoundConnection(pool::getConnection, true)) {
      MyBatisDataLayer.createTables(Shop.MODEL, source);
      try (DataLayer layer = MyBatisDataLayer.of(Shop.MODEL, source)) {
        for (var use : uses().entrySet()) {
          assertThatCode(() -> use.getValue().accept(layer)).doesNotThrowAnyException();
          layer.run(work -> {
            var products = work.repository(Shop.PRODUCTS);
            products.find("unit").ifPresent(products::remove);
          });
        }
        assertThat(MyBatisDataLayer.schemaDifferences(Shop.MODEL, source)).isEmpty();
      }
    }
  }
}
