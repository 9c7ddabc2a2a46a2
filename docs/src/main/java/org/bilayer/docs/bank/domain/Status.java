package org.bilayer.docs.bank.domain;

/** Whether an account can be used. */
public enum Status {
  /** It takes and gives money. */
  OPEN,
  /** It does neither, for good. */
  CLOSED
}
