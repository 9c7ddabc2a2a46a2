package org.bilayer.mybatis.internal.check;

import java.util.Optional;
import java.util.stream.IntStream;
import org.bilayer.mybatis.internal.dialect.Dialect;
import org.bilayer.store.Schema;
import org.bilayer.store.Table;
import org.bilayer.store.Versioning;
import org.bilayer.store.catalogue.CatalogueTable;
import org.bilayer.store.catalogue.CatalogueTable.Kind;
import org.bilayer.store.catalogue.CatalogueTable.RowSecurity;
import org.bilayer.store.catalogue.CatalogueTrigger;

/** Compares one table: what the relation is, and what stands between its rows and statements. */
final class TableCheck {

  private final Dialect dialect;
  private final LiveTables tables;
  private final Schema schema;
  private final Table table;
  private final Differences differences;

  TableCheck(
      Dialect dialect, LiveTables tables, Schema schema, Table table, Differences differences) {
    this.dialect = dialect;
    this.tables = tables;
    this.schema = schema;
    this.table = table;
    this.differences = differences;
  }

  void check() {
    Optional<CatalogueTable> found = tables.table(table);
    if (found.isEmpty()) {
      String place = table.inDatabase().toString();
      differences.breaking(
          table.name(),
          place.equals(table.name()) ? "a table" : "a table " + place,
          "none",
          "every statement about it fails");
      return;
    }
    CatalogueTable live = found.get();
    var pairing = new Pairing(table, live);
    relation(live);
    serverVersion(live);
    inheritance(live);
    rowSecurity(live);
    new ColumnCheck(dialect, tables.catalogue(table), pairing, differences, isReadOnly()).check();
    if (live.hasOwnRows()) {
      new KeyCheck(pairing, differences).check();
      new ReferenceCheck(tables, schema, pairing, differences).check();
      new ConditionCheck(pairing, differences).check();
    }
    triggers(live, pairing);
  }

  /** Whether nothing is written: neither roots nor, where these are owned rows, those that own them. */
  private boolean isReadOnly() {
    Table root = table;
    while (root.owner().isPresent()) {
      root = schema.table(root.owner().get().target());
    }
    return root.versioning() == Versioning.NONE;
  }

  private void relation(CatalogueTable live) {
    if (!live.isWritable() && !isReadOnly()) {
      differences.breaking(
          table.name(),
          "a table",
          "a view or another relation that cannot be changed",
          "every write fails");
    } else if (!live.hasOwnRows()) {
      differences.note(
          table.name(),
          "a table",
          live.kind() == Kind.FOREIGN
              ? "a table of another server"
              : "a view or another kind of relation",
          "its constraints cannot be compared");
    }
    if (live.kind() == Kind.TEMPORARY) {
      differences.breaking(
          table.name(),
          "a table of all connections",
          "a temporary table",
          "other connections do not see its rows");
    }
    if (!live.isTransactional() && !isReadOnly()) {
      differences.breaking(
          table.name(),
          "a storage engine with transactions",
          live.engine(),
          "nothing can be rolled back; convert it to InnoDB");
    }
  }

  private void serverVersion(CatalogueTable live) {
    if (!table.hasServerVersion()) {
      return;
    }
    if (live.kind() == Kind.PARTITIONED) {
      differences.breaking(
          table.name(),
          "a table whose server versions can be read back",
          "a partitioned table",
          "the server does not return the row version of an insert; declare a version column");
    } else if (!live.hasOwnRows() || live.kind() == Kind.FOREIGN) {
      differences.breaking(
          table.name(),
          "a table whose rows have server versions",
          "a view or another kind of relation",
          "there is no row version; declare a version column or readOnly()");
    }
  }

  private void inheritance(CatalogueTable live) {
    if (live.isInherited()) {
      differences.breaking(
          table.name(),
          "a table without children",
          "a table from which " + live.children() + " inherit",
          "queries return the rows of the children too, and one id can stand for several rows");
    }
    if (live.kind() == Kind.PARTITION) {
      differences.breaking(
          table.name(),
          "a whole table",
          "a partition of " + live.parents(),
          "rows outside of the bounds of the partition are refused by the database only");
    } else if (!live.parents().isEmpty()) {
      differences.note(
          table.name(),
          "a table of its own",
          "a table that inherits from " + live.parents(),
          "statements of others about the parent read and change its rows too");
    }
  }

  private void rowSecurity(CatalogueTable live) {
    if (live.hidesRows()) {
      differences.breaking(
          table.name(),
          "a table that shows all rows",
          "row-level security",
          "rows that a policy hides are missing in every answer, and rows that a policy refuses cannot be written");
    } else if (live.rowSecurity() != RowSecurity.NONE) {
      differences.note(
          table.name(),
          "a table that shows all rows",
          "row-level security that this user bypasses",
          "connections of other users may see fewer rows");
    }
  }

  /** Whether a trigger can be the one that fills the columns of which the model says that the database does. */
  private static boolean isBeforeWrites(CatalogueTrigger trigger) {
    return trigger.timing() == CatalogueTrigger.Timing.BEFORE
        && trigger.eachRow()
        && !trigger.events().contains(CatalogueTrigger.Event.DELETE);
  }

  private void triggers(CatalogueTable live, Pairing pairing) {
    boolean isDeclared = IntStream.range(0, table.columns().size())
        .anyMatch(position -> pairing
            .column(position)
            .filter(column -> GenerationCheck.needsTrigger(table.columns().get(position), column))
            .isPresent());
    for (CatalogueTrigger trigger : live.triggers()) {
      if (trigger.isEnabled() && !(isDeclared && isBeforeWrites(trigger))) {
        differences.note(
            trigger.name(),
            "no trigger",
            "a trigger",
            "the trigger may change or refuse rows, and memory does not");
      }
    }
    for (String rule : live.rules()) {
      differences.note(
          rule, "no rule", "a rule", "statements are rewritten, and may change other rows or none");
    }
  }
}
