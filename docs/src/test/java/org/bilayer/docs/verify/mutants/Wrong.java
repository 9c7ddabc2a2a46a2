package org.bilayer.docs.verify.mutants;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.bilayer.failure.DataException;
import org.bilayer.store.BulkUpdate;
import org.bilayer.store.Condition;
import org.bilayer.store.DelegatingSession;
import org.bilayer.store.Fetch;
import org.bilayer.store.RowCursor;
import org.bilayer.store.Select;
import org.bilayer.store.SortColumn;
import org.bilayer.store.StoreSession;
import org.bilayer.store.Summary;
import org.bilayer.store.Table;
import org.bilayer.store.Write;
import org.bilayer.value.StoredType;
import org.jspecify.annotations.Nullable;

/** The kinds of mistakes: what is rewritten on its way into a session or out of it. */
final class Wrong {

  private Wrong() {}

  // --- values ---

  /** Values become others when they are written; keys and references stay, so that rows are still found. */
  static UnaryOperator<StoreSession> stored(
      BiFunction<StoredType, Object, @Nullable Object> change) {
    return session -> new DelegatingSession(session) {
      @Override
      public int[] write(List<Write> writes) {
        return super.write(writes.stream().map(write -> changed(write, change)).toList());
      }
    };
  }

  private static Write changed(
      Write write, BiFunction<StoredType, Object, @Nullable Object> change) {
    if (write instanceof Write.Insert insert) {
      return new Write.Insert(
          insert.table(), insert.key(), changed(insert.table(), insert.row(), change));
    }
    if (write instanceof Write.Update update) {
      return new Write.Update(
          update.table(),
          update.key(),
          changed(update.table(), update.row(), change),
          update.changed(),
          update.expectedVersion());
    }
    return write;
  }

  private static @Nullable Object[] changed(
      Table table,
      @Nullable Object[] row,
      BiFunction<StoredType, Object, @Nullable Object> change) {
    @Nullable Object[] copy = row.clone();
    for (int i = 0; i < copy.length; i++) {
      Object value = copy[i];
      int column = i;
      if (value == null
          || i == table.version()
          || table.key().contains(i)
          || table.foreignKeys().stream().anyMatch(key -> key.columns().contains(column))) {
        continue;
      }
      Object next = change.apply(table.type(i), value);
      if (next != null || table.columns().get(i).nullable()) {
        copy[i] = next;
      }
    }
    return copy;
  }

  /** A type's text, or null for any other type. */
  static BiFunction<StoredType, Object, @Nullable Object> text(UnaryOperator<String> change) {
    return (type, value) ->
        type.kind() == StoredType.Kind.TEXT ? change.apply((String) value) : value;
  }

  /** Values of one kind. */
  static BiFunction<StoredType, Object, @Nullable Object> of(
      StoredType.Kind kind, BiFunction<StoredType, Object, @Nullable Object> change) {
    return (type, value) -> type.kind() == kind ? change.apply(type, value) : value;
  }

  // --- what is asked ---

  /** Conditions are rewritten, part by part from the leaves upwards. */
  static UnaryOperator<StoreSession> asked(BiFunction<Table, Condition, Condition> part) {
    return session -> new DelegatingSession(session) {
      private Condition wrong(Table table, Condition condition) {
        return replaced(table, condition, part);
      }

      @Override
      public List<@Nullable Object[]> select(Select select) {
        return super.select(where(select, wrong(select.table(), select.where())));
      }

      @Override
      public RowCursor stream(Select select) {
        return super.stream(where(select, wrong(select.table(), select.where())));
      }

      @Override
      public List<@Nullable Object[]> summarise(Summary summary) {
        return super.summarise(new Summary(
            summary.table(),
            wrong(summary.table(), summary.where()),
            summary.groupBy(),
            summary.aggregates()));
      }

      @Override
      public long update(BulkUpdate update) {
        return super.update(new BulkUpdate(
            update.table(), wrong(update.table(), update.where()), update.assignments()));
      }

      @Override
      public long delete(Table table, Condition where) {
        return super.delete(table, wrong(table, where));
      }
    };
  }

  private static Condition replaced(
      Table table, Condition condition, BiFunction<Table, Condition, Condition> part) {
    Condition inner = condition;
    if (condition instanceof Condition.And and) {
      inner = new Condition.And(
          and.all().stream().map(each -> replaced(table, each, part)).toList());
    } else if (condition instanceof Condition.Or or) {
      inner = new Condition.Or(
          or.any().stream().map(each -> replaced(table, each, part)).toList());
    } else if (condition instanceof Condition.Not not) {
      inner = new Condition.Not(replaced(table, not.condition(), part));
    } else if (condition instanceof Condition.Exists exists) {
      inner =
          new Condition.Exists(exists.table(), replaced(exists.table(), exists.condition(), part));
    }
    return part.apply(table, inner);
  }

