package org.bilayer.engine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.bilayer.Bulk;
import org.bilayer.Repository;
import org.bilayer.failure.InvalidValueException;
import org.bilayer.failure.MisuseException;
import org.bilayer.failure.NotFoundException;
import org.bilayer.failure.StaleVersionException;
import org.bilayer.failure.UniqueViolationException;
import org.bilayer.layout.AggregateRows;
import org.bilayer.layout.Layout;
import org.bilayer.model.Mapping;
import org.bilayer.query.Cursor;
import org.bilayer.query.Page;
import org.bilayer.query.Projection;
import org.bilayer.query.Query;
import org.bilayer.query.Specification;
import org.bilayer.store.Condition;
import org.bilayer.store.Fetch;
import org.bilayer.store.Select;
import org.bilayer.store.SortColumn;
import org.bilayer.store.Summary;
import org.bilayer.store.Table;
import org.bilayer.value.Key;
import org.bilayer.value.Lock;
import org.jspecify.annotations.Nullable;

/** The aggregates of one mapping in one unit of work. */
final class EngineRepository<T, I> implements Repository<T, I> {

  private static final long FIRST_VERSION = 1;

  private final EngineUnitOfWork unit;
  private final Mapping<T, I> mapping;
  private final Layout<T, I> layout;
  private final IdentityMap identityMap;
  private final EntryTable<T> entries;

  /** The repository of another mapping, which the unit had before. */
  private final @Nullable EngineRepository<?, ?> before;

  EngineRepository(
      EngineUnitOfWork unit,
      Mapping<T, I> mapping,
      Layout<T, I> layout,
      @Nullable EngineRepository<?, ?> before) {
    this.unit = unit;
    this.mapping = mapping;
    this.before = before;
    this.layout = layout;
    this.identityMap = unit.identityMap();
    this.entries = identityMap.of(layout);
  }

  @SuppressWarnings("ReferenceEquality") // a mapping is itself and nothing else
  boolean isOf(Mapping<?, ?> mapping) {
    return this.mapping == mapping;
  }

  @Nullable
  EngineRepository<?, ?> before() {
    return before;
  }

  // --- by id ---

  @Override
  public Optional<T> find(I id) {
    return Optional.ofNullable(loaded(key(id)));
  }

  @Override
  public T get(I id) {
    Key key = key(id);
    T object = loaded(key);
    if (object == null) {
      throw unit.failed(new NotFoundException(layout.root().name(), key.toString()));
    }
    return object;
  }

  private @Nullable T loaded(Key key) {
    unit.requireUsable();
    try {
      return load(key).object;
    } catch (Throwable e) {
      throw unit.failed(e);
    }
  }

  @Override
  public Optional<T> findForUpdate(I id) {
    Key key = key(id);
    return unit.guarded(() -> {
      Entry<T> known = entries.find(key);
      if (known != null && known.state == Entry.State.ADDED) {
        return Optional.ofNullable(known.object);
      }
      unit.flushFor(List.of(layout.root()));
      if (known != null && entries.isInDoubt(known)) {
        unit.rereader().refresh(entries, List.of(known));
      }
      Table table = layout.root();
      List<@Nullable Object[]> rows =
          unit.session().fetch(new Fetch(table, table.key(), List.of(key), Lock.UPDATE));
      if (rows.isEmpty()) {
        if (known != null && known.object != null) {
          throw Flush.stale(known, StaleVersionException.GONE);
        }
        noteAbsent(key);
        return Optional.empty();
      }
      // A database may take another key for this one.
      rows = rows.stream().filter(row -> layout.isKeyOf(row, key)).toList();
      List<T> found = objects(new Found(rows, lockedById(key)));
      return found.isEmpty() ? Optional.empty() : Optional.of(found.get(0));
    });
  }

  /** The query that a read by id with a lock amounts to. */
  private Select lockedById(Key key) {
    return new Select(
        layout.root(),
        Keyset.in(layout.root(), List.of(key)),
        List.of(),
        Long.MAX_VALUE,
        List.of(),
        Lock.UPDATE);
  }

  private void noteAbsent(Key key) {
    if (!unit.isReadOnly()) {
      entries.noteAbsent(key);
    }
  }

