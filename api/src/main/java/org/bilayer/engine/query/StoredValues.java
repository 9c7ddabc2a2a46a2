package org.bilayer.engine.query;

import java.io.DataOutput;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.UUID;
import org.bilayer.failure.InvalidValueException;
import org.bilayer.value.StoredType;
import org.jspecify.annotations.Nullable;

/** Stored values as bytes, for cursors: one byte says whether there is a value, the type says how it goes on. */
final class StoredValues {

  /** More than any decimal of a table needs: two thousand digits. */
  private static final int INTEGER_BYTES_MAX = 832;

  private static final StoredType ANY_TEXT = StoredType.textOfAnyLength();

  private StoredValues() {}

  static void write(DataOutput out, StoredType type, @Nullable Object value) throws IOException {
    out.writeBoolean(value != null);
    if (value == null) {
      return;
    }
    switch (type.kind()) {
      case TEXT, ENUM, DOCUMENT, LONG_TEXT ->
        writeBytes(out, ((String) value).getBytes(StandardCharsets.UTF_8));
      case DECIMAL ->
        writeBytes(
            out, ((BigDecimal) value).setScale(type.scale()).unscaledValue().toByteArray());
      case INT16 -> out.writeShort((Short) value);
      case INT32 -> out.writeInt((Integer) value);
      case INT64 -> out.writeLong((Long) value);
      case BOOLEAN -> out.writeBoolean((Boolean) value);
      case DOUBLE -> out.writeDouble((Double) value);
      case INSTANT -> {
        Instant instant = (Instant) value;
        out.writeLong(instant.getEpochSecond());
        out.writeInt(instant.getNano());
      }
      case LOCAL_DATE_TIME -> {
        out.writeLong(((LocalDateTime) value).toLocalDate().toEpochDay());
        out.writeLong(((LocalDateTime) value).toLocalTime().toNanoOfDay());
      }
      case LOCAL_DATE -> out.writeLong(((LocalDate) value).toEpochDay());
      case LOCAL_TIME -> out.writeLong(((LocalTime) value).toNanoOfDay());
      case UUID -> {
        out.writeLong(((UUID) value).getMostSignificantBits());
        out.writeLong(((UUID) value).getLeastSignificantBits());
      }
      case BYTES, LONG_BYTES -> writeBytes(out, (byte[]) value);
    }
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @param in what is left of the token; a length that the token claims is never more than that
   * @throws IOException if the bytes are not those of a value of the type
   */
  static @Nullable Object read(ByteBuffer in, StoredType type) throws IOException {
    try {
      if (!readBoolean(in)) {
        return null;
      }
      Object value = readPresent(in, type);
      requireUsable(type, value);
      return value;
    } catch (BufferUnderflowException
        | ArithmeticException
        | DateTimeException
        | InvalidValueException e) {
      throw new IOException("not a value of " + type, e);
    }
  }

  private static Object readPresent(ByteBuffer in, StoredType type) throws IOException {
    return switch (type.kind()) {
      case TEXT, ENUM, DOCUMENT, LONG_TEXT ->
        // Unlike a String's constructor, a new decoder refuses what is not UTF-8.
        StandardCharsets.UTF_8
            .newDecoder()
            .decode(ByteBuffer.wrap(readBytes(in)))
            .toString();
      case DECIMAL -> type.scaled(new BigDecimal(readInteger(in), type.scale()));
      case INT16 -> in.getShort();
      case INT32 -> in.getInt();
      case INT64 -> in.getLong();
      case BOOLEAN -> readBoolean(in);
      case DOUBLE -> in.getDouble();
      case INSTANT -> Instant.ofEpochSecond(in.getLong(), in.getInt());
      case LOCAL_DATE_TIME ->
        LocalDateTime.of(LocalDate.ofEpochDay(in.getLong()), LocalTime.ofNanoOfDay(in.getLong()));
      case LOCAL_DATE -> LocalDate.ofEpochDay(in.getLong());
      case LOCAL_TIME -> LocalTime.ofNanoOfDay(in.getLong());
      case UUID -> new UUID(in.getLong(), in.getLong());
      case BYTES, LONG_BYTES -> readBytes(in);
    };
  }

  /*
   * A database would refuse to compare with these, in words of its own. Lengths are not looked at: a table may hold longer
   * values than its model allows, and a cursor may stand at one.
   */
  private static void requireUsable(StoredType type, Object value) {
    switch (type.kind()) {
      case TEXT, ENUM, DOCUMENT, LONG_TEXT -> ANY_TEXT.normalise(value);
      case DOUBLE, INSTANT, LOCAL_DATE_TIME, LOCAL_DATE, LOCAL_TIME -> type.normalise(value);
      default -> {}
    }
  }

  private static void writeBytes(DataOutput out, byte[] bytes) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static byte[] readBytes(ByteBuffer in) throws IOException {
    int length = in.getInt();
    if (length < 0 || length > in.remaining()) {
      throw new IOException(
          "a length of " + length + " where " + in.remaining() + " bytes are left");
    }
    byte[] bytes = new byte[length];
    in.get(bytes);
    return bytes;
  }

  /**
   * Reads what {@link DataOutput#writeBoolean} wrote.
   *
   * @throws IOException if it is another byte
   */
  static boolean readBoolean(ByteBuffer in) throws IOException {
    byte value = in.get();
    if (value != 0 && value != 1) {
      throw new IOException("not a truth value: " + value);
    }
    return value == 1;
  }

  private static BigInteger readInteger(ByteBuffer in) throws IOException {
    byte[] bytes = readBytes(in);
    if (bytes.length == 0 || bytes.length > INTEGER_BYTES_MAX) {
      throw new IOException("an integer of " + bytes.length + " bytes");
    }
    return new BigInteger(bytes);
  }
}
