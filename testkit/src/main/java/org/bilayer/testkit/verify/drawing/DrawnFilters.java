package org.bilayer.testkit.verify.drawing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.bilayer.model.Column;
import org.bilayer.store.Condition;
import org.bilayer.store.ForeignKey;
import org.bilayer.store.Operator;
import org.bilayer.store.Table;
import org.bilayer.testkit.verify.history.Filter;
import org.bilayer.testkit.verify.mapping.Attributes;
import org.bilayer.testkit.verify.mapping.MappingUnderTest;
import org.bilayer.testkit.verify.mapping.Referred;
import org.bilayer.value.StoredType;

/** Draws conditions of every operator on every column, of values that rows of the same history have. */
public final class DrawnFilters {

  private final Pools pools;
  /** What some pattern language, some quoting or the escape of this library takes for more than itself. */
  public static final List<String> SIGNS =
      List.of("%", "_", "\\", "[", "]", "^", "*", "?", "'", "\"", "!");

  private final Random random;
  private final Evenly evenly;
  private final DrawnPaths paths;

  DrawnFilters(Pools pools, Random random, Evenly evenly, DrawnPaths paths) {
    this.paths = paths;
    this.pools = pools;
    this.random = random;
    this.evenly = evenly;
  }

  // --- conditions ---

  /** A condition on an object, or on the rows of one of its tables, with at most so many levels of others in it. */
  Filter filter(Attributes<?> attributes, MappingUnderTest<?, ?> mapping, Table table, int depth) {
    int draw = random.nextInt(depth == 2 ? 12 : 9);
    if (draw >= 9) {
      return new Filter.Everything();
    }
    if (depth > 0 && draw < 4) {
      Filter left = filter(attributes, mapping, table, depth - 1);
      Filter right = filter(attributes, mapping, table, depth - 1);
      return switch (random.nextInt(3)) {
        case 0 -> new Filter.And(List.of(left, right));
        case 1 -> new Filter.Or(List.of(left, right));
        default -> new Filter.Not(left);
      };
    }
    List<String> collections = attributes.collections();
    if (!collections.isEmpty() && random.nextInt(4) == 0) {
      String child = collections.get(random.nextInt(collections.size()));
      Filter part = filter(attributes.elements(child), mapping, mapping.table(child), 1);
      return random.nextBoolean()
          ? new Filter.Any(child, part)
          : new Filter.Not(new Filter.Any(child, part));
    }
    Referred<?> way = table.owner().isEmpty() ? paths.way(mapping) : null;
    if (way != null && random.nextInt(3) == 0) {
      return behind(mapping, way);
    }
    List<? extends Column<?, ?>> columns = attributes.columns();
    return columns.isEmpty()
        ? new Filter.Everything()
        : leaf(mapping, table, columns.get(random.nextInt(columns.size())), columns);
  }

  /** A condition on rows to which the objects refer, or two of them over the same way. */
  private Filter behind(MappingUnderTest<?, ?> mapping, Referred<?> way) {
    Filter beside = random.nextInt(6) == 0 ? paths.beside(mapping, way) : null;
    if (beside != null) {
      return beside;
    }
    MappingUnderTest<?, ?> end = pools.mapping(way.table().name());
    List<? extends Column<?, ?>> columns = end.attributes().columns();
    Filter one = DrawnPaths.behind(
        way.prefix(), leaf(end, end.root(), columns.get(random.nextInt(columns.size())), columns));
    if (random.nextInt(4) > 0) {
      return one;
    }
    Filter other = DrawnPaths.behind(
        way.prefix(), leaf(end, end.root(), columns.get(random.nextInt(columns.size())), columns));
    return random.nextBoolean() ? one.and(other) : one.or(other).not();
  }

  private Filter leaf(
      MappingUnderTest<?, ?> mapping,
      Table table,
      Column<?, ?> column,
      List<? extends Column<?, ?>> columns) {
    List<? extends Column<?, ?>> texts = columns.stream()
        .filter(each -> each.codec().type().kind() == StoredType.Kind.TEXT)
        .toList();
    if (!texts.isEmpty() && random.nextInt(7) == 0) {
      return sign(texts.get(random.nextInt(texts.size())).name());
    }
    if (random.nextBoolean()) {
      return rare(mapping, table, columns);
    }
    String name = column.name();
    StoredType type = column.codec().type();
    if (random.nextInt(5) == 0 || (!type.hasEquality() && !type.isOrdered())) {
      return new Filter.IsNull(name, random.nextBoolean());
    }
    if (type.hasEquality() && random.nextInt(4) == 0) {
      var some = new ArrayList<Object>();
      int count = 1 + random.nextInt(3);
      for (int i = 0; i < count; i++) {
        some.add(operand(mapping, table, name));
      }
      return new Filter.In(name, some, random.nextBoolean());
    }
    if (type.kind() == StoredType.Kind.TEXT && random.nextInt(3) == 0) {
      Condition.Match[] matches = Condition.Match.values();
      return matches(
          name, matches[random.nextInt(matches.length)], (String) operand(mapping, table, name));
    }
    if (type.isOrdered() && random.nextInt(6) == 0) {
      Object from = operand(mapping, table, name);
      return new Filter.Between(name, from, operand(mapping, table, name), random.nextBoolean());
    }
    Operator operator = operator(type);
    if (random.nextInt(8) == 0) {
      List<? extends Column<?, ?>> same = columns.stream()
          .filter(other -> other.codec().type().kind() == type.kind())
          .toList();
      return new Filter.CompareColumns(
          name, operator, same.get(random.nextInt(same.size())).name());
    }
    return new Filter.Compare(name, operator, operand(mapping, table, name));
  }

