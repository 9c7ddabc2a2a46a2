package org.bilayer.mybatis.internal.dialect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bilayer.value.StoredType;
import org.jspecify.annotations.Nullable;

/** SQL whose values are bind parameters, collected beside it in order. */
public final class BoundText extends SqlText {

  private final Dialect dialect;
  private final List<ColumnHandler> handlers = new ArrayList<>();
  private final List<@Nullable Object> values = new ArrayList<>();

  /** Empty SQL for a database. */
  public BoundText(Dialect dialect) {
    this.dialect = dialect;
  }

  @Override
  public SqlText value(StoredType type, Object value) {
    handlers.add(dialect.handler(type));
    values.add(value);
    return append(dialect.placeholder(type));
  }

  @Override
  public SqlText parameter(ColumnHandler handler, Object value) {
    handlers.add(handler);
    values.add(value);
    return append("?");
  }

  @Override
  public boolean isLiteral() {
    return false;
  }

  /** The same with SQL before and after it. */
  public BoundText within(String before, String after) {
    var whole = new BoundText(dialect);
    whole.append(before).append(sql()).append(after);
    whole.handlers.addAll(handlers);
    whole.values.addAll(values);
    return whole;
  }

  /** Appends other SQL with its parameters. */
  public void add(BoundText other) {
    append(other.sql());
    handlers.addAll(other.handlers);
    values.addAll(other.values);
  }

  /** Appends SQL that has a parameter for each value. */
  public void add(String sql, ColumnHandler[] itsHandlers, @Nullable Object[] itsValues) {
    append(sql);
    handlers.addAll(Arrays.asList(itsHandlers));
    values.addAll(Arrays.asList(itsValues));
  }

  /** The handlers of the parameters, in order. */
  public ColumnHandler[] handlers() {
    return handlers.toArray(ColumnHandler[]::new);
  }

  /** The parameters, in order. */
  public @Nullable Object[] values() {
    return values.toArray();
  }
}
