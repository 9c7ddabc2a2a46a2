package org.bilayer.mybatis.internal.dialect;

import org.jspecify.annotations.Nullable;

/** A value that a database stores and a column of the model does not; whoever reads the row says where. */
public final class UnreadableValueException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Creates the failure; {@code rule} says what the column's type demands. */
  UnreadableValueException(String rule, @Nullable Throwable cause) {
    super(rule, cause);
  }
}
