package org.bilayer.mybatis.internal.session;

import org.bilayer.TimeOrderedUuids;
import org.bilayer.mybatis.internal.connection.Connections;
import org.bilayer.mybatis.internal.connection.Failures;
import org.bilayer.mybatis.internal.dialect.BoundText;
import org.bilayer.mybatis.internal.dialect.Dialect;
import org.bilayer.mybatis.internal.statement.MappedStatements;
import org.bilayer.mybatis.internal.statement.RowConfiguration;
import org.bilayer.store.Schema;

/**
 * The state that all units of work of a store share: the database, its dialect, and the statements for the schema.
 * Thread-safe.
 */
final class StoreContext {

  private final Connections connections;
  private final Dialect dialect;
  private final Schema schema;
  private final Failures failures;
  private final RowConfiguration configuration;
  private final MappedStatements statements;
  private final Mappers mappers;
  private final TimeOrderedUuids tokens = TimeOrderedUuids.create();
  private volatile boolean isClosed;

  StoreContext(
      Connections connections,
      Dialect dialect,
      Schema schema,
      Failures failures,
      RowConfiguration configuration,
      Mappers mappers) {
    this.connections = connections;
    this.dialect = dialect;
    this.schema = schema;
    this.failures = failures;
    this.configuration = configuration;
    this.statements = new MappedStatements(configuration, dialect, schema);
    this.mappers = mappers;
  }

  /** Refuses every later operation of a unit of work. */
  void close() {
    isClosed = true;
  }

  /**
   * Checks that the store is open.
   *
   * @throws IllegalStateException if the store is closed
   */
  void requireOpen() {
    if (isClosed) {
      throw new IllegalStateException("The store is closed.");
    }
  }

  Connections connections() {
    return connections;
  }

  Dialect dialect() {
    return dialect;
  }

  Schema schema() {
    return schema;
  }

  Failures failures() {
    return failures;
  }

  RowConfiguration configuration() {
    return configuration;
  }

  MappedStatements statements() {
    return statements;
  }

  Mappers mappers() {
    return mappers;
  }

  /** The trace of a new transaction, by which another connection can find out the outcome of its commit. */
  CommitTrace newTrace() {
    return dialect.tellsTransactionStatus()
        ? new TransactionNumber()
        : new CommitToken(dialect, tokens.next());
  }

  BoundText newText() {
    return new BoundText(dialect);
  }
}
