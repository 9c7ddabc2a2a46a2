package org.bilayer.tools;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bilayer.tools.internal.command.CommandLine;
import org.bilayer.tools.internal.command.WrongUse;
import org.bilayer.tools.internal.connection.DriverConnections;
import org.bilayer.tools.report.SchemaChange;
import org.jspecify.annotations.Nullable;

/**
 * {@link Import} on a command line: {@code java -cp … org.bilayer.tools.ImportCommand --url jdbc:… --into src/main/java --package
 * com.example.shop}. The class path needs the driver of the database.
 *
 * <p>The exit code is 0 if everything was done, 1 if {@code --check} found changes, and 2 if the command is wrong or has failed.
 * The report goes to the standard output, progress and messages go to the standard error.
 */
public final class ImportCommand {

  static final int DONE = 0;
  static final int CHANGED = 1;
  static final int FAILED = 2;

  private static final String HELP = """
      Makes Java source of a Bilayer model from the tables of a live database.

      usage: ImportCommand --url URL --into FOLDER --package NAME [options]

        --url URL                 the database, such as jdbc:postgresql://host/shop
        --user NAME               the user, if the URL has none
        --password-variable NAME  the environment variable with the password, if the URL has none
        --schema NAME             the schema (MariaDB: the database) instead of that of the connection;
                                  the sources then name it
        --into FOLDER             the folder of the sources, such as src/main/java
        --package NAME            the package of the sources
        --model NAME              the class with the model; default: the last part of the package
        --tables PATTERN          import these tables only; * stands for any characters; may be repeated
        --exclude PATTERN         leave these tables out; may be repeated
        --key TABLE=COLUMN,...    what identifies the rows of a view or a table without a key
        --rows NUMBER             most rows read of a table where the schema does not tell what a column holds;
                                  0 reads none; default: 100000
        --seconds NUMBER          most time for reading rows; default: 30
        --prove                   compile the sources and compare their model with the database before
                                  anything is written; default: up to 100 tables
        --check                   write nothing; name what has changed since the sources were written
        --help                    show this text

      exit codes: 0 done, or nothing has changed; 1 --check found changes; 2 wrong use, or a failure
      """;

  private final CommandLine line;
  private @Nullable String url;
  private Optional<String> user = Optional.empty();
  private Optional<String> password = Optional.empty();
  private boolean checks;

  private ImportCommand(Map<String, String> environment, PrintStream out, PrintStream err) {
    this.line = new CommandLine(HELP, Set.of("--check", "--prove"), environment, out, err);
  }

  /**
   * Runs the command and ends the process.
   *
   * @param arguments see {@code --help}
   */
  public static void main(String[] arguments) {
    System.exit(run(List.of(arguments), System.getenv(), System.out, System.err));
  }

  /** Runs the command. */
  static int run(
      List<String> arguments, Map<String, String> environment, PrintStream out, PrintStream err) {
    return new ImportCommand(environment, out, err).run(arguments);
  }

  private int run(List<String> arguments) {
    return line.run(arguments, () -> {
      var connections = new DriverConnections();
      Import wanted = described(Import.from(connections), arguments);
      connections.open(required(), user, password);
      return checks ? check(wanted) : write(wanted);
    });
  }

  private int write(Import wanted) {
    line.out().print(wanted.write());
    return CommandLine.DONE;
  }

  private int check(Import wanted) {
    List<SchemaChange> changes = wanted.changes();
    if (changes.isEmpty()) {
      line.out().println("Nothing has changed since the sources were written.");
      return CommandLine.DONE;
    }
    line.out()
        .println("The schema has changed since the sources were written; nothing was written:");
    changes.forEach(change -> line.out().println("  " + change));
    return CHANGED;
  }

  // --- arguments

  private Import described(Import wanted, List<String> arguments) {
    line.read(
        arguments, flag -> flag(wanted, flag), (option, value) -> option(wanted, option, value));
    return wanted.progress(line.err()::println);
  }

  private void flag(Import wanted, String flag) {
    if (flag.equals("--check")) {
      checks = true;
    } else {
      wanted.prove(true);
    }
  }

  private void option(Import wanted, String option, String value) {
    switch (option) {
      case "--url" -> url = value;
      case "--user" -> user = Optional.of(value);
      case "--password-variable" -> password = Optional.of(line.variable(value));
      case "--schema" -> wanted.schema(value);
      case "--into" -> wanted.into(Path.of(value));
      case "--package" -> wanted.inPackage(value);
      case "--model" -> wanted.modelNamed(value);
      case "--tables" -> wanted.tables(value);
      case "--exclude" -> wanted.except(value);
      case "--key" -> key(wanted, value);
      case "--rows" -> wanted.rows(number(option, value));
      case "--seconds" -> wanted.time(Duration.ofSeconds(number(option, value)));
      default -> throw WrongUse.unknown(option);
    }
  }

  private static void key(Import wanted, String value) {
    int sign = value.indexOf('=');
    if (sign < 1 || sign == value.length() - 1) {
      throw new WrongUse("The option --key is TABLE=COLUMN,COLUMN, not " + value + ".");
    }
    wanted.key(value.substring(0, sign), value.substring(sign + 1).split(","));
  }

  private static long number(String option, String value) {
    try {
      long number = Long.parseLong(value);
      if (number >= 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw new WrongUse("The option " + option + " takes a number, not " + value + ".", e);
    }
    throw new WrongUse("The option " + option + " takes 0 or more, not " + value + ".");
  }

  private String required() {
    String given = url;
    if (given == null) {
      throw new WrongUse("The option --url is missing.");
    }
    CommandLine.requireDriver();
    return given;
  }
}
