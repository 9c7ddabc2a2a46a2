package org.bilayer.layout;

import java.util.List;

/**
 * One of the classes of a sealed type. Compared by identity.
 *
 * @param <O> the sealed type
 * @param <V> the class
 */
public final class VariantPart<O, V extends O> {

  private final String tag;
  private final Class<V> type;
  private final Construct<V> construct;
  private final List<Part<V>> members;

  /**
   * Describes a variant.
   *
   * @param members the parts that only this class has; common ones among them are left out
   */
  public VariantPart(String tag, Class<V> type, Construct<V> construct, List<Part<V>> members) {
    this.tag = tag;
    this.type = type;
    this.construct = construct;
    this.members = List.copyOf(members);
  }

  /** The stored text that stands for this class. */
  public String tag() {
    return tag;
  }

  /** The class. */
  public Class<V> type() {
    return type;
  }

  Construct<V> construct() {
    return construct;
  }

  /** The parts that only this class has: those that are not among the parts of the sealed type. */
  List<Part<V>> own(List<Part<O>> common) {
    return members.stream()
        .filter(member -> common.stream().noneMatch(member::isSame))
        .toList();
  }

  <W> ColumnPart<O, W> at(ColumnPart<V, W> column) {
    return column.ofVariant(this, type);
  }

  <E> EmbeddedPart<O, E> at(EmbeddedPart<V, E> embedded) {
    return embedded.ofVariant(this, type);
  }
}