  private record RareLeaf(LeafForm form, StoredType.Kind kind, boolean nullable) {}

  /** A condition of the form that was drawn least often for its type of column. */
  private Filter rare(
      MappingUnderTest<?, ?> mapping, Table table, List<? extends Column<?, ?>> columns) {
    var all = new LinkedHashMap<RareLeaf, List<Column<?, ?>>>();
    for (Column<?, ?> column : columns) {
      StoredType type = column.codec().type();
      for (LeafForm form : LeafForm.of(type)) {
        all.computeIfAbsent(
                new RareLeaf(form, type.kind(), column.isNullable()), leaf -> new ArrayList<>())
            .add(column);
      }
    }
    RareLeaf next = evenly.next("leaf", List.copyOf(all.keySet()), random);
    List<Column<?, ?>> some = Objects.requireNonNull(all.get(next));
    String name = some.get(random.nextInt(some.size())).name();
    return switch (next.form()) {
      case IS_NULL, IS_NOT_NULL -> new Filter.IsNull(name, next.form() == LeafForm.IS_NOT_NULL);
      case IN, NOT_IN ->
        new Filter.In(
            name,
            List.of(operand(mapping, table, name), operand(mapping, table, name)),
            next.form() == LeafForm.NOT_IN);
      case BETWEEN, FROM_UNTIL ->
        new Filter.Between(
            name,
            operand(mapping, table, name),
            operand(mapping, table, name),
            next.form() == LeafForm.BETWEEN);
      case PREFIX, INFIX, SUFFIX ->
        matches(name, next.form().match(), (String) operand(mapping, table, name));
      case COLUMN -> {
        List<? extends Column<?, ?>> same = columns.stream()
            .filter(other -> other.codec().type().kind() == next.kind())
            .toList();
        yield new Filter.CompareColumns(
            name,
            operator(some.get(0).codec().type()),
            same.get(random.nextInt(same.size())).name());
      }
      case EQ, NE, LT, LE, GT, GE ->
        new Filter.Compare(name, next.form().operator(), operand(mapping, table, name));
    };
  }

  private Operator operator(StoredType type) {
    List<Operator> operators = new ArrayList<>();
    if (type.hasEquality()) {
      operators.addAll(List.of(Operator.EQ, Operator.EQ, Operator.NE));
    }
    if (type.isOrdered()) {
      operators.addAll(List.of(Operator.LT, Operator.LE, Operator.GT, Operator.GE));
    }
    return operators.get(random.nextInt(operators.size()));
  }

  private Object operand(MappingUnderTest<?, ?> mapping, Table table, String name) {
    for (int i = 0; i < table.columns().size(); i++) {
      if (!table.columns().get(i).name().equals(name)) {
        continue;
      }
      if (i == table.version()) {
        return 1L + random.nextInt(3);
      }
      for (ForeignKey key : table.foreignKeys()) {
        if (key.columns().contains(i)) {
          Object value = pools.key(key.target()).get(key.columns().indexOf(i));
          return Objects.requireNonNull(value);
        }
      }
      if (table.owner().isEmpty() && table.key().contains(i)) {
        return pools.key(table.name()).get(table.key().indexOf(i));
      }
      return table.type(i).kind() == StoredType.Kind.TEXT && random.nextInt(4) == 0
          ? pools.supplementary(mapping, table, i)
          : pools.value(mapping, table, i);
    }
    throw new IllegalArgumentException("No column " + name + " in " + table + ".");
  }

  private record Search(Condition.Match match, String sign) {}

  /** A search for a sign. */
  private Filter sign(String name) {
    String sign = evenly.next("sign", SIGNS, random);
    Search search = evenly.next(
        "search",
        Stream.of(Condition.Match.values())
            .map(match -> new Search(match, sign))
            .toList(),
        random);
    return new Filter.Matches(name, search.match(), search.sign());
  }

  /** A search for a part of a text. */
  private Filter matches(String name, Condition.Match match, String text) {
    int[] codePoints = text.codePoints().toArray();
    int from = codePoints.length == 0 ? 0 : random.nextInt(codePoints.length);
    if (text.codePoints().anyMatch(Character::isSupplementaryCodePoint) && random.nextBoolean()) {
      while (!Character.isSupplementaryCodePoint(codePoints[from])) {
        from = (from + 1) % codePoints.length;
      }
    }
    int count =
        codePoints.length == 0 ? 0 : random.nextInt(Math.min(3, codePoints.length - from) + 1);
    String part = random.nextInt(20) == 0 ? " " : new String(codePoints, from, count);
    return new Filter.Matches(name, match, part);
  }
}
