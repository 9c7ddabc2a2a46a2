package org.bilayer.testkit.verify.drawing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.bilayer.store.ForeignKey;
import org.bilayer.store.Operator;
import org.bilayer.store.Table;
import org.bilayer.store.UniqueKey;
import org.bilayer.testkit.verify.history.Assignment;
import org.bilayer.testkit.verify.history.Attempt;
import org.bilayer.testkit.verify.history.Edit;
import org.bilayer.testkit.verify.history.Filter;
import org.bilayer.testkit.verify.history.Phase;
import org.bilayer.testkit.verify.history.RowValues;
import org.bilayer.testkit.verify.history.Step;
import org.bilayer.testkit.verify.history.Steps;
import org.bilayer.testkit.verify.history.Turn;
import org.bilayer.testkit.verify.mapping.MappingUnderTest;
import org.bilayer.value.Level;

/** Draws pairs of units that meet, after the rows on which they meet. Serves one history. */
final class MeetingPairs {

  /*
   * Rows come first that keep every rule, and each pair has rows of its own. So the second unit is committed, and the meeting
   * alone decides about the first one. Pairs on rows like all others were tried: most of those are refused, because they are
   * drawn to break rules, and then the units have nothing to meet on.
   */

  private static final int TRIES_MAX = 40;
  private static final int ANY_CHANGE_ONE_IN = 8;

  /** A meeting and the level of both units. */
  record MeetingAt(Meeting meeting, Level level) {

    /** The reference model follows these. */
    private boolean isModelled() {
      return level == Level.SNAPSHOT && meeting != Meeting.RETRY;
    }
  }

  /** A pair of units with the kind of their meeting. */
  record Pair(Meeting meeting, Phase.Interleaved units) {}

  /** Where a pair meets: the row that both are about, or, of an addition, none. */
  private record Place(
      MeetingAt at, MappingUnderTest<?, ?> mapping, Optional<DrawnObject<?, ?>> row) {}

  /** What the two units do that meet. The second one ends before the first one begins to write. */
  private record Met(Step before, Step second, Step first) {}

  private final List<MappingUnderTest<?, ?>> mappings;
  private final Pools pools;
  private final Random random;
  private final Values values;
  private final DrawnChanges changes;
  private final DrawnReads reads;
  private final DrawnSteps steps;
  private final Drawing drawing;
  private final Set<DrawnObject<?, ?>> added = new HashSet<>();
  private final Set<String> exhausted = new HashSet<>();

  /**
   * Pairs for one history.
   *
   * @param drawing new; makes the rows
   */
  MeetingPairs(
      List<MappingUnderTest<?, ?>> mappings,
      Pools pools,
      Random random,
      Values values,
      DrawnChanges changes,
      DrawnReads reads,
      DrawnSteps steps,
      Drawing drawing) {
    this.mappings = mappings;
    this.pools = pools;
    this.random = random;
    this.values = values;
    this.changes = changes;
    this.reads = reads;
    this.steps = steps;
    this.drawing = drawing;
  }

  /** A pair for each meeting that has rows; those that the reference model follows come first. */
  List<Pair> pairs(List<MeetingAt> meetings) {
    var places = new ArrayList<Place>();
    meetings.stream()
        .sorted(Comparator.comparing(MeetingAt::isModelled).reversed())
        .forEach(each -> place(each).ifPresent(places::add));
    drawing.all().forEach(pools::know);
    var pairs = new ArrayList<Pair>();
    for (Place place : places) {
      try {
        pairs.add(new Pair(place.at().meeting(), pair(place)));
      } catch (IllegalStateException noMoreRows) {
        exhausted.add(place.mapping().name());
      }
    }
    return pairs;
  }

  /** The additions of the rows that pairs meet on. */
  List<Step> additions() {
    return drawing.all().stream()
        .filter(each -> !added.contains(each))
        .map(each -> DrawnRows.put(each.mapping(), each.row()))
        .toList();
  }

  private Optional<Place> place(MeetingAt at) {
    MappingUnderTest<?, ?> mapping = switch (at.meeting()) {
      case PRIMARY_KEY -> one(Meeting.withIds(mappings));
      case UNIQUE_KEY -> one(Meeting.withUniqueKeys(mappings));
      case REFERENCE ->
        one(mappings.stream()
            .filter(each -> !Meeting.references(each, mappings).isEmpty())
            .toList());
      default -> steps.mapping();
    };
    if (at.meeting() == Meeting.SEQUENCE) {
      return Optional.of(new Place(at, mapping, Optional.empty()));
    }
    MappingUnderTest<?, ?> ofRow = at.meeting() == Meeting.REFERENCE ? target(mapping) : mapping;
    return row(ofRow).map(row -> new Place(at, mapping, Optional.of(row)));
  }

