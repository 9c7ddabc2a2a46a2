package org.bilayer.value;

import org.bilayer.failure.FailureInternals;

/** What text may be stored and how it is ordered. */
final class TextRules {

  private TextRules() {}

  /*
   * Length is counted in code points, because databases count so and Java's char count would refuse eleven
   * emoji in a column of twenty. U+0000 and lone surrogates are refused: PostgreSQL rejects the first, and
   * drivers silently store the second as a question mark.
   */
  static String checked(String text, int lengthMax) {
    int codePoints = 0;
    for (int i = 0; i < text.length(); i++) {
      char unit = text.charAt(i);
      if (unit == 0) {
        throw FailureInternals.invalidValue("text must not hold U+0000, found at index " + i);
      }
      if (Character.isSurrogate(unit)) {
        if (Character.isLowSurrogate(unit)
            || i + 1 == text.length()
            || !Character.isLowSurrogate(text.charAt(i + 1))) {
          throw FailureInternals.invalidValue(
              "text must be well-formed UTF-16, found a lone surrogate at index " + i);
        }
        i++;
      }
      codePoints++;
    }
    if (codePoints > lengthMax) {
      throw FailureInternals.invalidValue(
          "at most " + lengthMax + " code points, the value has " + codePoints);
    }
    return text;
  }

  /** Databases compare such text with the blanks that fill it: a blank at the end is lost, a control sorts before the end. */
  static void requireComparablePadded(String value) {
    if (value.endsWith(" ")) {
      throw FailureInternals.invalidValue(
          "text of a fixed length must not end with a blank, which databases take for padding");
    }
    for (int i = 0; i < value.length(); i++) {
      if (value.charAt(i) < ' ') {
        throw FailureInternals.invalidValue(
            "text of a fixed length must not hold controls, which sort before the blanks that fill it, found at index "
                + i);
      }
    }
  }

  /*
   * Code point order. It differs from String.compareTo only where a surrogate meets a unit from U+E000 up:
   * the surrogate stands for a code point above U+FFFF and so comes last. Rotating the two ranges fixes it
   * without decoding.
   */
  static int compare(String left, String right) {
    int shorter = Math.min(left.length(), right.length());
    for (int i = 0; i < shorter; i++) {
      char a = left.charAt(i);
      char b = right.charAt(i);
      if (a != b) {
        return rank(a) - rank(b);
      }
    }
    return left.length() - right.length();
  }

  private static int rank(char unit) {
    if (unit < Character.MIN_SURROGATE) {
      return unit;
    }
    return unit <= Character.MAX_SURROGATE ? unit + 0x2000 : unit - 0x800;
  }
}
