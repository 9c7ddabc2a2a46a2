package org.bilayer.testkit.verify;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One call of a hand-written query. Immutable; its text is the Java that makes it. Made by {@link Steps#call}. */
public final class Call {

  private final Class<?> queries;
  private final Method method;
  private final List<@Nullable Object> arguments;

  private Call(Class<?> queries, Method method, List<@Nullable Object> arguments) {
    this.queries = queries;
    this.method = method;
    this.arguments = Collections.unmodifiableList(new ArrayList<>(arguments));
  }

  static Call of(Class<?> queries, Method method, List<@Nullable Object> arguments) {
    return new Call(queries, method, arguments);
  }

  static Call of(Class<?> queries, String method, List<@Nullable Object> arguments) {
    for (Method each : methods(queries)) {
      if (name(queries, each).equals(method)) {
        if (each.getParameterCount() != arguments.size()) {
          throw new IllegalArgumentException("The method " + method + " of " + queries.getName()
              + " takes " + each.getParameterCount() + " arguments, not " + arguments.size() + ".");
        }
        return new Call(queries, each, arguments);
      }
    }
    throw new IllegalArgumentException("No method " + method + " in " + queries.getName()
        + "; there are "
        + methods(queries).stream().map(each -> name(queries, each)).toList() + ".");
  }

  /** The methods that can be called, in an order of their own. */
  static List<Method> methods(Class<?> queries) {
    return Arrays.stream(queries.getMethods())
        .filter(method -> !Modifier.isStatic(method.getModifiers()) && !method.isBridge())
        .sorted(Comparator.comparing(Method::toGenericString))
        .toList();
  }

  /** Its name, with the types of its parameters where there are several of that name. */
  private static String name(Class<?> queries, Method method) {
    boolean several = methods(queries).stream()
            .filter(each -> each.getName().equals(method.getName()))
            .count()
        > 1;
    return method.getName()
        + (several
            ? Arrays.stream(method.getParameterTypes())
                .map(Class::getTypeName)
                .collect(Collectors.joining(", ", "(", ")"))
            : "");
  }

  Class<?> queries() {
    return queries;
  }

  Method method() {
    return method;
  }

  List<@Nullable Object> arguments() {
    return arguments;
  }

  /** The same with a simpler argument, the simplest first. */
  List<Call> simpler() {
    var simpler = new ArrayList<Call>();
    for (int i = 0; i < arguments.size(); i++) {
      for (Object less : simpler(arguments.get(i))) {
        var next = new ArrayList<>(arguments);
        next.set(i, less);
        simpler.add(new Call(queries, method, next));
      }
    }
    return simpler;
  }

  private static List<?> simpler(@Nullable Object argument) {
    if (argument instanceof Integer number && number > 0) {
      return number < 4 ? List.of(number - 1) : List.of(0, 1, 2, 3, number / 2);
    }
    if (argument instanceof Long number && number > 0) {
      return number < 4 ? List.of(number - 1) : List.of(0L, 1L, 2L, 3L, number / 2);
    }
    if (argument instanceof String text && text.length() > 1) {
      int middle = text.offsetByCodePoints(0, text.codePointCount(0, text.length()) / 2);
      return List.of("", "a", text.substring(0, middle), text.substring(middle));
    }
    return argument instanceof List<?> list ? Simplifier.without(list) : List.of();
  }

  /** As Java, the way it is written by hand. */
  @Override
  public String toString() {
    return "call(" + queries.getCanonicalName() + ".class, " + Literal.of(name(queries, method))
        + arguments.stream().map(each -> ", " + source(each)).collect(Collectors.joining()) + ")";
  }

  /** For people: the method with its arguments. */
  String shown() {
    return method.getName()
        + arguments.stream().map(Call::source).collect(Collectors.joining(", ", "(", ")"));
  }

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
          .map(Call::source)
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
