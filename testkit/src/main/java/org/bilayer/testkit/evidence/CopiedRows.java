package org.bilayer.testkit.evidence;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.bilayer.Repository;
import org.bilayer.UnitOfWork;
import org.bilayer.UnitOptions;
import org.bilayer.failure.ConstraintViolationException;
import org.bilayer.failure.DataException;
import org.bilayer.failure.ForeignKeyViolationException;
import org.bilayer.failure.UnreadableRowException;
import org.bilayer.layout.AggregateRows;
import org.bilayer.query.Query;
import org.bilayer.store.ForeignKey;
import org.bilayer.store.Schema;
import org.bilayer.store.SessionOptions;
import org.bilayer.store.StoreSession;
import org.bilayer.store.StoredColumn.Moment;
import org.bilayer.store.Table;
import org.bilayer.store.Write;
import org.bilayer.testkit.verify.history.SortBy;
import org.bilayer.testkit.verify.mapping.GeneratedIds;
import org.bilayer.testkit.verify.mapping.MappingUnderTest;
import org.bilayer.value.Key;
import org.bilayer.value.Level;
import org.jspecify.annotations.Nullable;

/** The objects that were read from the live database, and their copy in memory. One thread. */
final class CopiedRows {

  private static final int ROWS_PER_WRITE = 500;

  /** One object with its rows. */
  record Copied<T>(Key key, T object, AggregateRows rows) {}

  private final Sides sides;
  private final Map<String, Findings> findings;
  private final Map<String, Map<Key, Copied<?>>> all = new LinkedHashMap<>();

  private CopiedRows(Sides sides, Map<String, Findings> findings) {
    this.sides = sides;
    this.findings = findings;
    sides.mappings().keySet().forEach(name -> all.put(name, new LinkedHashMap<>()));
  }

  /** The objects of a mapping in the order of their ids; in a sample, those that others refer to come last. */
  // Filed by the mapping's own name.
  @SuppressWarnings("unchecked")
  <T, I> List<Copied<T>> of(MappingUnderTest<T, I> mapping) {
    var copied = new ArrayList<Copied<T>>();
    for (Copied<?> each : Objects.requireNonNull(all.get(mapping.name())).values()) {
      copied.add((Copied<T>) each);
    }
    return copied;
  }

  // --- from the live database ---

  /** Reads the objects in one state of the database. */
  static CopiedRows read(
      Sides sides, Map<String, Findings> findings, int sample, Consumer<? super String> progress) {
    var copied = new CopiedRows(sides, findings);
    UnitOptions options = UnitOptions.defaults().snapshot().readOnly().withoutTimeout();
    try (UnitOfWork work = sides.liveLayer().begin(options)) {
      for (MappingUnderTest<?, ?> mapping : sides.mappings().values()) {
        progress.accept("reading " + mapping.name());
        copied.read(work, mapping, sample);
      }
      work.rollback();
    }
    copied.readReferredTo();
    return copied;
  }

  private Findings found(MappingUnderTest<?, ?> mapping) {
    return Objects.requireNonNull(findings.get(mapping.name()));
  }

  private <T, I> void read(UnitOfWork work, MappingUnderTest<T, I> mapping, int sample) {
    Findings found = found(mapping);
    Repository<T, I> repository = work.repository(mapping.declared());
    Query<T> query = Queries.of(mapping, Queries.everything(), byId(mapping), -1)
        .skipUnreadable(failure -> {
          found.unreadable(failure);
          found.seen(MappingEvidence.UNREADABLE, 1);
        });
    List<T> objects = repository.find(sample == Integer.MAX_VALUE ? query : query.limit(sample));
    for (T object : objects) {
      keep(mapping, object);
    }
    found.seen(MappingEvidence.OBJECTS, objects.size());
    if (sample != Integer.MAX_VALUE
        && repository.count(org.bilayer.query.Specification.all())
            > objects.size() + found.seen(MappingEvidence.UNREADABLE)) {
      found.sampled();
    }
  }

