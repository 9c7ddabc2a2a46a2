package org.bilayer.mybatis.internal.sql;

import java.util.List;
import java.util.Optional;
import org.bilayer.mybatis.internal.dialect.Dialect;
import org.bilayer.store.Schema;
import org.bilayer.store.StoredColumn;
import org.bilayer.store.Table;
import org.bilayer.value.StoredType;
import org.bilayer.value.StoredType.Kind;

/** The table of commit tokens, for databases that do not report the status of a transaction. */
public final class CommitTable {

  /** Its name. */
  public static final String NAME = "bilayer_commit";

  /** The key: one row for each unit of work with {@code resolveCommit}. */
  public static final String ID = "id";

  /** Whether the row stands for a unit that was found not to be committed. */
  public static final String FENCE = "fence";

  /** When the row was written, by the clock of the application; old rows may be removed. */
  private static final String AT = "at";

  /** The table. */
  public static final Table TABLE = new Table(
      NAME,
      List.of(
          new StoredColumn(ID, StoredType.of(Kind.UUID), false),
          new StoredColumn(FENCE, StoredType.of(Kind.BOOLEAN), false),
          new StoredColumn(AT, StoredType.temporal(Kind.INSTANT, 6), false)),
      List.of(0),
      -1,
      List.of(),
      List.of(),
      List.of(),
      Optional.empty());

  /** A schema with this table only. */
  public static final Schema SCHEMA = new Schema(List.of(TABLE));

  private CommitTable() {}

  /**
   * The statements that create the table if it does not exist. Several models in one schema share the table. Empty if
   * the database needs no such table.
   */
  public static List<String> createScript(Dialect dialect) {
    return dialect.tellsTransactionStatus()
        ? List.of()
        : CreateScript.of(dialect, SCHEMA).stream()
            .map(statement ->
                statement.replaceFirst("^CREATE TABLE ", "CREATE TABLE IF NOT EXISTS "))
            .toList();
  }
}
