package org.bilayer.testkit.verify.checking;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.bilayer.layout.Conversion;
import org.bilayer.store.Table;
import org.bilayer.testkit.verify.drawing.CannotDrawException;
import org.bilayer.testkit.verify.drawing.EdgeCases;
import org.bilayer.testkit.verify.drawing.Values;
import org.bilayer.testkit.verify.history.Argument;
import org.bilayer.testkit.verify.history.Call;
import org.bilayer.testkit.verify.mapping.MappingUnderTest;
import org.bilayer.value.StoredType;
import org.jspecify.annotations.Nullable;

/** Draws arguments for hand-written queries, by preference such as occur in the rows. One thread. */
final class Arguments {

  /** Types that a parameter may have without any column of that type. */
  private static final Map<Class<?>, StoredType> PLAIN = Map.of(
      String.class, StoredType.text(10),
      BigDecimal.class, StoredType.decimal(10, 2),
      Double.class, StoredType.of(StoredType.Kind.DOUBLE),
      LocalDate.class, StoredType.of(StoredType.Kind.LOCAL_DATE),
      LocalDateTime.class, StoredType.temporal(StoredType.Kind.LOCAL_DATE_TIME, 6),
      LocalTime.class, StoredType.temporal(StoredType.Kind.LOCAL_TIME, 6),
      Instant.class, StoredType.temporal(StoredType.Kind.INSTANT, 6),
      UUID.class, StoredType.of(StoredType.Kind.UUID),
      byte[].class, StoredType.bytes(10));

  /** A column and the class of its values in the domain. */
  private record Place(MappingUnderTest<?, ?> mapping, Table table, int column, Class<?> domain) {

    String name() {
      return table.columns().get(column).name();
    }

    Conversion<?> codec() {
      return mapping.layout().conversion(table, column).orElseThrow();
    }
  }

  private final Values values;
  private final Extras extras;
  private final Random random;
  private final List<Place> places = new ArrayList<>();
  private final Map<Place, List<Object>> data = new LinkedHashMap<>();

  /**
   * @param rows what is stored, by table
   */
  public Arguments(
      Map<String, MappingUnderTest<?, ?>> mappings,
      Values values,
      Extras extras,
      Map<Table, List<@Nullable Object[]>> rows,
      Random random) {
    this.values = values;
    this.extras = extras;
    this.random = random;
    for (MappingUnderTest<?, ?> mapping : mappings.values()) {
      addPlaces(mapping, mapping.layout().root());
      mapping.layout().owned().forEach(table -> addPlaces(mapping, table));
    }
    for (Place place : places) {
      var found = new LinkedHashSet<Object>();
      for (@Nullable Object[] row : rows.getOrDefault(place.table(), List.of())) {
        Object value = row[place.column()];
        if (value != null) {
          found.add(value);
        }
      }
      data.put(place, List.copyOf(found));
    }
  }

  private void addPlaces(MappingUnderTest<?, ?> mapping, Table table) {
    for (int i = 0; i < table.columns().size(); i++) {
      int column = i;
      boolean refers =
          table.foreignKeys().stream().anyMatch(key -> key.columns().contains(column));
      if (!mapping.isPlain(table, i) && !refers) {
        Conversion<?> codec = mapping.layout().conversion(table, i).orElseThrow();
        Object value = codec.decode(values.next(mapping, table, i, random));
        places.add(new Place(mapping, table, i, value.getClass()));
      }
    }
  }

  /** A call of a method. */
  Call call(Class<?> queries, Method method) {
    var arguments = new ArrayList<@Nullable Object>();
    for (Parameter parameter : method.getParameters()) {
      boolean mayBeNull = isNullable(parameter) || isNullable(parameter.getAnnotatedType());
      arguments.add(
          mayBeNull && random.nextInt(5) == 0
              ? null
              : argument(parameter.getParameterizedType(), parameter.getName())
                  .orElseThrow(() -> none(queries, method, parameter)));
    }
    return Call.of(queries, method, arguments);
  }

  private static boolean isNullable(AnnotatedElement element) {
    return Arrays.stream(element.getAnnotations())
        .anyMatch(each -> each.annotationType().getSimpleName().equals("Nullable"));
  }

  private static CannotDrawException none(Class<?> queries, Method method, Parameter parameter) {
    return new CannotDrawException(
        "No argument can be made for the parameter "
            + parameter.getName() + " of " + queries.getSimpleName() + "." + method.getName()
            + " [type="
            + parameter.getParameterizedType().getTypeName()
            + "]. Tell the kit where it comes from, by Verification.arguments("
            + parameter.getType().getSimpleName() + ".class, random -> ...).",
        null);
  }

