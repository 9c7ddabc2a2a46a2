package org.bilayer.docs.bank.ledger;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Makes up a ledger whose outcome does not depend on the order in which the lines of a section are done. The same
 * arguments give the same lines.
 */
public final class LedgerGenerator {

  /*
   * Why the order does not matter, within a section:
   *
   * Money. Every account that money leaves in the main section holds, before it, at least as much as all withdrawals and
   * transfers of that section together. So none of them can meet an empty account, whatever came before.
   *
   * Refusals. What is to be refused is refused by something that no line of its section changes: an account that does not
   * exist and is never opened, one that was closed in an earlier section, a currency, a transfer id used in an earlier
   * section, an amount greater than all the money there will ever be, a poor account that nothing goes to, a line that
   * cannot be read. Nothing takes an email address that somebody gives up.
   *
   * Everything else adds or subtracts, and sums do not depend on the order.
   */

  private static final int CONTENDED_ACCOUNTS = 6;
  private static final int OTHER_ACCOUNTS = 24;
  private static final int POOR_ACCOUNTS = 3;
  private static final int CLOSED_ACCOUNTS = 2;
  private static final int UNUSED_ACCOUNTS = 4;
  private static final int EARLIER_TRANSFERS = 5;
  private static final int AMOUNT_MAX_CENTS = 5_000;

  /** More than there can be: see {@link #OPERATIONS_MAX}. */
  private static final String FORTUNE = "999999999999.00";

  /** The most operations of the main section. */
  public static final int OPERATIONS_MAX = 1_000_000;

  private static final List<String> NAMES = List.of(
      "Ada Lovelace",
      "Alan Turing",
      "Barbara Liskov",
      "C. A. R. Hoare",
      "Donald Knuth",
      "Edsger Dijkstra",
      "Frances Allen",
      "Grace Hopper",
      "Jim Gray",
      "Leslie Lamport",
      "Niklaus Wirth",
      "Tony Brooker");

  private final Random random;
  private final int operations;
  private final List<String> lines = new ArrayList<>();
  private final List<String> contended = new ArrayList<>();
  private final List<String> others = new ArrayList<>();
  private final List<String> poor = new ArrayList<>();
  private final List<String> closed = new ArrayList<>();
  private final List<String> unused = new ArrayList<>();
  private int accounts;
  private int transfers;

  private LedgerGenerator(int operations, long seed) {
    this.operations = operations;
    this.random = new Random(seed);
  }

  /**
   * The lines of a ledger.
   *
   * @param operations how many lines its main section has, 1 to {@link #OPERATIONS_MAX}; the others have about 100
   */
  public static List<String> lines(int operations, long seed) {
    if (operations < 1 || operations > OPERATIONS_MAX) {
      throw new IllegalArgumentException(
          "a ledger has 1 to " + OPERATIONS_MAX + " operations, not " + operations);
    }
    var generator = new LedgerGenerator(operations, seed);
    generator.addCustomers();
    generator.addAccounts();
    generator.addFirstMoney();
    generator.addMainSection();
    generator.addLastSection();
    return Collections.unmodifiableList(generator.lines);
  }

  private void addCustomers() {
    lines.add("# A made-up ledger: what each line means is said in LedgerLine.java.");
    lines.add("# Customers.");
    for (String name : NAMES) {
      lines.add("register," + name + "," + email(name, "example.org"));
    }
  }

  private static String email(String name, String domain) {
    return name.toLowerCase(Locale.ROOT).replace(". ", ".").replace(' ', '.') + "@" + domain;
  }

  private void addAccounts() {
    lines.add("barrier");
    lines.add("# Accounts.");
    open(contended, CONTENDED_ACCOUNTS, "EUR");
    open(others, OTHER_ACCOUNTS, "EUR");
    open(poor, POOR_ACCOUNTS, "EUR");
    open(closed, CLOSED_ACCOUNTS, "USD");
    open(unused, UNUSED_ACCOUNTS, "USD");
  }

  private void open(List<String> group, int count, String currency) {
    for (int i = 0; i < count; i++) {
      String number = String.format(Locale.ROOT, "A-%06d", ++accounts);
      group.add(number);
      lines.add("open," + number + "," + NAMES.get(accounts % NAMES.size()) + "," + currency);
    }
  }

  private void addFirstMoney() {
    lines.add("barrier");
    lines.add("# First money: enough that no later order of lines can overdraw an account.");
    BigDecimal enough =
        BigDecimal.valueOf((long) AMOUNT_MAX_CENTS * operations, 2).add(BigDecimal.valueOf(1_000));
    for (String number : contended) {
      lines.add("lodge," + number + "," + enough + ",EUR");
    }
    for (String number : others) {
      lines.add("lodge," + number + "," + enough + ",EUR");
    }
    for (String number : poor) {
      lines.add("lodge," + number + ",10.00,EUR");
    }
    for (String number : closed) {
      lines.add("close," + number);
    }
    lines.add("barrier");
    lines.add("# Some first transfers.");
    for (int i = 0; i < EARLIER_TRANSFERS; i++) {
      lines.add(transfer(contended.get(i), others.get(i), "100.00"));
    }
  }

