package org.bilayer.model;

import java.util.ArrayList;
import java.util.List;
import org.bilayer.layout.Rules;
import org.bilayer.query.Attribute;
import org.bilayer.query.QueryInternals;

/**
 * Several references, one behind the other, from an aggregate to another aggregate. Made by {@link Reference#at(Reference)}.
 *
 * <p>Immutable.
 *
 * @param <T> the type that refers
 * @param <R> the type at the end
 */
public final class Path<T, R> {

  private final List<Rules.Reference<?>> steps;

  private Path(List<Rules.Reference<?>> steps) {
    this.steps = steps;
  }

  static <T, R> Path<T, R> of(Reference<T, R> first) {
    return new Path<>(List.of(first.rule()));
  }

  /** Returns the path over a further reference. A reference may be walked more than once. */
  public <S> Path<T, S> at(Reference<R, S> next) {
    var all = new ArrayList<>(steps);
    all.add(next.rule());
    return new Path<>(List.copyOf(all));
  }

  /** Returns an attribute of the aggregate at the end as an attribute of the first one; see {@link Reference#at(Attribute)}. */
  public <V> Attribute<T, V> at(Attribute<R, V> attribute) {
    boolean optional = steps.stream().anyMatch(Rules.Reference::isOptional);
    return QueryInternals.along(toString(), optional, List.copyOf(steps), attribute);
  }

  /** The names of the references. */
  @Override
  public String toString() {
    return String.join(".", steps.stream().map(Rules.Reference::name).toList());
  }
}
