package org.bilayer.testkit.verify;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.bilayer.model.Column;
import org.bilayer.query.Aggregate;
import org.bilayer.spi.Condition;
import org.bilayer.spi.ForeignKey;
import org.bilayer.spi.Level;
import org.bilayer.spi.Operator;
import org.bilayer.spi.Schema;
import org.bilayer.spi.Sequence;
import org.bilayer.spi.StoredType;
import org.bilayer.spi.Table;
import org.bilayer.spi.UniqueKey;
import org.jspecify.annotations.Nullable;

/** Makes one history; the same seed makes the same one, after the same ones before: edge cases take turns. */
final class Generator {

  private static final int OBJECT_TRIES_MAX = 60;
  private static final int ROOTS_MAX = 4;
  private static final int REFUSED_ONE_IN = 9;
  private static final int COLLISIONS = 2;

  /** What a root counts beside its columns when one is drawn: the more columns, the more there is to see. */
  private static final int WEIGHT_LEAST = 4;

  private final Schema schema;
  private final List<Subject<?, ?>> subjects;
  private final Values values;
  private final Random random;
  private final Pools pools;
  private final Set<Level> levels;
  private final Set<Level> pairLevels;

  /** For single units at the levels given, and pairs of units at those below SERIALIZABLE. */
  Generator(
      Schema schema,
      Map<String, Subject<?, ?>> subjects,
      Values values,
      Set<Level> levels,
      long seed) {
    this(schema, subjects, values, levels, Set.of(Level.READ_COMMITTED, Level.SNAPSHOT), seed);
  }

  /**
   * A generator.
   *
   * @param pairLevels the levels of two units that take turns
   */
  Generator(
      Schema schema,
      Map<String, Subject<?, ?>> subjects,
      Values values,
      Set<Level> levels,
      Set<Level> pairLevels,
      long seed) {
    this.pairLevels = pairLevels;
    this.schema = schema;
    this.values = values;
    this.levels = levels;
    this.random = new Random(seed);
    this.subjects = together(new ArrayList<>(subjects.values()));
    this.pools = new Pools(subjects, values, random);
  }

  /** Few roots that have to do with each other: in a model of many, steps on all of them would hardly ever meet. */
  private List<Subject<?, ?>> together(List<Subject<?, ?>> all) {
    var names = new LinkedHashSet<String>();
    addWithTargets(drawn(all), all, names);
    if (all.size() > names.size() && random.nextBoolean()) {
      for (Subject<?, ?> other : all) {
        if (names.size() < ROOTS_MAX && targets(other).stream().anyMatch(names::contains)) {
          addWithTargets(other, all, names);
        }
      }
    }
    var together = new ArrayList<Subject<?, ?>>(all);
    together.removeIf(subject -> !names.contains(subject.name()));
    return together;
  }

  private Subject<?, ?> drawn(List<Subject<?, ?>> all) {
    int draw = random.nextInt(all.stream().mapToInt(Generator::weight).sum());
    for (Subject<?, ?> subject : all) {
      draw -= weight(subject);
      if (draw < 0) {
        return subject;
      }
    }
    throw new IllegalStateException("No root was drawn of " + all + ".");
  }

  private static int weight(Subject<?, ?> subject) {
    return WEIGHT_LEAST
        + subject.layout().root().columns().size()
        + subject.layout().owned().stream()
            .mapToInt(table -> table.columns().size())
            .sum();
  }

  private static void addWithTargets(
      Subject<?, ?> subject, List<Subject<?, ?>> all, Set<String> into) {
    if (into.add(subject.name())) {
      for (Subject<?, ?> other : all) {
        if (targets(subject).contains(other.name())) {
          addWithTargets(other, all, into);
        }
      }
    }
  }

  /** The tables that rows of an aggregate refer to. */
  private static Set<String> targets(Subject<?, ?> subject) {
    var targets = new LinkedHashSet<String>();
    subject.layout().root().foreignKeys().forEach(key -> targets.add(key.target()));
    subject
        .layout()
        .owned()
        .forEach(table -> table.foreignKeys().forEach(key -> targets.add(key.target())));
    return targets;
  }

