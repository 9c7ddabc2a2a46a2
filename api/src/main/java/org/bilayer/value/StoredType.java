package org.bilayer.value;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.temporal.ChronoField;
import java.util.Arrays;
import java.util.Locale;
import java.util.UUID;
import org.bilayer.failure.FailureInternals;
import org.bilayer.failure.InvalidValueException;
import org.jspecify.annotations.Nullable;

/**
 * What a column stores: a kind with its size. It defines the one Java class of the stored values, which
 * values fit, how they are normalised, and how two of them compare. Both backends follow it, so a value means
 * the same on each.
 *
 * <p>Immutable. Two stored types are equal if kind and sizes are.
 */
public final class StoredType {

  /** The kinds of stored values, each with the Java class of its values. */
  public enum Kind {
    /** Text, ordered by code point; no padding, no case folding. */
    TEXT(String.class),
    /** The name of an enum constant: text that is compared for equality only. */
    ENUM(String.class),
    /** Exact decimal with a fixed scale. */
    DECIMAL(BigDecimal.class),
    /** 16-bit integer. */
    INT16(Short.class),
    /** 32-bit integer. */
    INT32(Integer.class),
    /** 64-bit integer. */
    INT64(Long.class),
    /** Truth value; false sorts before true. */
    BOOLEAN(Boolean.class),
    /** Finite binary floating point; ordered, never compared for equality, never a key. */
    DOUBLE(Double.class),
    /** Point in time, stored in UTC. */
    INSTANT(Instant.class),
    /** Date and time of day without zone. */
    LOCAL_DATE_TIME(LocalDateTime.class),
    /** Date. */
    LOCAL_DATE(LocalDate.class),
    /** Time of day. */
    LOCAL_TIME(LocalTime.class),
    /** UUID, ordered as 16 unsigned bytes. */
    UUID(UUID.class),
    /** Bytes, ordered unsigned. */
    BYTES(byte[].class),
    /** A JSON value as its canonical text: neither compared nor searched, and no part of a key. */
    DOCUMENT(String.class);

    private final Class<?> javaType;

    Kind(Class<?> javaType) {
      this.javaType = javaType;
    }

    /** The one class of stored values of this kind. */
    public Class<?> javaType() {
      return javaType;
    }
  }

  private static final int TEXT_LENGTH_MAX = 10_000;
  private static final int BYTES_LENGTH_MAX = 65_000;
  private static final int DECIMAL_DIGITS_MAX = 38;
  private static final int FRACTION_DIGITS_MAX = 6;
  private static final int DOCUMENT_BYTES_MAX = 8_000_000;

  private static final Instant FIRST_INSTANT =
      Instant.ofEpochSecond(-62_135_596_800L); // 0001-01-01
  private static final Instant LAST_INSTANT =
      Instant.ofEpochSecond(253_402_300_799L, 999_999_999); // 9999-12-31

  private final Kind kind;
  private final int length;
  private final int scale;

  private StoredType(Kind kind, int length, int scale) {
    this.kind = kind;
    this.length = length;
    this.scale = scale;
  }

  /** Text of any length, for parameters and tokens; a column has {@link #text}. */
  public static StoredType textOfAnyLength() {
    return new StoredType(Kind.TEXT, Integer.MAX_VALUE, 0);
  }

  /** Text of at most {@code length} code points, 1 to 10,000. */
  public static StoredType text(int length) {
    return new StoredType(Kind.TEXT, within("text length", length, 1, TEXT_LENGTH_MAX), 0);
  }

  /** Names of enum constants of at most {@code length} code points. */
  public static StoredType enumeration(int length) {
    return new StoredType(Kind.ENUM, within("enum name length", length, 1, TEXT_LENGTH_MAX), 0);
  }

  /** Decimal of {@code precision} digits, 1 to 38, of which {@code scale} stand behind the point. */
  public static StoredType decimal(int precision, int scale) {
    within("decimal precision", precision, 1, DECIMAL_DIGITS_MAX);
    return new StoredType(Kind.DECIMAL, precision, within("decimal scale", scale, 0, precision));
  }

  /** Bytes, at most {@code length} of them, 1 to 65,000. */
  public static StoredType bytes(int length) {
    return new StoredType(Kind.BYTES, within("bytes length", length, 1, BYTES_LENGTH_MAX), 0);
  }

