package org.bilayer.layout;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bilayer.store.ForeignKey;
import org.bilayer.store.Table;

/**
 * The order in which tables can be created: depth first along references, in declared order. Where references run in
 * a circle, the one that closes it is left behind; whoever creates the tables adds it afterwards. A reference that the
 * database does not enforce is followed where it closes no circle of enforced ones.
 */
final class TableOrder {

  private final Map<String, Table> byName = new HashMap<>();
  private final Set<Table> ordered = new LinkedHashSet<>();
  private final Set<Table> visiting = new LinkedHashSet<>();

  private TableOrder() {}

  static List<Table> of(List<? extends Layout<?, ?>> layouts) {
    var order = new TableOrder();
    var tables = new ArrayList<Table>();
    for (Layout<?, ?> layout : layouts) {
      tables.add(layout.root());
      tables.addAll(layout.owned());
    }
    tables.forEach(table -> order.byName.put(table.name(), table));
    tables.forEach(order::visit);
    return List.copyOf(order.ordered);
  }

  private void visit(Table table) {
    if (ordered.contains(table) || !visiting.add(table)) {
      return;
    }
    for (ForeignKey foreignKey : table.foreignKeys()) {
      Table target = byName.get(foreignKey.target());
      if (target != null && (foreignKey.enforced() || !refers(target, table, new HashSet<>()))) {
        visit(target);
      }
    }
    ordered.add(table);
  }

  /** Whether the database has foreign keys from one table, over others, to another one. */
  private boolean refers(Table from, Table to, Set<Table> seen) {
    for (ForeignKey foreignKey : from.foreignKeys()) {
      Table target = byName.get(foreignKey.target());
      if (foreignKey.enforced()
          && target != null
          && seen.add(target)
          && (isSame(target, to) || refers(target, to, seen))) {
        return true;
      }
    }
    return false;
  }

  @SuppressWarnings("ReferenceEquality") // a table is itself and nothing else
  private static boolean isSame(Table one, Table other) {
    return one == other;
  }
}
