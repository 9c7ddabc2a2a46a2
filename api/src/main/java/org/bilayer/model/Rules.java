package org.bilayer.model;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.bilayer.query.Specification;

/** The declared constraints of one table, before they are resolved to columns. Immutable. */
record Rules<O>(List<Unique<O>> uniques, List<Reference<O>> references, List<CheckRule<O>> checks) {

  record Unique<O>(String name, boolean withinOwner, List<Member<O>> members) {}

  record Reference<O>(String name, Member<O> member, Supplier<? extends Mapping<?, ?>> target) {}

  record CheckRule<O>(String name, Specification<O> condition) {}

  static <O> Rules<O> none() {
    return new Rules<>(List.of(), List.of(), List.of());
  }

  Rules<O> unique(String name, boolean withinOwner, List<Member<O>> members) {
    return new Rules<>(
        appended(uniques, new Unique<>(name, withinOwner, members)), references, checks);
  }

  Rules<O> reference(String name, Member<O> member, Supplier<? extends Mapping<?, ?>> target) {
    return new Rules<>(
        uniques, appended(references, new Reference<>(name, member, target)), checks);
  }

  Rules<O> check(String name, Specification<O> condition) {
    return new Rules<>(uniques, references, appended(checks, new CheckRule<>(name, condition)));
  }

  private static <E> List<E> appended(List<E> list, E last) {
    var all = new ArrayList<>(list);
    all.add(last);
    return List.copyOf(all);
  }
}