  private void addMainSection() {
    lines.add("barrier");
    lines.add("# The main section: any order will do.");
    var refused = new ArrayList<String>();
    int rounds = Math.max(1, operations / 10_000);
    for (int round = 0; round < rounds; round++) {
      refused.addAll(refusedLines());
    }
    var section = new ArrayList<String>(operations);
    section.addAll(refused.subList(
        0, Math.min(refused.size(), Math.max(0, operations - NAMES.size()))));
    for (String name : NAMES) {
      section.add("email," + name + "," + email(name, "example.com"));
    }
    while (section.size() < operations) {
      section.add(anyGoodLine());
    }
    Collections.shuffle(section, random);
    lines.addAll(section.subList(0, operations));
  }

  private String anyGoodLine() {
    String amount = amount();
    return switch (random.nextInt(10)) {
      case 0, 1 -> "lodge," + anyActive() + "," + amount + ",EUR";
      case 2, 3 -> "withdraw," + anyActive() + "," + amount + ",EUR";
      default -> {
        String from = anyActive();
        String to = anyActive();
        while (to.equals(from)) {
          to = anyActive();
        }
        yield transfer(from, to, amount);
      }
    };
  }

  /** Three times out of four one of the few accounts that all threads contend for. */
  private String anyActive() {
    List<String> group = random.nextInt(4) == 0 ? others : contended;
    return group.get(random.nextInt(group.size()));
  }

  private String amount() {
    return BigDecimal.valueOf(1 + random.nextInt(AMOUNT_MAX_CENTS), 2).toString();
  }

  private String transfer(String from, String to, String amount) {
    LocalDate day = LocalDate.of(2026, 1, 1).plusDays(random.nextInt(365));
    return String.format(
        Locale.ROOT, "transfer,T-%08d,%s,%s,%s,%s,EUR", ++transfers, day, from, to, amount);
  }

  /** Lines that the bank refuses in any order, one for each reason there is. */
  private List<String> refusedLines() {
    String some = anyActive();
    return List.of(
        // cannot be read
        "lodge," + anyActive() + ",12.50",
        "lodge," + anyActive() + ",12.50,EUR,EUR",
        "borrow," + anyActive() + ",12.50,EUR",
        "lodge," + anyActive() + ",twelve,EUR",
        "lodge," + anyActive() + ",1.234,EUR",
        "withdraw," + anyActive() + ",,EUR",
        "withdraw," + anyActive() + ",12.50,EURO",
        "withdraw,A17,12.50,EUR",
        transfer(anyActive(), poor.get(0), "1.00").replaceFirst("2026-..-..", "2026-02-30"),
        "withdraw;" + anyActive() + ";12.50;EUR",
        // make no sense to the bank
        "lodge," + anyActive() + ",-12.50,EUR",
        "withdraw," + anyActive() + ",0.00,EUR",
        "lodge,B-999999,12.50,EUR",
        transfer(anyActive(), "B-999999", "12.50"),
        transfer("B-999999", anyActive(), "12.50"),
        "withdraw," + anyActive() + ",12.50,USD",
        "withdraw," + anyActive() + "," + FORTUNE + ",EUR",
        "withdraw," + poor.get(random.nextInt(POOR_ACCOUNTS)) + ",10.01,EUR",
        transfer(poor.get(random.nextInt(POOR_ACCOUNTS)), anyActive(), "10.01"),
        transfer(anyActive(), anyActive(), FORTUNE),
        "lodge," + closed.get(random.nextInt(CLOSED_ACCOUNTS)) + ",12.50,USD",
        "email,Nobody,nobody@example.org",
        "open,B-000001,Nobody,EUR",
        // break a constraint of the model
        "open," + anyActive() + "," + NAMES.get(0) + ",EUR",
        "register," + NAMES.get(random.nextInt(NAMES.size())) + ",new@example.org",
        earlierTransfer(),
        transfer(some, some, "1.00"),
        "register,Hubert Blaine Wolfe" + "schlegelstein".repeat(5) + ",hubert@example.org");
  }

  private String earlierTransfer() {
    return String.format(
        Locale.ROOT,
        "transfer,T-%08d,2026-12-31,%s,%s,1.00,EUR",
        1 + random.nextInt(EARLIER_TRANSFERS),
        contended.get(0),
        others.get(0));
  }

  private void addLastSection() {
    lines.add("barrier");
    lines.add("# Accounts are closed; those with money in them are not.");
    lines.add("close," + unused.get(0));
    lines.add("close," + unused.get(1));
    lines.add("close," + contended.get(0));
    lines.add("close," + poor.get(0));
    lines.add("close," + closed.get(0));
  }
}
