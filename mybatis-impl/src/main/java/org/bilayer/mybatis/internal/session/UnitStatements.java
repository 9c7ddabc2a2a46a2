package org.bilayer.mybatis.internal.session;

import java.sql.SQLException;
import java.util.List;
import org.apache.ibatis.cursor.Cursor;
import org.apache.ibatis.executor.Executor;
import org.apache.ibatis.mapping.MappedStatement;
import org.apache.ibatis.session.ExecutorType;
import org.apache.ibatis.session.RowBounds;
import org.bilayer.mybatis.internal.connection.Ending;
import org.bilayer.mybatis.internal.dialect.BoundText;
import org.bilayer.mybatis.internal.dialect.ColumnHandler;
import org.bilayer.mybatis.internal.dialect.SideSession;
import org.bilayer.mybatis.internal.dialect.StatementSize;
import org.bilayer.mybatis.internal.statement.BatchArguments;
import org.bilayer.mybatis.internal.statement.FlushAnswer;
import org.bilayer.mybatis.internal.statement.FlushArguments;
import org.bilayer.mybatis.internal.statement.MappedStatements.TableStatements;
import org.bilayer.mybatis.internal.statement.MappedStatements.Verb;
import org.bilayer.mybatis.internal.statement.RowSql;
import org.bilayer.mybatis.internal.statement.StatementArguments;
import org.bilayer.mybatis.internal.statement.StreamedRows;
import org.bilayer.store.SessionOptions;
import org.bilayer.store.Table;
import org.bilayer.value.Level;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Executes the layer's own statements in the transaction of one unit of work, through MyBatis. One thread at a time. */
final class UnitStatements {

  /*
   * Statements go to a MyBatis executor directly. SqlSession would look up each statement by its name, and wrap an
   * exception into another exception whose message repeats SQL and parameters. Plugins attach to executors and lower
   * layers, therefore they still see every statement.
   */

  private static final Logger LOG = LoggerFactory.getLogger(UnitStatements.class);

  private final UnitContext unit;
  private final Executor executor;

  UnitStatements(UnitContext unit) {
    this.unit = unit;
    this.executor = unit.store()
        .configuration()
        .newExecutor(unit.connection().transaction(), ExecutorType.SIMPLE);
  }

  /** The statements of a table. */
  TableStatements of(Table table) {
    return unit.store().statements().of(table);
  }

  // --- reading

  /** Reads rows by a statement of the library. */
  List<@Nullable Object[]> query(
      @Nullable Table table,
      MappedStatement statement,
      ColumnHandler[] handlers,
      @Nullable Object[] values) {
    checkSize(statement, values);
    return unit.run(
        table,
        statement.getId(),
        () -> executor.query(
            statement,
            new StatementArguments(unit.connection().takeBeginSql(), handlers, values),
            RowBounds.DEFAULT,
            Executor.NO_RESULT_HANDLER));
  }

  /**
   * Refuses a statement that is too large for the server. If such a statement was sent, the server would close the
   * connection.
   */
  private void checkSize(MappedStatement statement, @Nullable Object[] values) {
    long most = unit.store().dialect().statementBytesMax();
    if (most < Long.MAX_VALUE) {
      StatementSize.check(((RowSql) statement.getSqlSource()).sql().length(), values, most);
    }
  }

  List<@Nullable Object[]> query(
      TableStatements table, Verb verb, BoundText text, ColumnHandler[] readers) {
    return query(
        table.sql().table(),
        table.withText(verb, text.sql(), readers),
        text.handlers(),
        text.values());
  }

  /**
   * Reads rows by a statement with several results.
   *
   * @param first the table of the first result
   */
  List<List<@Nullable Object[]>> queryAll(
      Table first, BoundText text, List<ColumnHandler[]> readers) {
    MappedStatement statement = of(first).withText(Verb.LOAD, text.sql(), readers);
    return unit.run(
        first,
        statement.getId(),
        () -> executor.query(
            statement,
            new StatementArguments(
                unit.connection().takeBeginSql(), text.handlers(), text.values()),
            RowBounds.DEFAULT,
            Executor.NO_RESULT_HANDLER));
  }

