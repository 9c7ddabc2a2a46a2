package org.bilayer.model;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.bilayer.layout.CollectionPart;
import org.bilayer.layout.CollectionPart.Shape;
import org.bilayer.layout.ColumnPart;
import org.bilayer.layout.Element;
import org.bilayer.layout.Part;
import org.bilayer.layout.Rules;
import org.bilayer.query.Owned;
import org.bilayer.query.Specification;

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
public final class ElementCollection<O, C, S> extends Owned<O, C> implements Member<O, S> {

  private final Value<C> value;
  private final CollectionPart<O, C, S> part;

  private ElementCollection(Value<C> value, CollectionPart<O, C, S> part) {
    super(part.origin());
    this.value = value;
    this.part = part;
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
        value,
        CollectionPart.keyed(
            table, value.part(), Shape.KEYED_LIST, key.part(), listAccess(getter)));
  }

  /** A list whose elements are known by their place, stored in a column {@code position} from 0. */
  public static <O, C> ElementCollection<O, C, List<C>> list(
      String table, Value<C> value, Function<? super O, ? extends List<C>> getter) {
    return new ElementCollection<>(
        value, CollectionPart.positional(table, value.part(), listAccess(getter)));
  }

  private static <O, C> CollectionPart.Access<O, C, List<C>> listAccess(
      Function<? super O, ? extends List<C>> getter) {
    return new CollectionPart.Access<>(
        getter, ElementCollection::numbered, ElementCollection::values);
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
        value,
        CollectionPart.keyed(
            table,
            value.part(),
            Shape.SET,
            key.part(),
            new CollectionPart.Access<>(
                getter,
                ElementCollection::numbered,
                elements -> Collections.unmodifiableSet(new LinkedHashSet<>(values(elements))))));
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
    ColumnPart<Element<C>, K> mapKey = ColumnPart.of(
        keyColumn, keyCodec.conversion(), true, element -> (K) element.mapKey(), null);
    return new ElementCollection<>(
        value,
        CollectionPart.map(
            table,
            value.part(),
            mapKey,
            new CollectionPart.Access<>(
                getter, ElementCollection::entries, ElementCollection::mapped)));
  }

  private static <K, C> List<Element<C>> entries(Map<K, C> map) {
    var elements = new ArrayList<Element<C>>(map.size());
    map.forEach((key, element) -> elements.add(new Element<>(element, elements.size(), key)));
    return elements;
  }

  private static <K, C> Map<K, C> mapped(List<Element<C>> elements) {
    var map = new LinkedHashMap<K, C>();
    for (Element<C> element : elements) {
      // The key went in as a K by the same map's entries.
      @SuppressWarnings("unchecked")
      K key = (K) element.mapKey();
      map.put(key, element.value());
    }
    return Collections.unmodifiableMap(map);
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
  public final ElementCollection<O, C, S> unique(String name, Member<C, ?>... members) {
    var parts = new ArrayList<Part<C>>();
    for (Member<C, ?> member : members) {
      parts.add(Parts.of(member));
    }
    return with(part.rules().unique(name, false, List.copyOf(parts)));
  }

  /** As {@link #unique}, within one owner. */
  @SafeVarargs
  public final ElementCollection<O, C, S> uniqueWithinOwner(String name, Member<C, ?>... members) {
    var parts = new ArrayList<Part<C>>();
    for (Member<C, ?> member : members) {
      parts.add(Parts.of(member));
    }
    return with(part.rules().unique(name, true, List.copyOf(parts)));
  }

  /** The member is the id of another aggregate; see {@link Mapping.Builder#references}. */
  public <R> ElementCollection<O, C, S> references(
      String name, Column<C, R> member, Supplier<? extends Mapping<?, R>> target) {
    return with(part.rules().reference(name, member.part(), () -> target.get().part()));
  }

  /** As {@link #references(String, Column, Supplier)}, for an id of several columns. */
  public <R> ElementCollection<O, C, S> references(
      String name, Embedded<C, R> member, Supplier<? extends Mapping<?, R>> target) {
    return with(part.rules().reference(name, member.part(), () -> target.get().part()));
  }

  /** Every element must satisfy the condition or leave it unknown. */
  public ElementCollection<O, C, S> check(String name, Specification<C> condition) {
    return with(part.rules().check(name, condition));
  }

  private ElementCollection<O, C, S> with(Rules<C> rules) {
    return new ElementCollection<>(value, part.with(rules));
  }

  /** The table's name. */
  public String table() {
    return part.table();
  }

  /** How an element is stored. */
  public Value<C> value() {
    return value;
  }

  CollectionPart<O, C, S> part() {
    return part;
  }
}
