package org.bilayer.tools.migration;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import org.bilayer.model.Codec;
import org.bilayer.model.Column;
import org.bilayer.model.DatabaseValue;
import org.bilayer.model.Mapping;
import org.bilayer.model.Model;
import org.bilayer.model.Reference;
import org.bilayer.query.Sort;
import org.jspecify.annotations.Nullable;

/**
 * A model as a value that can be changed at random: two tables of columns, rules and indexes, of which the second refers to the
 * first.
 */
final class DrawnModel {

  /** Rows of the first table. */
  record Parent(Map<String, Object> values) {}

  /** Rows of the second table. */
  record Child(Map<String, Object> values) {}

  /** The types, in groups within which each is wider than the one before. */
  enum Kind {
    TEXT_5(0, Codec.text(5)),
    TEXT_40(0, Codec.text(40)),
    TEXT_300(0, Codec.text(300)),
    INT16(1, Codec.int16()),
    INT32(1, Codec.int32()),
    INT64(1, Codec.int64()),
    DECIMAL_6_1(2, Codec.decimal(6, 1)),
    DECIMAL_10_2(2, Codec.decimal(10, 2)),
    DECIMAL_18_6(2, Codec.decimal(18, 6)),
    TIME_3(3, Codec.localDateTime(3)),
    TIME_6(3, Codec.localDateTime(6)),
    BYTES_10(4, Codec.bytes(10)),
    BYTES_50(4, Codec.bytes(50)),
    DATE(5, Codec.localDate()),
    BOOL(6, Codec.bool()),
    DOUBLE(7, Codec.float64()),
    UUID(8, Codec.uuid());

    private final int group;
    private final Codec<?, ?> codec;

    Kind(int group, Codec<?, ?> codec) {
      this.group = group;
      this.codec = codec;
    }

    List<Kind> others() {
      return List.of(values()).stream()
          .filter(kind -> kind.group == group && kind != this)
          .toList();
    }

    /** A value of each row that every type of the group holds; a different one for each row, but for truth values. */
    Object value(int row) {
      return switch (this) {
        case TEXT_5, TEXT_40, TEXT_300 -> "ü'" + row + "b";
        case INT16 -> (short) (row * 7);
        case INT32 -> row * 7;
        case INT64 -> row * 7L;
        case DECIMAL_6_1, DECIMAL_10_2, DECIMAL_18_6 -> new BigDecimal(row + ".5");
        case TIME_3, TIME_6 -> LocalDateTime.of(2026, 2, row, 3, 4, 5, 678_000_000);
        case BYTES_10, BYTES_50 -> new byte[] {0, (byte) row, -1};
        case DATE -> LocalDate.of(2024, 2, 28 + row % 2).plusYears(row);
        case BOOL -> row % 2 == 0;
        case DOUBLE -> row / 8.0;
        case UUID -> new java.util.UUID(row, row);
      };
    }

    /** A value for a row without one, as SQL writes it; different ones where a unique key may demand it. */
    String literal(Server server) {
      return switch (this) {
        case TEXT_5, TEXT_40, TEXT_300 -> server.sql("CAST(\"id\" AS CHAR(5))");
        case INT16, INT32, INT64 -> server.sql("\"id\"");
        case DECIMAL_6_1, DECIMAL_10_2, DECIMAL_18_6, DOUBLE -> "1";
        case TIME_3, TIME_6 -> "'2026-01-02 03:04:05'";
        case BYTES_10, BYTES_50 -> "'a'";
        case DATE -> "'2026-01-02'";
        case BOOL -> "TRUE";
        case UUID ->
          server == Server.MARIADB
              ? "'0123456789abcdef'"
              : "'00000000-0000-0001-0000-000000000001'";
      };
    }
  }

  /**
   * A column.
   *
   * @param constant whether the database has a default
   */
  record Attribute(Kind kind, boolean nullable, boolean constant) {}

  /** One table. */
  static final class Shape {
    final Map<String, Attribute> columns = new TreeMap<>();
    final List<String> uniques = new ArrayList<>();
    final Map<String, Boolean> indexes = new TreeMap<>();
    final List<String> checks = new ArrayList<>();

