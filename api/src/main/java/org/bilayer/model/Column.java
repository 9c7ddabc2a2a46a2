package org.bilayer.model;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.bilayer.query.Attribute;
import org.jspecify.annotations.Nullable;

/**
 * An attribute stored in one column. Declared once as a constant, it names the column, converts its values, and
 * is what conditions, orders and constructors refer to.
 *
 * <p>Immutable.
 *
 * @param <O> the type that has the attribute
 * @param <V> the attribute's type
 */
public final class Column<O, V> extends Attribute<O, V> implements Member<O> {

  private final Codec<V, ?> codec;
  private final Function<? super O, ? extends @Nullable V> getter;

  /** The declared class of the attribute, where the getter was made from one; null where a lambda says nothing of it. */
  private final @Nullable Class<?> declared;

  /** The constants passed through to reach the attribute, itself last: what makes two paths the same. */
  private final List<Object> path;

  private Column(
      String name,
      Codec<V, ?> codec,
      boolean nullable,
      Function<? super O, ? extends @Nullable V> getter,
      List<Object> above) {
    this(name, codec, nullable, getter, above, null);
  }

  private Column(
      String name,
      Codec<V, ?> codec,
      boolean nullable,
      Function<? super O, ? extends @Nullable V> getter,
      List<Object> above,
      @Nullable Class<?> declared) {
    super(name, codec.type(), nullable);
    this.declared = declared;
    this.codec = codec;
    this.getter = getter;
    this.path = above.isEmpty() ? List.of(this) : above;
  }

  /**
   * An attribute that every object has.
   *
   * @param name the column's name: lower snake case, at most 63 characters
   * @param getter reads the attribute; a null from it is refused when the object is stored
   */
  public static <O, V> Column<O, V> of(
      String name, Codec<V, ?> codec, Function<? super O, ? extends V> getter) {
    return new Column<>(name, codec, false, getter, List.of());
  }

  /** An attribute that may be absent; its getter gives null then. */
  public static <O, V> Column<O, V> nullable(
      String name, Codec<V, ?> codec, Function<? super O, ? extends @Nullable V> getter) {
    return new Column<>(name, codec, true, getter, List.of());
  }

  /** An attribute that may be absent; its getter gives an empty {@code Optional} then. */
  public static <O, V> Column<O, V> optional(
      String name, Codec<V, ?> codec, Function<? super O, Optional<V>> getter) {
    return nullable(name, codec, owner -> getter.apply(owner).orElse(null));
  }

  /** The column of a record's component, whose class {@link Model#of} compares with the codec's. */
  static <O, V> Column<O, V> ofComponent(
      String name,
      Codec<V, ?> codec,
      boolean nullable,
      Function<? super O, ? extends @Nullable V> getter,
      Class<?> declared) {
    return new Column<>(name, codec, nullable, getter, List.of(), declared);
  }

  /** The class given to {@link #ofComponent}, or null. */
  @Nullable
  Class<?> declared() {
    return declared;
  }

  /** This attribute seen from the owner of a value object. */
  <P> Column<P, V> within(Embedded<P, O> embedded) {
    return new Column<>(
        embedded.prefix() + name(),
        codec,
        isNullable() || embedded.isNullable(),
        owner -> {
          O value = embedded.valueOf(owner);
          return value == null ? null : getter.apply(value);
        },
        Paths.joined(embedded.path(), path));
  }

  /** This attribute of a variant, seen from the sealed type. */
  <P> Column<P, V> ofVariant(Variant<P, ?> variant, Class<O> type) {
    return new Column<>(
        name(),
        codec,
        true,
        owner -> type.isInstance(owner) ? getter.apply(type.cast(owner)) : null,
        Paths.joined(List.of(variant), path));
  }

  /** This attribute of an element, read through its place in a collection. */
  Column<ElementCollection.Element<O>, V> ofElement() {
    return new Column<>(
        name(), codec, isNullable(), element -> getter.apply(element.value()), path);
  }

  /** How values are stored. */
  public Codec<V, ?> codec() {
    return codec;
  }

  /** The attribute of an object, or null where it is absent. */
  public @Nullable V valueOf(O owner) {
    return getter.apply(owner);
  }

  @Override
  protected Object encode(V value) {
    return codec.encode(value);
  }

  @Override
  protected V decode(Object stored) {
    return codec.decode(stored);
  }

  List<Object> path() {
    return path;
  }
}
