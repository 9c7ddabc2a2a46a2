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
 * MyBatis as our own statements use it. Executors, statement handlers, statement logging and plugins are MyBatis' own;
 * only binding parameters and reading rows are replaced.
 */
public final class RowConfiguration extends Configuration {

  /*
   * An application's configuration is not used for our statements, although its plugins are: a default statement
   * timeout, executor type or cache meant for its mappers would change what ours do. The local cache ends with each
   * statement and there is no second-level cache, since both hand out objects that others hold too.
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

  /** Of one kind: batches are single statements to it, see {@link BatchArguments}. */
  @Override
  public Executor newExecutor(Transaction transaction, ExecutorType type) {
    return (Executor) interceptorChain.pluginAll(new RowExecutor(this, transaction));
  }

  /** Under its full id only, unlike MyBatis, which also keeps a short one that may be ambiguous. */
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