  @Override
  public T refresh(I id) {
    Key key = key(id);
    return unit.guarded(() -> {
      Entry<T> known = entries.find(key);
      if (known != null && known.state == Entry.State.ADDED) {
        throw new MisuseException(
            "Cannot refresh what this unit of work has added and not written yet [type="
                + layout.root().name() + ", id=" + key + "]. Call flush() first, or evict it.",
            null);
      }
      boolean isRemoved = known != null && known.object == null;
      AggregateRows rows = isRemoved ? null : stored(key);
      if (rows == null) {
        throw new NotFoundException(layout.root().name(), key.toString());
      }
      if (known == null) {
        return Objects.requireNonNull(remember(key, rows).object);
      }
      return readAgain(known, rows);
    });
  }

  /** Lets an entry have what the store has now, and drops what it would have written. */
  private T readAgain(Entry<T> known, AggregateRows rows) {
    long found = layout.versionOf(rows.root());
    boolean isOurs = found != known.version && unit.rereader().isChangedByThisUnit(entries, known);
    if (found != known.version && !isOurs && unit.isGuarding(known)) {
      throw Flush.stale(known, found);
    }
    T object = layout.assemble(rows);
    identityMap.move(known, Entry.State.CLEAN);
    identityMap.checked(entries, known);
    known.written |= isOurs;
    known.extracted = null;
    take(known, object, rows);
    return object;
  }

  @Override
  public void evict(T object) {
    Key key = keyOfObject(object);
    unit.guarded(() -> {
      Entry<T> known = entries.find(key);
      if (known == null || known.state == Entry.State.GONE) {
        return true;
      }
      if (unit.isGuarding(known)) {
        throw new MisuseException(
            "Cannot evict what this unit of work guards [type=" + layout.root().name() + ", id="
                + key + "]: the commit still has to compare it. Call refresh(id) to read it again.",
            null);
      }
      if (known.written) {
        identityMap.noteUnseenInserts();
      }
      identityMap.forget(entries, known);
      return true;
    });
  }

  @Override
  public List<T> findAllById(Collection<? extends I> ids) {
    var keys = new LinkedHashSet<Key>();
    for (I id : ids) {
      keys.add(key(id));
    }
    return unit.guarded(() -> {
      var missing = new ArrayList<Key>(keys.size());
      var inDoubt = new ArrayList<Entry<T>>();
      for (Key key : keys) {
        Entry<T> entry = entries.find(key);
        if (entry == null) {
          missing.add(key);
        } else if (entries.isInDoubt(entry)) {
          inDoubt.add(entry);
        }
      }
      if (!missing.isEmpty()) {
        loadAll(missing);
      }
      if (!inDoubt.isEmpty()) {
        unit.rereader().refresh(entries, inDoubt);
      }
      var found = new ArrayList<T>(keys.size());
      for (Key key : keys) {
        Entry<T> entry = entries.find(key);
        if (entry != null && entry.object != null) {
          found.add(entry.object);
        } else if (entry == null) {
          noteAbsent(key);
        }
      }
      return Collections.unmodifiableList(found);
    });
  }

  /** Remembers those of some aggregates that the store has. */
  private void loadAll(List<Key> keys) {
    if (layout.owned().isEmpty()) {
      Table table = layout.root();
      for (@Nullable
      Object[] row : unit.session().fetch(new Fetch(table, table.key(), keys, Lock.NONE))) {
        Key key = Loader.keyOf(table, row);
        // A database may take another key for one of these.
        if (entries.find(key) == null) {
          remember(key, new AggregateRows(row, List.of()));
        }
      }
    } else {
      unit.loader().byKey(layout, keys).forEach((key, rows) -> {
        if (entries.find(key) == null) {
          remember(key, rows);
        }
      });
    }
  }

  private Key key(@Nullable I id) {
    if (id == null) {
      throw new IllegalArgumentException("An id must not be null.");
    }
    unit.requireUsable();
    try {
      return layout.keyOf(id);
    } catch (Throwable e) {
      throw refused(e);
    }
  }

  private Key keyOfObject(T object) {
    requireObject(object, "An aggregate");
    unit.requireUsable();
    try {
      return layout.keyOfObject(object);
    } catch (Throwable e) {
      throw refused(e);
    }
  }

  private void requireObject(@Nullable Object object, String what) {
    if (object == null) {
      throw new IllegalArgumentException(
          what + " must not be null [type=" + layout.root().name() + "].");
    }
  }

