package org.bilayer.inmemory.internal.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bilayer.inmemory.internal.session.Shop.ALL;
import static org.bilayer.inmemory.internal.session.Shop.CUSTOMER;
import static org.bilayer.inmemory.internal.session.Shop.LINE;
import static org.bilayer.inmemory.internal.session.Shop.LINE_NO;
import static org.bilayer.inmemory.internal.session.Shop.LINE_PURCHASE;
import static org.bilayer.inmemory.internal.session.Shop.LINE_QUANTITY;
import static org.bilayer.inmemory.internal.session.Shop.LINE_SKU;
import static org.bilayer.inmemory.internal.session.Shop.NAME;
import static org.bilayer.inmemory.internal.session.Shop.PURCHASE;
import static org.bilayer.inmemory.internal.session.Shop.RANK;
import static org.bilayer.inmemory.internal.session.Shop.REGION;
import static org.bilayer.inmemory.internal.session.Shop.begin;
import static org.bilayer.inmemory.internal.session.Shop.commit;
import static org.bilayer.inmemory.internal.session.Shop.contents;
import static org.bilayer.inmemory.internal.session.Shop.customer;
import static org.bilayer.inmemory.internal.session.Shop.delete;
import static org.bilayer.inmemory.internal.session.Shop.eq;
import static org.bilayer.inmemory.internal.session.Shop.get;
import static org.bilayer.inmemory.internal.session.Shop.insert;
import static org.bilayer.inmemory.internal.session.Shop.line;
import static org.bilayer.inmemory.internal.session.Shop.purchase;
import static org.bilayer.inmemory.internal.session.Shop.select;
import static org.bilayer.inmemory.internal.session.Shop.update;
import static org.bilayer.inmemory.internal.session.Shop.with;

import java.util.List;
import org.bilayer.failure.ConflictException;
import org.bilayer.failure.ForeignKeyViolationException;
import org.bilayer.failure.StaleVersionException;
import org.bilayer.failure.UniqueViolationException;
import org.bilayer.failure.WriteConflictException;
import org.bilayer.store.BulkUpdate;
import org.bilayer.store.BulkUpdate.Assignment;
import org.bilayer.store.Condition;
import org.bilayer.store.Condition.Exists;
import org.bilayer.store.Fetch;
import org.bilayer.store.StoreSession;
import org.bilayer.store.Summary;
import org.bilayer.store.Summary.Aggregate;
import org.bilayer.store.Summary.Function;
import org.bilayer.value.Key;
import org.bilayer.value.Level;
import org.bilayer.value.Lock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What two sessions see of each other at each level. */
final class IsolationTest {

  private static final Object[] ADA = customer(1, "Ada");
  private static final Object[] BOB = customer(2, "Bob");

  private InMemoryStore store;

  @BeforeEach
  void openStore() {
    store = Shop.open();
    commit(store, insert(CUSTOMER, ADA), insert(CUSTOMER, BOB));
  }

  private static Object[] renamed(Object[] row, String name) {
    return with(CUSTOMER, row, NAME, name);
  }

  private static int count(StoreSession session, Condition where) {
    return session.select(select(CUSTOMER, where)).size();
  }

  @ParameterizedTest
  @EnumSource(Level.class)
  void read_othersUncommittedWrite_isInvisible(Level level) {
    try (var writer = begin(store, level);
        var reader = begin(store, level)) {
      writer.write(List.of(update(CUSTOMER, renamed(ADA, "Ann"))));
      assertThat(get(reader, CUSTOMER, 1L)[NAME]).isEqualTo("Ada");
      assertThat(get(writer, CUSTOMER, 1L)[NAME]).isEqualTo("Ann");
    }
    assertThat(contents(store)).contains("Ada");
  }

  @ParameterizedTest
  @EnumSource(Level.class)
  void rollback_afterWrites_leavesNothing(Level level) {
    String before = contents(store);
    try (var session = begin(store, level)) {
      session.write(List.of(insert(CUSTOMER, customer(3, "Eve")), delete(CUSTOMER, BOB)));
      session.rollback();
    }
    assertThat(contents(store)).isEqualTo(before);
  }

