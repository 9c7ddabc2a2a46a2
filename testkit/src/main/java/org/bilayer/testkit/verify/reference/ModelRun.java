package org.bilayer.testkit.verify.reference;

import org.bilayer.failure.ConflictException;
import org.bilayer.failure.DataException;
import org.bilayer.failure.InvalidValueException;
import org.bilayer.failure.UnitOfWorkFailedException;
import org.bilayer.testkit.verify.comparing.Outcome;
import org.bilayer.testkit.verify.history.Attempt;
import org.bilayer.testkit.verify.history.Step;
import org.jspecify.annotations.Nullable;

/** One unit of work in the model: its steps in order, attempts, and the end. */
final class ModelRun {

  /** Thrown at the end of an attempt that is to be undone. */
  private static final class Undone extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Undone() {
      super(null, null, false, false);
    }
  }

  /** An attempt ended by a refusal, and the unit goes on. */
  private static final class AttemptFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Refusal refusal;

    AttemptFailed(Refusal refusal) {
      super(null, null, false, false);
      this.refusal = refusal;
    }
  }

  private final Rules rules;
  private final World world;
  private final ModelUnit unit;
  private final ModelSteps steps;
  private final String name;
  private int number;
  private int depth;
  private boolean over;

  /** What has ended the attempt under way although its part goes on; null while the attempt is usable. */
  private @Nullable Refusal broken;

  /** Whether a conflict in an attempt has ended the unit. */
  private boolean failed;

  ModelRun(Rules rules, World world, String name) {
    this.rules = rules;
    this.world = world;
    this.unit = new ModelUnit(rules, world);
    this.steps = new ModelSteps(rules, world, unit, this::attempt);
    this.name = name;
  }

  // --- steps, attempts and the end ---

  /** Performs a step; the first failure ends the unit. */
  void run(Step step) {
    if (!over) {
      number++;
      perform(name + ", step " + number, step, true);
    }
  }

  private void perform(String place, Step step, boolean isOutermost) {
    String answer;
    try {
      world.at(place);
      if (failed || broken != null) {
        throw Refusal.of(UnitOfWorkFailedException.class);
      }
      if (unit.mayConflict()) {
        world.mayRefuse(World.conflict());
      }
      answer = step.accept(steps);
    } catch (Refusal refusal) {
      Outcome said = world.refusal(place, step.toString(), refusal);
      failed |= isConflict(said);
      if (said.kind() != null && DataException.class.isAssignableFrom(said.kind())) {
        over |= isOutermost;
        if (!isOutermost) {
          throw refusal;
        }
      }
      return;
    } catch (AttemptFailed e) {
      failed |= isConflict(world.refusal(place, step.toString(), e.refusal));
      return;
    } catch (World.Differs | NotModelled | Undone e) {
      throw e;
    } catch (InvalidValueException e) {
      throw new IllegalStateException(e);
    } catch (RuntimeException e) {
      world.answer(place, step.toString(), Outcome.failure(e));
      return;
    }
    world.answer(place, step.toString(), Outcome.answer(answer));
  }

  private static boolean isConflict(Outcome outcome) {
    return outcome.kind() != null && ConflictException.class.isAssignableFrom(outcome.kind());
  }

  /** "If it throws, everything since its beginning is undone, and the unit goes on." */
  private String attempt(Attempt attempt) {
    String place = name + ", step " + number;
    flushBeforeAttempt();
    Runnable undo = unit.mark();
    depth++;
    try {
      for (Step step : attempt.steps()) {
        number++;
        perform(name + ", step " + number, step, false);
      }
      world.at(place);
      if (attempt.undone()) {
        throw new Undone();
      }
      if (failed) {
        throw Refusal.of(UnitOfWorkFailedException.class);
      }
      if (broken != null) {
        throw broken;
      }
      unit.flush();
      return "kept";
    } catch (Undone e) {
      undone(undo);
      return "undone";
    } catch (Refusal refusal) {
      undone(undo);
      if (refusal.allows(new Outcome(UnitOfWorkFailedException.class, ""))) {
        throw refusal;
      }
      throw new AttemptFailed(refusal);
    } finally {
      depth--;
    }
  }

  /** "The attempt begins by writing pending changes": they are not part of the attempt, and their failure ends the unit. */
  private void flushBeforeAttempt() {
    try {
      unit.flush();
    } catch (Refusal refusal) {
      failed |= depth == 0;
      broken = refusal;
      throw new AttemptFailed(refusal);
    }
  }

  private void undone(Runnable undo) {
    broken = null;
    if (rules.undoesAttempts()) {
      undo.run();
    }
  }

  /** Commits or rolls back. */
  void end(boolean rolledBack) {
    if (over) {
      return;
    }
    over = true;
    String place = name + ", its end";
    world.at(place);
    String what = rolledBack ? "rollback" : "commit";
    if (rolledBack) {
      if (!rules.undoesUnits()) {
        unit.commit();
      }
      world.answer(place, what, Outcome.answer("rolled back"));
      return;
    }
    try {
      if (failed) {
        throw Refusal.of(UnitOfWorkFailedException.class)
            .or(Refusal.ofAnyMessage(IllegalStateException.class));
      }
      if (unit.mayConflict()) {
        world.mayRefuse(World.conflict());
      }
      unit.commit();
    } catch (Refusal refusal) {
      world.refusal(place, what, refusal);
      return;
    }
    world.answer(place, what, Outcome.answer("committed"));
  }
}
