package org.bilayer.mybatis.internal.check;

/** How constraints that can wait for the commit are reported. */
final class Deferral {

  static final String EXPECTED = "a constraint that is checked with each statement";
  static final String DEFERRED = "INITIALLY DEFERRED";
  static final String DEFERRED_CONSEQUENCE =
      "a violation is reported at the commit only, and no attempt can survive the violation";
  static final String DEFERRABLE = "DEFERRABLE";
  static final String DEFERRABLE_CONSEQUENCE =
      "a hand-written SET CONSTRAINTS can put the check off to the commit";

  private Deferral() {}
}
