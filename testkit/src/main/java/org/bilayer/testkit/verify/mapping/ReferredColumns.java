package org.bilayer.testkit.verify.mapping;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bilayer.layout.Layout;
import org.bilayer.layout.Rules;
import org.bilayer.model.Column;
import org.bilayer.query.Attribute;
import org.bilayer.query.QueryInternals;
import org.bilayer.store.ForeignKey;
import org.bilayer.store.Table;

/** Finds the columns behind the references of a mapping. */
final class ReferredColumns {

  private static final int STEPS_MAX = 3;

  private ReferredColumns() {}

  /** A mapping to which others refer, with the columns that conditions can name. */
  record Target<T>(Layout<T, ?> layout, Attributes<T> attributes) {}

  /**
   * By name, the columns behind at most three references.
   *
   * @param targets by table; others are not followed
   */
  static <T> Map<String, Referred<T>> of(Layout<T, ?> layout, Map<String, Target<?>> targets) {
    return of(layout, targets, STEPS_MAX);
  }

  private static <T> Map<String, Referred<T>> of(
      Layout<T, ?> layout, Map<String, Target<?>> targets, int steps) {
    var all = new LinkedHashMap<String, Referred<T>>();
    for (Rules.Reference<T> reference : layout.references()) {
      ForeignKey key = layout.root().foreignKeys().stream()
          .filter(each -> each.name().equals(reference.name()))
          .findFirst()
          .orElseThrow();
      Target<?> target = targets.get(key.target());
      if (target != null) {
        add(all, reference, key, target, targets, steps);
      }
    }
    return all;
  }

  private static <T, R> void add(
      Map<String, Referred<T>> all,
      Rules.Reference<T> reference,
      ForeignKey key,
      Target<R> target,
      Map<String, Target<?>> targets,
      int steps) {
    Table table = target.layout().root();
    for (Column<R, ?> column : target.attributes().columns()) {
      Attribute<T, ?> attribute = along(reference, column);
      all.put(
          attribute.name(),
          new Referred<>(attribute.name(), attribute, List.of(key), List.of(table), column));
    }
    if (steps > 1) {
      of(target.layout(), targets, steps - 1).forEach((name, further) -> {
        Attribute<T, ?> attribute = along(reference, further.attribute());
        all.put(
            attribute.name(),
            new Referred<>(
                attribute.name(),
                attribute,
                before(key, further.steps()),
                before(table, further.ends()),
                further.column()));
      });
    }
  }

  private static <T> Attribute<T, ?> along(Rules.Reference<T> reference, Attribute<?, ?> end) {
    return QueryInternals.along(reference.name(), reference.isOptional(), List.of(reference), end);
  }

  private static <E> List<E> before(E first, List<E> others) {
    var all = new ArrayList<E>();
    all.add(first);
    all.addAll(others);
    return List.copyOf(all);
  }
}
