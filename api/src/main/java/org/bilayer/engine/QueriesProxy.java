package org.bilayer.engine;

import java.lang.reflect.UndeclaredThrowableException;
import org.bilayer.store.QueryCalls;
import org.jspecify.annotations.Nullable;

/**
 * Hand-written queries as part of a unit of work: pending changes are written before each call, and what a call throws
 * ends the unit like any other failure. A checked exception that the called method does not declare ends the unit too. It
 * reaches the caller inside of an {@link UndeclaredThrowableException}, since Java lets no proxy throw it otherwise.
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

  /** Calls the target; a target that is a proxy itself wraps what its method does not declare. */
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
