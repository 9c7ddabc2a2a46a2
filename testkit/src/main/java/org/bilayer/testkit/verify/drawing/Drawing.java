package org.bilayer.testkit.verify.drawing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.bilayer.failure.DataException;
import org.bilayer.layout.AggregateRows;
import org.bilayer.layout.Layout;
import org.bilayer.model.Mapping;
import org.bilayer.model.Model;
import org.bilayer.model.ModelInternals;
import org.bilayer.store.Check;
import org.bilayer.store.ForeignKey;
import org.bilayer.store.Schema;
import org.bilayer.store.Table;
import org.bilayer.store.UniqueKey;
import org.bilayer.testkit.verify.history.RowValues;
import org.bilayer.testkit.verify.mapping.FilledColumns;
import org.bilayer.testkit.verify.mapping.GeneratedIds;
import org.bilayer.testkit.verify.mapping.MappingUnderTest;
import org.bilayer.testkit.verify.mapping.Rule;
import org.bilayer.testkit.verify.mapping.TakenKey;
import org.jspecify.annotations.Nullable;

/** Draws objects that keep every rule of the model. One thread. */
public final class Drawing {

  /*
   * A row is drawn column by column. While it breaks a check or has a key that is taken, the columns of that rule are drawn
   * again; what then still does not fit (the domain refuses the whole, owned rows collide) is drawn again as a whole.
   *
   * What is referred to is drawn first: one of those that are there, or a new one. So no circle ever arises: where the
   * target is itself being drawn, the reference is null, or an earlier one, or, in the row's own table, the row itself.
   * Solving the rules as constraints was refused: checks are few and loose in practice, and tries are cheap.
   */

  private static final int OBJECT_TRIES_MAX = 100;
  private static final int ROW_TRIES_MAX = 200;

