package org.bilayer.layout;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.bilayer.store.StoredColumn.Moment;
import org.bilayer.store.StoredColumn.Source;
import org.bilayer.value.StoredType;
import org.jspecify.annotations.Nullable;

/**
 * A part that is stored in one column.
 *
 * <p>Immutable.
 *
 * @param <O> the type that has the attribute
 * @param <V> the attribute's type
 */
public final class ColumnPart<O, V> implements Part<O> {

  /**
   * How the database fills the column.
   *
   * @param constant for {@link Source#CONSTANT} only
   * @param sql see {@link org.bilayer.store.StoredColumn.Generation#sql}; names are those of the members of {@code O}
   * @param clock for {@link Source#NOW}
   * @param twin the value in Java, for {@link Source#COMPUTED}
   */
  public record Generation<O, V>(
      Moment moment,
      Source source,
      Optional<V> constant,
      Optional<String> sql,
      Clock clock,
      Function<StoredRow<O>, ? extends @Nullable V> twin) {}

  /**
   * A column that is written with the attribute and never read.
   *
   * @param column computes the other form from the owner
   * @param isSameValue whether the other form is of the attribute's own value, of the same type in Java
   */
  public record Copy<O>(ColumnPart<O, ?> column, boolean isSameValue) {}

  private final String name;
  private final String inDatabase;
  private final Conversion<V> conversion;
  private final boolean nullable;
  private final Function<? super O, ? extends @Nullable V> getter;

  /** The class of the record component; null where the attribute is none of a record. */
  private final @Nullable Class<?> declared;

  /** Null for a column that only the library writes; known to the part that was declared, not to those made from it. */
  private final @Nullable Generation<O, V> generation;

  /** Columns with other forms of the attribute. */
  private final List<Copy<O>> copies;

  /** The parts that lead to the attribute, the attribute's own part last. Equal paths mean the same attribute. */
  private final List<Object> path;

  private ColumnPart(
      String name,
      String inDatabase,
      Conversion<V> conversion,
      boolean nullable,
      Function<? super O, ? extends @Nullable V> getter,
      @Nullable Class<?> declared,
      @Nullable Generation<O, V> generation,
      List<Copy<O>> copies,
      List<Object> path) {
    this.generation = generation;
    this.copies = copies;
    this.name = name;
    this.inDatabase = inDatabase;
    this.conversion = conversion;
    this.nullable = nullable;
    this.getter = getter;
    this.declared = declared;
    this.path = path.isEmpty() ? List.of(this) : path;
  }

  /**
   * Describes an attribute.
   *
   * @param declared the class of the record component that the column was declared for; null for other columns
   */
  public static <O, V> ColumnPart<O, V> of(
      String name,
      Conversion<V> conversion,
      boolean nullable,
      Function<? super O, ? extends @Nullable V> getter,
      @Nullable Class<?> declared) {
    return new ColumnPart<>(
        name, name, conversion, nullable, getter, declared, null, List.of(), List.of());
  }

  /** The same attribute, whose column has this name in the database. */
  public ColumnPart<O, V> inColumn(String column) {
    return new ColumnPart<>(
        name, column, conversion, nullable, getter, declared, generation, copies, path);
  }

  /** The same attribute, whose column the database fills. */
  public ColumnPart<O, V> generated(Generation<O, V> generation) {
    return new ColumnPart<>(
        name, inDatabase, conversion, nullable, getter, declared, generation, copies, path);
  }

  /** The same attribute, whose other forms are written to further columns. */
  public ColumnPart<O, V> copied(List<Copy<O>> copies) {
    return new ColumnPart<>(
        name,
        inDatabase,
        conversion,
        nullable,
        getter,
        declared,
        generation,
        List.copyOf(copies),
        path);
  }

  /** The attribute seen from the owner of the value object. */
  public <P> ColumnPart<P, V> within(EmbeddedPart<P, O> embedded) {
    return new ColumnPart<>(
        embedded.prefix() + name,
        embedded.nameInDatabase(this),
        conversion,
        nullable || embedded.isNullable(),
        owner -> {
          O value = embedded.valueOf(owner);
          return value == null ? null : getter.apply(value);
        },
        null,
        null,
        List.of(),
        Paths.joined(embedded.path(), path));
  }

  /** The attribute of a variant seen from the sealed type. */
  public <P> ColumnPart<P, V> ofVariant(VariantPart<P, ?> variant, Class<O> type) {
    return new ColumnPart<>(
        name,
        inDatabase,
        conversion,
        true,
        owner -> type.isInstance(owner) ? getter.apply(type.cast(owner)) : null,
        null,
        null,
        List.of(),
        Paths.joined(List.of(variant), path));
  }

  /** The attribute of an element seen from the element's place in a collection. */
  ColumnPart<Element<O>, V> ofElement() {
    return new ColumnPart<>(
        name,
        inDatabase,
        conversion,
        nullable,
        element -> getter.apply(element.value()),
        null,
        null,
        List.of(),
        path);
  }

  @Override
  public String name() {
    return name;
  }

  /** The name of the column in the database. */
  public String inDatabase() {
    return inDatabase;
  }

  /** How values are converted. */
  public Conversion<V> conversion() {
    return conversion;
  }

  /** What the column stores. */
  StoredType type() {
    return conversion.type();
  }

  /** How the database fills the column; empty for a column that only the library writes. */
  public Optional<Generation<O, V>> generation() {
    return Optional.ofNullable(generation);
  }

  /** The columns with other forms of the attribute; known to the part that was declared, not to those made from it. */
  public List<Copy<O>> copies() {
    return copies;
  }

  /** Whether the attribute may be absent. */
  public boolean isNullable() {
    return nullable;
  }

  /** The attribute of an object, or null where it is absent. */
  public @Nullable V valueOf(O owner) {
    return getter.apply(owner);
  }

  /** What identifies the attribute; compared element by element, by identity. Unmodifiable. */
  public List<Object> path() {
    return path;
  }

  @Nullable
  Class<?> declared() {
    return declared;
  }

  /** One attribute keeps its path through every change of its column's name. */
  @Override
  @SuppressWarnings(
      "ReferenceEquality") // the usual case, which is asked for each value that is read
  public boolean isSame(Part<?> other) {
    return this == other
        || (other instanceof ColumnPart<?, ?> column && Paths.same(path, column.path));
  }

  @Override
  public String toString() {
    return name;
  }
}