  History history() {
    var acts = new ArrayList<Act>();
    acts.add(population());
    int count = 2 + random.nextInt(4);
    for (int i = 0; i < count; i++) {
      acts.add(random.nextInt(4) == 0 ? interleaved() : unit());
    }
    acts.add(new Act.Unit(reads(2), Level.SNAPSHOT, false));
    return History.of(acts);
  }

  /** Nothing but additions and changes, to break as many constraints as there are. */
  History additions() {
    var steps = new ArrayList<Step>();
    for (Subject<?, ?> subject : subjects) {
      for (int i = 0; i < 5; i++) {
        steps.add(new Writes.Attempt(List.of(put(subject, false)), false));
      }
      for (int i = 0; i < 3; i++) {
        steps.add(new Writes.Attempt(List.of(change(subject, pools.key(subject.name()))), false));
      }
      addCollisions(subject, steps);
    }
    return History.of(new Act.Unit(steps, Level.SNAPSHOT, false));
  }

  /** Pairs of rows that have nothing in common but what must be unique, for each unique key of the aggregate. */
  private void addCollisions(Subject<?, ?> subject, List<Step> into) {
    Table root = subject.layout().root();
    for (int i = 0; i < COLLISIONS; i++) {
      for (UniqueKey key : root.uniqueKeys()) {
        RowValues first = bare(subject, key, row(subject, false));
        RowValues second = bare(subject, key, row(subject, false));
        into.add(attempted(subject, first));
        into.add(attempted(subject, colliding(subject, root, key, first, second)));
      }
      for (Table child : subject.ownedBy(root)) {
        for (UniqueKey key : child.uniqueKeys()) {
          RowValues one = withoutOthers(child, key, row(subject, child, Integer.MAX_VALUE));
          RowValues other = withoutOthers(child, key, row(subject, child, Integer.MAX_VALUE));
          for (RowValues each : List.of(one, colliding(subject, child, key, one, other))) {
            RowValues owner = new RowValues(row(subject, false).values(), Map.of());
            into.add(attempted(subject, owner.withOwned(child.name(), List.of(each))));
          }
        }
      }
    }
  }

  private static Step attempted(Subject<?, ?> subject, RowValues row) {
    return new Writes.Attempt(List.of(put(subject, row)), false);
  }

  /** The row with no more in it than a unique key needs, so that no other rule is in its way; itself if it needs more. */
  private static RowValues bare(Subject<?, ?> subject, UniqueKey key, RowValues row) {
    RowValues bare =
        withoutOthers(subject.layout().root(), key, new RowValues(row.values(), Map.of()));
    try {
      subject.object(Ids.NONE, bare, 1);
      return bare;
    } catch (Subject.RefusedByDomain needed) {
      return row;
    }
  }

  private static RowValues withoutOthers(Table table, UniqueKey key, RowValues row) {
    RowValues without = row;
    for (int i = 0; i < table.columns().size(); i++) {
      String name = table.columns().get(i).name();
      if (table.columns().get(i).nullable()
          && !key.columns().contains(i)
          && row.values().containsKey(name)) {
        without = without.with(name, null);
      }
    }
    return without;
  }

  /** A row with the values of another one in the columns of a unique key. */
  private static RowValues colliding(
      Subject<?, ?> subject, Table table, UniqueKey key, RowValues one, RowValues other) {
    RowValues colliding = other;
    for (int column : key.columns()) {
      String name = table.columns().get(column).name();
      if (!subject.isPlain(table, column)) {
        colliding = colliding.with(name, one.values().get(name));
      }
    }
    return colliding;
  }

  /** Values of a row of any root, all of which fit. */
  RowValues validRow(Subject<?, ?> subject) {
    return row(subject, false);
  }

  /** Some rows to begin with, those that others refer to first. */
  private Act population() {
    var steps = new ArrayList<Step>();
    for (Subject<?, ?> subject : subjects) {
      int count = 1 + random.nextInt(4);
      for (int i = 0; i < count; i++) {
        steps.add(new Writes.Attempt(List.of(put(subject, false)), false));
      }
    }
    return new Act.Unit(steps, Level.SNAPSHOT, false);
  }

