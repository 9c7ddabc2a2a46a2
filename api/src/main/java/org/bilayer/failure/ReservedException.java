package org.bilayer.failure;

import java.io.Serial;

/**
 * A class of the family that applications cannot name and that is never thrown. Without this class, the
 * compiler would take a {@code switch} over all public classes for exhaustive, and a class added by a later
 * release would break the application.
 */
final class ReservedException extends DataException {

  @Serial
  private static final long serialVersionUID = 1L;

  private ReservedException() {
    super("never thrown", null);
  }

  @Override
  public boolean isRetryable() {
    return false;
  }
}