  @Test
  void readCommitted_secondRead_seesWhatOthersCommitted() {
    try (var session = begin(store, Level.READ_COMMITTED)) {
      assertThat(count(session, ALL)).isEqualTo(2);
      commit(store, insert(CUSTOMER, customer(3, "Eve")));
      assertThat(count(session, ALL)).isEqualTo(3);
    }
  }

  @Test
  void readCommitted_ownWrites_stayVisibleOnTopOfOthers() {
    try (var session = begin(store, Level.READ_COMMITTED)) {
      session.write(List.of(update(CUSTOMER, renamed(ADA, "Ann"))));
      commit(store, insert(CUSTOMER, customer(3, "Eve")));
      assertThat(contents(session)).contains("Ann", "Bob", "Eve").doesNotContain("Ada");
      session.commit();
    }
    assertThat(contents(store)).contains("Ann", "Bob", "Eve");
  }

  @Test
  void readCommitted_updateOfRowChangedSinceItWasRead_meetsNoRow() {
    try (var session = begin(store, Level.READ_COMMITTED)) {
      Object[] read = get(session, CUSTOMER, 1L);
      commit(store, update(CUSTOMER, renamed(ADA, "Ann")));
      assertThat(session.write(List.of(update(CUSTOMER, renamed(read, "Amy"))))).containsExactly(0);
    }
  }

  @Test
  void readCommitted_rowChangedAfterOwnWrite_isAConflict() {
    try (var session = begin(store, Level.READ_COMMITTED)) {
      session.write(List.of(update(CUSTOMER, renamed(ADA, "Ann"))));
      commit(store, update(CUSTOMER, renamed(ADA, "Amy")));
      assertThatThrownBy(() -> get(session, CUSTOMER, 2L))
          .isInstanceOfSatisfying(StaleVersionException.class, failure -> {
            assertThat(failure.type()).isEqualTo("customer");
            assertThat(failure.id()).isEqualTo("1");
            assertThat(failure.expectedVersion()).isEqualTo(String.valueOf(1));
            assertThat(failure.foundVersion()).hasValue("2");
          });
    }
    assertThat(contents(store)).contains("Amy");
  }

  @ParameterizedTest
  @EnumSource(Level.class)
  void commit_rowChangedByOthers_isAConflictAndStoresNothing(Level level) {
    try (var session = begin(store, level)) {
      session.write(
          List.of(insert(CUSTOMER, customer(3, "Eve")), update(CUSTOMER, renamed(ADA, "Ann"))));
      commit(store, update(CUSTOMER, renamed(ADA, "Amy")));
      assertThatThrownBy(session::commit).isInstanceOf(ConflictException.class);
    }
    assertThat(contents(store)).contains("Amy").doesNotContain("Eve");
  }

  @ParameterizedTest
  @EnumSource(Level.class)
  void commit_rowRemovedByOthers_isAConflict(Level level) {
    try (var session = begin(store, level)) {
      session.write(List.of(update(CUSTOMER, renamed(ADA, "Ann"))));
      commit(store, delete(CUSTOMER, ADA));
      assertThatThrownBy(session::commit)
          .isInstanceOfSatisfying(
              StaleVersionException.class,
              failure -> assertThat(failure.foundVersion()).isEmpty());
    }
  }

  @Test
  void snapshot_reads_seeOneState() {
    try (var session = begin(store)) {
      assertThat(count(session, ALL)).isEqualTo(2);
      commit(store, insert(CUSTOMER, customer(3, "Eve")), update(CUSTOMER, renamed(ADA, "Ann")));
      assertThat(contents(session)).contains("Ada").doesNotContain("Eve", "Ann");
      session.commit();
    }
  }

  @Test
  void snapshot_isTakenAtTheFirstOperation() {
    try (var session = begin(store)) {
      commit(store, insert(CUSTOMER, customer(3, "Eve")));
      assertThat(count(session, ALL)).isEqualTo(3);
    }
  }

