package org.bilayer.store.catalogue;

import java.util.Optional;

/**
 * A column of a live table.
 *
 * <p>Immutable.
 */
public final class CatalogueColumn {

  /** Whether the database makes the values. */
  public enum Generation {
    /** The column holds what is written. */
    NONE,
    /** An identity, from which an INSERT may differ. */
    IDENTITY_BY_DEFAULT,
    /** An identity that an INSERT can set only by a clause that says so. */
    IDENTITY_ALWAYS,
    /** A counter of the table, from which an INSERT may differ. */
    AUTO_INCREMENT,
    /** Computed from other columns when a row is written. */
    STORED,
    /** Computed from other columns when a row is read. */
    VIRTUAL
  }

  private final String name;
  private final CatalogueType type;
  private final int position;
  private final boolean nullable;
  private final Optional<String> defaultText;
  private final Generation generation;
  private final Optional<String> expression;
  private final Optional<String> onUpdate;
  private final Optional<CatalogueCollation> collation;
  private final String comment;

  private CatalogueColumn(Builder builder) {
    this.name = builder.name;
    this.type = builder.type;
    this.position = builder.position;
    this.nullable = builder.nullable;
    this.defaultText = builder.defaultText;
    this.generation = builder.generation;
    this.expression = builder.expression;
    this.onUpdate = builder.onUpdate;
    this.collation = builder.collation;
    this.comment = builder.comment;
  }

  /** Begins a description. */
  public static Builder named(String name, CatalogueType type) {
    return new Builder(name, type);
  }

  /** The name, as the database writes it. */
  public String name() {
    return name;
  }

  /** What the column stores. */
  public CatalogueType type() {
    return type;
  }

  /** The place in the table, from 1; a table may have gaps. */
  public int position() {
    return position;
  }

  /** Whether the column may hold NULL. */
  public boolean isNullable() {
    return nullable;
  }

  /** The default value as the database writes it; empty where an INSERT without the column stores NULL. */
  public Optional<String> defaultText() {
    return defaultText;
  }

  /** Whether the database makes the values. */
  public Generation generation() {
    return generation;
  }

  /** The expression of a computed column, as the database writes it. */
  public Optional<String> expression() {
    return expression;
  }

  /** What the database stores when an UPDATE changes the row without naming the column, as the database writes it. */
  public Optional<String> onUpdate() {
    return onUpdate;
  }

  /** How text is compared; empty for other types. */
  public Optional<CatalogueCollation> collation() {
    return collation;
  }

  /** The comment, or an empty text. */
  public String comment() {
    return comment;
  }

  /** Whether an INSERT that names the column fails. */
  public boolean isGeneratedAlways() {
    return generation == Generation.IDENTITY_ALWAYS || isComputed();
  }

  /** Whether the value follows from other columns. */
  public boolean isComputed() {
    return generation == Generation.STORED || generation == Generation.VIRTUAL;
  }

  /** Whether an INSERT without the column stores a value that is not NULL. */
  public boolean isSupplied() {
    return defaultText.isPresent() || generation != Generation.NONE;
  }

  @Override
  public String toString() {
    return name;
  }

  /** Collects what is known. Everything but the arguments of the factory may be left out. For one thread. */
  public static final class Builder {

    private final String name;
    private final CatalogueType type;
    private int position;
    private boolean nullable;
    private Optional<String> defaultText = Optional.empty();
    private Generation generation = Generation.NONE;
    private Optional<String> expression = Optional.empty();
    private Optional<String> onUpdate = Optional.empty();
    private Optional<CatalogueCollation> collation = Optional.empty();
    private String comment = "";

    private Builder(String name, CatalogueType type) {
      this.name = name;
      this.type = type;
    }

    /** Sets {@link CatalogueColumn#position}. */
    public Builder position(int position) {
      this.position = position;
      return this;
    }

    /** Sets {@link CatalogueColumn#isNullable}. */
    public Builder nullable(boolean nullable) {
      this.nullable = nullable;
      return this;
    }

    /** Sets {@link CatalogueColumn#defaultText}. */
    public Builder defaultText(String defaultText) {
      this.defaultText = Optional.of(defaultText);
      return this;
    }

    /** Sets {@link CatalogueColumn#generation}. */
    public Builder generation(Generation generation) {
      this.generation = generation;
      return this;
    }

    /** Sets {@link CatalogueColumn#expression}. */
    public Builder expression(String expression) {
      this.expression = Optional.of(expression);
      return this;
    }

    /** Sets {@link CatalogueColumn#onUpdate}. */
    public Builder onUpdate(String onUpdate) {
      this.onUpdate = Optional.of(onUpdate);
      return this;
    }

    /** Sets {@link CatalogueColumn#collation}. */
    public Builder collation(CatalogueCollation collation) {
      this.collation = Optional.of(collation);
      return this;
    }

    /** Sets {@link CatalogueColumn#comment}. */
    public Builder comment(String comment) {
      this.comment = comment;
      return this;
    }

    /** The description; later calls of this builder do not change it. */
    public CatalogueColumn build() {
      return new CatalogueColumn(this);
    }
  }
}
