package org.bilayer.store.catalogue;

import java.util.List;
import java.util.Optional;

/**
 * A table of a live database, or another relation that statements can name as a table.
 *
 * <p>Immutable.
 */
public final class CatalogueTable {

  /** What holds the rows. */
  public enum Kind {
    /** A table with rows of its own. */
    TABLE,
    /** A table whose rows are those of its partitions. */
    PARTITIONED,
    /** One partition of a table. */
    PARTITION,
    /** A view. */
    VIEW,
    /** A view with stored rows. */
    MATERIALIZED_VIEW,
    /** A table of another server. */
    FOREIGN,
    /** A table of one connection. */
    TEMPORARY,
    /** Another relation. */
    OTHER
  }

  /** Whether policies hide rows. */
  public enum RowSecurity {
    /** There are no policies in force. */
    NONE,
    /** For everybody except the owner of the table. */
    ENABLED,
    /** For the owner too. */
    FORCED
  }

  private final String name;
  private final Kind kind;
  private final String schema;
  private final List<String> parents;
  private final List<String> children;
  private final String engine;
  private final boolean transactional;
  private final String comment;
  private final List<CatalogueColumn> columns;
  private final List<CatalogueIndex> indexes;
  private final List<CatalogueForeignKey> foreignKeys;
  private final List<CatalogueReferrer> referrers;
  private final List<CatalogueCheck> checks;
  private final List<CatalogueTrigger> triggers;
  private final List<String> rules;
  private final RowSecurity rowSecurity;
  private final boolean hidesRows;
  private final boolean writable;
  private final boolean ignoresCaseOfColumns;

  private CatalogueTable(Builder builder) {
    this.name = builder.name;
    this.kind = builder.kind;
    this.schema = builder.schema;
    this.parents = builder.parents;
    this.children = builder.children;
    this.engine = builder.engine;
    this.transactional = builder.transactional;
    this.comment = builder.comment;
    this.columns = builder.columns;
    this.indexes = builder.indexes;
    this.foreignKeys = builder.foreignKeys;
    this.referrers = builder.referrers;
    this.checks = builder.checks;
    this.triggers = builder.triggers;
    this.rules = builder.rules;
    this.rowSecurity = builder.rowSecurity;
    this.hidesRows = builder.hidesRows;
    this.writable = builder.writable;
    this.ignoresCaseOfColumns = builder.ignoresCaseOfColumns;
  }

  /** Begins a description. */
  public static Builder named(String name, Kind kind) {
    return new Builder(name, kind);
  }

  /** The name, as the database writes it. */
  public String name() {
    return name;
  }

  /** What holds the rows. */
  public Kind kind() {
    return kind;
  }

  /** The schema, as the database writes it. */
  public String schema() {
    return schema;
  }

  /** The tables from which this table inherits, or of which it is a partition. */
  public List<String> parents() {
    return parents;
  }

  /** The tables that inherit from this table, or that are its partitions. */
  public List<String> children() {
    return children;
  }

  /** The storage engine; empty where the database has only one. */
  public String engine() {
    return engine;
  }

  /** Whether changes can be rolled back. */
  public boolean isTransactional() {
    return transactional;
  }

  /** The comment, or an empty text. */
  public String comment() {
    return comment;
  }

  /** The columns in their order. */
  public List<CatalogueColumn> columns() {
    return columns;
  }

  /** The primary key, unique keys, indexes and exclusion constraints, in the order of their names. */
  public List<CatalogueIndex> indexes() {
    return indexes;
  }

  /** The foreign keys to other tables, in the order of their names. */
  public List<CatalogueForeignKey> foreignKeys() {
    return foreignKeys;
  }

  /** The foreign keys of all tables that refer to this table, in the order of schema, table and name. */
  public List<CatalogueReferrer> referrers() {
    return referrers;
  }

  /** The checks, in the order of their names; those of a column's domain are among them. */
  public List<CatalogueCheck> checks() {
    return checks;
  }

  /** The triggers, in the order of their names. */
  public List<CatalogueTrigger> triggers() {
    return triggers;
  }

  /** The rules that rewrite statements about the table, in the order of their names. */
  public List<String> rules() {
    return rules;
  }

  /** Whether policies hide rows. */
  public RowSecurity rowSecurity() {
    return rowSecurity;
  }

  /** Whether policies are in force for the connection that read this description. */
  public boolean hidesRows() {
    return hidesRows;
  }

  /** Whether rows can be inserted, changed and removed, as far as the database tells: some views only show rows. */
  public boolean isWritable() {
    return writable;
  }

  /** Whether statements find columns by names of another letter case. */
  public boolean ignoresCaseOfColumns() {
    return ignoresCaseOfColumns;
  }

  /** Whether the rows lie in tables of this database: of this table, or of its partitions. */
  public boolean hasOwnRows() {
    return kind == Kind.TABLE
        || kind == Kind.PARTITIONED
        || kind == Kind.PARTITION
        || kind == Kind.TEMPORARY;
  }

