package org.bilayer.store;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.bilayer.failure.MisuseException;
import org.jspecify.annotations.Nullable;

/**
 * Puts something around each call of an interface of hand-written queries. What comes of it equals itself only. Stateless.
 */
public final class QueryCalls {

  /** What happens instead of a call. */
  @FunctionalInterface
  public interface Around {

    /**
     * Answers a call.
     *
     * @throws Throwable passes on to the caller as it is
     */
    @Nullable
    Object call(Method method, Call call) throws Throwable;
  }

  /** The call itself. */
  @FunctionalInterface
  public interface Call {

    /**
     * Asks the target.
     *
     * @throws MisuseException if the interface cannot be called from here
     * @throws Throwable what the target throws, as it is
     */
    @Nullable
    Object proceed() throws Throwable;
  }

  private QueryCalls() {}

  /** The target with something around each call. */
  public static <Q> Q around(Class<Q> type, Q target, Around around) {
    return type.cast(Proxy.newProxyInstance(
        type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
          if (method.getDeclaringClass() == Object.class) {
            return switch (method.getName()) {
              case "equals" -> arguments != null && proxy == arguments[0];
              case "hashCode" -> System.identityHashCode(proxy);
              default -> "Queries[" + type.getName() + "]";
            };
          }
          return around.call(method, () -> invoke(target, method, arguments));
        }));
  }

  private static @Nullable Object invoke(
      Object target, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      Throwable thrown = e.getCause();
      throw thrown == null ? e : thrown;
    } catch (IllegalAccessException e) {
      throw new MisuseException(notAccessible(method.getDeclaringClass()), e);
    }
  }

  private static String notAccessible(Class<?> type) {
    String opening = "The queries " + type.getName() + " cannot be called from org.bilayer.";
    String here = QueryCalls.class.getModule().getName();
    if (type.getModule().isExported(type.getPackageName(), QueryCalls.class.getModule())) {
      return opening + " Make the interface, and each type that it is nested in, public.";
    }
    return opening + " Export the package in its module-info: exports " + type.getPackageName()
        + (here == null ? "" : " to " + here) + ";";
  }
}
