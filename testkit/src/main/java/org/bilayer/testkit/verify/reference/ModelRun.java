package org.bilayer.testkit.verify.reference;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.bilayer.failure.DataException;
import org.bilayer.failure.MisuseException;
import org.bilayer.failure.UnitOfWorkFailedException;
import org.bilayer.testkit.verify.comparing.Outcome;
import org.bilayer.testkit.verify.history.Attempt;
import org.bilayer.testkit.verify.history.Step;
import org.jspecify.annotations.Nullable;

/** The life of one unit of work in the model: steps in order, attempts, the end, and actions after it. */
final class ModelRun {

  /** Ends an attempt: undone on purpose, or by a refusal after which the unit goes on. */
  private static final class AttemptEnded extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Refusal outcome;

    AttemptEnded(Refusal outcome) {
      super(null, null, false, false);
      this.outcome = outcome;
    }
  }

  private record Action(int number, Step read) {}

  private final Rules rules;
  private final World world;
  private final ModelUnit unit;
  private final ModelSteps steps;
  private final String name;
  private final boolean readOnly;
  private final boolean inRun;
  private List<Action> actions = new ArrayList<>();
  private int registered;
  private int number;
  private int depth;

  /** What has ended the unit; null while the unit goes on. */
  private @Nullable Outcome end;

  /** What has ended the attempt under way although its part goes on; null while the attempt is usable. */
  private @Nullable Refusal broken;

  /** Whether a conflict in an attempt has ended the unit. */
  private boolean failed;

  ModelRun(Rules rules, World world, String name, boolean readOnly, boolean inRun) {
    this.rules = rules;
    this.world = world;
    this.name = name;
    this.readOnly = readOnly;
    this.inRun = inRun;
    this.unit = new ModelUnit(rules, world, readOnly);
    this.steps = new ModelSteps(rules, world, unit, this, true);
  }

  // --- steps and attempts ---

  /** Performs a step; the first failure ends the unit. */
  void run(Step step) {
    if (end == null) {
      number++;
      perform(name + ", step " + number, step, true);
    }
  }

  private void perform(String place, Step step, boolean isOutermost) {
    registered += step.name().equals("afterCommit") ? 1 : 0;
    Refusal came;
    try {
      world.at(place);
      if ((failed || broken != null) && !ModelSteps.isOutside(step)) {
        throw Refusal.of(UnitOfWorkFailedException.class);
      }
      if (readOnly && !step.isRead()) {
        world.mayRefuse(Refusal.of(MisuseException.class)); // a backend may look at this first
      }
      if (unit.mayConflict()) {
        world.mayRefuse(World.conflict());
      }
      came = new Refusal(Set.of(Outcome.answer(step.accept(steps))));
    } catch (Refusal refusal) {
      Outcome said = world.compare(place, step.toString(), refusal);
      failed |= said.isConflict();
      if (said.kind() != null && DataException.class.isAssignableFrom(said.kind())) {
        if (!isOutermost) {
          throw refusal;
        }
        end = said;
      }
      return;
    } catch (AttemptEnded ended) {
      came = ended.outcome;
    } catch (Opinion e) {
      throw e;
    } catch (RuntimeException e) {
      came = new Refusal(Set.of(Outcome.failure(e)));
    }
    failed |= world.compare(place, step.toString(), came).isConflict();
  }

  /** "If the part throws, the unit undoes all effects of the part, and stays open." */
  String attempt(Attempt attempt) {
    String place = name + ", step " + number;
    flushBeforeAttempt();
    Runnable undo = unit.mark();
    List<Action> before = List.copyOf(actions);
    depth++;
    try {
      for (Step step : attempt.steps()) {
        number++;
        perform(name + ", step " + number, step, false);
      }
      world.at(place);
      if (attempt.undone()) {
        throw new AttemptEnded(new Refusal(Set.of(Outcome.answer("undone"))));
      }
      if (failed) {
        throw Refusal.of(UnitOfWorkFailedException.class);
      }
      if (broken != null) {
        throw broken;
      }
      unit.flush();
      return "kept";
    } catch (Refusal | AttemptEnded e) {
      broken = null;
      if (rules.undoesAttempts()) {
        undo.run();
        actions = new ArrayList<>(before);
      }
      if (e instanceof Refusal refusal
          && !refusal.allows(new Outcome(UnitOfWorkFailedException.class, ""))) {
        throw new AttemptEnded(refusal);
      }
      throw e;
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
      throw new AttemptEnded(refusal);
    }
  }

  // --- the end ---

  /** Whether the work is in {@code run}, and has not ended. */
  boolean isInRun() {
    return inRun && end == null;
  }

  /** "Registers an action that runs after a successful commit." */
  String afterCommit(Step read) {
    actions.add(new Action(registered, read));
    return "registered";
  }

  /** Commits or rolls back. */
  void end(boolean rolledBack) {
    String place = name + ", its end";
    String what = rolledBack ? "rollback" : "commit";
    if (end != null) {
      if (inRun) {
        world.compare(place, what, end); // "If the work throws, the exception passes on unchanged."
      }
      return;
    }
    end = Outcome.answer(rolledBack ? "rolled back" : "committed");
    world.at(place);
    try {
      if (!rolledBack) {
        commit();
        List<String> answers = actions.stream().map(this::answer).toList();
        end = Outcome.answer("committed" + (answers.isEmpty() ? "" : ", then " + answers));
      } else if (!rules.undoesUnits()) {
        unit.commit();
      }
    } catch (Refusal refusal) {
      world.compare(place, what, refusal);
      return;
    }
    world.compare(place, what, end);
  }

  private void commit() {
    if (failed) {
      throw Refusal.of(UnitOfWorkFailedException.class)
          .or(Refusal.ofAnyMessage(IllegalStateException.class));
    }
    if (unit.mayConflict()) {
      world.mayRefuse(World.conflict());
    }
    unit.commit();
  }

  private String answer(Action action) {
    String answer;
    try {
      answer = steps.reader(action.read());
    } catch (Refusal refusal) {
      answer = String.valueOf(refusal.getMessage());
    } catch (Opinion e) {
      throw e;
    } catch (RuntimeException e) {
      answer = Outcome.failure(e).toString();
    }
    return "action " + action.number() + ": " + answer;
  }
}
