package org.bilayer.mybatis.internal.dialect;

import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.bilayer.value.StoredType;
import org.bilayer.value.StoredType.Kind;
import org.jspecify.annotations.Nullable;

/** How values are bound and read that MariaDB or its driver takes in its own way. */
final class MariaDbHandlers {

  private MariaDbHandlers() {}

  private static final Duration DAY = Duration.ofDays(1);

  static final ColumnHandler BOOLEAN = ColumnHandler.zeroOrOne();

  static final ColumnHandler DATE = ColumnHandler.of(
      Kind.LOCAL_DATE, Types.DATE, (s, i, value) -> s.setObject(i, value), (rows, column) -> {
        LocalDate value = rows.getObject(column, LocalDate.class);
        if (value == null) {
          refuseZeroDate(rows, column);
        }
        return ColumnHandler.inRange(value);
      });

  static final ColumnHandler DATE_TIME = ColumnHandler.of(
      Kind.LOCAL_DATE_TIME,
      Types.TIMESTAMP,
      (s, i, value) -> s.setObject(i, value),
      MariaDbHandlers::dateTime);

  /** A column of times holds up to 838 hours, which the driver would take modulo a day. */
  static final ColumnHandler TIME_OF_DAY = ColumnHandler.of(
      Kind.LOCAL_TIME, Types.TIME, (s, i, value) -> s.setObject(i, value), (rows, column) -> {
        Duration value = rows.getObject(column, Duration.class);
        if (value == null) {
          return null;
        }
        if (value.isNegative() || value.compareTo(DAY) >= 0) {
          throw new UnreadableValueException("a time of day must be from 00:00 to 24:00", null);
        }
        return LocalTime.ofNanoOfDay(value.toNanos());
      });

  /** The handler for a type that has a rule for the zero date. */
  static ColumnHandler withZeroDate(ColumnHandler dates, StoredType type) {
    Object first = type.zeroDate();
    if (type.isZeroDateAbsent()) {
      return dates.absentAs(MariaDbDialect.ZERO_DATE_TEXT);
    }
    return first == null
        ? dates
        : ColumnHandler.of(
            type.kind(),
            Types.DATE,
            (s, i, value) -> {
              if (value.equals(first)) {
                s.setString(i, MariaDbDialect.ZERO_DATE_TEXT);
              } else {
                dates.bind(s, i, value);
              }
            },
            (rows, column) -> {
              if (isZeroDate(rows.getString(column))) {
                return first;
              }
              Object value = dates.getResult(rows, column);
              if (first.equals(value)) {
                throw new UnreadableValueException(
                    "the first date must be stored as the zero date", null);
              }
              return value;
            });
  }

  private static boolean isZeroDate(@Nullable String text) {
    return text != null && text.startsWith(MariaDbDialect.ZERO_DATE_TEXT);
  }

  private static @Nullable LocalDateTime dateTime(ResultSet rows, int column) throws SQLException {
    LocalDateTime value = rows.getObject(column, LocalDateTime.class);
    if (value == null) {
      refuseZeroDate(rows, column);
    }
    return ColumnHandler.inRange(value);
  }

  /** The driver gives null for the zero date, which is no absent value. */
  private static void refuseZeroDate(ResultSet rows, int column) throws SQLException {
    if (rows.getString(column) != null) {
      throw new UnreadableValueException("a date must not be zero", null);
    }
  }

  /** As date and time in UTC: no column type knows offsets. */
  static final ColumnHandler INSTANT_IN_UTC = ColumnHandler.of(
      Kind.INSTANT,
      Types.TIMESTAMP,
      (s, i, value) -> s.setObject(i, LocalDateTime.ofInstant((Instant) value, ZoneOffset.UTC)),
      (rows, column) -> {
        LocalDateTime value = dateTime(rows, column);
        return value == null ? null : value.toInstant(ZoneOffset.UTC);
      });

  /** As its 16 bytes, most significant first. */
  static final ColumnHandler UUID_AS_BYTES = ColumnHandler.of(
      Kind.UUID,
      Types.BINARY,
      (s, i, value) -> s.setBytes(i, bytes((UUID) value)),
      (rows, column) -> {
        byte[] bytes = rows.getBytes(column);
        if (bytes == null) {
          return null;
        }
        if (bytes.length != Long.BYTES * 2) {
          throw new UnreadableValueException("a UUID must have 16 bytes", null);
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new UUID(buffer.getLong(), buffer.getLong());
      });

  static byte[] bytes(UUID uuid) {
    return ByteBuffer.allocate(Long.BYTES * 2)
        .putLong(uuid.getMostSignificantBits())
        .putLong(uuid.getLeastSignificantBits())
        .array();
  }
}
