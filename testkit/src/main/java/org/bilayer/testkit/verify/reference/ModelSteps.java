package org.bilayer.testkit.verify.reference;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.bilayer.failure.DataException;
import org.bilayer.failure.InvalidValueException;
import org.bilayer.failure.MisuseException;
import org.bilayer.failure.NotFoundException;
import org.bilayer.failure.NotNullViolationException;
import org.bilayer.failure.StaleVersionException;
import org.bilayer.failure.UniqueViolationException;
import org.bilayer.query.AggregateFunction.Kind;
import org.bilayer.store.Table;
import org.bilayer.testkit.verify.comparing.MappingQueries;
import org.bilayer.testkit.verify.comparing.Outcome;
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
import org.bilayer.testkit.verify.mapping.Referred;
import org.bilayer.testkit.verify.mapping.ShownVersion;
import org.bilayer.testkit.verify.mapping.TakenKey;
import org.bilayer.value.Key;
import org.bilayer.value.StoredType;
import org.jspecify.annotations.Nullable;

/** The steps of one unit of work, performed in the model. Each answer is the text that a backend has to give. */
final class ModelSteps implements StepVisitor<String> {

  private static final String ABSENT = "absent";

  private final Rules rules;
  private final World world;
  private final ModelUnit unit;
  private final ModelRun run;
  private final boolean tellsVersions;

  /**
   * The steps of a unit.
   *
   * @param run performs attempts, and knows the actions after the commit
   */
  ModelSteps(Rules rules, World world, ModelUnit unit, ModelRun run, boolean tellsVersions) {
    this.rules = rules;
    this.world = world;
    this.unit = unit;
    this.run = run;
    this.tellsVersions = tellsVersions;
  }

  @Override
  public String attempt(Attempt attempt) {
    return run.attempt(attempt);
  }

  @Override
  public String afterCommit(Step read) {
    return run.afterCommit(read);
  }

  // --- reads by id ---

  /** The id of a key, as the domain makes it. */
  private Aggregate.Id id(String table, List<Object> key) {
    MappingUnderTest<?, ?> mapping = world.mapping(table);
    mapping.id(world.ids(), key);
    Table root = mapping.root();
    var values = new Object[key.size()];
    for (int i = 0; i < values.length; i++) {
      int place = root.key().get(i);
      Object real = Objects.requireNonNull(world.ids().real(root, place, key.get(i)));
      values[i] = stored(mapping, root.columns().get(place).name(), real);
    }
    return new Aggregate.Id(mapping, Key.of(values));
  }

  private static Object stored(MappingUnderTest<?, ?> mapping, String column, Object value) {
    try {
      return Truth.asStored(mapping.attributes().column(column), value);
    } catch (InvalidValueException e) {
      throw Refusal.of(InvalidValueException.class);
    }
  }

  private String text(Aggregate found) {
    return ValueText.of(found.values())
        + (tellsVersions
            ? " v" + ShownVersion.of(found.id().mapping().root(), found.version())
            : "");
  }

  private String texts(List<Aggregate> found, boolean ordered) {
    return ValueText.all(found.stream().map(this::text).toList(), ordered);
  }

  @Override
  public String find(String table, List<Object> key, boolean forUpdate) {
    Aggregate.Id id = id(table, key);
    if (forUpdate && !unit.isAdded(id)) {
      unit.flushBefore(Set.of(id.mapping()));
    }
    Aggregate found = unit.find(id);
    if (found != null && forUpdate) {
      lock(List.of(found));
    }
    return found == null ? ABSENT : text(found);
  }

  /** "Locks the root until the unit of work ends"; another unit may have been first. */
  private void lock(List<Aggregate> found) {
    found.forEach(each -> unit.hold(each.id()));
    if (unit.mayConflict()) {
      world.mayRefuse(World.conflict());
    }
  }

  /** "In the order of the ids. Absent aggregates are left out, and an id that occurs twice gives one element." */
  @Override
  public String findAllById(String table, List<List<Object>> keys) {
    var found = new LinkedHashSet<Aggregate>();
    for (Aggregate.Id id :
        new LinkedHashSet<>(keys.stream().map(key -> id(table, key)).toList())) {
      Aggregate each = unit.find(id);
      if (each != null) {
        found.add(each);
      }
    }
    return texts(List.copyOf(found), true);
  }

