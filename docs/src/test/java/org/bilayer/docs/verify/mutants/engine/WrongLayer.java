package org.bilayer.docs.verify.mutants.engine;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.bilayer.Bulk;
import org.bilayer.DataLayer;
import org.bilayer.ReadRepository;
import org.bilayer.Repository;
import org.bilayer.UnitOfWork;
import org.bilayer.Work;
import org.bilayer.model.Mapping;
import org.jspecify.annotations.Nullable;

/**
 * A layer with mistakes around it, around its units of work, and around their repositories. The right engine is below, and is
 * asked wherever no mistake answers.
 */
final class WrongLayer {

  private static final List<Class<?>> WRAPPED = List.of(
      DataLayer.class, UnitOfWork.class, Repository.class, ReadRepository.class, Bulk.class);

  private final DataLayer right;
  private final List<Plan.Rule> rules;
  private final Map<String, Object> notes = new ConcurrentHashMap<>();

  private WrongLayer(DataLayer right, List<Plan.Rule> rules) {
    this.right = right;
    this.rules = rules;
  }

  static DataLayer around(DataLayer right, List<Plan.Rule> rules) {
    var layer = new WrongLayer(right, rules);
    return (DataLayer) layer.proxy(DataLayer.class, right, Optional.empty());
  }

  DataLayer right() {
    return right;
  }

  Map<String, Object> notes() {
    return notes;
  }

  private Object proxy(Class<?> type, Object target, Optional<WrongUnit> unit) {
    return Proxy.newProxyInstance(
        getClass().getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
          if (method.getDeclaringClass() == Object.class) {
            return switch (method.getName()) {
              case "equals" -> arguments != null && proxy == arguments[0];
              case "hashCode" -> System.identityHashCode(proxy);
              default -> "Wrong[" + target + "]";
            };
          }
          var call = new Call(proxy, target, method, handedOn(arguments, proxy, unit), this, unit);
          if (target instanceof UnitOfWork) {
            ending(method.getName(), unit.orElseThrow());
          }
          return wrapped(answer(type, call), call, proxy, target, unit);
        });
  }

  private @Nullable Object answer(Class<?> type, Call call) throws Throwable {
    for (Plan.Rule rule : rules) {
      if (rule.isFor(type, call.method())) {
        return rule.answer().to(call);
      }
    }
    return call.proceed();
  }

  private static void ending(String method, WrongUnit unit) {
    switch (method) {
      case "commit" -> unit.committing();
      case "rollback", "close" -> unit.rolledBack();
      default -> {}
    }
  }

  private @Nullable Object wrapped(
      @Nullable Object answer, Call call, Object proxy, Object target, Optional<WrongUnit> unit) {
    if (answer == null || answer == target) {
      return answer == null ? null : proxy;
    }
    for (Class<?> type : WRAPPED) {
      if (type == call.method().getReturnType() && !Proxy.isProxyClass(answer.getClass())) {
        if (answer instanceof UnitOfWork begun) {
          return unit(begun);
        }
        if (unit.isEmpty()) {
          return proxy(type, answer, unit);
        }
        if (answer instanceof Repository) {
          unit.get().mapped(answer, call.<Mapping<?, ?>>argument(0));
        }
        return unit.get().proxies().computeIfAbsent(answer, key -> proxy(type, key, unit));
      }
    }
    return answer;
  }

  private UnitOfWork unit(UnitOfWork begun) {
    return (UnitOfWork) proxy(UnitOfWork.class, begun, Optional.of(new WrongUnit(begun)));
  }

  /** Work and parts of attempts are handed units with mistakes. */
  private @Nullable Object @Nullable [] handedOn(
      @Nullable Object @Nullable [] arguments, Object proxy, Optional<WrongUnit> unit) {
    if (arguments == null || !(proxy instanceof DataLayer || proxy instanceof UnitOfWork)) {
      return arguments;
    }
    @Nullable Object[] handed = arguments.clone();
    for (int i = 0; i < handed.length; i++) {
      Object argument = handed[i];
      if (argument instanceof Consumer<?>
          || argument instanceof Function<?, ?>
          || argument instanceof Work<?, ?>
          || argument instanceof Work.Action<?>) {
        handed[i] = new Handed(argument, proxy, unit);
      }
    }
    return handed;
  }

  /** Work as the right engine sees it: takes a right unit, and hands a wrong one to the application. */
  private final class Handed
      implements Consumer<UnitOfWork>,
          Function<UnitOfWork, @Nullable Object>,
          Work<@Nullable Object, Exception>,
          Work.Action<Exception> {

    private final Object work;
    private final Object proxy;
    private final Optional<WrongUnit> part;

    Handed(Object work, Object proxy, Optional<WrongUnit> part) {
      this.work = work;
      this.proxy = proxy;
      this.part = part;
    }

    @Override
    public void accept(UnitOfWork right) {
      apply(right);
    }

    @Override
    public @Nullable Object apply(UnitOfWork right) {
      if (part.isPresent()) {
        return WrongLayer.<RuntimeException>apply(work, (UnitOfWork) proxy);
      }
      var unit = new WrongUnit(right);
      var wrong = (UnitOfWork) proxy(UnitOfWork.class, right, Optional.of(unit));
      try {
        Object result = WrongLayer.<RuntimeException>apply(work, wrong);
        unit.committing();
        return result;
      } catch (Throwable e) {
        unit.rolledBack();
        throw e;
      }
    }
  }

  @SuppressWarnings("unchecked")
  static <X extends Exception> @Nullable Object apply(Object work, UnitOfWork unit) throws X {
    if (work instanceof Work<?, ?> general) {
      return ((Work<?, X>) general).apply(unit);
    }
    if (work instanceof Work.Action<?> action) {
      ((Work.Action<X>) action).accept(unit);
      return null;
    }
    if (work instanceof Function<?, ?> function) {
      return ((Function<Object, Object>) function).apply(unit);
    }
    ((Consumer<Object>) work).accept(unit);
    return null;
  }
}
