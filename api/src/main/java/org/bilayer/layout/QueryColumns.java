package org.bilayer.layout;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bilayer.query.Attribute;
import org.bilayer.query.QueryInternals;
import org.bilayer.query.Sort;
import org.bilayer.query.Specification;
import org.bilayer.store.Condition;
import org.bilayer.store.ForeignKey;
import org.bilayer.store.SortColumn;
import org.bilayer.store.Table;

/**
 * Resolves what one query names to columns of its root's table and, behind them, columns of the rows that paths of references lead to.
 * A path that is named several times is followed once.
 *
 * <p>First resolve everything that the query names, then ask for {@link #table}. One thread at a time.
 *
 * @param <T> the root's type
 */
public final class QueryColumns<T> {

  /** MariaDB joins at most 61 tables. */
  private static final int JOINS_MAX = 60;

  private final TableLayout<T> root;

  /** The roots of the model's mappings, by the names of their tables. */
  private final Map<String, TableLayout<?>> roots;

  private final Conditions conditions;
  private final List<Table.Join> joins = new ArrayList<>();

  /** By join: the layout of the rows at its end, and the names of its references. */
  private final List<TableLayout<?>> targets = new ArrayList<>();

  private final List<String> joinNames = new ArrayList<>();

  private final List<Table.JoinedColumn> joined = new ArrayList<>();
  private final List<String> names = new ArrayList<>();

  QueryColumns(
      TableLayout<T> root,
      List<? extends OwnedLayout<?, ?, ?>> owned,
      Map<String, TableLayout<?>> roots) {
    this.root = root;
    this.roots = roots;
    this.conditions =
        new Conditions(root, constant -> Conditions.find(owned, constant), this::positionOfPath);
  }

  /**
   * A condition in columns.
   *
   * @throws IllegalArgumentException if it names what the mapping does not have
   */
  public Condition condition(Specification<T> specification) {
    return conditions.resolve(specification);
  }

  /**
   * An order in columns, ended by the columns of the id.
   *
   * @return empty for an empty order
   * @throws IllegalArgumentException if it names what the mapping does not have
   */
  public List<SortColumn> order(List<Sort<T>> order) {
    return order.isEmpty() ? List.of() : conditions.resolve(order, root.key());
  }

  /** The order by id alone. */
  public List<SortColumn> orderById() {
    return conditions.resolve(List.<Sort<T>>of(), root.key());
  }

  /**
   * The column of an attribute.
   *
   * @throws IllegalArgumentException if the mapping does not have it
   */
  public int position(Attribute<T, ?> attribute) {
    return conditions.position(attribute);
  }

  /** The table with what the query names of rows referred to. */
  public Table table() {
    return joined.isEmpty() ? root.table() : root.table().joining(joins, joined, names);
  }

  private int positionOfPath(Attribute<?, ?> attribute) {
    int join = -1;
    for (Object step : QueryInternals.steps(attribute)) {
      join = join(join, (Rules.Reference<?>) step, attribute);
    }
    TableLayout<?> target = targets.get(join);
    int column = target
        .find(QueryInternals.end(attribute))
        .orElseThrow(() -> new IllegalArgumentException("The path " + attribute
            + " ends at an attribute that is not a column of " + target.name()
            + ". Use the constants given to its mapping."));
    var wanted = new Table.JoinedColumn(join, column);
    int place = joined.indexOf(wanted);
    if (place < 0) {
      place = joined.size();
      joined.add(wanted);
      names.add(joinNames.get(join) + "." + target.columnName(column));
    }
    return root.columns().size() + place;
  }

  private int join(int from, Rules.Reference<?> step, Attribute<?, ?> path) {
    TableLayout<?> referring = from < 0 ? root : targets.get(from);
    ForeignKey key = declared(referring, step, path);
    for (int i = 0; i < joins.size(); i++) {
      if (joins.get(i).from() == from && joins.get(i).key().equals(key)) {
        return i;
      }
    }
    if (joins.size() == JOINS_MAX) {
      throw new IllegalArgumentException("A query follows more than " + JOINS_MAX
          + " references [path=" + path + "], which not every database can.");
    }
    TableLayout<?> target =
        Objects.requireNonNull(roots.get(key.target()), "the model has what it refers to");
    boolean isOuter = (from >= 0 && joins.get(from).isOuter())
        || !key.enforced()
        || key.columns().stream()
            .anyMatch(column -> referring.table().columns().get(column).nullable());
    joins.add(new Table.Join(from, key, target.table(), isOuter));
    targets.add(target);
    joinNames.add((from < 0 ? "" : joinNames.get(from) + ".") + key.name());
    return joins.size() - 1;
  }

  private static ForeignKey declared(
      TableLayout<?> referring, Rules.Reference<?> step, Attribute<?, ?> path) {
    for (ForeignKey key : referring.table().foreignKeys()) {
      if (key.name().equals(step.name())
          && key.target().equals(step.target().get().table())
          && referring.hasAt(step.member(), key.columns())) {
        if (key.enforced() != step.enforced()) {
          throw new IllegalArgumentException("The path " + path + " goes over the reference "
              + step.name() + " of another constant than the one that the mapping of "
              + referring.name() + " declares. Use that constant, with its notEnforced().");
        }
        return key;
      }
    }
    throw new IllegalArgumentException("The path " + path + " goes over the reference "
        + step.name() + ", which the mapping of " + referring.name()
        + " does not declare. Pass it to references(...), and use the same constant here.");
  }
}
