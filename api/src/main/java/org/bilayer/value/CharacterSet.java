package org.bilayer.value;

import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Locale;
import java.util.stream.Collectors;

/** Which code points a text of a narrow character set holds. The names are those of MariaDB. */
enum CharacterSet {
  /** All of Unicode. */
  UTF8MB4,
  /** The basic plane: three bytes of UTF-8. */
  UTF8MB3,
  /** What MariaDB calls latin1: windows-1252, with the controls of ISO 8859-1 where that has none. */
  LATIN1,
  /** Seven bits. */
  ASCII;

  private static final int LAST_OF_BASIC_PLANE = 0xFFFF;
  private static final int LAST_OF_ASCII = 0x7F;
  private static final int FIRST_CONTROL = 0x81;
  private static final int LAST_CONTROL = 0x9F;
  private static final BitSet LATIN1_CODE_POINTS = latin1();

  static CharacterSet named(String name) {
    for (CharacterSet each : values()) {
      if (each.label().equals(name)) {
        return each;
      }
    }
    throw new IllegalArgumentException("Unknown character set " + name + ". Use one of "
        + Arrays.stream(values()).map(CharacterSet::label).collect(Collectors.joining(", "))
        + ".");
  }

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  boolean holds(int codePoint) {
    return switch (this) {
      case UTF8MB4 -> true;
      case UTF8MB3 -> codePoint <= LAST_OF_BASIC_PLANE;
      case LATIN1 -> LATIN1_CODE_POINTS.get(codePoint);
      case ASCII -> codePoint <= LAST_OF_ASCII;
    };
  }

  /** The greatest number of bytes of one code point. */
  int bytesMax() {
    return switch (this) {
      case UTF8MB4 -> 4;
      case UTF8MB3 -> 3;
      case LATIN1, ASCII -> 1;
    };
  }

  private static BitSet latin1() {
    var held = new BitSet();
    CharsetEncoder encoder = Charset.forName("windows-1252").newEncoder();
    for (char unit = 0; unit < Character.MAX_VALUE; unit++) {
      if (encoder.canEncode(unit)) {
        held.set(unit);
      }
    }
    Charset windows = Charset.forName("windows-1252");
    for (int control = FIRST_CONTROL; control <= LAST_CONTROL; control++) {
      String read = new String(new byte[] {(byte) control}, windows);
      if (read.equals("\uFFFD")) {
        held.set(control);
      }
    }
    return held;
  }
}
