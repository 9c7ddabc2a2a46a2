package org.bilayer.tools.internal.migration.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bilayer.mybatis.schema.ColumnDefinition;
import org.bilayer.mybatis.schema.ConstraintDefinition;
import org.bilayer.mybatis.schema.IndexDefinition;
import org.bilayer.mybatis.schema.TableDefinition;
import org.bilayer.store.catalogue.CatalogueColumn;
import org.bilayer.store.catalogue.CatalogueIndex;

/** H2: a statement locks its table, and waits for it as long as LOCK_TIMEOUT of the connection says. */
final class H2AlterSql extends AlterSql {

  private static final String WRITES_ANEW = "the table is written anew under an exclusive lock";

  @Override
  public Change renameColumn(String table, String from, String to) {
    return Change.of(
        Stage.RENAME,
        "instant, but code that knows the old name fails from now on",
        alter(quote(table)) + "ALTER COLUMN " + quote(from) + " RENAME TO " + quote(to));
  }

  @Override
  public Optional<Change> renameIndex(String table, CatalogueIndex index, String to) {
    return index.kind() == CatalogueIndex.Kind.PRIMARY_KEY
            || index.kind() == CatalogueIndex.Kind.UNIQUE_CONSTRAINT
        ? renameConstraint(table, index.name(), to)
        : Optional.of(Change.of(
            Stage.RENAME,
            INSTANT,
            "ALTER INDEX " + quote(index.name()) + " RENAME TO " + quote(to)));
  }

  @Override
  public Change changeType(
      TableDefinition table, ColumnDefinition column, CatalogueColumn found, boolean required) {
    String start = alter(table.quoted()) + "ALTER COLUMN " + column.quoted();
    var sql = new ArrayList<String>();
    sql.add(start + " SET DATA TYPE " + column.type());
    if (!column.generation().isEmpty() && !column.isComputed()) {
      sql.add(start + " SET" + column.generation());
    }
    return new Change(Stage.TYPE, sql, WRITES_ANEW);
  }

  @Override
  public List<Change> setNotNull(TableDefinition table, ColumnDefinition column) {
    return List.of(Change.of(
        Stage.FINISH,
        "the table is read under an exclusive lock; fails if a row has no value",
        alter(table.quoted()) + "ALTER COLUMN " + column.quoted() + " SET NOT NULL"));
  }

  @Override
  public List<Change> addUnique(TableDefinition table, ConstraintDefinition key) {
    return List.of(Change.of(
        Stage.VALIDATE,
        "the table is read under an exclusive lock; fails if two rows have the same values",
        alter(table.quoted()) + "ADD " + key.definition()));
  }

  @Override
  public List<Change> addIndex(TableDefinition table, IndexDefinition index) {
    return List.of(Change.of(
        Stage.RULE, "the table is read under an exclusive lock", index.statement(table.quoted())));
  }
}