  /** Refuses values that cannot be stored at the call that brings them, not at some later flush. */
  private AggregateRows extracted(T object, long version) {
    return extracted(object, version, null);
  }

  /** As the other, with the rows that its values may have come from. */
  private AggregateRows extracted(T object, long version, @Nullable AggregateRows known) {
    unit.requireUsable();
    try {
      AggregateRows rows = layout.extract(object, version, known);
      List<RowLimits> limits = unit.layer().limits().get(layout.root());
      if (limits != null) {
        RowLimits.check(limits, rows, known);
      }
      return rows;
    } catch (Throwable e) {
      throw refused(e);
    }
  }

  private static @Nullable AggregateRows stored(@Nullable Entry<?> entry) {
    return entry == null ? null : entry.stored;
  }

  private RuntimeException refused(Throwable e) {
    boolean shows = unit.layer().options().showsValues();
    return unit.refused(
        shows && e instanceof InvalidValueException refused ? refused.showingValue() : e);
  }

  /** The entry of a key, read from the store if this unit does not know it; without object if there is none. */
  private Entry<T> load(Key key) {
    Entry<T> known = entries.find(key);
    if (known != null) {
      if (entries.isInDoubt(known)) {
        unit.rereader().refresh(entries, List.of(known));
      }
      return known;
    }
    AggregateRows rows = stored(key);
    return rows == null ? new Entry<>(layout, key) : remember(key, rows);
  }

  private @Nullable AggregateRows stored(Key key) {
    if (!layout.owned().isEmpty()) {
      Map<Key, AggregateRows> found = unit.loader().byKey(layout, List.of(key));
      if (found.isEmpty()) {
        noteAbsent(key);
      }
      return found.get(key);
    }
    @Nullable Object[] row = unit.session().find(layout.root(), key);
    if (row == null) {
      noteAbsent(key);
      return null;
    }
    // A database may take another key for this one.
    return layout.isKeyOf(row, key) ? new AggregateRows(row, List.of()) : null;
  }

  private Entry<T> remember(Key key, AggregateRows rows) {
    var entry = new Entry<T>(layout, key);
    take(entry, layout.assemble(rows), rows);
    identityMap.putNew(entries, entry);
    return entry;
  }

  private void take(Entry<T> entry, T object, AggregateRows rows) {
    entry.object = object;
    entry.version = layout.versionOf(rows.root());
    // Nothing will be compared with these where nothing may be written.
    if (!unit.isReadOnly()) {
      entry.stored = rows;
      entry.versionInObject = layout.versionIn(object);
    }
  }

  // --- by query ---

  @Override
  public List<T> find(Query<T> query) {
    Select select = select(query);
    return unit.guarded(() -> {
      List<@Nullable Object[]> rows = selected(select);
      return objects(new Found(rows, select));
    });
  }

  private Select select(Query<T> query) {
    return new Select(
        layout.root(),
        layout.condition(query.where()),
        layout.order(query.order()),
        query.limit().orElse(Long.MAX_VALUE),
        List.of(),
        query.lock());
  }

  private List<@Nullable Object[]> selected(Select select) {
    unit.flushFor(tables(select.where()));
    return unit.session().select(select);
  }

  /** Rows of roots, and the query that found them. */
  private record Found(List<@Nullable Object[]> rows, Select by) {}

  /**
   * The objects of rows: those this unit knows, and new ones. None contradicts the query's condition.
   *
   * @throws StaleVersionException if the object that this unit has loaded is older than the row and is not what the query asks
   *     for, or the row is locked
   */
  private List<T> objects(Found found) {
    var known = new ArrayList<@Nullable Entry<T>>(found.rows().size());
    var inDoubt = new ArrayList<Entry<T>>();
    for (@Nullable Object[] row : found.rows()) {
      Entry<T> entry = entries.find(Loader.keyOf(layout.root(), row));
      known.add(entry);
      if (found.by().lock() != Lock.NONE && entry != null && entries.isInDoubt(entry)) {
        inDoubt.add(entry);
      }
    }
    if (!inDoubt.isEmpty()) {
      // A locking read may see what others have committed; who changed a row shows in a plain one.
      unit.rereader().refresh(entries, inDoubt);
    }
    return layout.owned().isEmpty()
        ? objectsOfOneRow(found, known)
        : objectsOfManyRows(found, known);
  }

