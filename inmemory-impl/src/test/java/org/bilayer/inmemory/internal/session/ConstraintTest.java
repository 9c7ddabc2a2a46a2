package org.bilayer.inmemory.internal.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.bilayer.inmemory.internal.session.Shop.BOSS;
import static org.bilayer.inmemory.internal.session.Shop.CODE;
import static org.bilayer.inmemory.internal.session.Shop.CREDIT;
import static org.bilayer.inmemory.internal.session.Shop.CUSTOMER;
import static org.bilayer.inmemory.internal.session.Shop.LINE;
import static org.bilayer.inmemory.internal.session.Shop.LINE_QUANTITY;
import static org.bilayer.inmemory.internal.session.Shop.NAME;
import static org.bilayer.inmemory.internal.session.Shop.PURCHASE;
import static org.bilayer.inmemory.internal.session.Shop.REGION;
import static org.bilayer.inmemory.internal.session.Shop.contents;
import static org.bilayer.inmemory.internal.session.Shop.customer;
import static org.bilayer.inmemory.internal.session.Shop.delete;
import static org.bilayer.inmemory.internal.session.Shop.insert;
import static org.bilayer.inmemory.internal.session.Shop.line;
import static org.bilayer.inmemory.internal.session.Shop.purchase;
import static org.bilayer.inmemory.internal.session.Shop.update;
import static org.bilayer.inmemory.internal.session.Shop.with;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bilayer.failure.CheckViolationException;
import org.bilayer.failure.ConstraintViolationException;
import org.bilayer.failure.ForeignKeyViolationException;
import org.bilayer.failure.NotNullViolationException;
import org.bilayer.failure.StorageFailureException;
import org.bilayer.failure.UniqueViolationException;
import org.bilayer.store.ForeignKey;
import org.bilayer.store.Schema;
import org.bilayer.store.StoreSession;
import org.bilayer.store.StoredColumn;
import org.bilayer.store.Table;
import org.bilayer.store.Write;
import org.bilayer.value.Key;
import org.bilayer.value.StoredType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each constraint refuses by its name, after each row, and leaves the session as it was. */
final class ConstraintTest {

  private static final Object[] ADA = with(with(customer(1, "Ada"), REGION, "north"), CODE, 7);
  private static final Object[] BOB = with(customer(2, "Bob"), BOSS, 1L);

  private InMemoryStore store;
  private StoreSession session;

  @BeforeEach
  void openStore() {
    store = Shop.open();
    Shop.commit(
        store,
        insert(CUSTOMER, ADA),
        insert(CUSTOMER, BOB),
        insert(PURCHASE, purchase("p1", 2L)),
        insert(LINE, line("p1", 1, "A-1", 3)));
    session = Shop.begin(store);
  }

  /** The index of the longer key has no row with a null in one of its columns. */
  @Test
  void delete_ofARowReferredToByAKeyThatBeginsALongerOne_isRefusedBesideNullsToo() {
    StoredType number = StoredType.of(StoredType.Kind.INT32);
    Table one = table("one", List.of(0), List.of());
    Table two = table("two", List.of(0, 1), List.of());
    var child = new Table(
        "child",
        List.of(
            new StoredColumn("id", number, false),
            new StoredColumn("a", number, true),
            new StoredColumn("b", number, true)),
        List.of(0),
        -1,
        List.of(),
        List.of(
            new ForeignKey("child_two_fkey", List.of(1, 2), "two"),
            new ForeignKey("child_one_fkey", List.of(1), "one")),
        List.of(),
        Optional.empty());
    var shared = InMemoryStore.create(new Schema(List.of(one, two, child)), 1, 1_000);
    Shop.commit(
        shared,
        new Write.Insert(one, Key.of(5), new Object[] {5}),
        new Write.Insert(child, Key.of(1), new Object[] {1, 5, null}));
    try (StoreSession removing = Shop.begin(shared)) {
      assertThatThrownBy(() -> removing.write(List.of(new Write.Delete(one, Key.of(5), -1))))
          .isInstanceOf(ForeignKeyViolationException.class)
          .hasMessageContaining("child_one_fkey");
    }
  }

  private static Table table(String name, List<Integer> key, List<ForeignKey> references) {
    var columns = new ArrayList<StoredColumn>();
    for (int i : key) {
      columns.add(new StoredColumn("k" + i, StoredType.of(StoredType.Kind.INT32), false));
    }
    return new Table(name, columns, key, -1, List.of(), references, List.of(), Optional.empty());
  }

