package org.bilayer.testkit.verify.checking;

import java.lang.reflect.Constructor;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import org.bilayer.UnitOfWork;
import org.bilayer.layout.Conversion;
import org.bilayer.model.Model;
import org.bilayer.model.ModelInternals;
import org.bilayer.store.StoreSession;
import org.bilayer.store.Table;
import org.bilayer.testkit.verify.comparing.HistoryResult;
import org.bilayer.testkit.verify.comparing.Replica;
import org.bilayer.testkit.verify.comparing.ValueText;
import org.bilayer.testkit.verify.drawing.DrawnRows;
import org.bilayer.testkit.verify.drawing.Generator;
import org.bilayer.testkit.verify.drawing.Seed;
import org.bilayer.testkit.verify.drawing.Values;
import org.bilayer.testkit.verify.history.Argument;
import org.bilayer.testkit.verify.history.Call;
import org.bilayer.testkit.verify.history.History;
import org.bilayer.testkit.verify.history.Phase;
import org.bilayer.testkit.verify.history.RowValues;
import org.bilayer.testkit.verify.history.Step;
import org.bilayer.testkit.verify.history.TwinDifference;
import org.bilayer.testkit.verify.mapping.GeneratedIds;
import org.bilayer.testkit.verify.mapping.MappingUnderTest;
import org.bilayer.testkit.verify.shrinking.Shrinker;
import org.bilayer.testkit.verify.shrinking.SimplerCalls;
import org.bilayer.value.Level;
import org.jspecify.annotations.Nullable;

/** Hand-written queries against their twins, on rows that are drawn. One thread. */
public final class Twins implements AutoCloseable {

  /*
   * Rows are put into a fresh memory and into the emptied database, then every method is called some times on both, each
   * call in a unit of its own that is undone. Should the two already differ in what became of the rows, that is no fault of
   * a query: another check finds it, and these rows are passed over.
   *
   * One difference is left open: a condition refuses a value that its column could never hold, where SQL finds nothing.
   *
   * Where ids are generated, each backend has its own, and an answer may have them in it; so the twin is then asked on the
   * database too, where it reads through repositories.
   */

  private static final int CALLS_OF_A_METHOD = 8;
  private static final int ROWS_MAX = 12;
  private static final int SHRINK_TRIES_MAX = 800;

  /** What a search has found, and how much it has compared. */
  public record Found(Optional<TwinDifference> difference, long compared, int methods) {}

  private final Model model;
  private final Map<String, MappingUnderTest<?, ?>> mappings;
  private final Extras extras;
  private final Supplier<Replica> memories;
  private final Replica database;
  private final boolean generatesIds;

  public Twins(
      Model model,
      Map<String, MappingUnderTest<?, ?>> mappings,
      Extras extras,
      Supplier<Replica> memories,
      Replica database) {
    this.model = model;
    this.mappings = mappings;
    this.extras = extras;
    this.memories = memories;
    this.database = database;
    this.generatesIds = ModelInternals.schema(model).tables().stream().anyMatch(Table::hasIdentity);
  }

  public Found search(Values values, Seed seed, int wanted) {
    long compared = 0;
    int methods = extras.twins().stream()
        .mapToInt(twin -> Call.methods(twin.type()).size())
        .sum();
    for (long i = 0; compared < wanted && methods > 0; i++) {
      var random = new Random(seed.of(-1 - i));
      History history = rows(values, seed.of(i), random);
      try (Replica memory = memories.get()) {
        if (!isSame(memory, history)) {
          continue;
        }
        var arguments = new Arguments(mappings, values, extras, stored(memory), random);
        for (Extras.Twin<?> twin : extras.twins()) {
          for (Method method : Call.methods(twin.type())) {
            for (int k = 0; k < CALLS_OF_A_METHOD; k++) {
              Call call = arguments.call(twin.type(), method);
              compared++;
              if (difference(memory, history, call).isPresent()) {
                return new Found(
                    Optional.of(shrunk(history, call, i + 1, seed)), compared, methods);
              }
            }
          }
        }
      }
    }
    return new Found(Optional.empty(), compared, methods);
  }

