package org.bilayer.tools.internal.migration.text;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bilayer.mybatis.schema.ColumnDefinition;
import org.bilayer.mybatis.schema.ConstraintDefinition;
import org.bilayer.mybatis.schema.IndexDefinition;
import org.bilayer.mybatis.schema.TableDefinition;
import org.bilayer.store.catalogue.CatalogueColumn;
import org.bilayer.store.catalogue.CatalogueIndex;

/** PostgreSQL: rules come in two steps, so that rows are read under a lock that lets others read and write. */
final class PostgreSqlAlterSql extends AlterSql {

  private static final int NAME_BYTES_MAX = 63;

  /** While a concurrent build waits, it blocks nobody. */
  private static final String NO_LIMIT = "SET lock_timeout = 0";

  private static final String LIMIT = "SET lock_timeout = '" + LOCK_SECONDS + "s'";

  /** In a transaction the limit ends with it. */
  @Override
  public List<String> before(Stage.Part part) {
    return List.of(
        part == Stage.Part.ONLINE ? NO_LIMIT : "SET LOCAL lock_timeout = '" + LOCK_SECONDS + "s'");
  }

  @Override
  public List<String> after(Stage.Part part) {
    return part == Stage.Part.ONLINE ? List.of("RESET lock_timeout") : List.of();
  }

  @Override
  public boolean rollsBack() {
    return true;
  }

  @Override
  public Optional<Change> renameIndex(String table, CatalogueIndex index, String to) {
    return Optional.of(Change.of(
        Stage.RENAME, INSTANT, "ALTER INDEX " + quote(index.name()) + " RENAME TO " + quote(to)));
  }

  @Override
  public Change changeType(
      TableDefinition table, ColumnDefinition column, CatalogueColumn found, boolean required) {
    String start = "ALTER COLUMN " + column.quoted();
    var parts = new ArrayList<String>();
    if (found.defaultText().isPresent()) {
      parts.add(start + " DROP DEFAULT");
    }
    parts.add(start + " TYPE " + column.type() + using(column, found));
    if (!column.generation().isEmpty() && !column.isComputed()) {
      parts.add(start + " SET" + column.generation());
    }
    return Change.of(
        Stage.TYPE,
        "instant if the new type holds all that the old one holds in the same form, such as a longer varchar;"
            + " otherwise the table is written anew under an exclusive lock",
        alter(table.quoted()) + String.join(", ", parts));
  }

  /** Nothing where an assignment converts. */
  private static String using(ColumnDefinition column, CatalogueColumn found) {
    String type = column.type().replaceFirst(" COLLATE .*$", "");
    boolean assigns = switch (found.type().kind()) {
      case TEXT, FIXED_TEXT ->
        type.startsWith("varchar") || type.startsWith("char") || type.equals("text");
      case INTEGER, DECIMAL, FLOAT ->
        type.startsWith("numeric")
            || type.endsWith("int")
            || type.equals("integer")
            || type.startsWith("double")
            || type.startsWith("varchar")
            || type.equals("text");
      default -> false;
    };
    return assigns ? "" : " USING " + column.quoted() + "::text::" + type;
  }

  @Override
  public List<Change> setNotNull(TableDefinition table, ColumnDefinition column) {
    String check = quote(within(table.name() + "_" + column.name(), "_not_null_check"));
    String start = alter(table.quoted());
    return List.of(
        Change.of(
            Stage.RULE,
            INSTANT + "; from now on writes without a value fail",
            start + "ADD CONSTRAINT " + check + " CHECK (" + column.quoted()
                + " IS NOT NULL) NOT VALID"),
        Change.of(
            Stage.VALIDATE,
            "the table is read, others read and write it; fails if a row has no value",
            start + "VALIDATE CONSTRAINT " + check),
        Change.of(
            Stage.FINISH,
            INSTANT + ", because the check has been validated",
            start + "ALTER COLUMN " + column.quoted() + " SET NOT NULL",
            start + "DROP CONSTRAINT " + check));
  }

