package org.bilayer.mybatis.internal.dialect;

import org.bilayer.value.StoredType;

/** SQL whose values are literals: for checks in a create script, where parameters are not allowed. */
public final class LiteralText extends SqlText {

  private final Dialect dialect;

  /** Empty SQL for a database. */
  public LiteralText(Dialect dialect) {
    this.dialect = dialect;
  }

  @Override
  public SqlText value(StoredType type, Object value) {
    return append(dialect.literal(type, value));
  }

  @Override
  public SqlText parameter(ColumnHandler handler, Object value) {
    throw new UnsupportedOperationException("A create script has no parameters.");
  }

  @Override
  public boolean isLiteral() {
    return true;
  }
}
