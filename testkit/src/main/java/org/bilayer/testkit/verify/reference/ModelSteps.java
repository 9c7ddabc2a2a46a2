package org.bilayer.testkit.verify.reference;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.bilayer.failure.DataException;
import org.bilayer.failure.InvalidValueException;
import org.bilayer.failure.MisuseException;
import org.bilayer.failure.StaleVersionException;
import org.bilayer.model.Column;
import org.bilayer.query.AggregateFunction;
import org.bilayer.store.Table;
import org.bilayer.testkit.verify.comparing.MappingQueries;
import org.bilayer.testkit.verify.comparing.ValueText;
import org.bilayer.testkit.verify.history.Assignment;
import org.bilayer.testkit.verify.history.Attempt;
import org.bilayer.testkit.verify.history.Edit;
import org.bilayer.testkit.verify.history.Filter;
import org.bilayer.testkit.verify.history.RowValues;
import org.bilayer.testkit.verify.history.SortBy;
import org.bilayer.testkit.verify.history.Step;
import org.bilayer.testkit.verify.history.StepVisitor;
import org.bilayer.testkit.verify.history.Total;
import org.bilayer.testkit.verify.mapping.GeneratedIds;
import org.bilayer.testkit.verify.mapping.MappingUnderTest;
import org.bilayer.value.Key;
import org.jspecify.annotations.Nullable;

/** The steps of one unit of work, performed in the model. Each answer is the text that a backend has to give. */
final class ModelSteps implements StepVisitor<String> {

  private static final String ABSENT = "absent";

  private final Rules rules;
  private final World world;
  private final ModelUnit unit;
  private final Function<Attempt, String> attempts;

  /**
   * The steps of a unit.
   *
   * @param attempts performs an attempt with the steps inside it
   */
  ModelSteps(Rules rules, World world, ModelUnit unit, Function<Attempt, String> attempts) {
    this.rules = rules;
    this.world = world;
    this.unit = unit;
    this.attempts = attempts;
  }

  @Override
  public String attempt(Attempt attempt) {
    return attempts.apply(attempt);
  }

  // --- reads ---

  private GeneratedIds ids() {
    return world.ids();
  }

  /** The id of a key, as the domain makes it. */
  private ModelUnit.Id id(String table, List<Object> key) {
    MappingUnderTest<?, ?> mapping = world.mapping(table);
    mapping.id(ids(), key);
    Table root = mapping.root();
    var values = new Object[key.size()];
    for (int i = 0; i < values.length; i++) {
      int column = root.key().get(i);
      Object real = Objects.requireNonNull(ids().real(root, column, key.get(i)));
      values[i] = stored(mapping.attributes().column(root.columns().get(column).name()), real);
    }
    return new ModelUnit.Id(mapping, Key.of(values));
  }

  private static Object stored(Column<?, ?> column, Object value) {
    try {
      return Truth.asStored(column, value);
    } catch (InvalidValueException e) {
      throw Refusal.of(InvalidValueException.class);
    }
  }

  @Override
  public String find(String table, List<Object> key, boolean forUpdate) {
    ModelUnit.Id id = id(table, key);
    if (forUpdate && !unit.isAdded(id)) {
      unit.flushBefore(id.mapping());
    }
    boolean isThere = !unit.find(id).isEmpty();
    if (isThere && forUpdate) {
      unit.hold(id);
      if (unit.mayConflict()) {
        world.mayRefuse(World.conflict());
      }
    }
    return isThere ? unit.text(id) : ABSENT;
  }

  /** "In the order of the ids, without those that do not exist and without repeats." */
  @Override
  public String findAllById(String table, List<List<Object>> keys) {
    var found = new LinkedHashSet<ModelUnit.Id>();
    for (List<Object> key : keys) {
      found.add(id(table, key));
    }
    found.removeIf(id -> unit.find(id).isEmpty());
    return ValueText.all(found.stream().map(unit::text).toList(), true);
  }

