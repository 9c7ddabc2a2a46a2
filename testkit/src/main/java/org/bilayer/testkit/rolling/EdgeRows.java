package org.bilayer.testkit.rolling;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.bilayer.layout.Conversion;
import org.bilayer.store.ForeignKey;
import org.bilayer.store.StoredColumn;
import org.bilayer.store.Table;
import org.bilayer.testkit.verify.history.RowValues;
import org.bilayer.testkit.verify.mapping.MappingUnderTest;
import org.bilayer.value.StoredType;
import org.jspecify.annotations.Nullable;

/** Makes rows of one mapping that lie at the edges of what its columns hold. */
final class EdgeRows {

  /** What a row is about. */
  enum Edge {
    TYPICAL,
    NULLS,
    LONGEST
  }

  private static final int LONG_TEXT_MAX = 3_000;

  private final MappingUnderTest<?, ?> mapping;
  private final Map<String, List<SnapshotTable.Group>> groups;

  /**
   * Rows of a mapping.
   *
   * @param groups the groups of columns, by table
   */
  EdgeRows(MappingUnderTest<?, ?> mapping, Map<String, List<SnapshotTable.Group>> groups) {
    this.mapping = mapping;
    this.groups = groups;
  }

  /** How many rows show every constant and tag that a column of the mapping knows. */
  int choices() {
    int most = 1;
    for (int i = 0; i < mapping.root().columns().size(); i++) {
      most = Math.max(most, choices(mapping.root(), i).size());
    }
    for (Table table : mapping.owned()) {
      for (int i = 0; i < table.columns().size(); i++) {
        most = Math.max(most, choices(table, i).size());
      }
    }
    return most;
  }

  /**
   * A row of the root with what it owns.
   *
   * @param number makes keys and unique values; its constants go round
   * @param targets a stored key for each table that can be referred to
   */
  RowValues row(Edge edge, int number, Map<String, Object> targets) {
    return row(mapping.root(), edge, number, targets);
  }

  private RowValues row(Table table, Edge edge, int number, Map<String, Object> targets) {
    var values = new LinkedHashMap<String, @Nullable Object>();
    for (int i = 0; i < table.columns().size(); i++) {
      if (!mapping.isPlain(table, i)) {
        values.put(table.columns().get(i).name(), value(table, i, edge, number, targets));
      }
    }
    for (SnapshotTable.Group group : groups.getOrDefault(table.name(), List.of())) {
      boolean isPresent =
          group.tag().isEmpty() ? edge != Edge.NULLS : group.name().equals(values.get(group.tag()));
      for (String column : group.columns()) {
        if (!isPresent) {
          values.put(column, null);
        } else if (group.required().contains(column) && values.get(column) == null) {
          values.put(column, value(table, position(table, column), Edge.TYPICAL, number, targets));
        }
      }
    }
    var row = new RowValues(values, Map.of());
    for (Table child : mapping.ownedBy(table)) {
      row = row.withOwned(
          child.name(),
          edge == Edge.NULLS ? List.of() : List.of(row(child, edge, number, targets)));
    }
    return row;
  }

  private static int position(Table table, String name) {
    for (int i = 0; i < table.columns().size(); i++) {
      if (table.columns().get(i).name().equals(name)) {
        return i;
      }
    }
    throw new IllegalArgumentException(name);
  }

  private @Nullable Object value(
      Table table, int position, Edge edge, int number, Map<String, Object> targets) {
    StoredColumn column = table.columns().get(position);
    Optional<ForeignKey> reference = table.foreignKeys().stream()
        .filter(key -> key.columns().contains(position) && !table.owner().equals(Optional.of(key)))
        .findFirst();
    if (reference.isPresent()) {
      return edge == Edge.NULLS && column.nullable()
          ? null
          : targets.get(reference.get().target());
    }
    if (edge == Edge.NULLS && column.nullable()) {
      return null;
    }
    List<Object> choices = choices(table, position);
    if (!choices.isEmpty()) {
      return choices.get(number % choices.size());
    }
    boolean isDistinct = table.key().contains(position)
        || table.uniqueKeys().stream().anyMatch(key -> key.columns().contains(position));
    return column
        .type()
        .normalise(
            edge == Edge.LONGEST && !isDistinct
                ? longest(column.type(), number)
                : typical(column.type(), number));
  }

  private List<Object> choices(Table table, int position) {
    List<Object> all =
        mapping.layout().conversion(table, position).map(Conversion::choices).orElse(List.of());
    return all;
  }

  private static Object typical(StoredType type, int number) {
    return switch (type.kind()) {
      case TEXT, LONG_TEXT -> text(type, number);
      case ENUM ->
        type.labels().isEmpty()
            ? text(type, number)
            : type.labels().get(number % type.labels().size());
      case DOCUMENT -> "{\"number\":" + number + "}";
      case DECIMAL -> BigDecimal.valueOf(number % (type.length() - type.scale() > 1 ? 10 : 1));
      case INT16 -> (short) whole(type, number);
      case INT32 -> (int) whole(type, number);
      case INT64 -> whole(type, number);
      case BOOLEAN -> number % 2 == 0;
      case DOUBLE -> (double) number;
      case INSTANT -> Instant.EPOCH.plusSeconds(86_400L * (number + 1));
      case LOCAL_DATE_TIME -> LocalDateTime.of(2001, 1, 1, 0, 0).plusDays(number);
      case LOCAL_DATE -> LocalDate.of(2001, 1, 1).plusDays(number);
      case LOCAL_TIME -> LocalTime.of(number % 24, 30);
      case UUID -> new UUID(0x7000, 0x8000_0000_0000_0000L | number);
      case BYTES, LONG_BYTES -> bytes(type.isFixedLength() ? type.length() : 1, number);
    };
  }

  private static Object longest(StoredType type, int number) {
    return switch (type.kind()) {
      case TEXT, LONG_TEXT -> "x".repeat(Math.min(type.length(), LONG_TEXT_MAX));
      case DECIMAL ->
        type.isUnbounded()
            ? new BigDecimal("1e30")
            : type.isRanged()
                ? new BigDecimal(type.greatest())
                : BigDecimal.TEN
                    .pow(type.length())
                    .subtract(BigDecimal.ONE)
                    .scaleByPowerOfTen(-type.scale());
      case INT16 -> type.greatest().shortValueExact();
      case INT32 -> type.greatest().intValueExact();
      case INT64 -> type.greatest().longValueExact();
      case BYTES, LONG_BYTES -> bytes(Math.min(type.length(), LONG_TEXT_MAX), number);
      default -> typical(type, number);
    };
  }

  private static long whole(StoredType type, int number) {
    long least = type.least().longValue();
    long greatest = type.greatest().longValue();
    long start = Math.max(least, Math.min(1, greatest));
    return Math.min(greatest, start + number);
  }

  private static String text(StoredType type, int number) {
    String text = "v" + Integer.toString(number, 36);
    return text.length() <= type.length() ? text : text.substring(text.length() - type.length());
  }

  private static byte[] bytes(int length, int number) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < Math.min(4, length); i++) {
      bytes[length - 1 - i] = (byte) (number >>> (8 * i));
    }
    return bytes;
  }
}
