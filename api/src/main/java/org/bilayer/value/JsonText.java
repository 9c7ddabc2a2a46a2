package org.bilayer.value;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.bilayer.failure.FailureInternals;
import org.bilayer.failure.InvalidValueException;

/**
 * One text for each JSON value (RFC 8259), so that documents can be compared as values: no white space, members sorted by
 * code point, numbers without superfluous digits, and only those escapes that are needed. A database may store and return
 * another text of the same value; this form undoes that.
 */
final class JsonText {

  /*
   * Refused, because databases differ or lose something: members of one name (one keeps the first, another the last), U+0000
   * and lone surrogates, and nesting so deep that a recursive reader somewhere overflows. A number keeps all of its digits.
   * Its magnitude must be that of a double, because most JSON libraries read it as one: what a double can hold is accepted,
   * in each notation, and what it would turn into an infinity or into zero is refused.
   */
  private static final int DEPTH_MAX = 100;

  /** Digits behind the point of the least double, exactly. */
  private static final int SCALE_MAX = 1_074;

  /** PostgreSQL writes numbers out: a sign, up to 309 digits, a point, and digits behind the point. */
  private static final int NUMBER_LENGTH_MAX = 1 + 309 + 1 + SCALE_MAX;

  /** From here on the magnitude has to be looked at. */
  private static final int SAFE_EXPONENT = 300;

  private static final int PLAIN_DIGITS_MAX = 21;

  private static final Comparator<Member> BY_NAME =
      (one, other) -> TextRules.compare(one.name(), other.name());

  /** A member whose value is written already. */
  private record Member(String name, int from, int to) {}

  private final String text;
  private int at;

  private JsonText(String text) {
    this.text = text;
  }

  /**
   * The canonical text of a JSON value.
   *
   * @throws InvalidValueException if the text is not JSON, or holds what databases do not agree on
   */
  static String canonical(String text) {
    var reader = new JsonText(text);
    var out = new StringBuilder(text.length());
    reader.skipSpace();
    reader.value(out, 0);
    reader.skipSpace();
    if (reader.at < text.length()) {
      throw reader.refused("something follows the value");
    }
    return out.toString();
  }

  private void value(StringBuilder out, int depth) {
    if (depth > DEPTH_MAX) {
      throw refused("it is nested deeper than " + DEPTH_MAX);
    }
    switch (peek()) {
      case '{' -> object(out, depth);
      case '[' -> array(out, depth);
      case '"' -> quote(out, string());
      case 't' -> literal(out, "true");
      case 'f' -> literal(out, "false");
      case 'n' -> literal(out, "null");
      default -> number(out);
    }
  }

  /*
   * Members are written where they come, and put in order when the object is closed. Text that is in order already, as what
   * a database returns mostly is, is copied once, however deep it lies.
   */
  private void object(StringBuilder out, int depth) {
    at++;
    int start = out.length();
    var members = new ArrayList<Member>();
    skipSpace();
    if (peek() == '}') {
      at++;
    } else {
      do {
        out.append(members.isEmpty() ? '{' : ',');
        int from = out.length();
        skipSpace();
        if (peek() != '"') {
          throw refused("a member name is missing");
        }
        String name = string();
        skipSpace();
        expect(':');
        skipSpace();
        quote(out, name);
        out.append(':');
        value(out, depth + 1);
        members.add(new Member(name, from, out.length()));
        skipSpace();
      } while (another('}'));
    }
    if (members.isEmpty()) {
      out.append('{');
    } else {
      sort(out, start, members);
    }
    out.append('}');
  }

  private void sort(StringBuilder out, int start, List<Member> members) {
    boolean sorted = true;
    for (int i = 1; i < members.size() && sorted; i++) {
      sorted = BY_NAME.compare(members.get(i - 1), members.get(i)) < 0;
    }
    if (sorted) {
      return;
    }
    members.sort(BY_NAME);
    for (int i = 1; i < members.size(); i++) {
      if (members.get(i - 1).name().equals(members.get(i).name())) {
        throw refused("two members have one name");
      }
    }
    String written = out.substring(start);
    out.setLength(start);
    for (Member member : members) {
      out.append(out.length() == start ? '{' : ',')
          .append(written, member.from() - start, member.to() - start);
    }
  }

  private void array(StringBuilder out, int depth) {
    at++;
    out.append('[');
    skipSpace();
    if (peek() == ']') {
      at++;
    } else {
      boolean more = true;
      while (more) {
        skipSpace();
        value(out, depth + 1);
        skipSpace();
        more = another(']');
        if (more) {
          out.append(',');
        }
      }
    }
    out.append(']');
  }

