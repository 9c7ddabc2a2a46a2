package org.bilayer.inmemory.internal.session;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.bilayer.store.BulkUpdate;
import org.bilayer.store.Check;
import org.bilayer.store.Condition;
import org.bilayer.store.ForeignKey;
import org.bilayer.store.Schema;
import org.bilayer.store.Select;
import org.bilayer.store.SortColumn;
import org.bilayer.store.Summary;
import org.bilayer.store.Table;
import org.bilayer.store.UniqueKey;
import org.bilayer.store.Write;
import org.bilayer.value.Key;
import org.bilayer.value.StoredType.Kind;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a schema in plain lists, as slow and as plain as can be: what the store is compared with. It shares no code
 * with the store and compares values in its own way.
 */
final class NaiveTables {

  /** Thrown where a statement must be refused; names every rule that may be the reported one. */
  static final class Refused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Set<String> rules;

    Refused(Set<String> rules) {
      super(rules.toString());
      this.rules = rules;
    }

    Set<String> rules() {
      return rules;
    }
  }

  private final Schema schema;
  private Map<Table, List<Object[]>> tables = new HashMap<>();

  NaiveTables(Schema schema) {
    this.schema = schema;
    schema.tables().forEach(table -> tables.put(table, new ArrayList<>()));
  }

  /** A copy, to return to with {@link #restore}. */
  Map<Table, List<Object[]>> copy() {
    var copy = new HashMap<Table, List<Object[]>>();
    tables.forEach((table, rows) -> copy.put(table, new ArrayList<>(rows)));
    return copy;
  }

  void restore(Map<Table, List<Object[]>> copy) {
    var fresh = new HashMap<Table, List<Object[]>>();
    copy.forEach((table, rows) -> fresh.put(table, new ArrayList<>(rows)));
    tables = fresh;
  }

  List<Object[]> rows(Table table) {
    return tables.get(table);
  }

  private Object[] find(Table table, Key key) {
    for (Object[] row : rows(table)) {
      if (key.equals(Key.from(row, table.key()))) {
        return row;
      }
    }
    return null;
  }

  int[] write(List<Write> writes) {
    var before = copy();
    try {
      var counts = new int[writes.size()];
      for (int i = 0; i < counts.length; i++) {
        counts[i] = write(writes.get(i));
      }
      return counts;
    } catch (Refused refused) {
      restore(before);
      throw refused;
    }
  }

  private int write(Write write) {
    Table table = write.table();
    Object[] found = find(table, write.key());
    if (write instanceof Write.Insert insert) {
      if (found != null) {
        throw new Refused(Set.of(table.keyName()));
      }
      refuseIfAny(violations(table, insert.row(), rows(table), insert.row()));
      rows(table).add(insert.row());
      return 1;
    }
    long expected = write instanceof Write.Update update
        ? update.expectedVersion()
        : ((Write.Delete) write).expectedVersion();
    if (found == null || (table.version() >= 0 && !found[table.version()].equals(expected))) {
      return 0;
    }
    if (write instanceof Write.Update update) {
      refuseIfAny(violations(table, update.row(), without(rows(table), found), update.row()));
      rows(table).set(rows(table).indexOf(found), update.row());
    } else {
      refuseIfAny(references(table, found, found));
      rows(table).remove(found);
    }
    return 1;
  }

  private static List<Object[]> without(List<Object[]> rows, Object[] row) {
    var rest = new ArrayList<>(rows);
    rest.remove(row);
    return rest;
  }

  private static void refuseIfAny(Set<String> violations) {
    if (!violations.isEmpty()) {
      throw new Refused(violations);
    }
  }

  /* Names of the rules that a row breaks among others; itself counts as present for its references. */
  private Set<String> violations(
      Table table, Object[] row, List<Object[]> others, Object[] itself) {
    var names = new TreeSet<String>();
    for (int i = 0; i < row.length; i++) {
      if (row[i] == null && !table.columns().get(i).nullable()) {
        names.add(table.notNullName(i));
      }
    }
    for (Check check : table.checks()) {
      if (Boolean.FALSE.equals(evaluate(check.condition(), table, row))) {
        names.add(check.name());
      }
    }
    for (UniqueKey unique : table.uniqueKeys()) {
      Key key = Key.from(row, unique.columns());
      for (Object[] other : others) {
        if (key != null && key.equals(Key.from(other, unique.columns()))) {
          names.add(unique.name());
        }
      }
    }
    for (ForeignKey reference : table.foreignKeys()) {
      Key parent = Key.from(row, reference.columns());
      Table target = schema.table(reference.target());
      boolean isItself =
          target == table && parent != null && parent.equals(Key.from(itself, table.key()));
      if (parent != null && !isItself && find(target, parent) == null) {
        names.add(reference.name());
      }
    }
    return names;
  }

  /* Names of the references of rows other than itself to a row. */
  private Set<String> references(Table table, Object[] row, @Nullable Object[] itself) {
    var names = new TreeSet<String>();
    Key key = Key.from(row, table.key());
    for (Table child : schema.tables()) {
      for (ForeignKey reference : child.foreignKeys()) {
        for (Object[] other : rows(child)) {
          if (reference.target().equals(table.name())
              && other != itself
              && key.equals(Key.from(other, reference.columns()))) {
            names.add(reference.name());
          }
        }
      }
    }
    return names;
  }

  /** In the worst order: a row may meet the old as well as the new state of every other. */
  long update(BulkUpdate update) {
    Table table = update.table();
    List<Object[]> targets = matches(table, update.where());
    var next = new ArrayList<Object[]>();
    var names = new TreeSet<String>();
    for (Object[] row : targets) {
      Object[] after = row.clone();
      for (BulkUpdate.Assignment assignment : update.assignments()) {
        int column = assignment.column();
        if (!assignment.increment()) {
          after[column] = assignment.value();
        } else if (row[column] != null) {
          after[column] = sum(table, column, row[column], assignment.value(), names);
        }
      }
      if (table.version() >= 0) {
        after[table.version()] = (Long) row[table.version()] + 1;
      }
      next.add(after);
    }
    for (int i = 0; i < next.size(); i++) {
      var others = without(rows(table), targets.get(i));
      others.addAll(without(next, next.get(i)));
      names.addAll(violations(table, next.get(i), others, next.get(i)));
    }
    refuseIfAny(names);
    for (int i = 0; i < next.size(); i++) {
      rows(table).set(rows(table).indexOf(targets.get(i)), next.get(i));
    }
    return next.size();
  }

  private static Object sum(Table table, int column, Object stored, Object by, Set<String> names) {
    BigDecimal sum = new BigDecimal(stored.toString()).add(new BigDecimal(by.toString()));
    Kind kind = table.type(column).kind();
    try {
      return switch (kind) {
        case DECIMAL -> table.type(column).normalise(sum);
        case INT16 -> sum.shortValueExact();
        case INT32 -> sum.intValueExact();
        default -> sum.longValueExact();
      };
    } catch (RuntimeException e) {
      names.add("overflow");
      return stored;
    }
  }

  /** In the worst order, and as strict as the strictest: no row may be referred to, not even by itself. */
  long delete(Table table, Condition where) {
    List<Object[]> targets = matches(table, where);
    var names = new TreeSet<String>();
    for (Object[] row : targets) {
      names.addAll(references(table, row, null));
    }
    refuseIfAny(names);
    rows(table).removeAll(targets);
    return targets.size();
  }

  List<Object[]> matches(Table table, Condition where) {
    var matches = new ArrayList<Object[]>();
    for (Object[] row : rows(table)) {
      if (Boolean.TRUE.equals(evaluate(where, table, row))) {
        matches.add(row);
      }
    }
    return matches;
  }

  /** The rows of an ordered query. */
  List<Object[]> select(Select select) {
    List<Object[]> rows = matches(select.table(), select.where());
    Comparator<Object[]> order = Comparator.comparing(row -> 0);
    for (SortColumn sort : select.order()) {
      Comparator<Object> values = (left, right) -> compare(left, right);
      Comparator<Object> directed = sort.descending() ? values.reversed() : values;
      Comparator<Object> withNulls =
          sort.nullsFirst() ? Comparator.nullsFirst(directed) : Comparator.nullsLast(directed);
      order = order.thenComparing(row -> row[sort.column()], withNulls);
    }
    rows.sort(order);
    return rows.subList(0, (int) Math.min(rows.size(), select.limit()));
  }

  /** Groups as text, unordered. */
  Set<String> summarise(Summary summary) {
    var groups = new HashMap<List<Object>, List<Object[]>>();
    if (summary.groupBy().isEmpty()) {
      groups.put(List.of(), new ArrayList<>());
    }
    for (Object[] row : matches(summary.table(), summary.where())) {
      var key = new ArrayList<Object>();
      summary.groupBy().forEach(column -> key.add(row[column]));
      groups.computeIfAbsent(key, any -> new ArrayList<>()).add(row);
    }
    var results = new TreeSet<String>();
    groups.forEach((key, rows) -> {
      var result = new ArrayList<Object>(key);
      summary.aggregates().forEach(aggregate -> result.add(aggregate(aggregate, rows)));
      results.add(result.toString());
    });
    return results;
  }

  private static Object aggregate(Summary.Aggregate aggregate, List<Object[]> rows) {
    var values = new ArrayList<Object>();
    for (Object[] row : rows) {
      if (aggregate.column() >= 0 && row[aggregate.column()] != null) {
        values.add(row[aggregate.column()]);
      }
    }
    return switch (aggregate.function()) {
      case COUNT -> (long) (aggregate.column() < 0 ? rows.size() : values.size());
      case COUNT_DISTINCT -> values.stream().distinct().count();
      case SUM ->
        values.stream()
            .map(value -> new BigDecimal(value.toString()))
            .reduce(BigDecimal::add)
            .orElse(null);
      case MIN -> values.stream().min(NaiveTables::compare).orElse(null);
      case MAX -> values.stream().max(NaiveTables::compare).orElse(null);
    };
  }

  /** The truth of a condition; null for unknown. */
  Boolean evaluate(Condition condition, Table table, Object[] row) {
    if (condition instanceof Condition.Always always) {
      return always.value();
    } else if (condition instanceof Condition.Compare compare) {
      return compare(row[compare.column()], compare.operator().symbol(), compare.value());
    } else if (condition instanceof Condition.CompareColumns compare) {
      return compare(row[compare.left()], compare.operator().symbol(), row[compare.right()]);
    } else if (condition instanceof Condition.In in) {
      Boolean any = false;
      for (Object value : in.values()) {
        any = or(any, compare(row[in.column()], "=", value));
      }
      return any;
    } else if (condition instanceof Condition.IsNull isNull) {
      return row[isNull.column()] == null;
    } else if (condition instanceof Condition.Matches matches) {
      return row[matches.column()] == null
          ? null
          : matches((String) row[matches.column()], matches.match(), matches.text());
    } else if (condition instanceof Condition.And and) {
      Boolean all = true;
      for (Condition part : and.all()) {
        all = not(or(not(all), not(evaluate(part, table, row))));
      }
      return all;
    } else if (condition instanceof Condition.Or or) {
      Boolean any = false;
      for (Condition part : or.any()) {
        any = or(any, evaluate(part, table, row));
      }
      return any;
    } else if (condition instanceof Condition.Not not) {
      return not(evaluate(not.condition(), table, row));
    } else if (condition instanceof Condition.Exists exists) {
      Table owned = exists.table();
      Key key = Key.from(row, table.key());
      for (Object[] candidate : rows(owned)) {
        if (key.equals(Key.from(candidate, owned.owner().orElseThrow().columns()))
            && Boolean.TRUE.equals(evaluate(exists.condition(), owned, candidate))) {
          return true;
        }
      }
      return false;
    }
    throw new AssertionError(condition);
  }

  private static Boolean or(Boolean left, Boolean right) {
    if (Boolean.TRUE.equals(left) || Boolean.TRUE.equals(right)) {
      return true;
    }
    return (left == null || right == null) ? null : Boolean.FALSE;
  }

  private static Boolean not(Boolean value) {
    return value == null ? null : Boolean.valueOf(!value);
  }

  private static boolean matches(String stored, Condition.Match match, String text) {
    return switch (match) {
      case PREFIX -> stored.indexOf(text) == 0;
      case INFIX -> stored.indexOf(text) >= 0;
      case SUFFIX ->
        stored.length() >= text.length()
            && stored.lastIndexOf(text) == stored.length() - text.length();
    };
  }

  private static Boolean compare(Object left, String operator, Object right) {
    if (left == null || right == null) {
      return null;
    }
    int sign = compare(left, right);
    return switch (operator) {
      case "=" -> sign == 0;
      case "<>" -> sign != 0;
      case "<" -> sign < 0;
      case "<=" -> sign <= 0;
      case ">" -> sign > 0;
      default -> sign >= 0;
    };
  }

  /** The order of two values of one kind. */
  @SuppressWarnings("unchecked") // two values of one column are of one comparable class
  static int compare(Object left, Object right) {
    if (left instanceof String text) {
      return Arrays.compare(
          text.codePoints().toArray(), ((String) right).codePoints().toArray());
    }
    if (left instanceof byte[] bytes) {
      return Arrays.compareUnsigned(bytes, (byte[]) right);
    }
    if (left instanceof java.util.UUID uuid) {
      return uuid.toString().compareTo(right.toString());
    }
    return ((Comparable<Object>) left).compareTo(right);
  }
}
