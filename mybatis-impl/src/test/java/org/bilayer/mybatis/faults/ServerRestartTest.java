package org.bilayer.mybatis.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import org.bilayer.DataLayer;
import org.bilayer.UnitOfWork;
import org.bilayer.UnitOptions;
import org.bilayer.contracts.Figure;
import org.bilayer.contracts.failure.TypicalUnit;
import org.bilayer.contracts.failure.TypicalUnit.Trace;
import org.bilayer.contracts.sample.Product;
import org.bilayer.contracts.sample.Shop;
import org.bilayer.failure.UnavailableException;
import org.bilayer.model.ModelInternals;
import org.bilayer.mybatis.MyBatisDataLayer;
import org.bilayer.mybatis.MyBatisStoreProvider;
import org.bilayer.mybatis.faults.PrivateServer.Stop;
import org.bilayer.mybatis.fixture.HeldLog;
import org.bilayer.store.StoreProvider;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The server goes down in the middle of a unit of work and comes back: what was committed is there, the rest is not. */
@EnabledIfSystemProperty(
    named = "bilayer.nightly",
    matches = "true",
    disabledReason = "starts servers; mvn verify -Pnightly")
final class ServerRestartTest {

  @ParameterizedTest
  @ValueSource(strings = {"postgresql", "mariadb"})
  void restart_inTheMiddleOfAUnit_isUnavailable_andCommittedUnitsAreBack(String product)
      throws Exception {
    try (var log = new HeldLog();
        PrivateServer server =
            product.equals("mariadb") ? PrivateServer.mariadb() : PrivateServer.postgresql();
        HikariDataSource pool = pool(server.url(), 2)) {
      new MyBatisStoreProvider()
          .create(
              ModelInternals.schema(TypicalUnit.MODEL),
              new StoreProvider.Settings(Optional.of(pool), 0))
          .close();
      try (DataLayer layer = MyBatisDataLayer.of(TypicalUnit.MODEL, pool)) {
        int n = 0;
        for (Stop how : Stop.values()) {
          var before = new TypicalUnit(++n);
          var during = new TypicalUnit(++n);
          before.prepare(layer);
          during.prepare(layer);
          layer.run(before::run);

          Throwable failure =
              catchThrowable(() -> layer.run(UnitOptions.defaults().maxTries(1), work -> {
                work.repository(Shop.PRODUCTS)
                    .add(new Product("h" + how.name().charAt(0), "never"));
                work.flush();
                restart(server, how);
                during.run(work);
              }));

          assertThat(failure).as("after %s", how).isInstanceOf(UnavailableException.class);
          assertThat(before.trace(layer)).isEqualTo(Trace.EVERYTHING);
          assertThat(during.trace(layer)).isEqualTo(Trace.NOTHING);
          layer.run(work -> assertThat(
                  work.repository(Shop.PRODUCTS).find("h" + how.name().charAt(0)))
              .isEmpty());
          layer.run(UnitOptions.defaults().timeout(Duration.ofSeconds(30)), during::run);
          assertThat(during.trace(layer)).isEqualTo(Trace.EVERYTHING);
          assertThat(pool.getHikariPoolMXBean().getActiveConnections()).isZero();
          new Figure(
                  "fault table",
                  product + ", server restarted " + how,
                  "UnavailableException, committed rows back, others gone, 0 connections out")
              .print();
        }
      }
      assertThat(log.problems()).isEmpty();
    }
  }

  /** The pool believes in its connections for half a second after their last use, and lends one dead one after the other. */
  @ParameterizedTest
  @ValueSource(strings = {"postgresql", "mariadb"})
  void restart_inFrontOfAPoolOfTen_theUnitSucceeds(String product) throws Exception {
    try (var log = new HeldLog();
        PrivateServer server =
            product.equals("mariadb") ? PrivateServer.mariadb() : PrivateServer.postgresql();
        HikariDataSource pool = pool(server.url(), 10)) {
      MyBatisDataLayer.createTables(Shop.MODEL, pool);
      try (DataLayer layer = MyBatisDataLayer.of(Shop.MODEL, pool)) {
        layer.run(work -> work.repository(Shop.PRODUCTS).add(new Product("a", "0")));
        for (Stop how : Stop.values()) {
          var units = new ArrayList<UnitOfWork>();
          for (int i = 0; i < 10; i++) {
            UnitOfWork unit = layer.begin();
            unit.repository(Shop.PRODUCTS).get("a");
            units.add(unit);
          }
          units.forEach(UnitOfWork::close);
          restart(server, how);
          layer.run(work ->
              work.repository(Shop.PRODUCTS).change("a", old -> new Product("a", old.title() + 1)));
        }
        layer.run(
            work -> assertThat(work.repository(Shop.PRODUCTS).get("a").title()).isEqualTo("0111"));
      }
      assertThat(log.problems()).isEmpty();
    }
  }

  private static void restart(PrivateServer server, Stop how) {
    try {
      server.stop(how);
      server.start();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static HikariDataSource pool(String url, int size) {
    var config = new HikariConfig();
    config.setJdbcUrl(url);
    config.setMaximumPoolSize(size);
    config.setMinimumIdle(0);
    return new HikariDataSource(config);
  }
}
