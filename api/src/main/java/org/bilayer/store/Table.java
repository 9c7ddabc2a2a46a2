package org.bilayer.store;

import java.util.List;
import java.util.Optional;
import org.bilayer.value.StoredType;

/**
 * One table of a model: the rows of a root, or the rows that roots own in one of their collections. Compared
 * by identity: a backend may key caches by it.
 *
 * <p>Immutable.
 */
public final class Table {

  private final String name;
  private final List<StoredColumn> columns;
  private final List<Integer> key;
  private final int version;
  private final List<UniqueKey> uniqueKeys;
  private final List<ForeignKey> foreignKeys;
  private final List<Check> checks;
  private final Optional<ForeignKey> owner;
  private final boolean identity;
  private final String keyName;
  private final QualifiedName inDatabase;

  /**
   * Describes a table; the model has checked everything.
   *
   * @param key positions of the primary key
   * @param version position of the version column, or -1 for a table of owned rows
   * @param foreignKeys all of them, {@code owner} included
   * @param owner the foreign key to the owning row, present exactly for owned rows; its columns begin the
   *     primary key
   */
  public Table(
      String name,
      List<StoredColumn> columns,
      List<Integer> key,
      int version,
      List<UniqueKey> uniqueKeys,
      List<ForeignKey> foreignKeys,
      List<Check> checks,
      Optional<ForeignKey> owner) {
    this.name = name;
    this.keyName = name + "_pkey";
    this.inDatabase = QualifiedName.of(name);
    this.columns = List.copyOf(columns);
    this.key = List.copyOf(key);
    this.version = version;
    this.uniqueKeys = List.copyOf(uniqueKeys);
    this.foreignKeys = List.copyOf(foreignKeys);
    this.checks = List.copyOf(checks);
    this.owner = owner;
    this.identity = false;
  }

  private Table(Table other, boolean identity, String keyName, QualifiedName inDatabase) {
    this.name = other.name;
    this.columns = other.columns;
    this.key = other.key;
    this.version = other.version;
    this.uniqueKeys = other.uniqueKeys;
    this.foreignKeys = other.foreignKeys;
    this.checks = other.checks;
    this.owner = other.owner;
    this.identity = identity;
    this.keyName = keyName;
    this.inDatabase = inDatabase;
  }

  /** This table with a primary key that the database generates; one column of a 32- or 64-bit integer. */
  public Table withIdentity() {
    return new Table(this, true, keyName, inDatabase);
  }

  /** This table under another name in the database. */
  public Table withNameInDatabase(QualifiedName inDatabase) {
    return new Table(this, identity, keyName, inDatabase);
  }

  /** This table with another name of the primary key's constraint. */
  public Table withKeyName(String keyName) {
    return new Table(this, identity, keyName, inDatabase);
  }

  /** Whether the database generates the primary key: rows then come by {@link StoreSession#insertGenerated} only. */
  public boolean hasIdentity() {
    return identity;
  }

  /** The table's name in Java and in messages: lower snake case, unique in the model. */
  public String name() {
    return name;
  }

  /** The table's name in the database. */
  public QualifiedName inDatabase() {
    return inDatabase;
  }

  /** The columns; a row has its values in this order. */
  public List<StoredColumn> columns() {
    return columns;
  }

  /** The type of the column at a position. */
  public StoredType type(int column) {
    return columns.get(column).type();
  }

  /** Positions of the primary key, at least one. */
  public List<Integer> key() {
    return key;
  }

  /** The primary key's constraint name. */
  public String keyName() {
    return keyName;
  }

  /** Position of the version column, a required INT64; -1 for a table of owned rows. */
  public int version() {
    return version;
  }

  /** The unique keys beside the primary key. */
  public List<UniqueKey> uniqueKeys() {
    return uniqueKeys;
  }

  /** All foreign keys, that of the owner included. */
  public List<ForeignKey> foreignKeys() {
    return foreignKeys;
  }

  /** The checks. */
  public List<Check> checks() {
    return checks;
  }

  /** The foreign key to the owning row; empty for a table of roots. */
  public Optional<ForeignKey> owner() {
    return owner;
  }

  /** The name under which a missing value of the column is reported. */
  public String notNullName(int column) {
    return name + "_" + columns.get(column).name() + "_not_null";
  }

  @Override
  public String toString() {
    return name;
  }
}
