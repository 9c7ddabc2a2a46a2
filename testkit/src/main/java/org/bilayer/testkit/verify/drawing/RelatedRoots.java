package org.bilayer.testkit.verify.drawing;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import org.bilayer.testkit.verify.mapping.MappingUnderTest;

/**
 * Few roots that have to do with each other: in a model of many, steps on all of them would hardly ever meet. Now and then one
 * that has nothing to do with the others: one unit writes both.
 */
final class RelatedRoots {

  private static final int ROOTS_MAX = 4;
  private static final int OTHER_ONE_IN = 4;

  /** What a root counts beside its columns when one is drawn: the more columns, the more there is to see. */
  private static final int WEIGHT_LEAST = 4;

  private RelatedRoots() {}

  /**
   * Draws one root, what it refers to, now and then some that refer to it, and now and then any other one.
   *
   * @param starts which the first one may be; any where none is
   * @return some of all, in their order
   */
  static List<MappingUnderTest<?, ?>> drawn(
      List<MappingUnderTest<?, ?>> all, Predicate<MappingUnderTest<?, ?>> starts, Random random) {
    List<MappingUnderTest<?, ?>> first = new ArrayList<>(all);
    first.removeIf(starts.negate());
    var names = new LinkedHashSet<String>();
    addWithTargets(one(first.isEmpty() ? all : first, random), all, names);
    if (all.size() > names.size() && random.nextBoolean()) {
      for (MappingUnderTest<?, ?> other : all) {
        if (names.size() < ROOTS_MAX && targets(other).stream().anyMatch(names::contains)) {
          addWithTargets(other, all, names);
        }
      }
    }
    List<MappingUnderTest<?, ?>> others =
        all.stream().filter(mapping -> !names.contains(mapping.name())).toList();
    if (!others.isEmpty() && names.size() < ROOTS_MAX && random.nextInt(OTHER_ONE_IN) == 0) {
      addWithTargets(one(others, random), all, names);
    }
    var together = new ArrayList<MappingUnderTest<?, ?>>(all);
    together.removeIf(mapping -> !names.contains(mapping.name()));
    return together;
  }

  private static MappingUnderTest<?, ?> one(List<MappingUnderTest<?, ?>> all, Random random) {
    int draw = random.nextInt(all.stream().mapToInt(RelatedRoots::weight).sum());
    for (MappingUnderTest<?, ?> mapping : all) {
      draw -= weight(mapping);
      if (draw < 0) {
        return mapping;
      }
    }
    throw new IllegalStateException("No root was drawn of " + all + ".");
  }

  private static int weight(MappingUnderTest<?, ?> mapping) {
    return WEIGHT_LEAST
        + mapping.layout().root().columns().size()
        + mapping.layout().owned().stream()
            .mapToInt(table -> table.columns().size())
            .sum();
  }

  private static void addWithTargets(
      MappingUnderTest<?, ?> mapping, List<MappingUnderTest<?, ?>> all, Set<String> into) {
    if (into.add(mapping.name())) {
      for (MappingUnderTest<?, ?> other : all) {
        if (targets(mapping).contains(other.name())) {
          addWithTargets(other, all, into);
        }
      }
    }
  }

  /** The tables that rows of an aggregate refer to. */
  private static Set<String> targets(MappingUnderTest<?, ?> mapping) {
    var targets = new LinkedHashSet<String>();
    mapping.layout().root().foreignKeys().forEach(key -> targets.add(key.target()));
    mapping
        .layout()
        .owned()
        .forEach(table -> table.foreignKeys().forEach(key -> targets.add(key.target())));
    return targets;
  }
}
