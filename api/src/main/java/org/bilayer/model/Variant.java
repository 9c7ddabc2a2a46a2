package org.bilayer.model;

import java.util.List;
import java.util.function.Function;
import org.bilayer.layout.VariantPart;

/**
 * One of the classes of a sealed type, with the members that only it has. Their columns lie in the common table and are
 * null in the rows of other variants; a member that is required here must have a value in every row of this variant.
 *
 * <p>Immutable.
 *
 * @param <O> the sealed type
 * @param <V> the class
 */
public final class Variant<O, V extends O> {

  private final List<Member<V, ?>> members;
  private final VariantPart<O, V> part;

  private Variant(List<Member<V, ?>> members, VariantPart<O, V> part) {
    this.members = members;
    this.part = part;
  }

  /**
   * Describes a variant.
   *
   * @param tag what is stored for it; must not change once rows exist
   * @param construct makes the object from the common members and its own; must use each of them
   * @param own the members that only this variant has; no collections
   */
  @SafeVarargs
  public static <O, V extends O> Variant<O, V> of(
      String tag, Class<V> type, Function<Row<V>, ? extends V> construct, Member<V, ?>... own) {
    List<Member<V, ?>> members = List.of(own);
    return new Variant<>(
        members, new VariantPart<>(tag, type, RowAdapter.construct(construct), Parts.of(members)));
  }

  /** A column of this variant as an attribute of the sealed type: absent from all other variants. */
  public <W> Column<O, W> at(Column<V, W> column) {
    return column.ofVariant(part, part.type());
  }

  /** A value object of this variant as one of the sealed type: absent from all other variants. */
  public <E> Embedded<O, E> at(Embedded<V, E> embedded) {
    return embedded.ofVariant(part, part.type());
  }

  /** What is stored for this variant. */
  public String tag() {
    return part.tag();
  }

  /** The class. */
  public Class<V> type() {
    return part.type();
  }

  List<Member<V, ?>> members() {
    return members;
  }

  VariantPart<O, V> part() {
    return part;
  }
}
