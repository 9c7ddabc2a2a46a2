package org.bilayer.inmemory.contracts.mistakes;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.bilayer.failure.CheckViolationException;
import org.bilayer.failure.ConstraintViolationException;
import org.bilayer.failure.DataException;
import org.bilayer.failure.ForeignKeyViolationException;
import org.bilayer.failure.StaleVersionException;
import org.bilayer.failure.UniqueViolationException;
import org.bilayer.failure.WriteConflictException;
import org.bilayer.store.Condition;
import org.bilayer.store.DelegatingSession;
import org.bilayer.store.Fetch;
import org.bilayer.store.Operator;
import org.bilayer.store.RowCursor;
import org.bilayer.store.Select;
import org.bilayer.store.SortColumn;
import org.bilayer.store.StoreSession;
import org.bilayer.store.Summary;
import org.bilayer.store.Table;
import org.bilayer.store.Write;
import org.bilayer.value.Key;
import org.bilayer.value.Lock;
import org.bilayer.value.StoredType;
import org.jspecify.annotations.Nullable;

/** What stores get wrong, each put around a session of a store that does not. */
final class Mistake {

  private Mistake() {}

  // --- writes ---

  /** The version a write expects is not looked at: the last writer wins. */
  static StoreSession versionsIgnored(StoreSession session) {
    return writing(session, write -> {
      long found = versionNow(session, write);
      if (found == Table.NO_VERSION) {
        return write;
      }
      if (write instanceof Write.Update update) {
        return new Write.Update(
            update.table(), update.key(), update.row(), update.changed(), found);
      }
      return write instanceof Write.Delete delete
          ? new Write.Delete(delete.table(), delete.key(), found)
          : write;
    });
  }

  private static long versionNow(StoreSession session, Write write) {
    Table table = write.table();
    if (table.version() < 0) {
      return Table.NO_VERSION;
    }
    List<@Nullable Object[]> rows =
        session.fetch(new Fetch(table, table.key(), List.of(write.key()), Lock.NONE));
    return rows.isEmpty() ? Table.NO_VERSION : table.versionOf(rows.get(0));
  }

  /** A row without a version is looked for by the version 0, as by {@code version = 0}. */
  static StoreSession nullIsNoVersion(StoreSession session) {
    return writing(session, write -> {
      Table table = write.table();
      List<@Nullable Object[]> rows =
          session.fetch(new Fetch(table, table.key(), List.of(write.key()), Lock.NONE));
      if (rows.isEmpty() || table.version() < 0 || rows.get(0)[table.version()] != null) {
        return write;
      }
      if (write instanceof Write.Update update) {
        return new Write.Update(table, update.key(), update.row(), update.changed(), -1);
      }
      return write instanceof Write.Delete delete
          ? new Write.Delete(table, delete.key(), -1)
          : write;
    });
  }

  /** The version that a row has from a write behind a savepoint does not come back. */
  static StoreSession versionNotReadBack(StoreSession session) {
    return new DelegatingSession(session) {
      private boolean isBehindSavepoint;

      @Override
      public Object savepoint() {
        isBehindSavepoint = true;
        return super.savepoint();
      }

      @Override
      public int[] write(List<Write> writes) {
        return super.write(isBehindSavepoint ? writes.stream().map(this::copy).toList() : writes);
      }

      private Write copy(Write write) {
        if (write instanceof Write.Insert insert) {
          return new Write.Insert(insert.table(), insert.key(), insert.row().clone());
        }
        return write instanceof Write.Update update
            ? new Write.Update(
                update.table(),
                update.key(),
                update.row().clone(),
                update.changed(),
                update.expectedVersion())
            : write;
      }
    };
  }

  /** Every write is said to have met its row, as drivers do that give no counts. */
  static StoreSession countsNotKnown(StoreSession session) {
    return new DelegatingSession(session) {
      @Override
      public int[] write(List<Write> writes) {
        int[] counts = new int[writes.size()];
        for (int i = 0; i < counts.length; i++) {
          try {
            session.write(List.of(writes.get(i)));
          } catch (StaleVersionException noticed) {
            // A database would have said so by a count of 0.
          }
          counts[i] = 1;
        }
        return counts;
      }
    };
  }

  /** Unique keys are not there. */
  static StoreSession uniqueKeysIgnored(StoreSession session) {
    return forgiving(session, UniqueViolationException.class::isInstance);
  }

  /** References are not there, as with foreign keys switched off. */
  static StoreSession referencesIgnored(StoreSession session) {
    return forgiving(session, ForeignKeyViolationException.class::isInstance);
  }

  /** Checks are not there. */
  static StoreSession checksIgnored(StoreSession session) {
    return forgiving(session, CheckViolationException.class::isInstance);
  }

