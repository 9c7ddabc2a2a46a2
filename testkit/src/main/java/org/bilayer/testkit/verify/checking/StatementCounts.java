package org.bilayer.testkit.verify.checking;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.bilayer.UnitOfWork;
import org.bilayer.failure.DataException;
import org.bilayer.failure.UniqueViolationException;
import org.bilayer.layout.AggregateRows;
import org.bilayer.model.Column;
import org.bilayer.model.Model;
import org.bilayer.query.Query;
import org.bilayer.store.StoredColumn;
import org.bilayer.store.Table;
import org.bilayer.testkit.verify.comparing.Replica;
import org.bilayer.testkit.verify.drawing.Drawing;
import org.bilayer.testkit.verify.drawing.DrawnObject;
import org.bilayer.testkit.verify.drawing.DrawnObjectWriter;
import org.bilayer.testkit.verify.drawing.Seed;
import org.bilayer.testkit.verify.drawing.Values;
import org.bilayer.testkit.verify.history.RowValues;
import org.bilayer.testkit.verify.mapping.FilledColumns;
import org.bilayer.testkit.verify.mapping.MappingUnderTest;
import org.bilayer.testkit.verify.mapping.Rule;
import org.jspecify.annotations.Nullable;
import org.opentest4j.AssertionFailedError;

/**
 * How many statements are sent for drawn objects: loading a hundred aggregates takes as many as loading ten, an update without
 * a difference writes nothing, and one of a single column writes that column by one statement.
 */
public final class StatementCounts {

  private static final int FEW = 10;
  private static final int MANY = 100;
  private static final int STORE_TRIES_MAX = 25;

  private final Map<String, MappingUnderTest<?, ?>> mappings;
  private final Drawing drawing;
  private final Replica database;
  private final SentStatements sent;

  public StatementCounts(
      Model model,
      Map<String, MappingUnderTest<?, ?>> mappings,
      Values values,
      Seed seed,
      Replica database,
      SentStatements sent) {
    this.mappings = mappings;
    this.drawing = new Drawing(model, values, seed.value());
    this.database = database;
    this.sent = sent;
  }

  /** The mappings for which enough could be stored, so that the statements were counted. */
  public List<String> check() {
    var checked = new ArrayList<String>();
    for (MappingUnderTest<?, ?> mapping : mappings.values()) {
      if (isChecked(mapping)) {
        checked.add(mapping.name());
      }
    }
    return checked;
  }

  private <T, I> boolean isChecked(MappingUnderTest<T, I> mapping) {
    List<DrawnObject<T, I>> stored = stored(mapping);
    if (stored.size() < 2) {
      return false;
    }
    List<T> objects = stored.stream().map(DrawnObject::object).toList();
    List<I> ids = objects.stream().map(mapping.declared()::idOf).toList();
    int few = Math.min(FEW, ids.size() / 2);
    requireSame(
        mapping,
        "by id",
        few,
        reads(work -> work.repository(mapping.declared()).findAllById(ids.subList(0, few))),
        ids.size(),
        reads(work -> work.repository(mapping.declared()).findAllById(ids)));
    Column<T, ?> key = mapping
        .attributes()
        .column(mapping
            .layout()
            .root()
            .columns()
            .get(mapping.layout().root().key().get(0))
            .name());
    if (key.codec().type().isOrdered()) {
      Query<T> query = Query.orderedBy(key.asc());
      requireSame(
          mapping,
          "by a query",
          few,
          reads(work -> work.repository(mapping.declared()).find(query.limit(few))),
          ids.size(),
          reads(work -> work.repository(mapping.declared()).find(query.limit(ids.size()))));
    }
    requireNoWrites(mapping, ids);
    changeEachColumn(mapping, ids);
    return true;
  }

  // --- what is stored ---

  private <T, I> List<DrawnObject<T, I>> stored(MappingUnderTest<T, I> mapping) {
    for (int i = 1; ; i++) {
      int before = drawing.count();
      List<DrawnObject<T, I>> drawn = drawn(mapping);
      try {
        database.layer().run(work -> new DrawnObjectWriter(drawing, work).store(drawn));
        return drawn;
      } catch (UniqueViolationException keysOfEarlierTries) {
        drawing.forgetAfter(before);
        if (i == STORE_TRIES_MAX) {
          throw keysOfEarlierTries;
        }
      }
    }
  }

  /** As many as there are different ones. */
  private <T, I> List<DrawnObject<T, I>> drawn(MappingUnderTest<T, I> mapping) {
    var drawn = new ArrayList<DrawnObject<T, I>>();
    try {
      for (int i = 0; i < MANY; i++) {
        drawn.add(drawing.draw(mapping, Map.of(), true));
      }
    } catch (IllegalStateException noMore) {
      if (drawn.isEmpty()) {
        throw noMore;
      }
    }
    return drawn;
  }

  // --- loads ---

