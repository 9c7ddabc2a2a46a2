package org.bilayer.tools.internal.command;

/** A command that cannot be understood. The message says what to correct. */
public final class WrongUse extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public WrongUse(String message) {
    super(message);
  }

  public WrongUse(String message, Throwable cause) {
    super(message, cause);
  }

  /** An option that the command does not have. */
  public static WrongUse unknown(String option) {
    return new WrongUse("There is no option " + option + ".");
  }
}
