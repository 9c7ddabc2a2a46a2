package org.bilayer.layout;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.bilayer.failure.DataException;
import org.bilayer.failure.FailureInternals;
import org.bilayer.failure.InvalidValueException;
import org.bilayer.failure.NotNullViolationException;
import org.bilayer.failure.UnreadableRowException;
import org.bilayer.query.Attribute;
import org.bilayer.query.QueryInternals;
import org.bilayer.store.StoredColumn;
import org.bilayer.store.Table;
import org.bilayer.store.UnreadableValue;
import org.bilayer.value.Key;
import org.jspecify.annotations.Nullable;

/**
 * How an {@code O} lies in the rows of one table: the columns with their getters, and the slots its constructor
 * reads from. Built by {@link LayoutBuilder} and sealed with the finished {@link Table}.
 *
 * @param <O> what a row of the table is read from: a root, or an element of a collection
 */
final class TableLayout<O> {

  /** A column read from the object by its constant. */
  private record Leaf<O>(ColumnPart<O, ?> column, int position) {

    @Nullable
    Object stored(O object, @Nullable Object known) {
      return encoded(column, object, known);
    }

    /** The value before it is checked; null where there is none to be had. */
    @Nullable
    Object unchecked(O object) {
      return raw(column, object);
    }

    private static <O, V> @Nullable Object raw(ColumnPart<O, V> column, O object) {
      try {
        V value = column.valueOf(object);
        return value == null ? null : column.conversion().raw(value);
      } catch (Exception e) {
        return null; // extracting it will say what is wrong
      }
    }

    private static <O, V> @Nullable Object encoded(
        ColumnPart<O, V> column, O object, @Nullable Object known) {
      V value = column.valueOf(object);
      try {
        return value == null ? null : column.conversion().encode(value, known);
      } catch (InvalidValueException e) {
        throw FailureInternals.at(e, "", null, column.name(), value);
      }
    }
  }

  /**
   * Another form of an attribute.
   *
   * @param isSameValue whether it is a form of the attribute's own value
   */
  record OtherForm(int position, ColumnPart<?, ?> column, boolean isSameValue) {}

  /** A nullable value object whose presence must show in one of its columns, or a required one that no column requires. */
  private record Presence<O>(
      String name,
      Function<O, @Nullable Object> getter,
      boolean isRequired,
      List<Integer> positions) {}

  /** Columns that may be null in the table, but not in the rows of one variant. */
  private record Requirement<O>(Predicate<O> applies, List<Integer> positions) {}

  private final String name;
  private final List<StoredColumn> columns = new ArrayList<>();
  private final Map<String, Integer> positions = new LinkedHashMap<>();
  private final Map<Integer, List<Object>> paths = new LinkedHashMap<>();
  private final List<Leaf<O>> leaves = new ArrayList<>();
  private final List<Presence<O>> presences = new ArrayList<>();
  private final List<Requirement<O>> requirements = new ArrayList<>();
  private final List<ColumnGroup> groups = new ArrayList<>();
  private final List<Integer> key = new ArrayList<>();

  /** By the position of an attribute, the columns with its other forms. */
  private final Map<Integer, List<OtherForm>> otherForms = new LinkedHashMap<>();

  /** Those of the key's columns that are read by a constant. */
  private final List<Leaf<O>> keyLeaves = new ArrayList<>();

  private @Nullable Table table;

  TableLayout(String name) {
    this.name = name;
  }

  String name() {
    return name;
  }

  String columnName(int position) {
    return columns.get(position).name();
  }

  List<StoredColumn> columns() {
    return columns;
  }

  List<Integer> key() {
    return key;
  }

  /** Records how the database fills a column. */
  void generate(int position, StoredColumn.Generation generation) {
    columns.set(position, columns.get(position).generated(generation));
  }

  /** Adds a column that no constant stands for: an owner's key, a position, the library's version. */
  int addPlain(StoredColumn column, Faults faults) {
    faults.checkName(name, "column", column.name());
    int position = columns.size();
    columns.add(column);
    if (positions.putIfAbsent(column.name(), position) != null) {
      faults.add(name, "two columns have the name " + column.name());
    }
    return position;
  }

  /**
   * Adds a column read by a constant.
   *
   * @param path the constants by which conditions name it
   */
  int addLeaf(ColumnPart<O, ?> column, List<Object> path, Faults faults) {
    int position = addPlain(
        new StoredColumn(column.name(), column.type(), column.isNullable(), column.inDatabase()),
        faults);
    paths.put(position, path);
    leaves.add(new Leaf<>(column, position));
    return position;
  }

