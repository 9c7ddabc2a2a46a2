package org.bilayer.inmemory.internal.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.TreeMap;
import org.bilayer.inmemory.internal.table.IndexShape;
import org.bilayer.inmemory.internal.table.Root;
import org.bilayer.inmemory.internal.table.RowRules;
import org.bilayer.inmemory.internal.table.TableShape;
import org.bilayer.inmemory.internal.table.TableState;
import org.bilayer.store.ForeignKey;
import org.bilayer.store.Table;
import org.bilayer.value.Key;

/** Checks that committed rows keep every constraint and that each index holds exactly the entries of its rows. */
final class Integrity {

  private Integrity() {}

  static void check(InMemoryStore store) {
    Root root = store.root();
    for (TableShape table : store.shape().tables) {
      TableState state = root.table(table);
      var rows = new ArrayList<Object[]>();
      for (var cursor = state.rows.ascending(); cursor.next(); ) {
        assertThat(cursor.key()).isEqualTo(table.keyOf(cursor.value()));
        RowRules.check(
            table, store.constraints().of(table).checks(), cursor.key(), cursor.value(), root);
        rows.add(cursor.value());
      }
      for (IndexShape index : table.indexes) {
        checkIndex(table, state, index, rows);
      }
      for (Object[] row : rows) {
        checkReferences(store, root, table.table, row);
      }
    }
  }

  private static void checkIndex(
      TableShape table, TableState state, IndexShape index, Iterable<Object[]> rows) {
    var expected = new TreeMap<Key, Key>(index.order);
    for (Object[] row : rows) {
      Key entry = index.keyOf(row);
      if (entry != null) {
        assertThat(expected.put(entry, table.keyOf(row)))
            .as("duplicate in " + index.name)
            .isNull();
      }
    }
    var found = new TreeMap<Key, Key>(index.order);
    for (var cursor = state.index(index).ascending(); cursor.next(); ) {
      found.put(cursor.key(), table.keyAt(index, cursor.value()));
      Object[] row = state.rowAt(index, cursor.value());
      assertThat(row).as(index.name).isSameAs(state.rows.get(table.keyOf(row)));
    }
    assertThat(found).as(index.name).isEqualTo(expected);
  }

  private static void checkReferences(InMemoryStore store, Root root, Table table, Object[] row) {
    for (ForeignKey reference : table.foreignKeys()) {
      Key parent = Key.from(row, reference.columns());
      TableShape target = store.shape().tables.stream()
          .filter(shape -> shape.table.name().equals(reference.target()))
          .findFirst()
          .orElseThrow();
      assertThat(parent == null || root.row(target, parent) != null)
          .as("orphan of %s: %s", reference.name(), parent)
          .isTrue();
    }
  }
}
