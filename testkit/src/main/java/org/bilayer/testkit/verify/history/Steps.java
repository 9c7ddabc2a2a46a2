package org.bilayer.testkit.verify.history;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bilayer.query.AggregateFunction;
import org.bilayer.value.Level;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link History} is written with. Tables and columns are named as in the model, values are stored ones, and a limit of
 * -1 is none.
 */
public final class Steps {

  private Steps() {}

  // --- units of work ---

  /** A unit of work at the level SNAPSHOT that commits at its end. */
  public static Phase.Unit unit(Step... steps) {
    return new Phase.Unit(List.of(steps), Level.SNAPSHOT, false);
  }

  /**
   * Two units of work that begin together and take turns. One that does not end is rolled back.
   *
   * @throws IllegalArgumentException if one would have to wait for the other: while one has changes that are not committed,
   *     the other must only read
   */
  public static Phase.Interleaved interleaved(Level level, Turn... turns) {
    var interleaved = new Phase.Interleaved(level, List.of(turns));
    if (!interleaved.isFree()) {
      throw new IllegalArgumentException(
          "One unit would wait for the other on the same thread. While one has changes that are not committed, let the"
              + " other only read.");
    }
    return interleaved;
  }

  /** The first unit does this. */
  public static Turn first(Step step) {
    return new Turn(true, step, false);
  }

  /** The second unit does this. */
  public static Turn second(Step step) {
    return new Turn(false, step, false);
  }

  /** The first unit commits, or rolls back. */
  public static Turn firstEnds(boolean commits) {
    return new Turn(true, null, !commits);
  }

  /** The second unit commits, or rolls back. */
  public static Turn secondEnds(boolean commits) {
    return new Turn(false, null, !commits);
  }

  // --- hand-written queries ---

  /**
   * A call of a hand-written query, for {@link org.bilayer.testkit.verify.Verification#replay(History, Call)}.
   *
   * @param method its name, with its parameter types in parentheses if there are several of that name
   * @param arguments values, what {@link #stored}, {@link #own} and {@link #built} stand for, and collections of such
   */
  public static Call call(Class<?> queries, String method, @Nullable Object... arguments) {
    return Call.of(queries, method, Arrays.asList(arguments));
  }

  /** An argument that is what a column makes of a stored value. */
  public static Object stored(String table, String column, Object value) {
    return new Argument.Stored(table, column, value);
  }

  /** An argument that {@link org.bilayer.testkit.verify.Verification#arguments} draws with a seed. */
  public static Object own(Class<?> type, long seed) {
    return new Argument.Own(type, seed);
  }

  /** An argument that is a record of arguments. */
  public static Object built(Class<?> type, @Nullable Object... components) {
    return new Argument.Built(type, Arrays.asList(components));
  }

  // --- values ---

  /**
   * The values of a row.
   *
   * @param namesAndValues a column's name, its value, the next name, and so on; columns left out have no value
   * @throws IllegalArgumentException if a name is missing
   */
  public static RowValues row(@Nullable Object... namesAndValues) {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    if (namesAndValues.length % 2 != 0) {
      throw new IllegalArgumentException("Every value needs the name of its column.");
    }
    for (int i = 0; i < namesAndValues.length; i += 2) {
      if (!(namesAndValues[i] instanceof String name)) {
        throw new IllegalArgumentException(
            "Not the name of a column [given=" + namesAndValues[i] + "].");
      }
      values.put(name, namesAndValues[i + 1]);
    }
    return new RowValues(values, Map.of());
  }

  /** A primary key. */
  public static List<Object> key(Object... values) {
    return List.of(values);
  }

  /** Names of columns. */
  public static List<String> columns(String... names) {
    return List.of(names);
  }

  // --- reads ---

  /** Finds an aggregate by its id. */
  public static Step find(String table, List<Object> key) {
    return new Reads.Find(table, key, false);
  }

  /** Finds an aggregate by its id and locks it. */
  public static Step findForUpdate(String table, List<Object> key) {
    return new Reads.Find(table, key, true);
  }

