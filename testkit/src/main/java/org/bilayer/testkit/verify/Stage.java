package org.bilayer.testkit.verify;

import java.util.List;
import java.util.Map;
import org.bilayer.UnitOfWork;
import org.bilayer.failure.DataException;
import org.bilayer.failure.UnitOfWorkFailedException;

/** One unit of work in which steps are done, with a log of what came of them. */
final class Stage {

  /** Thrown at the end of an attempt that is to be undone. */
  private static final class Undone extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Undone() {
      super("undone on purpose", null, false, false);
    }
  }

  private final Map<String, Subject<?, ?>> subjects;
  private final UnitOfWork work;
  private final String name;
  private final boolean concurrent;
  private final List<Observation> log;
  private int number;
  private boolean over;

  Stage(
      Map<String, Subject<?, ?>> subjects,
      UnitOfWork work,
      String name,
      boolean concurrent,
      List<Observation> log) {
    this.subjects = subjects;
    this.work = work;
    this.name = name;
    this.concurrent = concurrent;
    this.log = log;
  }

  UnitOfWork work() {
    return work;
  }

  /** Whether a failure has ended the unit. */
  boolean isOver() {
    return over;
  }

  Subject<?, ?> subject(String table) {
    Subject<?, ?> subject = subjects.get(table);
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
      outcome = Outcome.answer(((Deed) step).perform(this));
    } catch (DataException e) {
      over = true;
      outcome = Outcome.failure(e);
    } catch (RuntimeException e) {
      outcome = Outcome.failure(e);
    }
    log.add(new Observation(place, step.toString(), concurrent, outcome));
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
      return "failed by " + Outcome.failure(e);
    }
  }

  private void runInAttempt(Step step) {
    number++;
    String place = name + ", step " + number;
    try {
      log.add(new Observation(
          place, step.toString(), concurrent, Outcome.answer(((Deed) step).perform(this))));
    } catch (DataException e) {
      log.add(new Observation(place, step.toString(), concurrent, Outcome.failure(e)));
      throw e;
    } catch (Undone e) {
      throw e;
    } catch (RuntimeException e) {
      log.add(new Observation(place, step.toString(), concurrent, Outcome.failure(e)));
    }
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
        name + ", its end", rolledBack ? "rollback" : "commit", concurrent, outcome));
  }
}
