package org.bilayer.docs.bank;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.bilayer.DataLayer;
import org.bilayer.LayerOptions;
import org.bilayer.UnitOptions;
import org.bilayer.docs.bank.model.Bank;
import org.bilayer.inmemory.InMemoryDataLayer;
import org.bilayer.mybatis.MyBatisDataLayer;

/** Where a bank can be kept: the one place that knows the backends. Each call opens an empty bank. */
interface Backend {

  /** Opens it; the caller closes it. */
  Opened open() throws SQLException;

  /**
   * An open bank.
   *
   * @param underneath what to free after the layer is closed
   */
  record Opened(DataLayer data, Runnable underneath) implements AutoCloseable {

    @Override
    public void close() {
      try {
        data.close();
      } finally {
        underneath.run();
      }
    }
  }

  /**
   * Threads that contend for few accounts meet often, and each meeting costs one of them a try; the default of five would
   * now and then be used up.
   */
  LayerOptions OPTIONS = LayerOptions.defaults().unit(UnitOptions.defaults().maxTries(100));

  /** In memory. */
  static Backend memory() {
    return () ->
        new Opened(InMemoryDataLayer.builder(Bank.MODEL).options(OPTIONS).open(), () -> {});
  }

  /** On a server, in a schema of its own. */
  static Backend server(DatabaseServer server, int connections) {
    return () -> {
      BankDatabase database = BankDatabase.create(server, connections);
      return database(database.dataSource(), database::close);
    };
  }

  /** In an empty schema; {@code underneath} is run at the end, also if opening fails. */
  static Opened database(DataSource dataSource, Runnable underneath) throws SQLException {
    boolean open = false;
    try {
      createTables(dataSource);
      DataLayer data = MyBatisDataLayer.builder(Bank.MODEL)
          .dataSource(dataSource)
          .options(OPTIONS)
          .open();
      open = true;
      return new Opened(data, underneath);
    } finally {
      if (!open) {
        underneath.run();
      }
    }
  }

  // tag::create-tables[]
  private static void createTables(DataSource dataSource) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      for (String sql : MyBatisDataLayer.createScript(Bank.MODEL, dataSource)) {
        statement.execute(sql);
      }
    }
  }
  // end::create-tables[]
}
