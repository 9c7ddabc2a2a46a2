package org.bilayer.mybatis.internal.dialect;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads names out of H2's messages, the only place where it gives them. */
final class H2Messages {

  /*
   * What the messages quote, from H2 2.5; older ones leave out what stands in brackets:
   *
   *   [PUBLIC.account_pkey ]PRIMARY KEY ON PUBLIC.account(id) ( ... values ...
   *   [PUBLIC.account_owner_key INDEX ]PUBLIC.account_owner_key_INDEX_C ON PUBLIC.account(owner NULLS FIRST) VALUES ...
   *   child_parent_fkey: PUBLIC.child FOREIGN KEY(p) REFERENCES PUBLIC.parent(id) (2)
   *   account_check: [condition]
   *   NULL not allowed for column "id"
   *   Value too long for column "name CHARACTER VARYING(5)": "... value ...
   *   Numeric value out of range: "100000" in column "stock"
   *
   * Values stand behind the names, so only the beginning is looked at: a value cannot pose as a constraint. A message quotes
   * by doubling quotes and backslashes and by numbers for control characters; within, names are written as in SQL, quoted
   * where they have to be, with U& before those that are not plain ASCII. Before a colon, and before the type of a
   * column, a name stands as it is: there the names of the model are looked for, the longest first.
   */
  private static final Pattern INDEX_SUFFIX =
      Pattern.compile("_INDEX_[0-9A-F_]+$", Pattern.CASE_INSENSITIVE);

  private static final Pattern IN_COLUMN = Pattern.compile(" in column \"");

  private H2Messages() {}

  static BrokenRule brokenRule(SQLException error, ConstraintNames constraints) {
    String message = String.valueOf(error.getMessage());
    return switch (error.getErrorCode()) {
      case 23505 -> key(quoted(message, message.indexOf('"')), constraints);
      case 23503, 23506 -> named(quoted(message, message.indexOf('"')), constraints.foreignKeys());
      case 23513, 23514 -> named(quoted(message, message.indexOf('"')), constraints.checks());
      case 23502 -> new BrokenRule(null, null, emptyAsNull(quoted(message, message.indexOf('"'))));
      case 22001 ->
        new BrokenRule(null, null, typed(quoted(message, message.indexOf('"')), constraints));
      case 22003, 22004 -> {
        Matcher place = IN_COLUMN.matcher(message);
        int from = place.find() ? place.end() - 1 : message.indexOf('"');
        yield new BrokenRule(null, null, typed(quoted(message, from), constraints));
      }
      default -> BrokenRule.UNKNOWN;
    };
  }

  /** What a message quotes from a place, as it was before; empty if nothing is quoted there. */
  private static String quoted(String message, int from) {
    if (from < 0) {
      return "";
    }
    var text = new StringBuilder();
    for (int i = from + 1; i < message.length(); i++) {
      char letter = message.charAt(i);
      if (letter == '"') {
        if (i + 1 < message.length() && message.charAt(i + 1) == '"') {
          text.append('"');
          i++;
        } else {
          return text.toString();
        }
      } else if (letter == '\\') {
        i = unescape(message, i, text);
      } else {
        text.append(letter);
      }
    }
    return text.toString();
  }

