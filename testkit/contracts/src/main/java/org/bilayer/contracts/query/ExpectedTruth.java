package org.bilayer.contracts.query;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** SQL's logic with its third value, written down as tables and not taken from the library. */
enum ExpectedTruth {
  /** Satisfied. */
  TRUE,
  /** Not satisfied. */
  FALSE,
  /** Not known, because a value is missing. */
  UNKNOWN;

  static ExpectedTruth of(boolean value) {
    return value ? TRUE : FALSE;
  }

  /** What a comparison of a value that may be missing gives. */
  static <V> ExpectedTruth compared(@Nullable V value, Predicate<V> comparison) {
    return value == null ? UNKNOWN : of(comparison.test(value));
  }

  ExpectedTruth and(ExpectedTruth other) {
    if (this == FALSE || other == FALSE) {
      return FALSE;
    }
    return this == TRUE && other == TRUE ? TRUE : UNKNOWN;
  }

  ExpectedTruth or(ExpectedTruth other) {
    if (this == TRUE || other == TRUE) {
      return TRUE;
    }
    return this == FALSE && other == FALSE ? FALSE : UNKNOWN;
  }

  ExpectedTruth not() {
    return switch (this) {
      case TRUE -> FALSE;
      case FALSE -> TRUE;
      case UNKNOWN -> UNKNOWN;
    };
  }
}
