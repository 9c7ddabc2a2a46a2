package org.bilayer.tools;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** Says what is being done, and keeps how long it took. One thread. */
final class Steps {

  private static final long PAUSE_NANOS = 1_000_000_000L;

  private final Consumer<String> progress;
  private final Map<String, Duration> times = new LinkedHashMap<>();
  private long began;
  private long said;
  private String step = "";

  Steps(Consumer<String> progress) {
    this.progress = progress;
  }

  /** Ends the step before and begins another one. */
  void begin(String name, String line) {
    end();
    step = name;
    began = System.nanoTime();
    said = began;
    progress.accept(line);
  }

  /** Says how far the step is, if nothing was said for a second. */
  void at(int done, int all, String what) {
    long now = System.nanoTime();
    if (now - said > PAUSE_NANOS) {
      said = now;
      progress.accept(String.format(Locale.ROOT, "%s: %d of %d %s", step, done, all, what));
    }
  }

  /** Ends the last step. */
  void end() {
    if (!step.isEmpty()) {
      times.merge(step, Duration.ofNanos(System.nanoTime() - began), Duration::plus);
      step = "";
    }
  }

  Map<String, Duration> times() {
    return times;
  }
}