  @Override
  public String existsById(String table, List<Object> key) {
    return String.valueOf(unit.look(id(table, key)) != null);
  }

  /** "Unwritten changes of this aggregate are dropped. Changes that a flush has written stay." */
  @Override
  public String refresh(String table, List<Object> key) {
    Aggregate.Id id = id(table, key);
    if (unit.isAdded(id)) {
      throw Refusal.of(MisuseException.class);
    }
    if (unit.isToBeRemoved(id) || unit.view().get(id) == null) {
      throw Refusal.of(NotFoundException.class);
    }
    unit.forget(id);
    return find(table, key, false);
  }

  @Override
  public String evict(String table, List<Object> key) {
    Aggregate.Id id = id(table, key);
    if (unit.find(id) == null) {
      return ABSENT;
    }
    if (unit.isGuarded(id)) {
      throw Refusal.of(MisuseException.class);
    }
    unit.forget(id);
    return "forgotten";
  }

  // --- queries ---

  /** Refuses what the language of conditions and orders refuses. */
  private static <T> void examine(
      MappingUnderTest<T, ?> mapping, GeneratedIds ids, Filter where, List<SortBy> order) {
    try {
      new MappingQueries<>(mapping, ids).query(where, order, -1);
    } catch (DataException e) {
      throw Refusal.of(e.getClass());
    }
  }

  /** The stored aggregates that satisfy a condition; in an order, ties by id. */
  private List<Aggregate> matching(
      MappingUnderTest<?, ?> mapping, Filter where, List<SortBy> order) {
    return plain(seen(mapping, where, order, List.of()));
  }

  private static List<Aggregate> plain(List<Seen> all) {
    return all.stream().map(Seen::aggregate).toList();
  }

  /** As {@link #matching}, with columns behind references, as far as the query names them. */
  private List<Seen> seen(
      MappingUnderTest<?, ?> mapping, Filter where, List<SortBy> order, List<String> shown) {
    examine(mapping, world.ids(), where, order);
    var names = new ArrayList<>(shown);
    order.forEach(by -> names.add(by.column()));
    var referred = ReferredValues.of(world::mapping, mapping, where, names);
    var read = new LinkedHashSet<MappingUnderTest<?, ?>>(List.of(mapping));
    read.addAll(referred.mappings());
    for (MappingUnderTest<?, ?> each : read) {
      if (each.isFilled()) {
        throw Opinion.notModelled("columns that the database fills");
      }
    }
    unit.flushBefore(read);
    var truth = new Truth(rules, mapping, world.ids());
    return unit.view().all(mapping).stream()
        .map(each -> new Seen(each, referred.of(each, unit.view())))
        .filter(each -> truth.qualifies(where, each.row()))
        .sorted((one, other) -> compared(mapping, order, one, other))
        .toList();
  }

  private int compared(MappingUnderTest<?, ?> mapping, List<SortBy> order, Seen left, Seen right) {
    Table root = mapping.root();
    Aggregate one = left.aggregate();
    Aggregate other = right.aggregate();
    for (SortBy by : order) {
      int sign = rules.order(
          by,
          Truth.type(root, mapping.attributes(), by.column()),
          left.row().values().get(by.column()),
          right.row().values().get(by.column()));
      if (sign != 0) {
        return sign;
      }
    }
    for (int i = 0; i < root.key().size(); i++) {
      StoredType type = root.type(root.key().get(i));
      int sign = rules.order(type, one.id().key().value(i), other.id().key().value(i));
      if (sign != 0) {
        return rules.tie(sign);
      }
    }
    return 0;
  }

  /** At most so many; without an order, nobody knows which. */
  private List<Aggregate> matching(String table, Filter where, List<SortBy> order, int limit) {
    return plain(seen(table, where, order, limit, List.of()));
  }

