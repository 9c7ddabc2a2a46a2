package org.bilayer.mybatis.internal.dialect;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.bilayer.spi.StoredType;
import org.bilayer.spi.StoredType.Kind;

/** The handlers that several databases share. */
final class ColumnHandlers {

  /*
   * No handler goes through java.sql.Timestamp, Date or Time: those carry the zone of the JVM, which moves values that
   * fall into a gap of daylight saving time and misplaces dates before 1582. The java.time classes are passed as they
   * are, an instant always at offset zero.
   */
  private ColumnHandlers() {}

  /** For kinds that every driver takes in the same way. */
  static ColumnHandler standard(StoredType type) {
    return switch (type.kind()) {
      case TEXT, ENUM -> TEXT;
      case DECIMAL -> decimal(type.scale());
      case INT16 -> INT16;
      case INT32 -> INT32;
      case INT64 -> INT64;
      case BOOLEAN -> BOOLEAN;
      case DOUBLE -> DOUBLE;
      case INSTANT -> INSTANT_WITH_OFFSET;
      case LOCAL_DATE_TIME -> LOCAL_DATE_TIME;
      case LOCAL_DATE -> LOCAL_DATE;
      case LOCAL_TIME -> LOCAL_TIME;
      case UUID -> NATIVE_UUID;
      case BYTES -> BYTES;
      case DOCUMENT -> document(TEXT);
    };
  }

  static final ColumnHandler TEXT = new ColumnHandler(
      Types.VARCHAR, (s, i, value) -> s.setString(i, (String) value), ResultSet::getString);

  static final ColumnHandler INT16 = new ColumnHandler(
      Types.SMALLINT, (s, i, value) -> s.setShort(i, (Short) value), (rows, column) -> {
        short value = rows.getShort(column);
        return (value == 0 && rows.wasNull()) ? null : value;
      });

  static final ColumnHandler INT32 = new ColumnHandler(
      Types.INTEGER, (s, i, value) -> s.setInt(i, (Integer) value), (rows, column) -> {
        int value = rows.getInt(column);
        return (value == 0 && rows.wasNull()) ? null : value;
      });

  static final ColumnHandler INT64 = new ColumnHandler(
      Types.BIGINT, (s, i, value) -> s.setLong(i, (Long) value), (rows, column) -> {
        long value = rows.getLong(column);
        return (value == 0 && rows.wasNull()) ? null : value;
      });

  static final ColumnHandler BOOLEAN = new ColumnHandler(
      Types.BOOLEAN, (s, i, value) -> s.setBoolean(i, (Boolean) value), (rows, column) -> {
        boolean value = rows.getBoolean(column);
        return (!value && rows.wasNull()) ? null : value;
      });

  static final ColumnHandler DOUBLE = new ColumnHandler(
      Types.DOUBLE, (s, i, value) -> s.setDouble(i, (Double) value), (rows, column) -> {
        double value = rows.getDouble(column);
        return (value == 0 && rows.wasNull()) ? null : value;
      });

  static final ColumnHandler LOCAL_DATE_TIME = new ColumnHandler(
      Types.TIMESTAMP,
      (s, i, value) -> s.setObject(i, value),
      (rows, column) -> rows.getObject(column, LocalDateTime.class));

  static final ColumnHandler LOCAL_DATE = new ColumnHandler(
      Types.DATE,
      (s, i, value) -> s.setObject(i, value),
      (rows, column) -> rows.getObject(column, LocalDate.class));

  static final ColumnHandler LOCAL_TIME = new ColumnHandler(
      Types.TIME,
      (s, i, value) -> s.setObject(i, value),
      (rows, column) -> rows.getObject(column, LocalTime.class));

  /** An instant in a column that knows offsets. */
  static final ColumnHandler INSTANT_WITH_OFFSET = new ColumnHandler(
      Types.TIMESTAMP_WITH_TIMEZONE,
      (s, i, value) -> s.setObject(i, ((Instant) value).atOffset(ZoneOffset.UTC)),
      (rows, column) -> {
        OffsetDateTime value = rows.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
      });

  /** An instant in a column without zone, as its date and time in UTC. */
  static final ColumnHandler INSTANT_IN_UTC = new ColumnHandler(
      Types.TIMESTAMP,
      (s, i, value) -> s.setObject(i, LocalDateTime.ofInstant((Instant) value, ZoneOffset.UTC)),
      (rows, column) -> {
        LocalDateTime value = rows.getObject(column, LocalDateTime.class);
        return value == null ? null : value.toInstant(ZoneOffset.UTC);
      });

  static final ColumnHandler NATIVE_UUID = new ColumnHandler(
      Types.OTHER,
      (s, i, value) -> s.setObject(i, value),
      (rows, column) -> rows.getObject(column, UUID.class));

  /** A UUID as its 16 bytes, most significant first. */
  static final ColumnHandler UUID_AS_BYTES = new ColumnHandler(
      Types.BINARY, (s, i, value) -> s.setBytes(i, bytes((UUID) value)), (rows, column) -> {
        byte[] bytes = rows.getBytes(column);
        if (bytes == null) {
          return null;
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new UUID(buffer.getLong(), buffer.getLong());
      });

  /**
   * A document, which the database may return as another text of the same value.
   *
   * @param text how the database takes and gives it
   */
  static ColumnHandler document(ColumnHandler text) {
    return new ColumnHandler(Types.OTHER, text::bind, (rows, column) -> {
      Object value = text.getResult(rows, column);
      return value == null ? null : DOCUMENT_TYPE.normalise(value);
    });
  }

  private static final StoredType DOCUMENT_TYPE = StoredType.of(Kind.DOCUMENT);

  static final ColumnHandler BYTES = new ColumnHandler(
      Types.VARBINARY, (s, i, value) -> s.setBytes(i, (byte[]) value), ResultSet::getBytes);

  /** Sums, whose type a database chooses: read with the scale that the contract names. */
  static ColumnHandler decimal(int scale) {
    return new ColumnHandler(
        Types.NUMERIC, (s, i, value) -> s.setBigDecimal(i, (BigDecimal) value), (rows, column) -> {
          BigDecimal value = rows.getBigDecimal(column);
          return value == null || value.scale() == scale
              ? value
              : value.setScale(scale, RoundingMode.UNNECESSARY);
        });
  }

  static byte[] bytes(UUID uuid) {
    return ByteBuffer.allocate(Long.BYTES * 2)
        .putLong(uuid.getMostSignificantBits())
        .putLong(uuid.getLeastSignificantBits())
        .array();
  }

  /** What an aggregate over a column of this type reads as a sum. */
  static ColumnHandler sum(StoredType type) {
    return decimal(type.kind() == Kind.DECIMAL ? type.scale() : 0);
  }
}
