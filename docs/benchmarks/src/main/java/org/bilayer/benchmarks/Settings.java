package org.bilayer.benchmarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.bilayer.benchmarks.Match.Pace;

/**
 * What a run was told, as {@code name=value}.
 *
 * <ul>
 *   <li>{@code only}: parts, separated by commas; all of them if missing
 *   <li>{@code workloads}: W1 and so on; all of them if missing
 *   <li>{@code operations}: of {@code Growth}, by name; all of them if missing
 *   <li>{@code contenders}: their names; all of them if missing
 *   <li>{@code rounds}, {@code turn}, {@code warmup}: how often, and milliseconds
 *   <li>{@code clock}: {@code cpu} counts processor time, see {@link Clock#countProcessorTime}
 *   <li>{@code items}: rows of the largest table
 *   <li>{@code page}: {@code false} leaves the page alone
 * </ul>
 */
final class Settings {

  private final Map<String, String> values = new HashMap<>();

  Settings(String... arguments) {
    for (String argument : arguments) {
      int equals = argument.indexOf('=');
      if (equals < 1) {
        throw new IllegalArgumentException("Not name=value: " + argument);
      }
      values.put(argument.substring(0, equals), argument.substring(equals + 1));
    }
  }

  List<String> asArguments() {
    var arguments = new ArrayList<String>();
    values.forEach((name, value) -> arguments.add(name + "=" + value));
    return arguments;
  }

  boolean takes(String part) {
    String only = values.get("only");
    return only == null || List.of(only.split(",", -1)).contains(part);
  }

  Set<Workload> workloads(Set<Workload> possible) {
    String given = values.get("workloads");
    if (given == null) {
      return possible;
    }
    var chosen = EnumSet.noneOf(Workload.class);
    for (String name : given.split(",", -1)) {
      chosen.add(Workload.valueOf(name.toUpperCase(Locale.ROOT)));
    }
    chosen.retainAll(possible);
    return chosen;
  }

  boolean takesOperation(Growth growth) {
    String chosen = values.get("operations");
    return chosen == null || List.of(chosen.split(",", -1)).contains(growth.name());
  }

  boolean takesContender(String name) {
    String chosen = values.get("contenders");
    return chosen == null || List.of(chosen.split(",", -1)).contains(name);
  }

  Pace pace() {
    return new Pace(
        Duration.ofMillis(number("warmup", 1500)), Duration.ofMillis(number("turn", 200)), (int)
            number("rounds", 11));
  }

  long number(String name, long otherwise) {
    String given = values.get(name);
    return given == null ? otherwise : Long.parseLong(given);
  }

  boolean countsProcessorTime() {
    return "cpu".equals(values.get("clock"));
  }

  boolean writesPage() {
    return !"false".equals(values.get("page"));
  }
}
