package org.bilayer.testkit.verify.reference;

import org.jspecify.annotations.Nullable;

/** What the model says of a backend, thrown where the history ends for it. */
final class Opinion extends RuntimeException {

  /** A place at which a backend's answer is not the model's. */
  record Finding(String place, String what, String expected, String said) {}

  private static final long serialVersionUID = 1L;

  /** Null if the backend and the model agree. */
  final transient @Nullable Finding finding;

  /** What the model does not model, and so has no opinion about from there on; empty where it is all modelled. */
  final String notModelled;

  private Opinion(@Nullable Finding finding, String notModelled) {
    super(null, null, false, false);
    this.finding = finding;
    this.notModelled = notModelled;
  }

  static Opinion agrees() {
    return new Opinion(null, "");
  }

  static Opinion differs(String place, String what, String expected, String said) {
    return new Opinion(new Finding(place, what, expected, said), "");
  }

  static Opinion notModelled(String what) {
    return new Opinion(null, "not modelled: " + what);
  }
}
