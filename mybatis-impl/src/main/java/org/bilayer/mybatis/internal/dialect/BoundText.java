package org.bilayer.mybatis.internal.dialect;

import java.util.ArrayList;
import java.util.List;
import org.bilayer.spi.StoredType;

/** SQL whose values are bind parameters, collected beside it in order. */
public final class BoundText extends SqlText {

  private final Dialect dialect;
  private final List<ColumnHandler> handlers = new ArrayList<>();
  private final List<Object> values = new ArrayList<>();

  /** Empty SQL for a database. */
  public BoundText(Dialect dialect) {
    this.dialect = dialect;
  }

  @Override
  public SqlText value(StoredType type, Object value) {
    return parameter(dialect.handler(type), value);
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

  /** The handlers of the parameters, in order. */
  public ColumnHandler[] handlers() {
    return handlers.toArray(ColumnHandler[]::new);
  }

  /** The parameters, in order. */
  public Object[] values() {
    return values.toArray();
  }
}
