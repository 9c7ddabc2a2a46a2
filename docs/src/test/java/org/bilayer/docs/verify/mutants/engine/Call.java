package org.bilayer.docs.verify.mutants.engine;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.bilayer.DataLayer;
import org.bilayer.Repository;
import org.bilayer.UnitOfWork;
import org.bilayer.UnitOptions;
import org.bilayer.Work;
import org.bilayer.failure.DataException;
import org.jspecify.annotations.Nullable;

/** A call of a wrapped layer, unit or repository, before it reaches the right one. */
final class Call {

  /** What a mistake answers instead of the right one. */
  @FunctionalInterface
  interface Answer {

    /** Answers the call; what it throws passes on. */
    @Nullable
    Object to(Call call) throws Throwable;
  }

  private final Object proxy;
  private final Object target;
  private final Method method;
  private final @Nullable Object[] arguments;
  private final WrongLayer layer;
  private final Optional<WrongUnit> unit;

  Call(
      Object proxy,
      Object target,
      Method method,
      @Nullable Object @Nullable [] arguments,
      WrongLayer layer,
      Optional<WrongUnit> unit) {
    this.proxy = proxy;
    this.target = target;
    this.method = method;
    this.arguments = arguments == null ? new Object[0] : arguments;
    this.layer = layer;
    this.unit = unit;
  }

  Method method() {
    return method;
  }

  /** An argument, of the type that the method declares. */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // by the method's signature
  <A> A argument(int index) {
    return (A) arguments[index];
  }

  int arguments() {
    return arguments.length;
  }

  /** Asks the right one. */
  @Nullable
  Object proceed() throws Throwable {
    return proceedWith(arguments);
  }

  /** Asks the right one something else. */
  @Nullable
  Object proceedWith(@Nullable Object... others) throws Throwable {
    // What an interface does by its other methods passes the mistakes in them.
    if (method.isDefault()) {
      return InvocationHandler.invokeDefault(proxy, method, others);
    }
    return invoke(method, others);
  }

  private @Nullable Object invoke(Method asked, @Nullable Object... others) throws Throwable {
    try {
      return asked.invoke(target, others);
    } catch (InvocationTargetException e) {
      throw e.getCause() == null ? e : e.getCause();
    }
  }

  /** Runs work and tells what each try of it returned. */
  @Nullable
  Object proceedRun(Consumer<@Nullable Object> results) throws Throwable {
    return proceedWork(work -> () -> {
      Object result = work.call();
      results.accept(result);
      return result;
    });
  }

  /** Runs work whose unit is committed although the work throws; what it threw passes on behind the commit. */
  @Nullable
  Object proceedCommitting() throws Throwable {
    var thrown = new RuntimeException[1];
    Object result = proceedWork(work -> () -> {
      try {
        return work.call();
      } catch (DataException e) {
        throw e;
      } catch (RuntimeException e) {
        thrown[0] = e;
        return null;
      }
    });
    if (thrown[0] != null) {
      throw thrown[0];
    }
    return result;
  }

  private @Nullable Object proceedWork(
      Function<Callable<@Nullable Object>, Callable<@Nullable Object>> around) throws Throwable {
    @Nullable Object[] others = arguments.clone();
    int last = others.length - 1;
    Object work = others[last];
    others[last] =
        new WrongPart(unit -> around.apply(() -> WrongLayer.apply(work, unit)).call());
    return proceedWith(others);
  }

  /** Makes an attempt with something around its part. */
  @Nullable
  Object proceedPart(Part around) throws Throwable {
    Object part = arguments[0];
    Callable<@Nullable Object> whole = () -> WrongLayer.apply(part, work());
    return proceedWith(new WrongPart(unit -> around.of(whole)));
  }

  /** Something around the part of an attempt. */
  @FunctionalInterface
  interface Part {

    @Nullable
    Object of(Callable<@Nullable Object> part) throws Exception;
  }

  private record WrongPart(Work<@Nullable Object, Exception> part)
      implements Consumer<UnitOfWork>,
          Function<UnitOfWork, @Nullable Object>,
          Work<@Nullable Object, RuntimeException>,
          Work.Action<RuntimeException> {

    @Override
    public void accept(UnitOfWork work) {
      apply(work);
    }

    @Override
    public @Nullable Object apply(UnitOfWork work) {
      return WrongLayer.<RuntimeException>apply(part, work);
    }
  }

  /** Begins a unit, or runs work, under other options. */
  @Nullable
  Object proceedUnder(UnaryOperator<UnitOptions> change) throws Throwable {
    var others = new ArrayList<@Nullable Object>(Arrays.asList(arguments));
    if (others.isEmpty() || !(others.get(0) instanceof UnitOptions)) {
      others.add(0, UnitOptions.defaults());
    }
    others.set(0, change.apply((UnitOptions) others.get(0)));
    for (Method overload : DataLayer.class.getMethods()) {
      if (overload.getName().equals(method.getName())
          && overload.getParameterCount() == others.size()) {
        return invoke(overload, others.toArray());
      }
    }
    throw new IllegalStateException("No method " + method.getName() + " takes options.");
  }

  /** The right repository, its types unknown. */
  @SuppressWarnings("unchecked")
  Repository<Object, Object> repository() {
    return (Repository<Object, Object>) target;
  }

  /** The repository with the mistakes. */
  @SuppressWarnings("unchecked")
  Repository<Object, Object> wrongRepository() {
    return (Repository<Object, Object>) proxy;
  }

  /** The id of an object of the repository. */
  Object idOf(Object object) {
    return unit().mapping(target).idOf(object);
  }

  /** The unit of the call. */
  WrongUnit unit() {
    return unit.orElseThrow();
  }

  /** The right unit of the call. */
  UnitOfWork work() {
    return unit().right();
  }

  /** The right layer. */
  DataLayer data() {
    return layer.right();
  }

  /** Ends the unit, as a failure does. */
  void endUnit() {
    try {
      work().queries(Call.Answer.class);
    } catch (DataException | IllegalArgumentException e) {
      // There are no such queries; to ask for them ends a unit.
    }
  }

  /** What this unit notes under a name. */
  <N> N note(String name, Supplier<N> first) {
    return note(unit().notes(), name, first);
  }

  /** What this layer notes under a name. */
  <N> N layerNote(String name, Supplier<N> first) {
    return note(layer.notes(), name, first);
  }

  /** What this unit notes for one repository. */
  @SuppressWarnings("unchecked")
  <V> Map<Object, V> noted(String name) {
    return (Map<Object, V>) note(name + " " + System.identityHashCode(target), HashMap::new);
  }

  @SuppressWarnings("unchecked")
  private static <N> N note(Map<String, Object> notes, String name, Supplier<N> first) {
    return (N) notes.computeIfAbsent(name, key -> first.get());
  }
}