  private static List<SortBy> byId(MappingUnderTest<?, ?> mapping) {
    Table root = mapping.root();
    return root.key().stream().allMatch(column -> root.type(column).isOrdered())
        ? root.key().stream()
            .map(column -> new SortBy(root.columns().get(column).name(), false, false))
            .toList()
        : List.of();
  }

  private <T, I> void keep(MappingUnderTest<T, I> mapping, T object) {
    // The version matters where the class has it; in memory each object may begin anew otherwise.
    Long inObject = mapping.layout().versionIn(object);
    long version = inObject == null ? 1 : inObject;
    AggregateRows rows = mapping.layout().extractRead(object, version);
    Key key = Objects.requireNonNull(Key.from(rows.root(), mapping.root().key()));
    Objects.requireNonNull(all.get(mapping.name())).put(key, new Copied<>(key, object, rows));
  }

  /** A sample needs what its objects refer to, and so on. */
  private void readReferredTo() {
    boolean more = findings.values().stream().anyMatch(Findings::isSample);
    while (more) {
      more = false;
      for (MappingUnderTest<?, ?> mapping : sides.mappings().values()) {
        for (Key missing : missing(mapping)) {
          more |= readOne(mapping, missing);
        }
      }
    }
  }

  private final Set<String> looked = new LinkedHashSet<>();

  private <T, I> boolean readOne(MappingUnderTest<T, I> mapping, Key key) {
    if (!looked.add(mapping.name() + " " + key)) {
      return false;
    }
    try {
      Optional<T> read =
          sides.liveLayer().read(mapping.declared()).find(mapping.layout().idOf(key));
      read.ifPresent(object -> keep(mapping, object));
      return read.isPresent();
    } catch (UnreadableRowException e) {
      found(mapping).unreadable(e);
      return false;
    }
  }

  /** The keys of a mapping that rows of the others refer to, and that were not read. */
  private Set<Key> missing(MappingUnderTest<?, ?> target) {
    var missing = new LinkedHashSet<Key>();
    Map<Key, Copied<?>> known = Objects.requireNonNull(all.get(target.name()));
    for (MappingUnderTest<?, ?> mapping : sides.mappings().values()) {
      for (Copied<?> each : Objects.requireNonNull(all.get(mapping.name())).values()) {
        forEachReference(mapping, each.rows(), (reference, key) -> {
          if (reference.target().equals(target.root().name()) && !known.containsKey(key)) {
            missing.add(key);
          }
        });
      }
    }
    return missing;
  }

  private interface ReferenceVisitor {
    void visit(ForeignKey reference, Key key);
  }

  private static void forEachReference(
      MappingUnderTest<?, ?> mapping, AggregateRows rows, ReferenceVisitor visitor) {
    visit(mapping.root(), List.<@Nullable Object[]>of(rows.root()), visitor);
    for (int i = 0; i < mapping.owned().size(); i++) {
      visit(mapping.owned().get(i), rows.owned().get(i), visitor);
    }
  }

  private static void visit(Table table, List<@Nullable Object[]> rows, ReferenceVisitor visitor) {
    for (ForeignKey reference : table.foreignKeys()) {
      boolean isOwner = table.owner().isPresent() && table.owner().get().equals(reference);
      for (@Nullable Object[] row : isOwner ? List.<@Nullable Object[]>of() : rows) {
        Key key = Key.from(row, reference.columns());
        if (key != null) {
          visitor.visit(reference, key);
        }
      }
    }
  }

  // --- into memory ---

  /** Puts the rows into memory, which checks every rule of the model. */
  void intoMemory(Schema schema) {
    for (Table table : ordered(schema)) {
      MappingUnderTest<?, ?> mapping = sides.mappings().get(table.name());
      if (mapping != null) {
        put(
            mapping,
            new ArrayList<>(Objects.requireNonNull(all.get(mapping.name())).values()));
      }
    }
  }

  /** The tables, those that others refer to first; where tables refer to each other, in any order. */
  private static List<Table> ordered(Schema schema) {
    var ordered = new LinkedHashSet<Table>();
    for (Table table : schema.tables()) {
      visit(schema, table, ordered, new LinkedHashSet<>());
    }
    return List.copyOf(ordered);
  }

