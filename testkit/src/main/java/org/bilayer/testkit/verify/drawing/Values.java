package org.bilayer.testkit.verify.drawing;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.bilayer.layout.Conversion;
import org.bilayer.model.Codec;
import org.bilayer.model.ModelInternals;
import org.bilayer.store.Condition;
import org.bilayer.store.Table;
import org.bilayer.testkit.verify.mapping.MappingUnderTest;
import org.bilayer.value.StoredType;
import org.jspecify.annotations.Nullable;

/**
 * Values for the columns of a model: edge cases, values around the constants of checks, and random ones; only those that the
 * column's codec makes a domain value of. One thread.
 */
public final class Values {

  private static final int TRIES_MAX = 300;

  /** Values that an application supplies for some columns. */
  public record Supplied(
      String columnSuffix, Conversion<?> codec, Function<RandomGenerator, Object> stored) {

    public static <V> Supplied of(
        String columnSuffix, Codec<V, ?> codec, Function<RandomGenerator, ? extends V> next) {
      return new Supplied(
          columnSuffix,
          ModelInternals.conversion(codec),
          random -> codec.encode(next.apply(random)));
    }

    boolean concerns(String column, Conversion<?> other) {
      return codec == other && column.endsWith(columnSuffix);
    }
  }

  private record Place(Table table, int column) {}

  private final List<Supplied> supplied;
  private final String asked;
  private final List<MappingUnderTest<?, ?>> mappings;
  private final RandomValues random = new RandomValues();
  private final Map<Place, List<Object>> edges = new HashMap<>();
  private final Map<Place, ShuffledRounds<Object>> edgeTurns = new HashMap<>();
  private final Map<Table, ShuffledRounds<Refused>> refusedTurns = new HashMap<>();

  private final Evenly evenly = new Evenly();

  /** What histories that share these values draw evenly. */
  Evenly evenly() {
    return evenly;
  }

  /** A value that a column must refuse. */
  record Refused(int column, Object value) {}

  /**
   * @param asked the class whose method {@code values} supplies them, for messages
   * @param mappings all mappings of the model, for messages
   */
  public Values(
      List<Supplied> supplied, String asked, Collection<MappingUnderTest<?, ?>> mappings) {
    this.supplied = supplied;
    this.asked = asked;
    this.mappings = List.copyOf(mappings);
  }

  /** A value for a column that is not a reference. */
  public Object next(MappingUnderTest<?, ?> mapping, Table table, int column, Random random) {
    Conversion<?> codec = mapping.layout().conversion(table, column).orElseThrow();
    Optional<Supplied> own = suppliedFor(table, column, codec);
    if (own.isPresent()) {
      return own.get().stored().apply(random);
    }
    if (!codec.choices().isEmpty()) {
      return codec.choices().get(random.nextInt(codec.choices().size()));
    }
    List<Object> edges = edges(table, column, codec);
    if (!edges.isEmpty() && random.nextInt(10) < 6) {
      return edgeTurns
          .computeIfAbsent(new Place(table, column), place -> new ShuffledRounds<>(edges))
          .next(random);
    }
    for (int i = 0; i < TRIES_MAX; i++) {
      Object value = AgreedTexts.areFor(table, column)
          ? AgreedTexts.next(table.type(column), random)
          : this.random.next(table.type(column), random);
      if (fits(table.type(column), codec, value)) {
        return value;
      }
    }
    if (edges.isEmpty()) {
      throw nothingFor(table, column);
    }
    return edges.get(random.nextInt(edges.size()));
  }

  /** Names every column that has the same need, so that all are seen to at once. */
  private CannotDrawException nothingFor(Table table, int column) {
    var needy = new LinkedHashSet<String>();
    needy.add(described(table, column));
    for (MappingUnderTest<?, ?> mapping : mappings) {
      var tables = new ArrayList<Table>();
      tables.add(mapping.layout().root());
      tables.addAll(mapping.layout().owned());
      for (Table each : tables) {
        for (int i = 0; i < each.columns().size(); i++) {
          if (hasNothing(mapping, each, i)) {
            needy.add(described(each, i));
          }
        }
      }
    }
    return new CannotDrawException(
        "The domain types of these columns refuse every value that was tried, edge cases and "
            + TRIES_MAX
            + " random ones:\n  " + String.join("\n  ", needy)
            + "\nTell the kit which values there are, by " + asked
            + ".values(COLUMN, random -> ...) or " + asked + ".values(CODEC, random -> ...).",
        null);
  }

  private static String described(Table table, int column) {
    return table.name() + "." + table.columns().get(column).name() + ", a " + table.type(column);
  }

  private boolean hasNothing(MappingUnderTest<?, ?> mapping, Table table, int column) {
    Optional<Conversion<?>> codec = mapping.layout().conversion(table, column);
    boolean isReference =
        table.foreignKeys().stream().anyMatch(key -> key.columns().contains(column));
    boolean isGenerated = table.hasIdentity() && table.key().contains(column);
    if (codec.isEmpty()
        || isReference
        || isGenerated
        || suppliedFor(table, column, codec.get()).isPresent()
        || !codec.get().choices().isEmpty()
        || !edges(table, column, codec.get()).isEmpty()) {
      return false;
    }
    var random = new Random(column);
    for (int i = 0; i < TRIES_MAX; i++) {
      if (fits(table.type(column), codec.get(), this.random.next(table.type(column), random))) {
        return false;
      }
    }
    return true;
  }

