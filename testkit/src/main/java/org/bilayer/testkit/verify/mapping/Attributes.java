package org.bilayer.testkit.verify.mapping;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.Supplier;
import org.bilayer.model.Column;
import org.bilayer.model.ElementCollection;
import org.bilayer.model.Embedded;
import org.bilayer.model.Member;
import org.bilayer.query.Attribute;
import org.bilayer.query.QueryInternals;
import org.bilayer.query.Specification;
import org.bilayer.store.Condition;
import org.bilayer.store.Operator;
import org.bilayer.testkit.verify.history.Filter;
import org.jspecify.annotations.Nullable;

/** What conditions can name of an {@code O}, a root or an element: its attributes and collections, by name. */
public final class Attributes<O> {

  private final Map<String, Column<O, ?>> columns = new LinkedHashMap<>();
  private final Map<String, Collection<O, ?>> collections = new LinkedHashMap<>();

  private Supplier<Map<String, Referred<O>>> referredBy = Map::of;
  private @Nullable Map<String, Referred<O>> referred;

  /** A collection with what conditions can name of its elements. */
  private record Collection<O, C>(ElementCollection<O, C, ?> children, Attributes<C> elements) {

    Specification<O> any(Filter part) {
      return children.any(elements.specification(part));
    }
  }

  private Attributes() {}

  /**
   * What conditions can name of a root.
   *
   * @param isNamed by the name of a collection's table and of a column, whether conditions may name it; the root's table for the
   *     root's own
   */
  static <T> Attributes<T> ofRoot(
      String table,
      List<Column<T, ?>> columns,
      List<Member<T, ?>> members,
      BiPredicate<String, String> isNamed) {
    var attributes = new Attributes<T>();
    columns.forEach(column -> attributes.columns.put(column.name(), column));
    attributes.columns.keySet().removeIf(name -> !isNamed.test(table, name));
    members.forEach(member -> attributes.addCollection(member, isNamed));
    return attributes;
  }

  private static <C> Attributes<C> ofElement(
      String table, List<Member<C, ?>> members, BiPredicate<String, String> isNamed) {
    var attributes = new Attributes<C>();
    members.forEach(attributes::addColumns);
    attributes.columns.keySet().removeIf(name -> !isNamed.test(table, name));
    members.forEach(member -> attributes.addCollection(member, isNamed));
    return attributes;
  }

  private void addColumns(Member<O, ?> member) {
    if (member instanceof Column<O, ?> column) {
      columns.put(column.name(), column);
    } else if (member instanceof Embedded<O, ?> embedded) {
      addEmbedded(embedded);
    }
  }

  private <E> void addEmbedded(Embedded<O, E> embedded) {
    for (Member<E, ?> member : embedded.value().members()) {
      if (member instanceof Column<E, ?> column) {
        addColumns(embedded.at(column));
      } else if (member instanceof Embedded<E, ?> nested) {
        addColumns(embedded.at(nested));
      }
    }
  }

  private void addCollection(Member<O, ?> member, BiPredicate<String, String> isNamed) {
    if (member instanceof ElementCollection<O, ?, ?> children) {
      collections.put(children.table(), collection(children, isNamed));
    }
  }

  private static <O, C> Collection<O, C> collection(
      ElementCollection<O, C, ?> children, BiPredicate<String, String> isNamed) {
    return new Collection<>(
        children, ofElement(children.table(), children.value().members(), isNamed));
  }

  public List<Column<O, ?>> columns() {
    return new ArrayList<>(columns.values());
  }

  /** The names of the tables of its collections. */
  public List<String> collections() {
    return new ArrayList<>(collections.keySet());
  }

  public Attributes<?> elements(String table) {
    return collection(table).elements();
  }

  private Collection<O, ?> collection(String table) {
    Collection<O, ?> collection = collections.get(table);
    if (collection == null) {
      throw new IllegalArgumentException(
          "No collection " + table + "; there are " + collections.keySet() + ".");
    }
    return collection;
  }

  public Column<O, ?> column(String name) {
    Column<O, ?> column = columns.get(name);
    if (column == null) {
      throw new IllegalArgumentException(
          "No attribute " + name + "; there are " + columns.keySet() + ".");
    }
    return column;
  }

