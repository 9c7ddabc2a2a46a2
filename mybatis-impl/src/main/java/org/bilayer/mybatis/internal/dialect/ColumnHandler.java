package org.bilayer.mybatis.internal.dialect;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.CallableStatement;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.UUID;
import org.apache.ibatis.type.JdbcType;
import org.apache.ibatis.type.TypeHandler;
import org.bilayer.failure.InvalidValueException;
import org.bilayer.store.Table;
import org.bilayer.value.StoredType;
import org.bilayer.value.StoredType.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Moves stored values of one type between rows and JDBC, by position only. A MyBatis type handler, so that the same
 * object can serve in an application's own result maps.
 *
 * <p>Immutable and thread-safe.
 */
public final class ColumnHandler implements TypeHandler<@Nullable Object> {

  /*
   * A row has columns of many types. Were each read by a function, all of them would be called from one place, which no
   * compiler can inline; written out by kind, a stream of rows of eight columns takes a tenth less. Functions are left for what
   * one database takes differently.
   *
   * Nothing goes through java.sql.Timestamp, Date or Time: those carry the zone of the JVM, which moves values that fall
   * into a gap of daylight saving time and misplaces dates before 1582. The java.time classes are passed as they are, an
   * instant always at offset zero.
   */

  /** Binds a value that is not null. */
  @FunctionalInterface
  public interface Setter {
    /** Binds the value at a position, counted from 1. */
    void set(PreparedStatement statement, int index, Object value) throws SQLException;
  }

  /** Reads a value. */
  @FunctionalInterface
  public interface Getter {
    /** Reads the value at a position, counted from 1. */
    @Nullable
    Object get(ResultSet rows, int column) throws SQLException;
  }

  private static final int YEAR_MIN = 1;
  private static final int YEAR_MAX = 9999;

  /** In place of a scale: superfluous zeros are taken away. */
  private static final int UNBOUNDED = -1;

  private static final StoredType ANY_DECIMAL = StoredType.unboundedDecimal();

  private static final StoredType DOCUMENT = StoredType.of(Kind.DOCUMENT);

  private final Kind kind;

  /** Digits behind the point, of decimals. */
  private final int scale;

  /** Of {@link Types}, for binding null. */
  private final int sqlType;

  private final @Nullable Setter setter;
  private final @Nullable Getter getter;

  /** Where the values lie that are read; null where that is no single column. */
  private final @Nullable Table table;

  private final int column;

  private final boolean marks;

  /** What the values that are read must fit into beyond their kind; null for no more. */
  private final @Nullable StoredType holder;

  /** The text that is stored for no value; null for NULL. */
  private final @Nullable String absent;

  private ColumnHandler(
      Kind kind, int scale, int sqlType, @Nullable Setter setter, @Nullable Getter getter) {
    this(kind, scale, sqlType, setter, getter, null, -1, false, null, null);
  }

  private ColumnHandler(
      Kind kind,
      int scale,
      int sqlType,
      @Nullable Setter setter,
      @Nullable Getter getter,
      @Nullable Table table,
      int column,
      boolean marks,
      @Nullable StoredType holder,
      @Nullable String absent) {
    this.holder = holder;
    this.absent = absent;
    this.table = table;
    this.column = column;
    this.marks = marks;
    this.kind = kind;
    this.scale = scale;
    this.sqlType = sqlType;
    this.setter = setter;
    this.getter = getter;
  }

  /** The same handler, for the values of one column, which failures name. */
  public ColumnHandler at(Table table, int column) {
    return new ColumnHandler(
        kind, scale, sqlType, setter, getter, table, column, marks, holder, absent);
  }

  /** The same handler, which stores a text for no value. */
  ColumnHandler absentAs(String text) {
    return new ColumnHandler(
        kind, scale, sqlType, setter, getter, table, column, marks, holder, text);
  }

  /** The same handler, for stored values of a type: a value that the type does not hold cannot be read. */
  public ColumnHandler holding(StoredType type) {
    boolean checked = type.isRanged()
        || type.isUnbounded()
        || type.isFixedLength()
        || !type.labels().isEmpty();
    return checked
        ? new ColumnHandler(
            kind, scale, sqlType, setter, getter, table, column, marks, type, absent)
        : this;
  }

  /** The same handler, for rows in which a value that cannot be read is marked; see {@code Select.marksUnreadable}. */
  public ColumnHandler marking() {
    return new ColumnHandler(
        kind, scale, sqlType, setter, getter, table, column, true, holder, absent);
  }

  /** Whether it is one of {@link #marking}. The reader of the row makes the mark. */
  public boolean marks() {
    return marks;
  }

  /** The table of {@link #at}, or null. */
  public @Nullable Table table() {
    return table;
  }