  private List<T> objectsOfOneRow(Found found, List<@Nullable Entry<T>> known) {
    List<@Nullable Object[]> rows = found.rows();
    var objects = new ArrayList<T>(rows.size());
    for (int i = 0; i < rows.size(); i++) {
      @Nullable Object[] row = rows.get(i);
      Entry<T> entry = known.get(i);
      if (entry == null) {
        entry = remember(Loader.keyOf(layout.root(), row), new AggregateRows(row, List.of()));
      } else if (isOlder(entry, row, found.by())) {
        unit.rereader().replace(entries, entry, new AggregateRows(row, List.of()));
      }
      if (entry.object != null) {
        objects.add(entry.object);
      }
    }
    return Collections.unmodifiableList(objects);
  }

  private List<T> objectsOfManyRows(Found found, List<@Nullable Entry<T>> known) {
    List<@Nullable Object[]> rows = found.rows();
    var incomplete = new ArrayList<@Nullable Object[]>();
    var isIncomplete = new boolean[rows.size()];
    for (int i = 0; i < isIncomplete.length; i++) {
      Entry<T> entry = known.get(i);
      isIncomplete[i] = entry == null || isOlder(entry, rows.get(i), found.by());
      if (isIncomplete[i]) {
        incomplete.add(rows.get(i));
      }
    }
    Map<Key, AggregateRows> loaded = unit.loader().complete(layout, found.by(), incomplete);
    var objects = new ArrayList<T>(rows.size());
    for (int i = 0; i < isIncomplete.length; i++) {
      Entry<T> entry = known.get(i);
      if (isIncomplete[i]) {
        Key key = Loader.keyOf(layout.root(), rows.get(i));
        AggregateRows complete = loaded.get(key);
        if (complete == null) {
          // Gone, or changed so that the query no longer means it, while its owned rows were read.
          continue;
        }
        if (entry == null) {
          entry = remember(key, complete);
        } else {
          unit.rereader().replace(entries, entry, complete);
        }
      }
      if (entry != null && entry.object != null) {
        objects.add(entry.object);
      }
    }
    return List.copyOf(objects);
  }

  /** Whether an object has to be read again: the row that a query found is newer, and this unit made it so or must not mind. */
  private boolean isOlder(Entry<T> entry, @Nullable Object[] row, Select by) {
    if (entry.object == null) {
      // Removed by this unit; the row can only have come back behind the identity map.
      return entries.isInDoubt(entry);
    }
    long found = layout.versionOf(row);
    if (found == entry.version) {
      identityMap.checked(entries, entry);
      return false;
    }
    if (entries.isInDoubt(entry)) {
      return true;
    }
    /*
     * Another unit has changed the row, which a query sees at READ_COMMITTED. The object that was loaded first stays the one
     * of its id, as long as the query may return it. Otherwise a new object would have to take its place, and a change
     * computed from the first one would then overwrite the other unit's: a unit that may write ends here, and is worth a retry.
     */
    if (by.lock() == Lock.NONE && ConditionCheck.holds(by.where(), layout, rowsOf(entry))) {
      return false;
    }
    if (by.lock() != Lock.NONE || !unit.isReadOnly()) {
      throw Flush.stale(entry, found);
    }
    return true;
  }

  /** The rows of a loaded object; nothing keeps those that were read where nothing may be written. */
  private AggregateRows rowsOf(Entry<T> entry) {
    AggregateRows stored = entry.stored;
    return stored == null
        ? layout.extract(Objects.requireNonNull(entry.object), entry.version)
        : stored;
  }

  @Override
  public Page<T> page(Query<T> query, int size) {
    return page(query, size, Optional.empty(), true).orElseThrow();
  }

  @Override
  public Page<T> page(Query<T> query, int size, Cursor cursor) {
    return page(query, size, Optional.of(cursor), true).orElseThrow();
  }

  /** As {@link #page}, by one statement; empty where a second one would have to ask for rows on the other side of the cursor. */
  Optional<Page<T>> pageByOneStatement(Query<T> query, int size, Cursor cursor) {
    return page(query, size, Optional.of(cursor), false);
  }

