package org.bilayer.store.catalogue;

import java.util.List;
import java.util.Optional;

/**
 * The tables and sequences of one schema of a live database, and the settings that decide how they behave.
 *
 * <p>Immutable.
 */
public final class Catalogue {

  private final String product;
  private final String schema;
  private final List<CatalogueTable> tables;
  private final List<CatalogueSequence> sequences;
  private final Optional<CatalogueCollation> collation;
  private final String sqlMode;
  private final boolean ignoresCaseOfTables;
  private final List<String> hidden;

  private Catalogue(Builder builder) {
    this.product = builder.product;
    this.schema = builder.schema;
    this.tables = builder.tables;
    this.sequences = builder.sequences;
    this.collation = builder.collation;
    this.sqlMode = builder.sqlMode;
    this.ignoresCaseOfTables = builder.ignoresCaseOfTables;
    this.hidden = builder.hidden;
  }

  /** Begins a description. */
  public static Builder of(String product, String schema) {
    return new Builder(product, schema);
  }

  /** The product and its version, for people. */
  public String product() {
    return product;
  }

  /** The schema that was read, as the database names it. */
  public String schema() {
    return schema;
  }

  /** The tables, views and other relations, in the order of their names. */
  public List<CatalogueTable> tables() {
    return tables;
  }

  /** The sequences, in the order of their names. */
  public List<CatalogueSequence> sequences() {
    return sequences;
  }

  /** The collation of text columns that name none, where the database has such a default. */
  public Optional<CatalogueCollation> collation() {
    return collation;
  }

  /** What the server does with invalid values that other applications send, such as {@code sql_mode} of MariaDB as set for all
   * connections; empty where there is no such setting. */
  public String sqlMode() {
    return sqlMode;
  }

  /** Whether statements find tables and sequences by names of another letter case. */
  public boolean ignoresCaseOfTables() {
    return ignoresCaseOfTables;
  }

  /** What the connection has no right to see, in words; empty if the description is complete. */
  public List<String> hidden() {
    return hidden;
  }

  /** The relation that a statement means by this name. */
  public Optional<CatalogueTable> table(String name) {
    return tables.stream().filter(table -> isSame(table.name(), name)).findFirst();
  }

  /** The sequence that a statement means by this name. */
  public Optional<CatalogueSequence> sequence(String name) {
    return sequences.stream().filter(sequence -> isSame(sequence.name(), name)).findFirst();
  }

  private boolean isSame(String left, String right) {
    return ignoresCaseOfTables ? left.equalsIgnoreCase(right) : left.equals(right);
  }

  @Override
  public String toString() {
    return product + " " + schema;
  }

  /** Collects what is known. Everything but the arguments of the factory may be left out. For one thread. */
  public static final class Builder {

    private final String product;
    private final String schema;
    private List<CatalogueTable> tables = List.of();
    private List<CatalogueSequence> sequences = List.of();
    private Optional<CatalogueCollation> collation = Optional.empty();
    private String sqlMode = "";
    private boolean ignoresCaseOfTables;
    private List<String> hidden = List.of();

    private Builder(String product, String schema) {
      this.product = product;
      this.schema = schema;
    }

    /** Sets {@link Catalogue#tables}. */
    public Builder tables(List<CatalogueTable> tables) {
      this.tables = List.copyOf(tables);
      return this;
    }

    /** Sets {@link Catalogue#sequences}. */
    public Builder sequences(List<CatalogueSequence> sequences) {
      this.sequences = List.copyOf(sequences);
      return this;
    }

    /** Sets {@link Catalogue#collation}. */
    public Builder collation(CatalogueCollation collation) {
      this.collation = Optional.of(collation);
      return this;
    }

    /** Sets {@link Catalogue#sqlMode}. */
    public Builder sqlMode(String sqlMode) {
      this.sqlMode = sqlMode;
      return this;
    }

    /** Sets {@link Catalogue#ignoresCaseOfTables}. */
    public Builder ignoresCaseOfTables(boolean ignoresCaseOfTables) {
      this.ignoresCaseOfTables = ignoresCaseOfTables;
      return this;
    }

    /** Sets {@link Catalogue#hidden}. */
    public Builder hidden(List<String> hidden) {
      this.hidden = List.copyOf(hidden);
      return this;
    }

    /** The description; later calls of this builder do not change it. */
    public Catalogue build() {
      return new Catalogue(this);
    }
  }
}
