package org.bilayer.testkit.verify.law;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Ends the check of a law that is not kept. */
final class Broken extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String what;
  private final String expected;
  private final String found;

  Broken(String what, String expected, String found) {
    super(what + ": expected " + expected + ", found " + found, null, false, false);
    this.what = what;
    this.expected = expected;
    this.found = found;
  }

  String what() {
    return what;
  }

  String expected() {
    return expected;
  }

  String found() {
    return found;
  }

  /** Breaks the law where two values differ. */
  static void unlessEqual(String what, @Nullable Object expected, @Nullable Object found) {
    if (!Objects.equals(expected, found)) {
      throw new Broken(what, String.valueOf(expected), String.valueOf(found));
    }
  }

  /** Breaks the law where a condition does not hold. */
  static void unless(boolean holds, String what, String expected, String found) {
    if (!holds) {
      throw new Broken(what, expected, found);
    }
  }
}