  /** The ids of the aggregates that satisfy a condition; in an order, ties by id. */
  private List<ModelUnit.Id> matching(
      MappingUnderTest<?, ?> mapping, Filter where, List<SortBy> order) {
    unit.flushBefore(mapping);
    Table root = mapping.root();
    var truth = new Truth(rules, mapping, ids(), unit.view());
    var rows = new ArrayList<@Nullable Object[]>();
    for (@Nullable Object[] row : unit.view().all(root)) {
      if (truth.qualifies(where, row)) {
        rows.add(row);
      }
    }
    rows.sort((one, other) -> compared(root, order, one, other));
    return rows.stream()
        .map(row -> new ModelUnit.Id(mapping, Objects.requireNonNull(Key.from(row, root.key()))))
        .toList();
  }

  private int compared(
      Table root, List<SortBy> order, @Nullable Object[] one, @Nullable Object[] other) {
    for (SortBy by : order) {
      int column = Truth.column(root, by.column());
      int sign = rules.order(by, root.type(column), one[column], other[column]);
      if (sign != 0) {
        return sign;
      }
    }
    for (int column : root.key()) {
      int sign = rules.order(
          root.type(column),
          Objects.requireNonNull(one[column]),
          Objects.requireNonNull(other[column]));
      if (sign != 0) {
        return rules.tie(sign);
      }
    }
    return 0;
  }

  /** At most so many; without an order, nobody knows which. */
  private static <E> List<E> limited(List<E> all, int limit, boolean ordered) {
    if (limit < 0 || limit >= all.size()) {
      return all;
    }
    if (!ordered && limit > 0) {
      throw new NotModelled("which rows a limit without an order leaves");
    }
    return all.subList(0, limit);
  }

  /** Refuses what the language of conditions and orders refuses. */
  private <T> void examine(MappingUnderTest<T, ?> mapping, Filter where, List<SortBy> order) {
    try {
      new MappingQueries<>(mapping, ids()).query(where, order, -1);
    } catch (DataException e) {
      throw Refusal.of(e.getClass());
    }
  }

  @Override
  public String query(
      String table, Filter where, List<SortBy> order, int limit, boolean forUpdate) {
    MappingUnderTest<?, ?> mapping = world.mapping(table);
    examine(mapping, where, order);
    List<ModelUnit.Id> found = limited(matching(mapping, where, order), limit, !order.isEmpty());
    found.forEach(unit::find);
    if (forUpdate) {
      found.forEach(unit::hold);
      if (unit.mayConflict()) {
        world.mayRefuse(World.conflict());
      }
    }
    return ValueText.all(found.stream().map(unit::text).toList(), !order.isEmpty());
  }

  @Override
  public String stream(String table, Filter where, List<SortBy> order, int limit) {
    MappingUnderTest<?, ?> mapping = world.mapping(table);
    examine(mapping, where, order);
    List<ModelUnit.Id> found = limited(matching(mapping, where, order), limit, !order.isEmpty());
    return ValueText.all(
        found.stream()
            .map(id ->
                ValueText.of(Rows.values(mapping, ids(), unit.view().aggregate(mapping, id.key()))))
            .toList(),
        !order.isEmpty());
  }

  /** All pages forwards, then those before the last one backwards. "Without an order the id is the order." */
  @Override
  public String pages(String table, Filter where, List<SortBy> order, int size) {
    MappingUnderTest<?, ?> mapping = world.mapping(table);
    examine(mapping, where, order);
    List<ModelUnit.Id> all = matching(mapping, where, order);
    var pages = new ArrayList<String>();
    for (int from = 0; from == 0 || from < all.size(); from += size) {
      List<ModelUnit.Id> page = all.subList(from, Math.min(from + size, all.size()));
      page.forEach(unit::find);
      pages.add(ValueText.all(page.stream().map(unit::text).toList(), true));
    }
    var text = new StringBuilder(String.join(" | ", pages)).append(" back");
    for (int i = pages.size() - 2; i >= 0; i--) {
      text.append(" | ").append(pages.get(i));
    }
    return text.toString();
  }

  @Override
  public String count(String table, Filter where) {
    MappingUnderTest<?, ?> mapping = world.mapping(table);
    examine(mapping, where, List.of());
    return String.valueOf(matching(mapping, where, List.of()).size());
  }

