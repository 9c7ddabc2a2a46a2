package org.bilayer.benchmarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;

/**
 * Entrants that take turns in one JVM. The first is what the others are compared with.
 *
 * <p>In every round each entrant has one turn at the workload, the order changing from round to round, with the same
 * operations for all. The ratio of a round is that of turns a fraction of a second apart; what counts is the median over
 * the rounds, so that neither a slow second of the machine nor a lucky one decides.
 */
final class Match {

  /** How long and how often. */
  record Pace(Duration warmUp, Duration turn, int rounds) {}

  private final List<Entrant> entrants;
  private final BiPredicate<String, Workload> takesPart;
  private final Pace pace;

  /**
   * A match.
   *
   * @param takesPart tells by an entrant's name what it does
   */
  Match(List<Entrant> entrants, BiPredicate<String, Workload> takesPart, Pace pace) {
    this.entrants = entrants;
    this.takesPart = takesPart;
    this.pace = pace;
  }

  /** Plays, and returns the turns' times by workload and entrant. */
  Map<Workload, Map<String, Turns>> play(Set<Workload> workloads) {
    // All code of all entrants is warm, and call sites are as shared as they will be, before
    // anything counts.
    for (int lap = 0; lap < 2; lap++) {
      for (Workload workload : workloads) {
        for (Entrant entrant : of(workload)) {
          warmUp(workload, entrant);
        }
      }
    }
    var results = new EnumMap<Workload, Map<String, Turns>>(Workload.class);
    for (Workload workload : workloads) {
      results.put(workload, play(workload));
    }
    return results;
  }

  private List<Entrant> of(Workload workload) {
    return entrants.stream().filter(one -> takesPart.test(one.name(), workload)).toList();
  }

  private void warmUp(Workload workload, Entrant entrant) {
    entrant.look();
    long end = System.nanoTime() + pace.warmUp().toNanos() / 2;
    long seed = 1;
    do {
      entrant.turn(workload, -seed++, pace.turn(), false);
    } while (System.nanoTime() < end);
  }

  private Map<String, Turns> play(Workload workload) {
    List<Entrant> playing = of(workload);
    var times = new LinkedHashMap<String, Turns>();
    playing.forEach(entrant -> times.put(entrant.name(), new Turns(new ArrayList<>())));
    // The first round brings caches and the code back to this workload.
    for (int round = -1; round < pace.rounds(); round++) {
      for (int i = 0; i < playing.size(); i++) {
        Entrant entrant = playing.get(Math.floorMod(round + i, playing.size()));
        boolean isQuick = entrant.stage().isQuicklySummedUp();
        if (isQuick || round < 0) {
          entrant.look();
        }
        double nanos = entrant.turn(
            workload, 1000 + round, pace.turn(), isQuick || round == pace.rounds() - 1);
        if (round >= 0) {
          Turns turns = times.computeIfAbsent(entrant.name(), name -> new Turns(new ArrayList<>()));
          turns.nanos().add(nanos);
        }
      }
    }
    return times;
  }
}
