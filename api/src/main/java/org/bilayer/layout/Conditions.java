package org.bilayer.layout;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.bilayer.query.Attribute;
import org.bilayer.query.Owned;
import org.bilayer.query.QueryInternals;
import org.bilayer.query.Sort;
import org.bilayer.query.Specification;
import org.bilayer.store.Condition;
import org.bilayer.store.Operator;
import org.bilayer.store.SortColumn;
import org.jspecify.annotations.Nullable;

/** Resolves the attributes of conditions and orders to the columns of a table. Used once, by one thread. */
final class Conditions implements QueryInternals.Visitor<Condition> {

  /*
   * H2 parses and evaluates a condition by recursion on the caller's stack. A stack of 1 MB overflows between 200 and
   * 400 levels. PostgreSQL allows 65,535 parameters in a statement, and needs seconds for a quarter of this number.
   */
  private static final int DEPTH_MAX = 100;

  private static final int PARTS_MAX = 10_000;

  private final TableLayout<?> layout;
  private final Function<Owned<?, ?>, Optional<OwnedLayout<?, ?, ?>>> collections;
  private final @Nullable ToIntFunction<Attribute<?, ?>> paths;

  /** The number of resolved conditions, including conditions on owned rows. */
  private int parts;

  /** The nesting depth of the next condition. */
  private int depth;

  /**
   * Creates an instance for one table.
   *
   * @param collections finds the layout of a collection that the table's rows own
   */
  Conditions(
      TableLayout<?> layout, Function<Owned<?, ?>, Optional<OwnedLayout<?, ?, ?>>> collections) {
    this(layout, collections, null);
  }

  /**
   * As the other.
   *
   * @param paths gives the positions of attributes behind references; null if they are refused
   */
  Conditions(
      TableLayout<?> layout,
      Function<Owned<?, ?>, Optional<OwnedLayout<?, ?, ?>>> collections,
      @Nullable ToIntFunction<Attribute<?, ?>> paths) {
    this.layout = layout;
    this.collections = collections;
    this.paths = paths;
  }

  /** Creates an instance for the elements of a collection. */
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
   * Translates a condition to columns.
   *
   * @throws IllegalArgumentException if the condition names an attribute outside of the table, is nested too deeply,
   *     or has too many parts
   */
  Condition resolve(Specification<?> specification) {
    if (depth > DEPTH_MAX) {
      throw new IllegalArgumentException("A condition is nested deeper than " + DEPTH_MAX
          + " levels, which not every database can read. Join its parts by allOf and anyOf, or "
          + "store the result of a part in a column.");
    }
    if (++parts > PARTS_MAX) {
      throw new IllegalArgumentException(
          "A condition has more than " + PARTS_MAX
              + " parts, which not every database can read. Compare one attribute with many values by in(...).");
    }
    depth++;
    Condition resolved = QueryInternals.accept(specification, this);
    depth--;
    return resolved;
  }

  @Override
  public Condition constant(boolean value) {
    return new Condition.Always(value);
  }

  @Override
  public Condition comparison(Attribute<?, ?> attribute, Operator operator, Object value) {
    return new Condition.Compare(position(attribute), operator, value);
  }

  @Override
  public Condition attributeComparison(
      Attribute<?, ?> left, Operator operator, Attribute<?, ?> right) {
    return new Condition.CompareColumns(position(left), operator, position(right));
  }

  @Override
  public Condition membership(Attribute<?, ?> attribute, List<Object> values) {
    return new Condition.In(position(attribute), values);
  }

  @Override
  public Condition absence(Attribute<?, ?> attribute) {
    return new Condition.IsNull(position(attribute));
  }

  @Override
  public Condition textMatch(Attribute<?, ?> attribute, Condition.Match match, String text) {
    return new Condition.Matches(position(attribute), match, text);
  }

  @Override
  public Condition conjunction(List<? extends Specification<?>> all) {
    return new Condition.And(resolveAll(all));
  }

  @Override
  public Condition disjunction(List<? extends Specification<?>> any) {
    return new Condition.Or(resolveAll(any));
  }

  @Override
  public Condition negation(Specification<?> part) {
    return new Condition.Not(resolve(part));
  }

  @Override
  public Condition anyOwned(Owned<?, ?> constant, Specification<?> condition) {
    OwnedLayout<?, ?, ?> owned = collections
        .apply(constant)
        .orElseThrow(() -> new IllegalArgumentException(
            "The condition names a collection that " + layout.name() + " does not own."));
    Conditions inner = of(owned);
    inner.depth = depth;
    inner.parts = parts;
    Condition resolved = inner.resolve(condition);
    parts = inner.parts;
    return new Condition.Exists(owned.rows().table(), resolved);
  }

  private List<Condition> resolveAll(List<? extends Specification<?>> specifications) {
    var conditions = new ArrayList<Condition>(specifications.size());
    for (Specification<?> part : specifications) {
      conditions.add(resolve(part));
    }
    return conditions;
  }

  /** The sort criteria, followed by the other columns of the key. */
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
    if (!QueryInternals.steps(attribute).isEmpty()) {
      if (paths == null) {
        throw new IllegalArgumentException("The attribute " + attribute
            + " lies behind a reference, which only a query of aggregates can follow [table="
            + layout.name()
            + "]: not a constraint or an index, not a condition on elements, and no set-based"
            + " change sets it.");
      }
      return paths.applyAsInt(attribute);
    }
    return layout
        .find(attribute)
        .orElseThrow(
            () -> new IllegalArgumentException("The attribute " + attribute + " is not a column of "
                + layout.name() + ". Use the constants given to its mapping."));
  }
}
