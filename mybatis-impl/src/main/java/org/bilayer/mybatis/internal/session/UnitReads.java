package org.bilayer.mybatis.internal.session;

import java.util.ArrayList;
import java.util.List;
import org.bilayer.mybatis.internal.dialect.BoundText;
import org.bilayer.mybatis.internal.dialect.ColumnHandler;
import org.bilayer.mybatis.internal.statement.MappedStatements.RowStatement;
import org.bilayer.mybatis.internal.statement.MappedStatements.TableStatements;
import org.bilayer.mybatis.internal.statement.MappedStatements.Verb;
import org.bilayer.store.Fetch;
import org.bilayer.store.RowCursor;
import org.bilayer.store.Select;
import org.bilayer.store.Summary;
import org.bilayer.value.Key;
import org.jspecify.annotations.Nullable;

/** Reads rows for a unit of work: by key, by condition, as a stream, and as aggregates. One thread at a time. */
final class UnitReads {

  private final UnitContext unit;
  private final UnitStatements statements;

  UnitReads(UnitContext unit, UnitStatements statements) {
    this.unit = unit;
    this.statements = statements;
  }

  List<@Nullable Object[]> fetch(Fetch fetch) {
    TableStatements table = statements.of(fetch.table());
    if (fetch.keys().size() > 1 || fetch.marksUnreadable()) {
      return fetchMany(table, fetch);
    }
    Key key = fetch.keys().get(0);
    RowStatement one = table.fetchOne(key.size(), fetch.lock());
    return statements.query(
        fetch.table(), one.statement(), one.handlers(), WriteStatements.values(fetch.table(), key));
  }

  private List<@Nullable Object[]> fetchMany(TableStatements table, Fetch fetch) {
    List<List<Key>> portions = unit.store().dialect().portions(fetch.keys());
    if (portions.size() == 1) {
      return statements.query(table, Verb.FETCH, table.sql().fetch(fetch), handlers(table, fetch));
    }
    var rows = new ArrayList<@Nullable Object[]>();
    for (List<Key> keys : portions) {
      var portion =
          new Fetch(fetch.table(), fetch.columns(), keys, fetch.lock(), fetch.marksUnreadable());
      rows.addAll(statements.query(
          table, Verb.FETCH, table.sql().fetch(portion), handlers(table, portion)));
    }
    return rows;
  }

  private static ColumnHandler[] handlers(TableStatements table, Fetch fetch) {
    return table.sql().handlers(List.of(), fetch.marksUnreadable());
  }

  /** Whether {@link #fetchAll} reads rows of several tables in one trip. */
  boolean fetchesTogether() {
    return unit.store().dialect().sendsTogether();
  }

  List<List<@Nullable Object[]>> fetchAll(Fetch first, List<Fetch> others) {
    BoundText text = unit.store().newText();
    var readers = new ArrayList<ColumnHandler[]>();
    addFetch(text, readers, first);
    for (Fetch other : others) {
      text.append(";");
      addFetch(text, readers, other);
    }
    return statements.queryAll(first.table(), text, readers);
  }

  private void addFetch(BoundText text, List<ColumnHandler[]> readers, Fetch fetch) {
    TableStatements table = statements.of(fetch.table());
    readers.add(handlers(table, fetch));
    if (fetch.keys().size() > 1) {
      text.add(table.sql().fetch(fetch));
      return;
    }
    Key key = fetch.keys().get(0);
    RowStatement one = table.fetchOne(key.size(), fetch.lock());
    text.add(one.sql(), one.handlers(), WriteStatements.values(fetch.table(), key));
  }

  List<@Nullable Object[]> select(Select select) {
    TableStatements table = statements.of(select.table().base());
    return statements.query(
        table, Verb.SELECT, table.sql().select(select), table.sql().handlers(select));
  }

  RowCursor stream(Select select) {
    TableStatements table = statements.of(select.table().base());
    SessionCursor cursor =
        statements.stream(table, table.sql().select(select), table.sql().handlers(select));
    unit.add(cursor);
    return cursor;
  }

  List<@Nullable Object[]> summarise(Summary summary) {
    TableStatements table = statements.of(summary.table().base());
    return statements.query(
        table,
        Verb.SUMMARISE,
        table.sql().summarise(summary),
        table.sql().summaryHandlers(summary));
  }
}
