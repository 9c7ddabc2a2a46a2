package org.bilayer.testkit.verify.history;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
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

  public static Call of(Class<?> queries, Method method, List<@Nullable Object> arguments) {
    return new Call(queries, method, arguments);
  }

  public static Call of(Class<?> queries, String method, List<@Nullable Object> arguments) {
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
  public static List<Method> methods(Class<?> queries) {
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

  public Class<?> queries() {
    return queries;
  }

  public Method method() {
    return method;
  }

  public List<@Nullable Object> arguments() {
    return arguments;
  }

  /** The same with other arguments. */
  public Call with(List<@Nullable Object> others) {
    return new Call(queries, method, others);
  }

  /** As Java, the way it is written by hand. */
  @Override
  public String toString() {
    return "call(" + queries.getCanonicalName() + ".class, " + Literal.of(name(queries, method))
        + arguments.stream().map(each -> ", " + Argument.source(each)).collect(Collectors.joining())
        + ")";
  }

  /** For people: the method with its arguments. */
  String shown() {
    return method.getName()
        + arguments.stream().map(Argument::source).collect(Collectors.joining(", ", "(", ")"));
  }
}
