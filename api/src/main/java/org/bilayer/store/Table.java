package org.bilayer.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.bilayer.failure.FailureInternals;
import org.bilayer.value.Key;
import org.bilayer.value.StoredType;
import org.jspecify.annotations.Nullable;

/**
 * One table of a model: the rows of a root, or the rows that roots own in one of their collections. Compared
 * by identity: a backend may key caches by it.
 *
 * <p>Immutable.
 */
public final class Table {

  /** Stands for the version of a row that has none, or does not exist. */
  public static final long NO_VERSION = Long.MIN_VALUE;

  /** What the version column of a new row holds. */
  public static final long FIRST_VERSION = 1;

  private final String name;
  private final List<StoredColumn> columns;
  private final List<Integer> key;
  private final int version;
  private final List<UniqueKey> uniqueKeys;
  private final List<ForeignKey> foreignKeys;
  private final List<Check> checks;
  private final Optional<ForeignKey> owner;
  private final boolean identity;
  private final Versioning versioning;
  private final StoredType.@Nullable Kind versionKind;
  private final String keyName;
  private final QualifiedName inDatabase;
  private final List<Index> indexes;
  private final List<Integer> generated;
  private final List<Integer> copies;

  private final @Nullable Table base;
  private final List<Join> joins;
  private final List<JoinedColumn> joined;

  /** By position: whether the library never writes the column, because the database fills it. */
  private final boolean[] neverWritten;

  /**
   * Describes a table; the model has checked everything.
   *
   * @param key positions of the primary key
   * @param version position of the version column, or -1 for a table without versions
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
    this.indexes = List.of();
    this.base = null;
    this.joins = List.of();
    this.joined = List.of();
    this.identity = false;
    this.versioning = version < 0 ? Versioning.NONE : Versioning.COLUMN;
    this.versionKind = version < 0 ? null : columns.get(version).type().kind();
    this.generated = IntStream.range(0, columns.size())
        .filter(column -> columns.get(column).generation().isPresent())
        .boxed()
        .toList();
    this.copies = IntStream.range(0, columns.size())
        .filter(column -> columns.get(column).isCopy())
        .boxed()
        .toList();
    this.neverWritten = new boolean[columns.size()];
    for (int column : generated) {
      neverWritten[column] = columns
          .get(column)
          .generation()
          .filter(how -> how.moment() != StoredColumn.Moment.ABSENT)
          .isPresent();
    }
  }

  private Table(
      Table other,
      boolean identity,
      Versioning versioning,
      String keyName,
      QualifiedName inDatabase,
      List<Index> indexes) {
    this.name = other.name;
    this.columns = other.columns;
    this.key = other.key;
    this.version = other.version;
    this.uniqueKeys = other.uniqueKeys;
    this.foreignKeys = other.foreignKeys;
    this.checks = other.checks;
    this.owner = other.owner;
    this.identity = identity;
    this.versioning = versioning;
    this.versionKind = other.versionKind;
    this.keyName = keyName;
    this.inDatabase = inDatabase;
    this.indexes = indexes;
    this.generated = other.generated;
    this.copies = other.copies;
    this.neverWritten = other.neverWritten;
    this.base = null;
    this.joins = List.of();
    this.joined = List.of();
  }

  private Table(
      Table base, List<Join> joins, List<JoinedColumn> joined, List<StoredColumn> columns) {
    this.name = base.name;
    this.columns = columns;
    this.key = base.key;
    this.version = base.version;
    this.uniqueKeys = base.uniqueKeys;
    this.foreignKeys = base.foreignKeys;
    this.checks = base.checks;
    this.owner = base.owner;
    this.identity = base.identity;
    this.versioning = base.versioning;
    this.versionKind = base.versionKind;
    this.keyName = base.keyName;
    this.inDatabase = base.inDatabase;
    this.indexes = base.indexes;
    this.generated = base.generated;
    this.copies = base.copies;
    this.neverWritten = Arrays.copyOf(base.neverWritten, columns.size());
    this.base = base;
    this.joins = joins;
    this.joined = joined;
  }

  /**
   * A row to which each row leads, at most one.
   *
   * @param from the place, among the joins, of the one whose row refers; -1 for the table's own row
   * @param key of the table that refers
   * @param target the table of the row referred to
   * @param isOuter whether the row may be missing; all its columns are then null
   */
  public record Join(int from, ForeignKey key, Table target, boolean isOuter) {}

  /**
   * A column of a joined row.
   *
   * @param join place of the join
   * @param column position in the join's target
   */
  public record JoinedColumn(int join, int column) {}

  /**
   * What a query sees of this table: its columns, and behind them columns of rows to which its rows refer. Each row of this table
   * is one row. A {@link Select}, a {@link Summary}, a {@link BulkUpdate} or a delete may have such a table; what they
   * change are rows of {@link #base}.
   *
   * @param joins each behind the one it leads on from
   * @param joined of the joins, in the order of the positions behind this table's own
   * @param names of these columns in messages
   */
  public Table joining(List<Join> joins, List<JoinedColumn> joined, List<String> names) {
    var all = new ArrayList<>(columns);
    for (int i = 0; i < joined.size(); i++) {
      Join join = joins.get(joined.get(i).join());
      StoredColumn column = join.target().columns().get(joined.get(i).column());
      all.add(new StoredColumn(
          names.get(i), column.type(), join.isOuter() || column.nullable(), column.inDatabase()));
    }
    return new Table(this, List.copyOf(joins), List.copyOf(joined), List.copyOf(all));
  }

