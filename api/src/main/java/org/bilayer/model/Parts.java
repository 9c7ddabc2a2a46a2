package org.bilayer.model;

import java.util.ArrayList;
import java.util.List;
import org.bilayer.layout.Part;
import org.bilayer.query.Sort;

/** The descriptions that members hand to the compiler. */
final class Parts {

  private Parts() {}

  /** The description of a member. */
  static <O> Part<O> of(Member<O, ?> member) {
    if (member instanceof Column<O, ?> column) {
      return column.part();
    }
    if (member instanceof Embedded<O, ?> embedded) {
      return embedded.part();
    }
    if (member instanceof ElementCollection<O, ?, ?> children) {
      return children.part();
    }
    if (member instanceof Variants<?>) {
      return variants(member).part();
    }
    return of(nullable(member));
  }

  /** A member of an {@code O} that is the variants of the {@code O} itself. */
  @SuppressWarnings("unchecked") // variants are members of the type that they are of
  static <O> Variants<O> variants(Member<O, ?> member) {
    return (Variants<O>) member;
  }

  /** The member behind an {@link OptionalMember}. */
  @SuppressWarnings("unchecked") // it is a member of the same type
  static <O> Member<O, ?> nullable(Member<O, ?> optional) {
    return ((OptionalMember<O, ?>) optional).nullable();
  }

  /** The descriptions of members of an {@code O} and of types above it. */
  static List<Part<?>> named(List<? extends Member<?, ?>> members) {
    var parts = new ArrayList<Part<?>>();
    members.forEach(member -> parts.add(of(member)));
    return parts;
  }

  /** Whether two members are one; a collection with rules is the one to which they were added. */
  static boolean same(Member<?, ?> one, Member<?, ?> other) {
    return of(one).isSame(of(other));
  }

  /** The criteria of an index. */
  static <O> List<Sort<O>> order(String index, List<Sort<O>> criteria) {
    if (criteria.isEmpty()) {
      throw new IllegalArgumentException("The index " + index + " needs at least one attribute.");
    }
    return criteria;
  }

  static <O> List<Part<O>> of(List<? extends Member<O, ?>> members) {
    return members.stream().<Part<O>>map(Parts::of).toList();
  }
}
