package org.bilayer.inmemory.internal.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.bilayer.store.Condition;
import org.bilayer.store.Schema;
import org.bilayer.store.Select;
import org.bilayer.store.Sequence;
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
import org.junit.jupiter.api.Test;

/** Two stores that have the same past. */
final class ForkTest {

  private static final Table TABLE = new Table(
      "item",
      List.of(new StoredColumn("id", StoredType.of(Kind.INT32), false)),
      List.of(0),
      -1,
      List.of(),
      List.of(),
      List.of(),
      Optional.empty());
  private static final Sequence SEQUENCE = new Sequence("item_seq", 10);
  private static final Schema SCHEMA = new Schema(List.of(TABLE), List.of(SEQUENCE));

  private final Store store = InMemoryStore.create(SCHEMA, 1);

  @Test
  void fork_thenCommits_areSeenWhereTheyWereMade() {
    add(store, 1);
    Store fork = store.fork(2).orElseThrow();
    add(store, 2);
    add(fork, 3);

    assertThat(ids(store)).containsExactly(1, 2);
    assertThat(ids(fork)).containsExactly(1, 3);
  }

  @Test
  void fork_withAnOpenSession_hasOnlyWhatWasCommitted() {
    try (StoreSession session = open(store)) {
      session.write(List.of(insert(1)));
      Store fork = store.fork(2).orElseThrow();
      session.commit();

      assertThat(ids(store)).containsExactly(1);
      assertThat(ids(fork)).isEmpty();
    }
  }

  @Test
  void fork_takesNumbersBehindThoseTaken() {
    long before;
    try (StoreSession session = open(store)) {
      before = session.nextBlock(SEQUENCE);
    }
    Store fork = store.fork(2).orElseThrow();
    store.close();
    try (StoreSession session = open(fork)) {
      assertThat(session.nextBlock(SEQUENCE)).isGreaterThanOrEqualTo(before + 10);
    }
  }

  private static void add(Store store, int id) {
    try (StoreSession session = open(store)) {
      session.write(List.of(insert(id)));
      session.commit();
    }
  }

  private static Write insert(int id) {
    return new Write.Insert(TABLE, Key.of(id), new Object[] {id});
  }

  private static StoreSession open(Store store) {
    return store.open(SessionOptions.of(Level.SNAPSHOT, false, Optional.empty()));
  }

  private static Set<Object> ids(Store store) {
    try (StoreSession session = open(store)) {
      var ids = new TreeSet<Object>();
      session
          .select(new Select(
              TABLE, new Condition.Always(true), List.of(), Long.MAX_VALUE, List.of(), Lock.NONE))
          .forEach(row -> ids.add(row[0]));
      return ids;
    }
  }
}