  /** A few rows of every mapping, those that others refer to first. */
  private History rows(Values values, long seed, Random random) {
    var generator = new Generator(ModelInternals.schema(model), mappings, values, seed);
    var steps = new ArrayList<Step>();
    for (MappingUnderTest<?, ?> mapping : mappings.values()) {
      int count = 1 + random.nextInt(random.nextBoolean() ? ROWS_MAX : 3);
      for (int i = 0; i < count; i++) {
        RowValues row = generator.validRow(mapping);
        if (random.nextBoolean()) {
          row = withAnotherKey(mapping, row, values, random);
        }
        steps.add(DrawnRows.attempted(mapping, row));
      }
    }
    return History.of(new Phase.Unit(steps, Level.SNAPSHOT, false));
  }

  /** The generator knows few keys, and so few rows; it takes many with few values to have them meet in sums and orders. */
  private static RowValues withAnotherKey(
      MappingUnderTest<?, ?> mapping, RowValues row, Values values, Random random) {
    Table root = mapping.layout().root();
    RowValues next = row;
    for (int column : root.key()) {
      boolean refers = root.foreignKeys().stream().anyMatch(key -> key.columns().contains(column));
      if (!refers && !root.hasIdentity()) {
        next = next.with(
            root.columns().get(column).name(), values.next(mapping, root, column, random));
      }
    }
    try {
      mapping.object(GeneratedIds.NONE, next, 1);
      return next;
    } catch (MappingUnderTest.RefusedByDomain e) {
      return row;
    }
  }

  private boolean isSame(Replica memory, History history) {
    database.clear();
    HistoryResult mine = memory.run(history);
    HistoryResult theirs = database.run(history);
    return mine.contents().equals(theirs.contents());
  }

  private Map<Table, List<@Nullable Object[]>> stored(Replica memory) {
    var rows = new LinkedHashMap<Table, List<@Nullable Object[]>>();
    try (StoreSession session = memory.session()) {
      for (Table table : ModelInternals.schema(model).tables()) {
        var named = new ArrayList<@Nullable Object[]>();
        for (@Nullable Object[] row : Replica.rows(session, table)) {
          var copy = row.clone();
          for (int i = 0; i < copy.length; i++) {
            copy[i] = memory.ids().ordinal(table, i, copy[i]);
          }
          named.add(copy);
        }
        // Memory gives rows in any order, and a seed must give the same arguments again.
        named.sort(java.util.Comparator.comparing(Twins::text));
        rows.put(table, named);
      }
    }
    return rows;
  }

  private static String text(@Nullable Object[] row) {
    return Arrays.stream(row).map(ValueText::of).toList().toString();
  }

  /** What comes of rows and one call. */
  public Optional<TwinDifference> difference(History history, Call call) {
    try (Replica memory = memories.get()) {
      return isSame(memory, history) ? difference(memory, history, call) : Optional.empty();
    }
  }

  private Optional<TwinDifference> difference(Replica memory, History history, Call call) {
    Answer mine = generatesIds ? twin(database, call) : answer(memory, call);
    Answer theirs = answer(database, call);
    if (mine.key().equals(theirs.key()) || mine.isRefusal()) {
      return Optional.empty();
    }
    String hint = mine.sorted().equals(theirs.sorted())
        ? "\nThe elements are the same, their order is not. If none is promised, return a Collection or say"
            + " Verification.unordered(...)."
        : "";
    return Optional.of(new TwinDifference(
        database.name(),
        history,
        call,
        mine.shown(),
        theirs.shown() + hint,
        memory.contents(memory.ids()),
        ""));
  }

  private Answer answer(Replica replica, Call call) {
    try (UnitOfWork work = replica.layer().begin()) {
      return invoke(replica, work.queries(call.queries()), call);
    }
  }

  private Answer twin(Replica replica, Call call) {
    Extras.Twin<?> twin = extras.twins().stream()
        .filter(each -> each.type() == call.queries())
        .findFirst()
        .orElseThrow();
    try (UnitOfWork work = replica.layer().begin()) {
      return invoke(replica, twin.answers().apply(work), call);
    }
  }