  @Test
  void snapshot_ownedRowChangedByOthers_isAWriteConflict() {
    Object[] line = line("p1", 1, "A-1", 1);
    commit(store, insert(PURCHASE, purchase("p1", 1L)), insert(LINE, line));
    try (var session = begin(store)) {
      session.write(List.of(update(LINE, with(LINE, line, LINE_QUANTITY, 2))));
      commit(store, update(LINE, with(LINE, line, LINE_QUANTITY, 3)));
      assertThatThrownBy(session::commit)
          .isInstanceOf(WriteConflictException.class)
          .hasMessageContaining("[table=purchase_line, key=(p1, 1)]");
    }
  }

  @Test
  void snapshot_writeSkew_isAllowed() {
    try (var first = begin(store);
        var second = begin(store)) {
      skew(first, second);
      first.commit();
      second.commit();
    }
    assertThat(contents(store)).contains("[1, 2, Ann", "[2, 2, Ben");
  }

  @Test
  void serializable_writeSkew_isRefused() {
    try (var first = begin(store, Level.SERIALIZABLE);
        var second = begin(store, Level.SERIALIZABLE)) {
      skew(first, second);
      first.commit();
      assertThatThrownBy(second::commit).isInstanceOf(WriteConflictException.class);
    }
    assertThat(contents(store)).contains("[1, 2, Ann", "[2, 1, Bob");
  }

  /** Each reads both rows and changes another one. */
  private static void skew(StoreSession first, StoreSession second) {
    for (StoreSession session : List.of(first, second)) {
      get(session, CUSTOMER, 1L);
      get(session, CUSTOMER, 2L);
    }
    first.write(List.of(update(CUSTOMER, renamed(ADA, "Ann"))));
    second.write(List.of(update(CUSTOMER, renamed(BOB, "Ben"))));
  }

  private void assertSerializableConflict(
      java.util.function.Consumer<StoreSession> read, org.bilayer.store.Write... others) {
    try (var session = begin(store, Level.SERIALIZABLE)) {
      read.accept(session);
      session.write(List.of(insert(CUSTOMER, customer(99, "Own"))));
      commit(store, others);
      assertThatThrownBy(session::commit).isInstanceOf(WriteConflictException.class);
    }
    assertThat(contents(store)).doesNotContain("Own");
    assertThat(store.logLength()).isZero();
  }

  private void assertSerializableCommits(
      java.util.function.Consumer<StoreSession> read, org.bilayer.store.Write... others) {
    try (var session = begin(store, Level.SERIALIZABLE)) {
      read.accept(session);
      session.write(List.of(insert(CUSTOMER, customer(99, "Own"))));
      commit(store, others);
      session.commit();
    }
    assertThat(contents(store)).contains("Own");
  }

  @Test
  void serializable_keyFoundAbsentAndAddedByOthers_isAConflict() {
    assertSerializableConflict(
        session -> assertThat(get(session, CUSTOMER, 3L)).isNull(),
        insert(CUSTOMER, customer(3, "Eve")));
  }

  @Test
  void serializable_phantomByInsert_isAConflict() {
    assertSerializableConflict(
        session -> count(session, eq(REGION, "north")),
        insert(CUSTOMER, with(customer(3, "Eve"), REGION, "north")));
  }

  @Test
  void serializable_phantomByAfterImage_isAConflict() {
    assertSerializableConflict(
        session -> count(session, eq(REGION, "north")),
        update(CUSTOMER, with(CUSTOMER, ADA, REGION, "north")));
  }

  @Test
  void serializable_rowLeavingByBeforeImage_isAConflict() {
    Object[] eve = with(customer(3, "Eve"), REGION, "north");
    commit(store, insert(CUSTOMER, eve));
    assertSerializableConflict(
        session -> count(session, eq(REGION, "north")),
        update(CUSTOMER, with(CUSTOMER, eve, REGION, "south")));
  }

