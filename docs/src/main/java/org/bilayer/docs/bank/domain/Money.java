package org.bilayer.docs.bank.domain;

import java.math.BigDecimal;
import java.util.Currency;

/**
 * An amount of one currency with two digits behind the point; may be negative. Immutable.
 *
 * @param amount comes back with exactly two digits behind the point
 */
public record Money(BigDecimal amount, Currency currency) {

  /** Refuses more than two digits behind the point with an {@link ArithmeticException}. */
  public Money {
    amount = amount.setScale(2);
  }

  /** Nothing, in a currency. */
  public static Money zero(Currency currency) {
    return new Money(BigDecimal.ZERO, currency);
  }

  /** Money from text, such as {@code of("12.50", "EUR")}. */
  public static Money of(String amount, String currency) {
    return new Money(new BigDecimal(amount), Currency.getInstance(currency));
  }

  /**
   * The sum.
   *
   * @throws IllegalArgumentException if the currencies differ
   */
  public Money plus(Money other) {
    if (!currency.equals(other.currency)) {
      throw new IllegalArgumentException("cannot add " + other.currency + " to " + currency);
    }
    return new Money(amount.add(other.amount), currency);
  }

  /** As much, with the opposite sign. */
  public Money negated() {
    return new Money(amount.negate(), currency);
  }

  /** Whether it is more than nothing. */
  public boolean isPositive() {
    return amount.signum() > 0;
  }

  /** Whether it is less than nothing. */
  public boolean isNegative() {
    return amount.signum() < 0;
  }

  @Override
  public String toString() {
    return amount.toPlainString() + " " + currency;
  }
}