  private Level level() {
    int draw = random.nextInt(8);
    Level level =
        draw == 0 ? Level.READ_COMMITTED : draw == 1 ? Level.SERIALIZABLE : Level.SNAPSHOT;
    return levels.contains(level) ? level : Level.SNAPSHOT;
  }

  private Act unit() {
    var steps = new ArrayList<Step>();
    int count = 2 + random.nextInt(5);
    for (int i = 0; i < count; i++) {
      steps.add(i > 0 && random.nextInt(6) == 0 ? again(steps) : step(2));
    }
    return new Act.Unit(steps, level(), random.nextInt(6) == 0);
  }

  /** A read that was done before, to see what came in between; another step where there was none. */
  private Step again(List<Step> steps) {
    List<Step> reads = steps.stream()
        .filter(step -> step instanceof Deed deed && deed.isRead())
        .toList();
    return reads.isEmpty() ? step(2) : reads.get(random.nextInt(reads.size()));
  }

  private List<Step> reads(int each) {
    var steps = new ArrayList<Step>();
    for (Subject<?, ?> subject : subjects) {
      for (int i = 0; i < each; i++) {
        steps.add(read(subject));
      }
    }
    return steps;
  }

  /** One unit reads, the other changes what was read and ends, and the first goes on. */
  private Act overtaken(Level level) {
    Subject<?, ?> subject = subject();
    List<Object> key = pools.key(subject.name());
    var turns = new ArrayList<Turn>();
    turns.add(new Turn(true, new Reads.Find(subject.name(), key, false), false));
    turns.add(new Turn(false, changing(subject, key), false));
    turns.add(new Turn(true, about(subject, key, true), false));
    turns.add(new Turn(false, null, random.nextInt(5) == 0));
    turns.add(
        new Turn(true, random.nextInt(3) == 0 ? read(subject) : changing(subject, key), false));
    turns.add(new Turn(true, about(subject, key, true), false));
    turns.add(new Turn(true, null, random.nextInt(5) == 0));
    return new Act.Interleaved(level, turns);
  }

  private Step changing(Subject<?, ?> subject, List<Object> key) {
    return random.nextInt(4) == 0 ? new Writes.Remove(subject.name(), key) : change(subject, key);
  }

  private Act interleaved() {
    List<Level> offered = List.copyOf(new TreeSet<>(pairLevels));
    Level level = offered.get(random.nextInt(offered.size()));
    if (random.nextBoolean()) {
      return overtaken(level);
    }
    var turns = new ArrayList<Turn>();
    Subject<?, ?> subject = subject();
    List<Object> key = pools.key(subject.name());
    turns.add(new Turn(true, about(subject, key, true), false));
    turns.add(new Turn(false, about(subject, key, true), false));
    int count = 3 + random.nextInt(5);
    boolean[] ended = new boolean[2];
    for (int i = 0; i < count; i++) {
      boolean first = random.nextBoolean();
      if (ended[first ? 0 : 1]) {
        continue;
      }
      Turn turn;
      if (random.nextInt(5) == 0) {
        turn = new Turn(first, null, random.nextInt(4) == 0);
      } else {
        Subject<?, ?> other = random.nextInt(3) == 0 ? subject() : subject;
        turn = new Turn(first, about(other, key, random.nextInt(3) == 0), false);
      }
      turns.add(turn);
      boolean ends = turn.step() == null;
      if (!new Act.Interleaved(level, withEnds(turns)).isFree()) {
        turns.remove(turns.size() - 1);
      } else if (ends) {
        ended[first ? 0 : 1] = true;
      }
    }
    for (int who = 0; who < 2; who++) {
      if (!ended[who]) {
        turns.add(new Turn(who == 0, null, random.nextInt(5) == 0));
      }
    }
    return new Act.Interleaved(level, turns);
  }

  private static List<Turn> withEnds(List<Turn> turns) {
    var all = new ArrayList<>(turns);
    all.add(new Turn(true, null, false));
    all.add(new Turn(false, null, false));
    return all;
  }

