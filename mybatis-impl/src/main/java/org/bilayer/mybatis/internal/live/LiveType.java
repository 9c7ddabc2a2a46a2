package org.bilayer.mybatis.internal.live;

/**
 * The type of a live column, freed of the names that databases give it.
 *
 * @param family what it holds
 * @param length most characters, bytes or digits; {@link #UNBOUNDED} for no limit, 0 where it does not apply
 * @param scale digits behind the point, or of the fraction of a second
 * @param text how the database writes it, with the collation
 */
record LiveType(Family family, int length, int scale, String text) {

  static final int UNBOUNDED = Integer.MAX_VALUE;

  enum Family {
    /** Text that is compared and sorted by code point. */
    TEXT,
    /** Text that is compared by code point, but sorted by the rules of a language. */
    TEXT_BY_LANGUAGE,
    /** Text whose comparison ignores something: case, accents, blanks at the end. */
    TEXT_FOLDED,
    /** Text of a fixed length, filled with blanks. */
    TEXT_PADDED,
    /** Text in a character set that lacks some code points. */
    TEXT_NARROW,
    DECIMAL,
    INT16,
    INT32,
    INT64,
    BOOLEAN,
    DOUBLE,
    /** A point in time. */
    INSTANT,
    /** A date and time of day. */
    DATE_TIME,
    DATE,
    TIME,
    UUID,
    BYTES,
    BYTES_PADDED,
    JSON,
    /** Nothing that the library writes to. */
    OTHER
  }

  static LiveType of(Family family, String text) {
    return new LiveType(family, 0, 0, text);
  }

  boolean isText() {
    return switch (family) {
      case TEXT, TEXT_BY_LANGUAGE, TEXT_FOLDED, TEXT_PADDED, TEXT_NARROW -> true;
      default -> false;
    };
  }
}