  @Test
  void serializable_removalOfMatch_isAConflict() {
    assertSerializableConflict(session -> count(session, eq(NAME, "Bob")), delete(CUSTOMER, BOB));
  }

  @Test
  void serializable_limitedQuery_countsAsReadInFull() {
    assertSerializableConflict(
        session -> session.select(
            new org.bilayer.store.Select(CUSTOMER, ALL, List.of(), 1, List.of(), Lock.NONE)),
        insert(CUSTOMER, customer(3, "Eve")));
  }

  @Test
  void serializable_summary_countsAsRead() {
    assertSerializableConflict(
        session -> session.summarise(
            new Summary(CUSTOMER, ALL, List.of(), List.of(new Aggregate(Function.COUNT, -1)))),
        insert(CUSTOMER, customer(3, "Eve")));
  }

  @Test
  void serializable_stream_countsAsRead() {
    assertSerializableConflict(
        session -> session.stream(select(CUSTOMER, ALL)).close(),
        insert(CUSTOMER, customer(3, "Eve")));
  }

  @Test
  void serializable_bulkWriteWithoutMatch_countsAsRead() {
    assertSerializableConflict(
        session -> session.update(new BulkUpdate(
            CUSTOMER, eq(REGION, "north"), List.of(new Assignment(RANK, false, (short) 1)))),
        insert(CUSTOMER, with(customer(3, "Eve"), REGION, "north")));
  }

  @Test
  void serializable_ownedRowsOfAKey_countAsRead() {
    commit(store, insert(PURCHASE, purchase("p1", 1L)));
    assertSerializableConflict(
        session -> session.fetch(
            new Fetch(LINE, List.of(LINE_PURCHASE), List.of(Key.of("p1")), Lock.NONE)),
        insert(LINE, line("p1", 1, "A-1", 1)));
  }

  @Test
  void serializable_ownedRowsInCondition_countAsRead() {
    commit(store, insert(PURCHASE, purchase("p1", 1L)));
    assertSerializableConflict(
        session -> session.select(
            select(PURCHASE, new Condition.Not(new Exists(LINE, eq(LINE_SKU, "A-1"))))),
        insert(LINE, line("p1", 1, "A-1", 1)));
  }

  @Test
  void serializable_ownedRowOutsideCondition_isNoConflict() {
    commit(store, insert(PURCHASE, purchase("p1", 1L)));
    assertSerializableCommits(
        session -> session.select(select(PURCHASE, new Exists(LINE, eq(LINE_SKU, "A-1")))),
        insert(LINE, line("p1", 1, "A-2", 1)));
  }

  @Test
  void serializable_updateThatMetNoRow_countsAsRead() {
    assertSerializableConflict(
        session -> assertThat(session.write(
                List.of(update(CUSTOMER, with(CUSTOMER, customer(3, "Eve"), RANK, (short) 1)))))
            .containsExactly(0),
        insert(CUSTOMER, customer(3, "Eve")));
  }

  @Test
  void serializable_refusalByAConstraint_countsAsRead() {
    assertSerializableConflict(
        session -> assertThatThrownBy(
                () -> session.write(List.of(insert(CUSTOMER, customer(3, "Bob")))))
            .isInstanceOf(UniqueViolationException.class),
        delete(CUSTOMER, BOB));
  }

  @Test
  void serializable_rowOutsidePredicate_isNoConflict() {
    assertSerializableCommits(
        session -> count(session, eq(REGION, "north")),
        insert(CUSTOMER, with(customer(3, "Eve"), REGION, "south")),
        update(CUSTOMER, with(CUSTOMER, ADA, REGION, "east")));
  }

  @Test
  void serializable_nullInPredicateColumn_isNoConflict() {
    assertSerializableCommits(
        session -> count(session, new Condition.Not(eq(REGION, "north"))),
        insert(CUSTOMER, customer(3, "Eve")));
  }

