package org.bilayer.store.catalogue;

import java.util.Optional;

/**
 * A check of a live table.
 *
 * <p>Immutable.
 */
public final class CatalogueCheck {

  private final String name;
  private final String text;
  private final Optional<String> column;
  private final boolean validated;
  private final boolean enforced;

  private CatalogueCheck(Builder builder) {
    this.name = builder.name;
    this.text = builder.text;
    this.column = builder.column;
    this.validated = builder.validated;
    this.enforced = builder.enforced;
  }

  /** Begins a description. */
  public static Builder named(String name, String text) {
    return new Builder(name, text);
  }

  /** The name, as the database writes it. */
  public String name() {
    return name;
  }

  /** The condition, as the database writes it. */
  public String text() {
    return text;
  }

  /** The column to which the check belongs: the check is part of the column or of its domain. */
  public Optional<String> column() {
    return column;
  }

  /** Whether the rows that were there before the check have been checked. */
  public boolean isValidated() {
    return validated;
  }

  /** Whether new rows are checked. */
  public boolean isEnforced() {
    return enforced;
  }

  @Override
  public String toString() {
    return name;
  }

  /** Collects what is known. Everything but the arguments of the factory may be left out. For one thread. */
  public static final class Builder {

    private final String name;
    private final String text;
    private Optional<String> column = Optional.empty();
    private boolean validated = true;
    private boolean enforced = true;

    private Builder(String name, String text) {
      this.name = name;
      this.text = text;
    }

    /** Sets {@link CatalogueCheck#column}. */
    public Builder column(String column) {
      this.column = Optional.of(column);
      return this;
    }

    /** Sets {@link CatalogueCheck#isValidated}. */
    public Builder validated(boolean validated) {
      this.validated = validated;
      return this;
    }

    /** Sets {@link CatalogueCheck#isEnforced}. */
    public Builder enforced(boolean enforced) {
      this.enforced = enforced;
      return this;
    }

    /** The description; later calls of this builder do not change it. */
    public CatalogueCheck build() {
      return new CatalogueCheck(this);
    }
  }
}
