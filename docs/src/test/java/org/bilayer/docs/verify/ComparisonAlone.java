package org.bilayer.docs.verify;

import org.bilayer.testkit.verify.Verification;
import org.bilayer.testkit.verify.history.Law;

/** What comparing memory with a database finds by itself, where a law would find the same mistake first. */
public final class ComparisonAlone {

  private ComparisonAlone() {}

  /** The verification with no law. */
  public static Verification of(Verification verification) {
    Verification without = verification;
    for (Law law : Law.values()) {
      without = without.without(law, "this test is about comparing");
    }
    return without;
  }
}
