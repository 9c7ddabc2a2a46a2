package org.bilayer.query;

import java.util.ArrayList;
import java.util.List;

/**
 * An attribute of an aggregate to which a row of {@code O} refers, directly or over other aggregates. Absent if a reference on the
 * way is absent. Values are those of the attribute at the end.
 */
final class PathAttribute<O, R, V> extends Attribute<O, V> {

  private final List<Object> steps;
  private final Attribute<?, ?> end;
  private final Attribute<R, V> target;

  private PathAttribute(
      String name,
      boolean nullable,
      List<Object> steps,
      Attribute<?, ?> end,
      Attribute<R, V> target) {
    super(name, target.type(), nullable, List.copyOf(joined(steps, end.path())));
    this.steps = steps;
    this.end = end;
    this.target = target;
  }

  /** An attribute behind references; one that is itself behind references gives one longer path. */
  static <O, R, V> PathAttribute<O, R, V> of(
      String name, boolean optional, List<Object> steps, Attribute<R, V> target) {
    boolean nullable = optional || target.isNullable();
    String whole = name + "." + target.name();
    return target instanceof PathAttribute<?, ?, ?> further
        ? new PathAttribute<>(
            whole, nullable, List.copyOf(joined(steps, further.steps)), further.end, target)
        : new PathAttribute<>(whole, nullable, List.copyOf(steps), target, target);
  }

  private static List<Object> joined(List<Object> first, List<Object> then) {
    var all = new ArrayList<>(first);
    all.addAll(then);
    return all;
  }

  List<Object> steps() {
    return steps;
  }

  Attribute<?, ?> end() {
    return end;
  }

  @Override
  protected Object encode(V value) {
    return target.encode(value);
  }

  @Override
  protected Object encodeAmount(V value) {
    return target.encodeAmount(value);
  }

  @Override
  protected V decode(Object stored) {
    return target.decode(stored);
  }
}
