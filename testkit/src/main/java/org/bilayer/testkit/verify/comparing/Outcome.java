package org.bilayer.testkit.verify.comparing;

import java.util.Objects;
import org.bilayer.failure.ConflictException;
import org.bilayer.failure.ConstraintViolationException;
import org.bilayer.failure.DataException;
import org.bilayer.failure.InvalidValueException;
import org.jspecify.annotations.Nullable;

/**
 * What came of a step. Equal outcomes are the same answer.
 *
 * @param kind what kind of failure; null for an answer
 * @param text the answer, or what the failure names: a constraint, a column
 */
public record Outcome(@Nullable Class<?> kind, String text) {

  /** What the answer of a commit begins with. */
  public static final String COMMITTED = "committed";

  static final String ROLLED_BACK = "rolled back";

  public static Outcome answer(String text) {
    return new Outcome(null, text);
  }

  public static Outcome failure(RuntimeException e) {
    if (e instanceof ConstraintViolationException violation) {
      return new Outcome(e.getClass(), Objects.toString(violation.constraint(), "no name"));
    }
    if (e instanceof InvalidValueException || e instanceof DataException) {
      return new Outcome(e.getClass(), "");
    }
    return new Outcome(e.getClass(), Objects.toString(e.getMessage(), ""));
  }

  /** Whether the unit met another one. */
  public boolean isConflict() {
    return kind != null && ConflictException.class.isAssignableFrom(kind);
  }

  public boolean isViolation() {
    return kind != null && ConstraintViolationException.class.isAssignableFrom(kind);
  }

  @Override
  public String toString() {
    return kind == null ? text : kind.getSimpleName() + (text.isEmpty() ? "" : " (" + text + ")");
  }
}