  /** A kind with a fraction of a second of {@code digits} digits, 0 to 6. */
  public static StoredType temporal(Kind kind, int digits) {
    if (kind != Kind.INSTANT && kind != Kind.LOCAL_DATE_TIME && kind != Kind.LOCAL_TIME) {
      throw new IllegalArgumentException("Not a kind with a fraction of a second: " + kind + ".");
    }
    return new StoredType(kind, 0, within("fraction digits", digits, 0, FRACTION_DIGITS_MAX));
  }

  /** A kind that has no size. */
  public static StoredType of(Kind kind) {
    return switch (kind) {
      case INT16, INT32, INT64, BOOLEAN, DOUBLE, LOCAL_DATE, UUID, DOCUMENT ->
        new StoredType(kind, 0, 0);
      default -> throw new IllegalArgumentException("The kind needs a size: " + kind + ".");
    };
  }

  private static int within(String what, int given, int least, int most) {
    if (given < least || given > most) {
      throw new IllegalArgumentException(
          "Wrong " + what + " " + given + ": it must be from " + least + " to " + most + ".");
    }
    return given;
  }

  /** What kind of value. */
  public Kind kind() {
    return kind;
  }

  /** Most code points of text, bytes, or digits of a decimal; 0 where no length applies. */
  public int length() {
    return length;
  }

  /** Digits behind the point of a decimal, or of the seconds of a time; 0 where no scale applies. */
  public int scale() {
    return scale;
  }

  /** Whether values may be sorted and compared by less and greater. */
  public boolean isOrdered() {
    return kind != Kind.ENUM && kind != Kind.DOCUMENT;
  }

  /** Whether values may be compared for equality, and so serve in keys. */
  public boolean hasEquality() {
    return kind != Kind.DOUBLE && kind != Kind.DOCUMENT;
  }

  /**
   * The value as it is stored: checked against the size, cut to the precision where the contract of values
   * cuts (fractions of a second), copied where it could be changed (bytes).
   *
   * @return an instance of {@code kind().javaType()} that nobody else can change
   * @throws InvalidValueException if the value cannot be stored exactly
   * @throws ClassCastException if the value is not of the kind's class
   */
  public Object normalise(Object value) {
    return switch (kind) {
      case TEXT, ENUM -> TextRules.checked((String) value, length);
      case DECIMAL -> checkedDecimal((BigDecimal) value);
      case DOUBLE -> checkedDouble((Double) value);
      case INSTANT -> cut((Instant) value);
      case LOCAL_DATE_TIME -> cut((LocalDateTime) value);
      case LOCAL_DATE -> checkedYear((LocalDate) value);
      case LOCAL_TIME -> cut((LocalTime) value);
      case BYTES -> checkedBytes((byte[]) value);
      case DOCUMENT -> checkedDocument((String) value);
      case INT16, INT32, INT64, BOOLEAN, UUID -> kind.javaType.cast(value);
    };
  }

  /** Every byte may need an escape on the way to MariaDB, whose statements have 16 MiB unless somebody raises that. */
  private static String checkedDocument(String value) {
    String canonical = JsonText.canonical(value);
    if (canonical.length() > DOCUMENT_BYTES_MAX / 3) {
      int bytes = canonical.getBytes(StandardCharsets.UTF_8).length;
      if (bytes > DOCUMENT_BYTES_MAX) {
        throw FailureInternals.invalidValue("a document has at most " + DOCUMENT_BYTES_MAX
            + " bytes in UTF-8, the value has " + bytes);
      }
    }
    return canonical;
  }

  private BigDecimal checkedDecimal(BigDecimal value) {
    if (value.scale() == scale && value.precision() <= length) {
      return value;
    }
    // Compared before setScale: a huge exponent would otherwise be written out digit by digit.
    BigDecimal stripped = value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
    if (stripped.scale() > scale) {
      throw FailureInternals.invalidValue(this + " holds " + scale
          + " digits behind the point, the value needs " + stripped.scale());
    }
    if ((long) stripped.precision() - stripped.scale() > (long) length - scale
        && stripped.signum() != 0) {
      throw FailureInternals.invalidValue(this
          + " holds "
          + (length - scale)
          + " digits before the point, the value needs "
          + ((long) stripped.precision() - stripped.scale()));
    }
    return value.setScale(scale, RoundingMode.UNNECESSARY);
  }

