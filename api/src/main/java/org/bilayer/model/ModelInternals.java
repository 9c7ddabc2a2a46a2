package org.bilayer.model;

import java.util.ArrayList;
import java.util.List;
import org.bilayer.layout.Conversion;
import org.bilayer.layout.Layout;
import org.bilayer.store.Schema;
import org.bilayer.store.Sequence;

/**
 * The compiled side of a model. For the engine, backends, the testkit and tools; outside the compatibility promise, since an
 * application needs nothing of it.
 */
public final class ModelInternals {

  private ModelInternals() {}

  /** The tables and sequences of a model. */
  public static Schema schema(Model model) {
    return model.schema();
  }

  /**
   * How the aggregates of a mapping become rows.
   *
   * @throws IllegalArgumentException if the mapping is not in the model
   */
  public static <T, I> Layout<T, I> layout(Model model, Mapping<T, I> mapping) {
    return model.layout(mapping);
  }

  /** The sequence as a store knows it. */
  public static Sequence sequence(IdSequence sequence) {
    return sequence.sequence();
  }

  /** How a codec converts values. */
  public static <D> Conversion<D> conversion(Codec<D, ?> codec) {
    return codec.conversion();
  }

  /** The attributes of the root that conditions and orders can name, in the order of the table, the version last. */
  public static <T> List<Column<T, ?>> attributes(Mapping<T, ?> mapping) {
    var attributes = new ArrayList<Column<T, ?>>();
    addColumns(mapping.id(), attributes);
    mapping.members().forEach(member -> addColumns(member, attributes));
    mapping.version().ifPresent(attributes::add);
    return List.copyOf(attributes);
  }

  private static <T> void addColumns(Member<T, ?> member, List<Column<T, ?>> to) {
    if (member instanceof Column<T, ?> column) {
      to.add(column);
    } else if (member instanceof Embedded<T, ?> embedded) {
      addColumns(embedded, to);
    } else if (member instanceof Variants<?>) {
      Variants<T> variants = Parts.variants(member);
      to.add(variants.tag());
      variants.all().forEach(variant -> addColumns(variant, to));
    } else if (member instanceof OptionalMember<?, ?>) {
      addColumns(((OptionalMember<T, ?>) member).nullable(), to);
    }
  }

  private static <T, E> void addColumns(Embedded<T, E> embedded, List<Column<T, ?>> to) {
    var columns = new ArrayList<Column<E, ?>>();
    embedded.value().members().forEach(member -> addColumns(member, columns));
    columns.forEach(column -> to.add(embedded.at(column)));
  }

  private static <T, V extends T> void addColumns(Variant<T, V> variant, List<Column<T, ?>> to) {
    var columns = new ArrayList<Column<V, ?>>();
    variant.members().forEach(member -> addColumns(member, columns));
    columns.forEach(column -> to.add(variant.at(column)));
  }
}
