package org.bilayer.model;

import java.util.Optional;
import java.util.function.Function;
import org.bilayer.layout.ColumnPart;
import org.bilayer.layout.EmbeddedPart;
import org.bilayer.layout.VariantPart;
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
public final class Column<O, V> extends Attribute<O, V> implements Member<O, V> {

  private final Codec<V, ?> codec;
  private final ColumnPart<O, V> part;

  private Column(Codec<V, ?> codec, ColumnPart<O, V> part) {
    super(part.name(), codec.type(), part.isNullable(), part.path());
    this.codec = codec;
    this.part = part;
  }

  /**
   * An attribute that every object has.
   *
   * @param name the column's name: lower snake case, at most 63 characters
   * @param getter reads the attribute; a null from it is refused when the object is stored
   */
  public static <O, V> Column<O, V> of(
      String name, Codec<V, ?> codec, Function<? super O, ? extends V> getter) {
    return of(name, codec, false, getter, null);
  }

  /** An attribute that may be absent; its getter gives null then. */
  public static <O, V> Column<O, V> nullable(
      String name, Codec<V, ?> codec, Function<? super O, ? extends @Nullable V> getter) {
    return of(name, codec, true, getter, null);
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
    return of(name, codec, nullable, getter, declared);
  }

  private static <O, V> Column<O, V> of(
      String name,
      Codec<V, ?> codec,
      boolean nullable,
      Function<? super O, ? extends @Nullable V> getter,
      @Nullable Class<?> declared) {
    return new Column<>(codec, ColumnPart.of(name, codec.conversion(), nullable, getter, declared));
  }

  /** This attribute seen from the owner of a value object. */
  <P> Column<P, V> within(EmbeddedPart<P, O> embedded) {
    return new Column<>(codec, part.within(embedded));
  }

  /** This attribute of a variant, seen from the sealed type. */
  <P> Column<P, V> ofVariant(VariantPart<P, ?> variant, Class<O> type) {
    return new Column<>(codec, part.ofVariant(variant, type));
  }

  /**
   * This attribute for a constructor that takes an {@code Optional}.
   *
   * @throws IllegalStateException if the attribute is not nullable
   */
  public Member<O, Optional<V>> asOptional() {
    if (!isNullable()) {
      throw new IllegalStateException(
          "The attribute " + part.name() + " is required; pass it as it is.");
    }
    return new OptionalMember<>(this);
  }

  ColumnPart<O, V> part() {
    return part;
  }

  /** How values are stored. */
  public Codec<V, ?> codec() {
    return codec;
  }

  /** The attribute of an object, or null where it is absent. */
  public @Nullable V valueOf(O owner) {
    return part.valueOf(owner);
  }

  @Override
  protected Object encode(V value) {
    return codec.encode(value);
  }

  @Override
  protected V decode(Object stored) {
    return codec.decode(stored);
  }
}
