package org.bilayer.testkit.rolling;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.bilayer.DataLayer;
import org.bilayer.LayerOptions;
import org.bilayer.Repository;
import org.bilayer.UnitOptions;
import org.bilayer.engine.Engine;
import org.bilayer.layout.AggregateRows;
import org.bilayer.model.Model;
import org.bilayer.model.ModelInternals;
import org.bilayer.query.Query;
import org.bilayer.store.StoreProvider;
import org.bilayer.store.Table;
import org.bilayer.testkit.rolling.RollingMatrix.Code;
import org.bilayer.testkit.verify.history.RowValues;
import org.bilayer.testkit.verify.mapping.GeneratedIds;
import org.bilayer.testkit.verify.mapping.MappingUnderTest;
import org.bilayer.value.Key;
import org.bilayer.value.Level;
import org.jspecify.annotations.Nullable;

/** One release at work on a schema. One thread. */
final class Release implements AutoCloseable {

  /** An aggregate as a release reads it: by name of table and column in the database, without versions. */
  record Seen(String key, Map<String, String> values) {}

  private static final UnitOptions ONCE = UnitOptions.defaults().maxTries(1);

  private final Code code;
  private final DataLayer layer;
  private final Map<String, MappingUnderTest<?, ?>> mappings = new LinkedHashMap<>();
  private final Map<String, EdgeRows> rows = new LinkedHashMap<>();
  private final GeneratedIds ids;

  private Release(
      Code code, Model model, DataLayer layer, Map<String, List<SnapshotTable.Group>> groups) {
    this.code = code;
    this.layer = layer;
    this.ids = new GeneratedIds(ModelInternals.schema(model));
    MappingUnderTest.of(model).values().forEach(mapping -> {
      mappings.put(place(mapping), mapping);
      rows.put(place(mapping), new EdgeRows(mapping, groups));
    });
  }

  private static String place(MappingUnderTest<?, ?> mapping) {
    return String.valueOf(mapping.root().inDatabase());
  }

  static Release old(ModelSnapshot snapshot, DataSource database) {
    Map<String, List<SnapshotTable.Group>> groups = snapshot.tables().stream()
        .collect(Collectors.toMap(SnapshotTable::name, SnapshotTable::groups));
    return open(Code.OLD, snapshot.model(), database, groups);
  }

  static Release next(Model model, DataSource database) {
    var groups = new LinkedHashMap<String, List<SnapshotTable.Group>>();
    for (MappingUnderTest<?, ?> mapping : MappingUnderTest.of(model).values()) {
      var tables = new ArrayList<>(List.of(mapping.root()));
      tables.addAll(mapping.owned());
      tables.forEach(
          table -> groups.put(table.name(), SnapshotReader.groups(mapping.layout(), table)));
    }
    return open(Code.NEW, model, database, groups);
  }

  private static Release open(
      Code code, Model model, DataSource database, Map<String, List<SnapshotTable.Group>> groups) {
    var settings = new StoreProvider.Settings(Optional.of(database), 1);
    DataLayer layer = Engine.open(
        model, provider().open(ModelInternals.schema(model), settings), LayerOptions.defaults());
    return new Release(code, model, layer, groups);
  }

  /** Creates the tables of a model. */
  static void createTables(Model model, DataSource database) {
    provider()
        .create(ModelInternals.schema(model), new StoreProvider.Settings(Optional.of(database), 1))
        .close();
  }

  private static StoreProvider provider() {
    for (StoreProvider provider : ServiceLoader.load(StoreProvider.class)) {
      if (provider.needsDatabase()) {
        return provider;
      }
    }
    throw new IllegalStateException(
        "No backend for databases is on the class path. Add the artifact"
            + " org.bilayer:bilayer-mybatis in test scope.");
  }

  Code code() {
    return code;
  }

  /** The root tables by their names in the database, those that are referred to before those that refer to them. */
  List<String> tables() {
    var sorted = new ArrayList<String>();
    var left = new ArrayList<>(mappings.keySet());
    while (!left.isEmpty()) {
      Optional<String> next = left.stream()
          .filter(table -> left.stream().noneMatch(other -> refersTo(table, other)))
          .findFirst();
      String taken = next.orElse(left.get(0)); // a circle
      sorted.add(taken);
      left.remove(taken);
    }
    return sorted;
  }

