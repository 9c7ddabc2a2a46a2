package org.bilayer.docs.bank.domain;

import java.util.Currency;

/**
 * An account, as it is at one moment: each method returns the next state and leaves this one as it is. Immutable.
 *
 * <p>Reasons of refusals never name the balance, which depends on what was done before.
 *
 * @param owner the name of a customer
 * @param balance never negative
 */
// tag::account[]
public record Account(AccountNumber number, String owner, Money balance, Status status) {

  /** A new account, open and empty. */
  public static Account open(AccountNumber number, String owner, Currency currency) {
    return new Account(number, owner, Money.zero(currency), Status.OPEN);
  }

  /** The account with more money in it. */
  public Account lodge(Money amount) throws RefusedException {
    requireUsableFor(amount);
    return new Account(number, owner, balance.plus(amount), status);
  }

  /** The account with less money in it. */
  public Account withdraw(Money amount) throws RefusedException {
    requireUsableFor(amount);
    Money rest = balance.plus(amount.negated());
    if (rest.isNegative()) {
      throw new RefusedException("there is not enough money on " + number);
    }
    return new Account(number, owner, rest, status);
  }
  // end::account[]

  /** The account, closed for good. */
  public Account close() throws RefusedException {
    requireOpen();
    if (balance.isPositive()) {
      throw new RefusedException("there is money left on " + number);
    }
    return new Account(number, owner, balance, Status.CLOSED);
  }

  private void requireUsableFor(Money amount) throws RefusedException {
    requireOpen();
    if (!amount.isPositive()) {
      throw new RefusedException("an amount must be positive, not " + amount);
    }
    if (!amount.currency().equals(balance.currency())) {
      throw new RefusedException(
          number + " holds " + balance.currency() + ", not " + amount.currency());
    }
  }

  private void requireOpen() throws RefusedException {
    if (status != Status.OPEN) {
      throw new RefusedException(number + " is closed");
    }
  }
  // tag::account[]
}
// end::account[]
