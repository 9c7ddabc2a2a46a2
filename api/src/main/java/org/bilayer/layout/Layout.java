package org.bilayer.layout;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bilayer.failure.DataException;
import org.bilayer.failure.FailureInternals;
import org.bilayer.failure.InvalidValueException;
import org.bilayer.query.Attribute;
import org.bilayer.query.Sort;
import org.bilayer.query.Specification;
import org.bilayer.store.Condition;
import org.bilayer.store.SortColumn;
import org.bilayer.store.Table;
import org.bilayer.value.Key;
import org.jspecify.annotations.Nullable;

/**
 * A description compiled with its model: how aggregates become rows and rows aggregates, and what conditions and
 * orders mean in columns. For the engine, the testkit and tools.
 *
 * <p>Immutable and thread-safe, as far as the application's getters and constructors are.
 *
 * @param <T> the root's type
 * @param <I> the id's type
 */
public final class Layout<T, I> {

  private final MappingPart<T, I> mapping;
  private final Optional<ColumnPart<T, Long>> versionAttribute;
  private final TableLayout<T> root;
  private final Slots<T> slots;
  private final List<OwnedLayout<T, ?, ?>> owned;
  private final List<TableLayout<?>> ownedTables;
  private final int version;
  private final List<ColumnPart<I, ?>> idColumns;
  private final boolean isImmutable;

  /** Made when first asked for, which is after the tables were sealed; a race makes it twice, no more. */
  private @Nullable List<Table> tablesOfOwned;

  private @Nullable Boolean generated;

  /** The roots of the model's mappings, by the names of their tables. */
  private Map<String, TableLayout<?>> roots = Map.of();

  Layout(
      MappingPart<T, I> mapping,
      MappingPart.Version<T> stamp,
      TableLayout<T> root,
      Slots<T> slots,
      List<OwnedLayout<T, ?, ?>> owned,
      List<TableLayout<?>> ownedTables,
      int version) {
    this.mapping = mapping;
    this.versionAttribute = stamp.attribute();
    this.root = root;
    this.slots = slots;
    this.owned = List.copyOf(owned);
    this.ownedTables = List.copyOf(ownedTables);
    this.version = version;
    this.idColumns = idColumns(mapping.id());
    this.isImmutable = Immutables.contain(mapping.type());
  }

  /** The columns of an id, read from the id itself. */
  private static <T, I> List<ColumnPart<I, ?>> idColumns(Part<T> id) {
    if (id instanceof ColumnPart<T, ?> column) {
      // The mapping's id is a ColumnPart<T, I> here.
      @SuppressWarnings("unchecked")
      Conversion<I> conversion = (Conversion<I>) column.conversion();
      return List.of(ColumnPart.of(column.name(), conversion, false, value -> value, null));
    }
    // The mapping's id is an EmbeddedPart<T, I> otherwise.
    @SuppressWarnings("unchecked")
    EmbeddedPart<T, I> embedded = (EmbeddedPart<T, I>) id;
    return EmbeddedPart.<I, I>of(embedded.prefix(), embedded.value(), false, value -> value)
        .columns();
  }

  MappingPart<T, I> mapping() {
    return mapping;
  }

  /**
   * Whether no change in place has to be looked for. Aggregates are certain never to change, as records of values that cannot change
   * either; or the mapping is read only. False where the classes do not tell, as with collections.
   */
  public boolean isImmutable() {
    return isImmutable || version < 0;
  }

  /** Whether the database generates the id. */
  public boolean hasIdentity() {
    return mapping.hasIdentity();
  }

  /** Whether the database fills a column of one of the tables: the object as it is stored may then differ from the one written. */
  public boolean hasGenerated() {
    Boolean known = generated;
    if (known == null) {
      known = !root().generated().isEmpty()
          || owned().stream().anyMatch(table -> !table.generated().isEmpty());
      generated = known;
    }
    return known;
  }