  private MappingUnderTest<?, ?> target(MappingUnderTest<?, ?> mapping) {
    ForeignKey reference = one(Meeting.references(mapping, mappings));
    return mappings.stream()
        .filter(each -> each.name().equals(reference.target()))
        .findFirst()
        .orElseThrow();
  }

  /** A row that no later one refers to; one of another pair where no more can be drawn. */
  private Optional<DrawnObject<?, ?>> row(MappingUnderTest<?, ?> mapping) {
    if (!exhausted.contains(mapping.name())) {
      try {
        DrawnObject<?, ?> row = drawing.draw(mapping, Map.of(), true);
        drawing.setAside(row);
        return Optional.of(row);
      } catch (IllegalStateException noMoreRows) {
        exhausted.add(mapping.name());
      }
    }
    List<DrawnObject<?, ?>> others =
        drawing.all().stream().filter(each -> each.mapping() == mapping).toList();
    return others.isEmpty() ? Optional.empty() : Optional.of(one(others));
  }

  /** Two units that meet. Each has read before, which begins its snapshot. */
  private Phase.Interleaved pair(Place place) {
    Met met = met(place);
    var turns = new ArrayList<Turn>();
    turns.add(new Turn(true, met.before(), false));
    MappingUnderTest<?, ?> any = steps.mapping();
    turns.add(new Turn(false, Steps.find(any.name(), pools.key(any.name())), false));
    turns.add(new Turn(false, met.second(), false));
    turns.add(new Turn(false, null, random.nextInt(16) == 0));
    turns.add(new Turn(true, met.first(), false));
    if (random.nextBoolean()) {
      turns.add(new Turn(true, met.before(), false));
    }
    turns.add(new Turn(true, null, random.nextInt(8) == 0));
    var pair = new Phase.Interleaved(place.at().level(), turns);
    return place.at().meeting() == Meeting.RETRY ? pair.firstInRun() : pair;
  }

  private Met met(Place place) {
    MappingUnderTest<?, ?> mapping = place.mapping();
    String table = mapping.name();
    if (place.row().isEmpty()) {
      Step number = steps.number();
      return new Met(number, number, number);
    }
    DrawnObject<?, ?> row = place.row().get();
    List<Object> key = row.key();
    Step find = Steps.find(row.mapping().name(), key);
    return switch (place.at().meeting()) {
      case ROW, RETRY -> new Met(find, validChange(row), change(row));
      case REMOVAL -> {
        Step removal =
            random.nextBoolean() ? Steps.remove(table, key) : Steps.removeById(table, key);
        yield inAnyOrder(find, validChange(row), removal);
      }
      case PRIMARY_KEY -> bothAdd(mapping);
      case UNIQUE_KEY -> bothAddUnique(mapping);
      case REFERENCE ->
        inAnyOrder(find, Steps.remove(row.mapping().name(), key), referring(mapping, row));
      case LOCK -> new Met(find, validChange(row), reads.locked(mapping, key));
      case GUARD -> new Met(find, validChange(row), Steps.guard(table, key));
      case TOTAL ->
        new Met(
            reads.total(mapping),
            put(mapping, addition(mapping).row()),
            put(mapping, addition(mapping).row()));
      case ATTEMPT ->
        new Met(find, validChange(row), new Attempt(List.of(change(row)), random.nextBoolean()));
      case SET_BASED -> inAnyOrder(find, validChange(row), setBased(row));
      case SEQUENCE -> throw new AssertionError("Numbers are of no row.");
    };
  }

  private Met inAnyOrder(Step before, Step one, Step other) {
    return random.nextBoolean() ? new Met(before, one, other) : new Met(before, other, one);
  }

  private <E> E one(List<E> all) {
    return all.get(random.nextInt(all.size()));
  }

  // --- changes ---

  /** A change of the first unit, mostly one that breaks no rule. */
  private Step change(DrawnObject<?, ?> row) {
    return random.nextInt(ANY_CHANGE_ONE_IN) == 0
        ? changes.change(row.mapping(), row.key())
        : validChange(row);
  }

  /** A change that breaks no rule, if one is found. */
  private Step validChange(DrawnObject<?, ?> row) {
    return validEdits(row)
        .map(edits -> Steps.change(row.mapping().name(), row.key(), edits.toArray(Edit[]::new)))
        .orElseGet(() -> changes.change(row.mapping(), row.key()));
  }

  private Optional<List<Edit>> validEdits(DrawnObject<?, ?> row) {
    for (int i = 0; i < TRIES_MAX; i++) {
      List<Edit> edits =
          random.nextBoolean() ? changes.edits(row.mapping()) : freshValue(row.mapping());
      RowValues next = row.row();
      for (Edit edit : edits) {
        next = edit.apply(next);
      }
      if (drawing.becomes(row, next)) {
        return Optional.of(edits);
      }
    }
    return Optional.empty();
  }

