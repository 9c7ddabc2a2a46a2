package org.bilayer.docs.verify.mutants;

import org.bilayer.docs.verify.ComparisonAlone;
import org.bilayer.model.Model;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;
import org.bilayer.testkit.database.Databases;
import org.bilayer.testkit.verify.Verification;

/** What the test of a pasted counterexample is compiled against: the model and the memory it was found on. */
public final class Pasted {

  private static Model model = org.bilayer.contracts.sample.Bank.MODEL;
  private static Backend memory = Backends.memory();

  private Pasted() {}

  static void use(Model next, Backend wrong) {
    model = next;
    memory = wrong;
  }

  /** What the pasted test calls {@code verification()}. */
  public static Verification verification() {
    return ComparisonAlone.of(Verification.of(model)).memory(memory).on(Databases.h2());
  }
}