  @Override
  public String exists(String table, Filter where) {
    MappingUnderTest<?, ?> mapping = world.mapping(table);
    examine(mapping, where, List.of());
    return String.valueOf(!matching(mapping, where, List.of()).isEmpty());
  }

  @Override
  public String select(
      String table, Filter where, List<String> columns, List<SortBy> order, int limit) {
    MappingUnderTest<?, ?> mapping = world.mapping(table);
    examine(mapping, where, order);
    columns.forEach(column -> requireNotGenerated(mapping, column));
    List<ModelUnit.Id> found = limited(matching(mapping, where, order), limit, !order.isEmpty());
    var texts = new ArrayList<String>();
    for (ModelUnit.Id id : found) {
      @Nullable Object[] row = unit.view().aggregate(mapping, id.key()).get(0).values();
      texts.add(columns.stream()
          .map(column -> ValueText.of(row[Truth.column(mapping.root(), column)]))
          .toList()
          .toString());
    }
    return ValueText.all(texts, !order.isEmpty());
  }

  private void requireNotGenerated(MappingUnderTest<?, ?> mapping, String column) {
    Table root = mapping.root();
    if (GeneratedIds.source(world.schema(), root, Truth.column(root, column)) != null) {
      throw new NotModelled("the numbers that a database generates");
    }
  }

  @Override
  public String totals(String table, Filter where, List<String> groupBy, List<Total> totals) {
    MappingUnderTest<?, ?> mapping = world.mapping(table);
    examine(mapping, where, List.of());
    groupBy.forEach(column -> requireNotGenerated(mapping, column));
    totals.forEach(total -> examine(mapping, total));
    List<@Nullable Object[]> rows = new ArrayList<>();
    for (ModelUnit.Id id : matching(mapping, where, List.of())) {
      rows.add(unit.view().aggregate(mapping, id.key()).get(0).values());
    }
    return ValueText.all(new Totals(rules, mapping.root()).of(rows, groupBy, totals), false);
  }

  /** Refuses what the language of totals refuses. */
  private void examine(MappingUnderTest<?, ?> mapping, Total total) {
    if (total.column().isEmpty()) {
      return;
    }
    Column<?, ?> column = mapping.attributes().column(total.column());
    if (total.kind() != AggregateFunction.Kind.COUNT
        && total.kind() != AggregateFunction.Kind.COUNT_DISTINCT) {
      requireNotGenerated(mapping, total.column());
    }
    switch (total.kind()) {
      case COUNT -> column.count();
      case COUNT_DISTINCT -> column.countDistinct();
      case SUM -> column.sum();
      case MIN -> column.min();
      case MAX -> column.max();
      case AVERAGE -> column.average();
    }
  }

  /** "Never handed out again, not given back by a rollback." */
  @Override
  public String nextNumber(String sequence) {
    return "a greater number";
  }

  // --- writes ---

  private List<TableRow> rows(MappingUnderTest<?, ?> mapping, RowValues row, long version) {
    return new ObjectRows<>(rules, mapping, ids()).of(row, version);
  }

  private static ModelUnit.Id idOf(MappingUnderTest<?, ?> mapping, List<TableRow> rows) {
    return new ModelUnit.Id(mapping, rows.get(0).key());
  }

  @Override
  public String add(String table, RowValues row) {
    MappingUnderTest<?, ?> mapping = world.mapping(table);
    List<TableRow> rows = rows(mapping, row, rules.firstVersion());
    if (mapping.declared().hasIdentity()) {
      throw Refusal.of(MisuseException.class);
    }
    ModelUnit.Id id = idOf(mapping, rows);
    if (unit.isToBeRemoved(id)) {
      // The row is still there, and its version goes on.
      unit.change(id, rows);
      return "added";
    }
    if (unit.knows(id) && rules.refusesTakenIds()) {
      throw new Refusal(Set.of(Refusal.unique(mapping.root().keyName())));
    }
    unit.add(id, rows);
    return "added";
  }

