package org.bilayer.docs.bank;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.bilayer.docs.bank.ledger.Ledger;
import org.bilayer.docs.bank.ledger.LedgerGenerator;

/**
 * Applies one ledger to a bank on each backend, with several threads, and compares what came of it. {@code --help} lists
 * the arguments.
 */
public final class BankMain {

  private static final int DONE = 0;
  private static final int UNEQUAL = 1;
  private static final int NOT_RUN = 2;

  private final BankArguments arguments;
  private final Screen screen;

  private BankMain(BankArguments arguments, Screen screen) {
    this.arguments = arguments;
    this.screen = screen;
  }

  /** Runs the bank and ends the process with an exit code unless all is well. */
  public static void main(String[] args) {
    int code = run(List.of(args), Screen.standard());
    if (code != DONE) {
      System.exit(code);
    }
  }

  /** Runs the bank and returns the exit code. */
  static int run(List<String> args, Screen screen) {
    BankArguments arguments;
    try {
      arguments = BankArguments.parse(args);
    } catch (IllegalArgumentException e) {
      screen.line(e.getMessage() + " Try --help.");
      return NOT_RUN;
    }
    if (arguments.help()) {
      BankArguments.USAGE.lines().forEach(screen::line);
      return DONE;
    }
    try {
      return new BankMain(arguments, screen).run() ? DONE : UNEQUAL;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      screen.line("The bank was interrupted.");
      return NOT_RUN;
    } catch (IOException | SQLException | RuntimeException e) {
      screen.line("The bank could not be run: " + reason(e));
      return NOT_RUN;
    }
  }

  private static String reason(Throwable e) {
    Throwable cause = e.getCause();
    String message = e.getMessage() == null ? e.toString() : e.getMessage();
    return cause == null ? message : message + ": " + reason(cause);
  }

  private boolean run() throws IOException, SQLException, InterruptedException {
    Path file = arguments.ledger().isPresent() ? arguments.ledger().get() : madeUp();
    Ledger ledger = Ledger.read(file);
    screen.line(String.format(
        Locale.ROOT,
        "%d threads apply %,d operations to each backend. They are in %s",
        arguments.threads(),
        ledger.size(),
        file));
    var runs = new ArrayList<BankRun>();
    for (Backend backend : backends()) {
      runs.add(run(backend, ledger));
    }
    return Report.print(runs, screen);
  }

  private Path madeUp() throws IOException {
    Path directory =
        Path.of(System.getProperty("bank.directory", System.getProperty("java.io.tmpdir")));
    Path file = directory.resolve(
        "bank-ledger-" + arguments.operations() + "-" + arguments.seed() + ".csv");
    Files.createDirectories(directory);
    return Files.write(file, LedgerGenerator.lines(arguments.operations(), arguments.seed()));
  }

  private List<Backend> backends() {
    var servers = new ArrayList<DatabaseServer>();
    servers.add(DatabaseServer.h2());
    arguments
        .postgresql()
        .ifPresent(url -> servers.add(new DatabaseServer(DatabaseServer.Product.POSTGRESQL, url)));
    arguments
        .mariadb()
        .ifPresent(url -> servers.add(new DatabaseServer(DatabaseServer.Product.MARIADB, url)));
    var backends = new ArrayList<Backend>();
    backends.add(Backend.memory());
    servers.forEach(server -> backends.add(Backend.server(server, arguments.threads())));
    return backends;
  }

  private BankRun run(Backend backend, Ledger ledger) throws SQLException, InterruptedException {
    try (Backend.Opened opened = backend.open()) {
      String name = BankRun.shortName(opened.data());
      BankRun run = BankRun.of(
          opened.data(),
          ledger,
          arguments.threads(),
          done -> screen.progress(String.format(
              Locale.ROOT,
              "%s: %,d of %,d operations, %,d units of work run again",
              name,
              done,
              ledger.size(),
              opened.data().retries())));
      screen.line(String.format(
          Locale.ROOT,
          "%s: %,d operations in %.2f s",
          name,
          run.outcome().lines(),
          run.outcome().time().toNanos() / 1e9));
      return run;
    }
  }
}