  private boolean refersTo(String table, String other) {
    if (table.equals(other)) {
      return false;
    }
    MappingUnderTest<?, ?> mapping = mapping(table);
    var all = new ArrayList<>(List.of(mapping.root()));
    all.addAll(mapping.owned());
    return all.stream()
        .flatMap(each ->
            each.foreignKeys().stream().filter(key -> !each.owner().equals(Optional.of(key))))
        .anyMatch(key -> key.target().equals(mapping(other).root().name()));
  }

  boolean has(String table) {
    return mappings.containsKey(table);
  }

  MappingUnderTest<?, ?> mapping(String table) {
    return Objects.requireNonNull(mappings.get(table), table);
  }

  EdgeRows rows(String table) {
    return Objects.requireNonNull(rows.get(table), table);
  }

  // --- reading

  /** What the release reads in a table, by key. */
  Map<String, Seen> read(String table, Release other) {
    return read(mapping(table), other);
  }

  private <T, I> Map<String, Seen> read(MappingUnderTest<T, I> mapping, Release other) {
    var seen = new TreeMap<String, Seen>();
    List<T> all =
        layer.execute(ONCE, work -> work.repository(mapping.declared()).find(Query.all()));
    for (T object : all) {
      Seen one = seen(mapping, object, other);
      seen.put(one.key(), one);
    }
    return seen;
  }

  /** One stored key of each table that can be referred to. */
  Map<String, Object> targets() {
    var targets = new LinkedHashMap<String, Object>();
    mappings.values().forEach(mapping -> addTarget(mapping, targets));
    return targets;
  }

  private <T, I> void addTarget(MappingUnderTest<T, I> mapping, Map<String, Object> targets) {
    layer
        .execute(
            ONCE,
            work -> work.repository(mapping.declared()).find(Query.<T>all().limit(1)))
        .forEach(object -> targets.put(
            mapping.root().name(), mapping.layout().keyOfObject(object).value(0)));
  }

  /** An object, as far as the other release has its columns. */
  private <T, I> Seen seen(MappingUnderTest<T, I> mapping, T object, Release other) {
    AggregateRows stored = mapping.layout().extract(object, 1);
    var values = new TreeMap<String, String>();
    Map<String, Set<String>> shared = other.columns(place(mapping));
    add(mapping.root(), List.<@Nullable Object[]>of(stored.root()), shared, values);
    for (int i = 0; i < mapping.owned().size(); i++) {
      add(mapping.owned().get(i), stored.owned().get(i), shared, values);
    }
    return new Seen(keyText(mapping, stored.root()), values);
  }

  private static String keyText(MappingUnderTest<?, ?> mapping, @Nullable Object[] row) {
    return mapping.root().key().stream()
        .map(column -> text(row[column]))
        .collect(Collectors.joining("/"));
  }

  /** The columns of an aggregate's tables that hold something of its object; by names in the database. */
  private Map<String, Set<String>> columns(String table) {
    var columns = new LinkedHashMap<String, Set<String>>();
    if (has(table)) {
      MappingUnderTest<?, ?> mapping = mapping(table);
      var tables = new ArrayList<>(List.of(mapping.root()));
      tables.addAll(mapping.owned());
      for (Table each : tables) {
        columns.put(
            String.valueOf(each.inDatabase()),
            each.columns().stream()
                .filter(column ->
                    each.version() < 0 || !column.equals(each.columns().get(each.version())))
                .map(column -> column.inDatabase())
                .collect(Collectors.toSet()));
      }
    }
    return columns;
  }

  private static void add(
      Table table,
      List<@Nullable Object[]> rows,
      Map<String, Set<String>> shared,
      Map<String, String> values) {
    String name = String.valueOf(table.inDatabase());
    Set<String> columns = shared.getOrDefault(name, Set.of());
    for (int i = 0; i < table.columns().size(); i++) {
      String column = table.columns().get(i).inDatabase();
      if (i != table.version() && columns.contains(column)) {
        int place = i;
        values.put(
            name + "." + column,
            rows.stream().map(row -> text(row[place])).sorted().toList().toString());
      }
    }
  }

