package org.bilayer.testkit.verify.law;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.bilayer.Repository;
import org.bilayer.UnitOfWork;
import org.bilayer.layout.AggregateRows;
import org.bilayer.store.StoredColumn;
import org.bilayer.store.Table;
import org.bilayer.testkit.verify.history.Edit;
import org.bilayer.testkit.verify.history.History;
import org.bilayer.testkit.verify.history.RowValues;
import org.bilayer.testkit.verify.history.Steps;
import org.bilayer.testkit.verify.history.Written;
import org.bilayer.testkit.verify.mapping.MappingUnderTest;
import org.bilayer.value.Key;
import org.bilayer.value.StoredType;
import org.jspecify.annotations.Nullable;

/**
 * The aggregates of one mapping on one backend: what is stored by the rows, and what a law can write, taken from the history.
 * One thread.
 */
final class Subject<T, I> {

  private final Scene scene;
  private final MappingUnderTest<T, I> mapping;
  private final Written written;
  private Choice choice = Choice.turn(0);

  Subject(Scene scene, MappingUnderTest<T, I> mapping, History history) {
    this.scene = scene;
    this.mapping = mapping;
    this.written = Written.of(history, mapping.name());
  }

  Scene scene() {
    return scene;
  }

  MappingUnderTest<T, I> mapping() {
    return mapping;
  }

  Table root() {
    return mapping.layout().root();
  }

  String name() {
    return mapping.name();
  }

  /** What laws look at from now on. */
  void choose(Choice next) {
    choice = next;
  }

  <E> List<E> some(List<E> many, int most) {
    return choice.some(many, most);
  }

  Repository<T, I> in(UnitOfWork work) {
    return work.repository(mapping.declared());
  }

  // --- objects ---

  /** The whole object, without its version and without what the database fills. */
  String text(T object) {
    return withDefaults(root(), mapping.values(scene.ids(), object, 1)).toString();
  }

  /** The values as they are after an insertion: a missing value of a column with a default is the default. */
  private RowValues withDefaults(Table table, RowValues values) {
    RowValues whole = values;
    for (int column : table.generated()) {
      StoredColumn stored = table.columns().get(column);
      if (!table.isWrittenByStore(column) && values.values().get(stored.name()) == null) {
        whole = whole.with(
            stored.name(), stored.generation().flatMap(how -> how.constant()).orElse(null));
      }
    }
    for (Table owned : mapping.ownedBy(table)) {
      List<RowValues> elements = values.owned(owned.name());
      if (!elements.isEmpty() && mapping.layout().hasGenerated()) {
        whole = whole.withOwned(
            owned.name(),
            elements.stream().map(element -> withDefaults(owned, element)).toList());
      }
    }
    return whole;
  }

  String text(Optional<T> object) {
    return object.map(this::text).orElse("absent");
  }

  Key key(T object) {
    return mapping.layout().keyOfObject(object);
  }

  I id(T object) {
    return mapping.layout().idOf(key(object));
  }

  /** The same object once more, as another instance. */
  T copy(Kept<T, I> kept) {
    return mapping.object(
        scene.ids(), mapping.values(scene.ids(), kept.object(), 1), kept.version());
  }

  // --- what is stored ---

  /** Every stored aggregate, by key. */
  List<Kept<T, I>> kept() {
    List<@Nullable Object[]> roots = new ArrayList<>(scene.rows(root()));
    var owned = new ArrayList<Map<Key, List<@Nullable Object[]>>>();
    for (Table table : mapping.layout().owned()) {
      var byRoot = new LinkedHashMap<Key, List<@Nullable Object[]>>();
      List<Integer> first = table.key().subList(0, root().key().size());
      for (@Nullable Object[] row : scene.rows(table)) {
        byRoot
            .computeIfAbsent(Objects.requireNonNull(Key.from(row, first)), k -> new ArrayList<>())
            .add(row);
      }
      owned.add(byRoot);
    }
    var kept = new ArrayList<Kept<T, I>>();
    for (@Nullable Object[] row : roots) {
      Key key = Objects.requireNonNull(Key.from(row, root().key()));
      var rows = new ArrayList<List<@Nullable Object[]>>();
      owned.forEach(byRoot -> rows.add(byRoot.getOrDefault(key, List.of())));
      T object = mapping.layout().assemble(new AggregateRows(row, rows));
      kept.add(new Kept<>(
          key, mapping.layout().idOf(key), root().versionOf(row), row, object, text(object)));
    }
    kept.sort(Comparator.comparing(Kept::key, this::compareKeys));
    return kept;
  }

  int compareKeys(Key one, Key other) {
    for (int i = 0; i < one.size(); i++) {
      int sign = PlainOrder.compare(one.value(i), other.value(i));
      if (sign != 0) {
        return sign;
      }
    }
    return 0;
  }

  /** The stored aggregate with a key, if there is one. */
  Optional<Kept<T, I>> kept(Key key) {
    return kept().stream().filter(each -> each.key().equals(key)).findFirst();
  }

  /** Some stored aggregates. */
  List<Kept<T, I>> someKept(int most) {
    return some(kept(), most);
  }

  /** What is stored, for comparisons of before and after. */
  List<String> contents() {
    return kept().stream().map(each -> each.text() + " v" + each.version()).toList();
  }

  // --- what can be written ---

  /** Objects of the history that are not stored, each with a key of its own. */
  List<T> absent() {
    var taken = new LinkedHashSet<Key>();
    kept().forEach(each -> taken.add(each.key()));
    var absent = new ArrayList<T>();
    for (RowValues row : written.rows()) {
      object(row, 1).filter(object -> taken.add(key(object))).ifPresent(absent::add);
    }
    return absent;
  }