  static Select where(Select select, Condition where) {
    return new Select(
        select.table(), where, select.order(), select.limit(), select.columns(), select.lock());
  }

  /** Whole selects are rewritten. */
  static UnaryOperator<StoreSession> selected(UnaryOperator<Select> change) {
    return session -> new DelegatingSession(session) {
      @Override
      public List<@Nullable Object[]> select(Select select) {
        return super.select(change.apply(select));
      }

      @Override
      public RowCursor stream(Select select) {
        return super.stream(change.apply(select));
      }
    };
  }

  static Select limited(Select select, long limit) {
    return new Select(
        select.table(), select.where(), select.order(), limit, select.columns(), select.lock());
  }

  static Select sorted(Select select, Function<SortColumn, SortColumn> change) {
    return new Select(
        select.table(),
        select.where(),
        select.order().stream().map(change).toList(),
        select.limit(),
        select.columns(),
        select.lock());
  }

  /** Values of one kind are sorted otherwise; pages and limits are cut from that order. */
  static UnaryOperator<StoreSession> sortedBy(StoredType.Kind kind, Comparator<Object> comparator) {
    return session -> new DelegatingSession(session) {
      @Override
      public List<@Nullable Object[]> select(Select select) {
        boolean concerned = select.columns().isEmpty()
            && select.table().joins().isEmpty()
            && select.order().stream()
                .anyMatch(sort -> select.table().type(sort.column()).kind() == kind);
        if (!concerned) {
          return super.select(select);
        }
        var rows = new ArrayList<>(super.select(limited(select, Long.MAX_VALUE)));
        rows.sort(order(select, kind, comparator));
        return rows.size() > select.limit() ? rows.subList(0, (int) select.limit()) : rows;
      }
    };
  }

  private static Comparator<@Nullable Object[]> order(
      Select select, StoredType.Kind kind, Comparator<Object> comparator) {
    return (left, right) -> {
      for (SortColumn sort : select.order()) {
        Object a = left[sort.column()];
        Object b = right[sort.column()];
        StoredType type = select.table().type(sort.column());
        int sign;
        if (a == null || b == null) {
          sign = a == b ? 0 : (a == null) == sort.nullsFirst() ? -1 : 1;
        } else {
          int plain = type.kind() == kind ? comparator.compare(a, b) : type.compare(a, b);
          sign = sort.descending() ? -plain : plain;
        }
        if (sign != 0) {
          return sign;
        }
      }
      return 0;
    };
  }

  // --- what is refused ---

  /** Some failures of writes do not happen; the row is written or not, as the store likes. */
  static UnaryOperator<StoreSession> forgiving(Predicate<DataException> forgiven) {
    return refusing((write, failure) -> forgiven.test(failure) ? null : failure);
  }

  /** Failures of writes become others, or none. */
  static UnaryOperator<StoreSession> refusing(
      BiFunction<Write, DataException, @Nullable DataException> change) {
    return session -> new DelegatingSession(session) {
      @Override
      public int[] write(List<Write> writes) {
        int[] counts = new int[writes.size()];
        for (int i = 0; i < counts.length; i++) {
          counts[i] = one(writes.get(i));
        }
        return counts;
      }

      private int one(Write write) {
        try {
          return super.write(List.of(write))[0];
        } catch (DataException e) {
          DataException other = change.apply(write, e);
          if (other == null) {
            return 1;
          }
          throw other;
        }
      }
    };
  }

  /** Rows are changed on their way out. */
  static UnaryOperator<StoreSession> read(
      BiFunction<Table, List<@Nullable Object[]>, List<@Nullable Object[]>> change) {
    return session -> new DelegatingSession(session) {
      @Override
      public List<@Nullable Object[]> fetch(Fetch fetch) {
        return change.apply(fetch.table(), super.fetch(fetch));
      }
    };
  }

  /** Totals are computed otherwise. */
  static UnaryOperator<StoreSession> summarised(
      BiFunction<StoreSession, Summary, List<@Nullable Object[]>> change) {
    return session -> new DelegatingSession(session) {
      @Override
      public List<@Nullable Object[]> summarise(Summary summary) {
        return change.apply(session, summary);
      }
    };
  }
}