  private Optional<Page<T>> page(
      Query<T> query, int size, Optional<Cursor> cursor, boolean mayAskAgain) {
    if (size < 1) {
      throw new IllegalArgumentException("A page has at least 1 item, not " + size + ".");
    }
    if (query.lock() != Lock.NONE) {
      throw new IllegalArgumentException(
          "A page locks nothing, since one row more is read than it shows. Find a list with a limit instead.");
    }
    if (query.limit().isPresent()) {
      throw new IllegalArgumentException(
          "A query that is read in pages has no limit of its own; the size of a page is one.");
    }
    Table table = layout.root();
    Condition where = layout.condition(query.where());
    List<SortColumn> order =
        query.order().isEmpty() ? layout.orderById() : layout.order(query.order());
    byte[] fingerprint = Fingerprint.of(table, where, order);
    CursorTokens tokens = unit.layer().cursors();
    Optional<CursorTokens.Position> from =
        cursor.map(given -> tokens.read(fingerprint, table, order, given));
    var reading = new PageReading(table, where, order, size, from);
    var unbounded =
        new Select(table, where, reading.select().order(), Long.MAX_VALUE, List.of(), Lock.NONE);
    return unit.guarded(() -> {
      var rows = new ArrayList<>(selected(reading.select()));
      boolean isBeyondKnown = reading.removeRowAtCursor(rows);
      boolean more = rows.size() > size;
      for (int extra = 0; extra < reading.extra() && rows.size() > size; extra++) {
        rows.remove(size);
      }
      boolean backwards = reading.isBackwards();
      if (backwards) {
        Collections.reverse(rows);
      }
      boolean beyond = isBeyondKnown;
      if (from.isPresent() && !isBeyondKnown) {
        if (!mayAskAgain) {
          return Optional.empty();
        }
        PageReading other = reading.turned();
        var rowsBeyond = new ArrayList<>(unit.session().select(other.select()));
        other.removeRowAtCursor(rowsBeyond);
        beyond = !rowsBeyond.isEmpty();
      }
      boolean hasNext = backwards ? beyond : more;
      boolean hasPrevious = backwards ? more : beyond;
      List<T> items = objects(new Found(rows, unbounded));
      if (rows.isEmpty()) {
        Optional<Cursor> back = beyond
            ? Optional.of(
                tokens.write(fingerprint, table, order, from.orElseThrow().turned()))
            : Optional.empty();
        return Optional.of(Page.of(
            items, backwards ? back : Optional.empty(), backwards ? Optional.empty() : back));
      }
      return Optional.of(Page.of(
          items,
          hasNext
              ? Optional.of(
                  tokens.write(fingerprint, table, order, false, rows.get(rows.size() - 1)))
              : Optional.empty(),
          hasPrevious
              ? Optional.of(tokens.write(fingerprint, table, order, true, rows.get(0)))
              : Optional.empty()));
    });
  }

  @Override
  public <R> R stream(Query<T> query, Function<Stream<T>, R> read) {
    if (query.lock() != Lock.NONE) {
      throw new IllegalArgumentException(
          "A stream locks nothing. Find a list instead, with a limit where there may be many.");
    }
    Select select = select(query);
    AggregateStream<T> source = unit.guarded(() -> {
      unit.flushFor(tables(select.where()));
      return layout.owned().isEmpty()
          ? AggregateStream.byCursor(unit, layout, select)
          : AggregateStream.byKeys(unit, layout, select);
    });
    try (source) {
      return read.apply(source.stream());
    }
  }

  @Override
  public <R> List<R> select(Query<T> query, Projection<T, R> projection) {
    var selection = new Selection<>(layout, query, projection);
    return unit.guarded(() -> {
      unit.flushFor(tables(selection.where()));
      return selection.execute(unit.session());
    });
  }

  @Override
  public Bulk<T> where(Specification<T> where) {
    return new EngineBulk<>(unit, this, layout, where);
  }

  @Override
  public long count(Specification<T> where) {
    Condition condition = layout.condition(where);
    return unit.guarded(() -> {
      unit.flushFor(tables(condition));
      var summary = new Summary(
          layout.root(),
          condition,
          List.of(),
          List.of(new Summary.Aggregate(Summary.Function.COUNT, -1)));
      return (Long) Objects.requireNonNull(unit.session().summarise(summary).get(0)[0]);
    });
  }

  @Override
  public boolean exists(Specification<T> where) {
    Condition condition = layout.condition(where);
    return unit.guarded(() -> {
      Table table = layout.root();
      return !selected(new Select(table, condition, List.of(), 1, table.key(), Lock.NONE))
          .isEmpty();
    });
  }

