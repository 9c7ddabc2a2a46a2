package org.bilayer.testkit.rolling;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One line of a snapshot: a word, then pairs of a word and a value. Values are quoted. */
final class Tokens {

  private final int number;
  private final String kind;
  private final List<String> names = new ArrayList<>();
  private final List<String> values = new ArrayList<>();

  private Tokens(int number, String kind) {
    this.number = number;
    this.kind = kind;
  }

  /** Begins a line that is to be written. */
  static Tokens of(String kind) {
    return new Tokens(0, kind);
  }

  Tokens with(String name, Object value) {
    names.add(name);
    values.add(String.valueOf(value));
    return this;
  }

  Tokens withIf(boolean condition, String name, Object value) {
    return condition ? with(name, value) : this;
  }

  Tokens withAll(String name, List<?> all) {
    all.forEach(value -> with(name, value));
    return this;
  }

  /**
   * Reads a line.
   *
   * @throws IllegalArgumentException if the line is none of a snapshot
   */
  static Tokens parse(int number, String line) {
    String text = line.strip();
    int at = text.indexOf(' ');
    var tokens = new Tokens(number, at < 0 ? text : text.substring(0, at));
    while (at >= 0 && at < text.length()) {
      int equals = text.indexOf("=\"", at);
      if (equals < 0) {
        throw tokens.wrong("a name without a value");
      }
      String name = text.substring(at, equals).strip();
      var value = new StringBuilder();
      int end = unquoted(tokens, text, equals + 2, value);
      tokens.with(name, value);
      at = end + 1;
    }
    return tokens;
  }

  private static int unquoted(Tokens tokens, String text, int from, StringBuilder value) {
    for (int i = from; i < text.length(); i++) {
      char next = text.charAt(i);
      if (next == '"') {
        return i;
      }
      if (next == '\\' && i + 5 < text.length() && text.charAt(i + 1) == 'u') {
        value.append((char) Integer.parseInt(text.substring(i + 2, i + 6), 16));
        i += 5;
      } else {
        value.append(next);
      }
    }
    throw tokens.wrong("a value without its closing quote");
  }

  String kind() {
    return kind;
  }

  Optional<String> find(String name) {
    int index = names.indexOf(name);
    return index < 0 ? Optional.empty() : Optional.of(values.get(index));
  }

  String get(String name) {
    return find(name).orElseThrow(() -> wrong("no value for " + name));
  }

  int number(String name) {
    try {
      return Integer.parseInt(get(name));
    } catch (NumberFormatException e) {
      throw wrong("no number for " + name);
    }
  }

  boolean is(String name) {
    return find(name).filter("true"::equals).isPresent();
  }

  List<String> all(String name) {
    var all = new ArrayList<String>();
    for (int i = 0; i < names.size(); i++) {
      if (names.get(i).equals(name)) {
        all.add(values.get(i));
      }
    }
    return all;
  }

  <E extends Enum<E>> E constant(Class<E> type, String name) {
    for (E constant : type.getEnumConstants()) {
      if (constant.name().equals(get(name))) {
        return constant;
      }
    }
    throw wrong("an unknown " + name + " " + get(name));
  }

  IllegalArgumentException wrong(String what) {
    return new IllegalArgumentException(
        "Line " + number + " of the snapshot is not one that the library has" + " written: it has "
            + what + ". Take the snapshot of the release again, from its own code.");
  }

  @Override
  public String toString() {
    var line = new StringBuilder(kind);
    for (int i = 0; i < names.size(); i++) {
      line.append(' ')
          .append(names.get(i))
          .append("=\"")
          .append(quoted(values.get(i)))
          .append('"');
    }
    return line.toString();
  }

  private static String quoted(String value) {
    var text = new StringBuilder();
    for (int i = 0; i < value.length(); i++) {
      char next = value.charAt(i);
      if (next == '"' || next == '\\' || next < ' ' || Character.isSurrogate(next)) {
        text.append(String.format("\\u%04x", (int) next));
      } else {
        text.append(next);
      }
    }
    return text.toString();
  }
}
