package org.bilayer.store;

import java.util.List;

/**
 * A condition on the rows of one table, as data: SQL renders it, memory evaluates it and keeps it as a
 * predicate to validate. Three-valued as in SQL: a comparison with null is unknown, {@code not} keeps
 * unknown, and a row qualifies only where the whole is true.
 *
 * <p>Columns are positions in the table. Values are stored values, normalised, never null. Immutable.
 *
 * <p>Code that treats the kinds differently implements {@link Visitor}, and code that looks for something in the whole tree
 * uses {@link #parts}. Neither compiles, or neither passes a part over, when a kind is added.
 */
public sealed interface Condition {

  /** Calls the method of this kind. */
  <R> R accept(Visitor<R> visitor);

  /**
   * The conditions that this one is composed of; empty for a comparison. The part of {@link Exists} is about the owned table.
   * Unmodifiable.
   */
  List<Condition> parts();

  /** The columns that this condition itself names, without those that its parts name. Unmodifiable. */
  List<Integer> columns();

  /** One method for each kind of condition. */
  interface Visitor<R> {

    /** For a condition that is true for every row, or for none. */
    R always(Always condition);

    /** For a comparison with a value. */
    R compare(Compare condition);

    /** For a comparison of two columns. */
    R compareColumns(CompareColumns condition);

    /** For membership in a list of values. */
    R in(In condition);

    /** For the absence of a value. */
    R isNull(IsNull condition);

    /** For a text search. */
    R matches(Matches condition);

    /** For a conjunction. */
    R and(And condition);

    /** For a disjunction. */
    R or(Or condition);

    /** For a negation. */
    R not(Not condition);

    /** For a condition on owned rows. */
    R exists(Exists condition);
  }

  /** True for every row, or for none. */
  record Always(boolean value) implements Condition {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.always(this);
    }

    @Override
    public List<Condition> parts() {
      return List.of();
    }

    @Override
    public List<Integer> columns() {
      return List.of();
    }
  }

  /** Compares a column with a value. */
  record Compare(int column, Operator operator, Object value) implements Condition {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.compare(this);
    }

    @Override
    public List<Condition> parts() {
      return List.of();
    }

    @Override
    public List<Integer> columns() {
      return List.of(column);
    }
  }

  /** Compares two columns of one stored kind. */
  record CompareColumns(int left, Operator operator, int right) implements Condition {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.compareColumns(this);
    }

    @Override
    public List<Condition> parts() {
      return List.of();
    }

    @Override
    public List<Integer> columns() {
      return List.of(left, right);
    }
  }

  /** Whether the column equals one of the values; at least one value, without duplicates. */
  record In(int column, List<Object> values) implements Condition {

    /** Copies the list. */
    public In {
      values = List.copyOf(values);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.in(this);
    }

    @Override
    public List<Condition> parts() {
      return List.of();
    }

    @Override
    public List<Integer> columns() {
      return List.of(column);
    }
  }

  /** Whether the column has no value; never unknown. */
  record IsNull(int column) implements Condition {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.isNull(this);
    }

    @Override
    public List<Condition> parts() {
      return List.of();
    }

    @Override
    public List<Integer> columns() {
      return List.of(column);
    }
  }

  /** How the text of a {@link Matches} lies in the column's text. */
  enum Match {
    /** At the beginning. */
    PREFIX,
    /** Anywhere. */
    INFIX,
    /** At the end. */
    SUFFIX
  }

  /** Whether a text column holds the text, every character of which stands for itself. */
  record Matches(int column, Match match, String text) implements Condition {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.matches(this);
    }

    @Override
    public List<Condition> parts() {
      return List.of();
    }

    @Override
    public List<Integer> columns() {
      return List.of(column);
    }
  }

  /** True if all are true, false if one is false; at least two. */
  record And(List<Condition> all) implements Condition {

    /** Copies the list. */
    public And {
      all = List.copyOf(all);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.and(this);
    }

    @Override
    public List<Condition> parts() {
      return all;
    }

    @Override
    public List<Integer> columns() {
      return List.of();
    }
  }

  /** True if one is true, false if all are false; at least two. */
  record Or(List<Condition> any) implements Condition {

    /** Copies the list. */
    public Or {
      any = List.copyOf(any);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.or(this);
    }

    @Override
    public List<Condition> parts() {
      return any;
    }

    @Override
    public List<Integer> columns() {
      return List.of();
    }
  }

  /** True if false, false if true. */
  record Not(Condition condition) implements Condition {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.not(this);
    }

    @Override
    public List<Condition> parts() {
      return List.of(condition);
    }

    @Override
    public List<Integer> columns() {
      return List.of();
    }
  }

  /**
   * Whether at least one row of {@code table}, which is owned by this table's rows, belongs to the row and
   * satisfies the condition over its own columns; never unknown.
   */
  record Exists(Table table, Condition condition) implements Condition {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.exists(this);
    }

    @Override
    public List<Condition> parts() {
      return List.of(condition);
    }

    @Override
    public List<Integer> columns() {
      return List.of();
    }
  }
}
