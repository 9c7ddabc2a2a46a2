package org.bilayer.model;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

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

  private final String tag;
  private final Class<V> type;
  private final Function<Row<V>, ? extends V> construct;
  private final List<Member<V>> members;

  private Variant(
      String tag, Class<V> type, Function<Row<V>, ? extends V> construct, List<Member<V>> members) {
    this.tag = tag;
    this.type = type;
    this.construct = construct;
    this.members = members;
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
      String tag, Class<V> type, Function<Row<V>, ? extends V> construct, Member<V>... own) {
    var members = new ArrayList<Member<V>>();
    for (Member<V> member : own) {
      members.add(member);
    }
    return new Variant<>(tag, type, construct, List.copyOf(members));
  }

  /** A column of this variant as an attribute of the sealed type: absent from all other variants. */
  public <W> Column<O, W> at(Column<V, W> column) {
    return column.ofVariant(this, type);
  }

  /** A value object of this variant as one of the sealed type: absent from all other variants. */
  public <E> Embedded<O, E> at(Embedded<V, E> embedded) {
    return embedded.ofVariant(this, type);
  }

  /** What is stored for this variant. */
  public String tag() {
    return tag;
  }

  /** The class. */
  public Class<V> type() {
    return type;
  }

  List<Member<V>> members() {
    return members;
  }

  Function<Row<V>, ? extends V> construct() {
    return construct;
  }
}