  private void assertRefused(
      Class<? extends ConstraintViolationException> type,
      String table,
      String constraint,
      Write... writes) {
    String before = contents(session);
    Throwable failure = catchThrowable(() -> session.write(List.of(writes)));
    assertThat(failure).isInstanceOf(type);
    assertThat(((ConstraintViolationException) failure).table()).isEqualTo(table);
    assertThat(((ConstraintViolationException) failure).constraint()).isEqualTo(constraint);
    assertThat(contents(session)).isEqualTo(before);
    session.commit();
    assertThat(contents(store)).isEqualTo(before);
  }

  @Test
  void insert_samePrimaryKey_isRefusedByTheKeysName() {
    assertRefused(
        UniqueViolationException.class,
        "customer",
        "customer_pkey",
        insert(CUSTOMER, customer(1, "Eve")));
  }

  @Test
  void insert_sameUniqueValue_isRefused() {
    assertRefused(
        UniqueViolationException.class,
        "customer",
        "customer_name_key",
        insert(CUSTOMER, customer(3, "Ada")));
  }

  @Test
  void insert_sameCompositeUniqueValue_isRefused() {
    assertRefused(
        UniqueViolationException.class,
        "customer",
        "customer_region_code_key",
        insert(CUSTOMER, with(with(customer(3, "Eve"), REGION, "north"), CODE, 7)));
  }

  @Test
  void insert_nullInCompositeUniqueKey_neverCollides() {
    session.write(List.of(
        insert(CUSTOMER, with(customer(3, "Eve"), REGION, "north")),
        insert(CUSTOMER, with(customer(4, "Eva"), REGION, "north")),
        insert(CUSTOMER, with(customer(5, "Kim"), CODE, 7))));
    session.commit();
    assertThat(contents(store)).contains("Eve", "Eva", "Kim");
  }

  @Test
  void update_toSameUniqueValue_isRefused() {
    assertRefused(
        UniqueViolationException.class,
        "customer",
        "customer_name_key",
        update(CUSTOMER, with(CUSTOMER, BOB, NAME, "Ada")));
  }

  @Test
  void update_keepingItsOwnUniqueValue_isAllowed() {
    int[] counts = session.write(List.of(update(CUSTOMER, with(CUSTOMER, ADA, CREDIT, null))));
    assertThat(counts).containsExactly(1);
  }

  @Test
  void write_swapOfUniqueValues_isRefusedAfterTheFirstRow() {
    assertRefused(
        UniqueViolationException.class,
        "customer",
        "customer_name_key",
        update(CUSTOMER, with(CUSTOMER, ADA, NAME, "Bob")),
        update(CUSTOMER, with(CUSTOMER, BOB, NAME, "Ada")));
  }

  @Test
  void write_valueFreedBefore_canBeTaken() {
    session.write(List.of(
        update(CUSTOMER, with(CUSTOMER, ADA, NAME, "Ann")),
        update(CUSTOMER, with(CUSTOMER, BOB, NAME, "Ada"))));
    session.commit();
    assertThat(contents(store)).contains("[1, 2, Ann", "[2, 2, Ada");
  }

  @Test
  void insert_missingParent_isRefused() {
    assertRefused(
        ForeignKeyViolationException.class,
        "purchase",
        "purchase_customer_fkey",
        insert(PURCHASE, purchase("p2", 9L)));
  }

  @Test
  void insert_childBeforeItsParent_isRefused() {
    assertRefused(
        ForeignKeyViolationException.class,
        "purchase",
        "purchase_customer_fkey",
        insert(PURCHASE, purchase("p2", 9L)),
        insert(CUSTOMER, customer(9, "Late")));
  }

  @Test
  void insert_nullReference_isAllowed() {
    assertThat(session.write(List.of(insert(PURCHASE, purchase("p2", null))))).containsExactly(1);
  }

  @Test
  void insert_rowReferringToItself_isAllowed() {
    assertThat(session.write(List.of(insert(CUSTOMER, with(customer(3, "Solo"), BOSS, 3L)))))
        .containsExactly(1);
  }

  @Test
  void update_toMissingParent_isRefused() {
    assertRefused(
        ForeignKeyViolationException.class,
        "customer",
        "customer_boss_fkey",
        update(CUSTOMER, with(CUSTOMER, ADA, BOSS, 9L)));
  }

  @Test
  void delete_referencedByOtherTable_isRefusedByTheChildsConstraint() {
    assertRefused(
        ForeignKeyViolationException.class,
        "purchase",
        "purchase_customer_fkey",
        delete(CUSTOMER, BOB));
  }

