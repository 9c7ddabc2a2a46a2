package org.bilayer.testkit.verify.drawing;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.bilayer.model.Column;
import org.bilayer.store.Condition;
import org.bilayer.store.ForeignKey;
import org.bilayer.store.Operator;
import org.bilayer.store.Table;
import org.bilayer.testkit.verify.history.Filter;
import org.bilayer.testkit.verify.mapping.Attributes;
import org.bilayer.testkit.verify.mapping.MappingUnderTest;
import org.bilayer.value.StoredType;

/** Draws conditions of every operator on every column, of values that rows of the same history have. */
final class DrawnFilters {

  private final Pools pools;
  private final Random random;

  DrawnFilters(Pools pools, Random random) {
    this.pools = pools;
    this.random = random;
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
    List<? extends Column<?, ?>> columns = attributes.columns();
    return columns.isEmpty()
        ? new Filter.Everything()
        : leaf(mapping, table, columns.get(random.nextInt(columns.size())), columns);
  }

  private Filter leaf(
      MappingUnderTest<?, ?> mapping,
      Table table,
      Column<?, ?> column,
      List<? extends Column<?, ?>> columns) {
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
      return matches(name, (String) operand(mapping, table, name));
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
      return pools.value(mapping, table, i);
    }
    throw new IllegalArgumentException("No column " + name + " in " + table + ".");
  }

  private Filter matches(String name, String text) {
    int[] codePoints = text.codePoints().toArray();
    int from = codePoints.length == 0 ? 0 : random.nextInt(codePoints.length);
    int count =
        codePoints.length == 0 ? 0 : random.nextInt(Math.min(3, codePoints.length - from) + 1);
    String part = random.nextInt(6) == 0
        ? List.of("%", "_", "\\", " ").get(random.nextInt(4))
        : new String(codePoints, from, count);
    Condition.Match[] all = Condition.Match.values();
    return new Filter.Matches(name, all[random.nextInt(all.length)], part);
  }
}
