package org.bilayer.spi;

import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The stored values of a key's columns, none of them null, compared by value. Keys of one type are ordered
 * column by column by {@link StoredType#compare}; that order is the lock order of a flush.
 *
 * <p>Immutable; the values are shared with rows.
 */
public final class Key {

  private final Object[] values;
  private final int hash;

  private Key(Object[] values) {
    this.values = values;
    int hash = 1;
    for (Object value : values) {
      hash =
          31 * hash + (value instanceof byte[] bytes ? Arrays.hashCode(bytes) : value.hashCode());
    }
    this.hash = hash;
  }

  /** A key of these values. */
  public static Key of(Object... values) {
    return new Key(values.clone());
  }

  /**
   * The values of a row in some columns, as a key.
   *
   * @return null if one of them is null
   */
  public static @Nullable Key from(@Nullable Object[] row, List<Integer> columns) {
    var values = new Object[columns.size()];
    for (int i = 0; i < values.length; i++) {
      Object value = row[columns.get(i)];
      if (value == null) {
        return null;
      }
      values[i] = value;
    }
    return new Key(values);
  }

  /** How many columns the key has. */
  public int size() {
    return values.length;
  }

  /** The value of the i-th column. */
  public Object value(int i) {
    return values[i];
  }

  /** The key of the first {@code size} columns. */
  public Key prefix(int size) {
    return size == values.length ? this : new Key(Arrays.copyOf(values, size));
  }

  /**
   * Compares two keys of one table.
   *
   * @param types the types of the key's columns
   */
  public int compareTo(Key other, List<StoredType> types) {
    for (int i = 0; i < values.length; i++) {
      int sign = types.get(i).compare(values[i], other.values[i]);
      if (sign != 0) {
        return sign;
      }
    }
    return 0;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    if (this == other) {
      return true;
    }
    if (!(other instanceof Key key) || hash != key.hash || values.length != key.values.length) {
      return false;
    }
    for (int i = 0; i < values.length; i++) {
      Object mine = values[i];
      Object theirs = key.values[i];
      boolean same = mine instanceof byte[] bytes
          ? theirs instanceof byte[] others && Arrays.equals(bytes, others)
          : mine.equals(theirs);
      if (!same) {
        return false;
      }
    }
    return true;
  }

  @Override
  public int hashCode() {
    return hash;
  }

  /** The values as a message shows them: one alone, several in parentheses, bytes in hexadecimal. */
  @Override
  public String toString() {
    if (values.length == 1) {
      return text(values[0]);
    }
    var text = new StringBuilder("(");
    for (Object value : values) {
      text.append(text.length() == 1 ? "" : ", ").append(text(value));
    }
    return text.append(')').toString();
  }

  private static String text(Object value) {
    if (value instanceof byte[] bytes) {
      var hex = new StringBuilder("0x");
      for (byte b : bytes) {
        hex.append(Character.forDigit((b >> 4) & 0xF, 16)).append(Character.forDigit(b & 0xF, 16));
      }
      return hex.toString();
    }
    return value instanceof UUID || value instanceof Number
        ? value.toString()
        : String.valueOf(value);
  }
}
