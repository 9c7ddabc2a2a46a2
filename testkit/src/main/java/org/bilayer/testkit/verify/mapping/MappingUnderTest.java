package org.bilayer.testkit.verify.mapping;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.bilayer.failure.InvalidValueException;
import org.bilayer.layout.AggregateRows;
import org.bilayer.layout.ColumnGroup;
import org.bilayer.layout.Layout;
import org.bilayer.model.Column;
import org.bilayer.model.Mapping;
import org.bilayer.model.Model;
import org.bilayer.model.ModelInternals;
import org.bilayer.model.Variants;
import org.bilayer.query.Attribute;
import org.bilayer.query.Specification;
import org.bilayer.store.StoredColumn;
import org.bilayer.store.Table;
import org.bilayer.testkit.verify.history.Filter;
import org.bilayer.testkit.verify.history.RowValues;
import org.bilayer.value.Key;
import org.jspecify.annotations.Nullable;

/**
 * One mapping as the kit works with it: by names and stored values.
 */
public final class MappingUnderTest<T, I> {

  /** An object cannot be made: the domain refuses these values. */
  public static final class RefusedByDomain extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RefusedByDomain(Exception cause) {
      super("refused by the domain: " + cause, cause);
    }
  }

  private final Mapping<T, I> declared;
  private final Layout<T, I> layout;
  private final Attributes<T> attributes;

  private MappingUnderTest(Mapping<T, I> declared, Layout<T, I> layout) {
    this.declared = declared;
    this.layout = layout;
    this.attributes = Attributes.ofRoot(
        declared.table(),
        ModelInternals.attributes(declared),
        declared.members(),
        this::isComparable);
  }

  /** The mappings of a model by the name of the root's table; without those that are only read, which no history can fill. */
  public static Map<String, MappingUnderTest<?, ?>> of(Model model) {
    Map<String, MappingUnderTest<?, ?>> mappings = all(model);
    mappings.values().removeIf(each -> each.declared().isReadOnly());
    return mappings;
  }

  /** As {@link #of}, with those that are only read. */
  public static Map<String, MappingUnderTest<?, ?>> all(Model model) {
    var mappings = new LinkedHashMap<String, MappingUnderTest<?, ?>>();
    for (Table table : ModelInternals.schema(model).tables()) {
      for (Mapping<?, ?> declared : model.mappings()) {
        if (declared.table().equals(table.name())) {
          mappings.put(table.name(), of(model, declared));
        }
      }
    }
    var targets = new LinkedHashMap<String, ReferredColumns.Target<?>>();
    mappings.forEach((table, mapping) -> {
      // No history fills what is only read.
      if (!mapping.declared().isReadOnly()) {
        targets.put(table, mapping.asTarget());
      }
    });
    mappings.values().forEach(mapping -> mapping.link(targets));
    return mappings;
  }

  /** Lets conditions name columns behind references. */
  private void link(Map<String, ReferredColumns.Target<?>> targets) {
    attributes.referTo(() -> ReferredColumns.of(layout, targets));
  }

  private ReferredColumns.Target<T> asTarget() {
    return new ReferredColumns.Target<>(layout, attributes);
  }

  private static <T, I> MappingUnderTest<T, I> of(Model model, Mapping<T, I> declared) {
    return new MappingUnderTest<>(declared, ModelInternals.layout(model, declared));
  }

  /** The mapping as the application declares it. */
  public Mapping<T, I> declared() {
    return declared;
  }

  public Layout<T, I> layout() {
    return layout;
  }

  /** The table of the root. */
  public Table root() {
    return layout.root();
  }

  /** The tables of owned rows, owners before what they own. */
  public List<Table> owned() {
    return layout.owned();
  }

  public Attributes<T> attributes() {
    return attributes;
  }

  /** The name of the root's table. */
  public String name() {
    return declared.table();
  }

  /** The table of that name. */
  public Table table(String name) {
    if (name.equals(name())) {
      return layout.root();
    }
    for (Table table : layout.owned()) {
      if (table.name().equals(name)) {
        return table;
      }
    }
    throw new IllegalArgumentException("The aggregate " + name() + " has no table " + name + ".");
  }

  /** The tables whose rows are owned by rows of that one. */
  public List<Table> ownedBy(Table owner) {
    return layout.owned().stream()
        .filter(table -> table.owner().orElseThrow().target().equals(owner.name()))
        .toList();
  }

  /** Whether the library or the database writes the column itself, so that objects have no say in it. */
  public boolean isPlain(Table table, int column) {
    return layout.conversion(table, column).isEmpty() || table.isWrittenByStore(column);
  }

  /** Whether two backends have the same value in a column; each takes the time from a clock of its own. */
  private boolean isComparable(String table, String column) {
    return table(table).columns().stream()
        .filter(each -> each.name().equals(column))
        .noneMatch(FilledColumns::isTime);
  }

  /** Whether the database fills columns. */
  public boolean isFilled() {
    return layout.hasGenerated();
  }

  /** What the database has filled in an object, as text; empty where it fills nothing. */
  public String filled(T object) {
    return layout.hasGenerated()
        ? FilledColumns.of(layout, layout.extractRead(object, Table.FIRST_VERSION))
        : "";
  }

  /**
   * Whether a set-based change of the root's column meets every row that its condition names: the column is of no single
   * class of a sealed type, and no part of a value object that may be absent.
   */
  public boolean isSetInEveryRow(int column) {
    StoredColumn stored = root().columns().get(column);
    return declared.members().stream()
            .anyMatch(
                member -> member instanceof Column<T, ?> each && each.name().equals(stored.name()))
        || (!stored.nullable()
            && declared.members().stream().noneMatch(Variants.class::isInstance));
  }

  private static boolean isPosition(Table table, int column) {
    return table.owner().isPresent()
        && !table.owner().get().columns().contains(column)
        && table.columns().get(column).name().equals("position");
  }

  // --- objects and rows ---

  /**
   * The object of some values.
   *
   * @throws RefusedByDomain if there is none
   */
  public T object(GeneratedIds ids, RowValues values, long version) {
    AggregateRows rows = rows(ids, values, version);
    try {
      return layout.assemble(rows);
    } catch (Exception e) {
      throw new RefusedByDomain(e);
    }
  }

  /** The object of some values and a real id. */
  public T made(GeneratedIds ids, RowValues row, Object id) {
    AggregateRows rows = rows(ids, row, 1);
    rows.root()[layout.root().key().get(0)] = id;
    try {
      return layout.assemble(rows);
    } catch (Exception e) {
      throw new RefusedByDomain(e);
    }
  }

  private AggregateRows rows(GeneratedIds ids, RowValues values, long version) {
    Table root = layout.root();
    var row = new @Nullable Object[root.columns().size()];
    fill(ids, row, root, values);
    if (root.version() >= 0) {
      row[root.version()] = root.storedVersion(version);
    }
    var owned = new ArrayList<List<@Nullable Object[]>>();
    layout.owned().forEach(table -> owned.add(new ArrayList<>()));
    addOwned(ids, root, row, values, owned);
    return new AggregateRows(row, owned);
  }

  private void fill(GeneratedIds ids, @Nullable Object[] row, Table table, RowValues values) {
    for (int i = 0; i < row.length; i++) {
      String name = table.columns().get(i).name();
      if (values.values().containsKey(name)) {
        row[i] = ids.real(table, i, values.values().get(name));
      }
    }
    fillOtherwise(row, table);
    clearOtherClasses(row, table);
  }

  /** What the database fills must not come from the object, which therefore has something else there. */
  private void fillOtherwise(@Nullable Object[] row, Table table) {
    for (int column : table.generated()) {
      if (table.isWrittenByStore(column)) {
        row[column] = layout
            .conversion(table, column)
            .map(conversion -> table.type(column).normalise(conversion.sample()))
            .orElse(null);
      }
    }
  }

  /** Values may be drawn for all columns of a table; an object of one class has those of its class. */
  private void clearOtherClasses(@Nullable Object[] row, Table table) {
    for (ColumnGroup group : layout.columnGroups(table)) {
      if (group.isOfClass() && !group.name().equals(row[group.tag()])) {
        group.columns().forEach(column -> row[column] = null);
      }
    }
  }

  private void addOwned(
      GeneratedIds ids,
      Table owner,
      @Nullable Object[] ownerRow,
      RowValues values,
      List<List<@Nullable Object[]>> owned) {
    for (int i = 0; i < layout.owned().size(); i++) {
      Table table = layout.owned().get(i);
      if (!table.owner().orElseThrow().target().equals(owner.name())) {
        continue;
      }
      List<Integer> ownerColumns = table.owner().orElseThrow().columns();
      int position = 0;
      for (RowValues element : values.owned(table.name())) {
        var row = new @Nullable Object[table.columns().size()];
        for (int k = 0; k < ownerColumns.size(); k++) {
          row[ownerColumns.get(k)] = ownerRow[owner.key().get(k)];
        }
        fill(ids, row, table, element);
        for (int c = 0; c < row.length; c++) {
          if (isPosition(table, c) && layout.conversion(table, c).isEmpty()) {
            row[c] = position;
          }
        }
        position++;
        owned.get(i).add(row);
        addOwned(ids, table, row, element, owned);
      }
    }
  }

  /** What is stored of an object. */
  public RowValues values(GeneratedIds ids, T object, long version) {
    return values(ids, layout.extractRead(object, version));
  }

  private RowValues values(GeneratedIds ids, AggregateRows rows) {
    return values(ids, layout.root(), rows.root(), rows);
  }

  private RowValues values(
      GeneratedIds ids, Table table, @Nullable Object[] row, AggregateRows rows) {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    for (int i = 0; i < row.length; i++) {
      if (!isPlain(table, i)) {
        values.put(table.columns().get(i).name(), ids.ordinal(table, i, row[i]));
      }
    }
    var owned = new LinkedHashMap<String, List<RowValues>>();
    for (int i = 0; i < layout.owned().size(); i++) {
      Table child = layout.owned().get(i);
      if (child.owner().orElseThrow().target().equals(table.name())) {
        var elements = new ArrayList<RowValues>();
        for (@Nullable Object[] element : inOrder(child, rows.owned().get(i))) {
          if (Objects.equals(
              Key.from(element, child.owner().orElseThrow().columns()),
              Key.from(row, table.key()))) {
            elements.add(values(ids, child, element, rows));
          }
        }
        owned.put(child.name(), elements);
      }
    }
    return new RowValues(values, owned);
  }

  private List<@Nullable Object[]> inOrder(Table table, List<@Nullable Object[]> rows) {
    var sorted = new ArrayList<>(rows);
    int place = -1;
    for (int i = 0; i < table.columns().size(); i++) {
      if (isPosition(table, i) && layout.conversion(table, i).isEmpty()) {
        place = i;
      }
    }
    int column = place;
    if (column >= 0) {
      sorted.sort(Comparator.comparing(row -> (Integer) Objects.requireNonNull(row[column])));
    } else {
      sorted.sort(Comparator.comparing(
          row -> Objects.requireNonNull(Key.from(row, table.key())).toString()));
    }
    return sorted;
  }

  /** The values of an object, as the getters and codecs of the mapping give them. */
  public RowValues read(GeneratedIds ids, T object, long version) {
    RowValues read = new ObjectValues(this, ids).ofRoot(declared.id(), declared.members(), object);
    Table root = layout.root();
    return root.version() < 0 || isPlain(root, root.version())
        ? read
        : read.with(
            root.columns().get(root.version()).name(),
            root.storedVersion(ShownVersion.of(root, version)));
  }

  /** The column of an element's place in its list; empty for other collections. */
  public OptionalInt positionOf(Table table) {
    return IntStream.range(0, table.columns().size())
        .filter(i -> isPosition(table, i) && isPlain(table, i))
        .findFirst();
  }

  /**
   * The id of a key.
   *
   * @throws RefusedByDomain if the domain refuses it
   */
  public I id(GeneratedIds ids, List<Object> key) {
    Table root = layout.root();
    var real = new Object[key.size()];
    for (int i = 0; i < real.length; i++) {
      real[i] = Objects.requireNonNull(ids.real(root, root.key().get(i), key.get(i)));
    }
    try {
      return layout.idOf(Key.of(real));
    } catch (Exception e) {
      throw new RefusedByDomain(e);
    }
  }

  /** The condition on objects, with the ids that one backend has generated. */
  public Specification<T> specification(GeneratedIds ids, Filter where) {
    return attributes.specification(real(ids, layout.root(), where));
  }

  /** The condition with the ids that this backend has generated. */
  private Filter real(GeneratedIds ids, Table table, Filter filter) {
    if (filter instanceof Filter.Compare node) {
      return new Filter.Compare(
          node.column(), node.operator(), real(ids, table, node.column(), node.value()));
    }
    if (filter instanceof Filter.Between node) {
      return new Filter.Between(
          node.column(),
          real(ids, table, node.column(), node.from()),
          real(ids, table, node.column(), node.to()),
          node.inclusive());
    }
    if (filter instanceof Filter.In node) {
      return new Filter.In(
          node.column(),
          node.values().stream()
              .map(value -> real(ids, table, node.column(), value))
              .toList(),
          node.negated());
    }
    if (filter instanceof Filter.And node) {
      return new Filter.And(
          node.all().stream().map(part -> real(ids, table, part)).toList());
    }
    if (filter instanceof Filter.Or node) {
      return new Filter.Or(
          node.any().stream().map(part -> real(ids, table, part)).toList());
    }
    if (filter instanceof Filter.Not node) {
      return new Filter.Not(real(ids, table, node.part()));
    }
    return filter instanceof Filter.Any node
        ? new Filter.Any(node.table(), real(ids, table(node.table()), node.part()))
        : filter;
  }

  private Object real(GeneratedIds ids, Table table, String column, Object value) {
    Referred<T> referred = attributes.findReferred(column);
    if (referred != null) {
      return real(ids, referred.table(), referred.column().name(), value);
    }
    for (int i = 0; i < table.columns().size(); i++) {
      if (table.columns().get(i).name().equals(column)) {
        return Objects.requireNonNull(ids.real(table, i, value));
      }
    }
    return value;
  }

  @Override
  public String toString() {
    return declared.toString();
  }

  /** Whether a column of the root is also stored in another form. */
  public boolean hasOtherForms(String column) {
    return hasOtherForms(layout, attributes().column(column));
  }

  // The attribute is one of this mapping.
  @SuppressWarnings("unchecked")
  private static <T> boolean hasOtherForms(Layout<T, ?> layout, Attribute<?, ?> attribute) {
    return layout.hasOtherForms((Attribute<T, ?>) attribute);
  }

  /** Whether the other forms of an object's attributes fit into their columns: "a value that the other column cannot hold is refused". */
  public boolean otherFormsFit(T object, long version) {
    boolean hasAny = !layout.root().copies().isEmpty()
        || layout.owned().stream().anyMatch(table -> !table.copies().isEmpty());
    if (!hasAny) {
      return true;
    }
    try {
      layout.extract(object, version);
      return true;
    } catch (InvalidValueException e) {
      return false;
    } catch (RuntimeException e) {
      return true; // something else is wrong with the object
    }
  }

  /** The columns of a table whose values change: no keys, nothing that the library writes itself. */
  public List<Integer> changeable(Table table) {
    var columns = new ArrayList<Integer>();
    for (int i = 0; i < table.columns().size(); i++) {
      if (!isPlain(table, i) && !table.key().contains(i)) {
        columns.add(i);
      }
    }
    return columns;
  }

  /** The columns of a table that histories give values to. */
  List<StoredColumn> given(Table table) {
    var given = new ArrayList<StoredColumn>();
    for (int i = 0; i < table.columns().size(); i++) {
      if (!isPlain(table, i)) {
        given.add(table.columns().get(i));
      }
    }
    return given;
  }
}
