package org.bilayer.testkit.verify;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.bilayer.Bulk;
import org.bilayer.Repository;
import org.bilayer.layout.AggregateRows;
import org.bilayer.layout.Layout;
import org.bilayer.model.Column;
import org.bilayer.model.Mapping;
import org.bilayer.model.Model;
import org.bilayer.model.ModelInternals;
import org.bilayer.query.AggregateFunction;
import org.bilayer.query.Attribute;
import org.bilayer.query.Cursor;
import org.bilayer.query.Expression;
import org.bilayer.query.Page;
import org.bilayer.query.Projection;
import org.bilayer.query.Query;
import org.bilayer.query.QueryInternals;
import org.bilayer.query.Sort;
import org.bilayer.query.Specification;
import org.bilayer.query.Tuple;
import org.bilayer.store.StoredColumn;
import org.bilayer.store.Table;
import org.bilayer.value.Key;
import org.jspecify.annotations.Nullable;

/**
 * One mapping as the kit works with it: by names and stored values, through the API an application uses. Answers are texts in
 * which equal answers are equal, whatever order a backend was free to choose.
 */
final class MappingUnderTest<T, I> {

  /** An object cannot be made: the domain refuses these values. */
  static final class RefusedByDomain extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RefusedByDomain(Exception cause) {
      super("refused by the domain: " + cause, cause);
    }
  }

  private static final String ABSENT = "absent";
  private static final int PAGES_MAX = 50;

  private final Mapping<T, I> mapping;
  private final Layout<T, I> layout;
  private final Attributes<T> attributes;

  private MappingUnderTest(Mapping<T, I> mapping, Layout<T, I> layout) {
    this.mapping = mapping;
    this.layout = layout;
    this.attributes = Attributes.ofRoot(ModelInternals.attributes(mapping), mapping.members());
  }

  /** The mappings of a model by the name of the root's table. */
  static Map<String, MappingUnderTest<?, ?>> of(Model model) {
    var subjects = new LinkedHashMap<String, MappingUnderTest<?, ?>>();
    for (Table table : ModelInternals.schema(model).tables()) {
      for (Mapping<?, ?> mapping : model.mappings()) {
        if (mapping.table().equals(table.name())) {
          subjects.put(table.name(), of(model, mapping));
        }
      }
    }
    return subjects;
  }

  private static <T, I> MappingUnderTest<T, I> of(Model model, Mapping<T, I> mapping) {
    return new MappingUnderTest<>(mapping, ModelInternals.layout(model, mapping));
  }

  Mapping<T, I> mapping() {
    return mapping;
  }

  Layout<T, I> layout() {
    return layout;
  }

  Attributes<T> attributes() {
    return attributes;
  }

  /** The name of the root's table. */
  String name() {
    return mapping.table();
  }

  /** The table of that name. */
  Table table(String name) {
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
  List<Table> ownedBy(Table owner) {
    return layout.owned().stream()
        .filter(table -> table.owner().orElseThrow().target().equals(owner.name()))
        .toList();
  }

  /** Whether the library writes the column itself. */
  boolean isPlain(Table table, int column) {
    return layout.conversion(table, column).isEmpty();
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
  T object(Ids ids, RowValues values, long version) {
    AggregateRows rows = rows(ids, values, version);
    try {
      return layout.assemble(rows);
    } catch (Exception e) {
      throw new RefusedByDomain(e);
    }
  }

  private AggregateRows rows(Ids ids, RowValues values, long version) {
    Table root = layout.root();
    var row = new @Nullable Object[root.columns().size()];
    fill(ids, row, root, values);
    row[root.version()] = version;
    var owned = new ArrayList<List<@Nullable Object[]>>();
    layout.owned().forEach(table -> owned.add(new ArrayList<>()));
    addOwned(ids, root, row, values, owned);
    return new AggregateRows(row, owned);
  }

  private static void fill(Ids ids, @Nullable Object[] row, Table table, RowValues values) {
    for (int i = 0; i < row.length; i++) {
      String name = table.columns().get(i).name();
      if (values.values().containsKey(name)) {
        row[i] = ids.real(table, i, values.values().get(name));
      }
    }
  }

  private void addOwned(
      Ids ids,
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
  RowValues values(Ids ids, T object, long version) {
    return values(ids, layout.extract(object, version));
  }

  private RowValues values(Ids ids, AggregateRows rows) {
    return values(ids, layout.root(), rows.root(), rows);
  }

  private RowValues values(Ids ids, Table table, @Nullable Object[] row, AggregateRows rows) {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    for (int i = 0; i < row.length; i++) {
      if (!isPlain(table, i)) {
        values.put(table.columns().get(i).name(), ids.turn(table, i, row[i]));
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

  private String shown(Ids ids, Repository<T, I> repository, T object) {
    return shown(ids, object, repository.version(object)) + " v" + repository.version(object);
  }

  private String shown(Ids ids, T object, long version) {
    return shown(values(ids, object, version));
  }

  private static String shown(RowValues values) {
    var text = new StringBuilder("{");
    values
        .values()
        .forEach((name, value) -> text.append(text.length() == 1 ? "" : ", ")
            .append(name)
            .append('=')
            .append(Shown.value(value)));
    values.owned().forEach((table, rows) -> {
      if (!rows.isEmpty()) {
        text.append(", ")
            .append(table)
            .append('=')
            .append(rows.stream().map(MappingUnderTest::shown).toList());
      }
    });
    return text.append('}').toString();
  }

  private String shown(
      Ids ids, Repository<T, I> repository, Collection<T> objects, boolean ordered) {
    var texts = new ArrayList<String>();
    objects.forEach(object -> texts.add(shown(ids, repository, object)));
    return joined(texts, ordered);
  }

  private static String joined(List<String> texts, boolean ordered) {
    if (!ordered) {
      texts.sort(null);
    }
    return texts.size() + ": " + texts;
  }

  I id(Ids ids, List<Object> key) {
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

  private Specification<T> specification(UnitRun stage, Filter where) {
    return attributes.specification(real(stage.ids(), layout.root(), where));
  }

  /** The condition with the ids that this backend has generated. */
  private Filter real(Ids ids, Table table, Filter filter) {
    if (filter instanceof Filter.Compare node) {
      return new Filter.Compare(
          node.column(), node.operator(), real(ids, table, node.column(), node.value()));
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

  private static Object real(Ids ids, Table table, String column, Object value) {
    for (int i = 0; i < table.columns().size(); i++) {
      if (table.columns().get(i).name().equals(column)) {
        return Objects.requireNonNull(ids.real(table, i, value));
      }
    }
    return value;
  }

  // --- reads ---

  String find(UnitRun stage, List<Object> key, boolean forUpdate) {
    Repository<T, I> repository = stage.work().repository(mapping);
    Optional<T> found = forUpdate
        ? repository.findForUpdate(id(stage.ids(), key))
        : repository.find(id(stage.ids(), key));
    return found.map(object -> shown(stage.ids(), repository, object)).orElse(ABSENT);
  }

  String findAllById(UnitRun stage, List<List<Object>> keys) {
    Repository<T, I> repository = stage.work().repository(mapping);
    return shown(
        stage.ids(),
        repository,
        repository.findAllById(keys.stream().map(key -> id(stage.ids(), key)).toList()),
        true);
  }

  private Query<T> asked(UnitRun stage, Filter where, List<SortBy> order) {
    Query<T> query = Query.where(specification(stage, where));
    for (SortBy each : order) {
      query = query.orderBy(order(each));
    }
    return query;
  }

  private Sort<T> order(SortBy by) {
    Column<T, ?> column = attributes.column(by.column());
    Sort<T> order = by.descending() ? column.desc() : column.asc();
    if (!column.isNullable()) {
      return order;
    }
    return by.nullsFirst() ? order.nullsFirst() : order.nullsLast();
  }

  String query(UnitRun stage, Filter where, List<SortBy> order, int limit, boolean locked) {
    Query<T> query = asked(stage, where, order);
    query = limit < 0 ? query : query.limit(limit);
    query = locked ? query.forUpdate() : query;
    Repository<T, I> repository = stage.work().repository(mapping);
    return shown(stage.ids(), repository, repository.find(query), !order.isEmpty());
  }

  String stream(UnitRun stage, Filter where, List<SortBy> order, int limit) {
    Query<T> asked = asked(stage, where, order);
    Query<T> query = limit < 0 ? asked : asked.limit(limit);
    List<String> texts = stage.work().repository(mapping).stream(
        query,
        all -> new ArrayList<>(all.map(object -> shown(stage.ids(), object, 0)).toList()));
    return joined(texts, !order.isEmpty());
  }

  String pages(UnitRun stage, Filter where, List<SortBy> order, int size) {
    Query<T> query = asked(stage, where, order);
    Repository<T, I> repository = stage.work().repository(mapping);
    var text = new StringBuilder();
    Page<T> page = repository.page(query, size);
    text.append(shown(stage.ids(), repository, page.items(), true));
    int count = 1;
    for (Optional<Cursor> next = page.next(); next.isPresent() && count < PAGES_MAX; count++) {
      page = repository.page(query, size, next.get());
      text.append(" | ").append(shown(stage.ids(), repository, page.items(), true));
      next = page.next();
    }
    text.append(" back");
    for (Optional<Cursor> previous = page.previous();
        previous.isPresent() && count < 2 * PAGES_MAX;
        count++) {
      page = repository.page(query, size, previous.get());
      text.append(" | ").append(shown(stage.ids(), repository, page.items(), true));
      previous = page.previous();
    }
    return text.toString();
  }

  String count(UnitRun stage, Filter where, boolean existsOnly) {
    Repository<T, I> repository = stage.work().repository(mapping);
    return existsOnly
        ? String.valueOf(repository.exists(specification(stage, where)))
        : String.valueOf(repository.count(specification(stage, where)));
  }

  String select(UnitRun stage, Filter where, List<String> columns, List<SortBy> order, int limit) {
    Query<T> query = asked(stage, where, order);
    query = limit < 0 ? query : query.limit(limit);
    var expressions = new ArrayList<Expression<T, ?>>();
    columns.forEach(name -> expressions.add(attributes.column(name)));
    return selected(stage, query, expressions, !order.isEmpty());
  }

  String totals(UnitRun stage, Filter where, List<String> groupBy, List<Total> totals) {
    var expressions = new ArrayList<Expression<T, ?>>();
    groupBy.forEach(name -> expressions.add(attributes.column(name)));
    totals.forEach(total -> expressions.add(aggregate(total)));
    return selected(stage, Query.where(specification(stage, where)), expressions, false);
  }

  private AggregateFunction<T, ?> aggregate(Total total) {
    if (total.column().isEmpty()) {
      return AggregateFunction.count();
    }
    Column<T, ?> column = attributes.column(total.column());
    return switch (total.kind()) {
      case COUNT -> column.count();
      case COUNT_DISTINCT -> column.countDistinct();
      case SUM -> column.sum();
      case MIN -> column.min();
      case MAX -> column.max();
      case AVERAGE -> column.average();
    };
  }

  private String selected(
      UnitRun stage, Query<T> query, List<Expression<T, ?>> expressions, boolean ordered) {
    // One array of a generic type, read only by Projection.of.
    @SuppressWarnings({"unchecked", "rawtypes"})
    Expression<T, ?>[] array = expressions.toArray(new Expression[0]);
    Projection<T, String> projection = Projection.of(
        tuple -> expressions.stream()
            .map(expression -> shown(tuple, expression))
            .toList()
            .toString(),
        array);
    return joined(
        new ArrayList<>(stage.work().repository(mapping).select(query, projection)), ordered);
  }

  private static <T, V> String shown(Tuple<T> tuple, Expression<T, V> expression) {
    V value = tuple.getOrNull(expression);
    if (value == null) {
      return "null";
    }
    if (expression instanceof Attribute<T, V> attribute) {
      return Shown.value(QueryInternals.stored(attribute, value));
    }
    AggregateFunction<T, V> aggregate = (AggregateFunction<T, V>) expression;
    Attribute<T, ?> of = aggregate.attribute();
    if (of != null
        && (QueryInternals.kind(aggregate) == AggregateFunction.Kind.MIN
            || QueryInternals.kind(aggregate) == AggregateFunction.Kind.MAX)) {
      return Shown.value(storedAs(of, value));
    }
    return Shown.value(value);
  }

  private static <V> Object storedAs(Attribute<?, V> attribute, Object value) {
    // The least and the greatest of an attribute are values of it.
    @SuppressWarnings("unchecked")
    V same = (V) value;
    return QueryInternals.stored(attribute, same);
  }

  // --- writes ---

  String add(UnitRun stage, RowValues row) {
    stage.work().repository(mapping).add(object(stage.ids(), row, 1));
    return "added";
  }

  String addGenerated(UnitRun stage, RowValues row) {
    T added = stage
        .work()
        .repository(mapping)
        .addGenerated(id -> made(stage.ids(), row, layout.keyOf(id).value(0)));
    stage.ids().add(layout.root(), layout.keyOfObject(added).value(0));
    return "added";
  }

  /** The object of some values and a real id. */
  T made(Ids ids, RowValues row, Object id) {
    AggregateRows rows = rows(ids, row, 1);
    rows.root()[layout.root().key().get(0)] = id;
    try {
      return layout.assemble(rows);
    } catch (Exception e) {
      throw new RefusedByDomain(e);
    }
  }

  String upsert(UnitRun stage, RowValues row) {
    stage.work().repository(mapping).upsert(object(stage.ids(), row, 1));
    return "stored";
  }

  String updateAt(UnitRun stage, RowValues row, long version) {
    stage.work().repository(mapping).update(object(stage.ids(), row, version), version);
    return "handed in";
  }

  String change(UnitRun stage, List<Object> key, List<Edit> edits) {
    Repository<T, I> repository = stage.work().repository(mapping);
    Optional<T> found = repository.find(id(stage.ids(), key));
    if (found.isEmpty()) {
      return ABSENT;
    }
    long version = repository.version(found.get());
    RowValues next = values(stage.ids(), found.get(), version);
    for (Edit edit : edits) {
      next = edit.apply(next);
    }
    repository.update(object(stage.ids(), next, version));
    return "changed";
  }

  String remove(UnitRun stage, List<Object> key) {
    Repository<T, I> repository = stage.work().repository(mapping);
    Optional<T> found = repository.find(id(stage.ids(), key));
    found.ifPresent(repository::remove);
    return found.isPresent() ? "removed" : ABSENT;
  }

  String removeAt(UnitRun stage, List<Object> key, long version) {
    stage.work().repository(mapping).removeById(id(stage.ids(), key), version);
    return "handed in";
  }

  String guard(UnitRun stage, List<Object> key) {
    Repository<T, I> repository = stage.work().repository(mapping);
    Optional<T> found = repository.find(id(stage.ids(), key));
    found.ifPresent(repository::guard);
    return found.isPresent() ? "guarded" : ABSENT;
  }

  String bulk(UnitRun stage, Filter where, List<Assignment> assignments) {
    Bulk<T> bulk = stage.work().repository(mapping).where(specification(stage, where));
    if (assignments.isEmpty()) {
      return "removed " + bulk.remove();
    }
    for (Assignment each : assignments) {
      assign(bulk, attributes.column(each.column()), each);
    }
    return "changed " + bulk.update();
  }

  private static <T, V> void assign(Bulk<T> bulk, Column<T, V> column, Assignment assignment) {
    Object value = assignment.value();
    if (value == null) {
      bulk.setNull(column);
    } else if (assignment.increase()) {
      bulk.increase(column, QueryInternals.decoded(column, value));
    } else {
      bulk.set(column, QueryInternals.decoded(column, value));
    }
  }

  @Override
  public String toString() {
    return mapping.toString();
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
