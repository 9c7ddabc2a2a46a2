package org.bilayer.layout;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.bilayer.query.Attribute;
import org.bilayer.query.Owned;
import org.bilayer.query.QueryInternals;
import org.bilayer.query.Sort;
import org.bilayer.query.Specification;
import org.bilayer.store.Condition;
import org.bilayer.store.SortColumn;

/** Resolves the attributes of conditions and orders to the columns of a table. */
final class Conditions {

  /*
   * H2 reads and evaluates a condition by recursion on the caller's stack, and overflows a stack of 1 MB somewhere between 200
   * and 400 levels. PostgreSQL takes 65,535 parameters in a statement, and needs seconds for a fourth of them.
   */
  private static final int DEPTH_MAX = 100;

  private static final int PARTS_MAX = 10_000;

  private final TableLayout<?> layout;
  private final Function<Owned<?, ?>, Optional<OwnedLayout<?, ?, ?>>> collections;

  /** How many conditions were resolved, those on owned rows included. */
  private int parts;

  /**
   * For one table.
   *
   * @param collections finds the layout of a collection that the table's rows own
   */
  Conditions(
      TableLayout<?> layout, Function<Owned<?, ?>, Optional<OwnedLayout<?, ?, ?>>> collections) {
    this.layout = layout;
    this.collections = collections;
  }

  /** For the elements of a collection. */
  static Conditions of(OwnedLayout<?, ?, ?> owned) {
    return new Conditions(owned.rows(), constant -> find(owned.nested(), constant));
  }

  @SuppressWarnings("ReferenceEquality") // a declared constant is itself and nothing else
  static Optional<OwnedLayout<?, ?, ?>> find(
      List<? extends OwnedLayout<?, ?, ?>> layouts, Owned<?, ?> constant) {
    for (OwnedLayout<?, ?, ?> layout : layouts) {
      if (layout.children().origin() == QueryInternals.identity(constant)) {
        return Optional.of(layout);
      }
    }
    return Optional.empty();
  }

  /**
   * The condition on columns.
   *
   * @throws IllegalArgumentException if it names something that the table does not have, is nested too deeply, or has too
   *     many parts
   */
  Condition resolve(Specification<?> specification) {
    return resolve(specification, 0);
  }

  private Condition resolve(Specification<?> specification, int depth) {
    if (depth > DEPTH_MAX) {
      throw new IllegalArgumentException("A condition is nested deeper than " + DEPTH_MAX
          + " levels, which not every database can read. Join its parts by allOf and anyOf, or store what"
          + " they find out in a column of its own.");
    }
    if (++parts > PARTS_MAX) {
      throw new IllegalArgumentException(
          "A condition has more than " + PARTS_MAX
              + " parts, which not every database can read. Compare one attribute with many values by in(...).");
    }
    if (specification instanceof Specification.Constant<?> node) {
      return new Condition.Always(node.value());
    }
    if (specification instanceof Specification.Comparison<?> node) {
      return new Condition.Compare(position(node.attribute()), node.operator(), node.value());
    }
    if (specification instanceof Specification.AttributeComparison<?> node) {
      return new Condition.CompareColumns(
          position(node.left()), node.operator(), position(node.right()));
    }
    if (specification instanceof Specification.Membership<?> node) {
      return new Condition.In(position(node.attribute()), node.values());
    }
    if (specification instanceof Specification.Absence<?> node) {
      return new Condition.IsNull(position(node.attribute()));
    }
    if (specification instanceof Specification.TextMatch<?> node) {
      return new Condition.Matches(position(node.attribute()), node.match(), node.text());
    }
    if (specification instanceof Specification.Conjunction<?> node) {
      return new Condition.And(resolveAll(node.all(), depth + 1));
    }
    if (specification instanceof Specification.Disjunction<?> node) {
      return new Condition.Or(resolveAll(node.any(), depth + 1));
    }
    if (specification instanceof Specification.Negation<?> node) {
      return new Condition.Not(resolve(node.part(), depth + 1));
    }
    if (specification instanceof Specification.AnyOwned<?, ?> node) {
      OwnedLayout<?, ?, ?> owned = collections
          .apply(node.owned())
          .orElseThrow(() -> new IllegalArgumentException(
              "The condition names a collection that " + layout.name() + " does not own."));
      Conditions inner = of(owned);
      inner.parts = parts;
      Condition condition = inner.resolve(node.condition(), depth + 1);
      parts = inner.parts;
      return new Condition.Exists(owned.rows().table(), condition);
    }
    throw new AssertionError("a node of the sealed tree is missing here: " + specification);
  }

  private List<Condition> resolveAll(List<? extends Specification<?>> parts, int depth) {
    var conditions = new ArrayList<Condition>(parts.size());
    for (Specification<?> part : parts) {
      conditions.add(resolve(part, depth));
    }
    return conditions;
  }

  /** The criteria on columns, followed by the columns of the key that they do not name. */
  List<SortColumn> resolve(List<? extends Sort<?>> order, List<Integer> key) {
    var sorts = new ArrayList<SortColumn>();
    var named = new ArrayList<Integer>();
    for (Sort<?> criterion : order) {
      int position = position(criterion.attribute());
      if (!named.contains(position)) {
        named.add(position);
        sorts.add(new SortColumn(
            position, criterion.descending(), criterion.nulls() == Sort.Nulls.FIRST));
      }
    }
    for (int position : key) {
      if (!named.contains(position)) {
        sorts.add(new SortColumn(position, false, false));
      }
    }
    return sorts;
  }

  int position(Attribute<?, ?> attribute) {
    return layout
        .find(attribute)
        .orElseThrow(
            () -> new IllegalArgumentException("The attribute " + attribute + " is not a column of "
                + layout.name() + ". Use the constants given to its mapping."));
  }
}
