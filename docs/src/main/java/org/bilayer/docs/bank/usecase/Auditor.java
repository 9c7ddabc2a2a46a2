package org.bilayer.docs.bank.usecase;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bilayer.DataLayer;
import org.bilayer.UnitOptions;
import org.bilayer.docs.bank.domain.Account;
import org.bilayer.docs.bank.domain.AccountNumber;
import org.bilayer.docs.bank.domain.Customer;
import org.bilayer.docs.bank.domain.Transfer;
import org.bilayer.docs.bank.model.Bank;
import org.bilayer.query.Cursor;
import org.bilayer.query.Page;
import org.bilayer.query.Query;

/**
 * Reads everything a bank has, in a fixed order, so that two banks can be compared.
 *
 * <p>Thread-safe.
 */
public final class Auditor {

  private static final UnitOptions READ = UnitOptions.defaults().readOnly();
  private static final int PAGE_SIZE = 100;

  private final DataLayer data;

  /** An auditor of a bank. */
  public Auditor(DataLayer data) {
    this.data = data;
  }

  /**
   * What was found, in one moment. Immutable.
   *
   * @param customers by name, as text, since the class has no equality
   * @param accounts by number
   * @param transfers by id
   */
  public record Findings(List<String> customers, List<Account> accounts, List<Transfer> transfers) {

    /** Copies the lists. */
    public Findings {
      customers = List.copyOf(customers);
      accounts = List.copyOf(accounts);
      transfers = List.copyOf(transfers);
    }

    /** The account with most transfers, the first by number of several; empty if there are no transfers. */
    public Optional<AccountNumber> busiestAccount() {
      Map<AccountNumber, Integer> counts = new HashMap<>();
      for (Transfer transfer : transfers) {
        counts.merge(transfer.from(), 1, Integer::sum);
        counts.merge(transfer.to(), 1, Integer::sum);
      }
      Optional<AccountNumber> busiest = Optional.empty();
      for (Account account : accounts) {
        int count = counts.getOrDefault(account.number(), 0);
        if (count > busiest.map(counts::get).orElse(0)) {
          busiest = Optional.of(account.number());
        }
      }
      return busiest;
    }
  }

  /** Reads it all. */
  public Findings findings() {
    return data.execute(READ, work -> {
      var customers = new ArrayList<String>();
      var accounts = new ArrayList<Account>();
      var transfers = new ArrayList<Transfer>();
      work.repository(Bank.CUSTOMERS)
          .forEach(
              Query.orderedBy(Bank.NAME.asc()), customer -> customers.add(customer.toString()));
      work.repository(Bank.ACCOUNTS).forEach(Query.orderedBy(Bank.NUMBER.asc()), accounts::add);
      work.repository(Bank.TRANSFERS)
          .forEach(Query.orderedBy(Bank.TRANSFER_ID.asc()), transfers::add);
      return new Findings(customers, accounts, transfers);
    });
  }

  /** All pages of an account's statement, as a customer would turn them. */
  public List<Page<Transfer>> statement(AccountNumber number) {
    var teller = new Teller(data);
    var pages = new ArrayList<Page<Transfer>>();
    Optional<Cursor> at = Optional.empty();
    do {
      Page<Transfer> page = teller.statement(number, PAGE_SIZE, at);
      pages.add(page);
      at = page.next();
    } while (at.isPresent());
    return pages;
  }

  /** The name of some customer; empty if there are none. */
  public Optional<String> anyCustomer() {
    return data.execute(
        READ,
        work ->
            work
                .repository(Bank.CUSTOMERS)
                .find(Query.orderedBy(Bank.NAME.asc()).limit(1))
                .stream()
                .map(Customer::name)
                .findAny());
  }

  /**
   * Does what a use case with a bug would do: changes a customer and forgets {@code update}.
   *
   * @throws org.bilayer.failure.MisuseException from the data layer, which finds the change
   */
  // tag::forgotten-update[]
  public void forgetUpdate(String name) {
    data.run(work -> {
      Customer customer = work.repository(Bank.CUSTOMERS).get(name);
      customer.changeEmail("lost@example.org");
    });
  }
  // end::forgotten-update[]
}
