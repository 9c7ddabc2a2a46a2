package org.bilayer.mybatis.internal.dialect;

import java.sql.SQLException;
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
   * The first and the last show a value, and show it first: the name is what the message ends with.
   */
  private static final Pattern DUPLICATE = Pattern.compile("'(?:([^'.]*)\\.)?([^'.]+)'\\s*$");
  private static final Pattern FOREIGN_KEY =
      Pattern.compile("`([^`]+)`, CONSTRAINT `([^`]+)` FOREIGN KEY");
  private static final Pattern CHECK =
      Pattern.compile("CONSTRAINT `(?:[^`]+`\\.`)?([^`]+)` failed for `[^`]+`\\.`([^`]+)`");
  private static final Pattern MYSQL_CHECK = Pattern.compile("Check constraint '([^']+)'");
  private static final Pattern COLUMN = Pattern.compile("'([^']+)'");

  private static final Pattern REFUSED =
      Pattern.compile("column [`'](?:[^`']+`\\.`)*([^`']+)[`'] at row \\d+\\s*$");

  private static final String PRIMARY = "PRIMARY";

  private MariaDbMessages() {}

  static BrokenRule brokenRule(SQLException error) {
    String message = String.valueOf(error.getMessage());
    return switch (error.getErrorCode()) {
      case 1062, 1586 -> duplicate(message);
      case 1451, 1452 -> {
        Matcher matcher = FOREIGN_KEY.matcher(message);
        yield matcher.find()
            ? new BrokenRule(matcher.group(1), matcher.group(2), null)
            : BrokenRule.UNKNOWN;
      }
      case 4025 -> {
        Matcher matcher = CHECK.matcher(message);
        yield matcher.find()
            ? new BrokenRule(matcher.group(2), matcher.group(1), null)
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
      case 1264, 1265, 1292, 1366, 1406 -> {
        Matcher matcher = REFUSED.matcher(message);
        yield matcher.find() ? new BrokenRule(null, null, matcher.group(1)) : BrokenRule.UNKNOWN;
      }
      default -> BrokenRule.UNKNOWN;
    };
  }

  /** The primary key has no name of its own: whoever knows the table knows it. */
  private static BrokenRule duplicate(String message) {
    Matcher matcher = DUPLICATE.matcher(message);
    if (!matcher.find()) {
      return BrokenRule.UNKNOWN;
    }
    @Nullable String table = matcher.group(1);
    String key = matcher.group(2);
    return key.equals(PRIMARY) ? BrokenRule.primaryKey(table) : new BrokenRule(table, key, null);
  }
}
