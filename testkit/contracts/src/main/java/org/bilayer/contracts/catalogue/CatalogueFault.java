package org.bilayer.contracts.catalogue;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.bilayer.store.Store;
import org.bilayer.store.StoreSession;
import org.jspecify.annotations.Nullable;

/** What becomes of one call on a session of a store, instead of the call itself. */
@FunctionalInterface
interface CatalogueFault {

  /** Does the call, or does not, and answers it or throws. */
  @Nullable
  Object instead(Callable<@Nullable Object> call) throws Exception;

  /** A store like another, except that the first call of a name on any of its sessions meets this fault. */
  default Store at(String call, Store store) {
    var pending = new AtomicBoolean(true);
    return proxy(Store.class, (method, arguments) -> {
      Object result = invoke(store, method, arguments);
      return result instanceof StoreSession session ? at(call, session, pending) : result;
    });
  }

  private StoreSession at(String call, StoreSession session, AtomicBoolean pending) {
    return proxy(
        StoreSession.class,
        (method, arguments) -> method.getName().equals(call) && pending.getAndSet(false)
            ? instead(() -> invoke(session, method, arguments))
            : invoke(session, method, arguments));
  }

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
