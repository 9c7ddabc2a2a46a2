package org.bilayer.contracts.database;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/** Puts an object of a test before the calls on a connection, a statement or a data source. */
final class Interception {

  private Interception() {}

  /** What a proxy does with a call. */
  @FunctionalInterface
  interface Answer {
    @Nullable
    Object to(Method method, @Nullable Object @Nullable [] arguments) throws Exception;
  }

  /** An object of an interface that answers each call in one way. */
  static <T> T proxy(Class<T> type, Answer answer) {
    return type.cast(Proxy.newProxyInstance(
        type.getClassLoader(),
        new Class<?>[] {type},
        (proxy, method, arguments) -> answer.to(method, arguments)));
  }

  /** Does a call on another object. */
  static @Nullable Object invoke(
      Object target, Method method, @Nullable Object @Nullable [] arguments) throws Exception {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof Exception cause) {
        throw cause;
      }
      throw e;
    }
  }
}