  private Optional<Object> argument(Type given, String name) {
    Type type = given instanceof WildcardType wildcard ? wildcard.getUpperBounds()[0] : given;
    if (type instanceof ParameterizedType generic && generic.getRawType() instanceof Class<?> raw) {
      Type element = generic.getActualTypeArguments()[generic.getActualTypeArguments().length - 1];
      if (raw == Optional.class) {
        return random.nextInt(4) == 0
            ? Optional.of(Optional.empty())
            : argument(element, name).map(Optional::of);
      }
      if (raw.isAssignableFrom(List.class) || raw.isAssignableFrom(Set.class)) {
        return many(raw, element, name);
      }
      return ofClass(raw, name);
    }
    return type instanceof Class<?> plain ? ofClass(boxed(plain), name) : Optional.empty();
  }

  private Optional<Object> many(Class<?> raw, Type element, String name) {
    int count = random.nextInt(8) == 0 ? 0 : 1 + random.nextInt(3);
    Collection<Object> all =
        raw.isAssignableFrom(List.class) ? new ArrayList<>() : new LinkedHashSet<>();
    String single = name.endsWith("s") ? name.substring(0, name.length() - 1) : name;
    for (int i = 0; i < count; i++) {
      Optional<Object> each = argument(element, single);
      if (each.isEmpty()) {
        return Optional.empty();
      }
      all.add(each.get());
    }
    return Optional.of(all);
  }

  private Optional<Object> ofClass(Class<?> type, String name) {
    if (extras.own(type).isPresent()) {
      return Optional.of(new Argument.Own(type, random.nextLong()));
    }
    if (type == Boolean.class) {
      return Optional.of(random.nextBoolean());
    }
    List<Place> fitting =
        places.stream().filter(place -> type.isAssignableFrom(place.domain())).toList();
    String column = snakeCase(name);
    List<Place> named = fitting.stream()
        .filter(place -> place.name().equals(column) || place.name().endsWith("_" + column))
        .toList();
    if (type == Integer.class || type == Long.class || type == Short.class) {
      return Optional.of(
          named.isEmpty() ? small(type, fitting) : of(named.get(random.nextInt(named.size()))));
    }
    if (type.isEnum()) {
      return Optional.of(type.getEnumConstants()[random.nextInt(type.getEnumConstants().length)]);
    }
    if (type == Object.class) {
      return Optional.empty();
    }
    if (!fitting.isEmpty()) {
      List<Place> from = named.isEmpty() ? fitting : named;
      return Optional.of(of(from.get(random.nextInt(from.size()))));
    }
    StoredType plain = PLAIN.get(type);
    if (plain != null) {
      List<EdgeCases.EdgeCase> cases = EdgeCases.of(plain);
      return Optional.of(cases.get(random.nextInt(cases.size())).value());
    }
    return type.isRecord() ? built(type) : Optional.empty();
  }

  /** A number that counts something, such as a limit: small, now and then one of the rows, never negative. */
  private Object small(Class<?> type, List<Place> fitting) {
    if (!fitting.isEmpty() && random.nextInt(6) == 0) {
      List<Object> some =
          data.getOrDefault(fitting.get(random.nextInt(fitting.size())), List.of()).stream()
              .filter(each -> type.isInstance(each) && ((Number) each).longValue() >= 0)
              .toList();
      if (!some.isEmpty()) {
        return some.get(random.nextInt(some.size()));
      }
    }
    int number = random.nextInt(5);
    return type == Integer.class
        ? (Object) number
        : type == Long.class ? (Object) (long) number : (Object) (short) number;
  }

  /** A value of a column: one that occurs, one that is easily taken for it, or any other. */
  private Object of(Place place) {
    List<Object> some = data.getOrDefault(place, List.of());
    Object stored = some.isEmpty() || random.nextInt(6) == 0
        ? values.next(place.mapping(), place.table(), place.column(), random)
        : some.get(random.nextInt(some.size()));
    if (random.nextInt(4) == 0) {
      stored = values
          .near(place.mapping(), place.table(), place.column(), stored, random)
          .orElse(stored);
    }
    stored = place.table().type(place.column()).normalise(stored);
    return place.codec().decode(stored).equals(stored)
        ? stored
        : new Argument.Stored(place.table().name(), place.name(), stored);
  }

  private Optional<Object> built(Class<?> type) {
    var components = new ArrayList<@Nullable Object>();
    for (RecordComponent component : type.getRecordComponents()) {
      Optional<Object> each = argument(component.getGenericType(), component.getName());
      if (each.isEmpty()) {
        return Optional.empty();
      }
      components.add(each.get());
    }
    return Optional.of(new Argument.Built(type, components));
  }

  private static Class<?> boxed(Class<?> type) {
    return java.lang.invoke.MethodType.methodType(type).wrap().returnType();
  }

  private static String snakeCase(String name) {
    return name.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
  }
}