  /** Next states of a stored aggregate that differ from it, and carry its version. */
  List<T> next(Kept<T, I> kept) {
    RowValues now = mapping.values(scene.ids(), kept.object(), 1);
    Set<RowValues> states = new LinkedHashSet<>();
    for (Table table : mapping.layout().owned()) {
      if (now.owned(table.name()).size() > 0) {
        states.add(Steps.removeOwned(table.name()).apply(now));
        states.add(Steps.reverseOwned(table.name()).apply(now));
      }
    }
    states.add(with(now, column -> column.type().kind() == StoredType.Kind.TEXT, ""));
    states.add(with(now, StoredColumn::nullable, null));
    for (Edit edit : written.edits()) {
      states.add(edit.apply(now));
    }
    for (RowValues row : written.rows()) {
      states.add(withKey(row, now));
    }
    for (Kept<T, I> other : kept()) {
      states.add(withKey(mapping.values(scene.ids(), other.object(), 1), now));
    }
    var texts = new LinkedHashSet<String>();
    texts.add(kept.text());
    var next = new ArrayList<T>();
    for (RowValues state : states) {
      object(state, kept.version()).filter(object -> texts.add(text(object))).ifPresent(next::add);
    }
    return next;
  }

  /** The row with one value in all columns of a kind, but for those of the key. */
  private RowValues with(RowValues row, Predicate<StoredColumn> kind, @Nullable Object value) {
    RowValues next = row;
    for (int column : mapping.changeable(root())) {
      StoredColumn stored = root().columns().get(column);
      if (kind.test(stored)) {
        next = next.with(stored.name(), value);
      }
    }
    return next;
  }

  /** The state of one aggregate under the key of another one, with times that are later by some microseconds. */
  Optional<T> near(Kept<T, I> of, Kept<T, I> target, int micros) {
    RowValues next = mapping.values(scene.ids(), of.object(), 1);
    for (int column : mapping.changeable(root())) {
      String name = root().columns().get(column).name();
      next = next.with(name, later(next.values().get(name), micros));
    }
    return object(withKey(next, mapping.values(scene.ids(), target.object(), 1)), target.version());
  }

  /** The aggregate with texts and numbers that totals get wrong easily: beyond the basic plane, beyond the digits of a double. */
  Optional<T> extreme(Kept<T, I> kept, int number) {
    RowValues next = mapping.values(scene.ids(), kept.object(), 1);
    for (int column : mapping.changeable(root())) {
      StoredColumn stored = root().columns().get(column);
      Object value = switch (stored.type().kind()) {
        case TEXT -> number % 2 == 0 ? "\uFFFD" : "\uD83D\uDE00";
        case INT64 -> (1L << 53) + 1 + 2L * number;
        default -> null;
      };
      if (value != null && object(next.with(stored.name(), value), 1).isPresent()) {
        next = next.with(stored.name(), value);
      }
    }
    return object(next, kept.version());
  }

  private static @Nullable Object later(@Nullable Object value, int micros) {
    if (value instanceof Instant time) {
      return time.plus(micros, ChronoUnit.MICROS);
    }
    if (value instanceof LocalDateTime time) {
      return time.plus(micros, ChronoUnit.MICROS);
    }
    return value instanceof LocalTime time ? time.plus(micros, ChronoUnit.MICROS) : value;
  }

  private RowValues withKey(RowValues row, RowValues of) {
    RowValues next = row;
    for (int column : root().key()) {
      String name = root().columns().get(column).name();
      next = next.with(name, of.values().get(name));
    }
    return next;
  }

  /** A next state that the store takes, tried and undone. */
  Optional<T> storableNext(Kept<T, I> kept) {
    return some(next(kept), 4).stream().filter(next -> isStorable(kept, next)).findFirst();
  }

  private boolean isStorable(Kept<T, I> kept, T next) {
    return scene.wouldTake(work -> {
      if (in(work).find(kept.id()).isPresent()) {
        in(work).update(next);
      }
    });
  }

  /** An object that is not stored and could be; none where the database generates the ids. */
  Optional<T> storableAbsent() {
    return mapping.declared().hasIdentity()
        ? Optional.empty()
        : some(absent(), 4).stream()
            .filter(object -> scene.wouldTake(work -> in(work).add(object)))
            .findFirst();
  }

  private Optional<T> object(RowValues row, long version) {
    try {
      T object = mapping.object(scene.ids(), row, version);
      text(object);
      return Optional.of(object);
    } catch (RuntimeException refused) {
      return Optional.empty();
    }
  }

  /** Adds an object in a unit of work. */
  T add(UnitOfWork work, T object) {
    if (!mapping.declared().hasIdentity()) {
      in(work).add(object);
      return object;
    }
    RowValues values = mapping.values(scene.ids(), object, 1);
    T added = in(work)
        .addGenerated(
            id -> mapping.made(scene.ids(), values, mapping.layout().keyOf(id).value(0)));
    scene.ids().add(root(), key(added).value(0));
    return added;
  }

  /** Breaks the law unless a fresh unit reads an object, and the rows are the object's. */
  void requireStored(String what, T object, long version) {
    String text = text(object);
    Optional<Kept<T, I>> rows = kept(key(object));
    Broken.unlessEqual(
        what + ", as rows",
        text + " v" + version,
        rows.map(kept -> kept.text() + " v" + kept.version()).orElse("absent"));
    Broken.unlessEqual(what + ", as a fresh unit finds it", text + " v" + version, found(object));
  }

  private String found(T object) {
    return scene.read(work -> in(work)
        .find(id(object))
        .map(found -> text(found) + " v" + in(work).version(found))
        .orElse("absent"));
  }
}
