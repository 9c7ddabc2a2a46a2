package org.bilayer.testkit.verify.history;

import java.math.BigInteger;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What stands for an argument that has no literal of its own. */
public sealed interface Argument {

  /** What a column makes of a stored value. */
  record Stored(String table, String column, Object value) implements Argument {
    @Override
    public String toString() {
      return "stored(" + Literal.of(table) + ", " + Literal.of(column) + ", " + Literal.of(value)
          + ")";
    }
  }

  /** What the application's own source draws with a seed. */
  record Own(Class<?> type, long seed) implements Argument {
    @Override
    public String toString() {
      return "own(" + type.getCanonicalName() + ".class, " + seed + "L)";
    }
  }

  /** A record made of arguments. */
  record Built(Class<?> type, List<@Nullable Object> components) implements Argument {
    @Override
    public String toString() {
      return "built(" + type.getCanonicalName() + ".class"
          + components.stream().map(each -> ", " + source(each)).collect(Collectors.joining())
          + ")";
    }
  }

  /** An argument as Java. */
  static String source(@Nullable Object argument) {
    if (argument == null) {
      // Alone it would be taken for an array of arguments.
      return "(Object) null";
    }
    if (argument instanceof Argument) {
      return argument.toString();
    }
    if (argument instanceof Enum<?> constant) {
      return constant.getDeclaringClass().getCanonicalName() + "." + constant.name();
    }
    if (argument instanceof Optional<?> optional) {
      return optional.isEmpty()
          ? "java.util.Optional.empty()"
          : "java.util.Optional.of(" + source(optional.get()) + ")";
    }
    if (argument instanceof Collection<?> all) {
      String list = all.stream()
          .map(Argument::source)
          .collect(Collectors.joining(", ", "java.util.List.of(", ")"));
      return all instanceof Set ? "new java.util.LinkedHashSet<>(" + list + ")" : list;
    }
    if (argument instanceof BigInteger number) {
      return "new java.math.BigInteger(\"" + number + "\")";
    }
    if (argument instanceof Character || argument instanceof Byte || argument instanceof Float) {
      return "("
          + argument
              .getClass()
              .getSimpleName()
              .toLowerCase(java.util.Locale.ROOT)
              .replace("character", "char")
          + ") " + (argument instanceof Character unit ? (int) unit : argument);
    }
    return Literal.of(argument);
  }
}