  /** The column of {@link #at}, or -1. */
  public int column() {
    return column;
  }

  /** What is stored where the values are read, as messages name it. */
  public String stored() {
    return table == null
        ? kind.name().toLowerCase(Locale.ROOT)
        : table.type(column).toString();
  }

  /** A handler for a type as most drivers take and give it. */
  static ColumnHandler standard(StoredType type) {
    return new ColumnHandler(
        type.kind(),
        type.isUnbounded() ? UNBOUNDED : type.scale(),
        sqlType(type.kind()),
        null,
        null);
  }

  /** A handler for sums, whose scale a database chooses: they are read with the one that the contract names. */
  static ColumnHandler decimal(int scale) {
    return new ColumnHandler(Kind.DECIMAL, scale, Types.NUMERIC, null, null);
  }

  /** A handler for sums of decimals without a precision. */
  static ColumnHandler unboundedDecimal() {
    return decimal(UNBOUNDED);
  }

  /** A handler for documents, which a database may return as another text of the same value. */
  static ColumnHandler document(Setter setter) {
    return new ColumnHandler(Kind.DOCUMENT, 0, Types.OTHER, setter, null);
  }

  /** A handler for what one database takes and gives in its own way. */
  static ColumnHandler of(Kind kind, int sqlType, Setter setter, Getter getter) {
    return new ColumnHandler(kind, 0, sqlType, setter, getter);
  }

  /**
   * A handler for truth values in databases that store them as numbers, or take any number for one: only 0 and 1 are truth values.
   */
  static ColumnHandler zeroOrOne() {
    return of(
        Kind.BOOLEAN,
        Types.BOOLEAN,
        (s, i, value) -> s.setBoolean(i, (Boolean) value),
        (rows, column) -> {
          int value = rows.getInt(column);
          if (value != 0 && value != 1) {
            throw new UnreadableValueException("a truth value must be 0 or 1", null);
          }
          return value == 0 && rows.wasNull() ? null : (Object) (value == 1);
        });
  }

  /** A handler for arrays of values, which are bound and never read. */
  static ColumnHandler array(Setter setter) {
    return of(Kind.BYTES, Types.ARRAY, setter, (rows, column) -> {
      throw new UnsupportedOperationException("Arrays are bound, never read.");
    });
  }

  private static int sqlType(Kind kind) {
    return switch (kind) {
      case TEXT, ENUM, LONG_TEXT -> Types.VARCHAR;
      case DECIMAL -> Types.NUMERIC;
      case INT16 -> Types.SMALLINT;
      case INT32 -> Types.INTEGER;
      case INT64 -> Types.BIGINT;
      case BOOLEAN -> Types.BOOLEAN;
      case DOUBLE -> Types.DOUBLE;
      case INSTANT -> Types.TIMESTAMP_WITH_TIMEZONE;
      case LOCAL_DATE_TIME -> Types.TIMESTAMP;
      case LOCAL_DATE -> Types.DATE;
      case LOCAL_TIME -> Types.TIME;
      case BYTES, LONG_BYTES -> Types.VARBINARY;
      case UUID, DOCUMENT -> Types.OTHER;
    };
  }

  @Override
  public void setParameter(
      PreparedStatement statement, int index, @Nullable Object value, @Nullable JdbcType jdbcType)
      throws SQLException {
    bind(statement, index, value);
  }

  /** Binds a value or null. */
  public void bind(PreparedStatement statement, int index, @Nullable Object value)
      throws SQLException {
    if (value == null && absent != null) {
      statement.setString(index, absent);
    } else if (value == null) {
      statement.setNull(index, sqlType);
    } else if (setter != null) {
      setter.set(statement, index, value);
    } else {
      bindAsStored(statement, index, value);
    }
  }

  private void bindAsStored(PreparedStatement statement, int index, Object value)
      throws SQLException {
    switch (kind) {
      case TEXT, ENUM, DOCUMENT, LONG_TEXT -> statement.setString(index, (String) value);
      case DECIMAL -> statement.setBigDecimal(index, (BigDecimal) value);
      case INT16 -> statement.setShort(index, (Short) value);
      case INT32 -> statement.setInt(index, (Integer) value);
      case INT64 -> statement.setLong(index, (Long) value);
      case BOOLEAN -> statement.setBoolean(index, (Boolean) value);
      case DOUBLE -> statement.setDouble(index, (Double) value);
      case INSTANT -> statement.setObject(index, ((Instant) value).atOffset(ZoneOffset.UTC));
      case LOCAL_DATE_TIME, LOCAL_DATE, LOCAL_TIME, UUID -> statement.setObject(index, value);
      case BYTES, LONG_BYTES -> statement.setBytes(index, (byte[]) value);
    }
  }