  private static String text(@Nullable Object value) {
    if (value instanceof byte[] bytes) {
      return Arrays.toString(bytes);
    }
    return value instanceof Number number && !(value instanceof Double)
        ? new BigDecimal(number.toString()).stripTrailingZeros().toPlainString()
        : String.valueOf(value);
  }

  // --- writing

  /** Adds a row in a unit of its own, and says what the release has written. */
  Seen insert(String table, RowValues row, Release other) {
    return insert(mapping(table), row, other);
  }

  private <T, I> Seen insert(MappingUnderTest<T, I> mapping, RowValues row, Release other) {
    T object = mapping.object(ids, row, 1);
    UnitOptions options = mapping.declared().hasIdentity() ? ONCE.assignIds() : ONCE;
    layer.run(options, work -> work.repository(mapping.declared()).add(object));
    return seen(mapping, object, other);
  }

  /** Changes the row with a key in a unit of its own, and says what the release has written. */
  Seen update(String table, String key, RowValues row, Release other) {
    return update(mapping(table), key, row, other);
  }

  private <T, I> Seen update(
      MappingUnderTest<T, I> mapping, String key, RowValues row, Release other) {
    return layer.execute(ONCE, work -> {
      Repository<T, I> repository = work.repository(mapping.declared());
      T next = next(mapping, repository, key, row);
      repository.update(next);
      return seen(mapping, next, other);
    });
  }

  private <T, I> T next(
      MappingUnderTest<T, I> mapping, Repository<T, I> repository, String key, RowValues row) {
    Table root = mapping.root();
    T found = found(mapping, repository, key);
    @Nullable Object[] stored = mapping.layout().extract(found, 1).root();
    RowValues next = row;
    for (int column = 0; column < root.columns().size(); column++) {
      int place = column;
      boolean stays = root.key().contains(column)
          || root.uniqueKeys().stream().anyMatch(unique -> unique.columns().contains(place));
      if (stays && !mapping.isPlain(root, column)) {
        next = next.with(root.columns().get(column).name(), stored[column]);
      }
    }
    return mapping.object(ids, next, repository.version(found).number());
  }

  private static <T, I> T found(
      MappingUnderTest<T, I> mapping, Repository<T, I> repository, String key) {
    for (T object : repository.find(Query.all())) {
      if (keyText(mapping, mapping.layout().extract(object, 1).root()).equals(key)) {
        return object;
      }
    }
    throw new IllegalStateException("The row " + key + " of " + mapping + " is not there.");
  }

  /** Removes the row with a key in a unit of its own. */
  void delete(String table, String key) {
    delete(mapping(table), key);
  }

  private <T, I> void delete(MappingUnderTest<T, I> mapping, String key) {
    layer.run(ONCE, work -> {
      Repository<T, I> repository = work.repository(mapping.declared());
      repository.remove(found(mapping, repository, key));
    });
  }

  /**
   * Reads a row, lets the other release change it, and then changes it, at a level at which versions alone show the change.
   *
   * @return whether there was a difference to write
   */
  boolean updateLate(String table, String key, RowValues row, Runnable change) {
    return updateLate(mapping(table), key, row, change);
  }

  private <T, I> boolean updateLate(
      MappingUnderTest<T, I> mapping, String key, RowValues row, Runnable change) {
    return layer.<Boolean>execute(ONCE.level(Level.READ_COMMITTED), work -> {
      Repository<T, I> repository = work.repository(mapping.declared());
      Seen before = seen(mapping, found(mapping, repository, key), this);
      T next = next(mapping, repository, key, row);
      if (before.equals(seen(mapping, next, this))) {
        return false;
      }
      change.run();
      repository.update(next);
      return true;
    });
  }

  /** The key of a row as text. */
  String keyOf(String table, RowValues row) {
    return keyOf(mapping(table), row);
  }

  private <T, I> String keyOf(MappingUnderTest<T, I> mapping, RowValues row) {
    T object = mapping.object(ids, row, 1);
    Key key = mapping.layout().keyOfObject(object);
    var parts = new ArrayList<String>();
    for (int i = 0; i < mapping.root().key().size(); i++) {
      parts.add(text(key.value(i)));
    }
    return String.join("/", parts);
  }

  @Override
  public void close() {
    layer.close();
  }
}