  @Test
  void serializable_readOnly_keepsThePlaceOfItsSnapshot() {
    try (var reader = begin(store, Level.SERIALIZABLE)) {
      assertThat(count(reader, ALL)).isEqualTo(2);
      commit(store, insert(CUSTOMER, customer(3, "Eve")));
      assertThat(count(reader, ALL)).isEqualTo(2);
      reader.commit();
    }
  }

  @Test
  void serializable_manyPredicates_areKeptAsTheWholeTable() {
    assertSerializableConflict(
        session -> {
          for (int i = 0; i < 1_001; i++) {
            count(session, eq(RANK, (short) i));
          }
        },
        insert(CUSTOMER, customer(3, "Eve")));
  }

  @ParameterizedTest
  @EnumSource(Level.class)
  void commit_racingUniqueValue_isRefused(Level level) {
    try (var session = begin(store, level)) {
      session.write(List.of(insert(CUSTOMER, customer(3, "Eve"))));
      commit(store, insert(CUSTOMER, customer(4, "Eve")));
      assertThatThrownBy(session::commit)
          .isInstanceOfSatisfying(
              UniqueViolationException.class,
              failure -> assertThat(failure.constraint()).isEqualTo("customer_name_key"));
    }
    assertThat(contents(store)).contains("[4, 1, Eve").doesNotContain("[3, 1, Eve");
  }

  @ParameterizedTest
  @EnumSource(Level.class)
  void commit_racingPrimaryKey_isRefused(Level level) {
    try (var session = begin(store, level)) {
      session.write(List.of(insert(CUSTOMER, customer(3, "Eve"))));
      commit(store, insert(CUSTOMER, customer(3, "Kim")));
      assertThatThrownBy(session::commit)
          .isInstanceOfAny(UniqueViolationException.class, ConflictException.class);
    }
    assertThat(contents(store)).contains("Kim");
  }

  @Test
  void snapshot_keyThatCameAndWentSince_canBeAdded() {
    try (var session = begin(store, Level.SNAPSHOT)) {
      assertThat(get(session, CUSTOMER, 3L)).isNull();
      commit(store, insert(CUSTOMER, customer(3, "Kim")));
      commit(store, delete(CUSTOMER, customer(3, "Kim")));
      session.write(List.of(insert(CUSTOMER, customer(3, "Eve"))));
      session.commit();
    }
    assertThat(contents(store)).contains("Eve").doesNotContain("Kim");
  }

  @Test
  void serializable_keyThatCameAndWentSince_isAConflict() {
    assertSerializableConflict(
        session -> assertThat(get(session, CUSTOMER, 3L)).isNull(),
        insert(CUSTOMER, customer(3, "Kim")),
        delete(CUSTOMER, customer(3, "Kim")));
  }

  @ParameterizedTest
  @EnumSource(Level.class)
  void commit_parentRemovedByOthers_leavesNoOrphan(Level level) {
    try (var session = begin(store, level)) {
      session.write(List.of(insert(PURCHASE, purchase("p1", 2L))));
      commit(store, delete(CUSTOMER, BOB));
      assertThatThrownBy(session::commit)
          .isInstanceOfSatisfying(
              ForeignKeyViolationException.class,
              failure -> assertThat(failure.constraint()).isEqualTo("purchase_customer_fkey"));
    }
    assertThat(contents(store)).doesNotContain("p1");
  }

  @ParameterizedTest
  @EnumSource(Level.class)
  void commit_childAddedByOthers_leavesNoOrphan(Level level) {
    try (var session = begin(store, level)) {
      session.write(List.of(delete(CUSTOMER, BOB)));
      commit(store, insert(PURCHASE, purchase("p1", 2L)));
      assertThatThrownBy(session::commit).isInstanceOf(ForeignKeyViolationException.class);
    }
    assertThat(contents(store)).contains("Bob", "p1");
  }