  /** The same view of other tables, which have the same columns under the same names. */
  public Table over(UnaryOperator<Table> others) {
    Table other = others.apply(base());
    if (joins.isEmpty()) {
      return other;
    }
    return other.joining(
        joins.stream()
            .map(join ->
                new Join(join.from(), join.key(), others.apply(join.target()), join.isOuter()))
            .toList(),
        joined,
        columns.subList(base().columns.size(), columns.size()).stream()
            .map(StoredColumn::name)
            .toList());
  }

  /** The table of the rows themselves; this one unless it came of {@link #joining}. */
  public Table base() {
    return base == null ? this : base;
  }

  /** The rows to which each row leads; empty unless this came of {@link #joining}. */
  public List<Join> joins() {
    return joins;
  }

  /** Whether a position is one behind the columns of {@link #base}. */
  public boolean isJoined(int column) {
    return column >= columns.size() - joined.size();
  }

  /** What lies at a position behind the columns of {@link #base}. */
  public JoinedColumn joined(int column) {
    return joined.get(column - (columns.size() - joined.size()));
  }

  /** This table with a primary key that the database generates; one column of a 32- or 64-bit integer. */
  public Table withIdentity() {
    return new Table(this, true, versioning, keyName, inDatabase, indexes);
  }

  /** This table with rows to which the store gives their versions, at the position of the version column. */
  public Table withServerVersion() {
    return new Table(this, identity, Versioning.SERVER, keyName, inDatabase, indexes);
  }

  /** This table under another name in the database. */
  public Table withNameInDatabase(QualifiedName inDatabase) {
    return new Table(this, identity, versioning, keyName, inDatabase, indexes);
  }

  /** This table with another name of the primary key's constraint. */
  public Table withKeyName(String keyName) {
    return new Table(this, identity, versioning, keyName, inDatabase, indexes);
  }

  /**
   * Whether the database generates the primary key of rows that come by {@link StoreSession#insertGenerated}. A {@link
   * Write.Insert} has a key of its own; see {@link Store#continueKeys}.
   */
  public boolean hasIdentity() {
    return identity;
  }

  /** This table with these non-unique indexes. */
  public Table withIndexes(List<Index> indexes) {
    return new Table(this, identity, versioning, keyName, inDatabase, List.copyOf(indexes));
  }

  /** The non-unique indexes. */
  public List<Index> indexes() {
    return indexes;
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

  /** How rows show that they have changed. */
  public Versioning versioning() {
    return versioning;
  }

  /** Position of the version, a column of 16, 32 or 64 bits; -1 where {@link #versioning} is {@code NONE}. */
  public int version() {
    return version;
  }

  /**
   * Whether only the store writes a column: the version of the server, or a column that the database fills whatever the object
   * holds. A write then sets the value in its row.
   */
  public boolean isWrittenByStore(int column) {
    return neverWritten[column] || (column == version && versioning == Versioning.SERVER);
  }

  /** Whether the store chooses the version of each row that it writes. */
  public boolean hasServerVersion() {
    return versioning == Versioning.SERVER;
  }

  /** Positions of the columns that the database fills, ascending. */
  public List<Integer> generated() {
    return generated;
  }

  /** Positions of the columns that hold another form of other columns, ascending; see {@link StoredColumn#isCopy}. */
  public List<Integer> copies() {
    return copies;
  }

  /** Whether an insert of a row leaves a column to the store. */
  public boolean isLeftToStore(int column, @Nullable Object[] row) {
    return isWrittenByStore(column) || (row[column] == null && generated.contains(column));
  }

  /** Whether a write sets values in its row: the version of the server, or {@link #generated} columns. */
  public boolean isReadBack() {
    return versioning == Versioning.SERVER || !generated.isEmpty();
  }

  /**
   * The version of a row. A version column without a value, where it may have none, stands for 0.
   *
   * @return {@link #NO_VERSION} where the row has none
   */
  public long versionOf(@Nullable Object[] row) {
    Object stored = version < 0 ? null : row[version];
    if (stored instanceof Long number) {
      return number;
    }
    if (stored == null) {
      return version >= 0 && columns.get(version).nullable() ? 0 : NO_VERSION;
    }
    return stored instanceof Number number ? number.longValue() : NO_VERSION;
  }

  /** The value of the version column for a version. */
  public Object storedVersion(long number) {
    if (versionKind == StoredType.Kind.INT32) {
      return (int) number;
    }
    return versionKind == StoredType.Kind.INT16 ? (Object) (short) number : (Object) number;
  }

  /**
   * The version of a row that has a version, after a change.
   *
   * @param key of the row, for the failure
   * @param present {@link #NO_VERSION} if there is no row yet
   * @return what an update stores in the version column; {@code present} where the store gives the version
   * @throws org.bilayer.failure.InvalidValueException if the version column holds its greatest number
   */
  public long nextVersion(Key key, long present) {
    if (versioning != Versioning.COLUMN) {
      return present;
    }
    if (present == NO_VERSION) {
      return FIRST_VERSION;
    }
    if (present >= greatestVersion()) {
      throw FailureInternals.at(
          FailureInternals.invalidValue(
              "the version column holds its greatest number, which a change cannot raise; make the column wider"),
          name,
          key.toString(),
          columns.get(version).name(),
          present);
    }
    return present + 1;
  }

  private long greatestVersion() {
    return type(version).greatest().longValue();
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