  /** The root's table. */
  public Table root() {
    return root.table();
  }

  /** The tables of owned rows, an owner's before those of what its elements own. */
  public List<Table> owned() {
    List<Table> known = tablesOfOwned;
    if (known == null) {
      var tables = new ArrayList<Table>(ownedTables.size());
      for (TableLayout<?> table : ownedTables) {
        tables.add(table.table());
      }
      known = List.copyOf(tables);
      tablesOfOwned = known;
    }
    return known;
  }

  /**
   * The primary key of an id.
   *
   * @throws InvalidValueException if the id does not fit its columns
   */
  public Key keyOf(I id) {
    if (idColumns.size() == 1) {
      return Key.of(stored(idColumns.get(0), id));
    }
    var values = new Object[idColumns.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = stored(idColumns.get(i), id);
    }
    return Key.of(values);
  }

  private <V> Object stored(ColumnPart<I, V> column, I id) {
    @Nullable V value = null;
    try {
      value = column.valueOf(id);
      if (value != null) {
        return column.conversion().encode(value);
      }
    } catch (InvalidValueException e) {
      throw FailureInternals.at(e, root.name(), null, column.name(), value);
    } catch (DataException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalArgumentException(
          "An id cannot be turned into its stored form: its getter or its codec failed [type="
              + root.name() + ", column=" + column.name() + "]. See the cause.",
          e);
    }
    throw new IllegalArgumentException(
        "The id has no value for the column " + column.name() + " of " + root.name() + ".");
  }

  /**
   * The primary key of an object.
   *
   * @throws InvalidValueException as {@link #keyOf}
   * @throws IllegalArgumentException if the id is null
   */
  public Key keyOfObject(T object) {
    I id;
    try {
      id = mapping.idOf(object);
    } catch (DataException | MappingPart.NoIdException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalArgumentException(
          "The id of an object cannot be read: its getter failed [type=" + root.name()
              + "]. See the cause.",
          e);
    }
    return keyOf(id);
  }

  /** What the object says its version is; null where the class has no such attribute, or it is null. */
  public @Nullable Long versionIn(T object) {
    return versionAttribute.isEmpty() ? null : versionAttribute.get().valueOf(object);
  }

  /** Whether a row of the root's table has a primary key. */
  public boolean isKeyOf(@Nullable Object[] row, Key key) {
    return key.isOf(row, root.key());
  }

  /**
   * The version in a row of the root's table.
   *
   * @return 0 for every row where the mapping is read only
   * @throws org.bilayer.failure.UnreadableRowException if the row has none, although its table has versions
   */
  public long versionOf(@Nullable Object[] row) {
    if (version < 0) {
      return 0;
    }
    long found = root.table().versionOf(row);
    if (found != Table.NO_VERSION) {
      return found;
    }
    throw root.unreadable(
        row, root.columnName(version), "a required column must have a value", null);
  }

  /** Whether aggregates are only read: their rows show no changes, and nothing can be written without losing some. */
  public boolean isReadOnly() {
    return version < 0;
  }

  /**
   * The object as rows. Columns that only the store writes stay empty.
   *
   * @param version what to write into the version column
   * @throws InvalidValueException if a value does not fit, or a collection is null or holds null
   * @throws org.bilayer.failure.NotNullViolationException if a required value is missing
   * @throws org.bilayer.failure.UniqueViolationException if two elements of a collection have one key
   */
  public AggregateRows extract(T object, long version) {
    return extract(object, version, null);
  }

  /**
   * As the other, for an object that may have been made from another one.
   *
   * @param known the other's rows, as they are stored: values that are stored already, in the row of the same key, are neither checked
   *     nor normalised again, also where the database holds what could not be stored now. Null if there are none
   */
  public AggregateRows extract(T object, long version, @Nullable AggregateRows known) {
    return extract(object, version, known, false);
  }

  /** As {@link #extract(Object, long)}, of an object that was read: with the values that the store has filled, as the object has them. */
  public AggregateRows extractRead(T object, long version) {
    return extract(object, version, null, true);
  }

