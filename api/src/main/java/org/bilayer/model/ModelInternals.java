package org.bilayer.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bilayer.layout.ColumnPart;
import org.bilayer.layout.Conversion;
import org.bilayer.layout.Element;
import org.bilayer.layout.Layout;
import org.bilayer.layout.Layouts;
import org.bilayer.layout.Renaming;
import org.bilayer.store.Schema;
import org.bilayer.store.Sequence;
import org.jspecify.annotations.Nullable;

/**
 * Access to the compiled model for the engine, backends, the testkit and tools. Outside of the compatibility
 * promise: applications do not need this class.
 */
public final class ModelInternals {

  private ModelInternals() {}

  /** The tables and sequences of a model. */
  public static Schema schema(Model model) {
    return model.schema();
  }

  /**
   * The same model, whose tables and columns have other names in the database.
   *
   * @throws InvalidModelException if no database takes one of the names, or two things get the same one
   */
  public static Model renamed(Model model, Renaming renaming) {
    return model.renamed(renaming);
  }

  /**
   * The layout of a mapping, which turns aggregates into rows.
   *
   * @throws IllegalArgumentException if the mapping is not in the model
   */
  public static <T, I> Layout<T, I> layout(Model model, Mapping<T, I> mapping) {
    return model.layout(mapping);
  }

  /** The sequence in the form that a store needs. */
  public static Sequence sequence(IdSequence sequence) {
    return sequence.sequence();
  }

  /** The same mappings with other versions of their rows than they declare; for tests of backends. */
  public static Model with(Model model, Layouts.Versions versions) {
    return model.with(versions);
  }

  /** A codec of a conversion; its stored values are of the class of the conversion's type. */
  public static <D> Codec<D, ?> codec(Conversion<D> conversion) {
    return Codec.of(conversion);
  }

  /** The former name in the database of the root's table. */
  public static Optional<String> formerName(Mapping<?, ?> mapping) {
    return mapping.formerNames().table();
  }

  /** The former names in the database of columns of the root's table, by the columns' names in Java. */
  public static Map<String, String> formerNames(Mapping<?, ?> mapping) {
    return mapping.formerNames().columns();
  }

  /** The conversion of a codec. */
  public static <D> Conversion<D> conversion(Codec<D, ?> codec) {
    return codec.conversion();
  }

  /**
   * The attributes of the root that conditions and orders can name, in the order of the table. The version is
   * the last attribute.
   */
  public static <T> List<Column<T, ?>> attributes(Mapping<T, ?> mapping) {
    var all = new ArrayList<Member<T, ?>>();
    all.add(mapping.id());
    all.addAll(mapping.members());
    mapping.version().ifPresent(all::add);
    return columns(all);
  }

  private static <T> List<Column<T, ?>> columns(List<Member<T, ?>> members) {
    var columns = new ArrayList<Column<T, ?>>();
    members.forEach(member -> addColumns(member, members, columns));
    return columns;
  }

  private static <T> void addColumns(
      Member<T, ?> member, List<Member<T, ?>> siblings, List<Column<T, ?>> to) {
    if (member instanceof Column<T, ?> column) {
      to.add(column);
    } else if (member instanceof Embedded<T, ?> embedded) {
      addColumns(embedded, to);
    } else if (member instanceof Variants<?>) {
      Variants<T> variants = Parts.variants(member);
      to.add(variants.tag());
      variants.all().forEach(variant -> addColumns(variant, siblings, to));
    } else if (member instanceof OptionalMember<?, ?>) {
      addColumns(Parts.nullable(member), siblings, to);
    }
  }

  private static <T, E> void addColumns(Embedded<T, E> embedded, List<Column<T, ?>> to) {
    columns(embedded.value().members()).forEach(column -> to.add(embedded.at(column)));
  }

  private static <T, V extends T> void addColumns(
      Variant<T, V> variant, List<Member<T, ?>> common, List<Column<T, ?>> to) {
    List<Member<V, ?>> own = variant.members().stream()
        .filter(member -> common.stream().noneMatch(each -> Parts.same(each, member)))
        .toList();
    columns(own).forEach(column -> to.add(variant.at(column)));
  }

  /**
   * An element as its owner has it.
   *
   * @param value the element
   * @param key the stored form of the key in a map; null in other collections
   */
  public record OwnedElement<C>(C value, @Nullable Object key) {}

  /**
   * The members that an object has, as its getters give them: columns, value objects and collections. Variants are replaced by
   * their tag and the members of the object's own variant, optional members by the nullable ones.
   */
  public static <O> List<Member<O, ?>> members(List<Member<O, ?>> declared, O object) {
    var members = new ArrayList<Member<O, ?>>();
    for (Member<O, ?> member : declared) {
      if (member instanceof Variants<?>) {
        Variants<O> variants = Parts.variants(member);
        members.add(variants.tag());
        variants.all().stream()
            .filter(variant -> variant.type().isInstance(object))
            .forEach(variant -> addMembers(variant, declared, members));
      } else {
        members.add(member instanceof OptionalMember<?, ?> ? Parts.nullable(member) : member);
      }
    }
    return members;
  }

  private static <O, V extends O> void addMembers(
      Variant<O, V> variant, List<Member<O, ?>> common, List<Member<O, ?>> to) {
    for (Member<V, ?> each : variant.members()) {
      Member<V, ?> member = each instanceof OptionalMember<?, ?> ? Parts.nullable(each) : each;
      if (common.stream().anyMatch(other -> Parts.same(other, member))) {
        continue;
      }
      if (member instanceof Column<V, ?> column) {
        to.add(variant.at(column));
      } else if (member instanceof Embedded<V, ?> embedded) {
        to.add(variant.at(embedded));
      }
    }
  }

  /** The elements of an owner, in the order in which the collection gives them. */
  public static <O, C> List<OwnedElement<C>> elements(
      ElementCollection<O, C, ?> collection, O owner) {
    List<Element<C>> elements = collection.part().elements(owner);
    return elements == null
        ? List.of()
        : elements.stream()
            .map(element -> new OwnedElement<C>(
                element.value(),
                collection
                    .part()
                    .mapKey()
                    .<@Nullable Object>map(key -> stored(key, element))
                    .orElse(null)))
            .toList();
  }

  private static <E, K> @Nullable Object stored(ColumnPart<E, K> key, E element) {
    K value = key.valueOf(element);
    return value == null ? null : key.conversion().encode(value);
  }

  /** The column of a map's keys; empty for other collections. */
  public static Optional<String> keyColumn(ElementCollection<?, ?, ?> collection) {
    return collection.part().mapKey().map(ColumnPart::name);
  }
}
