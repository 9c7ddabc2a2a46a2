package org.bilayer.testkit.verify.shrinking;

import java.util.ArrayList;
import java.util.List;
import org.bilayer.store.Operator;
import org.bilayer.testkit.verify.history.Filter;

/** The conditions that are simpler than one. */
final class SimplerFilters {

  private SimplerFilters() {}

  /** Conditions simpler than one, the boldest first. */
  static List<Filter> of(Filter filter) {
    if (filter instanceof Filter.Everything) {
      return List.of();
    }
    var simpler = new ArrayList<Filter>();
    simpler.add(new Filter.Everything());
    parts(filter, simpler);
    return simpler;
  }

  private static void parts(Filter filter, List<Filter> into) {
    if (filter instanceof Filter.And and) {
      into.addAll(and.all());
      replacedParts(and.all()).forEach(all -> into.add(new Filter.And(all)));
    } else if (filter instanceof Filter.Or or) {
      into.addAll(or.any());
      replacedParts(or.any()).forEach(any -> into.add(new Filter.Or(any)));
    } else if (filter instanceof Filter.Not not) {
      into.add(not.part());
      var parts = new ArrayList<Filter>();
      parts(not.part(), parts);
      parts.forEach(part -> into.add(new Filter.Not(part)));
    } else if (filter instanceof Filter.Between range) {
      into.add(new Filter.Compare(range.column(), Operator.GE, range.from()));
      into.add(new Filter.Compare(
          range.column(), range.inclusive() ? Operator.LE : Operator.LT, range.to()));
    } else if (filter instanceof Filter.In in && in.values().size() > 1) {
      Sublists.without(in.values())
          .forEach(values -> into.add(new Filter.In(in.column(), values, in.negated())));
    } else if (filter instanceof Filter.Any any && !(any.part() instanceof Filter.Everything)) {
      into.add(new Filter.Any(any.table(), new Filter.Everything()));
      var parts = new ArrayList<Filter>();
      parts(any.part(), parts);
      parts.forEach(part -> into.add(new Filter.Any(any.table(), part)));
    }
  }

  private static List<List<Filter>> replacedParts(List<Filter> all) {
    var replaced = new ArrayList<List<Filter>>();
    for (int i = 0; i < all.size(); i++) {
      var parts = new ArrayList<Filter>();
      parts(all.get(i), parts);
      for (Filter part : parts) {
        var copy = new ArrayList<>(all);
        copy.set(i, part);
        replaced.add(copy);
      }
    }
    return replaced;
  }
}
