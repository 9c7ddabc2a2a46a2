package org.bilayer.value;

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

  private static final Object[] NONE = {};

  /* Most keys have one column: it needs no array around it, neither here nor in each index that keeps the key. */
  private final Object first;
  private final Object[] others;
  private final int hash;

  private Key(Object first, Object[] others) {
    this.first = first;
    this.others = others;
    int hash = 31 + hash(first);
    for (Object value : others) {
      hash = 31 * hash + hash(value);
    }
    this.hash = hash;
  }

  private static int hash(Object value) {
    return value instanceof byte[] bytes ? Arrays.hashCode(bytes) : value.hashCode();
  }

  /** A key of one column. */
  public static Key of(Object value) {
    return new Key(value, NONE);
  }

  /**
   * A key of these values.
   *
   * @throws IllegalArgumentException if there are none
   */
  public static Key of(Object... values) {
    if (values.length == 0) {
      throw new IllegalArgumentException("A key has at least one column.");
    }
    return new Key(
        values[0], values.length == 1 ? NONE : Arrays.copyOfRange(values, 1, values.length));
  }

  /**
   * The values of a row in some columns, as a key.
   *
   * @return null if one of them is null
   */
  public static @Nullable Key from(@Nullable Object[] row, List<Integer> columns) {
    Object first = row[columns.get(0)];
    if (first == null) {
      return null;
    }
    int size = columns.size();
    if (size == 1) {
      return new Key(first, NONE);
    }
    var others = new Object[size - 1];
    for (int i = 1; i < size; i++) {
      Object value = row[columns.get(i)];
      if (value == null) {
        return null;
      }
      others[i - 1] = value;
    }
    return new Key(first, others);
  }

  /** Whether a row has these values in some columns, as many as the key has. */
  public boolean isOf(@Nullable Object[] row, List<Integer> columns) {
    for (int i = 0; i < columns.size(); i++) {
      Object value = row[columns.get(i)];
      if (value == null || !equal(value(i), value)) {
        return false;
      }
    }
    return true;
  }

  /** How many columns the key has. */
  public int size() {
    return 1 + others.length;
  }

  /** The value of the i-th column. */
  public Object value(int i) {
    return i == 0 ? first : others[i - 1];
  }

  /** The key of the first {@code size} columns, at least one. */
  public Key prefix(int size) {
    return size == size() ? this : new Key(first, Arrays.copyOf(others, size - 1));
  }

  /**
   * Compares two keys of one table.
   *
   * @param types the types of the key's columns
   */
  public int compareTo(Key other, List<StoredType> types) {
    for (int i = 0; i < size(); i++) {
      int sign = types.get(i).compare(value(i), other.value(i));
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
    if (!(other instanceof Key key)
        || hash != key.hash
        || others.length != key.others.length
        || !equal(first, key.first)) {
      return false;
    }
    for (int i = 0; i < others.length; i++) {
      if (!equal(others[i], key.others[i])) {
        return false;
      }
    }
    return true;
  }

  private static boolean equal(Object one, Object other) {
    return one instanceof byte[] bytes
        ? other instanceof byte[] others && Arrays.equals(bytes, others)
        : one.equals(other);
  }

  @Override
  public int hashCode() {
    return hash;
  }

  /** The values as a message shows them: one alone, several in parentheses, bytes in hexadecimal. */
  @Override
  public String toString() {
    if (others.length == 0) {
      return text(first);
    }
    var text = new StringBuilder("(").append(text(first));
    for (Object value : others) {
      text.append(", ").append(text(value));
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
