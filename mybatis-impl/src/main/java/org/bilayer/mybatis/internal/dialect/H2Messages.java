package org.bilayer.mybatis.internal.dialect;

import java.sql.SQLException;
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
   * Values stand behind the names, so only the beginning is looked at: a value cannot pose as a constraint.
   */
  private static final Pattern KEY =
      Pattern.compile("\"([^\"(]*?)\\s*\\bON\\s+(?:[^\".(]+\\.)?([^\".(]+)\\(");
  private static final Pattern NAMED = Pattern.compile("\"([^\":]+):");
  private static final Pattern COLUMN = Pattern.compile("column \"([^\"]+)\"");
  private static final Pattern TYPED_COLUMN = Pattern.compile("column \"\\(?([^\" (]+)");
  private static final Pattern INDEX_SUFFIX =
      Pattern.compile("_INDEX_[0-9A-F_]+$", Pattern.CASE_INSENSITIVE);

  private static final Pattern PRIMARY_KEY = Pattern.compile("\\bPRIMARY[ _]KEY");
  private static final Pattern SPACES = Pattern.compile("\\s+");

  private H2Messages() {}

  static BrokenRule brokenRule(SQLException error, ConstraintNames constraints) {
    // Around reserved words the names are quoted once more; no declared name holds a quote.
    String message = String.valueOf(error.getMessage()).replace("\"\"", "");
    return switch (error.getErrorCode()) {
      case 23505 -> key(message, constraints);
      case 23503, 23506, 23513, 23514 -> new BrokenRule(null, first(NAMED, message), null);
      case 23502 -> new BrokenRule(null, null, first(COLUMN, message));
      case 22001, 22003, 22004 -> new BrokenRule(null, null, first(TYPED_COLUMN, message));
      default -> BrokenRule.UNKNOWN;
    };
  }

  private static BrokenRule key(String message, ConstraintNames constraints) {
    Matcher matcher = KEY.matcher(message);
    if (!matcher.find()) {
      return BrokenRule.UNKNOWN;
    }
    String table = matcher.group(2);
    for (String word : SPACES.split(matcher.group(1), -1)) {
      String name = word.substring(word.lastIndexOf('.') + 1);
      String constraint = INDEX_SUFFIX.matcher(name).replaceFirst("");
      if (constraints.declaring(constraint).isPresent()) {
        return new BrokenRule(table, constraint, null);
      }
    }
    // The primary key, whose index H2 names by itself; or an index of somebody else's making, under
    // its name.
    return PRIMARY_KEY.matcher(matcher.group(1)).find()
        ? BrokenRule.primaryKey(table)
        : new BrokenRule(table, lastName(matcher.group(1)), null);
  }

  private static String lastName(String names) {
    String last = names.substring(names.lastIndexOf(' ') + 1);
    return last.substring(last.lastIndexOf('.') + 1);
  }

  private static @Nullable String first(Pattern pattern, String message) {
    Matcher matcher = pattern.matcher(message);
    return matcher.find() ? matcher.group(1) : null;
  }
}
