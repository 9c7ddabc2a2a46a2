package org.bilayer.value;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.temporal.ChronoField;
import java.util.Locale;
import org.bilayer.failure.FailureInternals;

/** Brings values into the form in which a type stores them, and refuses those that it cannot store exactly. Immutable. */
final class Normaliser {

  static final Instant FIRST_INSTANT = Instant.ofEpochSecond(-62_135_596_800L); // 0001-01-01

  private static final Instant LAST_INSTANT =
      Instant.ofEpochSecond(253_402_300_799L, 999_999_999); // 9999-12-31

  private final StoredType type;
  private final Traits traits;

  Normaliser(StoredType type, Traits traits) {
    this.type = type;
    this.traits = traits;
  }

  /** See {@link StoredType#normalise}. */
  Object normalise(Object value) {
    return switch (type.kind()) {
      case TEXT, ENUM, LONG_TEXT -> checkedText((String) value);
      case DECIMAL -> checkedDecimal((BigDecimal) value);
      case DOUBLE -> checkedDouble((Double) value);
      case INSTANT -> cut((Instant) value);
      case LOCAL_DATE_TIME -> cut((LocalDateTime) value);
      case LOCAL_DATE -> checkedYear((LocalDate) value);
      case LOCAL_TIME -> cut((LocalTime) value);
      case BYTES, LONG_BYTES -> checkedBytes((byte[]) value);
      case DOCUMENT -> checkedDocument((String) value);
      case INT16, INT32, INT64 -> checkedInteger((Number) type.kind().javaType().cast(value));
      case BOOLEAN, UUID -> type.kind().javaType().cast(value);
    };
  }

  private Number checkedInteger(Number value) {
    Traits.Range range = traits.range();
    if (range != null) {
      range.require(type, BigInteger.valueOf(value.longValue()));
    }
    return value;
  }

  private String checkedText(String value) {
    TextRules.checked(value, type.length());
    Traits.Labels labels = traits.labels();
    if (labels != null && !labels.holds(value)) {
      throw FailureInternals.invalidValue(
          labels.many()
              ? "the value must be labels of the set, in its order: " + labels.texts()
              : "the value must be a label of " + labels.type() + ": " + labels.texts());
    }
    if (type.isNarrow()) {
      value
          .codePoints()
          .filter(codePoint -> !traits.characters().holds(codePoint))
          .findFirst()
          .ifPresent(codePoint -> {
            throw FailureInternals.invalidValue(type + " does not hold the code point U+"
                + String.format(Locale.ROOT, "%04X", codePoint));
          });
    }
    if (traits.fixed()) {
      TextRules.requireComparablePadded(value);
    }
    return value;
  }

  /** Every byte may need an escape on the way to MariaDB, whose statements have 16 MiB unless somebody raises that. */
  private static String checkedDocument(String value) {
    String canonical = JsonText.canonical(value);
    if (canonical.length() > StoredType.DOCUMENT_BYTES_MAX / 3) {
      int bytes = canonical.getBytes(StandardCharsets.UTF_8).length;
      if (bytes > StoredType.DOCUMENT_BYTES_MAX) {
        throw FailureInternals.invalidValue("a document has at most "
            + StoredType.DOCUMENT_BYTES_MAX + " bytes in UTF-8, the value has " + bytes);
      }
    }
    return canonical;
  }

  private BigDecimal checkedDecimal(BigDecimal value) {
    BigDecimal checked = checkedDigits(value);
    Traits.Range range = traits.range();
    if (range != null) {
      range.require(type, checked.toBigIntegerExact());
    }
    return checked;
  }

  private BigDecimal checkedDigits(BigDecimal value) {
    if (value.scale() == type.scale()
        && value.precision() <= type.length()
        && !type.isUnbounded()) {
      return value;
    }
    // Compared before setScale: a huge exponent would otherwise be written out digit by digit.
    BigDecimal stripped = value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
    if (stripped.scale() > type.scale()) {
      throw FailureInternals.invalidValue(type + " holds " + type.scale()
          + " digits behind the point, the value needs " + stripped.scale());
    }
    if ((long) stripped.precision() - stripped.scale() > (long) type.length() - type.scale()
        && stripped.signum() != 0) {
      throw FailureInternals.invalidValue(type
          + " holds "
          + (type.length() - type.scale())
          + " digits before the point, the value needs "
          + ((long) stripped.precision() - stripped.scale()));
    }
    return type.scaled(value);
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
    Traits.Range range = traits.range();
    if (range != null) {
      range.require(type, BigInteger.valueOf(value.getEpochSecond()));
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
    for (int digit = type.scale(); digit < 9; digit++) {
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
    if (value.length > type.length()) {
      throw FailureInternals.invalidValue(
          type + " holds fewer bytes than the value's " + value.length);
    }
    if (traits.fixed() && value.length < type.length()) {
      throw FailureInternals.invalidValue(
          type + " holds exactly " + type.length() + " bytes, the value has " + value.length);
    }
    return value.clone();
  }
}
