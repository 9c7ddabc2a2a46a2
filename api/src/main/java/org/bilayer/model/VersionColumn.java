package org.bilayer.model;

import org.bilayer.value.StoredType;
import org.bilayer.value.StoredType.Kind;

/**
 * A version column that the library keeps beside the object: a number that each change raises by one. A new row has version
 * 1. A change that would raise the greatest number of the column fails with an {@code InvalidValueException}; a
 * set-based change may fail so by the database.
 *
 * <p>Immutable.
 *
 * @see Mapping.Builder#versionColumn(VersionColumn)
 */
public final class VersionColumn {

  private final String name;
  private final StoredType type;
  private final boolean isNullable;

  private VersionColumn(String name, StoredType type, boolean isNullable) {
    this.name = name;
    this.type = type;
    this.isNullable = isNullable;
  }

  /** A version column of 16 bits, which holds versions up to 32,767. */
  public static VersionColumn int16(String name) {
    return new VersionColumn(name, StoredType.of(Kind.INT16), false);
  }

  /** A version column of 32 bits. */
  public static VersionColumn int32(String name) {
    return new VersionColumn(name, StoredType.of(Kind.INT32), false);
  }

  /** A version column of 64 bits. */
  public static VersionColumn int64(String name) {
    return new VersionColumn(name, StoredType.of(Kind.INT64), false);
  }

  /**
   * The same column where rows of other applications may have no version: the column then reads as 0, and the first change
   * makes it 1. The library never stores a null there.
   */
  public VersionColumn nullable() {
    return new VersionColumn(name, type, true);
  }

  String name() {
    return name;
  }

  StoredType type() {
    return type;
  }

  boolean isNullable() {
    return isNullable;
  }

  @Override
  public String toString() {
    return name;
  }
}