  /** A name of at most 63 bytes. */
  private static String within(String name, String end) {
    String beginning = name;
    while ((beginning + end).getBytes(StandardCharsets.UTF_8).length > NAME_BYTES_MAX) {
      beginning = beginning.substring(0, beginning.offsetByCodePoints(beginning.length(), -1));
    }
    return beginning + end;
  }

  @Override
  public List<Change> addUnique(TableDefinition table, ConstraintDefinition key) {
    String columns = key.text().substring("UNIQUE ".length());
    return List.of(Change.of(
        Stage.ONLINE,
        "the table is read, others read and write it; fails if two rows have the same values, and leaves an invalid"
            + " index then, which the next run of this file removes",
        LIMIT,
        alter(table.quoted()) + "DROP CONSTRAINT IF EXISTS " + key.quoted(),
        NO_LIMIT,
        "DROP INDEX CONCURRENTLY IF EXISTS " + key.quoted(),
        "CREATE UNIQUE INDEX CONCURRENTLY " + key.quoted() + " ON " + table.quoted() + " "
            + columns,
        LIMIT,
        alter(table.quoted()) + "ADD CONSTRAINT " + key.quoted() + " UNIQUE USING INDEX "
            + key.quoted(),
        NO_LIMIT));
  }

  @Override
  public List<Change> addCheck(TableDefinition table, ConstraintDefinition check) {
    return inTwoSteps(table, check, "fails if a row breaks the rule");
  }

  @Override
  public List<Change> addReference(TableDefinition table, ConstraintDefinition reference) {
    return inTwoSteps(table, reference, "fails if a row refers to nothing");
  }

  private List<Change> inTwoSteps(
      TableDefinition table, ConstraintDefinition constraint, String failure) {
    var changes = new ArrayList<Change>();
    changes.add(Change.of(
        Stage.RULE,
        INSTANT + "; from now on writes that break the rule fail",
        alter(table.quoted()) + "ADD " + constraint.definition() + " NOT VALID"));
    validate(table, constraint.name())
        .forEach(change ->
            changes.add(new Change(change.stage(), change.sql(), change.risk() + "; " + failure)));
    return changes;
  }

  @Override
  public List<Change> validate(TableDefinition table, String constraint) {
    return List.of(Change.of(
        Stage.VALIDATE,
        "the table is read, others read and write it",
        alter(table.quoted()) + "VALIDATE CONSTRAINT " + quote(constraint)));
  }

  @Override
  public List<Change> addIndex(TableDefinition table, IndexDefinition index) {
    return List.of(Change.of(
        Stage.ONLINE,
        "the table is read twice, others read and write it; waits for transactions that are open. A failure leaves an"
            + " invalid index, which the next run of this file removes",
        "DROP INDEX CONCURRENTLY IF EXISTS " + index.quoted(),
        "CREATE INDEX CONCURRENTLY " + index.quoted() + " ON " + table.quoted() + " "
            + index.columns()));
  }

  @Override
  public List<Change> replaceIndex(TableDefinition table, IndexDefinition index) {
    return addIndex(table, index);
  }

  @Override
  public Change dropIndex(String table, String index) {
    return Change.of(
        Stage.ONLINE,
        "others read and write the table; waits for transactions that are open",
        "DROP INDEX CONCURRENTLY IF EXISTS " + quote(index));
  }

  @Override
  public boolean frozenByReferences() {
    return false;
  }

  @Override
  public List<String> triggers(TableDefinition table) {
    return table.triggers().stream()
        .map(sql -> sql.replaceFirst("^CREATE FUNCTION ", "CREATE OR REPLACE FUNCTION ")
            .replaceFirst("^CREATE TRIGGER ", "CREATE OR REPLACE TRIGGER "))
        .toList();
  }
}
