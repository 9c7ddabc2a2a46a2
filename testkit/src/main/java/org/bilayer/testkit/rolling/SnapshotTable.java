package org.bilayer.testkit.rolling;

import java.util.List;
import java.util.Optional;
import org.bilayer.store.QualifiedName;
import org.bilayer.store.Versioning;

/**
 * A table of a release.
 *
 * @param owner the table whose rows own these; empty for a root
 * @param versioning how the rows of a root show that they have changed
 * @param columns in the order of the table
 */
record SnapshotTable(
    String name,
    QualifiedName inDatabase,
    String keyName,
    boolean identity,
    Versioning versioning,
    Optional<Owner> owner,
    List<SnapshotColumn> columns,
    List<Unique> uniques,
    List<Reference> references) {

  /** The reference of owned rows to their owner. */
  record Owner(String table, String name, boolean enforced) {}

  /** A unique key over columns. */
  record Unique(String name, List<String> columns) {

    Unique {
      columns = List.copyOf(columns);
    }
  }

  /** A reference from columns to the primary key of another table. */
  record Reference(
      String name, List<String> columns, String target, boolean enforced, boolean acts) {

    Reference {
      columns = List.copyOf(columns);
    }
  }

  SnapshotTable {
    columns = List.copyOf(columns);
    uniques = List.copyOf(uniques);
    references = List.copyOf(references);
  }

  List<SnapshotColumn> columns(SnapshotColumn.Role role) {
    return columns.stream().filter(column -> column.role() == role).toList();
  }

  SnapshotColumn column(String named) {
    return columns.stream()
        .filter(column -> column.name().equals(named))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(
            "The table " + name + " of the snapshot has no column " + named + "."));
  }
}