  @Override
  public @Nullable Object getResult(ResultSet rows, int column) throws SQLException {
    Object value = getter != null ? getter.get(rows, column) : readAsStored(rows, column);
    return holder == null || value == null ? value : held(holder, value);
  }

  private static Object held(StoredType holder, Object value) {
    try {
      return holder.isFixedLength() && value instanceof String text
          ? withoutPadding(text)
          : holder.normalise(value);
    } catch (InvalidValueException e) {
      throw new UnreadableValueException(e.rule(), e);
    }
  }

  private static String withoutPadding(String text) {
    int end = text.length();
    while (end > 0 && text.charAt(end - 1) == ' ') {
      end--;
    }
    return text.substring(0, end);
  }

  /* In two, because the JVM does not inline what is longer. */
  private @Nullable Object readAsStored(ResultSet rows, int column) throws SQLException {
    return switch (kind) {
      case INT16 -> {
        short value = rows.getShort(column);
        yield value == 0 && rows.wasNull() ? null : (Object) value;
      }
      case INT32 -> {
        int value = rows.getInt(column);
        yield value == 0 && rows.wasNull() ? null : (Object) value;
      }
      case INT64 -> {
        long value = rows.getLong(column);
        yield value == 0 && rows.wasNull() ? null : (Object) value;
      }
      case BOOLEAN -> {
        boolean value = rows.getBoolean(column);
        yield !value && rows.wasNull() ? null : (Object) value;
      }
      case DOUBLE -> {
        double value = rows.getDouble(column);
        yield value == 0 && rows.wasNull() ? null : (Object) finite(value);
      }
      default -> readObject(rows, column);
    };
  }

  private @Nullable Object readObject(ResultSet rows, int column) throws SQLException {
    return switch (kind) {
      case TEXT, ENUM, LONG_TEXT -> rows.getString(column);
      case DECIMAL -> scaled(rows.getBigDecimal(column));
      case INSTANT -> instant(rows.getObject(column, OffsetDateTime.class));
      case LOCAL_DATE_TIME -> inRange(rows.getObject(column, LocalDateTime.class));
      case LOCAL_DATE -> inRange(rows.getObject(column, LocalDate.class));
      case LOCAL_TIME -> timeOfDay(rows.getObject(column, LocalTime.class));
      case UUID -> rows.getObject(column, UUID.class);
      case BYTES, LONG_BYTES -> rows.getBytes(column);
      case DOCUMENT -> document(rows.getString(column));
      default -> throw new AssertionError("a kind is missing here: " + kind);
    };
  }

  private @Nullable BigDecimal scaled(@Nullable BigDecimal value) {
    if (value == null || value.scale() == scale) {
      return value;
    }
    return scale == UNBOUNDED
        ? ANY_DECIMAL.scaled(value)
        : value.setScale(scale, RoundingMode.UNNECESSARY);
  }

  private static double finite(double value) {
    if (!Double.isFinite(value)) {
      throw new UnreadableValueException("a double must be finite", null);
    }
    return value;
  }

  private static @Nullable Instant instant(@Nullable OffsetDateTime value) {
    if (value == null) {
      return null;
    }
    // Databases store more years, and drivers give the first and the last moment for infinity.
    requireYear(value.withOffsetSameInstant(ZoneOffset.UTC).getYear());
    return value.toInstant();
  }

  static @Nullable LocalDateTime inRange(@Nullable LocalDateTime value) {
    if (value != null) {
      requireYear(value.getYear());
    }
    return value;
  }

  static @Nullable LocalDate inRange(@Nullable LocalDate value) {
    if (value != null) {
      requireYear(value.getYear());
    }
    return value;
  }

  private static void requireYear(int year) {
    if (year < YEAR_MIN || year > YEAR_MAX) {
      throw new UnreadableValueException(
          "the year must be from " + YEAR_MIN + " to " + YEAR_MAX, null);
    }
  }

  /** PostgreSQL knows an end of the day, which its driver takes for the last nanosecond. */
  private static @Nullable LocalTime timeOfDay(@Nullable LocalTime value) {
    if (LocalTime.MAX.equals(value)) {
      throw new UnreadableValueException("24:00 is not a time of day", null);
    }
    return value;
  }

  private static @Nullable Object document(@Nullable String text) {
    try {
      return text == null ? null : DOCUMENT.normalise(text);
    } catch (InvalidValueException e) {
      throw new UnreadableValueException(e.rule(), e);
    }
  }

  @Override
  public @Nullable Object getResult(ResultSet rows, String column) throws SQLException {
    return getResult(rows, rows.findColumn(column));
  }

  @Override
  public @Nullable Object getResult(CallableStatement statement, int column) {
    throw new UnsupportedOperationException("No stored procedures are called.");
  }
}
