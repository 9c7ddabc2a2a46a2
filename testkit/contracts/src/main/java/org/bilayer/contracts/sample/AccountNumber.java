package org.bilayer.contracts.sample;

/** A domain type around a text id. */
public record AccountNumber(String value) {

  /** Refuses what is no account number. */
  public AccountNumber {
    if (value.isBlank()) {
      throw new IllegalArgumentException("An account number must not be blank.");
    }
  }
}