  private Answer invoke(Replica replica, Object target, Call call) {
    Method method = call.method();
    Object[] arguments =
        call.arguments().stream().map(each -> value(replica, each)).toArray();
    try {
      method.setAccessible(true);
      return Answer.of(
          method.invoke(target, arguments),
          method.getReturnType(),
          extras.isUnordered(call.queries(), method.getName()));
    } catch (InvocationTargetException e) {
      Throwable thrown = e.getCause() == null ? e : e.getCause();
      if (thrown instanceof Error error) {
        throw error;
      }
      return Answer.thrown(thrown);
    } catch (IllegalAccessException | InaccessibleObjectException e) {
      throw new IllegalStateException(
          "The queries " + call.queries().getName() + " cannot be called: their package is closed. "
              + ClosedPackages.advice(call.queries()),
          e);
    }
  }

  private @Nullable Object value(Replica replica, @Nullable Object argument) {
    if (argument instanceof Argument.Stored stored) {
      return decoded(replica, stored);
    }
    if (argument instanceof Argument.Own own) {
      return extras
          .own(own.type())
          .orElseThrow(() -> new IllegalStateException("Nothing draws arguments of the type "
              + own.type().getName() + ". Say it by Verification.arguments(...)."))
          .apply(new Random(own.seed()));
    }
    if (argument instanceof Argument.Built built) {
      return made(replica, built);
    }
    if (argument instanceof Optional<?> optional) {
      return optional.map(each -> value(replica, each));
    }
    if (argument instanceof Collection<?> all) {
      Collection<@Nullable Object> values =
          all instanceof Set ? new LinkedHashSet<>() : new ArrayList<>();
      all.forEach(each -> values.add(value(replica, each)));
      return values;
    }
    return argument;
  }

  private Object decoded(Replica replica, Argument.Stored stored) {
    for (MappingUnderTest<?, ?> mapping : mappings.values()) {
      for (Table table : ModelInternals.schema(model).tables()) {
        if (!table.name().equals(stored.table()) || !has(mapping, table)) {
          continue;
        }
        for (int i = 0; i < table.columns().size(); i++) {
          if (table.columns().get(i).name().equals(stored.column())) {
            Conversion<?> codec = mapping.layout().conversion(table, i).orElseThrow();
            Object real = replica.ids().real(table, i, stored.value());
            return codec.decode(java.util.Objects.requireNonNull(real));
          }
        }
      }
    }
    throw new IllegalArgumentException(
        "The model has no column " + stored.column() + " in a table " + stored.table() + ".");
  }

  private static boolean has(MappingUnderTest<?, ?> mapping, Table table) {
    return mapping.layout().root() == table || mapping.layout().owned().contains(table);
  }

  private Object made(Replica replica, Argument.Built built) {
    Class<?>[] types = Arrays.stream(built.type().getRecordComponents())
        .map(RecordComponent::getType)
        .toArray(Class<?>[]::new);
    try {
      Constructor<?> constructor = built.type().getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor.newInstance(
          built.components().stream().map(each -> value(replica, each)).toArray());
    } catch (InaccessibleObjectException e) {
      throw new IllegalStateException(
          "No argument can be made of the record " + built.type().getName()
              + ": its package is closed. " + ClosedPackages.advice(built.type()),
          e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(
          "No argument can be made of the record " + built.type().getName()
              + ". Tell the kit where it comes from, by Verification.arguments(...).",
          e);
    }
  }

  private TwinDifference shrunk(History history, Call call, long number, Seed seed) {
    var shrinker = new Shrinker(mappings, SHRINK_TRIES_MAX);
    Call simplest = shrunk(history, call);
    History rows = shrinker.shrink(history, less -> difference(less, simplest).isPresent());
    Call last = shrunk(rows, simplest);
    return difference(rows, last)
        .orElseThrow(() -> new IllegalStateException(
            "A difference does not show again: something outside of the rows decides about " + last
                + "."))
        .found("rows " + number + ", " + history.size() + " steps shrunk to " + rows.size()
            + "; the whole run again: " + seed);
  }

  private Call shrunk(History history, Call call) {
    Call smallest = call;
    boolean found = true;
    while (found) {
      found = false;
      for (Call less : SimplerCalls.of(smallest)) {
        if (difference(history, less).isPresent()) {
          smallest = less;
          found = true;
          break;
        }
      }
    }
    return smallest;
  }

  @Override
  public void close() {
    database.close();
  }
}
