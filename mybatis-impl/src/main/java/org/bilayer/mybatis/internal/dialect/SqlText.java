package org.bilayer.mybatis.internal.dialect;

import org.bilayer.value.StoredType;

/**
 * A builder of SQL text. A statement binds a value; the create script writes a value as a literal.
 *
 * <p>One thread at a time.
 */
public abstract class SqlText {

  private final StringBuilder text = new StringBuilder(128);

  /** Appends SQL, never a value. */
  public final SqlText append(String sql) {
    text.append(sql);
    return this;
  }

  /** Appends a value of a stored type. */
  public abstract SqlText value(StoredType type, Object value);

  /** Appends a parameter of another kind, such as an array. */
  public abstract SqlText parameter(ColumnHandler handler, Object value);

  /** Whether values are written as literals, so that {@link #parameter} is refused. */
  public abstract boolean isLiteral();

  /** The SQL written so far. */
  public final String sql() {
    return text.toString();
  }
}
