package org.bilayer.mybatis.internal.dialect;

import java.sql.CallableStatement;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.apache.ibatis.type.JdbcType;
import org.apache.ibatis.type.TypeHandler;
import org.jspecify.annotations.Nullable;

/**
 * Moves stored values of one type between rows and JDBC, by position only. A MyBatis type handler, so that the same
 * object can serve in an application's own result maps.
 *
 * <p>Immutable and thread-safe.
 */
public final class ColumnHandler implements TypeHandler<@Nullable Object> {

  /** Binds a value that is not null. */
  @FunctionalInterface
  public interface Setter {
    /** Binds the value at a position, counted from 1. */
    void set(PreparedStatement statement, int index, Object value) throws SQLException;
  }

  /** Reads a value. */
  @FunctionalInterface
  public interface Getter {
    /** Reads the value at a position, counted from 1. */
    @Nullable
    Object get(ResultSet rows, int column) throws SQLException;
  }

  private final int sqlType;
  private final Setter setter;
  private final Getter getter;

  /**
   * A handler.
   *
   * @param sqlType of {@link java.sql.Types}, for binding null
   */
  public ColumnHandler(int sqlType, Setter setter, Getter getter) {
    this.sqlType = sqlType;
    this.setter = setter;
    this.getter = getter;
  }

  /** A handler for parameters only. */
  public static ColumnHandler writeOnly(int sqlType, Setter setter) {
    return new ColumnHandler(sqlType, setter, (rows, column) -> {
      throw new UnsupportedOperationException("This type is bound, never read.");
    });
  }

  @Override
  public void setParameter(
      PreparedStatement statement, int index, @Nullable Object value, @Nullable JdbcType jdbcType)
      throws SQLException {
    bind(statement, index, value);
  }

  /** Binds a value or null. */
  public void bind(PreparedStatement statement, int index, @Nullable Object value)
      throws SQLException {
    if (value == null) {
      statement.setNull(index, sqlType);
    } else {
      setter.set(statement, index, value);
    }
  }

  @Override
  public @Nullable Object getResult(ResultSet rows, int column) throws SQLException {
    return getter.get(rows, column);
  }

  @Override
  public @Nullable Object getResult(ResultSet rows, String column) throws SQLException {
    return getter.get(rows, rows.findColumn(column));
  }

  @Override
  public @Nullable Object getResult(CallableStatement statement, int column) {
    throw new UnsupportedOperationException("No stored procedures are called.");
  }
}
