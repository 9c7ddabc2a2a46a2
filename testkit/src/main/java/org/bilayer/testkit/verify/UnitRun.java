package org.bilayer.testkit.verify;

import java.util.List;
import java.util.Map;
import org.bilayer.UnitOfWork;
import org.bilayer.failure.DataException;
import org.bilayer.failure.UnitOfWorkFailedException;

/** One unit of work in which steps are done, with a log of what came of them. */
final class UnitRun {

  /** Thrown at the end of an attempt that is to be undone. */
  private static final class Undone extends RuntimeException {
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

  private final Map<String, MappingUnderTest<?, ?>> subjects;
  private final Ids ids;
  private final UnitOfWork work;
  private final String name;
  private final boolean concurrent;
  private final List<Observation> log;
  private int number;
  private boolean over;

  UnitRun(
      Map<String, MappingUnderTest<?, ?>> subjects,
      Ids ids,
      UnitOfWork work,
      String name,
      boolean concurrent,
      List<Observation> log) {
    this.subjects = subjects;
    this.ids = ids;
    this.work = work;
    this.name = name;
    this.concurrent = concurrent;
    this.log = log;
  }

  UnitOfWork work() {
    return work;
  }

  /** The ids that were generated until now. */
  Ids ids() {
    return ids;
  }

  /** Whether a failure has ended the unit. */
  boolean isOver() {
    return over;
  }

  MappingUnderTest<?, ?> subject(String table) {
    MappingUnderTest<?, ?> subject = subjects.get(table);
    if (subject == null) {
      throw new IllegalArgumentException(
          "The model has no root in a table " + table + "; it has " + subjects.keySet() + ".");
    }
    return subject;
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
      outcome = Outcome.answer(((DrawnStep) step).perform(this));
    } catch (DataException e) {
      over = true;
      outcome = Outcome.failure(e);
    } catch (AttemptFailed e) {
      outcome = e.outcome;
    } catch (RuntimeException e) {
      outcome = Outcome.failure(e);
    }
    note(place, step, outcome);
  }

  /** Does steps in an attempt. */
  String attempt(List<Step> steps, boolean undone) {
    try {
      work.attempt(part -> {
        for (Step step : steps) {
          runInAttempt(step);
        }
        if (undone) {
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
      note(place, step, Outcome.answer(((DrawnStep) step).perform(this)));
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
    log.add(new Observation(place, step, "", step instanceof Writes.Bulk, concurrent, outcome));
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
        outcome = Outcome.answer("rolled back");
      } else {
        work.commit();
        outcome = Outcome.answer("committed");
      }
    } catch (RuntimeException e) {
      outcome = Outcome.failure(e);
    }
    log.add(new Observation(
        name + ", its end", null, rolledBack ? "rollback" : "commit", false, concurrent, outcome));
  }
}
