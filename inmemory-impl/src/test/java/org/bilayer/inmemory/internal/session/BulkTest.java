package org.bilayer.inmemory.internal.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bilayer.inmemory.internal.session.Shop.ALL;
import static org.bilayer.inmemory.internal.session.Shop.BOSS;
import static org.bilayer.inmemory.internal.session.Shop.CODE;
import static org.bilayer.inmemory.internal.session.Shop.CREDIT;
import static org.bilayer.inmemory.internal.session.Shop.CUSTOMER;
import static org.bilayer.inmemory.internal.session.Shop.ID;
import static org.bilayer.inmemory.internal.session.Shop.LINE;
import static org.bilayer.inmemory.internal.session.Shop.LINE_QUANTITY;
import static org.bilayer.inmemory.internal.session.Shop.NAME;
import static org.bilayer.inmemory.internal.session.Shop.PURCHASE;
import static org.bilayer.inmemory.internal.session.Shop.RANK;
import static org.bilayer.inmemory.internal.session.Shop.REGION;
import static org.bilayer.inmemory.internal.session.Shop.VERSION;
import static org.bilayer.inmemory.internal.session.Shop.begin;
import static org.bilayer.inmemory.internal.session.Shop.commit;
import static org.bilayer.inmemory.internal.session.Shop.contents;
import static org.bilayer.inmemory.internal.session.Shop.customer;
import static org.bilayer.inmemory.internal.session.Shop.eq;
import static org.bilayer.inmemory.internal.session.Shop.get;
import static org.bilayer.inmemory.internal.session.Shop.insert;
import static org.bilayer.inmemory.internal.session.Shop.line;
import static org.bilayer.inmemory.internal.session.Shop.purchase;
import static org.bilayer.inmemory.internal.session.Shop.with;

import java.math.BigDecimal;
import java.util.List;
import org.bilayer.failure.CheckViolationException;
import org.bilayer.failure.ConflictException;
import org.bilayer.failure.ForeignKeyViolationException;
import org.bilayer.failure.InvalidValueException;
import org.bilayer.failure.NotNullViolationException;
import org.bilayer.failure.UniqueViolationException;
import org.bilayer.store.BulkUpdate;
import org.bilayer.store.BulkUpdate.Assignment;
import org.bilayer.store.Condition.Compare;
import org.bilayer.store.Operator;
import org.bilayer.value.Level;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Updates and removals by condition. */
final class BulkTest {

  private InMemoryStore store;
  private InMemorySession session;

  @BeforeEach
  void openStore() {
    store = Shop.open();
    commit(
        store,
        insert(CUSTOMER, inRegion(1, "Ada", 1)),
        insert(CUSTOMER, inRegion(2, "Bob", 2)),
        insert(CUSTOMER, inRegion(3, "Eve", 3)));
    session = begin(store);
  }

  private static Object[] inRegion(long id, String name, int code) {
    return with(with(customer(id, name), REGION, "north"), CODE, code);
  }

  private static BulkUpdate set(int column, Object value) {
    return new BulkUpdate(CUSTOMER, ALL, List.of(new Assignment(column, false, value)));
  }

  private static BulkUpdate add(int column, Object value) {
    return new BulkUpdate(CUSTOMER, ALL, List.of(new Assignment(column, true, value)));
  }

  @Test
  void update_someRows_changesThemAndRaisesTheirVersions() {
    var update = new BulkUpdate(
        CUSTOMER,
        new Compare(ID, Operator.LE, 2L),
        List.of(
            new Assignment(CREDIT, false, new BigDecimal("5.00")),
            new Assignment(RANK, false, (short) 1)));
    assertThat(session.update(update)).isEqualTo(2);
    assertThat(get(session, CUSTOMER, 1L)[VERSION]).isEqualTo(2L);
    assertThat(get(session, CUSTOMER, 2L)[CREDIT]).isEqualTo(new BigDecimal("5.00"));
    assertThat(get(session, CUSTOMER, 3L)[VERSION]).isEqualTo(1L);
    session.commit();
    assertThat(contents(store)).contains("[1, 2, Ada, north, 1, null, 5.00, 1]");
  }

  @Test
  void update_noRow_returnsZero() {
    assertThat(session.update(new BulkUpdate(
            CUSTOMER, eq(NAME, "Nobody"), List.of(new Assignment(RANK, false, (short) 1)))))
        .isZero();
  }

  @Test
  void update_increment_addsAndKeepsNull() {
    session.write(List.of(insert(CUSTOMER, customer(4, "Kim"))));
    assertThat(session.update(add(CREDIT, new BigDecimal("1.00")))).isEqualTo(4);
    session.update(set(CREDIT, new BigDecimal("1.50")));
    session.update(add(CREDIT, new BigDecimal("0.25")));
    session.update(add(RANK, (short) 5));
    assertThat(get(session, CUSTOMER, 4L)[CREDIT]).isEqualTo(new BigDecimal("1.75"));
    assertThat(get(session, CUSTOMER, 4L)[RANK]).isNull();
  }

