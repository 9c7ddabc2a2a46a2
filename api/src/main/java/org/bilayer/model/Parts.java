package org.bilayer.model;

import java.util.List;
import org.bilayer.layout.Part;

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
    return of(((OptionalMember<O, ?>) member).nullable());
  }

  /** A member of an {@code O} that is the variants of the {@code O} itself. */
  @SuppressWarnings("unchecked") // variants are members of the type that they are of
  static <O> Variants<O> variants(Member<O, ?> member) {
    return (Variants<O>) member;
  }

  static <O> List<Part<O>> of(List<? extends Member<O, ?>> members) {
    return members.stream().<Part<O>>map(Parts::of).toList();
  }
}