  /** Called once, with what makes the columns behind references. */
  void referTo(Supplier<Map<String, Referred<O>>> columns) {
    this.referredBy = columns;
  }

  /** By name, the columns behind references; empty for an element. */
  public Map<String, Referred<O>> referred() {
    Map<String, Referred<O>> known = referred;
    if (known == null) {
      known = referredBy.get();
      referred = known;
    }
    return known;
  }

  /** The column behind references of that name; null for a column of the object itself. */
  public @Nullable Referred<O> findReferred(String name) {
    return name.indexOf('.') < 0 ? null : referred().get(name);
  }

  /** The column of that name, the object's own or one behind references. */
  public Attribute<O, ?> attribute(String name) {
    Referred<O> found = findReferred(name);
    return found == null ? column(name) : found.attribute();
  }

  public boolean has(String name) {
    return columns.containsKey(name);
  }

  Specification<O> specification(Filter filter) {
    if (filter instanceof Filter.Compare node) {
      return compared(attribute(node.column()), node.operator(), node.value());
    }
    if (filter instanceof Filter.Between node) {
      return between(attribute(node.column()), node);
    }
    if (filter instanceof Filter.CompareColumns node) {
      return compared(attribute(node.left()), node.operator(), attribute(node.right()));
    }
    if (filter instanceof Filter.In node) {
      return in(attribute(node.column()), node.values(), node.negated());
    }
    if (filter instanceof Filter.IsNull node) {
      Attribute<O, ?> column = attribute(node.column());
      return node.negated() ? column.isNotNull() : column.isNull();
    }
    if (filter instanceof Filter.Matches node) {
      return matched(attribute(node.column()), node.match(), node.text());
    }
    if (filter instanceof Filter.And node) {
      return Specification.allOf(node.all().stream().map(this::specification).toList());
    }
    if (filter instanceof Filter.Or node) {
      return Specification.anyOf(node.any().stream().map(this::specification).toList());
    }
    if (filter instanceof Filter.Not node) {
      return specification(node.part()).not();
    }
    if (filter instanceof Filter.Any node) {
      return collection(node.table()).any(node.part());
    }
    return Specification.all();
  }

  private static <O, V> Specification<O> compared(
      Attribute<O, V> column, Operator operator, Object stored) {
    V value = QueryInternals.decoded(column, stored);
    return switch (operator) {
      case EQ -> column.eq(value);
      case NE -> column.ne(value);
      case LT -> column.lt(value);
      case LE -> column.le(value);
      case GT -> column.gt(value);
      case GE -> column.ge(value);
    };
  }

  private static <O, V> Specification<O> compared(
      Attribute<O, V> left, Operator operator, Attribute<O, ?> right) {
    // Only columns of one kind are compared, and the stored values decide.
    @SuppressWarnings("unchecked")
    Attribute<O, V> other = (Attribute<O, V>) right;
    return switch (operator) {
      case EQ -> left.eq(other);
      case NE -> left.ne(other);
      case LT -> left.lt(other);
      case LE -> left.le(other);
      case GT -> left.gt(other);
      case GE -> left.ge(other);
    };
  }

  private static <O, V> Specification<O> between(Attribute<O, V> column, Filter.Between range) {
    V from = QueryInternals.decoded(column, range.from());
    V to = QueryInternals.decoded(column, range.to());
    return range.inclusive() ? column.between(from, to) : column.fromUntil(from, to);
  }

  private static <O, V> Specification<O> in(
      Attribute<O, V> column, List<Object> stored, boolean negated) {
    var values = new ArrayList<V>();
    stored.forEach(each -> values.add(QueryInternals.decoded(column, each)));
    return negated ? column.notIn(values) : column.in(values);
  }

  private static <O> Specification<O> matched(
      Attribute<O, ?> column, Condition.Match match, String text) {
    return switch (match) {
      case PREFIX -> column.startsWith(text);
      case INFIX -> column.contains(text);
      case SUFFIX -> column.endsWith(text);
    };
  }

  /** The stored form of a column's value in an object; null where there is none. */
  static <O, V> @Nullable Object storedOf(Column<O, V> column, O object) {
    V value = column.valueOf(object);
    return value == null ? null : QueryInternals.stored(column, value);
  }
}
