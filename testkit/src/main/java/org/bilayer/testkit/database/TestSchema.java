package org.bilayer.testkit.database;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A schema that belongs to one test, until it is closed.
 *
 * <p>Thread-safe.
 */
public final class TestSchema implements AutoCloseable {

  private final DatabaseProduct product;
  private final ServerSource.Server server;
  private final String name;
  private final SchemaDataSource dataSource;
  private final Throwable opener;
  private boolean dropped;

  private TestSchema(DatabaseProduct product, ServerSource.Server server, String name) {
    this.product = product;
    this.server = server;
    this.name = name;
    this.dataSource = new SchemaDataSource(product.schemaAddress(server.address(), name), name);
    this.opener = new Throwable("The schema " + name + " was opened here");
  }

  /**
   * Takes charge of a schema that was just created; if its connections do not arrive in it, drops
   * it again.
   */
  static TestSchema of(DatabaseProduct product, ServerSource.Server server, String name)
      throws SQLException {
    TestSchema schema = new TestSchema(product, server, name);
    AtExit.add(schema);
    @Nullable SQLException refusal = null;
    try (Connection connection = schema.dataSource.getConnection()) {
      String current = product.currentSchema(connection);
      if (!current.equals(name)) {
        // A proxy or a parameter of the user's URL; going on would let tests loose on somebody's
        // tables.
        refusal =
            new SQLException("connections arrive in another schema [expected=" + name + ", found="
                + current + "]; remove the setting of the schema from the URL, or do not use a "
                + "proxy");
      }
    } catch (SQLException e) {
      refusal = e;
    }
    if (refusal != null) {
      try {
        schema.close();
      } catch (IllegalStateException e) {
        refusal.addSuppressed(e);
      }
      throw refusal;
    }
    return schema;
  }

  /** The name on the server, such as {@code bilayer_orders_4711_3}. */
  public String name() {
    return name;
  }

  /**
   * Connections to this schema, with the driver's and the server's own settings: a new one for each
   * call and no pool. Always the same object. After {@link #close()} it throws
   * {@link SQLException}.
   */
  public DataSource dataSource() {
    return dataSource;
  }

  /**
   * Ends the connections that are still open, with a warning, and drops this schema with everything
   * in it. Nothing else is dropped. Does nothing if it was dropped before.
   *
   * @throws IllegalStateException if the database refuses, for example because somebody else holds
   *     a lock for ten seconds; no connection is possible any more, and another call tries again
   */
  @Override
  public synchronized void close() {
    if (dropped) {
      return;
    }
    int ended = dataSource.close();
    if (ended > 0) {
      Notices.warn(
          "bilayer-testkit: a schema was closed before its connections, and the connections were "
              + "ended [database="
              + product.label() + ", schema=" + name + ", connections=" + ended
              + "]. Close connections and pools first.");
    }
    drop();
  }

  /** Does at the end of the JVM what the test forgot. */
  synchronized void closeForgotten() {
    if (dropped) {
      return;
    }
    Notices.warn(
        "bilayer-testkit: a schema was never closed and is dropped now [database=" + product.label()
            + ", schema=" + name
            + "]. Close the result of newSchema, in the test or in an @AfterEach method.",
        opener);
    dataSource.close();
    if (!server.temporary()) {
      drop();
    }
  }

  @Override
  public String toString() {
    return product.label() + " schema " + name;
  }

  private void drop() {
    try {
      product.drop(server.address(), name);
      dropped = true;
      AtExit.remove(this);
    } catch (SQLException e) {
      throw new IllegalStateException(
          "Cannot drop the schema of a test [database=" + product.label() + ", schema=" + name
              + ", server="
              + server.address() + ", reason=" + server.address().explain(e)
              + "]. End the connections that use the schema and close it again, or drop the "
              + "schema by hand.",
          e);
    }
  }
}