  @Override
  public String addGenerated(String table, RowValues row) {
    MappingUnderTest<?, ?> mapping = world.mapping(table);
    Table root = mapping.root();
    if (!mapping.declared().hasIdentity()) {
      throw Refusal.of(MisuseException.class);
    }
    long ordinal = ids().next(root);
    List<TableRow> rows = new ObjectRows<>(rules, mapping, ids()).made(row, ordinal);
    unit.insert(idOf(mapping, rows), rows);
    ids().add(root, ordinal);
    return "added";
  }

  @Override
  public String upsert(String table, RowValues row) {
    MappingUnderTest<?, ?> mapping = world.mapping(table);
    List<TableRow> rows = rows(mapping, row, rules.firstVersion());
    ModelUnit.Id id = idOf(mapping, rows);
    if (unit.find(id).isEmpty() && !unit.isToBeRemoved(id)) {
      unit.add(id, rows);
    } else {
      unit.change(id, rows);
    }
    return "stored";
  }

  @Override
  public String updateAt(String table, RowValues row, long version) {
    MappingUnderTest<?, ?> mapping = world.mapping(table);
    List<TableRow> rows = rows(mapping, row, version);
    ModelUnit.Id id = idOf(mapping, rows);
    requireVersion(id, version);
    unit.change(id, rows);
    return "handed in";
  }

  /** "If the aggregate has another version now, or is gone." */
  private void requireVersion(ModelUnit.Id id, long version) {
    boolean isToBeRemoved = unit.isToBeRemoved(id);
    if (unit.find(id).isEmpty() || rules.isStale(version, unit.version(id))) {
      Refusal stale = Refusal.of(StaleVersionException.class);
      throw isToBeRemoved ? stale.or(Refusal.of(MisuseException.class)) : stale;
    }
  }

  @Override
  public String change(String table, List<Object> key, List<Edit> edits) {
    ModelUnit.Id id = id(table, key);
    if (unit.find(id).isEmpty()) {
      return ABSENT;
    }
    RowValues next = unit.values(id);
    for (Edit edit : edits) {
      next = edit.apply(next);
    }
    unit.change(id, rows(id.mapping(), next, unit.version(id)));
    return "changed";
  }

  @Override
  public String remove(String table, List<Object> key) {
    ModelUnit.Id id = id(table, key);
    if (unit.find(id).isEmpty()) {
      return ABSENT;
    }
    unit.remove(id);
    return "removed";
  }

  @Override
  public String removeAt(String table, List<Object> key, long version) {
    ModelUnit.Id id = id(table, key);
    requireVersion(id, version);
    unit.remove(id);
    return "handed in";
  }

  @Override
  public String guard(String table, List<Object> key) {
    ModelUnit.Id id = id(table, key);
    if (unit.find(id).isEmpty()) {
      return ABSENT;
    }
    unit.hold(id);
    return "guarded";
  }

  @Override
  public String updateAll(String table, Filter where, List<Assignment> assignments) {
    MappingUnderTest<?, ?> mapping = world.mapping(table);
    examine(mapping, where, List.of());
    Map<Integer, Assignment> set = new LinkedHashMap<>();
    assignments.forEach(each -> examine(mapping, each, set));
    if (!set.keySet().stream().allMatch(mapping::isSetInEveryRow)) {
      throw new NotModelled("a set-based change that meets some of the rows its condition names");
    }
    unit.flush();
    List<ModelUnit.Id> found = matching(mapping, where, List.of());
    Rows next = unit.view().copy();
    for (ModelUnit.Id id : found) {
      var rows = new ArrayList<>(unit.view().aggregate(mapping, id.key()));
      rows.set(0, assigned(mapping, rows.get(0), set));
      next.put(mapping, id.key(), rows);
    }
    unit.writeAll(next, found);
    found.forEach(this::requireObject);
    return "changed " + found.size();
  }

  /** A statement can write rows that no object has: half of a reference, a column of another variant. */
  private void requireObject(ModelUnit.Id id) {
    RowValues values =
        Rows.values(id.mapping(), ids(), unit.view().aggregate(id.mapping(), id.key()));
    try {
      RowValues same = readAgain(id.mapping(), values);
      if (ValueText.of(same).equals(ValueText.of(values))) {
        return;
      }
    } catch (RuntimeException e) {
      // The domain refuses the values.
    }
    throw new NotModelled("a set-based change after which no object has these values");
  }