  /** The tables a query reads: pending rows of them have to be written first. */
  private List<Table> tables(Condition condition) {
    var tables = new ArrayList<Table>();
    tables.add(layout.root());
    collect(condition, tables);
    return tables;
  }

  private static void collect(Condition condition, List<Table> tables) {
    if (condition instanceof Condition.Exists exists) {
      tables.add(exists.table());
    }
    condition.parts().forEach(part -> collect(part, tables));
  }

  // --- changes ---

  @Override
  public void add(T object) {
    unit.requireWritable();
    requireGenerated(false);
    Key key = keyOfObject(object);
    AggregateRows rows = extracted(object, 0);
    try {
      Entry<T> entry = entries.find(key);
      if (entry == null) {
        entry = new Entry<>(layout, key);
        entry.absenceRead = entries.takeAbsent(key);
      } else if (entries.isInDoubt(entry)) {
        unit.rereader().refresh(entries, List.of(entry));
      }
      if (entry.object != null) {
        throw new UniqueViolationException(layout.root().name(), layout.root().keyName(), null);
      }
      add(entry, object, rows);
    } catch (Throwable e) {
      throw unit.failed(e);
    }
  }

  /** Adds under an entry that has no object. */
  private void add(Entry<T> entry, T object, AggregateRows rows) {
    identityMap.put(entries, entry);
    identityMap.checked(entries, entry);
    give(entry, object, rows);
    // Rows whose removal is not written yet are changed into the new ones instead.
    identityMap.move(entry, entry.stored == null ? Entry.State.ADDED : Entry.State.UPDATED);
  }

  private void give(Entry<T> entry, T object, AggregateRows rows) {
    identityMap.beforeChange(entry);
    entry.object = object;
    entry.extracted = layout.isImmutable() ? rows : null;
    entry.versionInObject = layout.versionIn(object);
  }

  @Override
  public T addGenerated(Function<? super I, ? extends T> make) {
    unit.requireWritable();
    requireGenerated(true);
    T provisional = make.apply(layout.provisionalId());
    requireObject(provisional, "An aggregate");
    AggregateRows rows = extracted(provisional, FIRST_VERSION);
    return unit.guarded(() -> {
      unit.flushForAnything();
      int id = layout.root().key().get(0);
      @Nullable Object[] row = rows.root().clone();
      row[id] = null;
      Key key = unit.session().insertGenerated(layout.root(), row);
      @Nullable Object[] stored = rows.root().clone();
      stored[id] = key.value(0);
      var noneOwned = new ArrayList<List<@Nullable Object[]>>();
      layout.owned().forEach(owned -> noneOwned.add(List.of()));
      T object = make.apply(layout.idOf(key));
      requireObject(object, "An aggregate");
      var entry = new Entry<T>(layout, key);
      entry.object = object;
      entry.stored = new AggregateRows(stored, noneOwned);
      entry.version = FIRST_VERSION;
      entry.versionInObject = layout.versionIn(object);
      entry.written = true;
      identityMap.put(entries, entry);
      // The rows it owns need the key: they are the difference that is left for the next flush.
      identityMap.move(entry, layout.owned().isEmpty() ? Entry.State.CLEAN : Entry.State.UPDATED);
      return object;
    });
  }

  private void requireGenerated(boolean wanted) {
    unit.requireUsable();
    if (layout.hasIdentity() != wanted) {
      throw unit.failed(new MisuseException(
          wanted
              ? "The ids of " + layout + " are assigned by the application. Call add."
              : "The ids of " + layout
                  + " are generated by the database; assigned ones would collide with them. Call"
                  + " addGenerated.",
          null));
    }
  }

  @Override
  public void upsert(T object) {
    unit.requireWritable();
    requireGenerated(false);
    Key key = keyOfObject(object);
    AggregateRows rows = extracted(object, 0, stored(entries.find(key)));
    unit.guarded(() -> {
      Entry<T> entry = load(key);
      if (entry.object == null) {
        add(entry, object, rows);
        entry.absenceRead |= entries.takeAbsent(key);
      } else {
        replace(entry, object, rows);
      }
      return true;
    });
  }

  @Override
  public T change(I id, UnaryOperator<T> change) {
    return changeChecked(id, change::apply);
  }

