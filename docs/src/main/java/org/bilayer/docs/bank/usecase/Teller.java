package org.bilayer.docs.bank.usecase;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.bilayer.DataLayer;
import org.bilayer.UnitOptions;
import org.bilayer.Work;
import org.bilayer.docs.bank.domain.Account;
import org.bilayer.docs.bank.domain.AccountNumber;
import org.bilayer.docs.bank.domain.Customer;
import org.bilayer.docs.bank.domain.Money;
import org.bilayer.docs.bank.domain.RefusedException;
import org.bilayer.docs.bank.domain.Transfer;
import org.bilayer.docs.bank.model.Bank;
import org.bilayer.failure.NotFoundException;
import org.bilayer.failure.UniqueViolationException;
import org.bilayer.query.AggregateFunction;
import org.bilayer.query.Cursor;
import org.bilayer.query.Page;
import org.bilayer.query.Projection;
import org.bilayer.query.Query;
import org.bilayer.query.Specification;

/**
 * The bank's use cases; each is one unit of work. What the bank's rules or the model's constraints forbid ends in a
 * {@link RefusedException}, and nothing is changed then. Other failures of the data layer pass through.
 *
 * <p>Thread-safe.
 */
public final class Teller {

  private static final UnitOptions READ = UnitOptions.defaults().readOnly();

  private final DataLayer data;

  /** A teller who works on the data of a bank. */
  public Teller(DataLayer data) {
    this.data = data;
  }

  /** Takes in a customer; the name and the address must be nobody else's. */
  public void register(String name, String email) throws RefusedException {
    try {
      data.run(work -> work.repository(Bank.CUSTOMERS).add(new Customer(name, email)));
    } catch (UniqueViolationException e) {
      throw new RefusedException(
          e.constraint().equals("customer_email_key")
              ? "somebody else has the address " + email
              : name + " is a customer already",
          e);
    }
  }

  // tag::change-email[]
  /** Sends a customer's mail elsewhere. */
  public void changeEmail(String name, String email) throws RefusedException {
    run(work -> {
      var customers = work.repository(Bank.CUSTOMERS);
      Customer customer = customers.get(name);
      customer.changeEmail(email);
      customers.update(customer);
    });
  }
  // end::change-email[]

  /** Opens an empty account. */
  public void open(AccountNumber number, String owner, Currency currency) throws RefusedException {
    try {
      run(work -> {
        Customer customer = work.repository(Bank.CUSTOMERS).get(owner);
        work.repository(Bank.ACCOUNTS).add(Account.open(number, customer.name(), currency));
      });
    } catch (UniqueViolationException e) {
      throw new RefusedException("there is an account " + number + " already", e);
    }
  }

  /** Puts money into an account. */
  public void lodge(AccountNumber number, Money amount) throws RefusedException {
    run(work ->
        work.repository(Bank.ACCOUNTS).changeChecked(number, account -> account.lodge(amount)));
  }

  /** Takes money out of an account. */
  public void withdraw(AccountNumber number, Money amount) throws RefusedException {
    run(work ->
        work.repository(Bank.ACCOUNTS).changeChecked(number, account -> account.withdraw(amount)));
  }

  // tag::transfer[]
  /** Moves money from one account to another. */
  public void transfer(Transfer transfer) throws RefusedException {
    try {
      run(work -> {
        var accounts = work.repository(Bank.ACCOUNTS);
        accounts.changeChecked(transfer.from(), account -> account.withdraw(transfer.amount()));
        accounts.changeChecked(transfer.to(), account -> account.lodge(transfer.amount()));
        work.repository(Bank.TRANSFERS).add(transfer);
      });
    } catch (UniqueViolationException e) {
      throw new RefusedException("there is a transfer " + transfer.id() + " already", e);
    }
  }

  private void run(Work.Action<RefusedException> work) throws RefusedException {
    try {
      data.runChecked(work);
    } catch (NotFoundException e) {
      throw new RefusedException("there is no " + e.type() + " " + e.id(), e);
    }
  }
  // end::transfer[]

  /** Closes an empty account for good. */
  public void close(AccountNumber number) throws RefusedException {
    run(work -> work.repository(Bank.ACCOUNTS).changeChecked(number, Account::close));
  }

  // tag::statement[]
  /**
   * One page of an account's transfers, oldest first.
   *
   * @param at where the page begins; empty for the first page
   */
  public Page<Transfer> statement(AccountNumber number, int size, Optional<Cursor> at) {
    Query<Transfer> query =
        Query.where(Bank.FROM.eq(number).or(Bank.TO.eq(number))).orderBy(Bank.BOOKED.asc());
    return data.execute(READ, work -> {
      var transfers = work.repository(Bank.TRANSFERS);
      return at.isPresent() ? transfers.page(query, size, at.get()) : transfers.page(query, size);
    });
  }
  // end::statement[]

  /** What one owner has in one currency. */
  public record OwnerTotal(String owner, Money total) {}

  // tag::totals[]
  private static final AggregateFunction<Account, BigDecimal> SUM = Bank.BALANCE_AMOUNT.sum();

  private static final Projection<Account, OwnerTotal> OWNER_TOTAL = Projection.of(
      tuple -> new OwnerTotal(
          tuple.get(Bank.OWNER), new Money(tuple.get(SUM), tuple.get(Bank.BALANCE_CURRENCY))),
      Bank.OWNER,
      Bank.BALANCE_CURRENCY,
      SUM);

  /** How much each owner of an account has in each currency, in no particular order. */
  public List<OwnerTotal> totalsByOwner() {
    return data.execute(
        READ, work -> work.repository(Bank.ACCOUNTS).select(Specification.all(), OWNER_TOTAL));
  }
  // end::totals[]

  /** How much there is in the whole bank, by currency. */
  public SortedMap<String, Money> total() {
    var total = new TreeMap<String, Money>();
    for (OwnerTotal owner : totalsByOwner()) {
      Money money = owner.total();
      total.merge(money.currency().getCurrencyCode(), money, Money::plus);
    }
    return total;
  }
}