  /** Whether another element follows; otherwise the closing mark has been read. */
  private boolean another(char closing) {
    char mark = peek();
    if (mark != ',' && mark != closing) {
      throw refused("expected , or " + closing);
    }
    at++;
    return mark == ',';
  }

  private String string() {
    at++;
    var out = new StringBuilder();
    while (true) {
      char unit = next();
      if (unit == '"') {
        return TextRules.checked(out.toString(), Integer.MAX_VALUE);
      }
      if (unit < ' ') {
        throw refused("a control character in a text must be escaped");
      }
      out.append(unit == '\\' ? escaped() : unit);
    }
  }

  private char escaped() {
    char unit = next();
    return switch (unit) {
      case '"', '\\', '/' -> unit;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> hexadecimal();
      default -> throw refused("unknown escape");
    };
  }

  private char hexadecimal() {
    int code = 0;
    for (int i = 0; i < 4; i++) {
      char unit = next();
      // Character.digit also takes digits of other scripts.
      int digit = unit < 0x80 ? Character.digit(unit, 16) : -1;
      if (digit < 0) {
        throw refused("an escape needs four hexadecimal digits");
      }
      code = code * 16 + digit;
    }
    return (char) code;
  }

  private static void quote(StringBuilder out, String value) {
    out.append('"');
    for (int i = 0; i < value.length(); i++) {
      char unit = value.charAt(i);
      if (unit == '"' || unit == '\\') {
        out.append('\\').append(unit);
      } else if (unit < ' ') {
        out.append("\\u00")
            .append(Character.forDigit(unit >> 4, 16))
            .append(Character.forDigit(unit & 15, 16));
      } else {
        out.append(unit);
      }
    }
    out.append('"');
  }

  private void literal(StringBuilder out, String word) {
    if (!text.startsWith(word, at)) {
      throw refused("unknown word");
    }
    at += word.length();
    out.append(word);
  }

  private void number(StringBuilder out) {
    int start = at;
    if (peek() == '-') {
      at++;
    }
    if (peek() == '0') {
      at++;
    } else {
      digits();
    }
    int integerEnd = at;
    if (at < text.length() && text.charAt(at) == '.') {
      at++;
      digits();
    }
    if (at < text.length() && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
      at++;
      if (peek() == '+' || peek() == '-') {
        at++;
      }
      digits();
    }
    if (at - start > NUMBER_LENGTH_MAX) {
      throw refused("a number has more than " + NUMBER_LENGTH_MAX + " characters");
    }
    if (at == integerEnd && at - start <= PLAIN_DIGITS_MAX && !text.startsWith("-0", start)) {
      out.append(text, start, at);
      return;
    }
    BigDecimal number;
    try {
      number = new BigDecimal(text.substring(start, at));
    } catch (NumberFormatException e) {
      throw refused("a number is out of range");
    }
    number = number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
    if (Math.abs((long) number.precision() - number.scale()) > SAFE_EXPONENT
        && !isHeldByDouble(number)) {
      throw refused("a number is out of range");
    }
    if (number.scale() > SCALE_MAX) {
      throw refused("a number has more than " + SCALE_MAX + " digits behind the point");
    }
    // Written out like JavaScript's Number.toString does: JSON libraries read a number with an
    // exponent as a floating one.
    boolean whole = number.scale() <= 0 && number.precision() - number.scale() <= PLAIN_DIGITS_MAX;
    out.append(whole ? number.toPlainString() : number.toString());
  }

  /** Whether a double is near the number, and not zero or infinite. */
  private static boolean isHeldByDouble(BigDecimal number) {
    double nearest = number.doubleValue();
    return nearest != 0 && !Double.isInfinite(nearest);
  }

  private void digits() {
    int start = at;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    if (at == start) {
      throw refused("a digit is missing");
    }
  }

  private void skipSpace() {
    while (at < text.length() && " \t\n\r".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private void expect(char mark) {
    if (peek() != mark) {
      throw refused("expected " + mark);
    }
    at++;
  }

  private char peek() {
    if (at >= text.length()) {
      throw refused("it ends too early");
    }
    return text.charAt(at);
  }

  private char next() {
    char unit = peek();
    at++;
    return unit;
  }

  private InvalidValueException refused(String why) {
    return FailureInternals.invalidValue(
        "a document must be JSON that all databases agree on: " + why + " at index " + at);
  }
}