  private static void requireSame(
      MappingUnderTest<?, ?> mapping,
      String how,
      int few,
      List<String> forFew,
      int many,
      List<String> forMany) {
    if (forFew.size() != forMany.size()) {
      throw new AssertionFailedError("Loading " + many + " " + mapping + " " + how + " takes "
          + forMany.size() + " statements, loading " + few + " takes " + forFew.size() + ": "
          + new HashSet<>(forMany));
    }
  }

  private List<String> reads(Consumer<UnitOfWork> work) {
    sent.forget();
    database.layer().run(work);
    return sent.reads();
  }

  // --- updates ---

  private <T, I> void requireNoWrites(MappingUnderTest<T, I> mapping, List<I> ids) {
    sent.forget();
    database.layer().run(work -> {
      var repository = work.repository(mapping.declared());
      for (T object : repository.findAllById(ids)) {
        long version = repository.version(object).number();
        repository.update(mapping.layout().assemble(mapping.layout().extractRead(object, version)));
      }
    });
    if (!sent.writes().isEmpty()) {
      throw new AssertionFailedError(
          "Updates of " + mapping + " without a difference write: " + sent.writes());
    }
  }

  /** Gives each column that may be changed alone the value that another object has there. */
  private <T, I> void changeEachColumn(MappingUnderTest<T, I> mapping, List<I> ids) {
    Table root = mapping.layout().root();
    for (int i = 0; i < root.columns().size(); i++) {
      int column = i;
      boolean isBound = root.key().contains(i)
          || root.foreignKeys().stream().anyMatch(key -> key.columns().contains(column))
          || root.uniqueKeys().stream().anyMatch(key -> key.columns().contains(column));
      if (!isBound && !mapping.isPlain(root, i)) {
        changeColumn(mapping, ids, i);
      }
    }
  }

  private <T, I> void changeColumn(MappingUnderTest<T, I> mapping, List<I> ids, int column) {
    Table root = mapping.layout().root();
    boolean isChanged = database.layer().<Boolean>execute(work -> {
      var repository = work.repository(mapping.declared());
      List<T> all = repository.findAllById(ids);
      sent.forget();
      for (T object : all) {
        long version = repository.version(object).number();
        for (T other : all) {
          Optional<T> next = changed(mapping, object, other, column, version);
          if (next.isPresent()) {
            repository.update(next.get());
            work.flush();
            return true;
          }
        }
      }
      return false;
    });
    if (!isChanged) {
      return;
    }
    String name = root.columns().get(column).name();
    List<String> writes = sent.writes();
    if (writes.size() != 1) {
      throw new AssertionFailedError("An update of the column " + name + " of " + mapping
          + " writes " + writes.size() + " times: " + writes);
    }
    String write = writes.get(0);
    String table = root.inDatabase().name();
    if (!isNamed(table, write)) {
      throw new AssertionFailedError("An update of the column " + name + " of " + mapping
          + " writes another table than " + root.name() + ": " + write);
    }
    String assigned = write.split("(?i)\\bWHERE\\b", 2)[0];
    for (int i = 0; i < root.columns().size(); i++) {
      StoredColumn other = root.columns().get(i);
      boolean isMeant = i == column || i == root.version() || other.isCopy();
      if (!isMeant && !other.inDatabase().equals(table) && isNamed(other.inDatabase(), assigned)) {
        throw new AssertionFailedError("An update of the column " + name + " of " + mapping
            + " writes the column " + other.name() + " too: " + write);
      }
    }
  }

  private static boolean isNamed(String name, String statement) {
    return statement.contains('"' + name.replace("\"", "\"\"") + '"')
        || statement.contains('`' + name.replace("`", "``") + '`');
  }

  /** An object with the value of another one in a column, if that is valid and the only difference. */
  private <T, I> Optional<T> changed(
      MappingUnderTest<T, I> mapping, T object, T other, int column, long version) {
    Table root = mapping.layout().root();
    String name = root.columns().get(column).name();
    try {
      AggregateRows now = mapping.layout().extract(object, version);
      @Nullable Object value = mapping.layout().extract(other, version).root()[column];
      if (value == null || Rule.isSame(root, column, now.root()[column], value)) {
        return Optional.empty();
      }
      RowValues row = mapping.values(drawing.ids(), object, version).with(name, value);
      T next = mapping.object(drawing.ids(), row, version);
      AggregateRows rows = mapping.layout().extract(next, version);
      @Nullable Object[] then = rows.root();
      for (int i = 0; i < then.length; i++) {
        if (!Rule.isSame(root, i, i == column ? value : now.root()[i], then[i])) {
          return Optional.empty();
        }
      }
      FilledColumns.complete(mapping.layout(), now);
      FilledColumns.complete(mapping.layout(), rows);
      if (root.uniqueKeys().stream()
          .flatMap(key -> key.columns().stream())
          .anyMatch(unique -> !Rule.isSame(root, unique, now.root()[unique], then[unique]))) {
        return Optional.empty();
      }
      return root.checks().stream().allMatch(check -> Rule.letsPass(root, check.condition(), then))
          ? Optional.of(next)
          : Optional.empty();
    } catch (MappingUnderTest.RefusedByDomain | DataException refused) {
      return Optional.empty();
    }
  }
}