  /** A row that does not fit; the next one may. */
  private static final class Unfit extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unfit(String reason) {
      super(reason, null, false, false);
    }
  }

  private final Schema schema;
  private final Map<String, MappingUnderTest<?, ?>> mappings;
  private final Values values;
  private final Random random;
  private final GeneratedIds ids;
  private final DrawnKeys taken = new DrawnKeys();
  private final Map<String, List<DrawnObject<?, ?>>> drawn = new HashMap<>();
  private final List<DrawnObject<?, ?>> all = new ArrayList<>();
  private final Map<String, Long> ordinals = new HashMap<>();
  private final Set<String> open = new LinkedHashSet<>();
  private boolean toBeStored;

  public Drawing(Model model, Values values, long seed) {
    this(ModelInternals.schema(model), MappingUnderTest.of(model), values, seed);
  }

  Drawing(Schema schema, Map<String, MappingUnderTest<?, ?>> mappings, Values values, long seed) {
    this.schema = schema;
    this.mappings = mappings;
    this.values = values;
    this.random = new Random(seed);
    this.ids = new GeneratedIds(schema);
  }

  public GeneratedIds ids() {
    return ids;
  }

  public <T, I> MappingUnderTest<T, I> mapping(Mapping<T, I> declared) {
    MappingUnderTest<?, ?> mapping = mappings.get(declared.table());
    if (mapping == null || mapping.declared() != declared) {
      throw new IllegalArgumentException("The mapping of " + declared
          + " is not in the model of these fixtures, which has " + mappings.values() + ".");
    }
    // The declared mapping has these types.
    @SuppressWarnings("unchecked")
    MappingUnderTest<T, I> same = (MappingUnderTest<T, I>) mapping;
    return same;
  }

  /**
   * Draws an object.
   *
   * @param fixed values of columns of the root, by name
   * @param stored whether it will be stored, so that it may refer to ids that the database has yet to generate
   */
  public <T, I> DrawnObject<T, I> draw(
      MappingUnderTest<T, I> mapping, Map<String, @Nullable Object> fixed, boolean stored) {
    toBeStored = stored;
    return draw(mapping, fixed);
  }

  /** How many objects were drawn until now. */
  public int count() {
    return all.size();
  }

  /** Forgets all but the first objects, so that no later one refers to the others; their keys stay taken. */
  public void forgetAfter(int count) {
    List<DrawnObject<?, ?>> later = all.subList(count, all.size());
    drawn.values().forEach(each -> each.removeAll(later));
    later.clear();
  }

  /** All that were drawn, each after those it refers to. */
  List<DrawnObject<?, ?>> all() {
    return List.copyOf(all);
  }

  /** Keeps later objects from referring to one. */
  void setAside(DrawnObject<?, ?> one) {
    drawn.getOrDefault(one.mapping().name(), List.of()).remove(one);
  }

  /**
   * Makes an object another one that is stored differently, and takes its keys: if the other one keeps every check, refers to what
   * was drawn and not set aside, and has a key of no other object.
   *
   * @param next the values of the other one
   * @return false if the other one breaks a rule or is stored alike; then nothing is taken
   */
  <T, I> boolean becomes(DrawnObject<T, I> before, RowValues next) {
    return new Successor<>(before).takes(next);
  }

  private <T, I> DrawnObject<T, I> draw(
      MappingUnderTest<T, I> mapping, Map<String, @Nullable Object> fixed) {
    boolean outer = open.add(mapping.name());
    RuntimeException last = null;
    try {
      for (int i = 0; i < OBJECT_TRIES_MAX; i++) {
        try {
          // Every other try without nulls: some kinds of an object need what others must not have.
          DrawnObject<T, I> next =
              new RowDraw<>(mapping, i % 2 == 0 ? 4 : Integer.MAX_VALUE).draw(fixed);
          drawn.computeIfAbsent(mapping.name(), none -> new ArrayList<>()).add(next);
          all.add(next);
          return next;
        } catch (MappingUnderTest.RefusedByDomain | DataException | Unfit e) {
          last = e;
        }
      }
    } finally {
      if (outer) {
        open.remove(mapping.name());
      }
    }
    throw new CannotDrawException(
        "Cannot draw a valid " + mapping + ": " + OBJECT_TRIES_MAX + " were tried"
            + (fixed.isEmpty() ? "" : " [with=" + fixed.keySet() + "]")
            + ", the last one was refused: " + reason(last)
            + ". Tell the kit which values there are, by Fixtures.values(COLUMN, random -> ...)"
            + (fixed.isEmpty() ? "." : ", or give others by with(...)."),
        last);
  }

  private static String reason(@Nullable RuntimeException last) {
    if (last instanceof Unfit) {
      return String.valueOf(last.getMessage());
    }
    return last instanceof MappingUnderTest.RefusedByDomain
        ? "its constructor throws "
            + Objects.requireNonNull(last.getCause()).getClass().getName()
        : String.valueOf(last);
  }

  /** One try at one object. */
  private final class RowDraw<T, I> {

    private final MappingUnderTest<T, I> mapping;
    private final Layout<T, I> layout;
    private final int nullOneIn;
    private final Set<DrawnObject<?, ?>> targets = new LinkedHashSet<>();
    private @Nullable Object[] rootRow = {};

    RowDraw(MappingUnderTest<T, I> mapping, int nullOneIn) {
      this.mapping = mapping;
      this.layout = mapping.layout();
      this.nullOneIn = nullOneIn;
    }

    DrawnObject<T, I> draw(Map<String, @Nullable Object> fixed) {
      Table root = layout.root();
      RowValues row = row(root, fixed);
      T drawn = object(row);
      AggregateRows rows = layout.extract(drawn, 1);
      FilledColumns.complete(layout, rows);
      T object = layout.hasGenerated() ? layout.assemble(rows) : drawn;
      requireFixed(fixed, rows.root());
      requireChecks(root, List.<@Nullable Object[]>of(rows.root()));
      for (int i = 0; i < layout.owned().size(); i++) {
        requireChecks(layout.owned().get(i), rows.owned().get(i));
      }
      taken.take(layout, rows).ifPresent(name -> {
        throw new Unfit(taken(name));
      });
      return new DrawnObject<>(mapping, row, key(rows.root()), List.copyOf(targets), object);
    }

    private T object(RowValues row) {
      return layout.root().hasIdentity()
          ? mapping.made(ids, row, layout.keyOf(layout.provisionalId()).value(0))
          : mapping.object(ids, row, 1);
    }

    private List<Object> key(@Nullable Object[] row) {
      Table root = layout.root();
      if (root.hasIdentity()) {
        long ordinal = ordinals.merge(root.name(), 1L, Long::sum);
        ids.add(root, -ordinal);
        return List.of(GeneratedIds.typed(root.type(root.key().get(0)), ordinal));
      }
      return root.key().stream()
          .map(column -> Objects.requireNonNull(ids.ordinal(root, column, row[column])))
          .toList();
    }

    private void requireFixed(Map<String, @Nullable Object> fixed, @Nullable Object[] row) {
      Table root = layout.root();
      for (int i = 0; i < row.length; i++) {
        String name = root.columns().get(i).name();
        if (fixed.containsKey(name) && !Rule.isSame(root, i, row[i], fixed.get(name))) {
          throw new Unfit("the object does not keep the value that was given for " + name);
        }
      }
    }

    private void requireChecks(Table table, List<@Nullable Object[]> rows) {
      for (Check check : table.checks()) {
        for (@Nullable Object[] row : rows) {
          if (!Rule.letsPass(table, check.condition(), row)) {
            throw new Unfit("the check " + check.name() + " does not hold");
          }
        }
      }
    }

    private RowValues row(Table table, Map<String, @Nullable Object> fixed) {
      var row = new @Nullable Object[table.columns().size()];
      var known = new TreeSet<Integer>();
      for (int i = 0; i < row.length; i++) {
        String name = table.columns().get(i).name();
        if (fixed.containsKey(name)) {
          row[i] = ordinal(table, i, fixed.get(name));
          known.add(i);
        }
        if (mapping.isPlain(table, i) || (table.hasIdentity() && table.key().contains(i))) {
          known.add(i);
        }
      }
      var toItself = new ArrayList<ForeignKey>();
      for (ForeignKey key : table.foreignKeys()) {
        if (table.owner().filter(key::equals).isEmpty() && !refers(table, key, row, known)) {
          toItself.add(key);
          known.addAll(key.columns());
        }
      }
      var free = new TreeSet<Integer>();
      for (int i = 0; i < row.length; i++) {
        if (!known.contains(i)) {
          free.add(i);
          row[i] = value(table, i);
        }
      }
      fit(table, row, free);
      if (table.owner().isEmpty()) {
        rootRow = row;
      }
      toItself.forEach(key -> fill(key, row, ownKey()));
      return values(table, row);
    }

    private List<Object> ownKey() {
      var key = new ArrayList<Object>();
      for (int column : layout.root().key()) {
        key.add(Objects.requireNonNull(rootRow[column]));
      }
      return key;
    }

    private RowValues values(Table table, @Nullable Object[] row) {
      var values = new LinkedHashMap<String, @Nullable Object>();
      for (int i = 0; i < row.length; i++) {
        if (!mapping.isPlain(table, i)) {
          values.put(table.columns().get(i).name(), row[i]);
        }
      }
      var owned = new LinkedHashMap<String, List<RowValues>>();
      for (Table child : mapping.ownedBy(table)) {
        var rows = new ArrayList<RowValues>();
        int count = random.nextInt(3);
        for (int i = 0; i < count; i++) {
          rows.add(row(child, Map.of()));
        }
        owned.put(child.name(), rows);
      }
      return new RowValues(values, owned);
    }

    private @Nullable Object value(Table table, int column) {
      boolean isAbsent = table.columns().get(column).nullable()
          && nullOneIn < Integer.MAX_VALUE
          && random.nextInt(nullOneIn) == 0;
      return isAbsent
          ? null
          : table.type(column).normalise(values.next(mapping, table, column, random));
    }

    /** Draws the columns of broken rules again until none is broken. */
    private void fit(Table table, @Nullable Object[] row, Set<Integer> free) {
      for (int i = 0; ; i++) {
        Optional<Broken> broken = broken(table, row);
        if (broken.isEmpty()) {
          return;
        }
        var again = new TreeSet<>(broken.get().columns());
        again.retainAll(free);
        if (again.isEmpty() || i == ROW_TRIES_MAX) {
          throw new Unfit(broken.get().reason());
        }
        again.forEach(column -> row[column] = value(table, column));
      }
    }

    private Optional<Broken> broken(Table table, @Nullable Object[] row) {
      for (Check check : table.checks()) {
        if (!Rule.letsPass(table, check.condition(), row)) {
          return Optional.of(Broken.of(check));
        }
      }
      return DrawnKeys.of(table).stream()
          .filter(key -> taken.has(table, key, row))
          .findFirst()
          .map(Broken::of);
    }

    // --- references ---

    /**
     * Chooses what a row refers to.
     *
     * @param known columns that have their value; those of the reference are added
     * @return false if it is left with the row itself
     */
    private boolean refers(
        Table table, ForeignKey key, @Nullable Object[] row, Set<Integer> known) {
      Table target = schema.table(key.target());
      var wanted = new LinkedHashMap<String, @Nullable Object>();
      for (int i = 0; i < key.columns().size(); i++) {
        int column = key.columns().get(i);
        if (known.contains(column)) {
          if (row[column] == null) {
            return true;
          }
          wanted.put(target.columns().get(target.key().get(i)).name(), row[column]);
        }
      }
      boolean mayBeAbsent = key.columns().stream()
          .anyMatch(
              column -> !known.contains(column) && table.columns().get(column).nullable());
      List<DrawnObject<?, ?>> candidates = candidates(table, key, row, known);
      if (wanted.size() == key.columns().size()) {
        candidates.stream().findFirst().ifPresent(targets::add);
        return true;
      }
      known.addAll(key.columns());
      if (mayBeAbsent && nullOneIn < Integer.MAX_VALUE && random.nextInt(nullOneIn) == 0) {
        return true;
      }
      boolean mayDraw = !open.contains(target.name())
          && (!target.hasIdentity() || (toBeStored && wanted.isEmpty()));
      DrawnObject<?, ?> chosen;
      if (mayDraw && (candidates.isEmpty() || random.nextInt(3) == 0)) {
        chosen = Drawing.this.draw(Objects.requireNonNull(mappings.get(target.name())), wanted);
      } else if (!candidates.isEmpty()) {
        chosen = candidates.get(random.nextInt(candidates.size()));
      } else if (mayBeAbsent) {
        return true;
      } else if (target.name().equals(mapping.name()) && !target.hasIdentity()) {
        return false;
      } else {
        throw unreachable(table, key, target);
      }
      fill(key, row, chosen.key());
      targets.add(chosen);
      return true;
    }

    private void fill(ForeignKey key, @Nullable Object[] row, List<Object> values) {
      for (int i = 0; i < key.columns().size(); i++) {
        row[key.columns().get(i)] = values.get(i);
      }
    }

    /** What was drawn and fits the columns that are known, and no other row refers to where only one may. */
    private List<DrawnObject<?, ?>> candidates(
        Table table, ForeignKey key, @Nullable Object[] row, Set<Integer> known) {
      List<UniqueKey> single = DrawnKeys.of(table).stream()
          .filter(each -> key.columns().containsAll(each.columns()))
          .toList();
      List<DrawnObject<?, ?>> those = drawn.getOrDefault(key.target(), List.of());
      if (toBeStored && single.isEmpty() && key.columns().stream().noneMatch(known::contains)) {
        return those;
      }
      var candidates = new ArrayList<DrawnObject<?, ?>>();
      for (DrawnObject<?, ?> each : those) {
        var next = row.clone();
        fill(key, next, each.key());
        if ((toBeStored || each.isKnown())
            && key.columns().stream()
                .allMatch(column -> !known.contains(column)
                    || Rule.isSame(table, column, row[column], next[column]))
            && single.stream().noneMatch(unique -> taken.has(table, unique, next))) {
          candidates.add(each);
        }
      }
      return candidates;
    }

    private IllegalStateException unreachable(Table table, ForeignKey key, Table target) {
      if (target.hasIdentity() && !toBeStored) {
        return new IllegalStateException("Cannot draw a valid " + mapping + ": the reference "
            + key.name() + " needs the id of a row of " + target.name()
            + ", which the database generates. Ask for a stored one, or store one of "
            + target.name() + " first.");
      }
      return new IllegalStateException("Cannot draw a valid " + mapping + ": the reference "
          + key.name() + " of " + table.name() + " needs a row of " + target.name()
          + ", and that one a row of " + mapping.name()
          + " before it. No order of storing them keeps both; make a column of one of the"
          + " references nullable.");
    }
  }

  /** One object, and what may become of it. */
  private final class Successor<T, I> {

    private final DrawnObject<T, I> before;
    private final MappingUnderTest<T, I> mapping;
    private final Layout<T, I> layout;

    Successor(DrawnObject<T, I> before) {
      this.before = before;
      this.mapping = before.mapping();
      this.layout = mapping.layout();
    }

    boolean takes(RowValues next) {
      AggregateRows now;
      AggregateRows then;
      try {
        now = rows(before.row());
        then = rows(next);
      } catch (MappingUnderTest.RefusedByDomain | DataException refused) {
        return false;
      }
      if (new DrawnKeys().take(layout, then).isPresent()
          || (isEqual(layout.root(), now.root(), then.root()) && isEqual(now.owned(), then.owned()))
          || !isValid(layout.root(), List.<@Nullable Object[]>of(now.root()), then.root())) {
        return false;
      }
      for (int i = 0; i < layout.owned().size(); i++) {
        for (@Nullable Object[] row : then.owned().get(i)) {
          if (!isValid(layout.owned().get(i), now.owned().get(i), row)) {
            return false;
          }
        }
      }
      taken.takeAll(layout, then);
      return true;
    }

    private AggregateRows rows(RowValues values) {
      Table root = layout.root();
      T object = root.hasIdentity()
          ? mapping.made(
              ids,
              values,
              Objects.requireNonNull(
                  ids.real(root, root.key().get(0), before.key().get(0))))
          : mapping.object(ids, values, 1);
      return layout.extract(object, 1);
    }

    private boolean isEqual(
        List<List<@Nullable Object[]>> now, List<List<@Nullable Object[]>> then) {
      for (int i = 0; i < now.size(); i++) {
        Table table = layout.owned().get(i);
        List<@Nullable Object[]> others = then.get(i);
        if (now.get(i).size() != others.size()
            || !now.get(i).stream()
                .allMatch(row -> others.stream().anyMatch(other -> isEqual(table, row, other)))) {
          return false;
        }
      }
      return true;
    }

    private boolean isEqual(Table table, @Nullable Object[] one, @Nullable Object[] other) {
      for (int i = 0; i < one.length; i++) {
        if (!Rule.isSame(table, i, one[i], other[i])) {
          return false;
        }
      }
      return true;
    }

    private boolean isValid(Table table, List<@Nullable Object[]> now, @Nullable Object[] row) {
      return table.checks().stream().allMatch(check -> Rule.letsPass(table, check.condition(), row))
          && DrawnKeys.of(table).stream()
              .allMatch(key -> !taken.has(table, key, row)
                  || now.stream()
                      .anyMatch(own -> Objects.equals(
                          TakenKey.of(table, own, key.columns()),
                          TakenKey.of(table, row, key.columns()))))
          && table.foreignKeys().stream()
              .allMatch(key -> table.owner().filter(key::equals).isPresent()
                  || key.columns().stream().anyMatch(column -> row[column] == null)
                  || isThere(table, key, row));
    }

    private boolean isThere(Table table, ForeignKey key, @Nullable Object[] row) {
      return (key.target().equals(mapping.name()) && refersTo(before, table, key, row))
          || drawn.getOrDefault(key.target(), List.of()).stream()
              .anyMatch(each -> refersTo(each, table, key, row));
    }

    private boolean refersTo(
        DrawnObject<?, ?> target, Table table, ForeignKey key, @Nullable Object[] row) {
      for (int i = 0; i < key.columns().size(); i++) {
        int column = key.columns().get(i);
        if (!Rule.isSame(
            table, column, ids.ordinal(table, column, row[column]), target.key().get(i))) {
          return false;
        }
      }
      return true;
    }
  }

  /** What a user calls an id, as the row names it until it is made. */
  private @Nullable Object ordinal(Table table, int column, @Nullable Object real) {
    Table source = GeneratedIds.source(schema, table, column);
    if (source == null || real == null) {
      return real;
    }
    for (DrawnObject<?, ?> each : drawn.getOrDefault(source.name(), List.of())) {
      if (each.isKnown()
          && ((Number) each.generated()).longValue() == ((Number) real).longValue()) {
        return each.key().get(0);
      }
    }
    long ordinal = ordinals.merge(source.name(), 1L, Long::sum);
    ids.add(source, real);
    return ordinal;
  }

  /** A rule that a row breaks. */
  private record Broken(String reason, Set<Integer> columns) {

    static Broken of(Check check) {
      return new Broken(
          "the check " + check.name() + " does not hold", Rule.columns(check.condition()));
    }

    static Broken of(UniqueKey key) {
      return new Broken(taken(key.name()), Set.copyOf(key.columns()));
    }
  }

  private static String taken(String key) {
    return "every value that was tried for the key " + key + " is taken";
  }
}