  private List<Seen> seen(
      String table, Filter where, List<SortBy> order, int limit, List<String> shown) {
    if (limit == 0 && world.isPair() && !unit.hasRead()) {
      throw Opinion.notModelled("a query for no rows, with which not every snapshot begins");
    }
    List<Seen> all = seen(world.mapping(table), where, order, shown);
    if (limit < 0 || limit >= all.size()) {
      return all;
    }
    if (order.isEmpty() && limit > 0) {
      throw Opinion.notModelled("which rows a limit without an order leaves");
    }
    return all.subList(0, limit);
  }

  @Override
  public String query(
      String table, Filter where, List<SortBy> order, int limit, boolean forUpdate) {
    List<Aggregate> found = matching(table, where, order, limit);
    found.forEach(each -> unit.find(each.id()));
    if (forUpdate) {
      lock(found);
    }
    return texts(found, !order.isEmpty());
  }

  /** "The aggregates do not become part of the unit", so nobody tells their versions. */
  @Override
  public String stream(String table, Filter where, List<SortBy> order, int limit) {
    List<Aggregate> found = matching(table, where, order, limit);
    return ValueText.all(
        found.stream().map(each -> ValueText.of(each.values())).toList(), !order.isEmpty());
  }

  /** All pages forwards, then those before the last one backwards. "Without an order, the id is the order." */
  @Override
  public String pages(String table, Filter where, List<SortBy> order, int size) {
    List<Aggregate> all = matching(table, where, order, -1);
    all.forEach(each -> unit.find(each.id()));
    var pages = new ArrayList<String>();
    for (int from = 0; from == 0 || from < all.size(); from += size) {
      pages.add(texts(all.subList(from, Math.min(from + size, all.size())), true));
    }
    var text = new StringBuilder(String.join(" | ", pages)).append(" back");
    for (int i = pages.size() - 2; i >= 0; i--) {
      text.append(" | ").append(pages.get(i));
    }
    return text.toString();
  }

  @Override
  public String count(String table, Filter where) {
    return String.valueOf(matching(table, where, List.of(), -1).size());
  }

  @Override
  public String exists(String table, Filter where) {
    return String.valueOf(!matching(table, where, List.of(), -1).isEmpty());
  }

  @Override
  public String select(
      String table, Filter where, List<String> columns, List<SortBy> order, int limit) {
    requireNotGenerated(table, columns);
    return ValueText.all(
        seen(table, where, order, limit, columns).stream()
            .map(each -> columns.stream()
                .map(column -> ValueText.of(each.row().values().get(column)))
                .toList()
                .toString())
            .toList(),
        !order.isEmpty());
  }

  private void requireNotGenerated(String table, List<String> columns) {
    MappingUnderTest<?, ?> mapping = world.mapping(table);
    for (String name : columns) {
      Referred<?> referred = mapping.attributes().findReferred(name);
      Table of = referred == null ? mapping.root() : referred.table();
      String column = referred == null ? name : referred.column().name();
      if (GeneratedIds.source(world.schema(), of, Truth.place(of, column)) != null) {
        throw Opinion.notModelled("the numbers that a database generates");
      }
    }
  }

  @Override
  public String totals(String table, Filter where, List<String> groupBy, List<Total> totals) {
    MappingUnderTest<?, ?> mapping = world.mapping(table);
    requireNotGenerated(table, groupBy);
    for (Total total : totals) {
      new MappingQueries<>(mapping, world.ids()).aggregate(total); // refuses what makes no sense
      if (total.kind() != Kind.COUNT && total.kind() != Kind.COUNT_DISTINCT) {
        requireNotGenerated(table, List.of(total.column()));
      }
    }
    var shown = new ArrayList<>(groupBy);
    totals.forEach(total -> shown.add(total.column()));
    List<Seen> found = seen(table, where, List.of(), -1, shown);
    return ValueText.all(new Totals(rules, mapping).of(found, groupBy, totals), false);
  }

  /** "Never returned again, and not given back by a rollback." */
  @Override
  public String nextNumber(String sequence) {
    return "a greater number";
  }

  // --- reads outside of the unit ---

