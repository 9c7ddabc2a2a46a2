package org.bilayer.engine;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.lang.reflect.UndeclaredThrowableException;
import org.jspecify.annotations.Nullable;

/**
 * Hand-written queries as part of a unit of work: pending changes are written before each call, and what a call throws
 * ends the unit like any other failure. A checked exception that the called method does not declare ends the unit too, and
 * reaches the caller inside of an {@link UndeclaredThrowableException}: Java lets no proxy throw it otherwise. The one place where reflection is used, since the interface is the
 * application's.
 */
final class QueriesProxy {

  private QueriesProxy() {}

  static <Q> Q of(Class<Q> type, Q target, EngineUnitOfWork unit) {
    return type.cast(Proxy.newProxyInstance(
        type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
          if (method.getDeclaringClass() == Object.class) {
            return invoke(target, method, arguments);
          }
          return unit.guarded(() -> {
            unit.flushForAnything();
            return invoke(target, method, arguments);
          });
        }));
  }

  /** What the target threw; a target that is a proxy itself wraps what its method does not declare. */
  private static Throwable thrownBy(InvocationTargetException e) {
    Throwable thrown = e.getCause();
    if (thrown instanceof UndeclaredThrowableException && thrown.getCause() != null) {
      return thrown.getCause();
    }
    return thrown == null ? e : thrown;
  }

  private static @Nullable Object invoke(
      Object target, Method method, @Nullable Object @Nullable [] arguments) {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw Thrown.unchanged(thrownBy(e));
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(
          "The queries " + method.getDeclaringClass().getName()
              + " are not accessible; make them public.",
          e);
    }
  }
}