  private static StoreSession forgiving(StoreSession session, Predicate<DataException> forgiven) {
    return new DelegatingSession(session) {
      @Override
      public int[] write(List<Write> writes) {
        int[] counts = new int[writes.size()];
        for (int i = 0; i < counts.length; i++) {
          counts[i] = writeOne(writes.get(i));
        }
        return counts;
      }

      private int writeOne(Write write) {
        try {
          return session.write(List.of(write))[0];
        } catch (DataException e) {
          if (forgiven.test(e)) {
            return 1;
          }
          throw e;
        }
      }
    };
  }

  /** A violation names something, but not what the model calls it. */
  static StoreSession namesMadeUp(StoreSession session) {
    return new DelegatingSession(session) {
      @Override
      public int[] write(List<Write> writes) {
        try {
          return super.write(writes);
        } catch (UniqueViolationException e) {
          throw new UniqueViolationException(e.table(), e.table() + "_index_1", e);
        }
      }
    };
  }

  /** All inserts come first and all deletes last, whatever the order asked for. */
  static StoreSession insertsFirst(StoreSession session) {
    return new DelegatingSession(session) {
      @Override
      public int[] write(List<Write> writes) {
        var phases = new ArrayList<>(writes);
        phases.sort(Comparator.comparing(
            write -> write instanceof Write.Insert ? 0 : write instanceof Write.Update ? 1 : 2));
        return super.write(phases);
      }
    };
  }

  /** Trailing blanks get lost. */
  static StoreSession textTrimmed(StoreSession session) {
    return storing(
        session, (type, value) -> value instanceof String text ? text.stripTrailing() : value);
  }

  /** Instants are kept in milliseconds. */
  static StoreSession fractionsLost(StoreSession session) {
    return storing(
        session,
        (type, value) ->
            value instanceof Instant instant ? instant.truncatedTo(ChronoUnit.MILLIS) : value);
  }

  /** The empty text becomes null, where null is allowed. */
  static StoreSession emptyTextIsNull(StoreSession session) {
    return storing(session, (type, value) -> "".equals(value) ? null : value);
  }

  private static StoreSession storing(
      StoreSession session, BiFunction<StoredType, Object, @Nullable Object> stored) {
    return writing(session, write -> {
      if (write instanceof Write.Insert insert) {
        return new Write.Insert(
            insert.table(), insert.key(), stored(insert.table(), insert.row(), stored));
      }
      if (write instanceof Write.Update update) {
        return new Write.Update(
            update.table(),
            update.key(),
            stored(update.table(), update.row(), stored),
            update.changed(),
            update.expectedVersion());
      }
      return write;
    });
  }

  private static @Nullable Object[] stored(
      Table table,
      @Nullable Object[] row,
      BiFunction<StoredType, Object, @Nullable Object> stored) {
    @Nullable Object[] copy = row.clone();
    for (int i = 0; i < copy.length; i++) {
      Object value = copy[i];
      if (value != null && table.columns().get(i).nullable()) {
        copy[i] = stored.apply(table.type(i), value);
      }
    }
    return copy;
  }

  private static StoreSession writing(StoreSession session, UnaryOperator<Write> changed) {
    return new DelegatingSession(session) {
      @Override
      public int[] write(List<Write> writes) {
        return super.write(writes.stream().map(changed).toList());
      }
    };
  }

  // --- the end of a transaction ---

  /** A rollback keeps everything. */
  static StoreSession rollbackLost(StoreSession session) {
    return new DelegatingSession(session) {
      @Override
      public void rollback() {
        session.commit();
      }

      @Override
      public void close() {
        session.close();
      }
    };
  }

  /** A commit that returns normally and stores nothing. */
  static StoreSession commitLost(StoreSession session) {
    return new DelegatingSession(session) {
      @Override
      public void commit() {
        session.rollback();
      }
    };
  }

  /** A savepoint to which nobody can return. */
  static StoreSession savepointsIgnored(StoreSession session) {
    return new DelegatingSession(session) {
      @Override
      public void rollbackTo(Object savepoint) {
        // Everything stays.
      }
    };
  }

  // --- conditions ---

  /** Different from a value holds for no value, as with equals of Java. */
  static StoreSession nullIsDifferent(StoreSession session) {
    return asking(
        session,
        part -> part instanceof Condition.Compare compare && compare.operator() == Operator.NE
            ? new Condition.Or(List.of(compare, new Condition.IsNull(compare.column())))
            : part);
  }

  /** The opposite of unknown is true. */
  static StoreSession notUnknownIsTrue(StoreSession session) {
    return asking(
        session,
        part -> part instanceof Condition.Not not && not.condition() instanceof Condition.In in
            ? new Condition.Or(List.of(part, new Condition.IsNull(in.column())))
            : part);
  }