  /** "Each call is a unit of work of its own." */
  private ModelSteps outside(boolean withVersions) {
    if (run.isInRun()) {
      throw Refusal.ofAnyMessage(IllegalStateException.class); // "Calls do not nest."
    }
    return new ModelSteps(rules, world, new ModelUnit(rules, world, true), run, withVersions);
  }

  /** Whether a step reads outside of the unit, and so does not mind its failure. */
  static boolean isOutside(Step step) {
    return List.of("reader", "findVersioned", "queryVersioned").contains(step.name());
  }

  @Override
  public String reader(Step read) {
    if (!read.isForReaders()) {
      throw Opinion.notModelled("a step that no reader has");
    }
    return read.accept(outside(false));
  }

  @Override
  public String findVersioned(String table, List<Object> key) {
    return outside(true).find(table, key, false);
  }

  @Override
  public String queryVersioned(String table, Filter where, List<SortBy> order, int limit) {
    return outside(true).query(table, where, order, limit, false);
  }

  // --- writes ---

  /**
   * The aggregate of some values, as the getters of its object give them.
   *
   * @throws Refusal if a value cannot be stored, a required one is missing, or two elements have one key
   */
  private <T> Aggregate aggregate(
      MappingUnderTest<T, ?> mapping, RowValues given, T object, long version) {
    var refused = new LinkedHashSet<Outcome>();
    RowValues values = given;
    try {
      values = mapping.read(world.ids(), object, version);
    } catch (InvalidValueException e) {
      refused.add(new Outcome(InvalidValueException.class, ""));
    }
    if (refused.isEmpty() && !mapping.otherFormsFit(object, version)) {
      refused.add(new Outcome(InvalidValueException.class, ""));
    }
    refused.addAll(missing(mapping, mapping.root(), values));
    if (refused.isEmpty()) {
      Aggregate aggregate = Aggregate.of(mapping, values, version);
      var alone = new State(rules, world.schema());
      alone.put(aggregate.id(), aggregate);
      refused.addAll(alone.repeatedKeys());
      if (alone.hasRefusedKey()) {
        refused.add(new Outcome(InvalidValueException.class, ""));
      }
      if (refused.isEmpty()) {
        return aggregate;
      }
    } else {
      mapping.owned().forEach(table -> refused.add(taken(table)));
    }
    throw new Refusal(refused);
  }

  private static Outcome taken(Table table) {
    return new Outcome(UniqueViolationException.class, table.keyName());
  }

  private <T> Aggregate aggregate(MappingUnderTest<T, ?> mapping, RowValues row, long version) {
    T object = mapping.object(world.ids(), row, version);
    unit.requireWritable();
    return aggregate(mapping, row, object, version);
  }

  /** The names of the required columns without a value. */
  private static Set<Outcome> missing(
      MappingUnderTest<?, ?> mapping, Table table, RowValues values) {
    var missing = new LinkedHashSet<Outcome>();
    for (int i = 0; i < table.columns().size(); i++) {
      if (!mapping.isPlain(table, i)
          && !table.columns().get(i).nullable()
          && values.values().get(table.columns().get(i).name()) == null) {
        missing.add(new Outcome(NotNullViolationException.class, table.notNullName(i)));
      }
    }
    for (Table child : mapping.ownedBy(table)) {
      values.owned(child.name()).forEach(each -> missing.addAll(missing(mapping, child, each)));
    }
    return missing;
  }

  @Override
  public String add(String table, RowValues row) {
    MappingUnderTest<?, ?> mapping = world.mapping(table);
    Aggregate next = aggregate(mapping, row, rules.firstVersion());
    if (mapping.declared().hasIdentity()) {
      throw Refusal.of(MisuseException.class);
    }
    if (unit.isToBeRemoved(next.id())) {
      unit.change(next); // The row is still there, and its version goes on.
    } else if (unit.knows(next.id()) && rules.refusesTakenIds()) {
      throw new Refusal(Set.of(taken(mapping.root())));
    } else {
      unit.add(next);
    }
    return "added";
  }

