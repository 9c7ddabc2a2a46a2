package org.bilayer.tools.internal.migration.plan;

import java.util.List;
import java.util.Optional;
import org.bilayer.tools.internal.migration.text.Stage;

/**
 * One step of a migration.
 *
 * <p>Immutable.
 *
 * @param stage when it runs
 * @param sql the statements, in order; none where only a person can write them
 * @param reason why it is there
 * @param risk what it blocks, reads, rewrites or breaks
 * @param question what has to be answered before the statements may run; they are commented out then
 */
public record Step(
    Stage stage, List<String> sql, String reason, String risk, Optional<String> question) {

  /** Copies the statements. */
  public Step {
    sql = List.copyOf(sql);
  }

  /** Whether the statements run as they are. */
  public boolean isActive() {
    return question.isEmpty();
  }
}
