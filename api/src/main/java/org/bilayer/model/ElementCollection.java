package org.bilayer.model;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.bilayer.query.Owned;
import org.bilayer.query.Specification;
import org.jspecify.annotations.Nullable;

/**
 * Elements that an aggregate owns, each a row of their own table, stored and removed with it. The elements are
 * value objects without identity outside their owner; inside it a key tells them apart, so that a change of one
 * element writes one row.
 *
 * <p>The table's primary key is the owner's key, in columns named after the owner's table and key columns
 * ({@code order_line.order_id}), followed by the element's key.
 *
 * <p>Immutable; each method returns a changed copy.
 *
 * @param <O> the owner
 * @param <C> the element
 * @param <S> the collection: a {@code List}, {@code Set} or {@code Map}
 */
public final class ElementCollection<O, C, S> extends Owned<O, C> implements Member<O> {

  private static final String POSITION = "position";

  /** What an element is to its collection: itself, its place and, in a map, its key. */
  record Element<C>(C value, int position, @Nullable Object mapKey) {}

  /** How the elements of a collection are told apart. */
  enum Shape {
    /** A list whose elements have a key; their place is stored beside it. */
    KEYED_LIST,
    /** A list whose elements are known by their place. */
    POSITIONAL_LIST,
    /** A set whose elements have a key. */
    SET,
    /** A map; its keys are stored beside the values. */
    MAP
  }

  private final String table;
  private final Value<C> value;
  private final Shape shape;
  private final @Nullable Column<C, ?> key;
  private final @Nullable Column<Element<C>, ?> mapKey;
  private final Function<? super O, ? extends @Nullable S> getter;
  private final Function<S, List<Element<C>>> split;
  private final Function<List<Element<C>>, S> join;
  private final Rules<C> rules;
  private final ElementCollection<O, C, S> origin;

  private ElementCollection(
      String table,
      Value<C> value,
      Shape shape,
      @Nullable Column<C, ?> key,
      @Nullable Column<Element<C>, ?> mapKey,
      Function<? super O, ? extends @Nullable S> getter,
      Function<S, List<Element<C>>> split,
      Function<List<Element<C>>, S> join) {
    this.table = table;
    this.value = value;
    this.shape = shape;
    this.key = key;
    this.mapKey = mapKey;
    this.getter = getter;
    this.split = split;
    this.join = join;
    this.rules = Rules.none();
    this.origin = this;
  }

  private ElementCollection(ElementCollection<O, C, S> children, Rules<C> rules) {
    this.table = children.table;
    this.value = children.value;
    this.shape = children.shape;
    this.key = children.key;
    this.mapKey = children.mapKey;
    this.getter = children.getter;
    this.split = children.split;
    this.join = children.join;
    this.rules = rules;
    this.origin = children.origin;
  }

  /**
   * A list whose elements have a key, unique within the owner. Their order is stored in a column {@code
   * position}; moving an element writes its row and those that shift.
   *
   * @param table the table's name
   * @param key a required column of the value
   */
  public static <O, C> ElementCollection<O, C, List<C>> list(
      String table,
      Value<C> value,
      Column<C, ?> key,
      Function<? super O, ? extends List<C>> getter) {
    return new ElementCollection<>(
        table,
        value,
        Shape.KEYED_LIST,
        key,
        null,
        getter,
        ElementCollection::numbered,
        ElementCollection::values);
  }

  /** A list whose elements are known by their place, stored in a column {@code position} from 0. */
  public static <O, C> ElementCollection<O, C, List<C>> list(
      String table, Value<C> value, Function<? super O, ? extends List<C>> getter) {
    return new ElementCollection<>(
        table,
        value,
        Shape.POSITIONAL_LIST,
        null,
        null,
        getter,
        ElementCollection::numbered,
        ElementCollection::values);
  }

  /**
   * A set whose elements have a key, unique within the owner; read back in an unspecified order.
   *
   * @param key a required column of the value
   */
  public static <O, C> ElementCollection<O, C, Set<C>> set(
      String table,
      Value<C> value,
      Column<C, ?> key,
      Function<? super O, ? extends Set<C>> getter) {
    return new ElementCollection<>(
        table,
        value,
        Shape.SET,
        key,
        null,
        getter,
        ElementCollection::numbered,
        elements -> Collections.unmodifiableSet(new LinkedHashSet<>(values(elements))));
  }

