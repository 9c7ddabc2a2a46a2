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
import org.bilayer.layout.CollectionPart;
import org.bilayer.layout.CollectionPart.Shape;
import org.bilayer.layout.ColumnPart;
import org.bilayer.layout.Element;
import org.bilayer.layout.Part;
import org.bilayer.layout.Rules;
import org.bilayer.query.Owned;
import org.bilayer.query.Sort;
import org.bilayer.query.Specification;
import org.bilayer.store.QualifiedName;

/**
 * Elements that an aggregate owns. Each element is a row of a table of its own, and is stored and removed with
 * the aggregate. The elements are value objects without an identity outside of their owner. A key distinguishes
 * the elements of one owner, and a change of one element writes one row.
 *
 * <p>The table's primary key is the owner's key, in columns named after the owner's table and key columns
 * ({@code order_line.order_id}), followed by the element's key. The methods {@code in…} give a table of somebody else's
 * design its names in the database.
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
   * Declares a list whose elements have a key that is unique within the owner. The order of the elements is
   * stored in a column {@code position}. Moving an element writes its row and the rows of the elements that
   * shift.
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

  /**
   * Declares a list whose elements are identified by their place in the list. The place is stored in a column
   * {@code position} from 0.
   */
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
   * Declares a set whose elements have a key that is unique within the owner. The set is read in an unspecified
   * order.
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
   * Declares a map. The map is read in an unspecified order.
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
   * Declares that no two elements have the same values in these members, also if the elements have different
   * owners. An element with a null in a member never collides.
   *
   * @param name the name of the constraint in the database, unique in its table; failures carry it
   */
  @SafeVarargs
  public final ElementCollection<O, C, S> unique(String name, Member<C, ?>... members) {
    var parts = new ArrayList<Part<C>>();
    for (Member<C, ?> member : members) {
      parts.add(Parts.of(member));
    }
    return with(part.rules().unique(name, false, List.copyOf(parts)));
  }

  /** As {@link #unique}, for the elements of one owner. */
  @SafeVarargs
  public final ElementCollection<O, C, S> uniqueWithinOwner(String name, Member<C, ?>... members) {
    var parts = new ArrayList<Part<C>>();
    for (Member<C, ?> member : members) {
      parts.add(Parts.of(member));
    }
    return with(part.rules().unique(name, true, List.copyOf(parts)));
  }

  /** Declares a non-unique index over attributes of the elements; see {@link Mapping.Builder#index(String, Sort...)}. */
  @SafeVarargs
  @SuppressWarnings("varargs") // the array is only read
  public final ElementCollection<O, C, S> index(String name, Sort<C>... order) {
    return with(part.rules().index(name, Parts.order(name, List.of(order)), Optional.empty()));
  }

  /** As {@link #index(String, Sort...)}, for the elements that satisfy a condition. */
  @SafeVarargs
  @SuppressWarnings("varargs") // the array is only read
  public final ElementCollection<O, C, S> index(
      String name, Specification<C> where, Sort<C>... order) {
    return with(part.rules().index(name, Parts.order(name, List.of(order)), Optional.of(where)));
  }

  /** Declares that elements refer to another aggregate; see {@link Reference#of(String, Column, Mapping)}. */
  public ElementCollection<O, C, S> references(Reference<C, ?> reference) {
    return with(part.rules().reference(reference.rule()));
  }

  /**
   * Declares a condition that every element must satisfy. An element for which the condition is unknown
   * satisfies the check.
   */
  public ElementCollection<O, C, S> check(String name, Specification<C> condition) {
    return with(part.rules().check(name, condition));
  }

  /** Sets the name of the table in the database: any name that the database allows, which SQL always quotes. */
  public ElementCollection<O, C, S> inTable(String name) {
    return inTable(QualifiedName.of(name));
  }

  /** Sets the schema and the name of the table in the database. */
  public ElementCollection<O, C, S> inTable(String schema, String name) {
    return inTable(QualifiedName.of(schema, name));
  }

  private ElementCollection<O, C, S> inTable(QualifiedName table) {
    CollectionPart.Names names = part.names();
    return with(new CollectionPart.Names(
        Optional.of(table),
        names.ownerColumns(),
        names.place(),
        names.key(),
        names.owner(),
        names.ownerEnforced()));
  }

  /**
   * Sets the names in the database of the columns that refer to the owner.
   *
   * @param names one for each column of the owner's key, in its order
   */
  public ElementCollection<O, C, S> inOwnerColumns(String... names) {
    CollectionPart.Names other = part.names();
    return with(new CollectionPart.Names(
        other.table(),
        List.of(names),
        other.place(),
        other.key(),
        other.owner(),
        other.ownerEnforced()));
  }

  /** Sets the name in the database of the column {@code position} of a list, or of the key column of a map. */
  public ElementCollection<O, C, S> inPlaceColumn(String name) {
    CollectionPart.Names names = part.names();
    return with(new CollectionPart.Names(
        names.table(),
        names.ownerColumns(),
        Optional.of(name),
        names.key(),
        names.owner(),
        names.ownerEnforced()));
  }

  /** Sets the name of the primary key's constraint; the usual one is {@code <table>_pkey}. Failures carry it. */
  public ElementCollection<O, C, S> primaryKey(String name) {
    CollectionPart.Names names = part.names();
    return with(new CollectionPart.Names(
        names.table(),
        names.ownerColumns(),
        names.place(),
        Optional.of(name),
        names.owner(),
        names.ownerEnforced()));
  }

  /** Sets the name of the foreign key to the owner; the usual one is {@code <table>_owner_fkey}. Failures carry it. */
  public ElementCollection<O, C, S> ownerReference(String name) {
    CollectionPart.Names names = part.names();
    return with(new CollectionPart.Names(
        names.table(),
        names.ownerColumns(),
        names.place(),
        names.key(),
        Optional.of(name),
        names.ownerEnforced()));
  }

  /** Declares that the database has no foreign key to the owner; see {@link Reference#notEnforced}. */
  public ElementCollection<O, C, S> ownerNotEnforced() {
    CollectionPart.Names names = part.names();
    return with(new CollectionPart.Names(
        names.table(), names.ownerColumns(), names.place(), names.key(), names.owner(), false));
  }

  private ElementCollection<O, C, S> with(Rules<C> rules) {
    return new ElementCollection<>(value, part.with(rules));
  }

  private ElementCollection<O, C, S> with(CollectionPart.Names names) {
    return new ElementCollection<>(value, part.with(names));
  }

  /** The table's name in Java. */
  public String table() {
    return part.table();
  }

  /** The members of an element. */
  public Value<C> value() {
    return value;
  }

  CollectionPart<O, C, S> part() {
    return part;
  }
}