  private AggregateRows extract(
      T object, long version, @Nullable AggregateRows known, boolean isRead) {
    var row = new @Nullable Object[root.columns().size()];
    root.extract(object, row, known == null ? null : known.root(), isRead);
    if (this.version >= 0) {
      row[this.version] = root.table().storedVersion(version);
    }
    if (ownedTables.isEmpty()) {
      return new AggregateRows(row, List.of());
    }
    var tables = new ArrayList<List<@Nullable Object[]>>(ownedTables.size());
    for (int i = 0; i < ownedTables.size(); i++) {
      tables.add(new ArrayList<>());
    }
    List<KnownRows> knownOwned = known == null ? List.of() : knownOwned(known);
    for (OwnedLayout<T, ?, ?> collection : owned) {
      collection.extract(object, row, knownOwned, tables, isRead);
    }
    return new AggregateRows(row, tables);
  }

  private List<KnownRows> knownOwned(AggregateRows known) {
    var rows = new ArrayList<KnownRows>(ownedTables.size());
    for (int i = 0; i < ownedTables.size(); i++) {
      rows.add(new KnownRows(ownedTables.get(i).table(), known.owned().get(i)));
    }
    return rows;
  }

  /**
   * The id that a primary key stands for.
   *
   * @throws org.bilayer.failure.UnreadableRowException if a value of the key is none of its domain type
   */
  public I idOf(Key key) {
    var row = new @Nullable Object[root.columns().size()];
    for (int i = 0; i < root.key().size(); i++) {
      row[root.key().get(i)] = key.value(i);
    }
    return decodedId(new RowView<>(root, slots, row, OwnedRows.of(List.of())), mapping.id());
  }

  // The id of a mapping is a ColumnPart<T, I> or an EmbeddedPart<T, I>.
  @SuppressWarnings("unchecked")
  private I decodedId(RowView<T> view, Part<T> id) {
    return id instanceof ColumnPart<T, ?> column
        ? view.get((ColumnPart<T, I>) column)
        : view.get((EmbeddedPart<T, I>) id);
  }

  /** An id to make an object with before the database has given it one. */
  public I provisionalId() {
    return idOf(Key.of(idColumns.get(0).conversion().sample()));
  }

  /**
   * Checks the marks in a row of the root's table.
   *
   * @throws org.bilayer.failure.UnreadableRowException if the row holds an {@link org.bilayer.store.UnreadableValue}
   */
  public void requireReadable(@Nullable Object[] row) {
    root.requireReadable(row);
  }

  /** As {@link #requireReadable(Object[])}, of all rows of an aggregate. */
  public void requireReadable(AggregateRows rows) {
    root.requireReadable(rows.root());
    for (int i = 0; i < ownedTables.size(); i++) {
      rows.owned().get(i).forEach(ownedTables.get(i)::requireReadable);
    }
  }

  /**
   * The object made from its rows.
   *
   * @throws org.bilayer.failure.UnreadableRowException if a stored value does not fit the model, or a constructing function
   *     refuses what is stored
   * @throws org.bilayer.failure.MisuseException if a constructing function ignores a member
   */
  public T assemble(AggregateRows rows) {
    // Not all reads need the version; none gives an object of a row that could never be updated.
    versionOf(rows.root());
    return new RowView<>(root, slots, rows.root(), OwnedRows.of(rows.owned())).make();
  }

  /**
   * A condition in columns of the root, without paths; see {@link #queryColumns}.
   *
   * @throws IllegalArgumentException if it names what the mapping does not have
   */
  public Condition condition(Specification<T> specification) {
    return conditions().resolve(specification);
  }

  /**
   * An order in columns, ended by the columns of the id.
   *
   * @return empty for an empty order
   * @throws IllegalArgumentException if it names what the mapping does not have
   */
  public List<SortColumn> order(List<Sort<T>> order) {
    return order.isEmpty() ? List.of() : conditions().resolve(order, root.key());
  }

