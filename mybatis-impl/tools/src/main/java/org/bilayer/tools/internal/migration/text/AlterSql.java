package org.bilayer.tools.internal.migration.text;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.bilayer.mybatis.schema.ColumnDefinition;
import org.bilayer.mybatis.schema.ConstraintDefinition;
import org.bilayer.mybatis.schema.IndexDefinition;
import org.bilayer.mybatis.schema.TableDefinition;
import org.bilayer.store.catalogue.CatalogueCheck;
import org.bilayer.store.catalogue.CatalogueColumn;
import org.bilayer.store.catalogue.CatalogueForeignKey;
import org.bilayer.store.catalogue.CatalogueIndex;

/** The statements that change tables, in the words of one kind of database. Stateless. */
public abstract class AlterSql {

  /** For how long a statement waits for a lock. */
  static final int LOCK_SECONDS = 5;

  static final String INSTANT = "a short lock of the table; no row is read";

  /** What stands in front of the statements of a file, and behind them. */
  public List<String> before(Stage.Part part) {
    return List.of();
  }

  /** What ends the settings of {@link #before}. */
  public List<String> after(Stage.Part part) {
    return List.of();
  }

  /** Whether a file that fails leaves nothing behind. */
  public boolean rollsBack() {
    return false;
  }

  /** A name as SQL writes it. */
  public String quote(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  /** The beginning of a statement that changes a table. */
  protected String alter(String quotedTable) {
    return "ALTER TABLE " + quotedTable + " ";
  }

  // --- names

  /** Gives a table another name. */
  public Change renameTable(String from, String to) {
    return Change.of(
        Stage.RENAME,
        "instant, but code that knows the old name fails from now on",
        alter(quote(from)) + "RENAME TO " + quote(to));
  }

  /** Gives a column another name. */
  public Change renameColumn(String table, String from, String to) {
    return Change.of(
        Stage.RENAME,
        "instant, but code that knows the old name fails from now on; while such code runs, let the mapping move the"
            + " attribute by Column.moving instead",
        alter(quote(table)) + "RENAME COLUMN " + quote(from) + " TO " + quote(to));
  }

  /** Gives a key or an index another name; empty where the database cannot, or has no such name. */
  public abstract Optional<Change> renameIndex(String table, CatalogueIndex index, String to);

  /** Gives a reference or a check another name; empty where it has to be dropped and added. */
  public Optional<Change> renameConstraint(String table, String from, String to) {
    return Optional.of(Change.of(
        Stage.RENAME,
        INSTANT,
        alter(quote(table)) + "RENAME CONSTRAINT " + quote(from) + " TO " + quote(to)));
  }

  // --- columns

  /** Adds a column by its definition. */
  public Change addColumn(TableDefinition table, ColumnDefinition column, String definition) {
    return Change.of(
        Stage.COLUMN,
        column.isComputed() ? "the table is written anew under an exclusive lock" : INSTANT,
        alter(table.quoted()) + "ADD COLUMN " + definition);
  }

  /** The definition of a column of versions for rows that have none yet. */
  public String versionDefinition(ColumnDefinition column) {
    return column.quoted() + " " + column.type() + " DEFAULT 1"
        + (column.notNull() ? " NOT NULL" : "");
  }

  /** Removes a column. */
  public Change dropColumn(String table, String column) {
    return Change.of(
        Stage.REMOVE,
        "the values of the column are lost; old code that reads it fails",
        alter(quote(table)) + "DROP COLUMN " + quote(column));
  }

  /** Removes a table. */
  public Change dropTable(String table) {
    return Change.of(
        Stage.REMOVE,
        "all rows of the table are lost; old code that reads it fails",
        "DROP TABLE " + quote(table));
  }

  /** Gives a column the type, collation and default of its definition. */
  public abstract Change changeType(
      TableDefinition table, ColumnDefinition column, CatalogueColumn found, boolean required);

  /** Gives a column the default of its definition. */
  public Change setDefault(TableDefinition table, ColumnDefinition column) {
    return Change.of(
        Stage.TYPE,
        INSTANT + "; rows that are there keep their values",
        alter(table.quoted()) + "ALTER COLUMN " + column.quoted() + " SET" + column.generation());
  }

  /** Takes the default of a column away. */
  public Change dropDefault(String table, String column) {
    return Change.of(
        Stage.REMOVE,
        INSTANT + "; inserts that leave the column out store NULL or fail",
        alter(quote(table)) + "ALTER COLUMN " + quote(column) + " DROP DEFAULT");
  }

  /** Forbids NULL. */
  public abstract List<Change> setNotNull(TableDefinition table, ColumnDefinition column);

  /** Allows NULL in a column that the model has. */
  public Change dropNotNull(TableDefinition table, ColumnDefinition column) {
    return Change.of(
        Stage.TYPE,
        INSTANT,
        alter(table.quoted()) + "ALTER COLUMN " + column.quoted() + " DROP NOT NULL");
  }

  /** Allows NULL in a column that the model does not have. */
  public Change dropNotNull(String table, CatalogueColumn column) {
    return Change.of(
        Stage.TYPE,
        INSTANT,
        alter(quote(table)) + "ALTER COLUMN " + quote(column.name()) + " DROP NOT NULL");
  }

  // --- rules

  /** Adds a primary key. */
  public List<Change> addPrimaryKey(TableDefinition table, ConstraintDefinition key) {
    return List.of(Change.of(
        Stage.VALIDATE,
        "the table is read under a lock; fails if two rows have the same key",
        alter(table.quoted()) + "ADD " + key.definition()));
  }

  /** Adds a unique key. */
  public abstract List<Change> addUnique(TableDefinition table, ConstraintDefinition key);

  /** Adds a check. */
  public List<Change> addCheck(TableDefinition table, ConstraintDefinition check) {
    return List.of(Change.of(
        Stage.VALIDATE,
        "the table is read under a lock; fails if a row breaks the rule",
        alter(table.quoted()) + "ADD " + check.definition()));
  }

  /** Adds a reference. */
  public List<Change> addReference(TableDefinition table, ConstraintDefinition reference) {
    return List.of(Change.of(
        Stage.VALIDATE,
        "both tables are locked while the rows are read; fails if a row refers to nothing",
        alter(table.quoted()) + "ADD " + reference.definition()));
  }

  /** Checks the rows that were there before a rule. */
  public List<Change> validate(TableDefinition table, String constraint) {
    return List.of();
  }

  /** Adds an index. */
  public abstract List<Change> addIndex(TableDefinition table, IndexDefinition index);

  /** Puts an index in place of another of the same name. */
  public List<Change> replaceIndex(TableDefinition table, IndexDefinition index) {
    return List.of(
        dropIndex(table.name(), index.name()).at(Stage.RULE),
        addIndex(table, index).get(0));
  }

  /** Removes an index. */
  public Change dropIndex(String table, String index) {
    return Change.of(Stage.DROP, INSTANT, "DROP INDEX IF EXISTS " + quote(index));
  }

  /** Removes a primary key. */
  public Change dropPrimaryKey(String table, String name) {
    return Change.of(Stage.DROP, INSTANT, alter(quote(table)) + "DROP CONSTRAINT " + quote(name));
  }

  /** Removes a unique key. */
  public Change dropUnique(String table, CatalogueIndex key) {
    return key.kind() == CatalogueIndex.Kind.UNIQUE_INDEX
        ? dropIndex(table, key.name())
        : dropConstraint(table, key.name());
  }

  /** Removes a reference. */
  public Change dropReference(String table, CatalogueForeignKey key) {
    return dropConstraint(table, key.name());
  }

  /** Removes a check. */
  public Change dropCheck(String table, CatalogueCheck check) {
    return dropConstraint(table, check.name());
  }

  /** Removes a constraint by its name. */
  protected Change dropConstraint(String table, String name) {
    return Change.of(
        Stage.DROP,
        INSTANT + "; the rule is gone from now on",
        alter(quote(table)) + "DROP CONSTRAINT " + quote(name));
  }

  /** Whether a column in a reference can change its type only without the reference. */
  public boolean frozenByReferences() {
    return true;
  }

  /** The statements that create the triggers of a table, or create them again. */
  public List<String> triggers(TableDefinition table) {
    return table.triggers();
  }

  // --- definitions of what only a catalogue describes

  /** An index as a catalogue describes it. */
  public IndexDefinition index(CatalogueIndex index) {
    String columns = index.parts().stream()
        .map(part -> (part.isExpression() ? part.text() : quote(part.text()))
            + (part.isDescending() ? " DESC" : ""))
        .collect(Collectors.joining(", ", "(", ")"));
    return new IndexDefinition(index.name(), quote(index.name()), columns);
  }
}
