package org.bilayer.testkit.verify.reference;

/** The reference model has no opinion from here on. The message says what it does not model. */
final class NotModelled extends RuntimeException {

  private static final long serialVersionUID = 1L;

  NotModelled(String what) {
    super("not modelled: " + what, null, false, false);
  }
}
