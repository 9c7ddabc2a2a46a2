package org.bilayer.testkit.verify.comparing;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** The actions after the commit of one unit of work, and what those have answered that ran. */
final class AfterCommit {

  private final List<String> answers = new ArrayList<>();
  private int registered;

  /** An action that notes its number and the answer of a read. */
  Runnable action(Supplier<String> read) {
    registered++;
    int number = registered;
    return () -> {
      Outcome outcome;
      try {
        outcome = Outcome.answer(read.get());
      } catch (RuntimeException e) {
        outcome = Outcome.failure(e);
      }
      answers.add("action " + number + ": " + outcome);
    };
  }

  /** The actions that ran, in this order, as an addition to an answer; empty if none did. */
  String text() {
    return answers.isEmpty() ? "" : ", then " + answers;
  }
}
