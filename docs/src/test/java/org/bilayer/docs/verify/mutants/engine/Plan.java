package org.bilayer.docs.verify.mutants.engine;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.bilayer.Bulk;
import org.bilayer.DataLayer;
import org.bilayer.ReadRepository;
import org.bilayer.Repository;
import org.bilayer.UnitOfWork;
import org.bilayer.UnitOptions;
import org.bilayer.store.SchemaDifference;
import org.bilayer.store.SessionOptions;
import org.bilayer.store.Store;
import org.bilayer.store.StoreSession;
import org.bilayer.store.Table;
import org.bilayer.value.Level;

/**
 * Where a mistake is planted: around calls of layers, units and repositories, or between the engine and its store, where the
 * plan of a flush arrives. Immutable.
 */
final class Plan {

  /** A mistake in one method, known by its name and, where names are shared, by the number of parameters or the first one. */
  record Rule(Class<?> type, String method, Call.Answer answer) {

    boolean isFor(Class<?> called, Method by) {
      if (called != type) {
        return false;
      }
      String[] parts = method.split("/", 2);
      if (!by.getName().equals(parts[0])) {
        return false;
      }
      return parts.length == 1
          || parts[1].equals(Integer.toString(by.getParameterCount()))
          || by.getParameterCount() > 0
              && by.getParameterTypes()[0].getSimpleName().equals(parts[1]);
    }
  }

  /** How sessions are opened. */
  @FunctionalInterface
  interface Sessions {
    StoreSession open(Store store, SessionOptions options);
  }

  private static final String[] RUNS = {"run", "runChecked", "execute", "executeChecked"};

  private final List<Rule> rules;
  private final Sessions sessions;

  private Plan(List<Rule> rules, Sessions sessions) {
    this.rules = rules;
    this.sessions = sessions;
  }

  /** The right engine. */
  static Plan right() {
    return new Plan(List.of(), Store::open);
  }

  /** A mistake in methods of repositories, such as {@code find/Query} or {@code update/2}. */
  static Plan repository(String method, Call.Answer answer) {
    return right().andRepository(method, answer);
  }

  Plan andRepository(String method, Call.Answer answer) {
    return and(Repository.class, method, answer);
  }

  /** A mistake in methods of units of work. */
  static Plan unit(String method, Call.Answer answer) {
    return right().andUnit(method, answer);
  }

  Plan andUnit(String method, Call.Answer answer) {
    return and(UnitOfWork.class, method, answer);
  }

  /** A mistake in all methods that make an attempt. */
  static Plan attempts(Call.Answer answer) {
    return right().andAttempts(answer);
  }

  Plan andAttempts(Call.Answer answer) {
    return andUnit("attempt", answer)
        .andUnit("attemptResult", answer)
        .andUnit("attemptChecked", answer)
        .andUnit("attemptResultChecked", answer);
  }

  /** A mistake in methods of reads that stand alone. */
  static Plan reads(String method, Call.Answer answer) {
    return right().and(ReadRepository.class, method, answer);
  }

  /** A mistake in methods of set-based changes. */
  static Plan bulk(String method, Call.Answer answer) {
    return right().andBulk(method, answer);
  }

  Plan andBulk(String method, Call.Answer answer) {
    return and(Bulk.class, method, answer);
  }

  /** A mistake in methods of layers. */
  static Plan layer(String method, Call.Answer answer) {
    return right().and(DataLayer.class, method, answer);
  }

  /** A mistake in all methods that run work. */
  static Plan runs(Call.Answer answer) {
    Plan plan = right();
    for (String name : RUNS) {
      plan = plan.and(DataLayer.class, name, answer);
    }
    return plan;
  }

  /** Options are not those that were asked for, be it by name or by leaving them away. */
  static Plan options(UnaryOperator<UnitOptions> change) {
    Call.Answer changed = call -> call.proceedUnder(change);
    return runs(changed).and(DataLayer.class, "begin", changed);
  }

  /** A mistake between the engine and its store. */
  static Plan session(UnaryOperator<StoreSession> mistake) {
    return opening((store, options) -> mistake.apply(store.open(options)));
  }

  /** A mistake in how sessions are opened. */
  static Plan opening(Sessions sessions) {
    return new Plan(List.of(), sessions);
  }

  private Plan and(Class<?> type, String method, Call.Answer answer) {
    if (Arrays.stream(type.getMethods())
        .noneMatch(each -> new Rule(type, method, answer).isFor(type, each))) {
      throw new IllegalArgumentException("No method " + method + " of " + type);
    }
    var more = new ArrayList<>(rules);
    more.add(new Rule(type, method, answer));
    return new Plan(List.copyOf(more), sessions);
  }

  DataLayer layer(DataLayer right) {
    return rules.isEmpty() ? right : WrongLayer.around(right, rules);
  }

  Store store(Store right) {
    return new WrongStore(right, sessions);
  }

  private record WrongStore(Store store, Sessions sessions) implements Store {

    @Override
    public String name() {
      return store.name();
    }

    @Override
    public Set<Level> levels() {
      return store.levels();
    }

    @Override
    public StoreSession open(SessionOptions options) {
      return sessions.open(store, options);
    }

    @Override
    public List<SchemaDifference> differences() {
      return store.differences();
    }

    @Override
    public void continueKeys(Table table) {
      store.continueKeys(table);
    }

    @Override
    public Optional<Store> fork(long seed) {
      return store.fork(seed).map(fork -> new WrongStore(fork, sessions));
    }

    @Override
    public void close() {
      store.close();
    }
  }
}
