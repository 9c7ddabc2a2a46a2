package org.bilayer.store.catalogue;

import java.util.Locale;

/**
 * One way in which a schema is not another one.
 *
 * <p>Immutable.
 *
 * @param kind what differs
 * @param direction whether it is missing, beyond what is expected, or another
 * @param severity whether the contract suffers
 * @param table the table as the database names it, or the sequence
 * @param object the column, constraint, index or trigger; the table's own name where it is about the whole table
 * @param expected what should be there, as the database writes it; empty for what is beyond
 * @param found what is there, as the database writes it; empty for what is missing
 * @param consequence what happens if nobody changes anything
 */
public record CatalogueDifference(
    Kind kind,
    Direction direction,
    Severity severity,
    String table,
    String object,
    String expected,
    String found,
    String consequence) {

  /** What differs. */
  public enum Kind {
    /** A table. */
    TABLE,
    /** A storage engine that cannot roll back. */
    ENGINE,
    /** A column. */
    COLUMN,
    /** A type: its kind, length, precision, scale or labels. */
    TYPE,
    /** Whether a column may hold NULL. */
    NULLABILITY,
    /** What an INSERT without the column stores. */
    DEFAULT,
    /** Whether the database makes the values, and from which expression. */
    GENERATION,
    /** How text is compared. */
    COLLATION,
    /** The primary key. */
    PRIMARY_KEY,
    /** A unique constraint or a unique index. */
    UNIQUE_KEY,
    /** An index that is not unique. */
    INDEX,
    /** A foreign key. */
    REFERENCE,
    /** A check. */
    CHECK,
    /** A trigger. */
    TRIGGER,
    /** A sequence. */
    SEQUENCE,
    /** The name of a constraint or index that is otherwise as expected. */
    NAME,
    /** A comment. */
    COMMENT
  }

  /** In which direction. */
  public enum Direction {
    /** Expected, and not there. */
    MISSING,
    /** There, and not expected. */
    EXTRA,
    /** There, and not as expected. */
    DIFFERENT
  }

  /** How bad a difference is. */
  public enum Severity {
    /** An operation fails, is slow, or means something else. */
    REQUIRED,
    /** Operations work alike; others may rely on what is there. */
    NOTE
  }

  /** Whether the schema has to change. */
  public boolean isRequired() {
    return severity == Severity.REQUIRED;
  }

  /** One line for people. */
  @Override
  public String toString() {
    String what = kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    String place = object.equals(table) ? table : table + "." + object;
    String values = switch (direction) {
      case MISSING -> "missing" + (expected.isEmpty() ? "" : ": " + expected);
      case EXTRA -> "not expected" + (found.isEmpty() ? "" : ": " + found);
      case DIFFERENT -> "expected " + expected + ", found " + found;
    };
    return place + ": " + what + " " + values + "; " + consequence;
  }
}
