package org.bilayer.contracts.sample;

import java.math.BigDecimal;

/** An amount with its currency: a value object of two columns. */
public record Money(BigDecimal amount, String currency) {

  /** An amount in euro, with two digits behind the point. */
  public static Money euro(String amount) {
    return new Money(new BigDecimal(amount).setScale(2), "EUR");
  }

  /** The sum; both must have one currency. */
  public Money plus(Money other) {
    if (!currency.equals(other.currency)) {
      throw new IllegalArgumentException("Cannot add " + other.currency + " to " + currency + ".");
    }
    return new Money(amount.add(other.amount), currency);
  }
}
