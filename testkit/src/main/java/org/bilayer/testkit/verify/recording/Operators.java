package org.bilayer.testkit.verify.recording;

import com.google.common.collect.ConcurrentHashMultiset;
import com.google.common.collect.Multiset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bilayer.model.Column;
import org.bilayer.query.AggregateFunction;
import org.bilayer.store.Condition;
import org.bilayer.store.Operator;
import org.bilayer.testkit.report.Report;
import org.bilayer.testkit.verify.drawing.DrawnReads;
import org.bilayer.testkit.verify.history.Filter;
import org.bilayer.testkit.verify.mapping.Attributes;
import org.bilayer.testkit.verify.mapping.MappingUnderTest;
import org.bilayer.value.StoredType;

/** What can be asked about columns, by the kind of what they store, and how often it was. Thread-safe. */
final class Operators {

  static final String ASCENDING = "ascending";
  static final String DESCENDING = "descending";
  static final String GROUP_BY = "group by";
  static final String SET = "set for many";
  static final String INCREASE = "increase for many";
  private static final String BETWEEN = "between";
  private static final String FROM_UNTIL = "from until";
  private static final String COLUMN = "against a column";

  private static final Map<Operator, String> SIGNS = new EnumMap<>(Map.of(
      Operator.EQ, "=",
      Operator.NE, "<>",
      Operator.LT, "<",
      Operator.LE, "<=",
      Operator.GT, ">",
      Operator.GE, ">="));

  private record Asked(String operator, StoredType.Kind kind) {}

  private final Multiset<Asked> counts = ConcurrentHashMultiset.create();

  void add(String operator, StoredType.Kind kind) {
    counts.add(new Asked(operator, kind));
  }

  static String of(Filter leaf) {
    if (leaf instanceof Filter.Compare compare) {
      return sign(compare.operator());
    }
    if (leaf instanceof Filter.Between range) {
      return range.inclusive() ? BETWEEN : FROM_UNTIL;
    }
    if (leaf instanceof Filter.CompareColumns) {
      return COLUMN;
    }
    if (leaf instanceof Filter.In in) {
      return in.negated() ? "not in" : "in";
    }
    if (leaf instanceof Filter.IsNull isNull) {
      return isNull.negated() ? "is not null" : "is null";
    }
    return of(((Filter.Matches) leaf).match());
  }

  private static String of(Condition.Match match) {
    return switch (match) {
      case PREFIX -> "starts with";
      case INFIX -> "contains";
      case SUFFIX -> "ends with";
    };
  }

  private static String sign(Operator operator) {
    return SIGNS.getOrDefault(operator, operator.name());
  }

  static String of(AggregateFunction.Kind kind) {
    return switch (kind) {
      case COUNT -> "count of values";
      case COUNT_DISTINCT -> "count of different values";
      case SUM -> "sum";
      case MIN -> "least";
      case MAX -> "greatest";
      case AVERAGE -> "average";
    };
  }

  /** Every pair that there could be in a model, with its count. */
  List<Report.OperatorUse> uses(Iterable<MappingUnderTest<?, ?>> mappings) {
    Set<StoredType.Kind> roots = EnumSet.noneOf(StoredType.Kind.class);
    Set<StoredType.Kind> all = EnumSet.noneOf(StoredType.Kind.class);
    Set<StoredType.Kind> changed = EnumSet.noneOf(StoredType.Kind.class);
    for (MappingUnderTest<?, ?> mapping : mappings) {
      for (Column<?, ?> column : mapping.attributes().columns()) {
        roots.add(column.codec().type().kind());
      }
      addAll(mapping.attributes(), all);
      for (int place : mapping.changeable(mapping.layout().root())) {
        if (mapping
            .attributes()
            .has(mapping.layout().root().columns().get(place).name())) {
          changed.add(mapping.layout().root().type(place).kind());
        }
      }
    }
    var possible = new LinkedHashMap<String, Set<StoredType.Kind>>();
    for (Operator operator : Operator.values()) {
      boolean equality = operator == Operator.EQ || operator == Operator.NE;
      possible.put(sign(operator), equality ? equal(all) : ordered(all));
    }
    possible.put(BETWEEN, ordered(all));
    possible.put(FROM_UNTIL, ordered(all));
    possible.put("in", equal(all));
    possible.put("not in", equal(all));
    possible.put("is null", all);
    possible.put("is not null", all);
    for (Condition.Match match : Condition.Match.values()) {
      possible.put(of(match), only(all, StoredType.Kind.TEXT));
    }
    Set<StoredType.Kind> comparable = equal(all);
    comparable.addAll(ordered(all));
    possible.put(COLUMN, comparable);
    possible.put(ASCENDING, ordered(roots));
    possible.put(DESCENDING, ordered(roots));
    possible.put(GROUP_BY, equal(roots));
    for (AggregateFunction.Kind kind : AggregateFunction.Kind.values()) {
      possible.put(of(kind), computed(kind, roots));
    }
    possible.put(SET, changed);
    possible.put(INCREASE, computed(AggregateFunction.Kind.SUM, changed));
    var uses = new ArrayList<Report.OperatorUse>();
    possible.forEach((operator, kinds) -> kinds.forEach(kind -> uses.add(new Report.OperatorUse(
        operator, ColumnCases.group(kind), counts.count(new Asked(operator, kind))))));
    return uses;
  }

  private static void addAll(Attributes<?> attributes, Set<StoredType.Kind> into) {
    attributes.columns().forEach(column -> into.add(column.codec().type().kind()));
    attributes.collections().forEach(table -> addAll(attributes.elements(table), into));
  }

  private static StoredType sample(StoredType.Kind kind) {
    return switch (kind) {
      case TEXT -> StoredType.text(1);
      case ENUM -> StoredType.enumeration(1);
      case DECIMAL -> StoredType.decimal(1, 0);
      case BYTES -> StoredType.bytes(1);
      case LONG_TEXT -> StoredType.longText(1);
      case LONG_BYTES -> StoredType.longBytes(1);
      case INSTANT, LOCAL_DATE_TIME, LOCAL_TIME -> StoredType.temporal(kind, 0);
      case INT16, INT32, INT64, BOOLEAN, DOUBLE, LOCAL_DATE, UUID, DOCUMENT -> StoredType.of(kind);
    };
  }

  private static Set<StoredType.Kind> equal(Set<StoredType.Kind> kinds) {
    var some = EnumSet.noneOf(StoredType.Kind.class);
    kinds.stream().filter(kind -> sample(kind).hasEquality()).forEach(some::add);
    return some;
  }

  private static Set<StoredType.Kind> ordered(Set<StoredType.Kind> kinds) {
    var some = EnumSet.noneOf(StoredType.Kind.class);
    kinds.stream().filter(kind -> sample(kind).isOrdered()).forEach(some::add);
    return some;
  }

  private static Set<StoredType.Kind> only(Set<StoredType.Kind> kinds, StoredType.Kind one) {
    return kinds.contains(one) ? EnumSet.of(one) : EnumSet.noneOf(StoredType.Kind.class);
  }

  private static Set<StoredType.Kind> computed(
      AggregateFunction.Kind total, Set<StoredType.Kind> kinds) {
    var some = EnumSet.noneOf(StoredType.Kind.class);
    kinds.stream().filter(kind -> DrawnReads.isComputed(total, sample(kind))).forEach(some::add);
    return some;
  }
}
