package org.bilayer.testkit.verify.history;

import java.util.List;
import java.util.stream.Collectors;
import org.bilayer.store.Condition;
import org.bilayer.store.Operator;

/**
 * A condition of a {@link History}, by names of columns. Immutable. Made by {@link Steps#everything}, {@link Steps#column} and
 * {@link Steps#any}.
 */
public sealed interface Filter {

  /** Both. */
  default Filter and(Filter other) {
    return new And(List.of(this, other));
  }

  /** At least one. */
  default Filter or(Filter other) {
    return new Or(List.of(this, other));
  }

  /** The opposite. */
  default Filter not() {
    return new Not(this);
  }

  /** What a {@link Filter} says of one column. Values are stored ones. */
  record Column(String name) {

    /** Equal to a value. */
    public Filter eq(Object value) {
      return new Compare(name, Operator.EQ, value);
    }

    /** Different from a value. */
    public Filter ne(Object value) {
      return new Compare(name, Operator.NE, value);
    }

    /** Less than a value. */
    public Filter lt(Object value) {
      return new Compare(name, Operator.LT, value);
    }

    /** At most a value. */
    public Filter le(Object value) {
      return new Compare(name, Operator.LE, value);
    }

    /** Greater than a value. */
    public Filter gt(Object value) {
      return new Compare(name, Operator.GT, value);
    }

    /** At least a value. */
    public Filter ge(Object value) {
      return new Compare(name, Operator.GE, value);
    }

    /** At least one value and at most another. */
    public Filter between(Object from, Object to) {
      return new Between(name, from, to, true);
    }

    /** At least one value and less than another. */
    public Filter fromUntil(Object from, Object until) {
      return new Between(name, from, until, false);
    }

    /** One of some values. */
    public Filter in(Object... values) {
      return new In(name, List.of(values), false);
    }

    /** None of some values. */
    public Filter notIn(Object... values) {
      return new In(name, List.of(values), true);
    }

    /** Without a value. */
    public Filter isNull() {
      return new IsNull(name, false);
    }

    /** With a value. */
    public Filter isNotNull() {
      return new IsNull(name, true);
    }

    /** Text that begins with a text. */
    public Filter startsWith(String text) {
      return new Matches(name, Condition.Match.PREFIX, text);
    }

    /** Text that holds a text. */
    public Filter contains(String text) {
      return new Matches(name, Condition.Match.INFIX, text);
    }

    /** Text that ends with a text. */
    public Filter endsWith(String text) {
      return new Matches(name, Condition.Match.SUFFIX, text);
    }

    /** Compared with another column of the row. */
    public Filter is(Operator operator, String other) {
      return new CompareColumns(name, operator, other);
    }
  }

  /** Satisfied by every row. */
  record Everything() implements Filter {
    @Override
    public String toString() {
      return "everything()";
    }
  }

  /** A column against a value. */
  record Compare(String column, Operator operator, Object value) implements Filter {
    @Override
    public String toString() {
      return on(column) + "." + operator.name().toLowerCase(java.util.Locale.ROOT) + "("
          + Literal.of(value) + ")";
    }
  }

  /**
   * A column in a range of values.
   *
   * @param inclusive whether {@code to} belongs to the range; {@code from} always does
   */
  record Between(String column, Object from, Object to, boolean inclusive) implements Filter {
    @Override
    public String toString() {
      return on(column) + (inclusive ? ".between(" : ".fromUntil(") + Literal.of(from) + ", "
          + Literal.of(to) + ")";
    }
  }

  /** A column against another. */
  record CompareColumns(String left, Operator operator, String right) implements Filter {
    @Override
    public String toString() {
      return on(left) + ".is(org.bilayer.store.Operator." + operator + ", " + Literal.of(right)
          + ")";
    }
  }

  /** A column among values. */
  record In(String column, List<Object> values, boolean negated) implements Filter {

    /** Copies the list. */
    public In {
      values = List.copyOf(values);
    }

    @Override
    public String toString() {
      return on(column) + (negated ? ".notIn(" : ".in(") + Literal.all(values) + ")";
    }
  }

  /** A column without, or with, a value. */
  record IsNull(String column, boolean negated) implements Filter {
    @Override
    public String toString() {
      return on(column) + (negated ? ".isNotNull()" : ".isNull()");
    }
  }

  /** A text column that holds a text. */
  record Matches(String column, Condition.Match match, String text) implements Filter {
    @Override
    public String toString() {
      return on(column)
          + switch (match) {
            case PREFIX -> ".startsWith(";
            case INFIX -> ".contains(";
            case SUFFIX -> ".endsWith(";
          }
          + Literal.of(text) + ")";
    }
  }

  /** All of some. */
  record And(List<Filter> all) implements Filter {
    @Override
    public String toString() {
      return joined(all, "and");
    }
  }

  /** One of some. */
  record Or(List<Filter> any) implements Filter {
    @Override
    public String toString() {
      return joined(any, "or");
    }
  }

  /** Not the part. */
  record Not(Filter part) implements Filter {
    @Override
    public String toString() {
      return part + ".not()";
    }
  }

  /** At least one owned row satisfies the part. */
  record Any(String table, Filter part) implements Filter {
    @Override
    public String toString() {
      return "any(" + Literal.of(table) + ", " + part + ")";
    }
  }

  private static String on(String column) {
    return "column(" + Literal.of(column) + ")";
  }

  private static String joined(List<Filter> parts, String word) {
    return parts.get(0)
        + parts.stream()
            .skip(1)
            .map(part -> "." + word + "(" + part + ")")
            .collect(Collectors.joining());
  }
}
