package org.bilayer.value;

import java.math.BigInteger;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import org.bilayer.failure.FailureInternals;
import org.jspecify.annotations.Nullable;

/**
 * What a type promises beyond its kind and its size.
 *
 * @param range the numbers, or the seconds since 1970, that it holds; null for all of its kind
 * @param characters the code points of a text
 * @param fixed whether each value takes the whole length
 * @param labels the texts of an enumeration type of the database; null for all other types
 * @param zeroDate what the zero date of MariaDB stands for
 * @param converted the name of the type of the database that a text is converted to; empty for none
 * @param comparison how the database compares a text by itself
 */
record Traits(
    @Nullable Range range,
    CharacterSet characters,
    boolean fixed,
    @Nullable Labels labels,
    ZeroDate zeroDate,
    String converted,
    Comparison comparison) {

  static final Traits NONE = new Traits(
      null, CharacterSet.UTF8MB4, false, null, ZeroDate.REFUSED, "", Comparison.CODE_POINT);

  /** What the zero date stands for. */
  enum ZeroDate {
    /** A value that cannot be read. */
    REFUSED,
    /** No value. */
    ABSENT,
    /** The first value. */
    FIRST
  }

  /** How the database compares a text by itself. */
  enum Comparison {
    CODE_POINT,
    /** Equality by code point, order by the rules of a language. */
    LANGUAGE,
    /** Different texts may be equal. */
    FOLDING
  }

  /**
   * The labels of an enumeration type.
   *
   * @param type its name in the database
   * @param many whether a value is a set of labels: their texts in this order, separated by commas
   */
  record Labels(String type, List<String> texts, boolean many) {

    Labels {
      texts = List.copyOf(texts);
      if (texts.isEmpty() || new HashSet<>(texts).size() < texts.size()) {
        throw new IllegalArgumentException(
            "The labels of " + type + " must be different, and at least one: " + texts + ".");
      }
      for (String text : texts) {
        TextRules.checked(text, Integer.MAX_VALUE);
        if (many && text.indexOf(',') >= 0) {
          throw new IllegalArgumentException(
              "A label of a set must not have a comma, which separates labels: '" + text + "'.");
        }
        if (text.isEmpty() || text.endsWith(" ")) {
          throw new IllegalArgumentException("A label of " + type
              + " must not be empty and not end with a blank, which MariaDB does not keep: '" + text
              + "'.");
        }
      }
    }

    boolean holds(String value) {
      if (!many) {
        return texts.contains(value);
      }
      int last = -1;
      for (int start = 0; start < value.length(); ) {
        int comma = value.indexOf(',', start);
        int end = comma < 0 ? value.length() : comma;
        int next = texts.indexOf(value.substring(start, end));
        if (next <= last || comma == value.length() - 1) {
          return false;
        }
        last = next;
        start = end + 1;
      }
      return true;
    }
  }

  /** Whole numbers from the least to the greatest. */
  record Range(BigInteger least, BigInteger greatest) {

    static Range of(long least, long greatest) {
      return new Range(BigInteger.valueOf(least), BigInteger.valueOf(greatest));
    }

    void require(StoredType type, BigInteger value) {
      if (value.compareTo(least) < 0 || value.compareTo(greatest) > 0) {
        throw FailureInternals.invalidValue(type + " does not hold the value");
      }
    }
  }

  Traits within(@Nullable Range range) {
    return new Traits(range, characters, fixed, labels, zeroDate, converted, comparison);
  }

  Traits in(CharacterSet characters) {
    return new Traits(range, characters, fixed, labels, zeroDate, converted, comparison);
  }

  Traits ofFixedLength() {
    return new Traits(range, characters, true, labels, zeroDate, converted, comparison);
  }

  Traits labelled(Labels labels) {
    return new Traits(range, characters, fixed, labels, zeroDate, converted, comparison);
  }

  Traits with(ZeroDate zeroDate) {
    return new Traits(range, characters, fixed, labels, zeroDate, converted, comparison);
  }

  Traits convertedTo(String converted) {
    return new Traits(range, characters, fixed, labels, zeroDate, converted, comparison);
  }

  Traits comparedBy(Comparison comparison) {
    return new Traits(range, characters, fixed, labels, zeroDate, converted, comparison);
  }

  /** What the name of a type says of them. */
  String text(StoredType.Kind kind) {
    var text = new StringBuilder();
    Labels all = labels;
    if (all != null) {
      text.append(all.many() ? " of a set " : " of ").append(all.type()).append(all.texts());
    }
    if (!converted.isEmpty()) {
      text.append(" of the type ").append(converted);
    }
    if (fixed) {
      text.append(" of fixed length");
    }
    if (characters != CharacterSet.UTF8MB4) {
      text.append(" in ").append(characters.label());
    }
    switch (comparison) {
      case CODE_POINT -> {}
      case LANGUAGE -> text.append(" sorted by language in the database");
      case FOLDING -> text.append(" ignoring case in the database");
    }
    Range limits = range;
    if (limits != null && kind == StoredType.Kind.INSTANT) {
      text.append(" from ")
          .append(Instant.ofEpochSecond(limits.least().longValue()))
          .append(" to ")
          .append(Instant.ofEpochSecond(limits.greatest().longValue()));
    } else if (limits != null) {
      text.append(" from ").append(limits.least()).append(" to ").append(limits.greatest());
    }
    if (zeroDate != ZeroDate.REFUSED) {
      text.append(zeroDate == ZeroDate.ABSENT ? ", absent for zero" : ", the first for zero");
    }
    return text.toString();
  }
}
