package org.bilayer.mybatis.internal.check;

import java.util.Optional;
import org.bilayer.mybatis.internal.dialect.Dialect;
import org.bilayer.store.StoredColumn;
import org.bilayer.store.Table;
import org.bilayer.store.catalogue.Catalogue;
import org.bilayer.store.catalogue.CatalogueCollation;
import org.bilayer.store.catalogue.CatalogueColumn;
import org.bilayer.store.catalogue.CatalogueTrigger;

/** Compares the columns of one table. */
final class ColumnCheck {

  private final Dialect dialect;
  private final TypeFit fit;
  private final Pairing pairing;
  private final Table table;
  private final Differences differences;
  private final boolean isReadOnly;

  ColumnCheck(
      Dialect dialect,
      Catalogue catalogue,
      Pairing pairing,
      Differences differences,
      boolean isReadOnly) {
    this.isReadOnly = isReadOnly;
    this.dialect = dialect;
    this.fit = new TypeFit(ServerTypes.of(dialect), catalogue.sqlMode());
    this.pairing = pairing;
    this.table = pairing.table;
    this.differences = differences;
  }

  void check() {
    for (int position = 0; position < table.columns().size(); position++) {
      if (position == table.version() && table.hasServerVersion()) {
        continue;
      }
      StoredColumn column = table.columns().get(position);
      Optional<CatalogueColumn> live = pairing.column(position);
      if (live.isEmpty()) {
        differences.breaking(
            column.name(),
            (column.inDatabase().equals(column.name()) ? "" : column.inDatabase() + " ")
                + dialect.columnType(table, position),
            "none",
            "every statement about the table fails");
      } else {
        type(position, column, live.get());
        nullability(position, column, live.get());
        if (!isReadOnly) {
          generation(position, column, live.get());
        }
      }
    }
    pairing.live.columns().stream()
        .filter(column -> !pairing.isMapped(column.name()))
        .forEach(this::unmapped);
  }

  private void type(int position, StoredColumn column, CatalogueColumn live) {
    String created = dialect.columnType(table, position);
    for (TypeFit.Misfit misfit : fit.check(
        column.type(), live, created, table.key().contains(position), isUnique(position))) {
      differences.add(
          misfit.severity(),
          column.name(),
          column.type() + " as " + created,
          written(live),
          misfit.consequence());
    }
  }

  private boolean isUnique(int position) {
    return table.key().contains(position)
        || table.uniqueKeys().stream().anyMatch(key -> key.columns().contains(position));
  }

  /** The type as the database writes it, with the collation. */
  private static String written(CatalogueColumn live) {
    return live.type().text()
        + live.collation()
            .map(CatalogueCollation::name)
            .filter(name -> !name.equals("OFF"))
            .map(name -> " COLLATE " + name)
            .orElse("");
  }

  private void nullability(int position, StoredColumn column, CatalogueColumn live) {
    // The library stores no null in a version column, whatever it may read there.
    boolean isStored = !isReadOnly
        && position != table.version()
        && dialect.absent(column.type()).equals("NULL");
    // The rows of older code may lack a copy; the library gives a required one a value in each row.
    boolean isGiven = column.copy().filter(StoredColumn.Copy::isRequired).isPresent();
    if (column.nullable() && !live.isNullable() && isStored && !isGiven) {
      differences.breaking(
          column.name(), "NULL allowed", "NOT NULL", "only the database refuses absent values");
    } else if (!column.nullable() && live.isNullable() && !live.isComputed()) {
      differences.note(
          column.name(),
          "NOT NULL",
          "NULL allowed",
          position == table.version()
              ? "a null that another application stores cannot be read; declare the version column as nullable"
              : "a null that another application stores cannot be read");
    }
  }

  private void generation(int position, StoredColumn column, CatalogueColumn live) {
    if (column.generation().isPresent()) {
      new GenerationCheck(pairing.live, column, live, differences)
          .check(column.generation().get().moment());
      return;
    }
    boolean generated = table.hasIdentity() && table.key().contains(position);
    if (generated && (!live.isSupplied() || live.isComputed())) {
      differences.breaking(column.name(), "a generated key", "no default", "every insert fails");
    } else if (!generated && live.isGeneratedAlways()) {
      differences.breaking(
          column.name(),
          "a column that is written",
          "one that the database generates",
          "every insert fails");
    }
    live.onUpdate()
        .ifPresent(value -> differences.breaking(
            column.name(),
            "a column that only the library changes",
            "ON UPDATE " + value,
            "when another column of a row changes, the database changes this one too, and the object keeps the old"
                + " value"));
  }

  private void unmapped(CatalogueColumn column) {
    if (column.isNullable() || column.isSupplied() || isReadOnly) {
      return;
    }
    String expected = "no such column, or one with a default";
    String live = written(column) + " NOT NULL";
    if (pairing.live.triggers().stream().anyMatch(CatalogueTrigger::fillsInserts)) {
      differences.note(
          column.name(),
          expected,
          live,
          "inserts succeed only if a trigger of the table gives the column a value");
    } else {
      differences.breaking(column.name(), expected, live, "every insert fails");
    }
  }
}
