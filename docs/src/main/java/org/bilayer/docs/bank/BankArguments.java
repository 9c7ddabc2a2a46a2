package org.bilayer.docs.bank;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.bilayer.docs.bank.ledger.LedgerGenerator;

/**
 * What the bank was told on the command line. Immutable.
 *
 * @param operations of the main section of a made-up ledger
 * @param ledger a file to apply instead of a made-up one
 * @param postgresql the JDBC URL of a server to run on as well
 * @param mariadb likewise
 */
record BankArguments(
    int operations,
    long seed,
    int threads,
    Optional<Path> ledger,
    Optional<String> postgresql,
    Optional<String> mariadb,
    boolean help) {

  static final String USAGE = """
      Applies a ledger to a bank, on memory and on H2, and compares the outcomes.

        mvn -q -Pbank process-classes
        mvn -q -Pbank process-classes -Dexec.args="--operations 5000 --threads 8"

        --operations N       lines of the main section of the made-up ledger (default 20000)
        --seed N             what to make the ledger from (default 2026)
        --threads N          threads that apply it (default 4)
        --ledger FILE        apply this file instead
        --postgresql [URL]   on PostgreSQL as well
                             (default jdbc:postgresql://127.0.0.1:5432/postgres?user=postgres)
        --mariadb [URL]      on MariaDB as well (default jdbc:mariadb://127.0.0.1:3306/?user=root&sslMode=disable)
        --help               print this

      A ledger has a line for each operation, such as

        register,Ada Lovelace,ada@example.org
        email,Ada Lovelace,countess@example.org
        open,A-000001,Ada Lovelace,EUR
        lodge,A-000001,100.00,EUR
        withdraw,A-000001,12.50,EUR
        transfer,T-00000001,2026-03-02,A-000001,A-000002,20.00,EUR
        close,A-000001

      and lines that say barrier: all above is done before anything below; in between, lines are
      done in any order.

      On a server everything happens in a schema of its own, bilayer_bank_..., which is dropped at
      the end. The exit code is 0 if money is conserved and all backends end equal, 1 if not, and 2
      if the bank could not be run.
      """;

  private static final String POSTGRESQL =
      "jdbc:postgresql://127.0.0.1:5432/postgres?user=postgres";
  private static final String MARIADB = "jdbc:mariadb://127.0.0.1:3306/?user=root&sslMode=disable";
  private static final int THREADS_MAX = 64;

  /**
   * Reads the command line.
   *
   * @throws IllegalArgumentException if something is wrong with it; the message says what
   */
  static BankArguments parse(List<String> given) {
    int operations = 20_000;
    long seed = 2026;
    int threads = 4;
    Optional<Path> ledger = Optional.empty();
    Optional<String> postgresql = Optional.empty();
    Optional<String> mariadb = Optional.empty();
    boolean help = false;
    Deque<String> left = new ArrayDeque<>(given);
    while (!left.isEmpty()) {
      String option = left.removeFirst();
      switch (option) {
        case "--operations" ->
          operations = (int) number(option, left, LedgerGenerator.OPERATIONS_MAX);
        case "--seed" -> seed = number(option, left, Long.MAX_VALUE);
        case "--threads" -> threads = (int) number(option, left, THREADS_MAX);
        case "--ledger" -> ledger = Optional.of(file(option, left));
        case "--postgresql" -> postgresql = Optional.of(url("jdbc:postgresql:", POSTGRESQL, left));
        case "--mariadb" -> mariadb = Optional.of(url("jdbc:mariadb:", MARIADB, left));
        case "--help" -> help = true;
        default -> throw new IllegalArgumentException("There is no argument " + option + ".");
      }
    }
    return new BankArguments(operations, seed, threads, ledger, postgresql, mariadb, help);
  }

  private static String value(String option, Deque<String> left) {
    String value = left.pollFirst();
    if (value == null) {
      throw new IllegalArgumentException(option + " needs a value.");
    }
    return value;
  }

  private static long number(String option, Deque<String> left, long most) {
    String value = value(option, left);
    try {
      long number = Long.parseLong(value);
      if (number >= 1 && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw new IllegalArgumentException(
        option + " takes a number from 1 to " + most + ", not " + value + ".");
  }

  private static Path file(String option, Deque<String> left) {
    String value = value(option, left);
    try {
      return Path.of(value);
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException(option + " takes a file, not " + value + ".", e);
    }
  }

  private static String url(String prefix, String otherwise, Deque<String> left) {
    String next = left.peekFirst();
    if (next == null || next.startsWith("--")) {
      return otherwise;
    }
    left.removeFirst();
    if (!next.startsWith(prefix)) {
      throw new IllegalArgumentException(
          "A URL here begins with " + prefix + "; this is " + next + ".");
    }
    return next;
  }
}