  /**
   * Adds a column with another form of attributes. No constant reads it.
   *
   * @param of positions of the attributes
   */
  void addCopy(ColumnPart<O, ?> copy, boolean isSameValue, List<Integer> of, Faults faults) {
    int position = positionOfCopy(copy);
    if (position < 0) {
      position = addPlain(
          StoredColumn.copy(
              copy.name(),
              copy.type(),
              copy.inDatabase(),
              new StoredColumn.Copy(!copy.isNullable(), sameAs(copy, isSameValue, of))),
          faults);
      leaves.add(new Leaf<>(copy, position));
    }
    for (int attribute : of) {
      otherForms
          .computeIfAbsent(attribute, any -> new ArrayList<>())
          .add(new OtherForm(position, copy, isSameValue));
    }
  }

  private Optional<Integer> sameAs(ColumnPart<O, ?> copy, boolean isSameValue, List<Integer> of) {
    return isSameValue
        ? of.stream()
            .filter(position ->
                conversion(position).filter(copy.conversion()::hasFormOf).isPresent())
            .findFirst()
        : Optional.empty();
  }

  /** Attributes may share a column that is computed from them together. */
  private int positionOfCopy(ColumnPart<O, ?> copy) {
    for (Leaf<O> leaf : leaves) {
      if (columns.get(leaf.position()).isCopy() && leaf.column().isSame(copy)) {
        return leaf.position();
      }
    }
    return -1;
  }

  /** The columns with other forms of an attribute. */
  List<OtherForm> otherForms(int position) {
    return otherForms.getOrDefault(position, List.of());
  }

  /** Lets conditions name a column that the library writes itself. */
  void name(int position, List<Object> path) {
    paths.put(position, path);
  }

  void addPresence(
      String name,
      Function<O, @Nullable Object> getter,
      boolean isRequired,
      List<Integer> positions) {
    presences.add(new Presence<>(name, getter, isRequired, positions));
  }

  void addRequired(Predicate<O> applies, List<Integer> positions) {
    requirements.add(new Requirement<>(applies, positions));
  }

  void addGroup(ColumnGroup group) {
    groups.add(group);
  }

  List<ColumnGroup> groups() {
    return groups;
  }

  void addKey(List<Integer> positions) {
    key.addAll(positions);
  }

  void seal(Table table) {
    this.table = table;
    for (Leaf<O> leaf : leaves) {
      if (key.contains(leaf.position())) {
        keyLeaves.add(leaf);
      }
    }
  }

  Table table() {
    return Objects.requireNonNull(table, "the layout is sealed before use");
  }

  /** How the values of a column are converted; empty for one that the library writes itself. */
  Optional<Conversion<?>> conversion(int position) {
    for (Leaf<O> leaf : leaves) {
      if (leaf.position() == position && !columns.get(position).isCopy()) {
        return Optional.of(leaf.column().conversion());
      }
    }
    return Optional.empty();
  }

  /** The position of an attribute, or empty if the table does not have it. */
  Optional<Integer> find(Attribute<?, ?> attribute) {
    return find(attribute.name(), QueryInternals.path(attribute));
  }

  /** The position of a described attribute, or empty if the table does not have it. */
  Optional<Integer> find(ColumnPart<?, ?> column) {
    return find(column.name(), column.path());
  }

  private Optional<Integer> find(String column, List<Object> path) {
    Integer position = positions.get(column);
    if (position == null) {
      return Optional.empty();
    }
    List<Object> known = paths.get(position);
    return known != null && Paths.same(known, path) ? Optional.of(position) : Optional.empty();
  }

  /** Whether a described part of the table's objects is stored in these columns. */
  boolean hasAt(Part<?> member, List<Integer> columns) {
    List<? extends ColumnPart<?, ?>> parts = member instanceof ColumnPart<?, ?> column
        ? List.of(column)
        : member instanceof EmbeddedPart<?, ?> embedded ? embedded.columns() : List.of();
    return parts.stream().map(part -> find(part).orElse(-1)).toList().equals(columns);
  }