  /** Appends what stands behind a backslash, and returns the place of its last letter. */
  private static int unescape(String message, int at, StringBuilder to) {
    if (message.startsWith("\\", at + 1)) {
      to.append('\\');
      return at + 1;
    }
    boolean isLong = message.startsWith("+", at + 1);
    int begin = at + (isLong ? 2 : 1);
    int end = begin + (isLong ? 6 : 4);
    try {
      to.appendCodePoint(Integer.parseInt(message.substring(begin, end), 16));
      return end - 1;
    } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
      to.append('\\'); // not of H2's making
      return at;
    }
  }

  private static @Nullable String emptyAsNull(String text) {
    return text.isEmpty() ? null : text;
  }

  /** A name before a colon. */
  private static BrokenRule named(String text, Set<String> known) {
    for (String name : known) {
      if (text.startsWith(name + ":")) {
        return new BrokenRule(null, name, null);
      }
    }
    int colon = text.indexOf(':');
    return colon < 0 ? BrokenRule.UNKNOWN : new BrokenRule(null, text.substring(0, colon), null);
  }

  /** A column before its type; also alone. */
  private static @Nullable String typed(String text, ConstraintNames constraints) {
    String column = text.startsWith("(") ? text.substring(1) : text;
    Words words = Words.of(column);
    if (!words.all.isEmpty() && words.isQuoted) {
      return words.all.get(0).get(0);
    }
    for (String name : constraints.columns()) {
      if (column.equals(name) || column.startsWith(name + " ") || column.startsWith(name + ")")) {
        return name;
      }
    }
    return words.all.isEmpty() ? null : words.all.get(0).get(0);
  }

  private static BrokenRule key(String text, ConstraintNames constraints) {
    Words words = Words.of(text);
    int on = words.all.indexOf(List.of("ON"));
    if (on < 0 || on + 1 >= words.all.size()) {
      return BrokenRule.UNKNOWN;
    }
    List<String> place = words.all.get(on + 1);
    String table = last(place);
    @Nullable String schema = place.size() > 1 ? place.get(place.size() - 2) : null;
    List<List<String>> names = words.all.subList(0, on);
    for (List<String> name : names) {
      String constraint = last(name);
      for (String each : List.of(constraint, INDEX_SUFFIX.matcher(constraint).replaceFirst(""))) {
        if (constraints.keys().contains(each)) {
          return new BrokenRule(schema, table, each, null);
        }
      }
    }
    // The primary key, whose index H2 names by itself; or an index of somebody else's making, under
    // its name.
    boolean primary = names.contains(List.of("PRIMARY"))
        || names.stream().anyMatch(name -> last(name).startsWith("PRIMARY_KEY"));
    return primary
        ? BrokenRule.primaryKey(schema, table)
        : new BrokenRule(
            schema, table, names.isEmpty() ? null : last(names.get(names.size() - 1)), null);
  }

  private static String last(List<String> parts) {
    return parts.get(parts.size() - 1);
  }

  /** The words and qualified names at the beginning of a text, up to what follows a parenthesis. */
  private static final class Words {

    private final List<List<String>> all = new ArrayList<>();
    private boolean isQuoted;

    static Words of(String text) {
      var words = new Words();
      var parts = new ArrayList<String>();
      int i = 0;
      while (i < text.length() && text.charAt(i) != '(') {
        if (text.charAt(i) == ' ') {
          words.end(parts);
          i++;
          continue;
        }
        if (text.charAt(i) == '.') {
          i++;
        }
        boolean unicode = text.startsWith("U&\"", i);
        if (unicode || text.startsWith("\"", i)) {
          var name = new StringBuilder();
          i = name(text, i + (unicode ? 3 : 1), unicode, name);
          parts.add(name.toString());
          words.isQuoted |= words.all.isEmpty();
        } else {
          int from = i;
          while (i < text.length() && " .(".indexOf(text.charAt(i)) < 0) {
            i++;
          }
          parts.add(text.substring(from, i));
        }
      }
      words.end(parts);
      return words;
    }

    private void end(List<String> parts) {
      if (!parts.isEmpty()) {
        all.add(List.copyOf(parts));
        parts.clear();
      }
    }

    /** Reads a quoted name, and returns the place behind it. */
    private static int name(String text, int from, boolean unicode, StringBuilder to) {
      int i = from;
      while (i < text.length()) {
        char letter = text.charAt(i);
        if (letter == '"' && !text.startsWith("\"\"", i)) {
          return i + 1;
        }
        if (letter == '"') {
          to.append('"');
          i += 2;
        } else if (unicode && letter == '\\') {
          i = unescape(text, i, to) + 1;
        } else {
          to.append(letter);
          i++;
        }
      }
      return i;
    }
  }
}
