package org.bilayer.tools.internal.command;

import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.sql.Driver;
import java.sql.DriverManager;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.IntSupplier;

/**
 * A command with options: {@code --name value}, or a flag without a value. One thread.
 *
 * @param help what {@code --help} prints; each option stands in it behind two blanks
 * @param flags the options without a value
 * @param environment the variables from which passwords come
 */
public record CommandLine(
    String help,
    Set<String> flags,
    Map<String, String> environment,
    PrintStream out,
    PrintStream err) {

  /** The exit code of a command that did what it should. */
  public static final int DONE = 0;

  /** The exit code of a wrong command, and of one that failed. */
  public static final int FAILED = 2;

  /** Copies the collections. */
  public CommandLine {
    flags = Set.copyOf(flags);
    environment = Map.copyOf(environment);
  }

  /**
   * Prints the help where it is asked for, and otherwise does the work and prints its failure with all causes.
   *
   * @return the exit code
   */
  public int run(List<String> arguments, IntSupplier work) {
    if (arguments.isEmpty() || arguments.contains("--help")) {
      out.print(help);
      return arguments.isEmpty() ? FAILED : DONE;
    }
    try {
      return work.getAsInt();
    } catch (WrongUse e) {
      err.println(e.getMessage());
      err.println("Ask for --help.");
      return FAILED;
    } catch (RuntimeException e) {
      err.println(
          e instanceof UncheckedIOException ? e.getMessage() + " " + e.getCause() : e.getMessage());
      for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
        err.println("  because: " + cause.getMessage());
      }
      return FAILED;
    }
  }

  /**
   * Reads the arguments in their order.
   *
   * @throws WrongUse if an option is none, or has no value
   */
  public void read(
      List<String> arguments, Consumer<String> flag, BiConsumer<String, String> option) {
    Deque<String> left = new ArrayDeque<>(arguments);
    while (!left.isEmpty()) {
      String name = left.pop();
      if (flags.contains(name)) {
        flag.accept(name);
        continue;
      }
      if (!name.startsWith("--")) {
        throw new WrongUse("An option begins with --, this does not: " + name + ".");
      }
      if (left.isEmpty() || left.peek().startsWith("--")) {
        throw help.contains("  " + name + " ")
            ? new WrongUse("The option " + name + " needs a value.")
            : WrongUse.unknown(name);
      }
      option.accept(name, left.pop());
    }
  }

  /**
   * The value of an environment variable.
   *
   * @throws WrongUse if there is none
   */
  public String variable(String name) {
    String value = environment.get(name);
    if (value == null) {
      throw new WrongUse("There is no environment variable " + name + ".");
    }
    return value;
  }

  /**
   * Refuses a class path without a driver, which a connection would report as an unknown URL.
   *
   * @throws WrongUse if there is no driver
   */
  public static void requireDriver() {
    boolean known = ServiceLoader.load(Driver.class).stream().findAny().isPresent()
        || DriverManager.drivers().findAny().isPresent();
    if (!known) {
      throw new WrongUse("There is no JDBC driver on the class path. Add the one of the database.");
    }
  }
}
