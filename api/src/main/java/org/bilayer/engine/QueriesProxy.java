package org.bilayer.engine;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Hand-written queries as part of a unit of work: pending changes are written before each call, and what a call throws
 * ends the unit like any other failure. The one place where reflection is used, since the interface is the
 * application's.
 */
final class QueriesProxy {

  /** Carries a checked exception that the interface declares through the guard. */
  private static final class Checked extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Checked(Throwable cause) {
      super(cause);
    }
  }

  private QueriesProxy() {}

  static <Q> Q of(Class<Q> type, Q target, EngineUnitOfWork unit) {
    return type.cast(Proxy.newProxyInstance(
        type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
          if (method.getDeclaringClass() == Object.class) {
            return ofObject(type, proxy, method, arguments);
          }
          try {
            return unit.guarded(() -> {
              unit.flushAll();
              return invoke(target, method, arguments);
            });
          } catch (Checked e) {
            throw Objects.requireNonNull(e.getCause());
          }
        }));
  }

  /** Queries are equal to themselves only, whatever answers them. */
  private static Object ofObject(
      Class<?> type, Object proxy, Method method, @Nullable Object @Nullable [] arguments) {
    return switch (method.getName()) {
      case "equals" -> arguments != null && proxy == arguments[0];
      case "hashCode" -> System.identityHashCode(proxy);
      default -> "Queries[" + type.getName() + "]";
    };
  }

  private static @Nullable Object invoke(
      Object target, Method method, @Nullable Object @Nullable [] arguments) {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      Throwable thrown = e.getCause();
      if (thrown instanceof RuntimeException unchecked) {
        throw unchecked;
      }
      if (thrown instanceof Error error) {
        throw error;
      }
      throw new Checked(thrown == null ? e : thrown);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(
          "The queries " + method.getDeclaringClass().getName()
              + " are not accessible; make them public.",
          e);
    }
  }
}