  /**
   * Writes the object's values into a row.
   *
   * @param known its row as it is stored: these values are neither checked nor normalised again; null if there is none
   * @param isRead whether the object was read. Columns that only the store writes stay empty otherwise
   * @throws InvalidValueException if a value does not fit; names table, key and column
   * @throws NotNullViolationException if a required value is missing
   */
  void extract(
      O object, @Nullable Object[] row, @Nullable Object @Nullable [] known, boolean isRead) {
    for (Leaf<O> leaf : leaves) {
      if (!isRead && table().isWrittenByStore(leaf.position())) {
        continue;
      }
      Object stored;
      try {
        boolean isCopy = columns.get(leaf.position()).isCopy();
        stored = leaf.stored(object, known == null || isCopy ? null : known[leaf.position()]);
      } catch (InvalidValueException e) {
        throw FailureInternals.at(e, name, keyText(row));
      } catch (DataException e) {
        throw e;
      } catch (Exception e) {
        throw unwritable(row, leaf.column().name(), e);
      }
      if (stored == null && isRequired(leaf.position())) {
        throw new NotNullViolationException(name, table().notNullName(leaf.position()), null);
      }
      row[leaf.position()] = stored;
    }
    for (Requirement<O> requirement : requirements) {
      if (requirement.applies().test(object)) {
        for (int position : requirement.positions()) {
          if (row[position] == null) {
            throw new NotNullViolationException(name, table().notNullName(position), null);
          }
        }
      }
    }
    for (Presence<O> presence : presences) {
      boolean isPresent = presence.getter().apply(object) != null;
      if (!isPresent && presence.isRequired()) {
        throw FailureInternals.at(
            FailureInternals.invalidValue(
                "the value object is null; declare it by Embedded.nullable where it may be absent"),
            name,
            keyText(row),
            presence.name(),
            null);
      }
      if (isPresent && !presence.isRequired() && allNull(row, presence.positions())) {
        throw FailureInternals.at(
            FailureInternals.invalidValue(
                "a nullable value object that is present must have a value in at least one column,"
                    + " or it would be read back as absent"),
            name,
            keyText(row),
            presence.name(),
            null);
      }
    }
  }

  /** Whether an object must have a value: what an object leaves out, the database fills, or a row has it already. */
  private boolean isRequired(int position) {
    StoredColumn column = columns.get(position);
    return column
        .copy()
        .map(StoredColumn.Copy::isRequired)
        .orElse(!column.nullable() && column.generation().isEmpty());
  }

  /**
   * The stored row of an object.
   *
   * @param row with those columns of the key that no constant stands for; left as it was
   */
  @Nullable
  Object @Nullable [] find(O object, @Nullable Object[] row, KnownRows known) {
    for (Leaf<O> leaf : keyLeaves) {
      row[leaf.position()] = leaf.unchecked(object);
    }
    @Nullable Object @Nullable [] found = known.find(row);
    for (Leaf<O> leaf : keyLeaves) {
      row[leaf.position()] = null;
    }
    return found;
  }

  private static boolean allNull(@Nullable Object[] row, List<Integer> positions) {
    for (int position : positions) {
      if (row[position] != null) {
        return false;
      }
    }
    return true;
  }

  /** What to throw where code of the application, a getter or a codec, fails on the way from an object to its row. */
  IllegalArgumentException unwritable(@Nullable Object[] row, String column, Throwable cause) {
    return new IllegalArgumentException(
        "An attribute cannot be turned into its stored form: its getter or its codec failed [type="
            + name + ", id=" + keyText(row) + ", column=" + column + "]. See the cause.",
        cause);
  }

  /** The failure of a row that cannot become an object; see {@link UnreadableRowException}. */
  UnreadableRowException unreadable(
      @Nullable Object[] row, @Nullable String column, String rule, @Nullable Throwable cause) {
    return new UnreadableRowException(
        name, keyText(row), column == null || column.isEmpty() ? null : column, rule, cause);
  }

  /** See {@link Layout#requireReadable(Object[])}. */
  void requireReadable(@Nullable Object[] row) {
    for (int column = 0; column < row.length; column++) {
      if (row[column] instanceof UnreadableValue mark && !columns.get(column).isCopy()) {
        throw unreadable(row, columnName(column), mark.rule(), mark.cause());
      }
    }
  }

  /** The key of a row as messages show it; what is not known yet is shown as a question mark. */
  String keyText(@Nullable Object[] row) {
    var text = new StringBuilder();
    for (int position : key) {
      Object value = row[position];
      text.append(text.length() == 0 ? "" : ", ")
          .append(value == null || value instanceof UnreadableValue ? "?" : Key.of(value));
    }
    return key.size() == 1 ? text.toString() : "(" + text + ")";
  }
}
