package org.bilayer.engine;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.bilayer.failure.FailureInternals;
import org.bilayer.failure.InvalidValueException;
import org.bilayer.layout.AggregateRows;
import org.bilayer.layout.Layout;
import org.bilayer.model.Mapping;
import org.bilayer.model.Model;
import org.bilayer.model.ModelInternals;
import org.bilayer.store.ForeignKey;
import org.bilayer.store.Index;
import org.bilayer.store.SortColumn;
import org.bilayer.store.Table;
import org.bilayer.store.UniqueKey;
import org.bilayer.value.StoredType;
import org.jspecify.annotations.Nullable;

/**
 * What a row may hold so that every supported database takes it, beyond what each single column allows: the bytes of a key's
 * values together, the code points of a key whose case the database ignores, and the size of a row.
 *
 * <p>Immutable. One for each table.
 */
final class RowLimits {

  /*
   * A PostgreSQL index entry has 2,704 bytes, of which 16 are a header and a bitmap, and each value may need 7 more for its
   * length and its alignment. A MariaDB index entry has 3,072 bytes, four for each declared code point, which the create
   * script checks. PostgreSQL compresses some values, so that a longer one of the same letters passes there; which, nobody
   * can tell beforehand, and it is refused here.
   *
   * A PostgreSQL row has 8,160 bytes. A long value leaves 18 of them in the row and goes elsewhere; so only a table of some
   * hundreds of columns can exceed them. A MariaDB row is checked by the create script.
   */
  private static final int KEY_BYTES_MAX = 2_680;

  private static final int ROW_BYTES_MAX = 8_160;
  private static final int ROW_HEADER_BYTES = 32;
  private static final int BYTES_LEFT_IN_THE_ROW = 18;
  private static final int BYTES_PER_FURTHER_COLUMN = 8;
  private static final int BYTES_PER_CODE_POINT = 4;
  private static final int SHOWN_MAX = 40;

  /** The columns of a key or an index. */
  private record Keyed(String name, List<Integer> columns) {}

  private final Table table;

  /** Those whose values can be too long. */
  private final List<Keyed> indexes = new ArrayList<>(0);

  /** The columns of primary and unique keys in which the database may take different texts for equal. */
  private final List<Integer> folding = new ArrayList<>(0);

  private final boolean mayBeTooWide;

  RowLimits(Table table) {
    this.table = table;
    add(table.keyName(), table.key());
    addFolding(table.key());
    for (UniqueKey key : table.uniqueKeys()) {
      add(key.name(), key.columns());
      addFolding(key.columns());
    }
    for (ForeignKey key : table.foreignKeys()) {
      if (key.enforced()) {
        add(key.name(), key.columns());
      }
    }
    for (Index index : table.indexes()) {
      add(index.name(), index.columns().stream().map(SortColumn::column).toList());
    }
    int bytes = headerBytes();
    for (int column = 0; column < table.columns().size(); column++) {
      bytes += inRow(table.type(column), bytesMax(table.type(column)));
    }
    this.mayBeTooWide = bytes > ROW_BYTES_MAX;
  }

  private void add(String name, List<Integer> columns) {
    long bytes = 0;
    for (int column : columns) {
      bytes += bytesMax(table.type(column)) + BYTES_PER_FURTHER_COLUMN;
    }
    if (bytes - BYTES_PER_FURTHER_COLUMN > KEY_BYTES_MAX) {
      indexes.add(new Keyed(name, columns));
    }
  }

  private void addFolding(List<Integer> columns) {
    for (int column : columns) {
      if (table.type(column).isFolding() && !folding.contains(column)) {
        folding.add(column);
      }
    }
  }

  private int headerBytes() {
    return ROW_HEADER_BYTES + table.columns().size() / Byte.SIZE;
  }

  /** Those of the aggregates whose rows can exceed something, by the root's table; each with its owned tables behind it. */
  static Map<Table, List<RowLimits>> of(Model model) {
    var all = new IdentityHashMap<Table, List<RowLimits>>();
    for (Mapping<?, ?> mapping : model.mappings()) {
      Layout<?, ?> layout = ModelInternals.layout(model, mapping);
      var limits = new ArrayList<RowLimits>();
      limits.add(new RowLimits(layout.root()));
      layout.owned().forEach(table -> limits.add(new RowLimits(table)));
      if (!limits.stream().allMatch(RowLimits::isEmpty)) {
        all.put(layout.root(), List.copyOf(limits));
      }
    }
    return all;
  }

  /**
   * Checks the rows of an aggregate that is about to be written.
   *
   * @param limits those of the root's table, followed by those of the owned tables
   * @param known the rows that are stored: keys that are stored already are not checked; null if there are none
   * @throws InvalidValueException naming the table and the key
   */
  static void check(List<RowLimits> limits, AggregateRows rows, @Nullable AggregateRows known) {
    limits.get(0).check(rows.root(), known == null ? List.of() : rootOf(known));
    for (int i = 0; i < rows.owned().size(); i++) {
      RowLimits owned = limits.get(i + 1);
      if (!owned.isEmpty()) {
        List<@Nullable Object[]> stored =
            known == null ? List.of() : known.owned().get(i);
        for (@Nullable Object[] row : rows.owned().get(i)) {
          owned.check(row, stored);
        }
      }
    }
  }

  private static List<@Nullable Object[]> rootOf(AggregateRows rows) {
    var root = new ArrayList<@Nullable Object[]>(1);
    root.add(rows.root());
    return root;
  }

