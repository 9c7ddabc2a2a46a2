package org.bilayer.testkit.verify.drawing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bilayer.failure.ConstraintViolationException;
import org.bilayer.failure.DataException;
import org.bilayer.store.Table;
import org.bilayer.testkit.verify.history.RowValues;
import org.bilayer.testkit.verify.mapping.GeneratedIds;
import org.bilayer.testkit.verify.mapping.MappingUnderTest;

/** The constraints of a model, and which of them the mappings rule out. */
public final class Constraints {

  private static final int ROWS = 30;

  /** A constraint by its name in the database. */
  public record Declared(String name, String table, String kind) {}

  private Constraints() {}

  /** Those of a table of an aggregate. The reference to an owner is kept by the library alone. */
  public static List<Declared> of(MappingUnderTest<?, ?> mapping, Table table) {
    var all = new ArrayList<Declared>();
    if (!table.hasIdentity()) {
      all.add(new Declared(table.keyName(), table.name(), "primary key"));
    }
    table
        .uniqueKeys()
        .forEach(key -> all.add(new Declared(key.name(), table.name(), "unique key")));
    table.checks().forEach(check -> all.add(new Declared(check.name(), table.name(), "check")));
    table.foreignKeys().stream()
        .filter(key -> key.enforced())
        .filter(key -> table.owner().isEmpty() || !table.owner().get().equals(key))
        .forEach(key -> all.add(new Declared(key.name(), table.name(), "reference")));
    for (int i = 0; i < table.columns().size(); i++) {
      if (isRequired(mapping, table, i)) {
        all.add(new Declared(table.notNullName(i), table.name(), "not null"));
      }
    }
    return all;
  }

  private static boolean isRequired(MappingUnderTest<?, ?> mapping, Table table, int column) {
    return !mapping.isPlain(table, column)
        && !table.columns().get(column).nullable()
        && !table.key().contains(column);
  }

  /**
   * The names of those that no object can break: its type or its collections do not hold what would. Rows are drawn and
   * spoilt, and objects made of them.
   */
  public static Set<String> unbreakable(
      Map<String, MappingUnderTest<?, ?>> mappings, List<Generator> generators) {
    var suspects = new LinkedHashSet<String>();
    var breakable = new LinkedHashSet<String>();
    for (MappingUnderTest<?, ?> mapping : mappings.values()) {
      suspects.addAll(suspects(mapping));
      for (int i = 0; i < ROWS && i < generators.size(); i++) {
        RowValues row = generators.get(i).validRow(mapping);
        if (!isWhole(mapping, row)) {
          continue;
        }
        spoilt(mapping, mapping.layout().root(), row).forEach((name, spoilt) -> {
          if (!breakable.contains(name) && isHeld(mapping, spoilt)) {
            breakable.add(name);
          }
        });
      }
    }
    suspects.removeAll(breakable);
    return suspects;
  }

  private static Set<String> suspects(MappingUnderTest<?, ?> mapping) {
    var suspects = new LinkedHashSet<String>();
    var tables = new ArrayList<>(mapping.layout().owned());
    tables.add(mapping.layout().root());
    for (Table table : tables) {
      if (table.owner().isPresent()) {
        suspects.add(table.keyName());
      }
      for (int i = 0; i < table.columns().size(); i++) {
        if (isRequired(mapping, table, i)) {
          suspects.add(table.notNullName(i));
        }
      }
    }
    return suspects;
  }

  /** By the name of a constraint, the row with something in it that breaks it. */
  private static Map<String, RowValues> spoilt(
      MappingUnderTest<?, ?> mapping, Table table, RowValues row) {
    var spoilt = new LinkedHashMap<String, RowValues>();
    for (int i = 0; i < table.columns().size(); i++) {
      if (isRequired(mapping, table, i)) {
        spoilt.put(table.notNullName(i), row.with(table.columns().get(i).name(), null));
      }
    }
    for (Table child : mapping.ownedBy(table)) {
      List<RowValues> rows = row.owned(child.name());
      if (rows.isEmpty()) {
        continue;
      }
      RowValues first = rows.get(0);
      spoilt(mapping, child, first)
          .forEach((name, less) -> spoilt.put(name, row.withOwned(child.name(), List.of(less))));
      if (child.key().stream().anyMatch(column -> !mapping.isPlain(child, column))) {
        spoilt.put(child.keyName(), row.withOwned(child.name(), List.of(first, first)));
      }
    }
    return spoilt;
  }

  /** Whether there is an object of these values, nothing is wrong with it, and it has all of their rows. */
  private static <T, I> boolean isWhole(MappingUnderTest<T, I> mapping, RowValues row) {
    try {
      T object = mapping.object(GeneratedIds.NONE, row, 1);
      return rows(mapping.values(GeneratedIds.NONE, object, 1)) == rows(row);
    } catch (MappingUnderTest.RefusedByDomain | DataException refused) {
      return false;
    }
  }

  /** Whether there is an object of these values, whatever is wrong with it. */
  private static boolean isHeld(MappingUnderTest<?, ?> mapping, RowValues row) {
    try {
      return isWhole(mapping, row) || isBroken(mapping, row);
    } catch (MappingUnderTest.RefusedByDomain refused) {
      return false;
    }
  }

  private static <T, I> boolean isBroken(MappingUnderTest<T, I> mapping, RowValues row) {
    T object = mapping.object(GeneratedIds.NONE, row, 1);
    try {
      mapping.values(GeneratedIds.NONE, object, 1);
      return false;
    } catch (ConstraintViolationException broken) {
      return true;
    } catch (DataException refused) {
      return false;
    }
  }

  private static int rows(RowValues row) {
    return 1
        + row.owned().values().stream()
            .flatMap(List::stream)
            .mapToInt(Constraints::rows)
            .sum();
  }
}
