package org.bilayer.tools.migration;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.bilayer.migration.Migrations;
import org.bilayer.model.Model;
import org.bilayer.tools.internal.command.CommandLine;
import org.bilayer.tools.internal.command.WrongUse;
import org.bilayer.tools.internal.connection.DriverConnections;
import org.bilayer.tools.internal.connection.SchemaOf;

/**
 * {@link Proposal} on a command line: {@code java -cp … org.bilayer.tools.migration.ProposeCommand --model com.example.Shop#MODEL
 * --url jdbc:… --into src/main/resources/db/migration}. The class path needs the classes of the application and the driver of the
 * database.
 *
 * <p>The exit code is 0 if the files were written or there is nothing to change, 1 if {@code --check} found that the schema is not
 * that of the model, and 2 if the command is wrong or has failed. The report goes to the standard output, messages go to the
 * standard error.
 */
public final class ProposeCommand {

  static final int DONE = 0;
  static final int NEEDED = 1;
  static final int FAILED = 2;

  private static final String HELP = """
      Proposes the migration from a schema to that of a Bilayer model.

      usage: ProposeCommand --model CLASS#MEMBER --url URL --into FOLDER [options]

        --model CLASS#MEMBER      the static field or method with the model; a class with one field needs no member
        --url URL                 the live database, such as jdbc:postgresql://host/shop; with --migrations, a
                                  database for tests
        --user NAME               the user, if the URL has none
        --password-variable NAME  the environment variable with the password, if the URL has none
        --schema NAME             the schema (MariaDB: the database) instead of that of the connection
        --migrations CLASS#MEMBER the static field or method with the migrations so far, which then run in a
                                  throw-away schema, and are compared instead of the live tables
        --scratch-url URL         a database of the same kind for throw-away schemas; default: that of --url
        --into FOLDER             the folder of migrations, such as src/main/resources/db/migration
        --name NAME               what the files are called behind their version; default: proposed
        --renamed-table OLD=NEW   a table that had another name; may be repeated
        --renamed-column TABLE.OLD=NEW
                                  a column that had another name; may be repeated
        --ignore TABLE            a table that is no concern of the model; may be repeated
        --check                   write nothing; fail if the schema is not that of the model
        --help                    show this text

      exit codes: 0 written, or nothing to change; 1 --check found differences; 2 wrong use, or a failure
      """;

  private final CommandLine line;
  private final List<Consumer<Proposal>> wishes = new ArrayList<>();
  private String model = "";
  private String url = "";
  private Optional<String> user = Optional.empty();
  private Optional<String> password = Optional.empty();
  private Optional<String> schema = Optional.empty();
  private Optional<String> migrations = Optional.empty();
  private Optional<String> scratch = Optional.empty();
  private boolean checks;

  private ProposeCommand(Map<String, String> environment, PrintStream out, PrintStream err) {
    this.line = new CommandLine(HELP, Set.of("--check"), environment, out, err);
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
    return new ProposeCommand(environment, out, err).run(arguments);
  }

  private int run(List<String> arguments) {
    return line.run(arguments, () -> {
      line.read(arguments, flag -> checks = true, this::option);
      Proposal proposal = proposal();
      ProposalReport report = checks ? proposal.check() : proposal.write();
      line.out().print(report);
      return checks && report.isNeeded() ? NEEDED : CommandLine.DONE;
    });
  }

  private Proposal proposal() {
    require(model, "--model");
    require(url, "--url");
    CommandLine.requireDriver();
    Proposal proposal = Proposal.of(StaticMember.find(model, Model.class));
    DataSource source = connections(url);
    DataSource live = schema.<DataSource>map(name -> new SchemaOf(source, name)).orElse(source);
    migrations.ifPresentOrElse(
        name -> proposal.after(StaticMember.find(name, Migrations.class), live),
        () -> proposal.against(live));
    scratch.ifPresent(to -> proposal.scratch(connections(to)));
    wishes.forEach(wish -> wish.accept(proposal));
    return proposal;
  }

  private DataSource connections(String to) {
    var connections = new DriverConnections();
    connections.open(to, user, password);
    return connections;
  }

  private static void require(String value, String option) {
    if (value.isEmpty()) {
      throw new WrongUse("The option " + option + " is missing.");
    }
  }

  // --- arguments

  private void option(String option, String value) {
    switch (option) {
      case "--model" -> model = value;
      case "--url" -> url = value;
      case "--user" -> user = Optional.of(value);
      case "--password-variable" -> password = Optional.of(line.variable(value));
      case "--schema" -> schema = Optional.of(value);
      case "--migrations" -> migrations = Optional.of(value);
      case "--scratch-url" -> scratch = Optional.of(value);
      case "--into" -> wishes.add(proposal -> proposal.into(Path.of(value)));
      case "--name" -> wishes.add(proposal -> proposal.named(value));
      case "--ignore" -> wishes.add(proposal -> proposal.ignoring(value));
      case "--renamed-table" -> renamedTable(value);
      case "--renamed-column" -> renamedColumn(value);
      default -> throw WrongUse.unknown(option);
    }
  }

  private void renamedTable(String value) {
    String[] names = value.split("=", -1);
    if (names.length != 2 || names[0].isEmpty() || names[1].isEmpty()) {
      throw new WrongUse("The option --renamed-table is OLD=NEW, not " + value + ".");
    }
    wishes.add(proposal -> proposal.renamedTable(names[0], names[1]));
  }

  private void renamedColumn(String value) {
    int point = value.indexOf('.');
    int sign = value.indexOf('=');
    if (point < 1 || sign < point + 2 || sign == value.length() - 1) {
      throw new WrongUse("The option --renamed-column is TABLE.OLD=NEW, not " + value + ".");
    }
    wishes.add(proposal -> proposal.renamedColumn(
        value.substring(0, point), value.substring(point + 1, sign), value.substring(sign + 1)));
  }
}
