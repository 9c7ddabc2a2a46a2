package org.bilayer.value;

import java.math.BigInteger;
import java.time.Instant;
import org.bilayer.failure.FailureInternals;
import org.jspecify.annotations.Nullable;

/**
 * What a type promises beyond its kind and its size.
 *
 * @param range the numbers, or the seconds since 1970, that it holds; null for all of its kind
 * @param characters the code points of a text
 * @param fixed whether each value takes the whole length
 */
record Traits(@Nullable Range range, CharacterSet characters, boolean fixed) {

  static final Traits NONE = new Traits(null, CharacterSet.UTF8MB4, false);

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
    return new Traits(range, characters, fixed);
  }

  Traits in(CharacterSet characters) {
    return new Traits(range, characters, fixed);
  }

  Traits ofFixedLength() {
    return new Traits(range, characters, true);
  }

  /** What the name of a type says of them. */
  String text(StoredType.Kind kind) {
    var text = new StringBuilder();
    if (fixed) {
      text.append(" of fixed length");
    }
    if (characters != CharacterSet.UTF8MB4) {
      text.append(" in ").append(characters.label());
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
