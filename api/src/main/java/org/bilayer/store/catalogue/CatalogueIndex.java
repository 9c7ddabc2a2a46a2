package org.bilayer.store.catalogue;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A primary key, unique key, index or exclusion constraint of a live table.
 *
 * <p>Immutable.
 */
public final class CatalogueIndex {

  /** What an index demands. */
  public enum Kind {
    /** The primary key. */
    PRIMARY_KEY,
    /** A unique constraint. */
    UNIQUE_CONSTRAINT,
    /** A unique index that is no constraint. */
    UNIQUE_INDEX,
    /** Nothing; it serves queries. */
    INDEX,
    /** No two rows that satisfy operators other than equality. */
    EXCLUSION
  }

  /**
   * One column or expression of an index.
   *
   * <p>Immutable.
   */
  public static final class Part {

    private final String text;
    private final boolean expression;
    private final boolean descending;
    private final int prefix;

    private Part(String text, boolean expression, boolean descending, int prefix) {
      this.text = text;
      this.expression = expression;
      this.descending = descending;
      this.prefix = prefix;
    }

    /** A column. */
    public static Part column(String name) {
      return new Part(name, false, false, 0);
    }

    /** An expression, as the database writes it. */
    public static Part expression(String text) {
      return new Part(text, true, false, 0);
    }

    /** This part in descending order. */
    public Part descending() {
      return new Part(text, expression, true, prefix);
    }

    /** The first {@code length} characters or bytes of this column. */
    public Part beginning(int length) {
      return new Part(text, expression, descending, length);
    }

    /** The column's name, or the expression as the database writes it. */
    public String text() {
      return text;
    }

    /** Whether this is an expression and no column. */
    public boolean isExpression() {
      return expression;
    }

    /** Whether the order is descending. */
    public boolean isDescending() {
      return descending;
    }

    /** How many characters or bytes of the column are indexed; empty for the whole value. */
    public OptionalInt prefix() {
      return prefix == 0 ? OptionalInt.empty() : OptionalInt.of(prefix);
    }

    @Override
    public String toString() {
      return text + (prefix == 0 ? "" : "(" + prefix + ")") + (descending ? " DESC" : "");
    }
  }

  private final String name;
  private final Kind kind;
  private final List<Part> parts;
  private final String method;
  private final List<String> included;
  private final Optional<String> condition;
  private final boolean nullsNotDistinct;
  private final boolean valid;
  private final boolean deferrable;
  private final boolean deferred;
  private final String definition;

  private CatalogueIndex(Builder builder) {
    this.name = builder.name;
    this.kind = builder.kind;
    this.parts = builder.parts;
    this.method = builder.method;
    this.included = builder.included;
    this.condition = builder.condition;
    this.nullsNotDistinct = builder.nullsNotDistinct;
    this.valid = builder.valid;
    this.deferrable = builder.deferrable;
    this.deferred = builder.deferred;
    this.definition = builder.definition;
  }

  /** Begins a description. */
  public static Builder named(String name, Kind kind, List<Part> parts) {
    return new Builder(name, kind, parts);
  }

  /** The name of the constraint, or of the index where no constraint has it. */
  public String name() {
    return name;
  }

  /** What it demands. */
  public Kind kind() {
    return kind;
  }

  /** What is indexed, in order. */
  public List<Part> parts() {
    return parts;
  }

  /** How the index is built, such as {@code btree}, in lower case; empty where it is not told. */
  public String method() {
    return method;
  }

  /** Columns that are stored in the index without being part of its key. */
  public List<String> included() {
    return included;
  }

  /** Which rows are indexed, as the database writes it; empty for all rows. */
  public Optional<String> condition() {
    return condition;
  }

  /** Whether two rows collide in a unique key although a column is NULL in both. */
  public boolean nullsNotDistinct() {
    return nullsNotDistinct;
  }

  /** Whether the index holds all rows and is used. */
  public boolean isValid() {
    return valid;
  }

  /** Whether the check can wait for the commit. */
  public boolean isDeferrable() {
    return deferrable;
  }

  /** Whether the check waits for the commit unless a transaction decides otherwise. */
  public boolean isDeferred() {
    return deferred;
  }

  /** The whole definition as the database writes it; empty where it does not. */
  public String definition() {
    return definition;
  }

  /** Whether two rows with the same parts are refused. */
  public boolean isUnique() {
    return kind == Kind.PRIMARY_KEY || kind == Kind.UNIQUE_CONSTRAINT || kind == Kind.UNIQUE_INDEX;
  }

  /** Whether the key is over whole columns of all rows, without expressions, beginnings and conditions. */
  public boolean isPlain() {
    return condition.isEmpty()
        && parts.stream().noneMatch(part -> part.isExpression() || part.prefix().isPresent());
  }

  /** The names of the columns among the parts, in order. */
  public List<String> columns() {
    return parts.stream().filter(part -> !part.isExpression()).map(Part::text).toList();
  }

  @Override
  public String toString() {
    return name;
  }

  /** Collects what is known. Everything but the arguments of the factory may be left out. For one thread. */
  public static final class Builder {

    private final String name;
    private final Kind kind;
    private final List<Part> parts;
    private String method = "";
    private List<String> included = List.of();
    private Optional<String> condition = Optional.empty();
    private boolean nullsNotDistinct;
    private boolean valid = true;
    private boolean deferrable;
    private boolean deferred;
    private String definition = "";

    private Builder(String name, Kind kind, List<Part> parts) {
      this.name = name;
      this.kind = kind;
      this.parts = List.copyOf(parts);
    }

    /** Sets {@link CatalogueIndex#method}. */
    public Builder method(String method) {
      this.method = method;
      return this;
    }

    /** Sets {@link CatalogueIndex#included}. */
    public Builder included(List<String> included) {
      this.included = List.copyOf(included);
      return this;
    }

    /** Sets {@link CatalogueIndex#condition}. */
    public Builder condition(String condition) {
      this.condition = Optional.of(condition);
      return this;
    }

    /** Sets {@link CatalogueIndex#nullsNotDistinct}. */
    public Builder nullsNotDistinct(boolean nullsNotDistinct) {
      this.nullsNotDistinct = nullsNotDistinct;
      return this;
    }

    /** Sets {@link CatalogueIndex#isValid}. */
    public Builder valid(boolean valid) {
      this.valid = valid;
      return this;
    }

    /** Sets {@link CatalogueIndex#isDeferrable}. */
    public Builder deferrable(boolean deferrable) {
      this.deferrable = deferrable;
      return this;
    }

    /** Sets {@link CatalogueIndex#isDeferred}. */
    public Builder deferred(boolean deferred) {
      this.deferred = deferred;
      return this;
    }

    /** Sets {@link CatalogueIndex#definition}. */
    public Builder definition(String definition) {
      this.definition = definition;
      return this;
    }

    /** The description; later calls of this builder do not change it. */
    public CatalogueIndex build() {
      return new CatalogueIndex(this);
    }
  }
}
