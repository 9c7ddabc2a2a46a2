package org.bilayer.testkit.verify.comparing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bilayer.DataLayer;
import org.bilayer.UnitOptions;
import org.bilayer.testkit.verify.mapping.GeneratedIds;
import org.bilayer.testkit.verify.mapping.MappingUnderTest;
import org.jspecify.annotations.Nullable;

/*
 * One unit of work that the data layer runs, with its retries.
 *
 * The log has the number of tries, the steps of the last try, and the end. Earlier tries are left out: backends notice a conflict at
 * different steps.
 */
final class ManagedRun {

  /** What one try does. */
  interface Try {

    /**
     * Begins a try.
     *
     * @param number of the try, from 1
     */
    void run(int number, UnitRun run);
  }

  private final Map<String, MappingUnderTest<?, ?>> mappings;
  private final GeneratedIds ids;
  private final DataLayer layer;
  private final String name;
  private final boolean concurrent;
  private List<Observation> log = new ArrayList<>();
  private @Nullable UnitRun last;
  private int tries;

  ManagedRun(
      Map<String, MappingUnderTest<?, ?>> mappings,
      GeneratedIds ids,
      DataLayer layer,
      String name,
      boolean concurrent) {
    this.mappings = mappings;
    this.ids = ids;
    this.layer = layer;
    this.name = name;
    this.concurrent = concurrent;
  }

  /** Runs the work until it is committed or has failed for good. */
  void run(UnitOptions options, boolean rolledBack, Try work) {
    Outcome outcome;
    try {
      layer.run(options, unit -> {
        tries++;
        log = new ArrayList<>();
        var run = new UnitRun(mappings, ids, layer, unit, name, concurrent, log);
        last = run;
        work.run(tries, run);
        if (run.failure() != null) {
          throw run.failure();
        }
        if (rolledBack) {
          throw new UnitRun.Undone();
        }
      });
      outcome = Outcome.answer(Outcome.COMMITTED + lastRun().afterCommit());
    } catch (UnitRun.Undone e) {
      outcome = Outcome.answer(Outcome.ROLLED_BACK + lastRun().afterCommit());
    } catch (RuntimeException e) {
      outcome = Outcome.failure(e);
    }
    if (last != null) {
      last.noteEnd(rolledBack, outcome);
    }
  }

  private UnitRun lastRun() {
    return Objects.requireNonNull(last, "the work was not run");
  }

  /** The number of tries, what the last one did, and its end. */
  List<Observation> log() {
    var all = new ArrayList<Observation>();
    all.add(Observation.ofTries(name, tries, concurrent));
    all.addAll(log);
    return all;
  }
}