  /** A value in a column of the root that few rows have: the values of a history soon are taken where they must be unique. */
  private List<Edit> freshValue(MappingUnderTest<?, ?> mapping) {
    Table root = mapping.layout().root();
    List<Integer> columns = mapping.changeable(root).stream()
        .filter(
            column -> root.foreignKeys().stream().noneMatch(key -> key.columns().contains(column)))
        .toList();
    if (columns.isEmpty()) {
      return changes.edits(mapping);
    }
    int column = one(columns);
    Object value = root.type(column).normalise(values.next(mapping, root, column, random));
    return List.of(new Edit.SetColumn(root.columns().get(column).name(), value));
  }

  /** A change or removal by one statement, mostly of the row alone. */
  private Step setBased(DrawnObject<?, ?> row) {
    MappingUnderTest<?, ?> mapping = row.mapping();
    Table root = mapping.layout().root();
    boolean isByKey = root.key().stream()
        .allMatch(column -> mapping.attributes().has(root.columns().get(column).name()));
    if (!isByKey || random.nextInt(4) == 0) {
      return changes.bulk(mapping);
    }
    var parts = new ArrayList<Filter>();
    for (int i = 0; i < root.key().size(); i++) {
      parts.add(new Filter.Compare(
          root.columns().get(root.key().get(i)).name(), Operator.EQ, row.key().get(i)));
    }
    Filter where = parts.size() == 1 ? parts.get(0) : new Filter.And(parts);
    Assignment[] assignments = validEdits(row).stream()
        .flatMap(List::stream)
        .filter(Edit.SetColumn.class::isInstance)
        .map(Edit.SetColumn.class::cast)
        .filter(edit -> mapping.attributes().has(edit.column()))
        .map(edit -> new Assignment(edit.column(), false, edit.value()))
        .limit(1)
        .toArray(Assignment[]::new);
    return assignments.length == 0 || random.nextInt(3) == 0
        ? Steps.deleteAll(mapping.name(), where)
        : Steps.updateAll(mapping.name(), where, assignments);
  }

  // --- additions ---

  /** A row that one of the units adds. */
  private DrawnObject<?, ?> addition(MappingUnderTest<?, ?> mapping) {
    DrawnObject<?, ?> row = drawing.draw(mapping, Map.of(), true);
    drawing.setAside(row);
    added.add(row);
    return row;
  }

  private Step put(MappingUnderTest<?, ?> mapping, RowValues row) {
    boolean upsert = !mapping.layout().root().hasIdentity() && random.nextInt(3) == 0;
    return upsert ? Steps.upsert(mapping.name(), row) : DrawnRows.put(mapping, row);
  }

  private Met bothAdd(MappingUnderTest<?, ?> mapping) {
    DrawnObject<?, ?> one = addition(mapping);
    Table root = mapping.layout().root();
    RowValues other = addition(mapping).row();
    for (int i = 0; i < root.key().size(); i++) {
      other = other.with(root.columns().get(root.key().get(i)).name(), one.key().get(i));
    }
    return new Met(
        Steps.find(mapping.name(), one.key()), put(mapping, one.row()), put(mapping, other));
  }

  private Met bothAddUnique(MappingUnderTest<?, ?> mapping) {
    Table root = mapping.layout().root();
    UniqueKey key = one(root.uniqueKeys());
    RowValues row = addition(mapping).row();
    for (int i = 0; i < TRIES_MAX && !hasAll(root, key.columns(), row); i++) {
      row = addition(mapping).row();
    }
    RowValues other = addition(mapping).row();
    return new Met(
        reads.read(mapping),
        put(mapping, row),
        put(mapping, Collisions.colliding(mapping, root, key, row, other)));
  }

  private static boolean hasAll(Table table, List<Integer> columns, RowValues row) {
    return columns.stream()
        .allMatch(column -> row.values().get(table.columns().get(column).name()) != null);
  }

  private Step referring(MappingUnderTest<?, ?> mapping, DrawnObject<?, ?> target) {
    Table root = mapping.layout().root();
    ForeignKey reference = one(Meeting.references(mapping, mappings).stream()
        .filter(each -> each.target().equals(target.mapping().name()))
        .toList());
    RowValues row = addition(mapping).row();
    for (int i = 0; i < reference.columns().size(); i++) {
      String column = root.columns().get(reference.columns().get(i)).name();
      row = row.with(column, Objects.requireNonNull(target.key().get(i)));
    }
    return put(mapping, row);
  }
}
