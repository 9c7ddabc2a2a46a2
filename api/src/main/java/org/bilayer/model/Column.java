package org.bilayer.model;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.bilayer.layout.ColumnPart;
import org.bilayer.layout.EmbeddedPart;
import org.bilayer.layout.VariantPart;
import org.bilayer.query.Attribute;
import org.bilayer.store.StoredColumn.Moment;
import org.jspecify.annotations.Nullable;

/**
 * An attribute that is stored in one column. An application declares a column once, as a constant. The constant
 * names the column and converts its values. Conditions, orders and constructors refer to the constant.
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
   * Declares an attribute that every object has.
   *
   * @param name the column's name in Java and in messages: lower snake case, at most 63 characters. It is the name in
   *     the database too, unless {@link #inColumn} gives another one
   * @param getter reads the attribute; if the getter returns null, the object is refused when it is stored
   */
  public static <O, V> Column<O, V> of(
      String name, Codec<V, ?> codec, Function<? super O, ? extends V> getter) {
    return of(name, codec, false, getter, null);
  }

  /** Declares an attribute that may be absent. If it is absent, the getter returns null. */
  public static <O, V> Column<O, V> nullable(
      String name, Codec<V, ?> codec, Function<? super O, ? extends @Nullable V> getter) {
    return of(name, codec, true, getter, null);
  }

  /**
   * Declares an attribute that may be absent. If it is absent, the getter returns an empty {@code Optional}.
   */
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

  /**
   * Returns this attribute, stored in a column that has this name in the database. Both constants stand for the same
   * attribute.
   *
   * @param name any name that the database allows; SQL always quotes it
   */
  public Column<O, V> inColumn(String name) {
    return new Column<>(codec, part.inColumn(name));
  }

  /**
   * Returns this attribute, stored in a column with a default. If the getter returns null when a row is inserted, the library
   * leaves the column out of the insert, and the database stores the default. Otherwise the library writes the
   * column.
   *
   * <p>Declare an attribute by {@link #of} if the column is {@code NOT NULL}. Its getter may return null nevertheless: before the
   * insert, and for an update that leaves the column as it is. In a nullable column, an update stores null as null.
   *
   * <p>After the flush, {@code find} returns the object as it is stored. An object that the application holds stays as it was.
   */
  public Column<O, V> withDefault(DatabaseValue<O, V> value) {
    return generated(value, Moment.ABSENT);
  }

  /**
   * Returns this attribute, stored in a column that the database fills when a row is inserted. The library never writes the
   * column and never compares the attribute. The getter may return null or an old value. Conditions and orders may
   * name the attribute; a set-based change cannot set it.
   *
   * <p>After the flush, {@code find} returns the object as it is stored. An object that the application holds stays as it was,
   * and {@code update} accepts it.
   */
  public Column<O, V> generatedOnInsert(DatabaseValue<O, V> value) {
    return generated(value, Moment.INSERT);
  }

  /** As {@link #generatedOnInsert}, for a column that the database fills each time a row is inserted or updated. */
  public Column<O, V> generatedAlways(DatabaseValue<O, V> value) {
    return generated(value, Moment.WRITE);
  }

  private Column<O, V> generated(DatabaseValue<O, V> value, Moment moment) {
    return new Column<>(codec, part.generated(value.at(moment)));
  }

  /**
   * Declares an attribute that moves from one column to another while older code still uses the first. Applications that are one
   * phase apart may run at the same time; see {@link Phase}.
   *
   * @param from stores the attribute for older code
   * @param to stores the attribute for newer code. Its name differs from that of {@code from}; its codec may differ as well. Both
   *     getters give the same value. Only where one column is nullable and the other is not, the getter of the required one gives a
   *     value for the absent ones; a set-based change cannot set the attribute then
   * @return {@code from} or {@code to}, whichever the phase reads. Conditions, orders, projections, keys and cursors use the
   *     column that is read. Until {@link Phase#NEW_ONLY} each insert and each update of a row writes both columns
   * @throws IllegalArgumentException if the database fills one of the columns, or if one of them moves already
   */
  public static <O, V> Column<O, V> moving(Phase phase, Column<O, V> from, Column<O, V> to) {
    OtherForms.check(from);
    OtherForms.check(to);
    return switch (phase) {
      case READ_OLD -> from.written(to);
      case READ_NEW -> to.written(from);
      case NEW_ONLY -> to;
    };
  }

  private Column<O, V> written(Column<O, V> other) {
    boolean isSameValue = isNullable() == other.isNullable();
    return new Column<>(
        codec, part.copied(List.of(new ColumnPart.Copy<>(other.part, isSameValue))));
  }

  /**
   * Returns this attribute, which is also written to further columns, in another form. Each insert and each update of a row writes
   * them, whether the attribute has changed or not. Nothing reads them: conditions, orders and constructors use this
   * attribute's column. Use it where an attribute is split into several columns, or where several become one; where an
   * attribute moves to one other column, use {@link #moving}.
   *
   * <p>A set-based change cannot set this attribute. Attributes that are computed into one column together declare the same
   * constant.
   *
   * @param others compute the other form from the object. Null is stored as null
   * @throws IllegalArgumentException if there is none, if the database fills one of them, or if one of them is also written to
   *     further columns
   */
  @SafeVarargs
  @SuppressWarnings("varargs") // the array is only read
  public final Column<O, V> alsoWriting(Column<O, ?>... others) {
    return new Column<>(
        codec,
        part.copied(OtherForms.of(others).stream()
            .map(other -> new ColumnPart.Copy<O>(other, false))
            .toList()));
  }

  /** Returns this attribute as an attribute of the owner of a value object. */
  <P> Column<P, V> within(EmbeddedPart<P, O> embedded) {
    return new Column<>(codec, part.within(embedded));
  }

  /** Returns this attribute of a variant as an attribute of the sealed type. */
  <P> Column<P, V> ofVariant(VariantPart<P, ?> variant, Class<O> type) {
    return new Column<>(codec, part.ofVariant(variant, type));
  }

  /**
   * Returns this attribute for a constructor that takes an {@code Optional}.
   *
   * @throws IllegalStateException if the attribute is not nullable
   */
  public Member<O, Optional<V>> asOptional() {
    if (!isNullable()) {
      throw new IllegalStateException(
          "The attribute " + part.name() + " is required; pass it without asOptional().");
    }
    return new OptionalMember<>(this);
  }

  ColumnPart<O, V> part() {
    return part;
  }

  /** The codec of the values. */
  public Codec<V, ?> codec() {
    return codec;
  }

  /** Returns the attribute of an object, or null if the attribute is absent. */
  public @Nullable V valueOf(O owner) {
    return part.valueOf(owner);
  }

  @Override
  protected Object encode(V value) {
    return codec.encode(value);
  }

  @Override
  protected Object encodeAmount(V value) {
    return codec.conversion().encodeAmount(value);
  }

  @Override
  protected V decode(Object stored) {
    return codec.decode(stored);
  }
}
