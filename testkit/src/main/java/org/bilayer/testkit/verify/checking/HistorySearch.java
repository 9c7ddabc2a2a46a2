package org.bilayer.testkit.verify.checking;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bilayer.model.Model;
import org.bilayer.model.ModelInternals;
import org.bilayer.testkit.verify.comparing.BackendPair;
import org.bilayer.testkit.verify.comparing.Comparison;
import org.bilayer.testkit.verify.comparing.Disagreement;
import org.bilayer.testkit.verify.drawing.Generator;
import org.bilayer.testkit.verify.drawing.Seed;
import org.bilayer.testkit.verify.drawing.Size;
import org.bilayer.testkit.verify.drawing.Values;
import org.bilayer.testkit.verify.history.Difference;
import org.bilayer.testkit.verify.history.History;
import org.bilayer.testkit.verify.mapping.MappingUnderTest;
import org.bilayer.testkit.verify.recording.Recording;
import org.bilayer.testkit.verify.shrinking.Shrinker;
import org.bilayer.value.Level;

/** Compares backends on generated histories until a finding, or until enough answers were compared. One thread. */
public final class HistorySearch {

  private static final int SHRINK_TRIES_MAX = 2_500;

  /** A law with pauses, on a server, would otherwise be tried for minutes; what is found is longer then. */
  private static final Duration SHRINK_TIME_MAX = Duration.ofSeconds(30);

  /** What a search has found, and how much it has compared. */
  public record Found(Optional<Difference> difference, long histories, long compared) {}

  private final Model model;
  private final Map<String, MappingUnderTest<?, ?>> mappings;
  private final Values values;
  private final BackendPair pair;
  private final Set<Level> pairLevels;
  private final Seed seed;

  /**
   * A search on a pair of backends.
   *
   * @param pairLevels the levels of two units that take turns
   */
  public HistorySearch(
      Model model,
      Map<String, MappingUnderTest<?, ?>> mappings,
      Values values,
      BackendPair pair,
      Set<Level> pairLevels,
      Seed seed) {
    this.model = model;
    this.mappings = mappings;
    this.values = values;
    this.pair = pair;
    this.pairLevels = pairLevels;
    this.seed = seed;
  }

  /**
   * Compares at least so many answers, or as many as there is time for, and shrinks the first history that shows a difference.
   *
   * @param time after which no history is begun that is not needed for the least size; empty where only the answers count
   * @param recording counts the answers
   * @param name under which the database is recorded
   */
  public Found search(int answers, Optional<Duration> time, Recording recording, String name) {
    Set<Level> levels = pair.levels();
    recording.drawnAt(model, mappings, levels, pairLevels);
    long begun = System.nanoTime();
    long nanos = time.map(Duration::toNanos).orElse(Long.MAX_VALUE);
    long i = 0;
    while (pair.compared() < answers
        && (pair.compared() < Size.ANSWERS_LEAST || System.nanoTime() - begun < nanos)) {
      var generator = new Generator(
          ModelInternals.schema(model), mappings, values, levels, pairLevels, seed.of(i));
      History history = generator.history();
      i++;
      Comparison.Verdict verdict = pair.compare(history);
      recording.compared(name, history, generator.meetings(), verdict);
      if (verdict.difference().isPresent()) {
        Disagreement first = verdict.difference().get();
        return new Found(
            Optional.of(shrunk(pair, mappings, history, first, i, seed)), i, pair.compared());
      }
    }
    return new Found(Optional.empty(), i, pair.compared());
  }

  /**
   * Shrinks a history that shows a difference.
   *
   * @param first what it has shown; returned as it is if the history does not show a difference again
   */
  static Difference shrunk(
      BackendPair pair,
      Map<String, MappingUnderTest<?, ?>> mappings,
      History history,
      Disagreement first,
      long number,
      Seed seed) {
    var shrinker = new Shrinker(mappings, SHRINK_TRIES_MAX);
    long end = System.nanoTime() + SHRINK_TIME_MAX.toNanos();
    History shrunk = shrinker.shrink(
        history,
        simpler -> System.nanoTime() - end < 0 && pair.difference(simpler).isPresent());
    String found = "history " + number + ", " + history.size() + " steps";
    String again = "; the whole run again: " + seed;
    return pair.difference(shrunk)
        .map(disagreement -> disagreement.in(shrunk, found + " shrunk to " + shrunk.size() + again))
        .orElseGet(() -> first.in(
            history,
            found + ", which did not show the difference when they were repeated: something"
                + " outside of the history decides about it" + again));
  }
}