    /** The former names of columns, by the present ones. */
    final Map<String, String> formerly = new TreeMap<>();

    Shape copy() {
      Shape copy = new Shape();
      copy.columns.putAll(columns);
      copy.uniques.addAll(uniques);
      copy.indexes.putAll(indexes);
      copy.checks.addAll(checks);
      return copy;
    }

    void remove(String column) {
      columns.remove(column);
      uniques.remove(column);
      indexes.remove(column);
      checks.remove(column);
      formerly.remove(column);
    }

    void rename(String column) {
      String next = column + "r";
      columns.put(next, columns.remove(column));
      formerly.put(next, formerly.getOrDefault(column, column));
      formerly.remove(column);
      if (uniques.remove(column)) {
        uniques.add(next);
      }
      if (indexes.containsKey(column)) {
        indexes.put(next, indexes.remove(column));
      }
      if (checks.remove(column)) {
        checks.add(next);
      }
    }

    @Override
    public String toString() {
      return columns + " formerly " + formerly + " unique " + uniques + " index " + indexes
          + " check " + checks;
    }
  }

  final Shape parent;
  final Shape child;
  final boolean refers;
  final boolean hasVersion;

  private DrawnModel(Shape parent, Shape child, boolean refers, boolean hasVersion) {
    this.parent = parent;
    this.child = child;
    this.refers = refers;
    this.hasVersion = hasVersion;
  }

  static DrawnModel draw(Random random) {
    return new DrawnModel(
        draw(random, new Shape()),
        draw(random, new Shape()),
        random.nextBoolean(),
        random.nextBoolean());
  }

  private static Shape draw(Random random, Shape shape) {
    for (int i = 1 + random.nextInt(5); i > 0; i--) {
      add(random, shape);
    }
    return shape;
  }

  private static void add(Random random, Shape shape) {
    Kind kind = Kind.values()[random.nextInt(Kind.values().length)];
    // A column that goes and comes back has values that can be converted.
    String name = "c" + random.nextInt(4) + "_" + kind.group;
    if (shape.columns.containsKey(name)) {
      return;
    }
    boolean constant = random.nextInt(4) == 0 && (kind.group == 0 || kind.group == 1);
    shape.columns.put(name, new Attribute(kind, random.nextBoolean(), constant));
    rules(random, shape, name);
  }

  private static void rules(Random random, Shape shape, String name) {
    Attribute attribute = shape.columns.get(name);
    if (random.nextInt(3) == 0 && attribute.kind.group < 2 && !attribute.constant) {
      toggle(shape.uniques, name);
    }
    if (random.nextInt(3) == 0 && attribute.kind.group < 4) {
      if (shape.indexes.remove(name) == null || random.nextBoolean()) {
        shape.indexes.put(name, random.nextBoolean());
      }
    }
    if (random.nextInt(3) == 0 && attribute.kind.group == 1) {
      toggle(shape.checks, name);
    }
  }

  private static void toggle(List<String> names, String name) {
    if (!names.remove(name)) {
      names.add(name);
    }
  }

  /** Another model, a few changes away. */
  DrawnModel changed(Random random) {
    Shape nextParent = parent.copy();
    Shape nextChild = child.copy();
    for (int i = 1 + random.nextInt(5); i > 0; i--) {
      change(random, random.nextBoolean() ? nextParent : nextChild);
    }
    return new DrawnModel(
        nextParent,
        nextChild,
        random.nextInt(4) == 0 ? !refers : refers,
        random.nextInt(6) == 0 ? !hasVersion : hasVersion);
  }

  private static void change(Random random, Shape shape) {
    if (shape.columns.isEmpty() || random.nextInt(4) == 0) {
      add(random, shape);
      return;
    }
    String name = List.copyOf(shape.columns.keySet()).get(random.nextInt(shape.columns.size()));
    Attribute old = shape.columns.get(name);
    switch (random.nextInt(7)) {
      case 0 -> {
        if (shape.columns.size() > 1) {
          shape.remove(name);
        }
      }
      case 1 -> shape.columns.put(name, new Attribute(old.kind, !old.nullable, old.constant));
      case 2, 3 -> {
        List<Kind> others = old.kind.others();
        if (!others.isEmpty()) {
          Kind kind = others.get(random.nextInt(others.size()));
          shape.columns.put(name, new Attribute(kind, old.nullable, old.constant));
        }
      }
      case 4 -> {
        if (old.kind.group < 2 && !shape.uniques.contains(name)) {
          shape.columns.put(name, new Attribute(old.kind, old.nullable, !old.constant));
        }
      }
      case 5 -> {
        if (!shape.columns.containsKey(name + "r")) {
          shape.rename(name);
        }
      }
      default -> rules(random, shape, name);
    }
  }

