package org.bilayer.docs.verify.mutants;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.bilayer.contracts.sample.Company;
import org.bilayer.store.BulkUpdate;
import org.bilayer.store.Condition;
import org.bilayer.store.DelegatingSession;
import org.bilayer.store.ForeignKey;
import org.bilayer.store.RowCursor;
import org.bilayer.store.Select;
import org.bilayer.store.StoreSession;
import org.bilayer.store.Summary;
import org.bilayer.store.Table;
import org.jspecify.annotations.Nullable;

/** Mistakes about attributes behind references. */
final class PathMutants {

  private static final String ENTRY = "2.8";

  private PathMutants() {}

  static List<Mutant> all() {
    return List.of(
        mutant("rows without a row referred to are left out", asked(PathMutants::inner)),
        mutant(
            "the opposite of unknown behind a reference is true",
            Wrong.asked((table, part) ->
                part instanceof Condition.Not not && isBehind(table, not.condition())
                    ? new Condition.Or(List.of(part, new Condition.IsNull(column(not.condition()))))
                    : part)),
        mutant(
            "alternatives behind a reference are not in parentheses",
            Wrong.asked(PathMutants::withoutParentheses)),
        mutant("two references to one table are followed as one", read(PathMutants::merged)),
        mutant("the last reference of a path is not followed", read(PathMutants::shortened)));
  }

  private static Mutant mutant(String name, UnaryOperator<StoreSession> mistake) {
    return Mutant.of(ENTRY, name, Company.MODEL, mistake);
  }

  private static boolean isBehind(Table table, Condition part) {
    return part.parts().isEmpty()
        && !part.columns().isEmpty()
        && !(part instanceof Condition.IsNull)
        && table.isJoined(column(part));
  }

  private static int column(Condition part) {
    return part.columns().get(0);
  }

  /** An inner join in the place of an outer one. */
  private static Condition inner(Table table, Condition where) {
    var all = new ArrayList<Condition>(List.of(where));
    for (Table.Join join : table.joins()) {
      if (join.from() < 0) {
        for (int column : join.key().columns()) {
          all.add(new Condition.Not(new Condition.IsNull(column)));
        }
      }
    }
    return all.size() == 1 ? where : new Condition.And(all);
  }

  /** {@code a or b and c} in the place of {@code (a or b) and c}. */
  private static Condition withoutParentheses(Table table, Condition part) {
    if (part instanceof Condition.And and
        && and.all().get(0) instanceof Condition.Or or
        && or.any().stream().anyMatch(each -> isBehind(table, each))) {
      var last = new ArrayList<Condition>(List.of(or.any().get(or.any().size() - 1)));
      last.addAll(and.all().subList(1, and.all().size()));
      var any = new ArrayList<Condition>(or.any().subList(0, or.any().size() - 1));
      any.add(new Condition.And(last));
      return new Condition.Or(any);
    }
    return part;
  }

  private static Table merged(Table table) {
    return joined(
        table,
        (joins, join) -> joins.stream()
            .filter(other -> other.from() == join.from() && other.target().equals(join.target()))
            .findFirst()
            .map(Table.Join::key)
            .orElse(join.key()));
  }

  /** The row of the step before, where it is of the same table. */
  private static Table shortened(Table table) {
    return joined(table, (joins, join) -> {
      Table from = join.from() < 0 ? table.base() : joins.get(join.from()).target();
      return from.equals(join.target())
              && from.key().size() == join.key().columns().size()
          ? new ForeignKey(join.key().name(), from.key(), join.key().target())
          : join.key();
    });
  }

  private static Table joined(
      Table table, BiFunction<List<Table.Join>, Table.Join, ForeignKey> key) {
    List<Table.Join> joins = table.joins();
    if (joins.isEmpty()) {
      return table;
    }
    var columns = new ArrayList<Table.JoinedColumn>();
    var names = new ArrayList<String>();
    for (int column = table.base().columns().size(); column < table.columns().size(); column++) {
      columns.add(table.joined(column));
      names.add(table.columns().get(column).name());
    }
    List<Table.Join> wrong = joins.stream()
        .map(join -> new Table.Join(join.from(), key.apply(joins, join), join.target(), true))
        .toList();
    return table.base().joining(wrong, columns, names);
  }

  /** Conditions of whole statements are rewritten. */
  private static UnaryOperator<StoreSession> asked(BiFunction<Table, Condition, Condition> change) {
    return session -> new DelegatingSession(session) {
      @Override
      public List<@Nullable Object[]> select(Select select) {
        return super.select(Wrong.where(select, change.apply(select.table(), select.where())));
      }

      @Override
      public RowCursor stream(Select select) {
        return super.stream(Wrong.where(select, change.apply(select.table(), select.where())));
      }

      @Override
      public List<@Nullable Object[]> summarise(Summary summary) {
        return super.summarise(new Summary(
            summary.table(),
            change.apply(summary.table(), summary.where()),
            summary.groupBy(),
            summary.aggregates()));
      }

      @Override
      public long update(BulkUpdate update) {
        return super.update(new BulkUpdate(
            update.table(), change.apply(update.table(), update.where()), update.assignments()));
      }

      @Override
      public long delete(Table table, Condition where) {
        return super.delete(table, change.apply(table, where));
      }
    };
  }

  /** What statements see of a table is rewritten. */
  private static UnaryOperator<StoreSession> read(UnaryOperator<Table> change) {
    return session -> new DelegatingSession(session) {
      private Select of(Select select) {
        return new Select(
            change.apply(select.table()),
            select.where(),
            select.order(),
            select.limit(),
            select.columns(),
            select.lock());
      }

      @Override
      public List<@Nullable Object[]> select(Select select) {
        return super.select(of(select));
      }

      @Override
      public RowCursor stream(Select select) {
        return super.stream(of(select));
      }

      @Override
      public List<@Nullable Object[]> summarise(Summary summary) {
        return super.summarise(new Summary(
            change.apply(summary.table()),
            summary.where(),
            summary.groupBy(),
            summary.aggregates()));
      }
    };
  }
}
