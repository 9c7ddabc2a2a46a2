package org.bilayer.testkit.verify.mapping;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bilayer.layout.Rules;
import org.bilayer.model.Column;
import org.bilayer.query.Attribute;
import org.bilayer.query.QueryInternals;
import org.bilayer.store.ForeignKey;

/** Finds the columns behind the references of a mapping. */
final class ReferredColumns {

  private static final int STEPS_MAX = 3;

  private ReferredColumns() {}

  /** By name, the columns behind at most three references; not those of mappings that no history fills. */
  static <T> Map<String, Referred<T>> of(
      MappingUnderTest<T, ?> mapping, Map<String, MappingUnderTest<?, ?>> mappings) {
    return of(mapping, mappings, STEPS_MAX);
  }

  private static <T> Map<String, Referred<T>> of(
      MappingUnderTest<T, ?> mapping, Map<String, MappingUnderTest<?, ?>> mappings, int steps) {
    var all = new LinkedHashMap<String, Referred<T>>();
    for (Rules.Reference<T> reference : mapping.layout().references()) {
      ForeignKey key = mapping.root().foreignKeys().stream()
          .filter(each -> each.name().equals(reference.name()))
          .findFirst()
          .orElseThrow();
      MappingUnderTest<?, ?> target = mappings.get(key.target());
      if (target != null && !target.declared().isReadOnly()) {
        add(all, reference, key, target, mappings, steps);
      }
    }
    return all;
  }

  private static <T, R> void add(
      Map<String, Referred<T>> all,
      Rules.Reference<T> reference,
      ForeignKey key,
      MappingUnderTest<R, ?> target,
      Map<String, MappingUnderTest<?, ?>> mappings,
      int steps) {
    for (Column<R, ?> column : target.attributes().columns()) {
      Attribute<T, ?> attribute = along(reference, column);
      all.put(
          attribute.name(),
          new Referred<>(attribute.name(), attribute, List.of(key), List.of(target), column));
    }
    if (steps > 1) {
      of(target, mappings, steps - 1).forEach((name, further) -> {
        Attribute<T, ?> attribute = along(reference, further.attribute());
        all.put(
            attribute.name(),
            new Referred<>(
                attribute.name(),
                attribute,
                before(key, further.steps()),
                before(target, further.ends()),
                further.column()));
      });
    }
  }

  private static <T> Attribute<T, ?> along(Rules.Reference<T> reference, Attribute<?, ?> end) {
    return QueryInternals.along(
        reference.name(), reference.isOptional(), List.of(reference), end);
  }

  private static <E> List<E> before(E first, List<E> others) {
    var all = new ArrayList<E>();
    all.add(first);
    all.addAll(others);
    return List.copyOf(all);
  }
}
