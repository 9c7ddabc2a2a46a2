package org.bilayer.testkit.verify.history;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Steps in an attempt. Immutable. Made by {@link Steps#attempt} and {@link Steps#undoneAttempt}.
 *
 * @param undone whether the attempt fails at its end on purpose
 */
public record Attempt(List<Step> steps, boolean undone) implements Step {

  /** Copies the list. */
  public Attempt {
    steps = List.copyOf(steps);
  }

  @Override
  public <R> R accept(StepVisitor<R> visitor) {
    return visitor.attempt(this);
  }

  @Override
  public String table() {
    return "";
  }

  @Override
  public String name() {
    return "attempt";
  }

  @Override
  public int size() {
    return 1 + steps.stream().mapToInt(Step::size).sum();
  }

  /** As Java, the way it is written by hand. */
  @Override
  public String toString() {
    return (undone ? "undoneAttempt(" : "attempt(")
        + steps.stream().map(Step::toString).collect(Collectors.joining(", ")) + ")";
  }
}
