package org.bilayer.mybatis.internal.statement;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Objects;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.CipherInputStream;
import javax.crypto.CipherOutputStream;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bilayer.store.UnreadableValue;
import org.jspecify.annotations.Nullable;

/**
 * A queue of rows in bounded memory. First all rows are added, then all rows are read in the same order. Must be
 * closed. One thread at a time.
 */
public final class RowSpool implements AutoCloseable {

  /*
   * A megabyte stays in the heap. Further rows go to an encrypted temporary file. Only this process can read the
   * file, because the key is random and never stored. AES in counter mode costs a few nanoseconds per byte, if the
   * processor has AES instructions.
   */
  private static final int HEAP_BYTES_MAX = 1 << 20;

  private static final int BUFFER_BYTES = 1 << 16;
  private static final int AES_BYTES = 16;

  private final Path folder;
  private @Nullable ByteArrayOutputStream heap = new ByteArrayOutputStream();
  private DataOutputStream out = new DataOutputStream(heap);
  private @Nullable Path file;
  private final byte[] secret = new byte[2 * AES_BYTES];
  private @Nullable DataInputStream in;

  /**
   * Creates an empty spool.
   *
   * @param folder the folder for a temporary file
   */
  public RowSpool(Path folder) {
    this.folder = folder;
  }

  /** Adds a row. */
  public void add(@Nullable Object[] row) throws IOException {
    out.writeInt(row.length);
    for (Object value : row) {
      write(value);
    }
    ByteArrayOutputStream kept = heap;
    if (kept != null && kept.size() > HEAP_BYTES_MAX) {
      Path made = Files.createTempFile(folder, "bilayer-stream", ".rows");
      file = made;
      new SecureRandom().nextBytes(secret);
      OutputStream plain = new CipherOutputStream(
          Files.newOutputStream(made, StandardOpenOption.WRITE), cipher(Cipher.ENCRYPT_MODE));
      out = new DataOutputStream(new BufferedOutputStream(plain, BUFFER_BYTES));
      kept.writeTo(out);
      heap = null;
    }
  }

  /** The next row, or null after the last. After the first call no row can be added. */
  @Nullable
  public Object @Nullable [] next() throws IOException {
    DataInputStream rows = in == null ? begin() : in;
    in = rows;
    int columns;
    try {
      columns = rows.readInt();
    } catch (EOFException e) {
      return null;
    }
    var row = new @Nullable Object[columns];
    for (int i = 0; i < columns; i++) {
      row[i] = read(rows);
    }
    return row;
  }

  private DataInputStream begin() throws IOException {
    out.close();
    ByteArrayOutputStream kept = heap;
    InputStream plain = kept != null
        ? new ByteArrayInputStream(kept.toByteArray())
        : new BufferedInputStream(
            new CipherInputStream(
                Files.newInputStream(Objects.requireNonNull(file)), cipher(Cipher.DECRYPT_MODE)),
            BUFFER_BYTES);
    heap = null;
    return new DataInputStream(plain);
  }

  private Cipher cipher(int mode) {
    try {
      Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
      cipher.init(
          mode,
          new SecretKeySpec(secret, 0, AES_BYTES, "AES"),
          new IvParameterSpec(secret, AES_BYTES, AES_BYTES));
      return cipher;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has AES in counter mode", e);
    }
  }

  private void write(@Nullable Object value) throws IOException {
    if (value == null) {
      out.writeByte(0);
    } else if (value instanceof String text) {
      tag('s');
      bytes(text.getBytes(StandardCharsets.UTF_8));
    } else if (value instanceof BigDecimal number) {
      tag('n');
      out.writeInt(number.scale());
      bytes(number.unscaledValue().toByteArray());
    } else if (value instanceof Short number) {
      tag('h');
      out.writeShort(number);
    } else if (value instanceof Integer number) {
      tag('i');
      out.writeInt(number);
    } else if (value instanceof Long number) {
      tag('l');
      out.writeLong(number);
    } else if (value instanceof Boolean truth) {
      tag('b');
      out.writeBoolean(truth);
    } else if (value instanceof Double number) {
      tag('d');
      out.writeDouble(number);
    } else if (value instanceof Instant instant) {
      tag('t');
      out.writeLong(instant.getEpochSecond());
      out.writeInt(instant.getNano());
    } else if (value instanceof LocalDateTime time) {
      tag('T');
      out.writeLong(time.toLocalDate().toEpochDay());
      out.writeLong(time.toLocalTime().toNanoOfDay());
    } else if (value instanceof LocalDate date) {
      tag('D');
      out.writeLong(date.toEpochDay());
    } else if (value instanceof LocalTime time) {
      tag('c');
      out.writeLong(time.toNanoOfDay());
    } else if (value instanceof UUID uuid) {
      tag('u');
      out.writeLong(uuid.getMostSignificantBits());
      out.writeLong(uuid.getLeastSignificantBits());
    } else if (value instanceof byte[] some) {
      tag('x');
      bytes(some);
    } else if (value instanceof UnreadableValue mark) {
      tag('!');
      bytes(mark.rule().getBytes(StandardCharsets.UTF_8));
    } else {
      throw new AssertionError(
          "a stored value of a class that is missing here: " + value.getClass());
    }
  }

  private void tag(char tag) throws IOException {
    out.writeByte(tag);
  }

  private void bytes(byte[] bytes) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static @Nullable Object read(DataInputStream in) throws IOException {
    byte tag = in.readByte();
    return switch (tag) {
      case 0 -> null;
      case 's' -> new String(readBytes(in), StandardCharsets.UTF_8);
      case 'n' -> {
        int scale = in.readInt();
        yield new BigDecimal(new BigInteger(readBytes(in)), scale);
      }
      case 'h' -> in.readShort();
      case 'i' -> in.readInt();
      case 'l' -> in.readLong();
      case 'b' -> in.readBoolean();
      case 'd' -> in.readDouble();
      case 't' -> Instant.ofEpochSecond(in.readLong(), in.readInt());
      case 'T' ->
        LocalDateTime.of(LocalDate.ofEpochDay(in.readLong()), LocalTime.ofNanoOfDay(in.readLong()));
      case 'D' -> LocalDate.ofEpochDay(in.readLong());
      case 'c' -> LocalTime.ofNanoOfDay(in.readLong());
      case 'u' -> new UUID(in.readLong(), in.readLong());
      case 'x' -> readBytes(in);
      case '!' -> new UnreadableValue(new String(readBytes(in), StandardCharsets.UTF_8), null);
      default -> throw new AssertionError("a tag that is never written: " + tag);
    };
  }

  private static byte[] readBytes(DataInputStream in) throws IOException {
    var bytes = new byte[in.readInt()];
    in.readFully(bytes);
    return bytes;
  }

  /** Deletes the temporary file. */
  @Override
  public void close() throws IOException {
    heap = null;
    Path written = file;
    file = null;
    DataInputStream rows = in;
    try {
      out.close();
      if (rows != null) {
        rows.close();
      }
    } finally {
      if (written != null) {
        Files.deleteIfExists(written);
      }
    }
  }
}
