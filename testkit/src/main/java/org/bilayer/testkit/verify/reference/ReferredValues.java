package org.bilayer.testkit.verify.reference;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.bilayer.store.ForeignKey;
import org.bilayer.store.Table;
import org.bilayer.testkit.verify.history.Filter;
import org.bilayer.testkit.verify.history.RowValues;
import org.bilayer.testkit.verify.mapping.MappingUnderTest;
import org.bilayer.testkit.verify.mapping.Referred;
import org.bilayer.value.Key;
import org.jspecify.annotations.Nullable;

/** Values of the aggregates to which others refer, looked up one by one. */
record ReferredValues(
    Map<String, Referred<?>> named, Function<String, MappingUnderTest<?, ?>> mappingOf) {

  /** Those that a condition and other places of a query name. */
  static ReferredValues of(
      Function<String, MappingUnderTest<?, ?>> mappingOf,
      MappingUnderTest<?, ?> mapping,
      Filter where,
      Iterable<String> others) {
    var named = new LinkedHashMap<String, Referred<?>>();
    add(mapping, where, named);
    others.forEach(name -> add(mapping, name, named));
    return new ReferredValues(named, mappingOf);
  }

  private static void add(
      MappingUnderTest<?, ?> mapping, Filter filter, Map<String, Referred<?>> to) {
    if (filter instanceof Filter.Compare node) {
      add(mapping, node.column(), to);
    } else if (filter instanceof Filter.Between node) {
      add(mapping, node.column(), to);
    } else if (filter instanceof Filter.CompareColumns node) {
      add(mapping, node.left(), to);
      add(mapping, node.right(), to);
    } else if (filter instanceof Filter.In node) {
      add(mapping, node.column(), to);
    } else if (filter instanceof Filter.IsNull node) {
      add(mapping, node.column(), to);
    } else if (filter instanceof Filter.Matches node) {
      add(mapping, node.column(), to);
    } else if (filter instanceof Filter.And node) {
      node.all().forEach(part -> add(mapping, part, to));
    } else if (filter instanceof Filter.Or node) {
      node.any().forEach(part -> add(mapping, part, to));
    } else if (filter instanceof Filter.Not node) {
      add(mapping, node.part(), to);
    }
  }

  private static void add(
      MappingUnderTest<?, ?> mapping, String name, Map<String, Referred<?>> to) {
    Referred<?> referred = mapping.attributes().findReferred(name);
    if (referred != null) {
      to.put(name, referred);
    }
  }

  /** The mappings whose objects are looked at, without the one that is asked. */
  Set<MappingUnderTest<?, ?>> mappings() {
    return named.values().stream()
        .map(Referred::ends)
        .flatMap(List::stream)
        .map(Table::name)
        .map(mappingOf)
        .collect(Collectors.toSet());
  }

  /** The values of an aggregate, with those behind references. */
  RowValues of(Aggregate aggregate, State view) {
    RowValues values = aggregate.row();
    for (Referred<?> each : named.values()) {
      values = values.with(each.name(), value(each, aggregate, view));
    }
    return values;
  }

  private @Nullable Object value(Referred<?> referred, Aggregate from, State view) {
    Aggregate at = from;
    for (int i = 0; i < referred.steps().size(); i++) {
      at = next(
          at, referred.steps().get(i), mappingOf.apply(referred.ends().get(i).name()), view);
      if (at == null) {
        return null;
      }
    }
    return at.row().values().get(referred.column().name());
  }

  private static @Nullable Aggregate next(
      Aggregate at, ForeignKey step, MappingUnderTest<?, ?> target, State view) {
    Table table = at.id().mapping().root();
    var key = new Object[step.columns().size()];
    for (int i = 0; i < key.length; i++) {
      Object part =
          at.row().values().get(table.columns().get(step.columns().get(i)).name());
      if (part == null) {
        return null;
      }
      key[i] = part;
    }
    return view.get(new Aggregate.Id(target, Key.of(key)));
  }
}