  private boolean isEmpty() {
    return indexes.isEmpty() && folding.isEmpty() && !mayBeTooWide;
  }

  private void check(@Nullable Object[] row, List<@Nullable Object[]> known) {
    for (Keyed index : indexes) {
      long bytes = -BYTES_PER_FURTHER_COLUMN;
      for (int column : index.columns()) {
        bytes += bytes(table.type(column), row[column]) + BYTES_PER_FURTHER_COLUMN;
      }
      if (bytes > KEY_BYTES_MAX && !isStored(index, row, known)) {
        throw FailureInternals.at(
            refusedKey(index.name(), bytes), table.name(), keyOf(row), index.name(), null);
      }
    }
    for (int column : folding) {
      checkFold(column, row, known);
    }
    if (mayBeTooWide) {
      checkWidth(row);
    }
  }

  private void checkFold(int column, @Nullable Object[] row, List<@Nullable Object[]> known) {
    if (row[column] instanceof String text
        && known.stream().noneMatch(other -> isSame(column, row, other))) {
      try {
        table.type(column).requireFoldKnown(text);
      } catch (InvalidValueException e) {
        throw FailureInternals.at(
            e, table.name(), keyOf(row), table.columns().get(column).name(), null);
      }
    }
  }

  /**
   * Checks one value that a set-based change gives a column.
   *
   * @throws InvalidValueException if no key that holds the column can hold the value
   */
  void checkValue(int column, @Nullable Object value) {
    long bytes = bytes(table.type(column), value);
    for (Keyed index : indexes) {
      if (index.columns().contains(column) && bytes > KEY_BYTES_MAX) {
        throw refusedKey(index.name(), bytes);
      }
    }
    if (value instanceof String text && folding.contains(column)) {
      table.type(column).requireFoldKnown(text);
    }
  }

  private static InvalidValueException refusedKey(String key, long bytes) {
    return FailureInternals.invalidValue("the values of a key have at most " + KEY_BYTES_MAX
        + " bytes together in UTF-8, those of " + key + " have " + bytes);
  }

  private void checkWidth(@Nullable Object[] row) {
    int bytes = headerBytes();
    for (int column = 0; column < row.length; column++) {
      StoredType type = table.type(column);
      bytes += inRow(type, bytes(type, row[column]));
    }
    if (bytes > ROW_BYTES_MAX) {
      throw FailureInternals.at(
          FailureInternals.invalidValue("a row has at most " + ROW_BYTES_MAX
              + " bytes, of which each longer value takes " + BYTES_LEFT_IN_THE_ROW
              + "; this one needs " + bytes + ". Move columns to a table of their own"),
          table.name(),
          keyOf(row),
          "(all)",
          null);
    }
  }

  private boolean isStored(Keyed index, @Nullable Object[] row, List<@Nullable Object[]> known) {
    return known.stream()
        .anyMatch(other -> index.columns().stream().allMatch(column -> isSame(column, row, other)));
  }

  private boolean isSame(int column, @Nullable Object[] row, @Nullable Object[] other) {
    Object mine = row[column];
    Object theirs = other[column];
    if (mine == null || theirs == null) {
      return mine == null && theirs == null;
    }
    return table.type(column).same(mine, theirs);
  }

  /** Shortened: a key that is too long does not belong into a message whole. */
  private String keyOf(@Nullable Object[] row) {
    var text = new StringBuilder();
    for (int column : table.key()) {
      text.append(text.length() == 0 ? "" : ", ").append(row[column]);
    }
    if (text.codePointCount(0, text.length()) <= SHOWN_MAX) {
      return text.toString();
    }
    return text.substring(0, text.offsetByCodePoints(0, SHOWN_MAX)) + "...";
  }

  private static int inRow(StoredType type, long bytes) {
    return switch (type.kind()) {
      case TEXT, ENUM, BYTES, DOCUMENT, LONG_TEXT, LONG_BYTES ->
        (int) Math.min(bytes + 1, BYTES_LEFT_IN_THE_ROW);
      default -> (int) bytes;
    };
  }

  private static long bytesMax(StoredType type) {
    return switch (type.kind()) {
      case TEXT, ENUM -> (long) type.length() * BYTES_PER_CODE_POINT;
      case BYTES -> type.length();
      case DOCUMENT, LONG_TEXT, LONG_BYTES -> Integer.MAX_VALUE;
      case DECIMAL -> decimalBytes(type.length());
      case UUID -> 16;
      default -> Long.BYTES;
    };
  }

  private static long bytes(StoredType type, @Nullable Object value) {
    if (value == null) {
      return 0;
    }
    return switch (type.kind()) {
      case TEXT, ENUM, DOCUMENT, LONG_TEXT -> utf8Bytes((String) value);
      case BYTES, LONG_BYTES -> ((byte[]) value).length;
      case DECIMAL -> decimalBytes(((BigDecimal) value).precision());
      default -> bytesMax(type);
    };
  }

  /** Two bytes for four digits. */
  private static int decimalBytes(int digits) {
    return 8 + digits / 2;
  }

  private static long utf8Bytes(String text) {
    long bytes = 0;
    for (int i = 0; i < text.length(); i++) {
      char unit = text.charAt(i);
      // A pair of surrogates is one code point of four bytes.
      bytes += unit < 0x80 ? 1 : (unit < 0x800 || Character.isSurrogate(unit)) ? 2 : 3;
    }
    return bytes;
  }
}
