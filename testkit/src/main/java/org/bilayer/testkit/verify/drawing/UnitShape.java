package org.bilayer.testkit.verify.drawing;

import java.util.Locale;
import org.bilayer.testkit.verify.history.Phase;
import org.bilayer.testkit.verify.history.Step;

/** What kind a single unit of work of a history is. */
public enum UnitShape {
  /** Any steps, committed. */
  COMMITTED,
  /** Any steps, undone. */
  ROLLED_BACK,
  /** Reads, and now and then a write, which is refused. */
  READ_ONLY,
  /** Any steps, as work that the data layer runs. */
  IN_RUN,
  /** Different changes of many rows of one table, written together. */
  MANY_CHANGES;

  private static final int CHANGES_LEAST = 3;

  /** For people and machines. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** The kind of a unit. */
  public static UnitShape of(Phase.Unit unit) {
    if (unit.isReadOnly()) {
      return READ_ONLY;
    }
    if (unit.isInRun()) {
      return IN_RUN;
    }
    if (unit.isRolledBack()) {
      return ROLLED_BACK;
    }
    return unit.steps().stream().filter(UnitShape::isChange).count() >= CHANGES_LEAST
            && unit.steps().stream()
                .allMatch(step -> isChange(step) || step.table().isEmpty())
            && unit.steps().stream()
                    .map(Step::table)
                    .filter(table -> !table.isEmpty())
                    .distinct()
                    .count()
                == 1
        ? MANY_CHANGES
        : COMMITTED;
  }

  private static boolean isChange(Step step) {
    return step.name().equals("change");
  }
}