  private Optional<Supplied> suppliedFor(Table table, int column, Conversion<?> codec) {
    String name = table.columns().get(column).name();
    for (int i = supplied.size() - 1; i >= 0; i--) {
      if (supplied.get(i).concerns(name, codec)) {
        return Optional.of(supplied.get(i));
      }
    }
    return Optional.empty();
  }

  /** A value that is easily taken for another one of the column; empty if there is none. */
  public Optional<Object> near(
      MappingUnderTest<?, ?> mapping, Table table, int column, Object value, Random random) {
    Conversion<?> codec = mapping.layout().conversion(table, column).orElseThrow();
    if (!codec.choices().isEmpty() || suppliedFor(table, column, codec).isPresent()) {
      return Optional.empty();
    }
    List<Object> near = AgreedTexts.areFor(table, column)
        ? AgreedTexts.near((String) value)
        : ConfusedValues.to(table.type(column), value);
    if (near.isEmpty()) {
      return Optional.empty();
    }
    Object chosen = near.get(random.nextInt(near.size()));
    return fits(table.type(column), codec, chosen) ? Optional.of(chosen) : Optional.empty();
  }

  /** A value that must be refused; empty if the column has none, or its domain type refuses it already. */
  Optional<Object> refused(MappingUnderTest<?, ?> mapping, Table table, int column, Random random) {
    Conversion<?> codec = mapping.layout().conversion(table, column).orElseThrow();
    List<EdgeCases.EdgeCase> cases = EdgeCases.refusedBy(table.type(column));
    if (cases.isEmpty() || !codec.choices().isEmpty()) {
      return Optional.empty();
    }
    Object value = cases.get(random.nextInt(cases.size())).value();
    return isDecoded(codec, value) ? Optional.of(value) : Optional.empty();
  }

  /** A value that a column of a table must refuse, each in its turn; empty if its domain types refuse all of them already. */
  Optional<Refused> refused(MappingUnderTest<?, ?> mapping, Table table, Random random) {
    ShuffledRounds<Refused> turns = refusedTurns.computeIfAbsent(table, place -> {
      var all = new ArrayList<Refused>();
      for (int i = 0; i < table.columns().size(); i++) {
        Optional<Conversion<?>> codec = mapping.layout().conversion(table, i);
        if (codec.isEmpty() || table.key().contains(i) || !codec.get().choices().isEmpty()) {
          continue;
        }
        for (EdgeCases.EdgeCase each : EdgeCases.refusedBy(table, i)) {
          if (isDecoded(codec.get(), each.value())) {
            all.add(new Refused(i, each.value()));
          }
        }
      }
      return new ShuffledRounds<>(all);
    });
    return turns.isEmpty() ? Optional.empty() : Optional.of(turns.next(random));
  }

  /** The edge cases of a column that its domain type accepts. */
  List<Object> edges(MappingUnderTest<?, ?> mapping, Table table, int column) {
    Conversion<?> codec = mapping.layout().conversion(table, column).orElseThrow();
    if (!codec.choices().isEmpty()) {
      return codec.choices();
    }
    return suppliedFor(table, column, codec).isPresent() ? List.of() : edges(table, column, codec);
  }

  private List<Object> edges(Table table, int column, Conversion<?> codec) {
    return edges.computeIfAbsent(new Place(table, column), place -> {
      var accepted = new ArrayList<Object>();
      for (EdgeCases.EdgeCase each : EdgeCases.of(table, column)) {
        if (fits(table.type(column), codec, each.value())) {
          accepted.add(each.value());
        }
      }
      accepted.addAll(constants(table, column));
      accepted.removeIf(value -> !fits(table.type(column), codec, value));
      return accepted;
    });
  }

  /** Whether the application says where the values of a column come from. */
  public boolean isSupplied(MappingUnderTest<?, ?> mapping, Table table, int column) {
    return suppliedFor(table, column, mapping.layout().conversion(table, column).orElseThrow())
        .isPresent();
  }

  /** The values that the checks of a table compare a column with. */
  public static List<Object> constants(Table table, int column) {
    var constants = new ArrayList<Object>();
    table.checks().forEach(check -> constants(check.condition(), column, constants));
    return constants;
  }

  /** The values that a condition compares a column with: what lies at them decides. */
  private static void constants(Condition condition, int column, List<Object> into) {
    if (condition instanceof Condition.Compare compare && compare.column() == column) {
      into.add(compare.value());
    } else if (condition instanceof Condition.In in && in.column() == column) {
      into.addAll(in.values());
    }
    condition.parts().forEach(part -> constants(part, column, into));
  }

  public static boolean fits(StoredType type, Conversion<?> codec, Object value) {
    try {
      type.normalise(value);
    } catch (RuntimeException e) {
      return false;
    }
    return isDecoded(codec, value);
  }

  public static boolean isDecoded(Conversion<?> codec, Object value) {
    try {
      @Nullable Object decoded = codec.decode(value);
      return decoded != null;
    } catch (Exception refused) {
      return false;
    }
  }
}