  /** Finds aggregates by their ids. */
  @SafeVarargs
  @SuppressWarnings("varargs") // the array is only read
  public static Step findAllById(String table, List<Object>... keys) {
    var all = new ArrayList<List<Object>>();
    for (List<Object> key : keys) {
      all.add(key);
    }
    return findAllById(table, all);
  }

  /** Finds aggregates by a list of ids. */
  public static Step findAllById(String table, Collection<List<Object>> keys) {
    return new Reads.FindAll(table, List.copyOf(keys));
  }

  /** Asks by id whether there is an aggregate. */
  public static Step existsById(String table, List<Object> key) {
    return new Reads.ExistsById(table, key);
  }

  /** Finds aggregates by a condition. */
  public static Step query(String table, Filter where, int limit, SortBy... order) {
    return new Reads.Ask(Reads.Way.LIST, table, where, List.of(order), limit);
  }

  /** Finds aggregates by a condition and locks them. */
  public static Step queryForUpdate(String table, Filter where, int limit, SortBy... order) {
    return new Reads.Ask(Reads.Way.LOCKED, table, where, List.of(order), limit);
  }

  /** Streams aggregates. */
  public static Step stream(String table, Filter where, int limit, SortBy... order) {
    return new Reads.Ask(Reads.Way.STREAM, table, where, List.of(order), limit);
  }

  /** Reads all pages forwards and then backwards. */
  public static Step pages(String table, Filter where, int size, SortBy... order) {
    return new Reads.Ask(Reads.Way.PAGES, table, where, List.of(order), size);
  }

  /** Counts aggregates. */
  public static Step count(String table, Filter where) {
    return new Reads.Count(table, where, false);
  }

  /** Asks whether there is an aggregate. */
  public static Step exists(String table, Filter where) {
    return new Reads.Count(table, where, true);
  }

  /** Selects columns. */
  public static Step select(
      String table, Filter where, List<String> columns, int limit, SortBy... order) {
    return new Reads.Select(table, where, columns, List.of(order), limit);
  }

  /** Computes totals per group. */
  public static Step totals(String table, Filter where, List<String> groupBy, Total... totals) {
    return new Reads.Totals(table, where, groupBy, List.of(totals));
  }

  /** A total of a column, or with an empty name a count of rows. */
  public static Total total(AggregateFunction.Kind kind, String column) {
    return new Total(kind, column);
  }

  /** Takes the next number of a sequence. */
  public static Step nextNumber(String sequence) {
    return new Reads.NextNumber(sequence);
  }

  // --- reads outside of the unit ---

  /**
   * Reads outside of the unit, as a {@link org.bilayer.ReadRepository} does: what is committed, and nothing that the unit has
   * changed.
   *
   * @param read a read of this class that locks nothing, is no stream and takes no number
   * @throws IllegalArgumentException for another step
   */
  public static Step reader(Step read) {
    return new Reads.Reader(forReaders(read));
  }

  /** Finds an aggregate and its version by its id, outside of the unit. */
  public static Step findVersioned(String table, List<Object> key) {
    return new Reads.FindVersioned(table, key);
  }

  /** Finds aggregates and their versions by a condition, outside of the unit. */
  public static Step queryVersioned(String table, Filter where, int limit, SortBy... order) {
    return new Reads.AskVersioned(table, where, List.of(order), limit);
  }

  /**
   * Registers a read for the time after the commit. It is done outside of the unit. Its answer becomes part of the answer of the
   * unit's end.
   *
   * @param read as for {@link #reader}
   * @throws IllegalArgumentException as {@link #reader}
   */
  public static Step afterCommit(Step read) {
    return new Loads.AfterCommit(forReaders(read));
  }

  private static Step forReaders(Step read) {
    if (!read.isForReaders()) {
      throw new IllegalArgumentException("A reader cannot do this [step=" + read
          + "]. Give it a read without lock, stream or sequence.");
    }
    return read;
  }

  // --- loaded objects ---

  /** Reads an aggregate again although the unit has loaded it. */
  public static Step refresh(String table, List<Object> key) {
    return new Loads.Refresh(table, key);
  }

