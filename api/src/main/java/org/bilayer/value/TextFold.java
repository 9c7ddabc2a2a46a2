package org.bilayer.value;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What databases that ignore case take for the same text. Immutable. */
enum TextFold {

  /*
   * Two texts that a collation takes for equal have the same fold, so that memory refuses at least the keys that a database
   * refuses. The reverse does not hold: citext tells accents apart, the folds do not.
   *
   * No single fold covers all collations without taking far more texts for equal: utf8mb4_general_ci takes the sharp s for one
   * s, the Unicode algorithm for two, and latin1_swedish_ci u with two dots for y. So there are several folds, and a key is
   * taken if one of them says so.
   *
   * Each fold is a homomorphism: the fold of a text is that of its code points, one after the other, as the weights of a
   * collation are. It is enough to compare the folds with the weights of every code point; decision 0058 has the results.
   * A code point outside of KNOWN has weights that the folds do not follow, such as those of contractions.
   */

  /** The Unicode collation algorithm at its first level, in MariaDB's versions and in ICU's; and plain lower case. */
  UNICODE,

  /** MariaDB's general_ci. */
  GENERAL,

  /** MariaDB's latin1_swedish_ci. */
  SWEDISH;

  static final List<TextFold> OF_UNICODE = List.of(UNICODE, GENERAL);
  static final List<TextFold> OF_LATIN1 = List.of(UNICODE, GENERAL, SWEDISH);

  /** Pairs of a first and a last code point. */
  private static final int[] KNOWN = {
    0x0009,
    0x000D,
    0x0020,
    0x007E, // ASCII
    0x00A0,
    0x013E,
    0x0141,
    0x018C,
    0x018E,
    0x01BD,
    0x01BF,
    0x0237,
    0x023A,
    0x0240, // Latin
    0x0250,
    0x02A2,
    0x0300,
    0x0344,
    0x1E00,
    0x1EF9,
    0x0370,
    0x0373,
    0x0376,
    0x0377,
    0x037E,
    0x037E,
    0x0384,
    0x038A,
    0x038C,
    0x038C, // Greek
    0x038E,
    0x03A1,
    0x03A3,
    0x03CE,
    0x03D0,
    0x03D6,
    0x03DA,
    0x03FF,
    0x0400,
    0x0482,
    0x048A,
    0x052F, // Cyrillic
    0x0531,
    0x0556,
    0x0559,
    0x055F,
    0x0561,
    0x0587,
    0x0589,
    0x058A, // Armenian
    0x05BE,
    0x05BE,
    0x05D0,
    0x05EA, // Hebrew
    0x0622,
    0x063A,
    0x0641,
    0x064A,
    0x0660,
    0x0669,
    0x0671,
    0x0674,
    0x0679,
    0x06D3,
    0x06F0,
    0x06F9, // Arabic
    0x2010,
    0x2027,
    0x2030,
    0x205E,
    0x2070,
    0x2071,
    0x2074,
    0x208E,
    0x20A0,
    0x20BF, // signs
    0x2100,
    0x214C,
    0x2190,
    0x22FF,
    0x2500,
    0x26FF,
    0x3001,
    0x3003,
    0x3005,
    0x3005,
    0x3008,
    0x301F,
    0x3041,
    0x3096,
    0x309B,
    0x309C, // Japanese
    0x30A0,
    0x30FE,
    0xFF01,
    0xFF5E,
    0xFF61,
    0xFF9F,
    0x3400,
    0x4DB5,
    0x4E00,
    0x9FA5,
    0x20000,
    0x2A6D6, // Chinese
    0x1100,
    0x1112,
    0x1161,
    0x1175,
    0x11A8,
    0x11C2,
    0xAC00,
    0xD7A3, // Korean
    0x1F300,
    0x1F64F,
    0x1F680,
    0x1F6D2,
    0x1F900,
    0x1F9FF // pictures
  };

  private static final char HIRAGANA_FIRST = 0x3041;
  private static final char HIRAGANA_LAST = 0x3096;
  private static final char HIRAGANA_TO_KATAKANA = 0x60;

  /** All code points beyond the basic plane are equal to MariaDB's older collations. */
  private static final char BEYOND = 0xFFFD;

