package org.bilayer.testkit.rolling;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bilayer.layout.Conversion;
import org.bilayer.layout.Layout;
import org.bilayer.model.Mapping;
import org.bilayer.model.Model;
import org.bilayer.model.ModelInternals;
import org.bilayer.store.ForeignKey;
import org.bilayer.store.StoredColumn;
import org.bilayer.store.Table;
import org.bilayer.testkit.rolling.SnapshotColumn.Role;
import org.bilayer.value.StoredType.Kind;

/** Reads from a model what a snapshot holds. */
final class SnapshotReader {

  private SnapshotReader() {}

  static List<SnapshotTable> tables(Model model) {
    var tables = new ArrayList<SnapshotTable>();
    for (Mapping<?, ?> mapping : model.mappings()) {
      Layout<?, ?> layout = ModelInternals.layout(model, mapping);
      tables.add(table(layout, layout.root()));
      layout.owned().forEach(owned -> tables.add(table(layout, owned)));
    }
    return tables;
  }

  private static SnapshotTable table(Layout<?, ?> layout, Table table) {
    requireSupported(table);
    var columns = new ArrayList<SnapshotColumn>();
    for (int i = 0; i < table.columns().size(); i++) {
      columns.add(column(layout, table, i));
    }
    List<SnapshotTable.Unique> uniques = table.uniqueKeys().stream()
        .map(key -> new SnapshotTable.Unique(key.name(), names(table, key.columns())))
        .toList();
    List<SnapshotTable.Reference> references = table.foreignKeys().stream()
        .filter(key -> !table.owner().equals(Optional.of(key)))
        .map(key -> new SnapshotTable.Reference(
            key.name(), names(table, key.columns()), key.target(), key.enforced(), key.acts()))
        .toList();
    return new SnapshotTable(
        table.name(),
        table.inDatabase(),
        table.keyName(),
        table.hasIdentity(),
        table.versioning(),
        table.owner().map(SnapshotReader::owner),
        columns,
        groups(layout, table),
        uniques,
        references);
  }

  static List<SnapshotTable.Group> groups(Layout<?, ?> layout, Table table) {
    return layout.columnGroups(table).stream()
        .map(group -> new SnapshotTable.Group(
            group.isOfClass() ? table.columns().get(group.tag()).name() : "",
            group.name(),
            names(table, group.columns()),
            names(table, group.required())))
        .toList();
  }

  private static SnapshotTable.Owner owner(ForeignKey key) {
    return new SnapshotTable.Owner(key.target(), key.name(), key.enforced());
  }

  private static void requireSupported(Table table) {
    for (StoredColumn column : table.columns()) {
      if (column.generation().isPresent()) {
        throw new IllegalArgumentException(
            "The database fills the column " + table + "." + column.name()
                + ". A snapshot cannot say yet how; leave the mapping out of the model of the snapshot.");
      }
      if (column.copy().filter(copy -> copy.same().isEmpty()).isPresent()) {
        throw new IllegalArgumentException(
            "The column " + table + "." + column.name()
                + " holds another form of an attribute, which only the application can compute, so a snapshot"
                + " cannot write it. Take the snapshot of a release in which no such move is under way.");
      }
    }
  }

  private static SnapshotColumn column(Layout<?, ?> layout, Table table, int position) {
    StoredColumn column = table.columns().get(position);
    return new SnapshotColumn(
        column.name(),
        column.inDatabase(),
        column.type(),
        column.nullable(),
        role(layout, table, position),
        choices(layout, table, position),
        column
            .copy()
            .flatMap(StoredColumn.Copy::same)
            .map(same -> table.columns().get(same).name())
            .orElse(""));
  }

  private static Role role(Layout<?, ?> layout, Table table, int position) {
    if (table.columns().get(position).isCopy()) {
      return Role.COPY;
    }
    if (position == table.version()) {
      return Role.VERSION;
    }
    boolean isKey = table.key().contains(position);
    if (table.owner().filter(owner -> owner.columns().contains(position)).isPresent()) {
      return Role.OWNER;
    }
    boolean isOfLibrary = layout.conversion(table, position).isEmpty();
    if (isOfLibrary && table.columns().get(position).name().equals("position")) {
      return isKey ? Role.KEY_POSITION : Role.POSITION;
    }
    return isKey ? Role.KEY : Role.ATTRIBUTE;
  }

  /** Sets of constants list examples only, so any set of labels is known. */
  private static List<String> choices(Layout<?, ?> layout, Table table, int position) {
    Optional<Conversion<?>> conversion = layout.conversion(table, position);
    boolean isOneOf =
        table.type(position).kind() == Kind.ENUM && !table.type(position).isLabelSet();
    return conversion.isEmpty() || !isOneOf
        ? List.of()
        : conversion.get().choices().stream().map(String::valueOf).toList();
  }

  private static List<String> names(Table table, List<Integer> columns) {
    return columns.stream().map(column -> table.columns().get(column).name()).toList();
  }
}
