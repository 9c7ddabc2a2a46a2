package org.bilayer.docs.bank;

import java.io.Console;
import java.io.PrintStream;
import java.time.Duration;

/**
 * Prints lines, and a line of progress that changes: in place on a terminal, as a new line every two seconds elsewhere.
 *
 * <p>One thread at a time.
 */
final class Screen {

  private static final long PLAIN_EVERY_NANOS = Duration.ofSeconds(2).toNanos();

  private final PrintStream out;
  private final boolean terminal;
  private int shown;
  private long lastPlain = System.nanoTime();

  Screen(PrintStream out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  /** The standard output of this process. */
  static Screen standard() {
    return new Screen(System.out, isTerminal());
  }

  @SuppressWarnings("SystemConsoleNull") // asked below, where a console without a terminal exists
  private static boolean isTerminal() {
    Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      // From Java 22 on there is a console without a terminal too, and a method that tells.
      return (Boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException e) {
      return true;
    }
  }

  /** Prints a line for good. */
  void line(String text) {
    clearProgress();
    out.println(printable(text));
  }

  /** Shows how far something is. */
  void progress(String text) {
    if (terminal) {
      out.print("\r" + text + " ".repeat(Math.max(0, shown - text.length())));
      out.flush();
      shown = text.length();
    } else if (System.nanoTime() - lastPlain >= PLAIN_EVERY_NANOS) {
      lastPlain = System.nanoTime();
      out.println(text);
    }
  }

  /** Removes what {@link #progress} shows. */
  void clearProgress() {
    if (shown > 0) {
      out.print("\r" + " ".repeat(shown) + "\r");
      shown = 0;
    }
  }

  /** A ledger may hold anything; a terminal should not obey it. */
  private static String printable(String text) {
    var printable = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            point -> printable.appendCodePoint(Character.isISOControl(point) ? '\uFFFD' : point));
    return printable.toString();
  }
}
