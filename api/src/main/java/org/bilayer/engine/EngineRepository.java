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
import java.util.stream.Stream;
import org.bilayer.Bulk;
import org.bilayer.Repository;
import org.bilayer.failure.InvalidValueException;
import org.bilayer.failure.MisuseException;
import org.bilayer.failure.NotFoundException;
import org.bilayer.failure.StaleVersionException;
import org.bilayer.failure.UniqueViolationException;
import org.bilayer.model.AggregateRows;
import org.bilayer.model.Layout;
import org.bilayer.model.Mapping;
import org.bilayer.query.Cursor;
import org.bilayer.query.Page;
import org.bilayer.query.Projection;
import org.bilayer.query.Query;
import org.bilayer.query.Specification;
import org.bilayer.spi.Condition;
import org.bilayer.spi.Fetch;
import org.bilayer.spi.Key;
import org.bilayer.spi.Lock;
import org.bilayer.spi.Select;
import org.bilayer.spi.Sort;
import org.bilayer.spi.Summary;
import org.bilayer.spi.Table;
import org.jspecify.annotations.Nullable;

/** The aggregates of one mapping in one unit of work. */
final class EngineRepository<T, I> implements Repository<T, I> {

  private static final long FIRST_VERSION = 1;

  private final EngineUnitOfWork unit;
  private final Layout<T, I> layout;
  private final IdentityMap identityMap;
  private final EntryTable<T> entries;

  /** The repository of another mapping, which the unit had before. */
  private final @Nullable EngineRepository<?, ?> before;

  EngineRepository(
      EngineUnitOfWork unit, Layout<T, I> layout, @Nullable EngineRepository<?, ?> before) {
    this.unit = unit;
    this.before = before;
    this.layout = layout;
    this.identityMap = unit.identityMap();
    this.entries = identityMap.of(layout);
  }

