package org.bilayer.layout;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A value object that is stored in columns of its owner's row.
 *
 * <p>Immutable.
 *
 * @param <O> the type that has the value object
 * @param <E> the value object's type
 */
public final class EmbeddedPart<O, E> implements Part<O> {

  private final String prefix;
  private final ValuePart<E> value;
  private final boolean nullable;
  private final Function<? super O, ? extends @Nullable E> getter;
  private final List<Object> path;
  private final ColumnNames names;

  /** Columns with other forms of the value object. */
  private final List<ColumnPart<O, ?>> copies;

  private EmbeddedPart(
      String prefix,
      ValuePart<E> value,
      boolean nullable,
      Function<? super O, ? extends @Nullable E> getter,
      List<Object> path,
      ColumnNames names,
      List<ColumnPart<O, ?>> copies) {
    this.prefix = prefix;
    this.copies = copies;
    this.names = names;
    this.value = value;
    this.nullable = nullable;
    this.getter = getter;
    this.path = path.isEmpty() ? List.of(this) : path;
  }

  /** Describes a value object. */
  public static <O, E> EmbeddedPart<O, E> of(
      String prefix,
      ValuePart<E> value,
      boolean nullable,
      Function<? super O, ? extends @Nullable E> getter) {
    return new EmbeddedPart<>(
        prefix, value, nullable, getter, List.of(), ColumnNames.prefixed(prefix), List.of());
  }

  /** The same value object, the names of whose columns begin with this text in the database. */
  public EmbeddedPart<O, E> inColumns(String prefix) {
    return new EmbeddedPart<>(
        this.prefix, value, nullable, getter, path, ColumnNames.prefixed(prefix), copies);
  }

  /** The same value object, one of whose columns has this name in the database. */
  public EmbeddedPart<O, E> inColumn(ColumnPart<E, ?> column, String name) {
    return new EmbeddedPart<>(
        prefix, value, nullable, getter, path, names.with(column.path(), name), copies);
  }

  /** The same value object, whose other forms are written to further columns. */
  public EmbeddedPart<O, E> copied(List<ColumnPart<O, ?>> copies) {
    return new EmbeddedPart<>(prefix, value, nullable, getter, path, names, List.copyOf(copies));
  }

  /** The columns with other forms of the value object; known to the part that was declared, not to those made from it. */
  List<ColumnPart<O, ?>> copies() {
    return copies;
  }

  /** The name in the database of a column of the value object. */
  String nameInDatabase(ColumnPart<E, ?> column) {
    return names.of(column.path(), column.inDatabase());
  }

  /** The value object seen from the owner of another value object. */
  public <P> EmbeddedPart<P, E> within(EmbeddedPart<P, O> outer) {
    return new EmbeddedPart<>(
        outer.prefix + prefix,
        value,
        nullable || outer.nullable,
        owner -> {
          O middle = outer.valueOf(owner);
          return middle == null ? null : getter.apply(middle);
        },
        Paths.joined(outer.path, path),
        names.within(outer.names, path),
        List.of());
  }

  /** The value object of a variant seen from the sealed type. */
  public <P> EmbeddedPart<P, E> ofVariant(VariantPart<P, ?> variant, Class<O> type) {
    return new EmbeddedPart<>(
        prefix,
        value,
        true,
        owner -> type.isInstance(owner) ? getter.apply(type.cast(owner)) : null,
        Paths.joined(List.of(variant), path),
        names,
        List.of());
  }

  /** The value object of an element seen from the element's place in a collection. */
  EmbeddedPart<Element<O>, E> ofElement() {
    return new EmbeddedPart<>(
        prefix, value, nullable, element -> getter.apply(element.value()), path, names, List.of());
  }

  /** All columns of the value object as columns of its owner, in declared order. */
  List<ColumnPart<O, ?>> columns() {
    return value.columns(this);
  }

  @Override
  public String name() {
    return prefix;
  }

  /** Begins the names of the columns. */
  public String prefix() {
    return prefix;
  }

  /** How the value object is stored. */
  ValuePart<E> value() {
    return value;
  }

  /** Whether the value object may be absent. */
  public boolean isNullable() {
    return nullable;
  }

  /** The value object of an owner, or null where it is absent. */
  public @Nullable E valueOf(O owner) {
    return getter.apply(owner);
  }

  List<Object> path() {
    return path;
  }

  /** One value object keeps its path through every change of its columns' names. */
  @Override
  @SuppressWarnings(
      "ReferenceEquality") // the usual case, which is asked for each value that is read
  public boolean isSame(Part<?> other) {
    return this == other
        || (other instanceof EmbeddedPart<?, ?> embedded && Paths.same(path, embedded.path));
  }
}
