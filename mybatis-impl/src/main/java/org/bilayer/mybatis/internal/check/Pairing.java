package org.bilayer.mybatis.internal.check;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bilayer.store.StoredColumn;
import org.bilayer.store.Table;
import org.bilayer.store.catalogue.CatalogueColumn;
import org.bilayer.store.catalogue.CatalogueTable;

/** The columns of a model's table beside those of the live table, by the names that the server takes for the same. */
final class Pairing {

  final Table table;
  final CatalogueTable live;

  /** By the live name. */
  private final Map<String, String> modelNames = new HashMap<>();

  Pairing(Table table, CatalogueTable live) {
    this.table = table;
    this.live = live;
    for (StoredColumn column : table.columns()) {
      live.column(column.inDatabase())
          .ifPresent(found -> modelNames.put(found.name(), column.name()));
    }
  }

  Optional<CatalogueColumn> column(int position) {
    return live.column(table.columns().get(position).inDatabase());
  }

  boolean isMapped(String liveName) {
    return modelNames.containsKey(liveName);
  }

  /** The model's names of live columns; those that are not mapped keep their own. */
  List<String> modelNames(List<String> liveNames) {
    return liveNames.stream().map(name -> modelNames.getOrDefault(name, name)).toList();
  }

  /** The model's names of columns by position. */
  static List<String> names(Table table, List<Integer> positions) {
    var names = new ArrayList<String>(positions.size());
    for (int position : positions) {
      names.add(table.columns().get(position).name());
    }
    return names;
  }

  List<String> names(List<Integer> positions) {
    return names(table, positions);
  }

  /** Whether inserts of the library leave NULL in one of these live columns, because it is not mapped. */
  boolean staysNull(Collection<String> liveNames) {
    return liveNames.stream()
        .filter(name -> !isMapped(name))
        .flatMap(name -> live.column(name).stream())
        .anyMatch(column -> column.isNullable() && !column.isSupplied());
  }

  /** The columns of the model that may hold NULL, among these of its names. */
  Set<String> nullable(Collection<String> names) {
    var nullable = new HashSet<String>();
    for (StoredColumn column : table.columns()) {
      if (column.nullable() && names.contains(column.name())) {
        nullable.add(column.name());
      }
    }
    return nullable;
  }
}
