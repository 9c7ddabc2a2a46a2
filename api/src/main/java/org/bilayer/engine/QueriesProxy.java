package org.bilayer.engine;

import java.util.Objects;
import org.bilayer.spi.QueryCalls;
import org.jspecify.annotations.Nullable;

/**
 * Hand-written queries as part of a unit of work: pending changes are written before each call, and what a call throws
 * ends the unit like any other failure.
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
    return QueryCalls.around(type, target, (method, call) -> {
      try {
        return unit.guarded(() -> {
          unit.flushAll();
          return unchecked(call);
        });
      } catch (Checked e) {
        throw Objects.requireNonNull(e.getCause());
      }
    });
  }

  private static @Nullable Object unchecked(QueryCalls.Call call) {
    try {
      return call.proceed();
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new Checked(e);
    }
  }
}
