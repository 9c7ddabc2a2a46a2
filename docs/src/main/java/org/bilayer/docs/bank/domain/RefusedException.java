package org.bilayer.docs.bank.domain;

/** The bank will not do it, for a reason that the customer is told. Nothing was changed. */
public final class RefusedException extends Exception {

  private static final long serialVersionUID = 1L;

  /** Creates a refusal; the reason is for the customer. */
  public RefusedException(String reason) {
    super(reason);
  }

  /** Creates a refusal that something else led to. */
  public RefusedException(String reason, Throwable cause) {
    super(reason, cause);
  }
}
