package org.bilayer.docs.bank.ledger;

import java.util.Currency;
import java.util.Optional;
import org.bilayer.docs.bank.domain.AccountNumber;
import org.bilayer.docs.bank.domain.Money;
import org.bilayer.docs.bank.domain.RefusedException;
import org.bilayer.docs.bank.domain.Transfer;
import org.bilayer.docs.bank.usecase.Teller;

/** What a line of a ledger orders the bank to do. Immutable. */
public sealed interface Operation {

  /** Has a teller do it. */
  void applyTo(Teller teller) throws RefusedException;

  /** The money that enters the bank by it, negative if it leaves the bank; empty if none does either. */
  default Optional<Money> inflow() {
    return Optional.empty();
  }

  /** Takes in a customer. */
  record Register(String name, String email) implements Operation {

    @Override
    public void applyTo(Teller teller) throws RefusedException {
      teller.register(name, email);
    }
  }

  /** Changes where a customer reads mail. */
  record ChangeEmail(String name, String email) implements Operation {

    @Override
    public void applyTo(Teller teller) throws RefusedException {
      teller.changeEmail(name, email);
    }
  }

  /** Opens an account. */
  record Open(AccountNumber number, String owner, Currency currency) implements Operation {

    @Override
    public void applyTo(Teller teller) throws RefusedException {
      teller.open(number, owner, currency);
    }
  }

  /** Puts money into an account. */
  record Lodge(AccountNumber number, Money amount) implements Operation {

    @Override
    public void applyTo(Teller teller) throws RefusedException {
      teller.lodge(number, amount);
    }

    @Override
    public Optional<Money> inflow() {
      return Optional.of(amount);
    }
  }

  /** Takes money out of an account. */
  record Withdraw(AccountNumber number, Money amount) implements Operation {

    @Override
    public void applyTo(Teller teller) throws RefusedException {
      teller.withdraw(number, amount);
    }

    @Override
    public Optional<Money> inflow() {
      return Optional.of(amount.negated());
    }
  }

  /** Moves money between accounts. */
  record Move(Transfer transfer) implements Operation {

    @Override
    public void applyTo(Teller teller) throws RefusedException {
      teller.transfer(transfer);
    }
  }

  /** Closes an account. */
  record Close(AccountNumber number) implements Operation {

    @Override
    public void applyTo(Teller teller) throws RefusedException {
      teller.close(number);
    }
  }
}