  /** Whether other tables inherit from this table, so that its queries return their rows too. */
  public boolean isInherited() {
    return kind != Kind.PARTITIONED && !children.isEmpty();
  }

  /** The column that a statement means by this name. */
  public Optional<CatalogueColumn> column(String name) {
    return columns.stream().filter(column -> isSame(column.name(), name)).findFirst();
  }

  private boolean isSame(String left, String right) {
    return ignoresCaseOfColumns ? left.equalsIgnoreCase(right) : left.equals(right);
  }

  /** The primary key. */
  public Optional<CatalogueIndex> primaryKey() {
    return indexes.stream()
        .filter(index -> index.kind() == CatalogueIndex.Kind.PRIMARY_KEY)
        .findFirst();
  }

  @Override
  public String toString() {
    return name;
  }

  /** Collects what is known. Everything but the arguments of the factory may be left out. For one thread. */
  public static final class Builder {

    private final String name;
    private final Kind kind;
    private String schema = "";
    private List<String> parents = List.of();
    private List<String> children = List.of();
    private String engine = "";
    private boolean transactional = true;
    private String comment = "";
    private List<CatalogueColumn> columns = List.of();
    private List<CatalogueIndex> indexes = List.of();
    private List<CatalogueForeignKey> foreignKeys = List.of();
    private List<CatalogueReferrer> referrers = List.of();
    private List<CatalogueCheck> checks = List.of();
    private List<CatalogueTrigger> triggers = List.of();
    private List<String> rules = List.of();
    private RowSecurity rowSecurity = RowSecurity.NONE;
    private boolean hidesRows;
    private boolean writable = true;
    private boolean ignoresCaseOfColumns;

    private Builder(String name, Kind kind) {
      this.name = name;
      this.kind = kind;
    }

    /** Sets {@link CatalogueTable#schema}. */
    public Builder schema(String schema) {
      this.schema = schema;
      return this;
    }

    /** Sets {@link CatalogueTable#parents}. */
    public Builder parents(List<String> parents) {
      this.parents = List.copyOf(parents);
      return this;
    }

    /** Sets {@link CatalogueTable#children}. */
    public Builder children(List<String> children) {
      this.children = List.copyOf(children);
      return this;
    }

    /** Sets {@link CatalogueTable#engine}. */
    public Builder engine(String engine) {
      this.engine = engine;
      return this;
    }

    /** Sets {@link CatalogueTable#isTransactional}. */
    public Builder transactional(boolean transactional) {
      this.transactional = transactional;
      return this;
    }

    /** Sets {@link CatalogueTable#comment}. */
    public Builder comment(String comment) {
      this.comment = comment;
      return this;
    }

    /** Sets {@link CatalogueTable#columns}. */
    public Builder columns(List<CatalogueColumn> columns) {
      this.columns = List.copyOf(columns);
      return this;
    }

    /** Sets {@link CatalogueTable#indexes}. */
    public Builder indexes(List<CatalogueIndex> indexes) {
      this.indexes = List.copyOf(indexes);
      return this;
    }

    /** Sets {@link CatalogueTable#foreignKeys}. */
    public Builder foreignKeys(List<CatalogueForeignKey> foreignKeys) {
      this.foreignKeys = List.copyOf(foreignKeys);
      return this;
    }

    /** Sets {@link CatalogueTable#referrers}. */
    public Builder referrers(List<CatalogueReferrer> referrers) {
      this.referrers = List.copyOf(referrers);
      return this;
    }

    /** Sets {@link CatalogueTable#checks}. */
    public Builder checks(List<CatalogueCheck> checks) {
      this.checks = List.copyOf(checks);
      return this;
    }

    /** Sets {@link CatalogueTable#triggers}. */
    public Builder triggers(List<CatalogueTrigger> triggers) {
      this.triggers = List.copyOf(triggers);
      return this;
    }

    /** Sets {@link CatalogueTable#rules}. */
    public Builder rules(List<String> rules) {
      this.rules = List.copyOf(rules);
      return this;
    }

    /** Sets {@link CatalogueTable#rowSecurity}. */
    public Builder rowSecurity(RowSecurity rowSecurity) {
      this.rowSecurity = rowSecurity;
      return this;
    }

    /** Sets {@link CatalogueTable#hidesRows}. */
    public Builder hidesRows(boolean hidesRows) {
      this.hidesRows = hidesRows;
      return this;
    }

    /** Sets {@link CatalogueTable#isWritable}. */
    public Builder writable(boolean writable) {
      this.writable = writable;
      return this;
    }

    /** Sets {@link CatalogueTable#ignoresCaseOfColumns}. */
    public Builder ignoresCaseOfColumns(boolean ignoresCaseOfColumns) {
      this.ignoresCaseOfColumns = ignoresCaseOfColumns;
      return this;
    }

    /** The description; later calls of this builder do not change it. */
    public CatalogueTable build() {
      return new CatalogueTable(this);
    }
  }
}