  /** Loads an aggregate and lets the unit forget it. */
  public static Step evict(String table, List<Object> key) {
    return new Loads.Evict(table, key);
  }

  // --- conditions and orders ---

  /** Every row. */
  public static Filter everything() {
    return new Filter.Everything();
  }

  /** What to say of a column. */
  public static Filter.Column column(String name) {
    return new Filter.Column(name);
  }

  /** At least one row of an owned table satisfies a condition. */
  public static Filter any(String table, Filter part) {
    return new Filter.Any(table, part);
  }

  /** Ascending, rows without a value last. */
  public static SortBy asc(String column) {
    return new SortBy(column, false, false);
  }

  /** Descending, rows without a value last. */
  public static SortBy desc(String column) {
    return new SortBy(column, true, false);
  }

  // --- writes ---

  /** Adds an aggregate. */
  public static Step add(String table, RowValues row) {
    return new Writes.Put(Writes.Way.ADD, table, row);
  }

  /** Adds an aggregate whose id the database generates; the row's own is not looked at. */
  public static Step addGenerated(String table, RowValues row) {
    return new Writes.Put(Writes.Way.ADD_GENERATED, table, row);
  }

  /** Adds an aggregate, or updates the one there is. */
  public static Step upsert(String table, RowValues row) {
    return new Writes.Put(Writes.Way.UPSERT, table, row);
  }

  /** Hands in a state that was edited elsewhere, on a copy read at a version. */
  public static Step updateAt(String table, RowValues row, long version) {
    return new Writes.PutAt(table, row, version);
  }

  /** Loads an aggregate and hands in its next state. */
  public static Step change(String table, List<Object> key, Edit... edits) {
    return new Writes.Change(table, key, List.of(edits));
  }

  /** Loads an aggregate and removes it. */
  public static Step remove(String table, List<Object> key) {
    return new Writes.Remove(table, key);
  }

  /** Removes an aggregate by its id alone. */
  public static Step removeById(String table, List<Object> key) {
    return new Writes.RemoveById(table, key);
  }

  /** Removes an aggregate known elsewhere, at a version. */
  public static Step removeAt(String table, List<Object> key, long version) {
    return new Writes.RemoveAt(table, key, version);
  }

  /** Loads an aggregate and makes the unit depend on it. */
  public static Step guard(String table, List<Object> key) {
    return new Writes.Guard(table, key);
  }

  /** Changes all aggregates that satisfy a condition. */
  public static Step updateAll(String table, Filter where, Assignment... assignments) {
    return new Writes.Bulk(table, where, List.of(assignments));
  }

  /** Removes all aggregates that satisfy a condition. */
  public static Step deleteAll(String table, Filter where) {
    return new Writes.Bulk(table, where, List.of());
  }

  /** Writes what is pending. */
  public static Step flush() {
    return new Writes.Flush();
  }

  /** A part that may fail without ending the unit. */
  public static Step attempt(Step... steps) {
    return new Attempt(List.of(steps), false);
  }

  /** A part that fails at its end. */
  public static Step undoneAttempt(Step... steps) {
    return new Attempt(List.of(steps), true);
  }

  /** A new value for {@link #updateAll}. */
  public static Assignment assign(String column, @Nullable Object value) {
    return new Assignment(column, false, value);
  }

  /** An amount to add for {@link #updateAll}. */
  public static Assignment increase(String column, Object amount) {
    return new Assignment(column, true, amount);
  }

  // --- what changes ---

  /** Another value in a column. */
  public static Edit set(String column, @Nullable Object value) {
    return new Edit.SetColumn(column, value);
  }

  /** One more owned row. */
  public static Edit addOwned(String table, RowValues row) {
    return new Edit.AddOwned(table, row);
  }

  /** Without the first owned row. */
  public static Edit removeOwned(String table) {
    return new Edit.RemoveOwned(table);
  }

  /** With the owned rows in the opposite order. */
  public static Edit reverseOwned(String table) {
    return new Edit.ReverseOwned(table);
  }

  /** Another value in a column of the first owned row. */
  public static Edit setInOwned(String table, String column, @Nullable Object value) {
    return new Edit.SetInOwned(table, column, value);
  }
}
