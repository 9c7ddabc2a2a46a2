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
 * @param comparison how the database compares a text by itself
 */
record Traits(
    @Nullable Range range,
    CharacterSet characters,
    boolean fixed,
    @Nullable Labels labels,
    Comparison comparison) {

  static final Traits NONE =
      new Traits(null, CharacterSet.UTF8MB4, false, null, Comparison.CODE_POINT);

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
   */
  record Labels(String type, List<String> texts) {

    Labels {
      texts = List.copyOf(texts);
      if (texts.isEmpty() || new HashSet<>(texts).size() < texts.size()) {
        throw new IllegalArgumentException(
            "The labels of " + type + " must be different, and at least one: " + texts + ".");
      }
      for (String text : texts) {
        TextRules.checked(text, Integer.MAX_VALUE);
        if (text.isEmpty() || text.endsWith(" ")) {
          throw new IllegalArgumentException("A label of " + type
              + " must not be empty and not end with a blank, which MariaDB does not keep: '" + text
              + "'.");
        }
      }
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
    return new Traits(range, characters, fixed, labels, comparison);
  }

  Traits in(CharacterSet characters) {
    return new Traits(range, characters, fixed, labels, comparison);
  }

  Traits ofFixedLength() {
    return new Traits(range, characters, true, labels, comparison);
  }

  Traits comparedBy(Comparison comparison) {
    return new Traits(range, characters, fixed, labels, comparison);
  }

  Traits labelled(Labels labels) {
    return new Traits(range, characters, fixed, labels, comparison);
  }

  /** What the name of a type says of them. */
  String text(StoredType.Kind kind) {
    var text = new StringBuilder();
    Labels all = labels;
    if (all != null) {
      text.append(" of ").append(all.type()).append(all.texts());
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
    return text.toString();
  }
}