  /** Opens a stream of rows. */
  SessionCursor stream(TableStatements table, BoundText text, ColumnHandler[] readers) {
    MappedStatement statement = table.withText(Verb.STREAM, text.sql(), readers);
    checkSize(statement, text.values());
    Cursor<@Nullable Object[]> rows = unit.run(table.sql().table(), statement.getId(), () -> {
      // A driver reads in portions only if the trip contains one statement.
      unit.connection().sendBeginSql();
      return executor.queryCursor(
          statement, new StatementArguments("", text.handlers(), text.values()), RowBounds.DEFAULT);
    });
    return new SessionCursor(unit, table.sql().table(), statement.getId(), (StreamedRows) rows);
  }

  /** Reads the present committed rows, whatever the snapshot of this transaction is. Takes no connection of the pool. */
  List<@Nullable Object[]> queryCommitted(
      TableStatements table, BoundText text, ColumnHandler[] readers) {
    MappedStatement statement = table.withText(Verb.SELECT, text.sql(), readers);
    return unit.run(table.sql().table(), statement.getId(), () -> {
      try (SideSession side = unit.store().dialect().beside(unit.connection().connection())) {
        return side == null
            ? queryByAnother(table, text, readers)
            : unit.store()
                .configuration()
                .newExecutor(new SideTransaction(side, unit.deadline()), ExecutorType.SIMPLE)
                .query(
                    statement,
                    new StatementArguments("", text.handlers(), text.values()),
                    RowBounds.DEFAULT,
                    Executor.NO_RESULT_HANDLER);
      }
    });
  }

  /** Uses a second connection of the pool, if the driver cannot open another session. */
  private List<@Nullable Object[]> queryByAnother(
      TableStatements table, BoundText text, ColumnHandler[] readers) {
    var now = SessionOptions.of(Level.READ_COMMITTED, true, unit.deadline().nanos());
    var another = new UnitContext(unit.store(), now);
    try {
      return new UnitStatements(another).query(table, Verb.SELECT, text, readers);
    } finally {
      Throwable failure = new Ending().step(another.connection()::rollback).failure();
      if (failure != null) {
        LOG.warn("A second connection could not be rolled back after reading", failure);
      }
    }
  }

  // --- writing

  /** Executes a statement of the library and returns the number of affected rows. */
  int execute(
      Table table, MappedStatement statement, ColumnHandler[] handlers, @Nullable Object[] values) {
    checkSize(statement, values);
    unit.noteWriting();
    return unit.run(
        table,
        statement.getId(),
        () -> executor.update(
            statement, new StatementArguments(unit.connection().takeBeginSql(), handlers, values)));
  }

  /** As the other method, with a statement that is created for this call. */
  long execute(TableStatements table, Verb verb, BoundText text) {
    return execute(
        table.sql().table(), table.withText(verb, text.sql()), text.handlers(), text.values());
  }

  /**
   * Executes writes of several kinds in one trip.
   *
   * @param first the table of the first write
   */
  void executeTogether(Table first, BoundText text, List<FlushAnswer> parts) {
    MappedStatement statement =
        unit.store().statements().of(first).withText(Verb.FLUSH, text.sql());
    unit.noteWriting();
    unit.run(
        first,
        statement.getId(),
        () -> executor.update(
            statement,
            new FlushArguments(
                unit.connection().takeBeginSql(), text.handlers(), text.values(), parts)));
  }

  /** Executes a statement of the library once for each row, as one batch, and returns the count of each row. */
  int[] executeBatch(
      Table table,
      MappedStatement statement,
      ColumnHandler[] handlers,
      List<@Nullable Object[]> rows) {
    rows.forEach(row -> checkSize(statement, row));
    return unit.run(table, statement.getId(), () -> {
      unit.connection().sendBeginSql();
      var batch = new BatchArguments(handlers, rows);
      executor.update(statement, batch);
      return batch.counts();
    });
  }

  /** Executes a statement and waits for the answer of the database. Passes exceptions of MyBatis unchanged. */
  void send(MappedStatement statement, StatementArguments arguments) throws SQLException {
    executor.update(statement, arguments);
  }
}
