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
    List<Group> groups,
    List<Unique> uniques,
    List<Reference> references) {

  /**
   * Columns that a row has together or not at all.
   *
   * @param tag the column that tells the classes of a sealed type apart; empty for a value object that may be absent
   * @param name the tag of the class, or the beginning of the names of the value object's columns
   * @param required those of the columns that have a value in each row with the group
   */
  record Group(String tag, String name, List<String> columns, List<String> required) {

    Group {
      columns = List.copyOf(columns);
      required = List.copyOf(required);
    }
  }

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
    groups = List.copyOf(groups);
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
