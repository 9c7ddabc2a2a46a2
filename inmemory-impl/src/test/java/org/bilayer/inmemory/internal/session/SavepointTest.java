package org.bilayer.inmemory.internal.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bilayer.inmemory.internal.session.Shop.CUSTOMER;
import static org.bilayer.inmemory.internal.session.Shop.begin;
import static org.bilayer.inmemory.internal.session.Shop.commit;
import static org.bilayer.inmemory.internal.session.Shop.contents;
import static org.bilayer.inmemory.internal.session.Shop.customer;
import static org.bilayer.inmemory.internal.session.Shop.get;
import static org.bilayer.inmemory.internal.session.Shop.insert;

import java.util.List;
import org.bilayer.failure.UniqueViolationException;
import org.bilayer.failure.WriteConflictException;
import org.bilayer.value.Level;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Savepoints nest, restore data, and survive what happens around them. */
final class SavepointTest {

  private InMemoryStore store;

  @BeforeEach
  void openStore() {
    store = Shop.open();
  }

  private static void add(InMemorySession session, long id, String name) {
    session.write(List.of(insert(CUSTOMER, customer(id, name))));
  }

  @ParameterizedTest
  @EnumSource(Level.class)
  void rollbackTo_afterWrites_forgetsOnlyLaterOnes(Level level) {
    try (var session = begin(store, level)) {
      add(session, 1, "Ada");
      Object outer = session.savepoint();
      add(session, 2, "Bob");
      Object inner = session.savepoint();
      add(session, 3, "Eve");
      session.rollbackTo(inner);
      assertThat(contents(session)).contains("Ada", "Bob").doesNotContain("Eve");
      add(session, 3, "Kim");
      session.rollbackTo(outer);
      assertThat(contents(session)).contains("Ada").doesNotContain("Bob", "Kim");
      add(session, 2, "Ben");
      session.commit();
    }
    assertThat(contents(store)).contains("Ada", "Ben").doesNotContain("Bob", "Eve", "Kim");
  }

  @Test
  void rollbackTo_samePointTwice_works() {
    try (var session = begin(store)) {
      Object point = session.savepoint();
      add(session, 1, "Ada");
      session.rollbackTo(point);
      add(session, 1, "Ann");
      session.rollbackTo(point);
      session.commit();
    }
    assertThat(contents(store)).doesNotContain("Ada", "Ann");
  }

  @Test
  void rollbackTo_afterAFailure_letsTheSessionGoOn() {
    try (var session = begin(store)) {
      add(session, 1, "Ada");
      Object point = session.savepoint();
      add(session, 2, "Bob");
      assertThatThrownBy(() -> add(session, 3, "Ada")).isInstanceOf(UniqueViolationException.class);
      session.rollbackTo(point);
      add(session, 3, "Eve");
      session.commit();
    }
    assertThat(contents(store)).contains("Ada", "Eve").doesNotContain("Bob");
  }

  @ParameterizedTest
  @EnumSource(Level.class)
  void rollbackTo_pointBeforeTheFirstStatement_undoesEverything(Level level) {
    commit(store, insert(CUSTOMER, customer(1, "Ada")));
    try (var session = begin(store, level)) {
      Object point = session.savepoint();
      add(session, 2, "Bob");
      session.rollbackTo(point);
      assertThat(contents(session)).contains("Ada").doesNotContain("Bob");
      session.commit();
    }
  }

  @Test
  void rollbackTo_atReadCommittedAfterOthersCommitted_seesTheirWrites() {
    try (var session = begin(store, Level.READ_COMMITTED)) {
      add(session, 1, "Ada");
      Object point = session.savepoint();
      add(session, 2, "Bob");
      commit(store, insert(CUSTOMER, customer(3, "Eve")));
      assertThat(get(session, CUSTOMER, 3L)).isNotNull();
      session.rollbackTo(point);
      assertThat(contents(session)).contains("Ada", "Eve").doesNotContain("Bob");
      session.commit();
    }
    assertThat(contents(store)).contains("Ada", "Eve").doesNotContain("Bob");
  }

  @Test
  void rollbackTo_atSerializable_keepsWhatWasRead() {
    try (var session = begin(store, Level.SERIALIZABLE)) {
      Object point = session.savepoint();
      assertThat(get(session, CUSTOMER, 3L)).isNull();
      session.rollbackTo(point);
      add(session, 1, "Ada");
      commit(store, insert(CUSTOMER, customer(3, "Eve")));
      assertThatThrownBy(session::commit).isInstanceOf(WriteConflictException.class);
    }
  }

  @Test
  void release_keepsTheEffectsAndForgetsLaterPoints() {
    try (var session = begin(store)) {
      Object outer = session.savepoint();
      add(session, 1, "Ada");
      Object inner = session.savepoint();
      add(session, 2, "Bob");
      session.release(outer);
      assertThatThrownBy(() -> session.rollbackTo(inner)).isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(() -> session.release(outer)).isInstanceOf(IllegalStateException.class);
      session.commit();
    }
    assertThat(contents(store)).contains("Ada", "Bob");
  }

  @Test
  void rollbackTo_pointOfAnotherSession_isRefused() {
    try (var session = begin(store);
        var other = begin(store)) {
      Object point = other.savepoint();
      session.savepoint();
      assertThatThrownBy(() -> session.rollbackTo(point))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("belongs to another session");
    }
  }
}