  @Test
  void update_incrementOfUniqueColumn_meetsItsNeighboursInTheWorstOrder() {
    String before = contents(session);
    for (int by : new int[] {1, -1, 2}) {
      assertThatThrownBy(() -> session.update(add(CODE, by)))
          .isInstanceOfSatisfying(
              UniqueViolationException.class,
              failure -> assertThat(failure.constraint()).isEqualTo("customer_region_code_key"));
      assertThat(contents(session)).isEqualTo(before);
    }
  }

  @Test
  void update_incrementOfUniqueColumnPastAllOthers_isAllowed() {
    assertThat(session.update(add(CODE, 10))).isEqualTo(3);
    session.commit();
    assertThat(contents(store)).contains("north, 11", "north, 12", "north, 13");
  }

  @Test
  void update_sameUniqueValueForTwoRows_isRefused() {
    assertThatThrownBy(() -> session.update(set(NAME, "Same")))
        .isInstanceOf(UniqueViolationException.class);
  }

  @Test
  void update_overflow_isAnInvalidValueNamingRowAndColumn() {
    session.update(set(RANK, Short.MAX_VALUE));
    String before = contents(session);
    assertThatThrownBy(() -> session.update(add(RANK, (short) 1)))
        .isInstanceOfSatisfying(InvalidValueException.class, failure -> {
          assertThat(failure.type()).hasValue("customer");
          assertThat(failure.column()).hasValue("rank");
          assertThat(failure.id()).isPresent();
        });
    assertThat(contents(session)).isEqualTo(before);
    session.update(set(CREDIT, new BigDecimal("99999999.99")));
    assertThatThrownBy(() -> session.update(add(CREDIT, new BigDecimal("0.01"))))
        .isInstanceOf(InvalidValueException.class);
    session.update(set(CODE, null));
    session.write(List.of(insert(CUSTOMER, with(customer(4, "Kim"), CODE, Integer.MIN_VALUE))));
    assertThatThrownBy(() -> session.update(add(CODE, -1)))
        .isInstanceOf(InvalidValueException.class);
  }

  @Test
  void update_constraintsOfTheRow_areChecked() {
    assertThatThrownBy(() -> session.update(set(NAME, null)))
        .isInstanceOf(NotNullViolationException.class);
    assertThatThrownBy(() -> session.update(set(CREDIT, new BigDecimal("-1.00"))))
        .isInstanceOf(CheckViolationException.class);
    assertThatThrownBy(() -> session.update(set(BOSS, 9L)))
        .isInstanceOf(ForeignKeyViolationException.class);
  }

  @Test
  void update_keyOrVersion_isRefused() {
    assertThatThrownBy(() -> session.update(set(ID, 9L)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> session.update(set(VERSION, 9L)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void update_ownedRows_haveNoVersion() {
    session.write(
        List.of(insert(PURCHASE, purchase("p1", 1L)), insert(LINE, line("p1", 1, "A-1", 1))));
    assertThat(session.update(
            new BulkUpdate(LINE, ALL, List.of(new Assignment(LINE_QUANTITY, true, 4)))))
        .isEqualTo(1);
    assertThat(get(session, LINE, "p1", 1)[LINE_QUANTITY]).isEqualTo(5);
  }

  @ParameterizedTest
  @EnumSource(Level.class)
  void update_rowChangedByOthers_isAConflictAtCommit(Level level) {
    try (var bulk = begin(store, level)) {
      bulk.update(set(RANK, (short) 1));
      commit(store, Shop.update(CUSTOMER, with(CUSTOMER, inRegion(2, "Bob", 2), NAME, "Ben")));
      assertThatThrownBy(bulk::commit).isInstanceOf(ConflictException.class);
    }
  }

  @Test
  void delete_someRows_removesThem() {
    assertThat(session.delete(CUSTOMER, new Compare(CODE, Operator.GE, 2))).isEqualTo(2);
    session.commit();
    assertThat(contents(store)).contains("Ada").doesNotContain("Bob", "Eve");
  }

  @Test
  void delete_rowsThatReferToEachOther_isRefusedInTheWorstOrder() {
    session.update(new BulkUpdate(CUSTOMER, eq(ID, 2L), List.of(new Assignment(BOSS, false, 1L))));
    String before = contents(session);
    assertThatThrownBy(() -> session.delete(CUSTOMER, ALL))
        .isInstanceOfSatisfying(
            ForeignKeyViolationException.class,
            failure -> assertThat(failure.constraint()).isEqualTo("customer_boss_fkey"));
    assertThat(contents(session)).isEqualTo(before);
  }

  @Test
  void delete_rowThatRefersToItself_isRefusedAsOnMariaDb() {
    session.update(new BulkUpdate(CUSTOMER, eq(ID, 2L), List.of(new Assignment(BOSS, false, 2L))));
    String before = contents(session);
    assertThatThrownBy(() -> session.delete(CUSTOMER, ALL))
        .isInstanceOfSatisfying(
            ForeignKeyViolationException.class,
            failure -> assertThat(failure.constraint()).isEqualTo("customer_boss_fkey"));
    assertThat(contents(session)).isEqualTo(before);
  }

  @Test
  void delete_rowWithOwnedRows_isRefused() {
    session.write(
        List.of(insert(PURCHASE, purchase("p1", 1L)), insert(LINE, line("p1", 1, "A-1", 1))));
    assertThatThrownBy(() -> session.delete(PURCHASE, ALL))
        .isInstanceOf(ForeignKeyViolationException.class);
  }
}
