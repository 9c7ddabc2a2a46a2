package org.bilayer.contracts.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.bilayer.DataLayer;
import org.bilayer.UnitOfWork;
import org.bilayer.UnitOptions;
import org.bilayer.contracts.CatalogueEntry;
import org.bilayer.failure.ConflictException;
import org.bilayer.query.Specification;
import org.junit.jupiter.api.Test;

/** Settings of MariaDB's driver and sessions that would break a promise, and are found out when a layer is opened. */
public abstract class MariaDbContract extends DatabaseFixture {

  /** Connections with another parameter in their URL. */
  private DataSource with(String parameter) {
    return connections(connection -> {
      try (connection) {
        String url = connection.getMetaData().getURL();
        String user = connection.getMetaData().getUserName();
        return DriverManager.getConnection(
            url + (url.contains("?") ? "&" : "?") + parameter,
            user.replaceFirst("@.*", ""),
            password());
      }
    });
  }

  /** As {@link org.bilayer.testkit.database.Databases} is told it. */
  private static String password() {
    String environment = System.getenv().getOrDefault("BILAYER_MARIADB_PASSWORD", "");
    return System.getProperty("bilayer.mariadb.password", environment);
  }

  /** Connections of a session with another setting. */
  private DataSource after(String statement) {
    return connections(connection -> {
      execute(connection, statement);
      return connection;
    });
  }

  private static void execute(Connection connection, String statement) throws SQLException {
    try (Statement executor = connection.createStatement()) {
      executor.execute(statement);
    }
  }

  @Test
  @CatalogueEntry(value = "3.10", answer = CatalogueEntry.Answer.REFUSED)
  @CatalogueEntry(value = "5.2", answer = CatalogueEntry.Answer.REFUSED)
  void open_sessionWithoutStrictMode_isRefused() {
    Throwable failure =
        catchThrowable(() -> open(after("SET SESSION sql_mode = ''")).close());

    assertThat(failure)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContainingAll("without strict mode", "STRICT_TRANS_TABLES");
  }

  @Test
  @CatalogueEntry(value = "7.5", answer = CatalogueEntry.Answer.REFUSED)
  void open_driverThatCountsChangedRows_isRefused() {
    Throwable failure = catchThrowable(() -> open(with("useAffectedRows=true")).close());

    assertThat(failure)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContainingAll("counts changed rows", "Remove useAffectedRows=true");
  }

  @Test
  @CatalogueEntry("7.6")
  void update_withADriverThatSendsBatchesInBulk_findsTheStaleVersion() {
    try (DataLayer data = open(with("useBulkStmts=true"))) {
      data.run(work -> {
        for (int id = 0; id < 5; id++) {
          work.repository(ITEMS).add(Item.of(id, "before"));
        }
      });
      assertStaleVersionIsFound(data);
    }
  }

  @Test
  @CatalogueEntry("8.9")
  void begin_onSessionsWithoutSnapshotIsolation_isASnapshot() {
    try (DataLayer data = open(after("SET SESSION innodb_snapshot_isolation = OFF"))) {
      data.run(work -> work.repository(ITEMS).add(Item.of(1, "before")));
      try (UnitOfWork work = data.begin(UnitOptions.defaults().snapshot())) {
        assertThat(work.repository(ITEMS).count(Specification.all())).isEqualTo(1);
        try (UnitOfWork other = data.begin()) {
          other.repository(ITEMS).add(Item.of(2, "not seen"));
          other.commit();
        }
        Throwable failure = catchThrowable(() -> {
          work.repository(ITEMS).where(Specification.all()).set(NOTE, "bulk").update();
          work.commit();
        });
        if (failure != null) {
          assertThat(failure).isInstanceOf(ConflictException.class);
        }
      }
      assertThat(data.<Item>execute(work -> work.repository(ITEMS).get(2)).note())
          .isEqualTo("not seen");
    }
  }
}