  @SuppressWarnings("ReferenceEquality") // a mapping is itself and nothing else
  boolean isOf(Mapping<?, ?> mapping) {
    return layout.mapping() == mapping;
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
    } catch (RuntimeException | Error e) {
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
      Table table = layout.root();
      List<@Nullable Object[]> rows =
          unit.session().fetch(new Fetch(table, table.key(), List.of(key), Lock.UPDATE));
      if (known != null && known.object != null) {
        long found = rows.isEmpty() ? -1 : layout.versionOf(rows.get(0));
        if (found != known.version) {
          throw Flush.stale(known, found);
        }
        return Optional.of(known.object);
      }
      List<T> found = objects(rows, true);
      return found.isEmpty() ? Optional.empty() : Optional.of(found.get(0));
    });
  }

  @Override
  public List<T> findAll(Collection<? extends I> ids) {
    var keys = new LinkedHashSet<Key>();
    for (I id : ids) {
      keys.add(key(id));
    }
    return unit.guarded(() -> {
      var missing = new ArrayList<Key>(keys.size());
      for (Key key : keys) {
        if (entries.find(key) == null) {
          missing.add(key);
        }
      }
      if (!missing.isEmpty()) {
        loadAll(missing);
      }
      var found = new ArrayList<T>(keys.size());
      for (Key key : keys) {
        Entry<T> entry = entries.find(key);
        if (entry != null && entry.object != null) {
          found.add(entry.object);
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
    } catch (RuntimeException | Error e) {
      throw refused(e);
    }
  }

  private Key keyOfObject(T object) {
    unit.requireUsable();
    try {
      return layout.keyOfObject(object);
    } catch (RuntimeException | Error e) {
      throw refused(e);
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
    } catch (RuntimeException | Error e) {
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
      return known;
    }
    AggregateRows rows = stored(key);
    return rows == null ? new Entry<>(layout, key) : remember(key, rows);
  }

  private @Nullable AggregateRows stored(Key key) {
    if (!layout.owned().isEmpty()) {
      return unit.loader().byKey(layout, List.of(key)).get(key);
    }
    @Nullable Object[] row = unit.session().find(layout.root(), key);
    // A database may take another key for this one.
    return row == null || !layout.isKeyOf(row, key) ? null : new AggregateRows(row, List.of());
  }

  private Entry<T> remember(Key key, AggregateRows rows) {
    var entry = new Entry<T>(layout, key);
    T object = layout.assemble(rows);
    entry.object = object;
    entry.version = layout.versionOf(rows.root());
    // Nothing will be compared with these where nothing may be written.
    if (!unit.isReadOnly()) {
      entry.stored = rows;
      entry.versionInObject = layout.versionIn(object);
    }
    entries.putNew(entry);
    return entry;
  }

  // --- by query ---

  @Override
  public List<T> find(Query<T> query) {
    Select select = select(query);
    return unit.guarded(() -> objects(selected(select), query.lock() != Lock.NONE));
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

  /**
   * The objects of rows: those this unit knows, and new ones.
   *
   * @param locked whether the rows were locked, so that an older object must not pass for what they hold
   * @throws StaleVersionException if it would
   */
  private List<T> objects(List<@Nullable Object[]> rows, boolean locked) {
    if (layout.owned().isEmpty()) {
      return objectsOfOneRow(rows, locked);
    }
    var unknown = new ArrayList<@Nullable Object[]>();
    for (@Nullable Object[] row : rows) {
      Entry<T> known = entries.find(Loader.keyOf(layout.root(), row));
      if (known == null) {
        unknown.add(row);
      } else {
        compareVersion(known, row, locked);
      }
    }
    Map<Key, AggregateRows> loaded = unit.loader().complete(layout, unknown);
    var objects = new ArrayList<T>(rows.size());
    for (@Nullable Object[] row : rows) {
      Key key = Loader.keyOf(layout.root(), row);
      Entry<T> entry = entries.find(key);
      if (entry == null) {
        AggregateRows complete = loaded.get(key);
        entry = complete == null ? null : remember(key, complete);
      }
      if (entry != null && entry.object != null) {
        objects.add(entry.object);
      }
    }
    return List.copyOf(objects);
  }

  private void compareVersion(Entry<T> known, @Nullable Object[] row, boolean locked) {
    long found = layout.versionOf(row);
    if (known.object != null && found != known.version) {
      if (locked) {
        throw Flush.stale(known, found);
      }
      known.stale = true;
    }
  }

  private List<T> objectsOfOneRow(List<@Nullable Object[]> rows, boolean locked) {
    var objects = new ArrayList<T>(rows.size());
    for (@Nullable Object[] row : rows) {
      Key key = Loader.keyOf(layout.root(), row);
      Entry<T> entry = entries.find(key);
      if (entry == null) {
        entry = remember(key, new AggregateRows(row, List.of()));
      } else {
        compareVersion(entry, row, locked);
      }
      if (entry.object != null) {
        objects.add(entry.object);
      }
    }
    return Collections.unmodifiableList(objects);
  }

  @Override
  public Page<T> page(Query<T> query, int size) {
    return page(query, size, Optional.empty());
  }

  @Override
  public Page<T> page(Query<T> query, int size, Cursor cursor) {
    return page(query, size, Optional.of(cursor));
  }

  private Page<T> page(Query<T> query, int size, Optional<Cursor> cursor) {
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
    List<Sort> order = query.order().isEmpty() ? layout.orderById() : layout.order(query.order());
    byte[] fingerprint = Fingerprint.of(table, where, order);
    CursorTokens tokens = unit.layer().cursors();
    Optional<CursorTokens.Position> from =
        cursor.map(given -> tokens.read(fingerprint, table, order, given));
    boolean backwards = from.isPresent() && from.get().backwards();
    List<Sort> reading = backwards ? Keyset.reversed(order) : order;
    Condition condition = from.isEmpty()
        ? where
        : Keyset.and(List.of(where, Keyset.after(table, reading, from.get().values())));
    var select = new Select(table, condition, reading, size + 1L, List.of(), Lock.NONE);
    return unit.guarded(() -> {
      var rows = new ArrayList<>(selected(select));
      boolean more = rows.size() > size;
      if (more) {
        rows.remove(size);
      }
      if (backwards) {
        Collections.reverse(rows);
      }
      List<T> items = objects(rows, false);
      boolean hasNext = backwards ? from.isPresent() : more;
      boolean hasPrevious = backwards ? more : from.isPresent();
      if (rows.isEmpty()) {
        return new Page<>(items, Optional.empty(), Optional.empty());
      }
      return new Page<>(
          items,
          hasNext
              ? Optional.of(
                  tokens.write(fingerprint, table, order, false, rows.get(rows.size() - 1)))
              : Optional.empty(),
          hasPrevious
              ? Optional.of(tokens.write(fingerprint, table, order, true, rows.get(0)))
              : Optional.empty());
    });
  }

  @Override
  public <R> R stream(Query<T> query, Function<Stream<T>, R> read) {
    if (query.lock() != Lock.NONE) {
      throw new IllegalArgumentException(
          "A stream locks nothing. Find a list instead, with a limit where there may be many.");
    }
    Select select = select(query);
    List<Sort> order =
        select.order().isEmpty() && !layout.owned().isEmpty() ? layout.orderById() : select.order();
    var ordered =
        new Select(select.table(), select.where(), order, select.limit(), List.of(), Lock.NONE);
    AggregateStream<T> source = unit.guarded(() -> {
      unit.flushFor(tables(select.where()));
      return layout.owned().isEmpty()
          ? AggregateStream.byCursor(unit, layout, ordered)
          : AggregateStream.byPages(unit, layout, ordered);
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
    if (condition instanceof Condition.And and) {
      and.all().forEach(part -> collect(part, tables));
    } else if (condition instanceof Condition.Or or) {
      or.any().forEach(part -> collect(part, tables));
    } else if (condition instanceof Condition.Not not) {
      collect(not.condition(), tables);
    } else if (condition instanceof Condition.Exists exists) {
      tables.add(exists.table());
      collect(exists.condition(), tables);
    }
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
      if (entry != null && entry.object != null) {
        throw new UniqueViolationException(layout.root().name(), layout.root().keyName(), null);
      }
      add(entry == null ? new Entry<>(layout, key) : entry, object, rows);
    } catch (RuntimeException | Error e) {
      throw unit.failed(e);
    }
  }

  /** Adds under an entry that has no object. */
  private void add(Entry<T> entry, T object, AggregateRows rows) {
    entries.put(entry);
    give(entry, object, rows);
    // Rows whose removal is not written yet are changed into the new ones instead.
    identityMap.move(entry, entry.stored == null ? Entry.State.ADDED : Entry.State.UPDATED);
  }

  private void give(Entry<T> entry, T object, AggregateRows rows) {
    entry.object = object;
    entry.extracted = layout.isImmutable() ? rows : null;
    entry.versionInObject = layout.versionIn(object);
  }

  @Override
  public T addGenerated(Function<? super I, ? extends T> make) {
    unit.requireWritable();
    requireGenerated(true);
    T provisional = make.apply(layout.provisionalId());
    AggregateRows rows = extracted(provisional, FIRST_VERSION);
    return unit.guarded(() -> {
      unit.flushAll();
      int id = layout.root().key().get(0);
      @Nullable Object[] row = rows.root().clone();
      row[id] = null;
      Key key = unit.session().insertGenerated(layout.root(), row);
      @Nullable Object[] stored = rows.root().clone();
      stored[id] = key.value(0);
      var noneOwned = new ArrayList<List<@Nullable Object[]>>();
      layout.owned().forEach(owned -> noneOwned.add(List.of()));
      T object = make.apply(layout.idOf(key));
      var entry = new Entry<T>(layout, key);
      entry.object = object;
      entry.stored = new AggregateRows(stored, noneOwned);
      entry.version = FIRST_VERSION;
      entry.versionInObject = layout.versionIn(object);
      entry.written = true;
      entries.put(entry);
      // The rows it owns need the key: they are the difference that is left for the next flush.
      identityMap.move(entry, layout.owned().isEmpty() ? Entry.State.CLEAN : Entry.State.UPDATED);
      return object;
    });
  }

  private void requireGenerated(boolean wanted) {
    unit.requireUsable();
    if (layout.mapping().hasIdentity() != wanted) {
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
      } else {
        replace(entry, object, rows);
      }
      return true;
    });
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
      entry = requireLoaded(entry, key, "update");
      requireVersionOf(entry, version);
      replace(entry, next, rows);
    } catch (RuntimeException | Error e) {
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

  private Entry<T> requireLoaded(@Nullable Entry<T> entry, Key key, String what) {
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
    return entry;
  }

  private void requireVersionOf(Entry<T> entry, @Nullable Long given) {
    if (given != null && !given.equals(entry.versionInObject) && given != entry.version) {
      throw new StaleVersionException(
          entry.table(), entry.key.toString(), given, entry.version, null);
    }
  }

  /** The entry of a row that must have a version now. */
  private Entry<T> loadAt(Key key, long expectedVersion) {
    Entry<T> entry = load(key);
    if (entry.object == null || entry.version != expectedVersion) {
      throw new StaleVersionException(
          layout.root().name(),
          key.toString(),
          expectedVersion,
          entry.object == null ? -1 : entry.version,
          null);
    }
    return entry;
  }

  @Override
  public void remove(T object) {
    unit.requireWritable();
    Key key = keyOfObject(object);
    unit.guarded(() -> {
      Entry<T> entry = requireLoaded(entries.find(key), key, "remove");
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
    entry.object = null;
    entry.extracted = null;
    identityMap.move(entry, entry.stored == null ? Entry.State.GONE : Entry.State.REMOVED);
  }

  @Override
  public void guard(T object) {
    Key key = keyOfObject(object);
    unit.guarded(() -> {
      unit.guards().add(requireLoaded(entries.find(key), key, "guard"));
      return true;
    });
  }

  @Override
  public long version(T object) {
    Key key = keyOfObject(object);
    return unit.guarded(() -> {
      return requireLoaded(entries.find(key), key, "tell the version of").version;
    });
  }
}
