package org.bilayer.contracts.sample;

import org.jspecify.annotations.Nullable;

/**
 * An immutable aggregate.
 *
 * @param owner unique
 * @param limit how far the account may be overdrawn; null if it may not
 * @param branch unique together with {@code locker}, where both are present
 */
public record Account(
    AccountNumber number,
    String owner,
    Money balance,
    @Nullable Money limit,
    Status status,
    @Nullable String branch,
    @Nullable Integer locker) {

  /** What may be done with an account. */
  public enum Status {
    /** Anything. */
    OPEN,
    /** Nothing for now. */
    FROZEN,
    /** Nothing any more. */
    CLOSED
  }

  /** An open account with a balance in euro. */
  public static Account of(String number, String owner, String balance) {
    return new Account(
        new AccountNumber(number), owner, Money.euro(balance), null, Status.OPEN, null, null);
  }

  /** The same with another owner. */
  public Account ownedBy(String next) {
    return new Account(number, next, balance, limit, status, branch, locker);
  }

  /** The same with another balance. */
  public Account withBalance(Money next) {
    return new Account(number, owner, next, limit, status, branch, locker);
  }

  /** The same with money added, or taken where the amount is negative. */
  public Account plus(String amount) {
    return withBalance(balance.plus(Money.euro(amount)));
  }

  /** The same with another limit. */
  public Account withLimit(@Nullable Money next) {
    return new Account(number, owner, balance, next, status, branch, locker);
  }

  /** The same with another status. */
  public Account withStatus(Status next) {
    return new Account(number, owner, balance, limit, next, branch, locker);
  }

  /** The same with another locker. */
  public Account withLocker(@Nullable String nextBranch, @Nullable Integer nextLocker) {
    return new Account(number, owner, balance, limit, status, nextBranch, nextLocker);
  }
}