  private Step about(Subject<?, ?> subject, List<Object> key, boolean readOnly) {
    boolean same = subject.layout().root().key().size() == key.size() && random.nextInt(4) > 0;
    List<Object> id = same && isKeyOf(subject, key) ? key : pools.key(subject.name());
    if (readOnly) {
      return random.nextBoolean() ? new Reads.Find(subject.name(), id, false) : read(subject);
    }
    return switch (random.nextInt(6)) {
      case 0, 1, 2 -> change(subject, id);
      case 3 -> new Writes.Remove(subject.name(), id);
      case 4 -> new Writes.Flush();
      default -> step(0);
    };
  }

  private static boolean isKeyOf(Subject<?, ?> subject, List<Object> key) {
    Table table = subject.layout().root();
    for (int i = 0; i < key.size(); i++) {
      if (!table.type(table.key().get(i)).kind().javaType().isInstance(key.get(i))) {
        return false;
      }
    }
    return true;
  }

  private Subject<?, ?> subject() {
    return subjects.get(random.nextInt(subjects.size()));
  }

  private Step step(int depth) {
    Subject<?, ?> subject = subject();
    String table = subject.name();
    return switch (random.nextInt(depth > 0 ? 26 : 24)) {
      case 0, 1, 2, 3 -> put(subject, true);
      case 4, 5, 6, 7 -> change(subject, pools.key(table));
      case 8, 9 -> new Writes.Remove(table, pools.key(table));
      case 10, 11 -> bulk(subject);
      case 12 -> new Writes.RemoveAt(table, pools.key(table), 1 + random.nextInt(3));
      case 13 -> putAt(subject);
      case 14 -> new Writes.Guard(table, pools.key(table));
      case 15 -> flushOrNumber();
      case 16 -> new Reads.Find(table, pools.key(table), random.nextInt(4) == 0);
      case 17, 18, 19, 20, 21, 22, 23 -> read(subject);
      default -> {
        var steps = new ArrayList<Step>();
        int count = 1 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
          steps.add(step(depth - 1));
        }
        yield new Writes.Attempt(steps, random.nextInt(3) == 0);
      }
    };
  }

  private Step flushOrNumber() {
    List<Sequence> sequences = schema.sequences();
    return sequences.isEmpty() || random.nextBoolean()
        ? new Writes.Flush()
        : new Reads.NextNumber(sequences.get(random.nextInt(sequences.size())).name());
  }

  // --- whole rows ---

  private Step put(Subject<?, ?> subject, boolean upsertToo) {
    RowValues row = row(subject, true);
    if (subject.layout().root().hasIdentity()) {
      return put(subject, row);
    }
    boolean upsert = upsertToo && random.nextInt(3) == 0;
    return new Writes.Put(upsert ? Writes.Way.UPSERT : Writes.Way.ADD, subject.name(), row);
  }

  private static Step put(Subject<?, ?> subject, RowValues row) {
    return new Writes.Put(
        subject.layout().root().hasIdentity() ? Writes.Way.ADD_GENERATED : Writes.Way.ADD,
        subject.name(),
        row);
  }

  private Step putAt(Subject<?, ?> subject) {
    if (subject.layout().root().hasIdentity()) {
      return read(subject);
    }
    return new Writes.PutAt(subject.name(), row(subject, true), 1 + random.nextInt(3));
  }

  private RowValues row(Subject<?, ?> subject, boolean refusedToo) {
    RuntimeException last = null;
    for (int i = 0; i < OBJECT_TRIES_MAX; i++) {
      // Every other try without nulls: some kinds of an object need what others must not have.
      RowValues row = row(subject, subject.layout().root(), i % 2 == 0 ? 4 : Integer.MAX_VALUE);
      try {
        RowValues kept = kept(subject, row);
        return refusedToo && random.nextInt(REFUSED_ONE_IN) == 0
            ? withRefused(subject, kept)
            : kept;
      } catch (Subject.RefusedByDomain e) {
        last = e;
      }
    }
    throw new IllegalStateException(
        "The constructor of " + subject + " refused " + OBJECT_TRIES_MAX
            + " combinations of values in a row. Tell the kit which values there are, by"
            + " Verification.values(COLUMN, random -> ...) for the columns its rule is about."
            + " See the cause for the last refusal.",
        last);
  }

  /** The values that the object really has: a kind of object leaves out the columns of the others. */
  private static <T, I> RowValues kept(Subject<T, I> subject, RowValues row) {
    RowValues stored;
    try {
      stored = subject.values(Ids.NONE, subject.object(Ids.NONE, row, 1), 1);
    } catch (org.bilayer.failure.DataException refused) {
      return row;
    }
    RowValues kept = row;
    for (Map.Entry<String, @Nullable Object> each : stored.values().entrySet()) {
      if (each.getValue() == null) {
        kept = kept.with(each.getKey(), null);
      }
    }
    return kept;
  }

  /** A row with one value that must be refused, where its domain type lets one through. */
  private RowValues withRefused(Subject<?, ?> subject, RowValues row) {
    Table table = subject.layout().root();
    List<Table> children = subject.ownedBy(table).stream()
        .filter(child -> !row.owned(child.name()).isEmpty())
        .toList();
    RowValues refused;
    if (children.isEmpty() || random.nextInt(2) == 0) {
      refused = withRefused(subject, table, row);
    } else {
      Table child = children.get(random.nextInt(children.size()));
      var rows = new ArrayList<>(row.owned(child.name()));
      rows.set(0, withRefused(subject, child, rows.get(0)));
      refused = row.withOwned(child.name(), rows);
    }
    try {
      subject.object(Ids.NONE, refused, 1);
      return refused;
    } catch (Subject.RefusedByDomain e) {
      return row;
    }
  }

  /** A row of one table with a value that must be refused, or without one that must be there. */
  private RowValues withRefused(Subject<?, ?> subject, Table table, RowValues row) {
    if (random.nextInt(8) == 0) {
      List<Integer> required = changeable(subject, table).stream()
          .filter(column -> !table.columns().get(column).nullable())
          .toList();
      if (!required.isEmpty()) {
        int column = required.get(random.nextInt(required.size()));
        return row.with(table.columns().get(column).name(), null);
      }
    }
    return values
        .refused(subject, table, random)
        .map(refused -> row.with(table.columns().get(refused.column()).name(), refused.value()))
        .orElse(row);
  }

  private RowValues row(Subject<?, ?> subject, Table table, int nullOneIn) {
    var row = new LinkedHashMap<Integer, @Nullable Object>();
    for (int i = 0; i < table.columns().size(); i++) {
      if (!subject.isPlain(table, i)) {
        row.put(i, isReference(table, i) ? null : value(subject, table, i, nullOneIn));
      }
    }
    for (ForeignKey key : table.foreignKeys()) {
      if (table.owner().isEmpty() || !key.name().equals(table.owner().get().name())) {
        row.putAll(pools.reference(table, key));
      }
    }
    if (table.owner().isEmpty()) {
      List<Object> key = pools.key(table.name());
      for (int i = 0; i < key.size(); i++) {
        row.put(table.key().get(i), key.get(i));
      }
    }
    var values = new LinkedHashMap<String, @Nullable Object>();
    row.forEach((column, value) -> values.put(table.columns().get(column).name(), value));
    var owned = new LinkedHashMap<String, List<RowValues>>();
    for (Table child : subject.ownedBy(table)) {
      var rows = new ArrayList<RowValues>();
      int count = random.nextInt(3);
      for (int i = 0; i < count; i++) {
        rows.add(row(subject, child, nullOneIn));
      }
      owned.put(child.name(), rows);
    }
    return new RowValues(values, owned);
  }

  private static boolean isReference(Table table, int column) {
    return table.foreignKeys().stream().anyMatch(key -> key.columns().contains(column));
  }

  private @Nullable Object value(Subject<?, ?> subject, Table table, int column, int nullOneIn) {
    if (table.columns().get(column).nullable()
        && nullOneIn < Integer.MAX_VALUE
        && random.nextInt(nullOneIn) == 0) {
      return null;
    }
    return subject.layout().root() == table
            && table.hasIdentity()
            && table.key().contains(column)
        ? pools.key(table.name()).get(0)
        : pools.value(subject, table, column);
  }

  // --- changes ---

  private Step change(Subject<?, ?> subject, List<Object> key) {
    var edits = new ArrayList<Edit>();
    int count = 1 + random.nextInt(2);
    for (int i = 0; i < count; i++) {
      edits.add(edit(subject));
    }
    return new Writes.Change(subject.name(), key, edits);
  }

  private Edit edit(Subject<?, ?> subject) {
    Table root = subject.layout().root();
    List<Table> children = subject.ownedBy(root);
    List<Integer> columns = changeable(subject, root);
    if (columns.isEmpty() && children.isEmpty()) {
      return new Edit.SetColumn(
          root.columns().get(root.key().get(0)).name(), pools.key(root.name()).get(0));
    }
    if (columns.isEmpty() || (!children.isEmpty() && random.nextInt(2) == 0)) {
      Table child = children.get(random.nextInt(children.size()));
      return switch (random.nextInt(5)) {
        case 0, 1 -> new Edit.AddOwned(child.name(), row(subject, child, 4));
        case 2 -> new Edit.RemoveOwned(child.name());
        case 3 -> new Edit.ReverseOwned(child.name());
        default -> setInOwned(subject, child);
      };
    }
    int column = columns.get(random.nextInt(columns.size()));
    return new Edit.SetColumn(root.columns().get(column).name(), next(subject, root, column));
  }

  private Edit setInOwned(Subject<?, ?> subject, Table child) {
    List<Integer> columns = changeable(subject, child);
    if (columns.isEmpty()) {
      return new Edit.RemoveOwned(child.name());
    }
    int column = columns.get(random.nextInt(columns.size()));
    return new Edit.SetInOwned(
        child.name(), child.columns().get(column).name(), next(subject, child, column));
  }

  private @Nullable Object next(Subject<?, ?> subject, Table table, int column) {
    for (ForeignKey key : table.foreignKeys()) {
      if (key.columns().contains(column)) {
        return pools.reference(table, key).get(column);
      }
    }
    if (random.nextInt(15) == 0) {
      return values
          .refused(subject, table, column, random)
          .orElseGet(() -> value(subject, table, column, 4));
    }
    return value(subject, table, column, 4);
  }

  static List<Integer> changeable(Subject<?, ?> subject, Table table) {
    var columns = new ArrayList<Integer>();
    for (int i = 0; i < table.columns().size(); i++) {
      if (!subject.isPlain(table, i) && !table.key().contains(i)) {
        columns.add(i);
      }
    }
    return columns;
  }

  private Step bulk(Subject<?, ?> subject) {
    Table root = subject.layout().root();
    Filter where = filter(subject.attributes(), subject, root, 2);
    var columns = new ArrayList<Integer>();
    for (int column : changeable(subject, root)) {
      if (subject.attributes().has(root.columns().get(column).name())) {
        columns.add(column);
      }
    }
    if (columns.isEmpty() || random.nextInt(3) == 0) {
      return new Writes.Bulk(subject.name(), where, List.of());
    }
    var assignments = new LinkedHashMap<Integer, Assignment>();
    int count = 1 + random.nextInt(2);
    for (int i = 0; i < count; i++) {
      int column = columns.get(random.nextInt(columns.size()));
      assignments.put(column, assignment(subject, root, column));
    }
    return new Writes.Bulk(subject.name(), where, List.copyOf(assignments.values()));
  }

  private Assignment assignment(Subject<?, ?> subject, Table root, int column) {
    String name = root.columns().get(column).name();
    if (isExactNumber(root.type(column))
        && !isUnique(root, column)
        && root.foreignKeys().stream().noneMatch(key -> key.columns().contains(column))
        && random.nextBoolean()) {
      return new Assignment(name, true, pools.value(subject, root, column));
    }
    return new Assignment(name, false, next(subject, root, column));
  }

  private static boolean isExactNumber(StoredType type) {
    return switch (type.kind()) {
      case INT16, INT32, INT64, DECIMAL -> true;
      default -> false;
    };
  }

  private static boolean isUnique(Table table, int column) {
    for (UniqueKey key : table.uniqueKeys()) {
      if (key.columns().contains(column)) {
        return true;
      }
    }
    return false;
  }

  // --- reads ---

  private Step read(Subject<?, ?> subject) {
    Table root = subject.layout().root();
    String table = subject.name();
    Filter where = filter(subject.attributes(), subject, root, 2);
    switch (random.nextInt(10)) {
      case 0, 1 -> {
        return new Reads.Count(table, where, random.nextInt(3) == 0);
      }
      case 2 -> {
        return new Reads.Ask(Reads.Way.PAGES, table, where, order(subject), 1 + random.nextInt(3));
      }
      case 3 -> {
        List<SortBy> order = order(subject);
        return new Reads.Ask(Reads.Way.STREAM, table, where, order, limit(order));
      }
      case 4 -> {
        List<SortBy> order = order(subject);
        return new Reads.Select(table, where, someColumns(subject), order, limit(order));
      }
      case 5 -> {
        return totals(subject, where);
      }
      case 6 -> {
        var keys = new ArrayList<List<Object>>();
        int count = 1 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
          keys.add(pools.key(table));
        }
        return new Reads.FindAll(table, keys);
      }
      default -> {
        List<SortBy> order = order(subject);
        return new Reads.Ask(Reads.Way.LIST, table, where, order, limit(order));
      }
    }
  }

  private int limit(List<SortBy> order) {
    return order.isEmpty() || random.nextBoolean() ? -1 : random.nextInt(4);
  }

  private List<SortBy> order(Subject<?, ?> subject) {
    List<? extends Column<?, ?>> columns = subject.attributes().columns().stream()
        .filter(column -> column.type().isOrdered())
        .toList();
    var order = new LinkedHashMap<String, SortBy>();
    int count = columns.isEmpty() ? 0 : random.nextInt(3);
    for (int i = 0; i < count; i++) {
      String name = columns.get(random.nextInt(columns.size())).name();
      order.put(name, new SortBy(name, random.nextBoolean(), random.nextBoolean()));
    }
    return List.copyOf(order.values());
  }

  private List<String> someColumns(Subject<?, ?> subject) {
    List<? extends Column<?, ?>> columns = shownColumns(subject);
    var names = new LinkedHashSet<String>();
    int count = 1 + random.nextInt(3);
    for (int i = 0; i < count; i++) {
      names.add(columns.get(random.nextInt(columns.size())).name());
    }
    return List.copyOf(names);
  }

  /** The columns whose values are the same on every backend: not the ids that it generates. */
  private List<? extends Column<?, ?>> shownColumns(Subject<?, ?> subject) {
    Table root = subject.layout().root();
    return subject.attributes().columns().stream()
        .filter(column -> Ids.source(schema, root, place(root, column.name())) == null)
        .toList();
  }

  private static int place(Table table, String column) {
    for (int i = 0; i < table.columns().size(); i++) {
      if (table.columns().get(i).name().equals(column)) {
        return i;
      }
    }
    throw new IllegalArgumentException("No column " + column + " in " + table + ".");
  }

  private Step totals(Subject<?, ?> subject, Filter where) {
    List<? extends Column<?, ?>> columns = shownColumns(subject);
    var totals = new LinkedHashSet<Total>();
    totals.add(new Total(Aggregate.Kind.COUNT, ""));
    List<Aggregate.Kind> kinds = List.of(Aggregate.Kind.values());
    for (int i = 0; i < 2; i++) {
      Column<?, ?> column = columns.get(random.nextInt(columns.size()));
      Aggregate.Kind kind = kinds.get(random.nextInt(kinds.size()));
      if (isComputed(kind, column.type())) {
        totals.add(new Total(kind, column.name()));
      }
    }
    var groupBy = new ArrayList<String>();
    Column<?, ?> group = columns.get(random.nextInt(columns.size()));
    if (group.type().hasEquality() && random.nextBoolean()) {
      groupBy.add(group.name());
    }
    return new Reads.Totals(subject.name(), where, groupBy, List.copyOf(totals));
  }

  static boolean isComputed(Aggregate.Kind kind, StoredType type) {
    return switch (kind) {
      case COUNT -> true;
      case COUNT_DISTINCT -> type.hasEquality();
      case SUM, AVERAGE -> isExactNumber(type);
      case MIN, MAX -> type.isOrdered() && type.kind() != StoredType.Kind.BOOLEAN;
    };
  }

  // --- conditions ---

  private Filter filter(Attributes<?> attributes, Subject<?, ?> subject, Table table, int depth) {
    int draw = random.nextInt(depth == 2 ? 12 : 9);
    if (draw >= 9) {
      return new Filter.Everything();
    }
    if (depth > 0 && draw < 4) {
      Filter left = filter(attributes, subject, table, depth - 1);
      Filter right = filter(attributes, subject, table, depth - 1);
      return switch (random.nextInt(3)) {
        case 0 -> new Filter.And(List.of(left, right));
        case 1 -> new Filter.Or(List.of(left, right));
        default -> new Filter.Not(left);
      };
    }
    List<String> collections = attributes.collections();
    if (!collections.isEmpty() && random.nextInt(4) == 0) {
      String child = collections.get(random.nextInt(collections.size()));
      Filter part = filter(attributes.elements(child), subject, subject.table(child), 1);
      return random.nextBoolean()
          ? new Filter.Any(child, part)
          : new Filter.Not(new Filter.Any(child, part));
    }
    List<? extends Column<?, ?>> columns = attributes.columns();
    return columns.isEmpty()
        ? new Filter.Everything()
        : leaf(subject, table, columns.get(random.nextInt(columns.size())), columns);
  }

  private Filter leaf(
      Subject<?, ?> subject,
      Table table,
      Column<?, ?> column,
      List<? extends Column<?, ?>> columns) {
    String name = column.name();
    StoredType type = column.type();
    if (random.nextInt(5) == 0 || (!type.hasEquality() && !type.isOrdered())) {
      return new Filter.IsNull(name, random.nextBoolean());
    }
    if (type.hasEquality() && random.nextInt(4) == 0) {
      var some = new ArrayList<Object>();
      int count = 1 + random.nextInt(3);
      for (int i = 0; i < count; i++) {
        some.add(operand(subject, table, name));
      }
      return new Filter.In(name, some, random.nextBoolean());
    }
    if (type.kind() == StoredType.Kind.TEXT && random.nextInt(3) == 0) {
      return matches(name, (String) operand(subject, table, name));
    }
    Operator operator = operator(type);
    if (random.nextInt(8) == 0) {
      List<? extends Column<?, ?>> same =
          columns.stream().filter(other -> other.type().kind() == type.kind()).toList();
      return new Filter.CompareColumns(
          name, operator, same.get(random.nextInt(same.size())).name());
    }
    return new Filter.Compare(name, operator, operand(subject, table, name));
  }

  private Operator operator(StoredType type) {
    List<Operator> operators = new ArrayList<>();
    if (type.hasEquality()) {
      operators.addAll(List.of(Operator.EQ, Operator.EQ, Operator.NE));
    }
    if (type.isOrdered()) {
      operators.addAll(List.of(Operator.LT, Operator.LE, Operator.GT, Operator.GE));
    }
    return operators.get(random.nextInt(operators.size()));
  }

  private Object operand(Subject<?, ?> subject, Table table, String name) {
    for (int i = 0; i < table.columns().size(); i++) {
      if (!table.columns().get(i).name().equals(name)) {
        continue;
      }
      if (i == table.version()) {
        return 1L + random.nextInt(3);
      }
      for (ForeignKey key : table.foreignKeys()) {
        if (key.columns().contains(i)) {
          Object value = pools.key(key.target()).get(key.columns().indexOf(i));
          return Objects.requireNonNull(value);
        }
      }
      if (table.owner().isEmpty() && table.key().contains(i)) {
        return pools.key(table.name()).get(table.key().indexOf(i));
      }
      return pools.value(subject, table, i);
    }
    throw new IllegalArgumentException("No column " + name + " in " + table + ".");
  }

  private Filter matches(String name, String text) {
    int[] codePoints = text.codePoints().toArray();
    int from = codePoints.length == 0 ? 0 : random.nextInt(codePoints.length);
    int count =
        codePoints.length == 0 ? 0 : random.nextInt(Math.min(3, codePoints.length - from) + 1);
    String part = random.nextInt(6) == 0
        ? List.of("%", "_", "\\", " ").get(random.nextInt(4))
        : new String(codePoints, from, count);
    Condition.Match[] all = Condition.Match.values();
    return new Filter.Matches(name, all[random.nextInt(all.length)], part);
  }
}