  /**
   * A map; read back in an unspecified order.
   *
   * @param keyColumn the column of the map's keys
   */
  public static <O, K, C> ElementCollection<O, C, Map<K, C>> map(
      String table,
      String keyColumn,
      Codec<K, ?> keyCodec,
      Value<C> value,
      Function<? super O, ? extends Map<K, C>> getter) {
    // The element carries its key untyped; it went in as a K through this same lambda pair.
    @SuppressWarnings("unchecked")
    Column<Element<C>, K> mapKey =
        Column.nullable(keyColumn, keyCodec, element -> (K) element.mapKey());
    return new ElementCollection<>(
        table,
        value,
        Shape.MAP,
        null,
        mapKey,
        getter,
        map -> {
          var elements = new ArrayList<Element<C>>(map.size());
          map.forEach((key, element) -> elements.add(new Element<>(element, elements.size(), key)));
          return elements;
        },
        elements -> {
          var map = new LinkedHashMap<K, C>();
          for (Element<C> element : elements) {
            @SuppressWarnings("unchecked")
            K key = (K) element.mapKey();
            map.put(key, element.value());
          }
          return Collections.unmodifiableMap(map);
        });
  }

  private static <C> List<Element<C>> numbered(Collection<C> values) {
    var elements = new ArrayList<Element<C>>(values.size());
    for (C value : values) {
      elements.add(new Element<>(value, elements.size(), null));
    }
    return elements;
  }

  private static <C> List<C> values(List<Element<C>> elements) {
    var values = new ArrayList<C>(elements.size());
    for (Element<C> element : elements) {
      values.add(element.value());
    }
    return Collections.unmodifiableList(values);
  }

  /**
   * No two elements, of whatever owners, have the same values here; an element with a null among them never
   * collides.
   *
   * @param name of the constraint, unique in the model
   */
  @SafeVarargs
  public final ElementCollection<O, C, S> unique(String name, Member<C>... members) {
    var columns = new ArrayList<Member<C>>();
    for (Member<C> member : members) {
      columns.add(member);
    }
    return new ElementCollection<>(this, rules.unique(name, false, List.copyOf(columns)));
  }

  /** As {@link #unique}, within one owner. */
  @SafeVarargs
  public final ElementCollection<O, C, S> uniqueWithinOwner(String name, Member<C>... members) {
    var columns = new ArrayList<Member<C>>();
    for (Member<C> member : members) {
      columns.add(member);
    }
    return new ElementCollection<>(this, rules.unique(name, true, List.copyOf(columns)));
  }

  /** The member is the id of another aggregate; see {@link Mapping.Builder#references}. */
  public <R> ElementCollection<O, C, S> references(
      String name, Column<C, R> member, Supplier<? extends Mapping<?, R>> target) {
    return new ElementCollection<>(this, rules.reference(name, member, target));
  }

  /** As {@link #references(String, Column, Supplier)}, for an id of several columns. */
  public <R> ElementCollection<O, C, S> references(
      String name, Embedded<C, R> member, Supplier<? extends Mapping<?, R>> target) {
    return new ElementCollection<>(this, rules.reference(name, member, target));
  }

  /** Every element must satisfy the condition or leave it unknown. */
  public ElementCollection<O, C, S> check(String name, Specification<C> condition) {
    return new ElementCollection<>(this, rules.check(name, condition));
  }

  /** The table's name. */
  public String table() {
    return table;
  }

  /** How an element is stored. */
  public Value<C> value() {
    return value;
  }

  Shape shape() {
    return shape;
  }

  Optional<Column<C, ?>> key() {
    return Optional.ofNullable(key);
  }

  Optional<Column<Element<C>, ?>> mapKey() {
    return Optional.ofNullable(mapKey);
  }

  static String positionColumn() {
    return POSITION;
  }

  Rules<C> rules() {
    return rules;
  }

  /** The constant this one was made from by adding rules; the same for all of them. */
  ElementCollection<O, C, S> origin() {
    return origin;
  }

  /** The elements of an owner, or null where the owner gives no collection at all. */
  @Nullable
  List<Element<C>> elements(O owner) {
    @Nullable S collection = getter.apply(owner);
    return collection == null ? null : split.apply(collection);
  }

  S collection(List<Element<C>> elements) {
    return join.apply(elements);
  }
}
