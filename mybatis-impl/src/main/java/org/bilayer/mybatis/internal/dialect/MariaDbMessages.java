package org.bilayer.mybatis.internal.dialect;

import java.sql.SQLException;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads names out of MariaDB's messages, the only place where it gives them. */
final class MariaDbMessages {

  /*
   *   Duplicate entry 'any value' for key 'account_owner_key'        MySQL: 'account.account_owner_key'
   *   ... fails (`db`.`child`, CONSTRAINT `child_parent_fkey` FOREIGN KEY (`p`) REFERENCES `parent` (`id`))
   *   CONSTRAINT `account_check` failed for `db`.`account`           MySQL: Check constraint 'account_check' is violated.
   *   Column 'owner' cannot be null / Field 'owner' doesn't have a default value
   *   Data truncated for column 'mood' at row 1 / Data too long for column 'name' at row 1
   *   Incorrect string value: '\xE4...' for column `db`.`account`.`owner` at row 1
   *
   * The first and the last show a value, and show it first: the name is what the message ends with. A name may hold
   * anything, also what looks like the rest of a message, and stands there as it is between apostrophes. So the names of
   * the model are looked for, the longest first; only a name that the model does not have is cut out of the message. Between
   * backticks a name has its own backticks twice in the messages about constraints, and once in those about values.
   */
  private static final Pattern DUPLICATE = Pattern.compile("'(?:([^'.]*)\\.)?([^'.]+)'\\s*$");
  private static final String QUOTED = "`((?:[^`]|``)*)`";
  private static final Pattern FOREIGN_KEY = Pattern.compile(
      QUOTED + "\\." + QUOTED + ", CONSTRAINT " + QUOTED + " FOREIGN KEY", Pattern.DOTALL);
  private static final Pattern CHECK = Pattern.compile(
      "CONSTRAINT (?:" + QUOTED + "\\.)?" + QUOTED + " failed for " + QUOTED + "\\." + QUOTED,
      Pattern.DOTALL);
  private static final Pattern MYSQL_CHECK = Pattern.compile("Check constraint '([^']+)'");

  /** What follows a name has no apostrophe before a blank. */
  private static final Pattern COLUMN = Pattern.compile("'(.*)' ", Pattern.DOTALL);

  private static final Pattern ROW = Pattern.compile(" at row \\d+\\s*$");
  private static final Pattern REFUSED =
      Pattern.compile("column [`'](?:[^`']+`\\.`)*([^`']+)[`']$");

  private static final String PRIMARY = "PRIMARY";

  private MariaDbMessages() {}

  static BrokenRule brokenRule(SQLException error, ConstraintNames constraints) {
    String message = String.valueOf(error.getMessage());
    return switch (error.getErrorCode()) {
      case 1062, 1586 -> duplicate(message, constraints);
      case 1451, 1452 -> {
        Matcher matcher = FOREIGN_KEY.matcher(message);
        yield matcher.find()
            ? new BrokenRule(
                bare(matcher.group(1)), bare(matcher.group(2)), bare(matcher.group(3)), null)
            : BrokenRule.UNKNOWN;
      }
      case 4025 -> {
        Matcher matcher = CHECK.matcher(message);
        yield matcher.find()
            ? new BrokenRule(
                bare(matcher.group(3)), bare(matcher.group(4)), bare(matcher.group(2)), null)
            : BrokenRule.UNKNOWN;
      }
      case 3819 -> {
        Matcher matcher = MYSQL_CHECK.matcher(message);
        yield matcher.find() ? new BrokenRule(null, matcher.group(1), null) : BrokenRule.UNKNOWN;
      }
      case 1048, 1364 -> {
        Matcher matcher = COLUMN.matcher(message);
        yield matcher.find() ? new BrokenRule(null, null, matcher.group(1)) : BrokenRule.UNKNOWN;
      }
      case 1264, 1265, 1292, 1366, 1406 ->
        new BrokenRule(null, null, refused(message, constraints));
      default -> BrokenRule.UNKNOWN;
    };
  }

  private static String bare(String quoted) {
    return quoted.replace("``", "`");
  }

  /** The primary key has no name of its own: whoever knows the table knows it. */
  private static BrokenRule duplicate(String message, ConstraintNames constraints) {
    String trimmed = message.stripTrailing();
    String known = first(constraints.keys(), key -> trimmed.endsWith(" '" + key + "'"));
    if (known != null) {
      return new BrokenRule(null, known, null);
    }
    Matcher matcher = DUPLICATE.matcher(message);
    if (!matcher.find()) {
      return BrokenRule.UNKNOWN;
    }
    @Nullable String table = matcher.group(1);
    String key = matcher.group(2);
    return key.equals(PRIMARY)
        ? BrokenRule.primaryKey(null, table)
        : new BrokenRule(table, key, null);
  }

  private static @Nullable String refused(String message, ConstraintNames constraints) {
    Matcher row = ROW.matcher(message);
    if (!row.find()) {
      return null;
    }
    String head = message.substring(0, row.start());
    String known = first(
        constraints.columns(),
        column -> head.endsWith("column '" + column + "'") || head.endsWith(".`" + column + "`"));
    if (known != null) {
      return known;
    }
    Matcher matcher = REFUSED.matcher(head);
    return matcher.find() ? matcher.group(1) : null;
  }

  private static @Nullable String first(Set<String> names, Predicate<String> fits) {
    return names.stream().filter(fits).findFirst().orElse(null);
  }
}
