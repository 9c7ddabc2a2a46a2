package org.bilayer.layout;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.bilayer.store.QualifiedName;
import org.jspecify.annotations.Nullable;

/**
 * A collection whose elements are rows of a table of their own.
 *
 * <p>Immutable.
 *
 * @param <O> the owner
 * @param <C> the element
 * @param <S> the collection
 */
public final class CollectionPart<O, C, S> implements Part<O> {

  /** How the elements of a collection are told apart. */
  public enum Shape {
    /** A list whose elements have a key; their place is stored beside it. */
    KEYED_LIST,
    /** A list whose elements are known by their place. */
    POSITIONAL_LIST,
    /** A set whose elements have a key. */
    SET,
    /** A map; its keys are stored beside the values. */
    MAP
  }

  /**
   * How a collection becomes elements and elements a collection.
   *
   * @param getter reads the collection from its owner
   * @param split gives the elements of a collection
   * @param join makes a collection of elements
   */
  public record Access<O, C, S>(
      Function<? super O, ? extends @Nullable S> getter,
      Function<S, List<Element<C>>> split,
      Function<List<Element<C>>, S> join) {}

  /**
   * What the database calls the parts of the elements' table that the library adds by itself.
   *
   * @param table the table; empty for its name in Java
   * @param ownerColumns the columns of the owner's key, in its order; empty for the names in Java
   * @param place the column of the position, or of a map's key; empty for the name in Java
   * @param key the constraint of the primary key; empty for the usual name
   * @param owner the foreign key to the owner; empty for the usual name
   * @param ownerEnforced whether the database has the foreign key to the owner
   */
  public record Names(
      Optional<QualifiedName> table,
      List<String> ownerColumns,
      Optional<String> place,
      Optional<String> key,
      Optional<String> owner,
      boolean ownerEnforced) {

    /** The usual names. */
    static final Names USUAL = new Names(
        Optional.empty(), List.of(), Optional.empty(), Optional.empty(), Optional.empty(), true);

    /** Copies the list. */
    public Names {
      ownerColumns = List.copyOf(ownerColumns);
    }
  }

  /** The column of an element's place in a list. */
  static final String POSITION = "position";

  private final String table;
  private final ValuePart<C> value;
  private final Shape shape;
  private final @Nullable ColumnPart<C, ?> key;
  private final @Nullable ColumnPart<Element<C>, ?> mapKey;
  private final Access<O, C, S> access;
  private final Rules<C> rules;
  private final Names names;
  private final CollectionPart<O, C, S> origin;

  private CollectionPart(
      String table,
      ValuePart<C> value,
      Shape shape,
      @Nullable ColumnPart<C, ?> key,
      @Nullable ColumnPart<Element<C>, ?> mapKey,
      Access<O, C, S> access) {
    this.table = table;
    this.value = value;
    this.shape = shape;
    this.key = key;
    this.mapKey = mapKey;
    this.access = access;
    this.rules = Rules.none();
    this.names = Names.USUAL;
    this.origin = this;
  }

  private CollectionPart(CollectionPart<O, C, S> without, Rules<C> rules, Names names) {
    this.table = without.table;
    this.value = without.value;
    this.shape = without.shape;
    this.key = without.key;
    this.mapKey = without.mapKey;
    this.access = without.access;
    this.rules = rules;
    this.names = names;
    this.origin = without.origin;
  }

  /**
   * Describes a list whose elements are known by their place.
   *
   * @param table the name of the elements' table
   */
  public static <O, C, S> CollectionPart<O, C, S> positional(
      String table, ValuePart<C> value, Access<O, C, S> access) {
    return new CollectionPart<>(table, value, Shape.POSITIONAL_LIST, null, null, access);
  }

  /** Describes a list or a set whose elements have a key. */
  public static <O, C, S> CollectionPart<O, C, S> keyed(
      String table, ValuePart<C> value, Shape shape, ColumnPart<C, ?> key, Access<O, C, S> access) {
    return new CollectionPart<>(table, value, shape, key, null, access);
  }

  /** Describes a map. */
  public static <O, C, S> CollectionPart<O, C, S> map(
      String table, ValuePart<C> value, ColumnPart<Element<C>, ?> mapKey, Access<O, C, S> access) {
    return new CollectionPart<>(table, value, Shape.MAP, null, mapKey, access);
  }

  /** The same collection with other rules. */
  public CollectionPart<O, C, S> with(Rules<C> rules) {
    return new CollectionPart<>(this, rules, names);
  }

  /** The same collection with other names in the database. */
  public CollectionPart<O, C, S> with(Names names) {
    return new CollectionPart<>(this, rules, names);
  }

  /** What the database calls the parts of the elements' table. */
  public Names names() {
    return names;
  }

  @Override
  public String name() {
    return table;
  }

  /** The name of the elements' table in Java. */
  public String table() {
    return table;
  }

  /** The rules of the elements' table. */
  public Rules<C> rules() {
    return rules;
  }

  ValuePart<C> value() {
    return value;
  }

  Shape shape() {
    return shape;
  }

  /** Whether the place of an element is stored. */
  boolean hasPosition() {
    return shape == Shape.KEYED_LIST || shape == Shape.POSITIONAL_LIST;
  }

  Optional<ColumnPart<C, ?>> key() {
    return Optional.ofNullable(key);
  }

  /** The key of a map's elements; empty for other collections. */
  public Optional<ColumnPart<Element<C>, ?>> mapKey() {
    return Optional.ofNullable(mapKey);
  }

  /** The description from which this one was made by adding rules; the same for all of them. */
  public CollectionPart<O, C, S> origin() {
    return origin;
  }

  /** The elements of an owner, or null where the owner gives no collection at all. */
  public @Nullable List<Element<C>> elements(O owner) {
    @Nullable S collection = access.getter().apply(owner);
    return collection == null ? null : access.split().apply(collection);
  }

  S collection(List<Element<C>> elements) {
    return access.join().apply(elements);
  }
}
