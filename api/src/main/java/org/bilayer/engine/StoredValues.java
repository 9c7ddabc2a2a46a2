package org.bilayer.engine;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.UUID;
import org.bilayer.spi.StoredType;
import org.jspecify.annotations.Nullable;

/** Stored values as bytes, for cursors: one byte says whether there is a value, the type says how it goes on. */
final class StoredValues {

  private StoredValues() {}

  static void write(DataOutput out, StoredType type, @Nullable Object value) throws IOException {
    out.writeBoolean(value != null);
    if (value == null) {
      return;
    }
    switch (type.kind()) {
      case TEXT, ENUM, DOCUMENT ->
        writeBytes(out, ((String) value).getBytes(StandardCharsets.UTF_8));
      case DECIMAL -> writeBytes(out, ((BigDecimal) value).unscaledValue().toByteArray());
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
      case BYTES -> writeBytes(out, (byte[]) value);
    }
  }

  static @Nullable Object read(DataInput in, StoredType type) throws IOException {
    if (!in.readBoolean()) {
      return null;
    }
    return switch (type.kind()) {
      case TEXT, ENUM, DOCUMENT -> new String(readBytes(in), StandardCharsets.UTF_8);
      case DECIMAL -> new BigDecimal(new BigInteger(readBytes(in)), type.scale());
      case INT16 -> in.readShort();
      case INT32 -> in.readInt();
      case INT64 -> in.readLong();
      case BOOLEAN -> in.readBoolean();
      case DOUBLE -> in.readDouble();
      case INSTANT -> Instant.ofEpochSecond(in.readLong(), in.readInt());
      case LOCAL_DATE_TIME ->
        LocalDateTime.of(LocalDate.ofEpochDay(in.readLong()), LocalTime.ofNanoOfDay(in.readLong()));
      case LOCAL_DATE -> LocalDate.ofEpochDay(in.readLong());
      case LOCAL_TIME -> LocalTime.ofNanoOfDay(in.readLong());
      case UUID -> new UUID(in.readLong(), in.readLong());
      case BYTES -> readBytes(in);
    };
  }

  private static void writeBytes(DataOutput out, byte[] bytes) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static byte[] readBytes(DataInput in) throws IOException {
    byte[] bytes = new byte[in.readInt()];
    in.readFully(bytes);
    return bytes;
  }
}
