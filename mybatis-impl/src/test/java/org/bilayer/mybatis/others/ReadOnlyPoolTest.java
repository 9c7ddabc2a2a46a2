package org.bilayer.mybatis.others;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.AdditionalAnswers.delegatesTo;
import static org.mockito.Mockito.doReturn;
import static org.mockito.Mockito.mock;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.apache.ibatis.annotations.Update;
import org.bilayer.DataLayer;
import org.bilayer.UnitOfWork;
import org.bilayer.UnitOptions;
import org.bilayer.contracts.sample.Product;
import org.bilayer.contracts.sample.Shop;
import org.bilayer.failure.StorageFailureException;
import org.bilayer.mybatis.MyBatisDataLayer;
import org.bilayer.mybatis.fixture.Server;
import org.bilayer.mybatis.fixture.SimpleDataSource;
import org.bilayer.mybatis.fixture.TestDatabase;
import org.bilayer.query.Specification;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A pool that must not write opens a layer, reads, and refuses every change on every database. */
public final class ReadOnlyPoolTest {

  /** A change by hand. */
  public interface Renaming {
    @Update("UPDATE plain SET v = 'changed'")
    int rename();
  }

  /** How a pool says that it must not write. */
  private enum How {
    POOL,
    POOL_WITHOUT_AUTO_COMMIT,
    /** A proxy that answers for its connections. */
    CONNECTION
  }

  static Stream<Arguments> cases() {
    return Arrays.stream(Server.values())
        .flatMap(server -> Arrays.stream(How.values()).map(how -> Arguments.of(server, how)));
  }

  private static HikariDataSource pool(TestDatabase database, boolean autoCommit) {
    var config = new HikariConfig();
    config.setJdbcUrl(database.url());
    config.setMaximumPoolSize(2);
    config.setAutoCommit(autoCommit);
    config.setReadOnly(true);
    return new HikariDataSource(config);
  }

  private static SimpleDataSource saying(DataSource source) {
    return () -> {
      Connection connection = mock(Connection.class, delegatesTo(source.getConnection()));
      doReturn(true).when(connection).isReadOnly();
      return connection;
    };
  }

  private static Map<String, Consumer<UnitOfWork>> changes() {
    var changes = new LinkedHashMap<String, Consumer<UnitOfWork>>();
    changes.put("add", work -> work.repository(Shop.PRODUCTS).add(new Product("new", "new")));
    changes.put(
        "change",
        work -> work.repository(Shop.PRODUCTS).change("old", old -> new Product("old", "changed")));
    changes.put("remove", work -> {
      var products = work.repository(Shop.PRODUCTS);
      products.remove(products.get("old"));
    });
    changes.put(
        "set-based update",
        work -> work.repository(Shop.PRODUCTS)
            .where(Specification.all())
            .set(Shop.TITLE, "changed")
            .update());
    changes.put(
        "set-based delete",
        work -> work.repository(Shop.PRODUCTS).where(Specification.all()).remove());
    changes.put("by hand", work -> work.queries(Renaming.class).rename());
    return changes;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void readOnlyPool_opensAndReads_andRefusesEveryChange(Server server, How how) {
    try (TestDatabase database = server.create();
        HikariDataSource own = how == How.CONNECTION
            ? database.poolOf(2)
            : pool(database, how != How.POOL_WITHOUT_AUTO_COMMIT)) {
      DataSource source = how == How.CONNECTION ? saying(own) : own;
      try (DataLayer writing = database.layer(Shop.MODEL)) {
        writing.run(work -> work.repository(Shop.PRODUCTS).add(new Product("old", "old")));
      }
      database.execute("CREATE TABLE plain (v varchar(9))", "INSERT INTO plain VALUES ('old')");

      try (DataLayer layer = MyBatisDataLayer.builder(Shop.MODEL)
          .dataSource(source)
          .mapper(Renaming.class)
          .open()) {
        assertThat(MyBatisDataLayer.schemaDifferences(Shop.MODEL, source)).isEmpty();
        assertThat(layer.read(Shop.PRODUCTS).find("old")).isPresent();
        for (UnitOptions options :
            new UnitOptions[] {UnitOptions.defaults(), UnitOptions.defaults().pipelineCommit()}) {
          for (var change : changes().entrySet()) {
            var tries = new AtomicInteger();
            assertThatThrownBy(() -> layer.run(options, work -> {
                  tries.incrementAndGet();
                  change.getValue().accept(work);
                }))
                .as(change.getKey())
                .isExactlyInstanceOf(StorageFailureException.class)
                .hasMessageContaining("The connection is read-only")
                .hasMessageContaining("Pass a DataSource whose connections may write");
            assertThat(tries).as(change.getKey()).hasValue(1);
          }
        }
        assertThat(layer.<Product>execute(work -> work.repository(Shop.PRODUCTS).get("old")))
            .isEqualTo(new Product("old", "old"));
      }
      assertThat(database.query("SELECT v FROM plain")).containsExactly("old");
      assertThat(own.getHikariPoolMXBean().getActiveConnections()).isZero();
    }
  }
}
