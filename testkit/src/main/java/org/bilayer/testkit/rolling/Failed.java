package org.bilayer.testkit.rolling;

/** Shows failures in one line. */
final class Failed {

  private static final int LENGTH_MAX = 160;

  private Failed() {}

  static String text(RuntimeException failure) {
    String message = String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
    return failure.getClass().getSimpleName() + ": "
        + (message.length() > LENGTH_MAX ? message.substring(0, LENGTH_MAX) + "..." : message);
  }
}
