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

  private EmbeddedPart(
      String prefix,
      ValuePart<E> value,
      boolean nullable,
      Function<? super O, ? extends @Nullable E> getter,
      List<Object> path) {
    this.prefix = prefix;
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
    return new EmbeddedPart<>(prefix, value, nullable, getter, List.of());
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
        Paths.joined(outer.path, path));
  }

  /** The value object of a variant seen from the sealed type. */
  public <P> EmbeddedPart<P, E> ofVariant(VariantPart<P, ?> variant, Class<O> type) {
    return new EmbeddedPart<>(
        prefix,
        value,
        true,
        owner -> type.isInstance(owner) ? getter.apply(type.cast(owner)) : null,
        Paths.joined(List.of(variant), path));
  }

  /** The value object of an element seen from the element's place in a collection. */
  EmbeddedPart<Element<O>, E> ofElement() {
    return new EmbeddedPart<>(
        prefix, value, nullable, element -> getter.apply(element.value()), path);
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
}
