package org.bilayer.testkit.verify.reference;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.bilayer.failure.InvalidValueException;
import org.bilayer.store.Table;
import org.bilayer.testkit.verify.comparing.Outcome;
import org.bilayer.testkit.verify.history.RowValues;
import org.bilayer.testkit.verify.mapping.GeneratedIds;
import org.bilayer.testkit.verify.mapping.MappingUnderTest;
import org.bilayer.value.StoredType;
import org.jspecify.annotations.Nullable;

/** The rows of an object: what its getters give, with the version, the keys of owners, and the places in lists. */
final class ObjectRows<T> {

  private final Rules rules;
  private final MappingUnderTest<T, ?> mapping;
  private final GeneratedIds ids;

  ObjectRows(Rules rules, MappingUnderTest<T, ?> mapping, GeneratedIds ids) {
    this.rules = rules;
    this.mapping = mapping;
    this.ids = ids;
  }

  /**
   * The rows of the object that is made of some values, the root's first.
   *
   * @throws Refusal if a value cannot be stored, or a required one is missing
   */
  List<TableRow> of(RowValues given, long version) {
    return of(given, mapping.object(ids, given, version), version, null);
  }

  /** The rows of an object with a generated id. */
  List<TableRow> made(RowValues given, long id) {
    Table root = mapping.root();
    boolean isShort = root.type(root.key().get(0)).kind() == StoredType.Kind.INT32;
    Object typed = isShort ? (Object) (int) id : (Object) id;
    return of(given, mapping.made(ids, given, typed), rules.firstVersion(), typed);
  }

  private List<TableRow> of(RowValues given, T object, long version, @Nullable Object generated) {
    RowValues values;
    try {
      values = mapping.read(ids, object, version);
    } catch (InvalidValueException e) {
      throw Refusal.of(InvalidValueException.class)
          .or(new Refusal(missing(mapping.root(), given)))
          .or(new Refusal(keysOfOwned()));
    }
    Set<Outcome> missing = missing(mapping.root(), values);
    if (!missing.isEmpty()) {
      throw new Refusal(missing).or(new Refusal(keysOfOwned()));
    }
    var rows = new ArrayList<TableRow>();
    Table root = mapping.root();
    TableRow row = row(root, values).with(root.version(), root.storedVersion(version));
    row = generated == null ? row : row.with(root.key().get(0), generated);
    rows.add(row);
    addOwned(row, values, rows);
    requireDifferentKeys(rows);
    return rows;
  }

  /** The constraints of the keys of owned rows, one of which a backend may name where a value is wrong, too. */
  private Set<Outcome> keysOfOwned() {
    var keys = new LinkedHashSet<Outcome>();
    mapping.owned().forEach(table -> keys.add(Refusal.unique(table.keyName())));
    return keys;
  }

  /** The key of an element is "unique within the owner". */
  private static void requireDifferentKeys(List<TableRow> rows) {
    var repeated = new LinkedHashSet<Outcome>();
    for (int i = 0; i < rows.size(); i++) {
      for (int k = 0; k < i; k++) {
        Table table = rows.get(i).table();
        if (table == rows.get(k).table() && rows.get(i).key().equals(rows.get(k).key())) {
          repeated.add(Refusal.unique(table.keyName()));
        }
      }
    }
    if (!repeated.isEmpty()) {
      throw new Refusal(repeated);
    }
  }

  /** The names of the required columns without a value. */
  private Set<Outcome> missing(Table table, RowValues values) {
    var missing = new LinkedHashSet<Outcome>();
    for (int i = 0; i < table.columns().size(); i++) {
      if (!mapping.isPlain(table, i)
          && !table.columns().get(i).nullable()
          && values.values().get(table.columns().get(i).name()) == null) {
        missing.add(Refusal.missing(table.notNullName(i)));
      }
    }
    for (Table child : mapping.ownedBy(table)) {
      values.owned(child.name()).forEach(each -> missing.addAll(missing(child, each)));
    }
    return missing;
  }

  private TableRow row(Table table, RowValues values) {
    var row = new @Nullable Object[table.columns().size()];
    for (int i = 0; i < row.length; i++) {
      row[i] = ids.real(table, i, values.values().get(table.columns().get(i).name()));
    }
    return new TableRow(table, row);
  }

  private void addOwned(TableRow owner, RowValues values, List<TableRow> to) {
    for (Table table : mapping.ownedBy(owner.table())) {
      List<Integer> columns = table.owner().orElseThrow().columns();
      List<RowValues> elements = values.owned(table.name());
      for (int i = 0; i < elements.size(); i++) {
        TableRow row = row(table, elements.get(i));
        for (int k = 0; k < columns.size(); k++) {
          row = row.with(columns.get(k), owner.values()[owner.table().key().get(k)]);
        }
        if (mapping.positionOf(table).isPresent()) {
          row = row.with(mapping.positionOf(table).getAsInt(), rules.place(i));
        }
        to.add(row);
        addOwned(row, elements.get(i), to);
      }
    }
  }
}