  private <T> RowValues readAgain(MappingUnderTest<T, ?> mapping, RowValues values) {
    return mapping.read(ids(), mapping.object(ids(), values, 1), 1);
  }

  private TableRow assigned(
      MappingUnderTest<?, ?> mapping, TableRow row, Map<Integer, Assignment> set) {
    Table root = mapping.root();
    TableRow next = row;
    for (Map.Entry<Integer, Assignment> each : set.entrySet()) {
      int column = each.getKey();
      next = next.with(column, assigned(mapping, row.values()[column], column, each.getValue()));
    }
    long version = rules.nextVersion(root.versionOf(row.values()));
    return next.with(root.version(), root.storedVersion(version));
  }

  /** "Adds to the attribute's value, where there is one." */
  private @Nullable Object assigned(
      MappingUnderTest<?, ?> mapping, @Nullable Object old, int column, Assignment assignment) {
    Table root = mapping.root();
    Object value = assignment.value();
    if (value == null || (assignment.increase() && old == null)) {
      return null;
    }
    Object stored = stored(
        mapping.attributes().column(assignment.column()),
        Objects.requireNonNull(ids().real(root, column, value)));
    if (!assignment.increase() || old == null) {
      return stored;
    }
    try {
      return Increase.of(root.type(column), old, stored);
    } catch (ArithmeticException | InvalidValueException e) {
      throw Refusal.of(InvalidValueException.class);
    }
  }

  /** Refuses assignments that make no sense. */
  private void examine(
      MappingUnderTest<?, ?> mapping, Assignment assignment, Map<Integer, Assignment> set) {
    Table root = mapping.root();
    Column<?, ?> column = mapping.attributes().column(assignment.column());
    int place = Truth.column(root, assignment.column());
    Object value = assignment.value();
    Refusal senseless = Refusal.ofAnyMessage(IllegalArgumentException.class);
    if (value != null) {
      Object real = Objects.requireNonNull(ids().real(root, place, value));
      try {
        Truth.asStored(column, real);
      } catch (InvalidValueException e) {
        throw Refusal.of(InvalidValueException.class).or(senseless);
      }
    }
    boolean isSenseless = root.key().contains(place)
        || place == root.version()
        || set.put(place, assignment) != null
        || (value == null && !column.isNullable())
        || (assignment.increase() && !Increase.isExact(root.type(place)));
    if (isSenseless) {
      throw senseless;
    }
  }

  @Override
  public String deleteAll(String table, Filter where) {
    MappingUnderTest<?, ?> mapping = world.mapping(table);
    examine(mapping, where, List.of());
    unit.flush();
    List<ModelUnit.Id> found = matching(mapping, where, List.of());
    Rows next = unit.view().copy();
    found.forEach(id -> next.remove(mapping, id.key(), rules.removesOwned()));
    Rows before = unit.view();
    unit.writeAll(next, found);
    unit.removedBy(found, before);
    return "removed " + found.size();
  }

  @Override
  public String flush() {
    unit.flush();
    return "flushed";
  }

  // --- not modelled ---

  @Override
  public String existsById(String table, List<Object> key) {
    throw new NotModelled("exists by id");
  }

  @Override
  public String reader(Step read) {
    throw new NotModelled("reads outside of the unit");
  }

  @Override
  public String findVersioned(String table, List<Object> key) {
    throw new NotModelled("reads outside of the unit");
  }

  @Override
  public String queryVersioned(String table, Filter where, List<SortBy> order, int limit) {
    throw new NotModelled("reads outside of the unit");
  }

  @Override
  public String afterCommit(Step read) {
    throw new NotModelled("actions after commit");
  }

  @Override
  public String refresh(String table, List<Object> key) {
    throw new NotModelled("refresh");
  }

  @Override
  public String evict(String table, List<Object> key) {
    throw new NotModelled("evict");
  }

  @Override
  public String removeById(String table, List<Object> key) {
    throw new NotModelled("removal by id alone");
  }
}
