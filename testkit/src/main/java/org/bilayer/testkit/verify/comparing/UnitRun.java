package org.bilayer.testkit.verify.comparing;

import java.util.List;
import java.util.Map;
import org.bilayer.DataLayer;
import org.bilayer.UnitOfWork;
import org.bilayer.failure.DataException;
import org.bilayer.failure.UnitOfWorkFailedException;
import org.bilayer.testkit.verify.history.Attempt;
import org.bilayer.testkit.verify.history.Step;
import org.bilayer.testkit.verify.mapping.GeneratedIds;
import org.bilayer.testkit.verify.mapping.MappingUnderTest;
import org.jspecify.annotations.Nullable;

/** One unit of work in which steps are done, with a log of what came of them. */
final class UnitRun {

  /** Thrown at the end of what is to be undone. */
  static final class Undone extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Undone() {
      super("undone on purpose", null, false, false);
    }
  }

  /** An attempt ended by a failure, and the unit goes on. */
  private static final class AttemptFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Outcome outcome;

    AttemptFailed(Outcome outcome) {
      super("an attempt failed", null, false, false);
      this.outcome = outcome;
    }
  }

  private final UnitOfWork work;
  private final StepRunner runner;
  private final String name;
  private final boolean concurrent;
  private final List<Observation> log;
  private int number;
  private boolean over;
  private @Nullable DataException failure;

  UnitRun(
      Map<String, MappingUnderTest<?, ?>> mappings,
      GeneratedIds ids,
      DataLayer layer,
      UnitOfWork work,
      String name,
      boolean concurrent,
      List<Observation> log) {
    this.work = work;
    this.runner = new StepRunner(mappings, ids, layer, work, this::attempt);
    this.name = name;
    this.concurrent = concurrent;
    this.log = log;
  }

  /** Whether a failure has ended the unit. */
  boolean isOver() {
    return over;
  }

  /** What has ended the unit, if a step has. */
  @Nullable
  DataException failure() {
    return failure;
  }

  /** What the actions after the commit have answered, as an addition to the answer of the commit; empty if none ran. */
  String afterCommit() {
    return runner.afterCommit().text();
  }

  /** Does a step and logs what came of it; a failure of the unit ends it. */
  void run(Step step) {
    if (over) {
      return;
    }
    number++;
    String place = name + ", step " + number;
    Outcome outcome;
    try {
      outcome = Outcome.answer(step.accept(runner));
    } catch (DataException e) {
      over = true;
      failure = e;
      outcome = Outcome.failure(e);
    } catch (AttemptFailed e) {
      outcome = e.outcome;
    } catch (RuntimeException e) {
      outcome = Outcome.failure(e);
    }
    note(place, step, outcome);
  }

  /** Does steps in an attempt. */
  private String attempt(Attempt attempt) {
    try {
      work.attempt(part -> {
        for (Step step : attempt.steps()) {
          runInAttempt(step);
        }
        if (attempt.undone()) {
          throw new Undone();
        }
      });
      return "kept";
    } catch (Undone e) {
      return "undone";
    } catch (UnitOfWorkFailedException e) {
      throw e;
    } catch (DataException e) {
      // Expected failures leave the unit usable; whether this one does shows at the next step.
      throw new AttemptFailed(Outcome.failure(e));
    }
  }

  private void runInAttempt(Step step) {
    number++;
    String place = name + ", step " + number;
    try {
      note(place, step, Outcome.answer(step.accept(runner)));
    } catch (DataException e) {
      note(place, step, Outcome.failure(e));
      throw e;
    } catch (AttemptFailed e) {
      note(place, step, e.outcome);
    } catch (RuntimeException e) {
      note(place, step, Outcome.failure(e));
    }
  }

  private void note(String place, Step step, Outcome outcome) {
    log.add(new Observation(place, step, "", step.isSetBased(), concurrent, outcome));
  }

  /** Commits or rolls back, and logs what came of it. */
  void end(boolean rolledBack) {
    if (over) {
      return;
    }
    over = true;
    Outcome outcome;
    try {
      if (rolledBack) {
        work.rollback();
        outcome = Outcome.answer(Outcome.ROLLED_BACK + afterCommit());
      } else {
        work.commit();
        outcome = Outcome.answer(Outcome.COMMITTED + afterCommit());
      }
    } catch (RuntimeException e) {
      outcome = Outcome.failure(e);
    }
    noteEnd(rolledBack, outcome);
  }

  /** Logs how the unit ended. */
  void noteEnd(boolean rolledBack, Outcome outcome) {
    log.add(new Observation(
        name + ", its end", null, rolledBack ? "rollback" : "commit", false, concurrent, outcome));
  }
}
