package org.bilayer.mybatis.internal.live;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The tables that were found, by name; filled by the catalogue that reads them. */
final class LiveTables {

  private final Map<String, LiveTable> tables = new LinkedHashMap<>();

  /** The table, which exists since the catalogue names it. */
  LiveTable at(String name) {
    return tables.computeIfAbsent(name, LiveTable::new);
  }

  /** The table, or null if the catalogue never named it. */
  @Nullable
  LiveTable find(String name) {
    return tables.get(name);
  }
}
