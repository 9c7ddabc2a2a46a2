package org.bilayer.engine;

import java.lang.reflect.UndeclaredThrowableException;
import org.bilayer.store.QueryCalls;
import org.jspecify.annotations.Nullable;

/**
 * Hand-written queries as part of a unit of work. Pending changes are written before each call. An exception of a
 * call ends the unit, as every failure does. A checked exception that the called method does not declare ends the
 * unit too. The caller receives an {@link UndeclaredThrowableException} with this exception as the cause, because a
 * Java proxy cannot throw it directly.
 */
final class QueriesProxy {

  private QueriesProxy() {}

  static <Q> Q of(Class<Q> type, Q target, UnitContext unit, PendingWrites writes) {
    return QueryCalls.around(
        type,
        target,
        (method, call) -> unit.guarded(() -> {
          writes.flushForAnything();
          Object result = proceed(call);
          writes.takeInHandWrittenChanges();
          return result;
        }));
  }

  /** Calls the target. A target that is itself a proxy wraps undeclared exceptions. */
  private static @Nullable Object proceed(QueryCalls.Call call) {
    try {
      return call.proceed();
    } catch (UndeclaredThrowableException e) {
      throw Thrown.unchanged(e.getCause() == null ? e : e.getCause());
    } catch (Throwable e) {
      throw Thrown.unchanged(e);
    }
  }
}
