package org.bilayer.testkit.verify.checking;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.bilayer.LayerOptions;
import org.bilayer.UnitOfWork;
import org.bilayer.store.StoreSession;

/**
 * What is verified beside the model. Immutable.
 *
 * @param unordered methods, as {@link #name} names them, whose lists promise no order
 * @param sessions around every session of a database
 */
public record Extras(
    List<Twin<?>> twins,
    List<OwnArgument<?>> arguments,
    Set<String> unordered,
    UnaryOperator<StoreSession> sessions) {

  public static final Extras NONE =
      new Extras(List.of(), List.of(), Set.of(), UnaryOperator.identity());

  /** An interface of queries with its two forms. */
  public record Twin<Q>(
      Class<Q> type, Class<? extends Q> mapper, Function<UnitOfWork, ? extends Q> answers) {

    LayerOptions in(LayerOptions options) {
      return options.queries(type, answers);
    }
  }

  /** Where arguments of a type come from. */
  record OwnArgument<V>(Class<V> type, Function<RandomGenerator, ? extends V> next) {}

  public Extras with(Twin<?> next) {
    var all = new ArrayList<>(twins);
    all.add(next);
    return new Extras(List.copyOf(all), arguments, unordered, sessions);
  }

  public <V> Extras with(Class<V> type, Function<RandomGenerator, ? extends V> next) {
    var all = new ArrayList<>(arguments);
    all.add(new OwnArgument<>(type, next));
    return new Extras(twins, List.copyOf(all), unordered, sessions);
  }

  public Extras unordered(Class<?> queries, String method) {
    var all = new LinkedHashSet<>(unordered);
    all.add(name(queries, method));
    return new Extras(twins, arguments, Set.copyOf(all), sessions);
  }

  public Extras around(UnaryOperator<StoreSession> next) {
    return new Extras(twins, arguments, unordered, session -> next.apply(sessions.apply(session)));
  }

  boolean isUnordered(Class<?> queries, String method) {
    return unordered.contains(name(queries, method));
  }

  private static String name(Class<?> queries, String method) {
    return queries.getName() + "." + method;
  }

  public List<Class<?>> mappers() {
    return twins.stream().<Class<?>>map(Twin::mapper).toList();
  }

  public LayerOptions options(LayerOptions options) {
    LayerOptions all = options;
    for (Twin<?> twin : twins) {
      all = twin.in(all);
    }
    return all;
  }

  /** The application's own source of arguments of a type, the one that was named last. */
  Optional<Function<RandomGenerator, ?>> own(Class<?> type) {
    Function<RandomGenerator, ?> found = null;
    for (OwnArgument<?> each : arguments) {
      if (each.type() == type) {
        found = each.next();
      }
    }
    return Optional.ofNullable(found);
  }
}
