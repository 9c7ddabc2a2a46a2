package org.bilayer.inmemory.internal.session;

import java.util.List;
import java.util.Optional;
import org.bilayer.failure.ConflictException;
import org.bilayer.store.Fetch;
import org.bilayer.store.Schema;
import org.bilayer.store.SessionOptions;
import org.bilayer.store.Store;
import org.bilayer.store.StoreSession;
import org.bilayer.store.StoredColumn;
import org.bilayer.store.Table;
import org.bilayer.store.Write;
import org.bilayer.value.Key;
import org.bilayer.value.Level;
import org.bilayer.value.Lock;
import org.bilayer.value.StoredType;
import org.bilayer.value.StoredType.Kind;
import org.jetbrains.lincheck.datastructures.Operation;

/** Serializable units of work on two rows; each operation is one unit, repeated until it commits. */
public class LinearisableCommits {

  private static final Table TABLE = new Table(
      "counter",
      List.of(
          new StoredColumn("id", StoredType.of(Kind.INT32), false),
          new StoredColumn("value", StoredType.of(Kind.INT32), false),
          new StoredColumn("version", StoredType.of(Kind.INT64), false)),
      List.of(0),
      2,
      List.of(),
      List.of(),
      List.of(),
      Optional.empty());
  private static final Schema SCHEMA = new Schema(List.of(TABLE));

  private final Store store;

  /** For Lincheck. */
  public LinearisableCommits() {
    this(InMemoryStore.create(SCHEMA, 1));
  }

  LinearisableCommits(Store store) {
    this.store = store;
    try (StoreSession session = open()) {
      for (int id = 0; id < 2; id++) {
        session.write(List.of(new Write.Insert(TABLE, Key.of(id), new Object[] {id, 0, 1L})));
      }
      session.commit();
    }
  }

  static Store store(IsolationRules rules) {
    return new InMemoryStore(SCHEMA, 1, InMemoryStore.SNAPSHOT_AGE_MAX, rules);
  }

  /** Adds one to the first row, and answers what it was. */
  @Operation
  public int incrementFirst() {
    return committed(session -> add(session, 0));
  }

  /** Adds one to the second row, and answers what it was. */
  @Operation
  public int incrementSecond() {
    return committed(session -> add(session, 1));
  }

  /** Adds one to the first row if the sum of both is even, else to the second: it reads what it does not write. */
  @Operation
  public int steer() {
    return committed(session ->
        add(session, (value(session, 0) + value(session, 1)) % 2 == 0 ? 0 : 1));
  }

  /** Reads both rows. */
  @Operation
  public int sum() {
    return committed(session -> value(session, 0) * 100 + value(session, 1));
  }

  private interface Unit {
    int run(StoreSession session);
  }

  private int committed(Unit unit) {
    while (true) {
      try (StoreSession session = open()) {
        int result = unit.run(session);
        session.commit();
        return result;
      } catch (ConflictException again) {
        // somebody else was first
      }
    }
  }

  private StoreSession open() {
    return store.open(SessionOptions.of(Level.SERIALIZABLE, false, Optional.empty()));
  }

  private static int value(StoreSession session, int id) {
    return (Integer) row(session, id)[1];
  }

  private static int add(StoreSession session, int id) {
    Object[] row = row(session, id);
    long version = (Long) row[2];
    int value = (Integer) row[1];
    session.write(List.of(new Write.Update(
        TABLE, Key.of(id), new Object[] {id, value + 1, version + 1}, new int[] {1, 2}, version)));
    return value;
  }

  private static Object[] row(StoreSession session, int id) {
    return session
        .fetch(new Fetch(TABLE, List.of(0), List.of(Key.of(id)), Lock.NONE))
        .get(0);
  }
}
