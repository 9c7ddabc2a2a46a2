package org.bilayer.testkit.verify;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bilayer.failure.ConstraintViolationException;
import org.bilayer.failure.DataException;
import org.bilayer.store.Table;

/** The constraints of a model, and which of them the mappings rule out. */
final class Constraints {

  private static final int ROWS = 30;

  /** A constraint by its name in the database. */
  record Declared(String name, String table, String kind) {}

  private Constraints() {}

  /** Those of a table of an aggregate. The reference to an owner is kept by the library alone. */
  static List<Declared> of(MappingUnderTest<?, ?> subject, Table table) {
    var all = new ArrayList<Declared>();
    if (!table.hasIdentity()) {
      all.add(new Declared(table.keyName(), table.name(), "primary key"));
    }
    table
        .uniqueKeys()
        .forEach(key -> all.add(new Declared(key.name(), table.name(), "unique key")));
    table.checks().forEach(check -> all.add(new Declared(check.name(), table.name(), "check")));
    table.foreignKeys().stream()
        .filter(key -> table.owner().isEmpty() || !table.owner().get().equals(key))
        .forEach(key -> all.add(new Declared(key.name(), table.name(), "reference")));
    for (int i = 0; i < table.columns().size(); i++) {
      if (isRequired(subject, table, i)) {
        all.add(new Declared(table.notNullName(i), table.name(), "not null"));
      }
    }
    return all;
  }

  private static boolean isRequired(MappingUnderTest<?, ?> subject, Table table, int column) {
    return !subject.isPlain(table, column)
        && !table.columns().get(column).nullable()
        && !table.key().contains(column);
  }

  /**
   * The names of those that no object can break: its type or its collections do not hold what would. Rows are drawn and
   * spoilt, and objects made of them.
   */
  static Set<String> unbreakable(
      Map<String, MappingUnderTest<?, ?>> subjects, List<Generator> generators) {
    var suspects = new LinkedHashSet<String>();
    var breakable = new LinkedHashSet<String>();
    for (MappingUnderTest<?, ?> subject : subjects.values()) {
      suspects.addAll(suspects(subject));
      for (int i = 0; i < ROWS && i < generators.size(); i++) {
        RowValues row = generators.get(i).validRow(subject);
        if (!isWhole(subject, row)) {
          continue;
        }
        spoilt(subject, subject.layout().root(), row).forEach((name, spoilt) -> {
          if (!breakable.contains(name) && isHeld(subject, spoilt)) {
            breakable.add(name);
          }
        });
      }
    }
    suspects.removeAll(breakable);
    return suspects;
  }

  private static Set<String> suspects(MappingUnderTest<?, ?> subject) {
    var suspects = new LinkedHashSet<String>();
    var tables = new ArrayList<>(subject.layout().owned());
    tables.add(subject.layout().root());
    for (Table table : tables) {
      if (table.owner().isPresent()) {
        suspects.add(table.keyName());
      }
      for (int i = 0; i < table.columns().size(); i++) {
        if (isRequired(subject, table, i)) {
          suspects.add(table.notNullName(i));
        }
      }
    }
    return suspects;
  }

  /** By the name of a constraint, the row with something in it that breaks it. */
  private static Map<String, RowValues> spoilt(
      MappingUnderTest<?, ?> subject, Table table, RowValues row) {
    var spoilt = new LinkedHashMap<String, RowValues>();
    for (int i = 0; i < table.columns().size(); i++) {
      if (isRequired(subject, table, i)) {
        spoilt.put(table.notNullName(i), row.with(table.columns().get(i).name(), null));
      }
    }
    for (Table child : subject.ownedBy(table)) {
      List<RowValues> rows = row.owned(child.name());
      if (rows.isEmpty()) {
        continue;
      }
      RowValues first = rows.get(0);
      spoilt(subject, child, first)
          .forEach((name, less) -> spoilt.put(name, row.withOwned(child.name(), List.of(less))));
      if (child.key().stream().anyMatch(column -> !subject.isPlain(child, column))) {
        spoilt.put(child.keyName(), row.withOwned(child.name(), List.of(first, first)));
      }
    }
    return spoilt;
  }

  /** Whether there is an object of these values, nothing is wrong with it, and it has all of their rows. */
  private static <T, I> boolean isWhole(MappingUnderTest<T, I> subject, RowValues row) {
    try {
      T object = subject.object(Ids.NONE, row, 1);
      return rows(subject.values(Ids.NONE, object, 1)) == rows(row);
    } catch (MappingUnderTest.RefusedByDomain | DataException refused) {
      return false;
    }
  }

  /** Whether there is an object of these values, whatever is wrong with it. */
  private static boolean isHeld(MappingUnderTest<?, ?> subject, RowValues row) {
    try {
      return isWhole(subject, row) || isBroken(subject, row);
    } catch (MappingUnderTest.RefusedByDomain refused) {
      return false;
    }
  }

  private static <T, I> boolean isBroken(MappingUnderTest<T, I> subject, RowValues row) {
    T object = subject.object(Ids.NONE, row, 1);
    try {
      subject.values(Ids.NONE, object, 1);
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