  @Override
  public String addGenerated(String table, RowValues row) {
    MappingUnderTest<?, ?> mapping = world.mapping(table);
    if (!mapping.declared().hasIdentity()) {
      throw Refusal.of(MisuseException.class);
    }
    unit.requireWritable();
    Table root = mapping.root();
    long ordinal = world.ids().next(root);
    boolean isShort = root.type(root.key().get(0)).kind() == StoredType.Kind.INT32;
    unit.insert(made(mapping, row, isShort ? (Object) (int) ordinal : (Object) ordinal));
    world.ids().add(root, ordinal);
    return "added";
  }

  private <T> Aggregate made(MappingUnderTest<T, ?> mapping, RowValues row, Object id) {
    T object = mapping.made(world.ids(), row, id);
    return aggregate(mapping, row, object, rules.firstVersion());
  }

  @Override
  public String upsert(String table, RowValues row) {
    Aggregate next = aggregate(world.mapping(table), row, rules.firstVersion());
    if (unit.find(next.id()) == null && !unit.isToBeRemoved(next.id())) {
      unit.add(next);
    } else {
      unit.change(next);
    }
    return "stored";
  }

  @Override
  public String updateAt(String table, RowValues row, long version) {
    Aggregate next = aggregate(world.mapping(table), row, version);
    requireVersion(next.id(), version);
    unit.change(next);
    return "handed in";
  }

  /** "If the aggregate has another version now, or is removed." */
  private void requireVersion(Aggregate.Id id, long version) {
    Aggregate found = unit.find(id);
    if (found == null || rules.isStale(version, found.version())) {
      Refusal stale = Refusal.of(StaleVersionException.class);
      throw unit.isToBeRemoved(id) ? stale.or(Refusal.of(MisuseException.class)) : stale;
    }
  }

  @Override
  public String change(String table, List<Object> key, List<Edit> edits) {
    Aggregate found = unit.find(id(table, key));
    if (found == null) {
      return ABSENT;
    }
    RowValues next = found.values();
    for (Edit edit : edits) {
      next = edit.apply(next);
    }
    unit.change(aggregate(found.id().mapping(), next, found.version()));
    return "changed";
  }

  @Override
  public String remove(String table, List<Object> key) {
    Aggregate.Id id = id(table, key);
    if (unit.find(id) == null) {
      return ABSENT;
    }
    unit.requireWritable();
    unit.remove(id);
    return "removed";
  }

  @Override
  public String removeById(String table, List<Object> key) {
    Aggregate.Id id = id(table, key);
    unit.requireWritable();
    if (unit.find(id) == null) {
      throw Refusal.of(NotFoundException.class);
    }
    unit.remove(id);
    return "removed";
  }

  @Override
  public String removeAt(String table, List<Object> key, long version) {
    Aggregate.Id id = id(table, key);
    unit.requireWritable();
    requireVersion(id, version);
    unit.remove(id);
    return "handed in";
  }

  @Override
  public String guard(String table, List<Object> key) {
    Aggregate.Id id = id(table, key);
    if (unit.find(id) == null) {
      return ABSENT;
    }
    unit.guard(id);
    return "guarded";
  }

  @Override
  public String flush() {
    unit.flush();
    return "flushed";
  }

  // --- set-based changes ---

  @Override
  public String updateAll(String table, Filter where, List<Assignment> assignments) {
    MappingUnderTest<?, ?> mapping = world.mapping(table);
    examine(mapping, world.ids(), where, List.of());
    var columns = new HashSet<String>();
    assignments.forEach(each -> examine(mapping, each, columns));
    if (columns.stream().anyMatch(mapping::hasOtherForms)) {
      throw Opinion.notModelled("a set-based change of an attribute that moves between columns");
    }
    if (!columns.stream()
        .allMatch(name -> mapping.isSetInEveryRow(Truth.place(mapping.root(), name)))) {
      throw Opinion.notModelled(
          "a set-based change that meets some of the rows its condition names");
    }
    unit.requireWritable();
    unit.flush();
    State next = unit.view().copy();
    var changed = new LinkedHashSet<Aggregate.Id>();
    for (Aggregate each : matching(mapping, where, List.of())) {
      RowValues values = each.values();
      for (Assignment assignment : assignments) {
        values = values.with(assignment.column(), assigned(mapping, each, assignment));
      }
      Aggregate assigned = Aggregate.of(mapping, values, rules.nextVersion(each.version()));
      requireObject(mapping, assigned);
      next.put(each.id(), assigned);
      changed.add(each.id());
    }
    unit.writeAll(next, changed);
    return "changed " + changed.size();
  }