  /** What decomposition leaves alone. */
  private static final Map<Character, String> FURTHER = Map.ofEntries(
      Map.entry('\u00E6', "ae"),
      Map.entry('\u0153', "oe"),
      Map.entry('\u00F8', "o"),
      Map.entry('\u0111', "d"),
      Map.entry('\u00F0', "d"),
      Map.entry('\u0127', "h"),
      Map.entry('\u0142', "l"),
      Map.entry('\u0131', "i"),
      Map.entry('\u0167', "t"),
      Map.entry('\u00DF', "ss"),
      Map.entry('\u03C2', "\u03C3"), // final letters
      Map.entry('\u05DA', "\u05DB"),
      Map.entry('\u05DD', "\u05DE"),
      Map.entry('\u05DF', "\u05E0"),
      Map.entry('\u05E3', "\u05E4"),
      Map.entry('\u05E5', "\u05E6"),
      Map.entry('\u0491', "\u0433"),
      Map.entry('\u30A1', "\u30A2"), // small kana
      Map.entry('\u30A3', "\u30A4"),
      Map.entry('\u30A5', "\u30A6"),
      Map.entry('\u30A7', "\u30A8"),
      Map.entry('\u30A9', "\u30AA"),
      Map.entry('\u30C3', "\u30C4"),
      Map.entry('\u30E3', "\u30E4"),
      Map.entry('\u30E5', "\u30E6"),
      Map.entry('\u30E7', "\u30E8"),
      Map.entry('\u30EE', "\u30EF"),
      Map.entry('\u30F5', "\u30AB"),
      Map.entry('\u30F6', "\u30B1"));

  /** Whether the fold says what databases take the code point for. */
  static boolean knows(int codePoint) {
    for (int i = 0; i < KNOWN.length; i += 2) {
      if (codePoint >= KNOWN[i] && codePoint <= KNOWN[i + 1]) {
        return true;
      }
    }
    return false;
  }

  /** The text that stands for all texts that are equal to this one. */
  String of(String text) {
    String prepared = switch (this) {
      case UNICODE -> text;
      case GENERAL -> text.replace('\u00DF', 's');
      case SWEDISH -> swedish(text);
    };
    var folded = new StringBuilder(prepared.length());
    if (isAscii(prepared)) {
      folded.append(prepared.toLowerCase(Locale.ROOT));
    } else {
      decomposed(lowerCase(decomposed(prepared)))
          .codePoints()
          .forEach(codePoint -> append(folded, codePoint));
    }
    return withoutBlanksAtEnd(folded);
  }

  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) > '~') {
        return false;
      }
    }
    return true;
  }

  private static String decomposed(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFKD);
  }

  /** By way of upper case, which some letters share that differ in lower case. */
  private static String lowerCase(String text) {
    return text.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
  }

  private static void append(StringBuilder folded, int codePoint) {
    int category = Character.getType(codePoint);
    if (category == Character.NON_SPACING_MARK || category == Character.FORMAT) {
      return;
    }
    if (codePoint > Character.MAX_VALUE) {
      folded.append(BEYOND);
      return;
    }
    char unit = (char) codePoint;
    if (unit >= HIRAGANA_FIRST && unit <= HIRAGANA_LAST) {
      unit += HIRAGANA_TO_KATAKANA;
    }
    int digit = Character.digit(unit, 10);
    if (digit >= 0) {
      folded.append(digit);
      return;
    }
    String further = FURTHER.get(unit);
    if (further == null) {
      folded.append(unit);
    } else {
      folded.append(further);
    }
  }

  /** Letters for which ASCII of old had places of its own; each is replaced by a unit for private use. */
  private static String swedish(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    var prepared = new StringBuilder(lower.length());
    for (int i = 0; i < lower.length(); i++) {
      char unit = lower.charAt(i);
      prepared.append(
          switch (unit) {
            case '[', '\u00E5' -> '\uE000';
            case '\\', '\u00E4', '\u00E6' -> '\uE001';
            case ']', '\u00F6', '\u00F8' -> '\uE002';
            case '\u00FC' -> 'y';
            default -> unit;
          });
    }
    return prepared.toString();
  }

  private static String withoutBlanksAtEnd(StringBuilder text) {
    int end = text.length();
    while (end > 0 && text.charAt(end - 1) == ' ') {
      end--;
    }
    return text.substring(0, end);
  }
}
