package org.bilayer.model;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A value object whose members are columns of its owner's row, under a common prefix.
 *
 * <p>Immutable.
 *
 * @param <O> the type that has the value object
 * @param <E> the value object's type
 */
public final class Embedded<O, E> implements Member<O> {

  private final String prefix;
  private final Value<E> value;
  private final boolean nullable;
  private final Function<? super O, ? extends @Nullable E> getter;
  private final List<Object> path;

  private Embedded(
      String prefix,
      Value<E> value,
      boolean nullable,
      Function<? super O, ? extends @Nullable E> getter,
      List<Object> above) {
    this.prefix = prefix;
    this.value = value;
    this.nullable = nullable;
    this.getter = getter;
    this.path = above.isEmpty() ? List.of(this) : above;
  }

  /**
   * A value object that every owner has.
   *
   * @param prefix begins the names of its columns; may be empty
   */
  public static <O, E> Embedded<O, E> of(
      String prefix, Value<E> value, Function<? super O, ? extends E> getter) {
    return new Embedded<>(prefix, value, false, getter, List.of());
  }

  /**
   * A value object that may be absent, stored as null in all its columns. One that is present must therefore
   * have at least one column that is not null; otherwise storing it is refused.
   */
  public static <O, E> Embedded<O, E> nullable(
      String prefix, Value<E> value, Function<? super O, ? extends @Nullable E> getter) {
    return new Embedded<>(prefix, value, true, getter, List.of());
  }

  /** A column of the value object as an attribute of the owner, for conditions, orders and keys. */
  public <V> Column<O, V> at(Column<E, V> column) {
    return column.within(this);
  }

  /** A nested value object, seen from the owner. */
  public <F> Embedded<O, F> at(Embedded<E, F> nested) {
    return nested.within(this);
  }

  private <P> Embedded<P, E> within(Embedded<P, O> outer) {
    return new Embedded<>(
        outer.prefix + prefix,
        value,
        nullable || outer.nullable,
        owner -> {
          O middle = outer.valueOf(owner);
          return middle == null ? null : getter.apply(middle);
        },
        Paths.joined(outer.path, path));
  }

  /** This value object of a variant, seen from the sealed type. */
  <P> Embedded<P, E> ofVariant(Variant<P, ?> variant, Class<O> type) {
    return new Embedded<>(
        prefix,
        value,
        true,
        owner -> type.isInstance(owner) ? getter.apply(type.cast(owner)) : null,
        Paths.joined(List.of(variant), path));
  }

  /** This value object of an element, read through its place in a collection. */
  Embedded<ElementCollection.Element<O>, E> ofElement() {
    return new Embedded<>(prefix, value, nullable, element -> getter.apply(element.value()), path);
  }

  /** How the value object is stored. */
  public Value<E> value() {
    return value;
  }

  /** Begins the names of its columns. */
  public String prefix() {
    return prefix;
  }

  /** Whether it may be absent. */
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
}