  @Override
  public <X extends Exception> T changeChecked(I id, Change<T, X> change) throws X {
    T next = change.apply(get(id));
    if (isAbsent(next)) {
      throw new IllegalArgumentException("The next state of an aggregate must not be null [type="
          + layout.root().name() + ", id=" + key(id)
          + "]. Return the changed aggregate; to remove it, call remove.");
    }
    update(next);
    return next;
  }

  private static boolean isAbsent(@Nullable Object object) {
    return object == null;
  }

  @Override
  public void update(T next) {
    unit.requireWritable();
    Key key = keyOfObject(next);
    Entry<T> entry = entries.find(key);
    AggregateRows rows = extracted(next, 0, stored(entry));
    try {
      Long version = layout.versionIn(next);
      if (entry == null && version != null) {
        entry = loadAt(key, version);
      }
      entry = requireLoaded(entry, key, next, "update");
      requireVersionOf(entry, version);
      replace(entry, next, rows);
    } catch (Throwable e) {
      throw unit.failed(e);
    }
  }

  @Override
  public void update(T next, long expectedVersion) {
    unit.requireWritable();
    Key key = keyOfObject(next);
    AggregateRows rows = extracted(next, 0, stored(entries.find(key)));
    unit.guarded(() -> {
      replace(loadAt(key, expectedVersion), next, rows);
      return true;
    });
  }

  private void replace(Entry<T> entry, T next, AggregateRows rows) {
    give(entry, next, rows);
    if (entry.state != Entry.State.ADDED) {
      identityMap.move(entry, Entry.State.UPDATED);
    }
  }

  /** The entry of an object that is handed in, which must be loaded and what the store has. */
  private Entry<T> requireLoaded(@Nullable Entry<T> entry, Key key, T object, String what) {
    if (entry == null || entry.object == null) {
      throw new MisuseException(
          "Cannot " + what + " what this unit of work has "
              + (entry == null ? "not loaded" : "removed")
              + " [type="
              + layout.root().name()
              + ", id="
              + key
              + "]. "
              + (entry == null
                  ? "Load it first, or pass the version it was read at."
                  : "Add it again instead."),
          null);
    }
    unit.rereader().requireCurrent(entries, entry, object, what);
    return entry;
  }

  private void requireVersionOf(Entry<T> entry, @Nullable Long given) {
    if (given != null && !given.equals(entry.versionInObject) && given != entry.version) {
      throw StaleVersionException.ofGivenVersion(
          entry.table(), entry.key.toString(), given, entry.version);
    }
  }

  /** The entry of a row that must have a version now, which the caller has brought. */
  private Entry<T> loadAt(Key key, long expectedVersion) {
    Entry<T> known = entries.find(key);
    // The version may be what this unit has read, and hands in as if it were the caller's.
    boolean mayBeOwn = known != null && (known.versionTold || known.versionInObject != null);
    Entry<T> entry = load(key);
    if (entry.object == null || entry.version != expectedVersion) {
      throw StaleVersionException.ofGivenVersion(
          layout.root().name(),
          key.toString(),
          expectedVersion,
          entry.object == null ? StaleVersionException.GONE : entry.version);
    }
    identityMap.beforeChange(entry);
    entry.versionGiven |= !mayBeOwn;
    return entry;
  }

  @Override
  public void remove(T object) {
    unit.requireWritable();
    Key key = keyOfObject(object);
    unit.guarded(() -> {
      Entry<T> entry = requireLoaded(entries.find(key), key, object, "remove");
      requireVersionOf(entry, layout.versionIn(object));
      remove(entry);
      return true;
    });
  }

  @Override
  public void removeById(I id, long expectedVersion) {
    unit.requireWritable();
    Key key = key(id);
    unit.guarded(() -> {
      remove(loadAt(key, expectedVersion));
      return true;
    });
  }

  private void remove(Entry<T> entry) {
    identityMap.beforeChange(entry);
    entry.object = null;
    entry.extracted = null;
    identityMap.move(entry, entry.stored == null ? Entry.State.GONE : Entry.State.REMOVED);
  }

  @Override
  public void guard(T object) {
    Key key = keyOfObject(object);
    unit.guarded(() -> {
      unit.guards().add(requireLoaded(entries.find(key), key, object, "guard"));
      return true;
    });
  }

  @Override
  public long version(T object) {
    Key key = keyOfObject(object);
    return unit.guarded(() -> {
      Entry<T> entry = requireLoaded(entries.find(key), key, object, "tell the version of");
      entry.versionTold = true;
      return entry.version;
    });
  }
}
