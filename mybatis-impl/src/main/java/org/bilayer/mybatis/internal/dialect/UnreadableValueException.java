package org.bilayer.mybatis.internal.dialect;

import org.jspecify.annotations.Nullable;

/** Reports a stored value that the column of the model does not allow. The reader of the row adds the place. */
public final class UnreadableValueException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Creates the failure. {@code rule} is the rule of the column's type. */
  UnreadableValueException(String rule, @Nullable Throwable cause) {
    super(rule, cause);
  }
}
