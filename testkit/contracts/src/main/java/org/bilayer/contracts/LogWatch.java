package org.bilayer.contracts;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Listens at the error stream, where SLF4J's simple logger writes, for warnings and errors. From the first of them on,
 * lines are kept back until {@link #close}: they are of no interest to anybody if they were expected.
 *
 * <p>Thread-safe, but there must be one at a time in a JVM.
 */
final class LogWatch implements AutoCloseable {

  private static final Pattern PROBLEM = Pattern.compile("(^|\\s)(WARN|ERROR)\\s");

  private final PrintStream original = System.err;
  private final List<String> held = new ArrayList<>();
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();

  private LogWatch() {}

  static LogWatch begin() {
    var watch = new LogWatch();
    System.setErr(new PrintStream(
        new OutputStream() {
          @Override
          public void write(int b) {
            watch.take((byte) b);
          }
        },
        true,
        StandardCharsets.UTF_8));
    return watch;
  }

  private synchronized void take(byte b) {
    if (b != '\n') {
      line.write(b);
      return;
    }
    String text = line.toString(StandardCharsets.UTF_8);
    line.reset();
    if (held.isEmpty() && !isProblem(text)) {
      original.println(text);
    } else {
      held.add(text);
    }
  }

  private static boolean isProblem(String text) {
    return PROBLEM.matcher(text).find();
  }

  /** Takes out the first warning or error that contains a text, and says whether there was one. */
  synchronized boolean remove(String part) {
    for (int i = 0; i < held.size(); i++) {
      if (isProblem(held.get(i)) && held.get(i).contains(part)) {
        held.remove(i);
        return true;
      }
    }
    return false;
  }

  /** The warnings and errors that were not taken out. */
  synchronized List<String> problems() {
    return held.stream().filter(LogWatch::isProblem).toList();
  }

  /** Gives the error stream back, with what was kept if a problem is left in it. */
  @Override
  public synchronized void close() {
    System.setErr(original);
    if (!problems().isEmpty()) {
      held.forEach(original::println);
    }
    original.print(line.toString(StandardCharsets.UTF_8));
  }
}
