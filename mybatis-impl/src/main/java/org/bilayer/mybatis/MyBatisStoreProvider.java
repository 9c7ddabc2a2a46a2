package org.bilayer.mybatis;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.bilayer.failure.StorageFailureException;
import org.bilayer.mybatis.internal.dialect.Dialect;
import org.bilayer.mybatis.internal.session.MyBatisStore;
import org.bilayer.mybatis.internal.sql.CommitTable;
import org.bilayer.mybatis.internal.sql.CreateScript;
import org.bilayer.spi.Schema;
import org.bilayer.spi.Store;
import org.bilayer.spi.StoreProvider;

/** Lets the testkit find this backend. Stateless. */
public final class MyBatisStoreProvider implements StoreProvider {

  /** For {@link java.util.ServiceLoader}. */
  public MyBatisStoreProvider() {}

  @Override
  public String name() {
    return "mybatis";
  }

  @Override
  public boolean needsDatabase() {
    return true;
  }

  @Override
  public Store create(Schema schema, Settings settings) {
    DataSource dataSource = settings
        .dataSource()
        .orElseThrow(
            () -> new IllegalArgumentException("The MyBatis backend needs a data source."));
    Dialect dialect = MyBatisStore.dialect(schema, dataSource, Optional.empty());
    run(CreateScript.of(dialect, schema), dataSource);
    run(CommitTable.createScript(dialect), dataSource);
    return MyBatisStore.open(schema, dataSource, MyBatisStore.Setup.PLAIN);
  }

  private static void run(List<String> script, DataSource dataSource) {
    String running = "connect";
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      for (String sql : script) {
        running = sql;
        statement.execute(sql);
      }
      if (!connection.getAutoCommit()) {
        connection.commit();
      }
    } catch (SQLException e) {
      throw new StorageFailureException(
          "The tables could not be created; it stopped at: " + running, e);
    }
  }
}
