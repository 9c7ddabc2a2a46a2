package org.bilayer.mybatis.internal.statement;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.apache.ibatis.executor.Executor;
import org.apache.ibatis.executor.parameter.ParameterHandler;
import org.apache.ibatis.executor.resultset.ResultSetHandler;
import org.apache.ibatis.executor.statement.StatementHandler;
import org.apache.ibatis.mapping.BoundSql;
import org.apache.ibatis.mapping.Environment;
import org.apache.ibatis.mapping.MappedStatement;
import org.apache.ibatis.plugin.Interceptor;
import org.apache.ibatis.session.Configuration;
import org.apache.ibatis.session.ExecutorType;
import org.apache.ibatis.session.LocalCacheScope;
import org.apache.ibatis.session.ResultHandler;
import org.apache.ibatis.session.RowBounds;
import org.apache.ibatis.transaction.Transaction;
import org.bilayer.mybatis.internal.connection.Failures;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of MyBatis for the statements of the library. Executors, statement handlers, statement logging
 * and plugins are MyBatis' own; this class replaces only the binding of parameters and the reading of rows.
 */
public final class RowConfiguration extends Configuration {

  /*
   * The statements of the library use the plugins of the application's configuration, but not the configuration
   * itself: a default statement timeout, executor type or cache for the application's mappers would change the
   * behaviour of these statements. The local cache ends with each statement, and there is no second-level cache,
   * because both caches return shared objects.
   */

  private final Failures failures;

  public RowConfiguration(Environment environment, List<Interceptor> plugins, Failures failures) {
    super(environment);
    this.failures = failures;
    setCacheEnabled(false);
    setLocalCacheScope(LocalCacheScope.STATEMENT);
    plugins.forEach(this::addInterceptor);
  }

  @Override
  public ParameterHandler newParameterHandler(
      MappedStatement statement, Object parameters, BoundSql sql) {
    return (ParameterHandler)
        interceptorChain.pluginAll(new Binding((StatementArguments) parameters));
  }

  @Override
  @SuppressWarnings("rawtypes") // as MyBatis declares it
  public ResultSetHandler newResultSetHandler(
      Executor executor,
      MappedStatement statement,
      RowBounds bounds,
      ParameterHandler parameters,
      @Nullable ResultHandler handler,
      BoundSql sql) {
    RowSql source = (RowSql) statement.getSqlSource();
    return (ResultSetHandler)
        interceptorChain.pluginAll(new ResultReader(source.readers(), failures));
  }

  @Override
  @SuppressWarnings("rawtypes") // as MyBatis declares it
  public StatementHandler newStatementHandler(
      Executor executor,
      MappedStatement statement,
      Object parameters,
      RowBounds bounds,
      @Nullable ResultHandler handler,
      @Nullable BoundSql sql) {
    return (StatementHandler) interceptorChain.pluginAll(new RowStatementHandler(
        executor,
        statement,
        parameters,
        bounds,
        handler,
        sql != null ? sql : statement.getSqlSource().getBoundSql(parameters)));
  }

  /** Always the same executor. A batch is a single statement for this executor, see {@link BatchArguments}. */
  @Override
  public Executor newExecutor(Transaction transaction, ExecutorType type) {
    return (Executor) interceptorChain.pluginAll(new RowExecutor(this, transaction));
  }

  /** Adds the statement by its full id only. MyBatis also adds a short id, which may be ambiguous. */
  @Override
  public void addMappedStatement(MappedStatement statement) {
    mappedStatements.putIfAbsent(statement.getId(), statement);
  }

  void remove(MappedStatement statement) {
    mappedStatements.remove(statement.getId(), statement);
  }

  private static final class Binding implements ParameterHandler {

    private final StatementArguments arguments;

    Binding(StatementArguments arguments) {
      this.arguments = arguments;
    }

    @Override
    public Object getParameterObject() {
      return arguments;
    }

    @Override
    public void setParameters(PreparedStatement statement) throws SQLException {
      arguments.bind(statement);
    }
  }
}
