package org.bilayer.value;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.List;
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
    DOCUMENT(String.class),
    /** Text too long to be compared: neither compared nor searched, and no part of a key. */
    LONG_TEXT(String.class),
    /** Bytes too long to be compared: neither compared nor searched, and no part of a key. */
    LONG_BYTES(byte[].class);

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
  /** PostgreSQL's, if each code point has four bytes of its 63. */
  private static final int LABEL_LENGTH_MAX = 63;

  /** MariaDB's. */
  private static final int SET_LABELS_MAX = 64;

  private static final int FIXED_LENGTH_MAX = 255;
  static final int DOCUMENT_BYTES_MAX = 8_000_000;
  private static final int LONG_TEXT_LENGTH_MAX = DOCUMENT_BYTES_MAX / 4;

  /** Before and behind the point of a decimal without a precision. */
  private static final int UNBOUNDED_DIGITS_MAX = 1_000;

  /** MariaDB's {@code timestamp}: 1 s after 1970 began, and the last second that fits into 31 bits. */
  private static final Traits.Range TIMESTAMP_SECONDS = Traits.Range.of(1, Integer.MAX_VALUE);

  private static final LocalDate FIRST_DATE = LocalDate.of(1, 1, 1);

  private final Kind kind;
  private final int length;
  private final int scale;
  private final Traits traits;
  private final Normaliser normaliser;

  private StoredType(Kind kind, int length, int scale) {
    this(kind, length, scale, Traits.NONE);
  }

  private StoredType(Kind kind, int length, int scale, Traits traits) {
    this.kind = kind;
    this.length = length;
    this.scale = scale;
    this.traits = traits;
    this.normaliser = new Normaliser(this, traits);
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

  /**
   * Labels of an enumeration type of the database.
   *
   * @param databaseType the type's name
   * @throws IllegalArgumentException if a label occurs twice, is empty or ends with a blank, or there are none
   */
  public static StoredType labels(String databaseType, List<String> labels) {
    var all = new Traits.Labels(databaseType, labels, false);
    int longest = 0;
    for (String label : all.texts()) {
      longest = Math.max(longest, label.codePointCount(0, label.length()));
    }
    within("label length", longest, 1, LABEL_LENGTH_MAX);
    return new StoredType(Kind.ENUM, longest, 0, Traits.NONE.labelled(all));
  }

  /**
   * Sets of labels, as MariaDB's type {@code set}: the labels of a value in their order, separated by commas.
   *
   * @throws IllegalArgumentException if a label occurs twice, is empty, ends with a blank or has a comma, or there are none or
   *     more than 64
   */
  public static StoredType labelSet(List<String> labels) {
    var all = new Traits.Labels("set", labels, true);
    within("number of labels of a set", all.texts().size(), 1, SET_LABELS_MAX);
    int length = -1;
    for (String label : all.texts()) {
      int labelLength = label.codePointCount(0, label.length());
      within("label length", labelLength, 1, LABEL_LENGTH_MAX);
      length += labelLength + 1;
    }
    return new StoredType(Kind.ENUM, length, 0, Traits.NONE.labelled(all));
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

  /** Text of at most {@code length} code points, 1 to 2,000,000, that is never compared. */
  public static StoredType longText(int length) {
    return new StoredType(
        Kind.LONG_TEXT, within("long text length", length, 1, LONG_TEXT_LENGTH_MAX), 0);
  }

  /**
   * Text that the database converts to a type of its own, and never compares.
   *
   * @param databaseType the type's name in the database
   */
  public static StoredType databaseText(String databaseType) {
    if (databaseType.isBlank()) {
      throw new IllegalArgumentException("The name of a type of the database must not be blank.");
    }
    return new StoredType(
        Kind.LONG_TEXT, LONG_TEXT_LENGTH_MAX, 0, Traits.NONE.convertedTo(databaseType));
  }

  /** Bytes, at most {@code length} of them, 1 to 8,000,000, that are never compared. */
  public static StoredType longBytes(int length) {
    return new StoredType(
        Kind.LONG_BYTES, within("long bytes length", length, 1, DOCUMENT_BYTES_MAX), 0);
  }

  /**
   * Decimal without a precision: up to 1,000 digits before the point and 1,000 behind it. Values are stored without superfluous
   * zeros.
   */
  public static StoredType unboundedDecimal() {
    return new StoredType(Kind.DECIMAL, 2 * UNBOUNDED_DIGITS_MAX, UNBOUNDED_DIGITS_MAX);
  }

  /** Integers of 16, 32 or 64 bits, from {@code least} to {@code greatest}. */
  public static StoredType integer(Kind kind, long least, long greatest) {
    StoredType all = of(kind);
    if (least > greatest
        || least < all.least().longValue()
        || greatest > all.greatest().longValue()) {
      throw new IllegalArgumentException("Wrong range " + least + " to " + greatest
          + ": it must lie within " + all.least() + " to " + all.greatest() + ".");
    }
    Traits.Range range = Traits.Range.of(least, greatest);
    return new StoredType(kind, 0, 0, Traits.NONE.within(range));
  }

  /** Whole numbers from 0 to 2<sup>64</sup> - 1, as decimals without a fraction. */
  public static StoredType unsignedInteger() {
    BigInteger greatest = BigInteger.ONE.shiftLeft(Long.SIZE).subtract(BigInteger.ONE);
    return new StoredType(
        Kind.DECIMAL, 20, 0, Traits.NONE.within(new Traits.Range(BigInteger.ZERO, greatest)));
  }

  /** Points in time from 1970-01-01T00:00:01Z up to and including the second 2038-01-19T03:14:07Z. */
  public static StoredType timestamp(int digits) {
    StoredType all = temporal(Kind.INSTANT, digits);
    return new StoredType(all.kind, 0, all.scale, Traits.NONE.within(TIMESTAMP_SECONDS));
  }

  /**
   * This type of text with the code points of a narrower character set.
   *
   * @param name utf8mb4, utf8mb3, latin1 or ascii, as MariaDB understands them
   * @throws IllegalArgumentException for another name, or if this is no text
   */
  public StoredType inCharacterSet(String name) {
    if (kind != Kind.TEXT && kind != Kind.LONG_TEXT) {
      throw new IllegalArgumentException("Only text has a character set, this is " + this + ".");
    }
    return new StoredType(kind, length, scale, traits.in(CharacterSet.named(name)));
  }

  /**
   * This type of text or bytes, filled up to its length by the database. Bytes must have the whole length. A text must not end
   * with a blank, and must not have controls below U+0020.
   *
   * @throws IllegalArgumentException if this is neither text of at most 255 code points nor bytes of at most 255
   */
  public StoredType ofFixedLength() {
    if ((kind != Kind.TEXT && kind != Kind.BYTES) || length > FIXED_LENGTH_MAX) {
      throw new IllegalArgumentException("Only text and bytes of a length up to " + FIXED_LENGTH_MAX
          + " can have a fixed length, this is " + this + ".");
    }
    return new StoredType(kind, length, scale, traits.ofFixedLength());
  }

  /**
   * This type of dates, for a column of MariaDB in which the zero date stands for no value.
   *
   * @throws IllegalArgumentException if this is neither a date, nor a date with time of day, nor a point in time
   */
  public StoredType withZeroDateAsAbsent() {
    requireDate();
    return new StoredType(kind, length, scale, traits.with(Traits.ZeroDate.ABSENT));
  }

  /**
   * This type of dates, for a column of MariaDB in which the zero date stands for the first day of the year 1.
   *
   * @throws IllegalArgumentException if this is neither a date, nor a date with time of day, nor a point in time without a
   *     narrower range
   */
  public StoredType withZeroDateAsFirst() {
    requireDate();
    if (isRanged()) {
      throw new IllegalArgumentException(
          "A zero date cannot stand for the first value of " + this + ", which rows can hold.");
    }
    return new StoredType(kind, length, scale, traits.with(Traits.ZeroDate.FIRST));
  }

  private void requireDate() {
    if (kind != Kind.LOCAL_DATE && kind != Kind.LOCAL_DATE_TIME && kind != Kind.INSTANT) {
      throw new IllegalArgumentException("Only dates can be zero, this is " + this + ".");
    }
  }

  /**
   * This type of text in a column that the database compares without regard to case, and maybe to accents and to blanks at the
   * end. Values compare by code point nevertheless; SQL has to see to that. In unique keys and primary keys, values that such a
   * database may take for equal are the same, see {@link #fold}.
   *
   * @throws IllegalArgumentException if this is neither text nor names of constants
   */
  public StoredType ignoringCaseInDatabase() {
    return comparedBy(Traits.Comparison.FOLDING);
  }

  /**
   * This type of text in a column that the database sorts by the rules of a language, and in which only equal texts are equal.
   * Values compare by code point nevertheless; SQL has to see to that.
   *
   * @throws IllegalArgumentException if this is neither text nor names of constants
   */
  public StoredType sortedByLanguageInDatabase() {
    return comparedBy(Traits.Comparison.LANGUAGE);
  }

  private StoredType comparedBy(Traits.Comparison comparison) {
    if ((kind != Kind.TEXT && kind != Kind.ENUM) || traits.labels() != null) {
      throw new IllegalArgumentException("Only text up to " + TEXT_LENGTH_MAX
          + " code points and names of constants have a collation, this is " + this + ".");
    }
    return new StoredType(kind, length, scale, traits.comparedBy(comparison));
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
    return switch (kind) {
      case ENUM, DOCUMENT, LONG_TEXT, LONG_BYTES -> false;
      default -> true;
    };
  }

  /** Whether values may be compared for equality, and so serve in keys. */
  public boolean hasEquality() {
    return switch (kind) {
      case DOUBLE, DOCUMENT, LONG_TEXT, LONG_BYTES -> false;
      default -> true;
    };
  }

  /** Whether it is a decimal without a precision, whose values are stored without superfluous zeros. */
  public boolean isUnbounded() {
    return kind == Kind.DECIMAL && length > DECIMAL_DIGITS_MAX;
  }

  /** Whether it holds fewer numbers, or fewer points in time, than its kind and its size do. */
  public boolean isRanged() {
    return traits.range() != null;
  }

  /**
   * The least number that it holds; of points in time, the seconds since 1970.
   *
   * @throws IllegalStateException if it is neither ranged nor an integer
   */
  public BigInteger least() {
    return range().least();
  }

  /** The greatest number that it holds; as {@link #least}. */
  public BigInteger greatest() {
    return range().greatest();
  }

  private Traits.Range range() {
    Traits.Range range = traits.range();
    if (range != null) {
      return range;
    }
    return switch (kind) {
      case INT16 -> Traits.Range.of(Short.MIN_VALUE, Short.MAX_VALUE);
      case INT32 -> Traits.Range.of(Integer.MIN_VALUE, Integer.MAX_VALUE);
      case INT64 -> Traits.Range.of(Long.MIN_VALUE, Long.MAX_VALUE);
      default -> throw new IllegalStateException("no range: " + this);
    };
  }

  /** The same numbers without a range: what can be added to a stored number. */
  public StoredType amounts() {
    return isRanged() ? new StoredType(kind, length, scale, traits.within(null)) : this;
  }

  /** The labels of an enumeration type of the database, in order; empty for every other type. Unmodifiable. */
  public List<String> labels() {
    Traits.Labels labels = traits.labels();
    return labels == null ? List.of() : labels.texts();
  }

  /** Whether a value is a set of {@link #labels}. */
  public boolean isLabelSet() {
    Traits.Labels labels = traits.labels();
    return labels != null && labels.many();
  }

  /**
   * The name of the database's own type, of {@link #labels} or of {@link #databaseText}; {@code set} for a {@link #labelSet};
   * empty for every other type.
   */
  public String databaseType() {
    Traits.Labels labels = traits.labels();
    return labels == null ? traits.converted() : labels.type();
  }

  /** Whether the database converts the text to a type of its own. */
  public boolean isConverted() {
    return !traits.converted().isEmpty();
  }

  /** The character set of a text, by MariaDB's name; utf8mb4 for all of Unicode. */
  public String characterSet() {
    return traits.characters().label();
  }

  /** The most bytes of one code point in the character set. */
  public int bytesPerCodePoint() {
    return traits.characters().bytesMax();
  }

  /** Whether the text has a character set that lacks some of Unicode. */
  public boolean isNarrow() {
    return traits.characters() != CharacterSet.UTF8MB4;
  }

  /** Whether a zero date of MariaDB stands for no value. */
  public boolean isZeroDateAbsent() {
    return traits.zeroDate() == Traits.ZeroDate.ABSENT;
  }

  /** The value for which a zero date of MariaDB stands; null where it stands for none. */
  public @Nullable Object zeroDate() {
    if (traits.zeroDate() != Traits.ZeroDate.FIRST) {
      return null;
    }
    return switch (kind) {
      case LOCAL_DATE -> FIRST_DATE;
      case LOCAL_DATE_TIME -> FIRST_DATE.atStartOfDay();
      default -> Normaliser.FIRST_INSTANT;
    };
  }

  /** Whether the database may take different texts for equal. */
  public boolean isFolding() {
    return traits.comparison() == Traits.Comparison.FOLDING;
  }

  /** Whether the database by itself compares or sorts texts otherwise than by code point. */
  public boolean isCollated() {
    return traits.comparison() != Traits.Comparison.CODE_POINT;
  }

  /** How many folds there are for values of a key; 0 unless {@link #isFolding}. */
  public int folds() {
    return isFolding() ? foldsOfText().size() : 0;
  }

  /**
   * What a value of a unique key or a primary key is to some of the databases that ignore case. Two values that one of them takes for
   * equal have an equal fold at least once.
   *
   * @param number from 0 to {@link #folds} - 1
   */
  public String fold(int number, String value) {
    return foldsOfText().get(number).of(value);
  }

  private List<TextFold> foldsOfText() {
    return traits.characters() == CharacterSet.LATIN1 ? TextFold.OF_LATIN1 : TextFold.OF_UNICODE;
  }

  /**
   * Checks that it is known which values databases take for equal to a value of a unique key or a primary key.
   *
   * @throws InvalidValueException naming the code point; never unless {@link #isFolding}
   */
  public void requireFoldKnown(String value) {
    if (isFolding()) {
      value
          .codePoints()
          .filter(codePoint -> !TextFold.knows(codePoint))
          .findFirst()
          .ifPresent(codePoint -> {
            throw FailureInternals.invalidValue(
                "a key whose case the database ignores must not hold"
                    + " the code point U+" + String.format(Locale.ROOT, "%04X", codePoint)
                    + ", which databases compare in different ways");
          });
    }
  }

  /** Whether the database fills values up to the length. */
  public boolean isFixedLength() {
    return traits.fixed();
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
    return normaliser.normalise(value);
  }

  /** A decimal with the digits behind the point that stored values of this type have; whole for integers. */
  public BigDecimal scaled(BigDecimal value) {
    if (!isUnbounded()) {
      return value.setScale(scale, RoundingMode.UNNECESSARY);
    }
    BigDecimal stripped = value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }

  /**
   * Compares two stored values of this type in the order both backends sort by: text by code point, UUIDs
   * and bytes unsigned, the rest by value.
   *
   * @return negative, zero or positive
   */
  public int compare(Object left, Object right) {
    return switch (kind) {
      case TEXT, ENUM, DOCUMENT, LONG_TEXT -> TextRules.compare((String) left, (String) right);
      case UUID -> compare((UUID) left, (UUID) right);
      case BYTES, LONG_BYTES -> Arrays.compareUnsigned((byte[]) left, (byte[]) right);
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
    return left instanceof byte[] bytes ? Arrays.equals(bytes, (byte[]) right) : left.equals(right);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof StoredType type
        && kind == type.kind
        && length == type.length
        && scale == type.scale
        && traits.equals(type.traits);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * (31 * kind.hashCode() + length) + scale) + traits.hashCode();
  }

  /** The type as the model writes it, such as {@code decimal(19,2)}. */
  @Override
  public String toString() {
    String name = kind.name().toLowerCase(Locale.ROOT);
    String sized = switch (kind) {
      case TEXT, ENUM, BYTES, LONG_TEXT, LONG_BYTES -> name + "(" + length + ")";
      case DECIMAL -> isUnbounded() ? name : name + "(" + length + "," + scale + ")";
      case INSTANT, LOCAL_DATE_TIME, LOCAL_TIME -> name + "(" + scale + ")";
      default -> name;
    };
    return sized + traits.text(kind);
  }
}
