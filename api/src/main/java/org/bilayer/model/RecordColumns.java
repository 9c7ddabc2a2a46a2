package org.bilayer.model;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A shortcut for plain records: declares columns named after components, and the constructing function. The
 * constants are the same as those of {@link Column#of}. The only difference is that the caller's {@link
 * MethodHandles.Lookup} finds getters and constructor.
 *
 * <pre>{@code
 * static final RecordColumns<Customer> CUSTOMER = RecordColumns.of(MethodHandles.lookup(), Customer.class);
 * static final Column<Customer, Long> ID = CUSTOMER.column("id", Codec.int64());
 * static final Column<Customer, String> FIRST_NAME = CUSTOMER.column("firstName", Codec.text(40));
 * ... .construct(CUSTOMER.construct())
 * }</pre>
 *
 * <p>A component {@code firstName} is stored in the column {@code first_name}. Components that are value objects or
 * collections need {@link Embedded} and {@link ElementCollection}: declare them as usual and pass them to {@link #member}.
 *
 * <p>Not safe for concurrent use while columns are declared; static initialisers are fine.
 *
 * @param <R> the record
 */
public final class RecordColumns<R extends Record> {

  private final Class<R> type;
  private final MethodHandles.Lookup lookup;
  private final Map<String, RecordComponent> components = new LinkedHashMap<>();
  private final Map<String, Function<Row<R>, @Nullable Object>> readers = new LinkedHashMap<>();

  private RecordColumns(MethodHandles.Lookup lookup, Class<R> type) {
    this.lookup = lookup;
    this.type = type;
    for (RecordComponent component : type.getRecordComponents()) {
      components.put(component.getName(), component);
    }
  }

  /**
   * Begins with the class of a record.
   *
   * @param lookup must have access to the record's accessors and constructor
   */
  public static <R extends Record> RecordColumns<R> of(MethodHandles.Lookup lookup, Class<R> type) {
    return new RecordColumns<>(lookup, type);
  }

  /**
   * Declares the column of a component that is never null. {@link Model#of} refuses a component whose class
   * differs from the codec's class.
   *
   * @throws IllegalArgumentException if the record has no such component, or the lookup cannot read the
   *     component
   */
  public <V> Column<R, V> column(String component, Codec<V, ?> codec) {
    Column<R, V> column = Column.ofComponent(
        columnName(component),
        codec,
        false,
        getter(component),
        required(component).getType());
    readers.put(component, row -> row.get(column));
    return column;
  }

  /**
   * Declares the column of a component that may be null. The component must not have a primitive type.
   * Otherwise as {@link #column}.
   *
   * @throws IllegalArgumentException as {@link #column}
   */
  public <V> Column<R, V> nullable(String component, Codec<V, ?> codec) {
    Column<R, V> column = Column.ofComponent(
        columnName(component),
        codec,
        true,
        getter(component),
        required(component).getType());
    readers.put(component, row -> row.getOrNull(column));
    return column;
  }

  /**
   * Makes the constructing function read a component from a member that is declared in another way.
   *
   * @param read such as {@code row -> row.get(LINES)}
   * @throws IllegalArgumentException if the record has no such component
   */
  public RecordColumns<R> member(String component, Function<Row<R>, @Nullable Object> read) {
    required(component);
    readers.put(component, read);
    return this;
  }

  /**
   * Returns the constructing function, which calls the canonical constructor of the record.
   *
   * @throws IllegalArgumentException if a component has no column or member yet, or the lookup has no access to
   *     the constructor
   */
  public Function<Row<R>, R> construct() {
    var inOrder = new ArrayList<Function<Row<R>, @Nullable Object>>();
    var types = new ArrayList<Class<?>>();
    for (RecordComponent component : components.values()) {
      Function<Row<R>, @Nullable Object> reader = readers.get(component.getName());
      if (reader == null) {
        throw new IllegalArgumentException("The component " + component.getName() + " of "
            + type.getName() + " has no column. Declare it before construct().");
      }
      inOrder.add(reader);
      types.add(component.getType());
    }
    MethodHandle constructor;
    try {
      constructor = lookup.findConstructor(type, MethodType.methodType(void.class, types));
    } catch (ReflectiveOperationException e) {
      throw unreadable("the canonical constructor", e);
    }
    return made(constructor.asSpreader(Object[].class, types.size()), List.copyOf(inOrder));
  }

  private Function<Row<R>, R> made(
      MethodHandle constructor, List<Function<Row<R>, @Nullable Object>> readers) {
    return row -> {
      var values = new @Nullable Object[readers.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = readers.get(i).apply(row);
      }
      return type.cast(invoked(constructor, values));
    };
  }

  private <V> Function<R, V> getter(String component) {
    RecordComponent found = required(component);
    MethodHandle accessor;
    try {
      accessor = lookup.unreflect(found.getAccessor());
    } catch (ReflectiveOperationException e) {
      throw unreadable("the component " + component, e);
    }
    MethodHandle generic = accessor.asType(MethodType.methodType(Object.class, Object.class));
    return owner -> {
      // The codec of the column converts this type; the model refuses a component of another one.
      @SuppressWarnings("unchecked")
      V value = (V) invoked(generic, owner);
      return value;
    };
  }

  private static @Nullable Object invoked(MethodHandle handle, @Nullable Object argument) {
    try {
      return handle.invoke(argument);
    } catch (Throwable e) {
      throw RecordColumns.<RuntimeException>unchanged(e);
    }
  }

  /** Throws what a record threw as it is, also an exception that no signature names. */
  // The cast does nothing at run time: X is erased.
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <X extends Throwable> RuntimeException unchanged(Throwable thrown) throws X {
    throw (X) thrown;
  }

  private RecordComponent required(String component) {
    RecordComponent found = components.get(component);
    if (found == null) {
      throw new IllegalArgumentException("The record " + type.getName() + " has no component "
          + component + "; it has " + components.keySet() + ".");
    }
    return found;
  }

  private IllegalArgumentException unreadable(String what, ReflectiveOperationException cause) {
    return new IllegalArgumentException(
        "The lookup cannot see " + what + " of " + type.getName()
            + ". Pass MethodHandles.lookup() of a class that can.",
        cause);
  }

  private static String columnName(String component) {
    var name = new StringBuilder();
    for (int i = 0; i < component.length(); i++) {
      char letter = component.charAt(i);
      if (Character.isUpperCase(letter)) {
        name.append(name.length() == 0 ? "" : "_").append(Character.toLowerCase(letter));
      } else {
        name.append(letter);
      }
    }
    return name.toString();
  }
}
