package org.bilayer.model;

import java.util.Optional;
import java.util.function.Function;
import org.bilayer.layout.EmbeddedPart;
import org.bilayer.layout.VariantPart;
import org.jspecify.annotations.Nullable;

/**
 * A value object whose members are columns of its owner's row, under a common prefix.
 *
 * <p>Immutable.
 *
 * @param <O> the type that has the value object
 * @param <E> the value object's type
 */
public final class Embedded<O, E> implements Member<O, E> {

  private final Value<E> value;
  private final EmbeddedPart<O, E> part;

  private Embedded(Value<E> value, EmbeddedPart<O, E> part) {
    this.value = value;
    this.part = part;
  }

  /**
   * Declares a value object that every owner has.
   *
   * @param prefix the beginning of the names of the columns in Java and in messages; may be empty. It is the beginning
   *     in the database too, unless {@link #inColumns} or {@link #inColumn} gives other names
   */
  public static <O, E> Embedded<O, E> of(
      String prefix, Value<E> value, Function<? super O, ? extends E> getter) {
    return new Embedded<>(value, EmbeddedPart.of(prefix, value.part(), false, getter));
  }

  /**
   * Declares a value object that may be absent. An absent value object is stored as null in all its columns. A
   * present value object must therefore have at least one column that is not null; otherwise the object is
   * refused when it is stored.
   */
  public static <O, E> Embedded<O, E> nullable(
      String prefix, Value<E> value, Function<? super O, ? extends @Nullable E> getter) {
    return new Embedded<>(value, EmbeddedPart.of(prefix, value.part(), true, getter));
  }

  /**
   * Returns this value object, the names of whose columns begin with this text in the database. The rest of a name is
   * that of the value object's column in the database.
   *
   * @param prefix may be empty
   */
  public Embedded<O, E> inColumns(String prefix) {
    return new Embedded<>(value, part.inColumns(prefix));
  }

  /**
   * Returns this value object, one of whose columns has this name in the database, without any prefix.
   *
   * @param column a column of the value object; for one of a nested value object, {@code NESTED.at(COLUMN)}
   * @param name any name that the database allows; SQL always quotes it
   */
  public Embedded<O, E> inColumn(Column<E, ?> column, String name) {
    return new Embedded<>(value, part.inColumn(column.part(), name));
  }

  /**
   * Returns this value object, which is also written to further columns of the owner's row, in another form. Each insert and each
   * update of a row writes them; nothing reads them. See {@link Column#alsoWriting}.
   *
   * @param others compute the other form from the owner. Null is stored as null
   * @throws IllegalArgumentException as {@link Column#alsoWriting}
   */
  @SafeVarargs
  @SuppressWarnings("varargs") // the array is only read
  public final Embedded<O, E> alsoWriting(Column<O, ?>... others) {
    return new Embedded<>(value, part.copied(OtherForms.of(others)));
  }

  /** Returns a column of the value object as an attribute of the owner, for conditions, orders and keys. */
  public <V> Column<O, V> at(Column<E, V> column) {
    return column.within(part);
  }

  /** Returns a nested value object as a value object of the owner. */
  public <F> Embedded<O, F> at(Embedded<E, F> nested) {
    return new Embedded<>(nested.value, nested.part.within(part));
  }

  /** Returns this value object of a variant as a value object of the sealed type. */
  <P> Embedded<P, E> ofVariant(VariantPart<P, ?> variant, Class<O> type) {
    return new Embedded<>(value, part.ofVariant(variant, type));
  }

  /**
   * Returns this value object for a constructor that takes an {@code Optional}.
   *
   * @throws IllegalStateException if the value object is not nullable
   */
  public Member<O, Optional<E>> asOptional() {
    if (!isNullable()) {
      throw new IllegalStateException(
          "The value object " + part.name() + " is required; pass it without asOptional().");
    }
    return new OptionalMember<>(this);
  }

  EmbeddedPart<O, E> part() {
    return part;
  }

  /** The members of the value object. */
  public Value<E> value() {
    return value;
  }

  /** The beginning of the names of the columns. */
  public String prefix() {
    return part.prefix();
  }

  /** Whether the value object may be absent. */
  public boolean isNullable() {
    return part.isNullable();
  }

  /** Returns the value object of an owner, or null if the value object is absent. */
  public @Nullable E valueOf(O owner) {
    return part.valueOf(owner);
  }
}