  // --- the model itself

  Model model() {
    Column<Parent, Long> id =
        Column.of("id", Codec.int64(), row -> (Long) row.values().get("id"));
    var parents = new ArrayList<Column<Parent, ?>>();
    parent.columns.forEach(
        (name, attribute) -> parents.add(column(name, attribute, Parent::values)));
    Mapping.Builder<Parent, Long> first = Mapping.of(Parent.class, "parent", id);
    parents.forEach(first::with);
    rules(first, parents, parent, "parent");
    Mapping<Parent, Long> parentMapping = first.construct(row -> {
      var values = new TreeMap<String, Object>();
      values.put("id", row.get(id));
      parents.forEach(column -> put(values, column.name(), row.getOrNull(column)));
      return new Parent(values);
    });
    Column<Child, Long> childId =
        Column.of("id", Codec.int64(), row -> (Long) row.values().get("id"));
    Column<Child, Long> parentId =
        Column.nullable("parent_id", Codec.int64(), row -> (Long) row.values().get("parent_id"));
    var children = new ArrayList<Column<Child, ?>>();
    child.columns.forEach(
        (name, attribute) -> children.add(column(name, attribute, Child::values)));
    Mapping.Builder<Child, Long> second =
        Mapping.of(Child.class, "child", childId).with(parentId);
    children.forEach(second::with);
    rules(second, children, child, "child");
    if (refers) {
      second.references(Reference.of("child_parent_id_fkey", parentId, parentMapping));
    }
    if (hasVersion) {
      second.versionColumn("version");
    } else {
      second.readOnly();
    }
    return Model.of(parentMapping, second.construct(row -> {
      var values = new TreeMap<String, Object>();
      values.put("id", row.get(childId));
      put(values, "parent_id", row.getOrNull(parentId));
      children.forEach(column -> put(values, column.name(), row.getOrNull(column)));
      return new Child(values);
    }));
  }

  private static void put(Map<String, Object> values, String name, @Nullable Object value) {
    if (value != null) {
      values.put(name, value);
    }
  }

  @SuppressWarnings("unchecked")
  private static <T> Column<T, ?> column(
      String name, Attribute attribute, Function<T, Map<String, Object>> values) {
    Codec<Object, ?> codec = (Codec<Object, ?>) attribute.kind.codec;
    Column<T, Object> column = attribute.nullable
        ? Column.nullable(name, codec, row -> values.apply(row).get(name))
        : Column.of(name, codec, row -> values.apply(row).get(name));
    return attribute.constant
        ? column.withDefault(DatabaseValue.constant(attribute.kind.value(1)))
        : column;
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static <T> void rules(
      Mapping.Builder<T, Long> mapping, List<Column<T, ?>> columns, Shape shape, String table) {
    for (Column<T, ?> column : columns) {
      String name = column.name();
      if (shape.uniques.contains(name)) {
        mapping.unique(table + "_" + name + "_key", column);
      }
      if (shape.indexes.containsKey(name)) {
        Sort<T> sort = shape.indexes.get(name) ? column.desc() : column.asc();
        mapping.index(table + "_" + name + "_idx", sort);
      }
      if (shape.checks.contains(name)) {
        Column raw = column;
        Object least = switch (shape.columns.get(name).kind) {
          case INT16 -> (short) 0;
          case INT32 -> 0;
          default -> 0L;
        };
        mapping.check(table + "_" + name + "_check", raw.ge((Comparable) least));
      }
    }
  }

  @Override
  public String toString() {
    return "parent " + parent + "\nchild " + child + " refers=" + refers + " version=" + hasVersion;
  }
}