  private static void visit(Schema schema, Table table, Set<Table> ordered, Set<Table> entered) {
    if (ordered.contains(table) || !entered.add(table)) {
      return;
    }
    for (Table other : schema.tables()) {
      boolean isOwned =
          other.owner().filter(owner -> owner.target().equals(table.name())).isPresent();
      if (other == table || isOwned) {
        other.foreignKeys().stream()
            .filter(reference -> !reference.target().equals(table.name()))
            .forEach(
                reference -> visit(schema, schema.table(reference.target()), ordered, entered));
      }
    }
    ordered.add(table);
  }

  private void put(MappingUnderTest<?, ?> mapping, List<Copied<?>> rows) {
    List<Copied<?>> left = new ArrayList<>();
    for (int from = 0; from < rows.size(); from += ROWS_PER_WRITE) {
      List<Copied<?>> some = rows.subList(from, Math.min(rows.size(), from + ROWS_PER_WRITE));
      if (failure(mapping, some) != null) {
        left.addAll(some);
      }
    }
    putOneByOne(mapping, left);
  }

  /** Rows may refer to rows that come later: those are tried again as long as others come in. */
  private void putOneByOne(MappingUnderTest<?, ?> mapping, List<Copied<?>> rows) {
    List<Copied<?>> left = rows;
    boolean isProgress = true;
    while (isProgress && !left.isEmpty()) {
      var again = new ArrayList<Copied<?>>();
      for (Copied<?> each : left) {
        DataException failure = failure(mapping, List.of(each));
        if (failure instanceof ForeignKeyViolationException) {
          again.add(each);
        } else if (failure != null) {
          refused(mapping, each, failure);
        }
      }
      isProgress = again.size() < left.size();
      left = again;
    }
    for (Copied<?> each : left) {
      refused(mapping, each, Objects.requireNonNull(failure(mapping, List.of(each))));
    }
  }

  private void refused(MappingUnderTest<?, ?> mapping, Copied<?> row, DataException failure) {
    found(mapping).seen(MappingEvidence.REFUSED, 1);
    found(mapping)
        .disagreed(
            "memory refuses rows: " + Answers.kind(failure),
            row.key() + ", " + failure.getMessage());
    Objects.requireNonNull(all.get(mapping.name())).remove(row.key());
  }

  private @Nullable DataException failure(MappingUnderTest<?, ?> mapping, List<Copied<?>> rows) {
    var writes = new ArrayList<Write>();
    rows.forEach(each -> addInsert(mapping.root(), each.rows().root(), writes));
    for (int i = 0; i < mapping.owned().size(); i++) {
      Table table = mapping.owned().get(i);
      int place = i;
      rows.forEach(
          each -> each.rows().owned().get(place).forEach(row -> addInsert(table, row, writes)));
    }
    try (StoreSession session =
        sides.copy().open(SessionOptions.of(Level.READ_COMMITTED, false, Optional.empty()))) {
      session.write(writes);
      session.commit();
      return null;
    } catch (ConstraintViolationException e) {
      return e;
    }
  }

  private static void addInsert(Table table, @Nullable Object[] row, List<Write> writes) {
    Key key = Objects.requireNonNull(Key.from(row, table.key()));
    writes.add(new Write.Insert(table, key, row.clone()));
    // An insert fills columns as if the row were new; the copy keeps what the live row has.
    int[] kept = table.generated().stream()
        .filter(column -> table.isLeftToStore(column, row))
        .filter(column ->
            table.columns().get(column).generation().orElseThrow().moment() != Moment.WRITE)
        .mapToInt(Integer::intValue)
        .toArray();
    if (kept.length > 0) {
      writes.add(new Write.Update(table, key, row.clone(), kept, Write.UNCHECKED));
    }
  }

  /** No id of the copy is generated by a history. */
  static GeneratedIds ids() {
    return GeneratedIds.NONE;
  }
}
