package org.bilayer.docs.bank;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.bilayer.docs.bank.domain.Account;
import org.bilayer.docs.bank.domain.Money;
import org.bilayer.docs.bank.domain.Status;
import org.bilayer.docs.bank.domain.Transfer;
import org.bilayer.docs.bank.ledger.Ledger;
import org.bilayer.docs.bank.ledger.LedgerLine;
import org.bilayer.docs.bank.ledger.Operation;

/**
 * What a ledger should come to, worked out in plain maps, one line after another: no data layer, no threads, and none of
 * the bank's rules but those written here again.
 */
final class Oracle {

  private static final int NAME_LENGTH_MAX = 80;

  private final Map<String, String> emails = new TreeMap<>();
  private final Map<String, Account> accounts = new TreeMap<>();
  private final Map<String, Transfer> transfers = new TreeMap<>();
  private final Set<Integer> refused = new TreeSet<>();

  private Oracle() {}

  /** Works out a ledger, the lines in the order of the file. */
  static Oracle of(Ledger ledger) {
    var oracle = new Oracle();
    for (List<LedgerLine> section : ledger.sections()) {
      for (LedgerLine line : section) {
        if (!(line instanceof LedgerLine.Order order) || !oracle.applied(order.operation())) {
          oracle.refused.add(line.number());
        }
      }
    }
    return oracle;
  }

  List<Integer> refusedLines() {
    return List.copyOf(refused);
  }

  List<String> customers() {
    var customers = new ArrayList<String>();
    emails.forEach((name, email) -> customers.add(name + " <" + email + ">"));
    return customers;
  }

  List<Account> accounts() {
    return List.copyOf(accounts.values());
  }

  List<Transfer> transfers() {
    return List.copyOf(transfers.values());
  }

  private boolean applied(Operation operation) {
    if (operation instanceof Operation.Register register) {
      return !emails.containsKey(register.name()) && setEmail(register.name(), register.email());
    } else if (operation instanceof Operation.ChangeEmail change) {
      return emails.containsKey(change.name()) && setEmail(change.name(), change.email());
    } else if (operation instanceof Operation.Open open) {
      return emails.containsKey(open.owner())
          && accounts.putIfAbsent(
                  open.number().value(),
                  new Account(
                      open.number(), open.owner(), Money.zero(open.currency()), Status.OPEN))
              == null;
    } else if (operation instanceof Operation.Lodge lodge) {
      return canTake(lodge.number().value(), lodge.amount())
          && add(lodge.number().value(), lodge.amount());
    } else if (operation instanceof Operation.Withdraw withdraw) {
      return canGive(withdraw.number().value(), withdraw.amount())
          && add(withdraw.number().value(), withdraw.amount().negated());
    } else if (operation instanceof Operation.Move move) {
      return applied(move.transfer());
    }
    return closed(((Operation.Close) operation).number().value());
  }

  private boolean setEmail(String name, String email) {
    var others = new HashSet<>(emails.values());
    if (name.length() > NAME_LENGTH_MAX || others.contains(email)) {
      return false;
    }
    emails.put(name, email);
    return true;
  }

  private boolean applied(Transfer transfer) {
    String from = transfer.from().value();
    String to = transfer.to().value();
    if (from.equals(to)
        || transfers.containsKey(transfer.id().value())
        || !canGive(from, transfer.amount())
        || !canTake(to, transfer.amount())) {
      return false;
    }
    transfers.put(transfer.id().value(), transfer);
    return add(from, transfer.amount().negated()) && add(to, transfer.amount());
  }

  private boolean canTake(String number, Money amount) {
    Account account = accounts.get(number);
    return account != null
        && account.status() == Status.OPEN
        && account.balance().currency().equals(amount.currency())
        && amount.amount().compareTo(BigDecimal.ZERO) > 0;
  }

  private boolean canGive(String number, Money amount) {
    return canTake(number, amount)
        && accounts.get(number).balance().amount().compareTo(amount.amount()) >= 0;
  }

  private boolean add(String number, Money amount) {
    accounts.computeIfPresent(
        number,
        (key, account) -> new Account(
            account.number(),
            account.owner(),
            new Money(account.balance().amount().add(amount.amount()), amount.currency()),
            account.status()));
    return true;
  }

  private boolean closed(String number) {
    Account account = accounts.get(number);
    if (account == null
        || account.status() == Status.CLOSED
        || account.balance().amount().signum() != 0) {
      return false;
    }
    accounts.put(
        number, new Account(account.number(), account.owner(), account.balance(), Status.CLOSED));
    return true;
  }
}