  /** The order by id alone. */
  public List<SortColumn> orderById() {
    return conditions().resolve(List.<Sort<T>>of(), root.key());
  }

  /**
   * The columns of a table that a row has together or not at all. Unmodifiable.
   *
   * @param table the root's, or one of {@link #owned}
   */
  @SuppressWarnings("ReferenceEquality") // tables are compared by identity
  public List<ColumnGroup> columnGroups(Table table) {
    for (TableLayout<?> each : ownedTables) {
      if (each.table() == table) {
        return Collections.unmodifiableList(each.groups());
      }
    }
    return Collections.unmodifiableList(root.groups());
  }

  /**
   * The column of an attribute of the root.
   *
   * @throws IllegalArgumentException if the mapping does not have it
   */
  public int position(Attribute<T, ?> attribute) {
    return conditions().position(attribute);
  }

  /**
   * What a set-based change of an attribute of the root writes to further columns, by position.
   *
   * @param value the attribute's next value
   * @throws IllegalArgumentException if the mapping does not have the attribute, or if a further column holds a form that is
   *     computed from whole objects
   * @throws InvalidValueException if the other form does not fit its column
   */
  public <V> Map<Integer, Optional<Object>> otherForms(
      Attribute<T, V> attribute, @Nullable V value) {
    var forms = new LinkedHashMap<Integer, Optional<Object>>();
    for (TableLayout.OtherForm form : root.otherForms(position(attribute))) {
      if (!form.isSameValue()) {
        throw new IllegalArgumentException("The attribute " + attribute
            + " is also stored in the column " + form.column()
            + ", whose value is computed from whole objects, so a set-based change cannot set it [table="
            + root.name() + "]. Load the aggregates and update them.");
      }
      // A form of the attribute's own value: its codec takes a V.
      @SuppressWarnings("unchecked")
      Conversion<V> conversion = (Conversion<V>) form.column().conversion();
      forms.put(
          form.position(),
          value == null ? Optional.empty() : Optional.of(conversion.encode(value)));
    }
    return forms;
  }

  /** Whether an attribute of the root is also stored in a further column. */
  public boolean hasOtherForms(Attribute<T, ?> attribute) {
    return !root.otherForms(position(attribute)).isEmpty();
  }

  /**
   * How the values of a column are converted.
   *
   * @param table the root's, or one of {@link #owned}
   * @param column position in it
   * @return empty for a column that the library writes itself: a version, the key of an owner, a place in a list, another form
   * @throws IllegalArgumentException if the table is not of this mapping
   */
  @SuppressWarnings("ReferenceEquality") // tables are compared by identity
  public Optional<Conversion<?>> conversion(Table table, int column) {
    if (table == root.table()) {
      return root.conversion(column);
    }
    for (TableLayout<?> each : ownedTables) {
      if (each.table() == table) {
        return each.conversion(column);
      }
    }
    throw new IllegalArgumentException("The mapping of " + this + " has no table " + table + ".");
  }

  /** Resolves what one query names, with paths of references. */
  public QueryColumns<T> queryColumns() {
    return new QueryColumns<>(root, owned, roots);
  }

  private Conditions conditions() {
    return new Conditions(root, constant -> Conditions.find(owned, constant));
  }

  /** The references of the root to other aggregates, as declared. Unmodifiable. */
  public List<Rules.Reference<T>> references() {
    return mapping.rules().references();
  }

  /** Called once, when all layouts of the model are made. */
  void link(Map<String, TableLayout<?>> roots) {
    this.roots = roots;
  }

  Slots<T> slots() {
    return slots;
  }

  List<OwnedLayout<T, ?, ?>> ownedLayouts() {
    return owned;
  }

  TableLayout<T> rootLayout() {
    return root;
  }

  @Override
  public String toString() {
    return mapping.toString();
  }
}
