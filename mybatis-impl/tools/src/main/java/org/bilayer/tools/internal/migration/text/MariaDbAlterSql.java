package org.bilayer.tools.internal.migration.text;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.bilayer.mybatis.schema.ColumnDefinition;
import org.bilayer.mybatis.schema.ConstraintDefinition;
import org.bilayer.mybatis.schema.IndexDefinition;
import org.bilayer.mybatis.schema.TableDefinition;
import org.bilayer.store.catalogue.CatalogueCheck;
import org.bilayer.store.catalogue.CatalogueColumn;
import org.bilayer.store.catalogue.CatalogueForeignKey;
import org.bilayer.store.catalogue.CatalogueIndex;

/**
 * MariaDB: each statement says how long it waits for the lock of its table, and where the cheapest way is known, it asks for
 * that: a server that would copy the table instead then refuses.
 */
final class MariaDbAlterSql extends AlterSql {

  private static final String COPY =
      "the server takes the cheapest way that it has; otherwise it copies the table, and writers wait";

  private static final String ONLINE = ", ALGORITHM=NOCOPY, LOCK=NONE";

  @Override
  public String quote(String name) {
    return '`' + name.replace("`", "``") + '`';
  }

  @Override
  protected String alter(String quotedTable) {
    return "ALTER TABLE " + quotedTable + " WAIT " + LOCK_SECONDS + " ";
  }

  @Override
  public Optional<Change> renameIndex(String table, CatalogueIndex index, String to) {
    return index.kind() == CatalogueIndex.Kind.PRIMARY_KEY
        ? Optional.empty()
        : Optional.of(Change.of(
            Stage.RENAME,
            INSTANT,
            alter(quote(table)) + "RENAME INDEX " + quote(index.name()) + " TO " + quote(to)));
  }

  @Override
  public Optional<Change> renameConstraint(String table, String from, String to) {
    return Optional.empty();
  }

  @Override
  public Change addColumn(TableDefinition table, ColumnDefinition column, String definition) {
    boolean isConstant = !column.isComputed()
        && column.identity().isEmpty()
        && !column.generation().toLowerCase(Locale.ROOT).contains("current_timestamp");
    return Change.of(
        Stage.COLUMN,
        isConstant ? INSTANT : COPY,
        alter(table.quoted()) + "ADD COLUMN " + definition
            + (isConstant ? ", ALGORITHM=INSTANT" : ""));
  }

  @Override
  public Change changeType(
      TableDefinition table, ColumnDefinition column, CatalogueColumn found, boolean required) {
    return modify(table, column, required, COPY);
  }

  private Change modify(
      TableDefinition table, ColumnDefinition column, boolean required, String risk) {
    return Change.of(
        Stage.TYPE, risk, alter(table.quoted()) + "MODIFY COLUMN " + column.text(required));
  }

  @Override
  public Change setDefault(TableDefinition table, ColumnDefinition column) {
    return modify(
        table, column, column.notNull(), INSTANT + "; rows that are there keep their values");
  }

  @Override
  public List<Change> setNotNull(TableDefinition table, ColumnDefinition column) {
    return List.of(Change.of(
        Stage.FINISH,
        "the table is written anew, others read and write it; fails if a row has no value",
        alter(table.quoted()) + "MODIFY COLUMN " + column.text(true)
            + ", ALGORITHM=INPLACE, LOCK=NONE"));
  }

  @Override
  public Change dropNotNull(TableDefinition table, ColumnDefinition column) {
    return modify(table, column, false, INSTANT);
  }

  @Override
  public Change dropNotNull(String table, CatalogueColumn column) {
    String collation = column
        .collation()
        .map(given -> " CHARACTER SET " + given.characterSet() + " COLLATE " + given.name())
        .orElse("");
    return Change.of(
        Stage.TYPE,
        INSTANT,
        alter(quote(table)) + "MODIFY COLUMN " + quote(column.name()) + " "
            + column.type().text() + collation + " NULL");
  }

  @Override
  public List<Change> addUnique(TableDefinition table, ConstraintDefinition key) {
    return List.of(Change.of(
        Stage.VALIDATE,
        "the table is read, others read and write it; fails if two rows have the same values",
        alter(table.quoted()) + "ADD " + key.definition() + ONLINE));
  }

  @Override
  public List<Change> addCheck(TableDefinition table, ConstraintDefinition check) {
    return List.of(Change.of(
        Stage.VALIDATE,
        "the table is copied, and writers wait; fails if a row breaks the rule",
        alter(table.quoted()) + "ADD " + check.definition()));
  }

  @Override
  public List<Change> addReference(TableDefinition table, ConstraintDefinition reference) {
    return List.of(Change.of(
        Stage.VALIDATE,
        "the table is copied, and writers of both tables wait; fails if a row refers to nothing",
        alter(table.quoted()) + "ADD " + reference.definition()));
  }

  @Override
  public List<Change> addIndex(TableDefinition table, IndexDefinition index) {
    return List.of(Change.of(
        Stage.RULE,
        "the table is read, others read and write it",
        alter(table.quoted()) + "ADD INDEX " + index.quoted() + " " + index.columns() + ONLINE));
  }

  /** In one statement, since a reference may need one of the two. */
  @Override
  public List<Change> replaceIndex(TableDefinition table, IndexDefinition index) {
    return List.of(Change.of(
        Stage.RULE,
        "the table is read, others read and write it",
        alter(table.quoted()) + "DROP INDEX " + index.quoted() + ", ADD INDEX " + index.quoted()
            + " " + index.columns() + ONLINE));
  }

  @Override
  public Change dropIndex(String table, String index) {
    return Change.of(
        Stage.DROP, INSTANT, alter(quote(table)) + "DROP INDEX IF EXISTS " + quote(index));
  }

  @Override
  public Change dropPrimaryKey(String table, String name) {
    return Change.of(
        Stage.DROP,
        "the table is copied, and writers wait",
        alter(quote(table)) + "DROP PRIMARY KEY");
  }

  @Override
  public Change dropUnique(String table, CatalogueIndex key) {
    return Change.of(
        Stage.DROP,
        INSTANT + "; the rule is gone from now on",
        alter(quote(table)) + "DROP INDEX " + quote(key.name()));
  }

  @Override
  public Change dropReference(String table, CatalogueForeignKey key) {
    return Change.of(
        Stage.DROP,
        INSTANT + "; the rule is gone from now on",
        alter(quote(table)) + "DROP FOREIGN KEY " + quote(key.name()));
  }

  @Override
  public Change dropCheck(String table, CatalogueCheck check) {
    return dropConstraint(table, check.name());
  }
}