  /** A statement can write rows that no object has: half of a reference, a column of another variant. */
  private <T> void requireObject(MappingUnderTest<T, ?> mapping, Aggregate assigned) {
    try {
      T object = mapping.object(world.ids(), assigned.values(), assigned.version());
      RowValues same = mapping.read(world.ids(), object, assigned.version());
      if (ValueText.of(same).equals(ValueText.of(assigned.values()))) {
        return;
      }
    } catch (RuntimeException e) {
      // The domain refuses the values.
    }
    throw Opinion.notModelled("a set-based change after which no object has these values");
  }

  /** "Adds an amount to the attribute of each row that has a value." */
  private @Nullable Object assigned(
      MappingUnderTest<?, ?> mapping, Aggregate aggregate, Assignment assignment) {
    Object old = aggregate.values().values().get(assignment.column());
    Object value = assignment.value();
    if (value == null || (assignment.increase() && old == null)) {
      return null;
    }
    Table root = mapping.root();
    int place = Truth.place(root, assignment.column());
    Object real = Objects.requireNonNull(world.ids().real(root, place, value));
    Object stored = stored(mapping, assignment.column(), real);
    if (!assignment.increase()) {
      return stored;
    }
    BigDecimal sum =
        new BigDecimal(String.valueOf(old)).add(new BigDecimal(String.valueOf(stored)));
    StoredType type = root.type(place);
    if (type.isRanged()
        && (sum.compareTo(new BigDecimal(type.least())) < 0
            || sum.compareTo(new BigDecimal(type.greatest())) > 0)) {
      throw Refusal.of(InvalidValueException.class);
    }
    try {
      return switch (type.kind()) {
        case INT16 -> sum.shortValueExact();
        case INT32 -> sum.intValueExact();
        case INT64 -> sum.longValueExact();
        default -> type.normalise(sum);
      };
    } catch (ArithmeticException | InvalidValueException e) {
      throw Refusal.of(InvalidValueException.class);
    }
  }

  /** Refuses assignments that make no sense. */
  private void examine(
      MappingUnderTest<?, ?> mapping, Assignment assignment, Set<String> assigned) {
    Table root = mapping.root();
    int place = Truth.place(root, assignment.column());
    Object value = assignment.value();
    Refusal senseless = Refusal.ofAnyMessage(IllegalArgumentException.class);
    boolean isNumber = switch (root.type(place).kind()) {
      case INT16, INT32, INT64, DECIMAL -> true;
      default -> false;
    };
    boolean isSenseless = root.key().contains(place)
        || place == root.version()
        || !assigned.add(assignment.column())
        || (value == null && !mapping.attributes().column(assignment.column()).isNullable())
        || (assignment.increase() && !isNumber);
    if (value != null) {
      try {
        stored(
            mapping,
            assignment.column(),
            Objects.requireNonNull(world.ids().real(root, place, value)));
        if (TakenKey.isRefusedIn(root, place, value)) {
          throw Refusal.of(InvalidValueException.class);
        }
      } catch (Refusal refusal) {
        throw refusal.or(senseless);
      }
    }
    if (isSenseless) {
      throw senseless;
    }
  }

  @Override
  public String deleteAll(String table, Filter where) {
    MappingUnderTest<?, ?> mapping = world.mapping(table);
    examine(mapping, world.ids(), where, List.of());
    unit.requireWritable();
    unit.flush();
    State next = unit.view().copy();
    var removed = new LinkedHashSet<Aggregate.Id>();
    for (Aggregate each : matching(mapping, where, List.of())) {
      next.put(each.id(), null);
      removed.add(each.id());
    }
    unit.writeAll(next, removed);
    return "removed " + removed.size();
  }
}
