package org.bilayer.testkit.verify.history;

import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/** One difference between the state of an aggregate and its next. Immutable. Made by {@link Steps}. */
public sealed interface Edit {

  /** The next state's values. */
  RowValues apply(RowValues now);

  /** Another value in a column. */
  record SetColumn(String column, @Nullable Object value) implements Edit {
    @Override
    public RowValues apply(RowValues now) {
      return now.with(column, value);
    }

    @Override
    public String toString() {
      return "set(" + Literal.of(column) + ", " + Literal.of(value) + ")";
    }
  }

  /** One more owned row, the last of its list. */
  record AddOwned(String table, RowValues row) implements Edit {
    @Override
    public RowValues apply(RowValues now) {
      var rows = new ArrayList<>(now.owned(table));
      rows.add(row);
      return now.withOwned(table, rows);
    }

    @Override
    public String toString() {
      return "addOwned(" + Literal.of(table) + ", " + row + ")";
    }
  }

  /** One owned row less, if there is one: the first. */
  record RemoveOwned(String table) implements Edit {
    @Override
    public RowValues apply(RowValues now) {
      var rows = new ArrayList<>(now.owned(table));
      if (!rows.isEmpty()) {
        rows.remove(0);
      }
      return now.withOwned(table, rows);
    }

    @Override
    public String toString() {
      return "removeOwned(" + Literal.of(table) + ")";
    }
  }

  /** The owned rows in the opposite order. */
  record ReverseOwned(String table) implements Edit {
    @Override
    public RowValues apply(RowValues now) {
      var rows = new ArrayList<>(now.owned(table));
      java.util.Collections.reverse(rows);
      return now.withOwned(table, rows);
    }

    @Override
    public String toString() {
      return "reverseOwned(" + Literal.of(table) + ")";
    }
  }

  /** Another value in a column of the first owned row, if there is one. */
  record SetInOwned(String table, String column, @Nullable Object value) implements Edit {
    @Override
    public RowValues apply(RowValues now) {
      var rows = new ArrayList<>(now.owned(table));
      if (!rows.isEmpty()) {
        rows.set(0, rows.get(0).with(column, value));
      }
      return now.withOwned(table, rows);
    }

    @Override
    public String toString() {
      return "setInOwned(" + Literal.of(table) + ", " + Literal.of(column) + ", "
          + Literal.of(value) + ")";
    }
  }
}
