package org.bilayer.testkit.evidence;

import java.util.function.Supplier;
import org.bilayer.failure.ConstraintViolationException;
import org.bilayer.failure.DataException;

/** Answers and failures as text in which different ones differ. */
final class Answers {

  private Answers() {}

  /** What a call gives, or how it fails where the caller is to blame. */
  static String of(Supplier<String> call) {
    try {
      return call.get();
    } catch (DataException e) {
      return kind(e);
    } catch (IllegalArgumentException e) {
      return e.getClass().getSimpleName();
    }
  }

  /** The kind of a failure, with the constraint. */
  static String kind(DataException failure) {
    String kind = failure.getClass().getSimpleName().replace("Exception", "");
    return failure instanceof ConstraintViolationException violation
        ? kind + " of " + violation.constraint()
        : kind;
  }
}
