package org.bilayer.mybatis.internal.catalogue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.bilayer.store.catalogue.CatalogueCheck;
import org.bilayer.store.catalogue.CatalogueColumn;
import org.bilayer.store.catalogue.CatalogueForeignKey;
import org.bilayer.store.catalogue.CatalogueIndex;
import org.bilayer.store.catalogue.CatalogueReferrer;
import org.bilayer.store.catalogue.CatalogueTable;
import org.bilayer.store.catalogue.CatalogueTrigger;

/** Gathers what several queries say about one table. */
final class TableParts {

  final List<CatalogueColumn> columns = new ArrayList<>();
  final List<CatalogueIndex> indexes = new ArrayList<>();
  final List<CatalogueForeignKey> foreignKeys = new ArrayList<>();
  final List<CatalogueReferrer> referrers = new ArrayList<>();
  final List<CatalogueCheck> checks = new ArrayList<>();
  final List<CatalogueTrigger> triggers = new ArrayList<>();
  final List<String> rules = new ArrayList<>();

  private final CatalogueTable.Builder table;

  TableParts(CatalogueTable.Builder table) {
    this.table = table;
  }

  CatalogueTable build() {
    return table
        .columns(columns)
        .indexes(indexes)
        .foreignKeys(foreignKeys)
        .referrers(referrers)
        .checks(checks)
        .triggers(triggers)
        .rules(rules)
        .build();
  }

  /** The tables of a catalogue by what its queries know them by. */
  static final class All {

    private final Map<String, TableParts> tables = new LinkedHashMap<>();

    void add(String key, CatalogueTable.Builder table) {
      tables.put(key, new TableParts(table));
    }

    /** A table that is gone between two queries is left out: the reading is repeated then. */
    void with(String key, Consumer<TableParts> action) {
      TableParts parts = tables.get(key);
      if (parts != null) {
        action.accept(parts);
      }
    }

    List<String> keys() {
      return List.copyOf(tables.keySet());
    }

    List<CatalogueTable> build() {
      return tables.values().stream().map(TableParts::build).toList();
    }
  }
}
