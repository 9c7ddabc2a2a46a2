package org.bilayer.model;

import java.util.ArrayList;
import java.util.List;
import org.bilayer.layout.Conversion;
import org.bilayer.layout.Layout;
import org.bilayer.store.Schema;
import org.bilayer.store.Sequence;

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
}