  /** Texts that differ in case are equal, as under the default collation of some databases. */
  static StoreSession caseIgnored(StoreSession session) {
    return asking(
        session,
        part -> part instanceof Condition.Compare compare
                && compare.operator() == Operator.EQ
                && compare.value() instanceof String text
            ? new Condition.In(
                compare.column(),
                Stream.of(
                        text,
                        text.toLowerCase(Locale.ROOT),
                        text.toUpperCase(Locale.ROOT),
                        capitalised(text))
                    .distinct()
                    .<Object>map(each -> each)
                    .toList())
            : part);
  }

  private static String capitalised(String text) {
    var capitalised = new StringBuilder(text);
    for (int i = 0; i < text.length(); i++) {
      if (i == 0 || text.charAt(i - 1) == ' ') {
        capitalised.setCharAt(i, Character.toUpperCase(text.charAt(i)));
      }
    }
    return capitalised.toString();
  }

  /** A percent sign in a search stands for anything. */
  static StoreSession percentIsAPattern(StoreSession session) {
    return asking(
        session,
        part -> part instanceof Condition.Matches matches && matches.text().equals("%")
            ? new Condition.Matches(matches.column(), matches.match(), "")
            : part);
  }

  /** An owner is found by the rows of another. */
  static StoreSession ownersMixedUp(StoreSession session) {
    return asking(
        session, part -> part instanceof Condition.Exists ? new Condition.Always(true) : part);
  }

  private static StoreSession asking(StoreSession session, UnaryOperator<Condition> part) {
    return selecting(
        session,
        select -> new Select(
            select.table(),
            Conditions.replaced(select.where(), part),
            select.order(),
            select.limit(),
            select.columns(),
            select.lock()));
  }

  // --- order ---

  /** Absent values always come first. */
  static StoreSession nullsAlwaysFirst(StoreSession session) {
    return sorting(session, sort -> new SortColumn(sort.column(), sort.descending(), true));
  }

  /** Of equals, the greatest id comes first. */
  static StoreSession tiesTheOtherWay(StoreSession session) {
    return selecting(session, select -> {
      if (select.order().isEmpty()) {
        return select;
      }
      var order = new ArrayList<>(select.order());
      SortColumn last = order.remove(order.size() - 1);
      order.add(new SortColumn(last.column(), !last.descending(), last.nullsFirst()));
      return ordered(select, order);
    });
  }

  /** The most rows wanted is not looked at. */
  static StoreSession limitIgnored(StoreSession session) {
    return selecting(
        session,
        select -> new Select(
            select.table(),
            select.where(),
            select.order(),
            Long.MAX_VALUE,
            select.columns(),
            select.lock()));
  }

  private static StoreSession sorting(StoreSession session, UnaryOperator<SortColumn> changed) {
    return selecting(
        session, select -> ordered(select, select.order().stream().map(changed).toList()));
  }

  private static Select ordered(Select select, List<SortColumn> order) {
    return new Select(
        select.table(), select.where(), order, select.limit(), select.columns(), select.lock());
  }

  private static StoreSession selecting(StoreSession session, UnaryOperator<Select> changed) {
    return new DelegatingSession(session) {
      @Override
      public List<@Nullable Object[]> select(Select select) {
        return super.select(changed.apply(select));
      }

      @Override
      public RowCursor stream(Select select) {
        return super.stream(changed.apply(select));
      }
    };
  }

  // --- the rest ---

  /** Counts all rows instead of those asked for. */
  static StoreSession countOfEverything(StoreSession session) {
    return new DelegatingSession(session) {
      @Override
      public List<@Nullable Object[]> summarise(Summary summary) {
        return super.summarise(new Summary(
            summary.table(), new Condition.Always(true), summary.groupBy(), summary.aggregates()));
      }
    };
  }

  /** Finds only the first of several keys. */
  static StoreSession oneKeyOnly(StoreSession session) {
    return new DelegatingSession(session) {
      @Override
      public List<@Nullable Object[]> fetch(Fetch fetch) {
        List<Key> first = fetch.keys().subList(0, 1);
        return super.fetch(new Fetch(fetch.table(), fetch.columns(), first, fetch.lock()));
      }
    };
  }

  /** A cursor that ends after some rows, as a driver's does when its connection is used for something else. */
  static StoreSession cursorEndsEarly(StoreSession session) {
    return new DelegatingSession(session) {
      @Override
      public RowCursor stream(Select select) {
        return super.stream(new Select(
            select.table(),
            select.where(),
            select.order(),
            Math.min(select.limit(), 1_000),
            select.columns(),
            select.lock()));
      }
    };
  }

  /** Says what a constraint violation is, but as a failure that is worth a retry. */
  static StoreSession violationsAreConflicts(StoreSession session) {
    return new DelegatingSession(session) {
      @Override
      public int[] write(List<Write> writes) {
        try {
          return super.write(writes);
        } catch (ConstraintViolationException e) {
          throw new WriteConflictException("duplicate", e);
        }
      }
    };
  }
}