  @Test
  void commit_uniqueValueFreedByOthers_isTaken() {
    try (var session = begin(store)) {
      session.write(List.of(insert(CUSTOMER, customer(3, "Eve"))));
      commit(store, update(CUSTOMER, renamed(ADA, "Ann")), insert(CUSTOMER, customer(4, "Ada")));
      session.commit();
    }
    assertThat(contents(store)).contains("Ann", "[4, 1, Ada", "Eve");
  }

  @Test
  void commit_writesOfDisjointRows_bothStay() {
    try (var first = begin(store);
        var second = begin(store)) {
      first.write(List.of(update(CUSTOMER, renamed(ADA, "Ann"))));
      second.write(List.of(update(CUSTOMER, renamed(BOB, "Ben"))));
      first.commit();
      second.commit();
    }
    assertThat(contents(store)).contains("Ann", "Ben");
  }

  @Test
  void commit_rowAddedAndRemovedAgain_storesNothing() {
    String before = contents(store);
    try (var session = begin(store)) {
      session.write(List.of(insert(CUSTOMER, customer(3, "Eve"))));
      session.write(List.of(delete(CUSTOMER, customer(3, "Eve"))));
      session.commit();
    }
    assertThat(contents(store)).isEqualTo(before);
  }

  /** A database would have made one of the two wait for the other. */
  @Test
  void commit_keyTakenAndGivenBackWhileOthersTookIt_isRefused() {
    try (var session = begin(store)) {
      session.write(List.of(insert(CUSTOMER, customer(3, "Eve"))));
      session.write(List.of(delete(CUSTOMER, customer(3, "Eve"))));
      commit(store, insert(CUSTOMER, customer(3, "Kim")));
      assertThatThrownBy(session::commit).isInstanceOf(UniqueViolationException.class);
    }
    assertThat(contents(store)).contains("Kim");
  }

  @ParameterizedTest
  @EnumSource(Level.class)
  void lock_rowChangedBeforeCommit_isAConflict(Level level) {
    try (var session = begin(store, level)) {
      session.fetch(new Fetch(CUSTOMER, CUSTOMER.key(), List.of(Key.of(1L)), Lock.SHARE));
      session.write(List.of(update(CUSTOMER, renamed(BOB, "Ben"))));
      commit(store, update(CUSTOMER, renamed(ADA, "Ann")));
      assertThatThrownBy(session::commit)
          .isInstanceOf(WriteConflictException.class)
          .hasMessageContaining("Cannot keep the lock");
    }
    assertThat(contents(store)).contains("Bob");
  }

  @Test
  void lock_rowChangedSinceTheSnapshot_isAConflictAtOnce() {
    try (var session = begin(store)) {
      get(session, CUSTOMER, 2L);
      commit(store, update(CUSTOMER, renamed(ADA, "Ann")));
      assertThatThrownBy(() -> session.select(new org.bilayer.store.Select(
              CUSTOMER, ALL, List.of(), Long.MAX_VALUE, List.of(LINE_NO), Lock.UPDATE)))
          .isInstanceOf(WriteConflictException.class);
    }
  }

  @Test
  void lock_ownWrites_areNoConflict() {
    try (var session = begin(store)) {
      session.write(
          List.of(update(CUSTOMER, renamed(ADA, "Ann")), insert(CUSTOMER, customer(3, "Eve"))));
      session.select(new org.bilayer.store.Select(
          CUSTOMER, ALL, List.of(), Long.MAX_VALUE, List.of(), Lock.UPDATE));
      session.write(List.of(update(CUSTOMER, renamed(BOB, "Ben"))));
      session.commit();
    }
    assertThat(contents(store)).contains("Ann", "Ben", "Eve");
  }

  @Test
  void lock_withoutWrites_isStillCheckedAtCommit() {
    try (var session = begin(store)) {
      session.fetch(new Fetch(CUSTOMER, CUSTOMER.key(), List.of(Key.of(1L)), Lock.UPDATE));
      commit(store, update(CUSTOMER, renamed(ADA, "Ann")));
      assertThatThrownBy(session::commit).isInstanceOf(WriteConflictException.class);
    }
  }
}
