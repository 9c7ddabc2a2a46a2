package org.bilayer.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** New JVMs from start to end, each rival's after the other's, round by round. */
final class ColdRun {

  /** The programs, each with what it is compared with. */
  static final List<String> PROGRAMS =
      List.of("EmptyStart", "JdbcStart", "MyBatisStart", "BilayerStart", "MemoryStart");

  private ColdRun() {}

  static void play(Results results, int rounds) throws IOException, InterruptedException {
    Map<String, Turns> times = new HashMap<>();
    Map<String, Turns> peaks = new HashMap<>();
    for (int round = -1; round < rounds; round++) {
      for (String program : PROGRAMS) {
        long start = System.nanoTime();
        long peak = start(program);
        double took = System.nanoTime() - start;
        if (round >= 0) {
          times
              .computeIfAbsent(program, name -> new Turns(new ArrayList<>()))
              .nanos()
              .add(took);
          peaks
              .computeIfAbsent(program, name -> new Turns(new ArrayList<>()))
              .nanos()
              .add((double) peak);
        }
      }
    }
    times.forEach((program, turns) -> results.put("cold/" + program + "/time", turns.time()));
    peaks.forEach((program, turns) -> results.put("cold/" + program + "/peak", turns.time()));
    compare(results, times, "BilayerStart", "MyBatisStart");
    compare(results, times, "BilayerStart", "JdbcStart");
    compare(results, times, "MyBatisStart", "JdbcStart");
  }

  private static void compare(Results results, Map<String, Turns> times, String one, String other) {
    Turns ours = times.get(one);
    Turns theirs = times.get(other);
    if (ours != null && theirs != null) {
      results.put("cold/" + one + "/to" + other, ours.ratioTo(theirs));
    }
  }

  private static long start(String program) throws IOException, InterruptedException {
    Process process = Jvm.command("org.bilayer.benchmarks.cold." + program, List.of(), List.of())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
    long peak = -1;
    for (String line : new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
        .lines()
        .toList()) {
      if (line.startsWith("peak ")) {
        peak = Long.parseLong(line.substring("peak ".length()));
      }
    }
    if (process.waitFor() != 0 || peak < 0) {
      throw new IllegalStateException(program + " failed");
    }
    return peak;
  }
}
