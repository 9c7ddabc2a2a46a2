package org.bilayer.benchmarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import org.bilayer.benchmarks.contender.Contender;

/**
 * Contenders that take turns on one stage in one JVM. The first is what the others are compared with.
 *
 * <p>In every round each contender has one turn at the workload, the order changing from round to round, with the same
 * operations for all. The ratio of a round is that of turns a fraction of a second apart; what counts is the median over
 * the rounds, so that neither a slow second of the machine nor a lucky one decides.
 */
final class Match {

  /** How long and how often. */
  record Pace(Duration warmUp, Duration turn, int rounds) {}

  private final Stage stage;
  private final List<Contender> contenders;
  private final BiPredicate<Contender, Workload> takesPart;
  private final Pace pace;

  Match(
      Stage stage,
      List<Contender> contenders,
      BiPredicate<Contender, Workload> takesPart,
      Pace pace) {
    this.stage = stage;
    this.contenders = contenders;
    this.takesPart = takesPart;
    this.pace = pace;
  }

  /** Plays, and returns the turns' times by workload and contender. */
  Map<Workload, Map<String, Turns>> play(Set<Workload> workloads) {
    // All code of all contenders is warm, and call sites are as shared as they will be, before
    // anything counts.
    for (int lap = 0; lap < 2; lap++) {
      for (Workload workload : workloads) {
        for (Contender contender : of(workload)) {
          warmUp(workload, contender);
        }
      }
    }
    var results = new EnumMap<Workload, Map<String, Turns>>(Workload.class);
    for (Workload workload : workloads) {
      results.put(workload, play(workload));
    }
    return results;
  }

  private List<Contender> of(Workload workload) {
    return contenders.stream().filter(one -> takesPart.test(one, workload)).toList();
  }

  private void warmUp(Workload workload, Contender contender) {
    long end = System.nanoTime() + pace.warmUp().toNanos() / 2;
    long seed = 1;
    do {
      Clock.turn(contender, workload.on(stage, -seed++), pace.turn());
    } while (System.nanoTime() < end);
  }

  private Map<String, Turns> play(Workload workload) {
    List<Contender> playing = of(workload);
    var times = new LinkedHashMap<String, Turns>();
    playing.forEach(contender -> times.put(contender.name(), new Turns(new ArrayList<>())));
    // The first round brings caches and the code back to this workload.
    for (int round = -1; round < pace.rounds(); round++) {
      for (int i = 0; i < playing.size(); i++) {
        Contender contender = playing.get(Math.floorMod(round + i, playing.size()));
        double nanos = Clock.turn(contender, workload.on(stage, 1000 + round), pace.turn());
        Turns turns = times.computeIfAbsent(contender.name(), name -> new Turns(new ArrayList<>()));
        if (round >= 0) {
          turns.nanos().add(nanos);
        }
      }
    }
    return times;
  }
}