  @Test
  void delete_referencedByItsOwnTable_isRefused() {
    assertRefused(
        ForeignKeyViolationException.class,
        "customer",
        "customer_boss_fkey",
        delete(CUSTOMER, ADA));
  }

  @Test
  void delete_ownerWithOwnedRows_isRefused() {
    assertRefused(
        ForeignKeyViolationException.class,
        "purchase_line",
        "purchase_line_owner_fkey",
        delete(PURCHASE, purchase("p1", 2L)));
  }

  @Test
  void delete_childrenFirst_isAllowed() {
    session.write(List.of(
        delete(LINE, line("p1", 1, "A-1", 3)),
        delete(PURCHASE, purchase("p1", 2L)),
        delete(CUSTOMER, BOB),
        delete(CUSTOMER, ADA)));
    session.commit();
    assertThat(contents(store)).doesNotContain("Ada", "p1");
  }

  @Test
  void delete_rowReferringToItself_isAllowed() {
    Object[] solo = with(customer(3, "Solo"), BOSS, 3L);
    session.write(List.of(insert(CUSTOMER, solo)));
    assertThat(session.write(List.of(delete(CUSTOMER, solo)))).containsExactly(1);
  }

  @Test
  void insert_falseCheck_isRefused() {
    assertRefused(
        CheckViolationException.class,
        "customer",
        "customer_credit_check",
        insert(CUSTOMER, with(customer(3, "Eve"), CREDIT, new BigDecimal("-0.01"))));
  }

  @Test
  void insert_unknownCheck_passes() {
    assertThat(session.write(List.of(insert(CUSTOMER, customer(3, "Eve"))))).containsExactly(1);
  }

  @Test
  void update_falseCheckOfOwnedRow_isRefused() {
    assertRefused(
        CheckViolationException.class,
        "purchase_line",
        "purchase_line_quantity_check",
        update(LINE, with(LINE, line("p1", 1, "A-1", 3), LINE_QUANTITY, 0)));
  }

  @Test
  void insert_missingRequiredValue_isRefused() {
    assertRefused(
        NotNullViolationException.class,
        "customer",
        "customer_name_not_null",
        insert(CUSTOMER, customer(3, null)));
  }

  @Test
  void write_failureHalfway_undoesTheWholeCall() {
    assertRefused(
        UniqueViolationException.class,
        "customer",
        "customer_pkey",
        insert(CUSTOMER, customer(3, "Eve")),
        delete(LINE, line("p1", 1, "A-1", 3)),
        insert(CUSTOMER, customer(1, "Mallory")));
  }

  @Test
  void write_valueOfAnotherClass_isAClearFailure() {
    assertThatThrownBy(() ->
            session.write(List.of(insert(CUSTOMER, with(customer(3, "Eve"), CODE, 7L)))))
        .isInstanceOf(StorageFailureException.class)
        .hasMessageContaining("column code of type int32 was given an instance of java.lang.Long");
  }

  @Test
  void write_rowUnderAnotherKey_isAClearFailure() {
    assertThatThrownBy(() ->
            session.write(List.of(new Write.Insert(CUSTOMER, Key.of(4L), customer(3, "Eve")))))
        .isInstanceOf(StorageFailureException.class)
        .hasMessageContaining("the row has another primary key");
  }

  @Test
  void write_rowOfWrongWidth_isAClearFailure() {
    assertThatThrownBy(() -> session.write(List.of(insert(CUSTOMER, new Object[] {3L, 1L, "Eve"}))))
        .isInstanceOf(StorageFailureException.class)
        .hasMessageContaining("the row has 3 values, the table 8 columns");
  }

  @Test
  void update_otherVersion_meetsNoRow() {
    Object[] newer = with(CUSTOMER, with(CUSTOMER, ADA, NAME, "Ann"), NAME, "Amy");
    assertThat(session.write(List.of(update(CUSTOMER, newer)))).containsExactly(0);
    assertThat(contents(session)).contains("[1, 1, Ada");
  }

  @Test
  void update_absentRow_meetsNoRow() {
    Object[] absent = with(CUSTOMER, customer(9, "Nobody"), NAME, "Nemo");
    assertThat(session.write(List.of(
            update(CUSTOMER, absent),
            delete(CUSTOMER, absent),
            update(LINE, line("p1", 9, "A-9", 1)),
            delete(LINE, line("p1", 9, "A-9", 1)))))
        .containsExactly(0, 0, 0, 0);
  }

  @Test
  void delete_otherVersion_meetsNoRow() {
    assertThat(session.write(List.of(new Write.Delete(CUSTOMER, Key.of(1L), 5))))
        .containsExactly(0);
  }
}