  private static Double checkedDouble(Double value) {
    if (value.isNaN() || value.isInfinite()) {
      throw FailureInternals.invalidValue("double holds finite numbers only");
    }
    return value == 0.0 ? Double.valueOf(0.0) : value;
  }

  private Instant cut(Instant value) {
    if (value.isBefore(FIRST_INSTANT) || value.isAfter(LAST_INSTANT)) {
      throw FailureInternals.invalidValue(
          "years from 1 to 9999 in UTC can be stored, the value is outside of them");
    }
    int nanos = cut(value.getNano());
    return nanos == value.getNano() ? value : Instant.ofEpochSecond(value.getEpochSecond(), nanos);
  }

  private LocalDateTime cut(LocalDateTime value) {
    checkedYear(value.getYear());
    int given = value.get(ChronoField.NANO_OF_SECOND);
    int nanos = cut(given);
    return nanos == given ? value : value.withNano(nanos);
  }

  private LocalTime cut(LocalTime value) {
    int given = value.get(ChronoField.NANO_OF_SECOND);
    int nanos = cut(given);
    return nanos == given ? value : value.withNano(nanos);
  }

  private int cut(int nanos) {
    int step = 1;
    for (int digit = scale; digit < 9; digit++) {
      step *= 10;
    }
    return nanos - nanos % step;
  }

  private static LocalDate checkedYear(LocalDate value) {
    checkedYear(value.getYear());
    return value;
  }

  private static void checkedYear(int year) {
    if (year < 1 || year > 9999) {
      throw FailureInternals.invalidValue(
          "years from 1 to 9999 can be stored, the value is in year " + year);
    }
  }

  private byte[] checkedBytes(byte[] value) {
    if (value.length > length) {
      throw FailureInternals.invalidValue(
          this + " holds fewer bytes than the value's " + value.length);
    }
    return value.clone();
  }

  /**
   * Compares two stored values of this type in the order both backends sort by: text by code point, UUIDs
   * and bytes unsigned, the rest by value.
   *
   * @return negative, zero or positive
   */
  public int compare(Object left, Object right) {
    return switch (kind) {
      case TEXT, ENUM, DOCUMENT -> TextRules.compare((String) left, (String) right);
      case UUID -> compare((UUID) left, (UUID) right);
      case BYTES -> Arrays.compareUnsigned((byte[]) left, (byte[]) right);
      case DECIMAL -> ((BigDecimal) left).compareTo((BigDecimal) right);
      case INT16 -> ((Short) left).compareTo((Short) right);
      case INT32 -> ((Integer) left).compareTo((Integer) right);
      case INT64 -> ((Long) left).compareTo((Long) right);
      case BOOLEAN -> ((Boolean) left).compareTo((Boolean) right);
      case DOUBLE -> ((Double) left).compareTo((Double) right);
      case INSTANT -> ((Instant) left).compareTo((Instant) right);
      case LOCAL_DATE_TIME -> ((LocalDateTime) left).compareTo((LocalDateTime) right);
      case LOCAL_DATE -> ((LocalDate) left).compareTo((LocalDate) right);
      case LOCAL_TIME -> ((LocalTime) left).compareTo((LocalTime) right);
    };
  }

  private static int compare(UUID left, UUID right) {
    int high = Long.compareUnsigned(left.getMostSignificantBits(), right.getMostSignificantBits());
    return high != 0
        ? high
        : Long.compareUnsigned(left.getLeastSignificantBits(), right.getLeastSignificantBits());
  }

  /** Whether two stored values of this type are the same value. */
  public boolean same(Object left, Object right) {
    return kind == Kind.BYTES ? Arrays.equals((byte[]) left, (byte[]) right) : left.equals(right);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof StoredType type
        && kind == type.kind
        && length == type.length
        && scale == type.scale;
  }

  @Override
  public int hashCode() {
    return 31 * (31 * kind.hashCode() + length) + scale;
  }

  /** The type as the model writes it, such as {@code decimal(19,2)}. */
  @Override
  public String toString() {
    String name = kind.name().toLowerCase(Locale.ROOT);
    return switch (kind) {
      case TEXT, ENUM, BYTES -> name + "(" + length + ")";
      case DECIMAL -> name + "(" + length + "," + scale + ")";
      case INSTANT, LOCAL_DATE_TIME, LOCAL_TIME -> name + "(" + scale + ")";
      default -> name;
    };
  }
}
