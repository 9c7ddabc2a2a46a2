package org.bilayer.testkit.verify.history;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is stored of one object, by names of columns, with the rows it owns by names of their tables. A value may be one that
 * cannot be stored, to see it refused. Columns that the library writes itself are left out: versions, the keys of owners,
 * places in lists. Immutable, as far as the values are. Made by {@link Steps#row}.
 */
public final class RowValues {

  private final Map<String, @Nullable Object> values;
  private final Map<String, List<RowValues>> owned;

  public RowValues(Map<String, @Nullable Object> values, Map<String, List<RowValues>> owned) {
    this.values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    this.owned = Collections.unmodifiableMap(new LinkedHashMap<>(owned));
  }

  /** This with rows of an owned table, in the order of its list. */
  public RowValues owning(String table, RowValues... rows) {
    return withOwned(table, List.of(rows));
  }

  public Map<String, @Nullable Object> values() {
    return values;
  }

  public Map<String, List<RowValues>> owned() {
    return owned;
  }

  public List<RowValues> owned(String table) {
    return owned.getOrDefault(table, List.of());
  }

  public RowValues with(String column, @Nullable Object value) {
    var next = new LinkedHashMap<>(values);
    next.put(column, value);
    return new RowValues(next, owned);
  }

  public RowValues withOwned(String table, List<RowValues> rows) {
    var next = new LinkedHashMap<>(owned);
    next.put(table, List.copyOf(rows));
    return new RowValues(values, next);
  }

  /** As Java, the way it is written by hand. */
  @Override
  public String toString() {
    var arguments = new ArrayList<String>();
    values.forEach((name, value) -> {
      arguments.add(Literal.of(name));
      arguments.add(Literal.of(value));
    });
    var text = new StringBuilder("row(" + String.join(", ", arguments) + ")");
    owned.forEach((table, rows) -> {
      if (!rows.isEmpty()) {
        text.append(".owning(").append(Literal.of(table));
        rows.forEach(row -> text.append(", ").append(row));
        text.append(")");
      }
    });
    return text.toString();
  }
}
