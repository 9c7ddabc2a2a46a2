package org.bilayer.inmemory.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bilayer.inmemory.internal.session.Shop.ALL;
import static org.bilayer.inmemory.internal.session.Shop.BOSS;
import static org.bilayer.inmemory.internal.session.Shop.CODE;
import static org.bilayer.inmemory.internal.session.Shop.CUSTOMER;
import static org.bilayer.inmemory.internal.session.Shop.ID;
import static org.bilayer.inmemory.internal.session.Shop.LINE;
import static org.bilayer.inmemory.internal.session.Shop.LINE_NO;
import static org.bilayer.inmemory.internal.session.Shop.LINE_PURCHASE;
import static org.bilayer.inmemory.internal.session.Shop.LINE_QUANTITY;
import static org.bilayer.inmemory.internal.session.Shop.LINE_SKU;
import static org.bilayer.inmemory.internal.session.Shop.NAME;
import static org.bilayer.inmemory.internal.session.Shop.PURCHASE;
import static org.bilayer.inmemory.internal.session.Shop.PURCHASE_CUSTOMER;
import static org.bilayer.inmemory.internal.session.Shop.PURCHASE_ID;
import static org.bilayer.inmemory.internal.session.Shop.REGION;
import static org.bilayer.inmemory.internal.session.Shop.eq;
import static org.bilayer.inmemory.internal.session.Shop.insert;
import static org.bilayer.inmemory.internal.session.Shop.with;

import java.util.ArrayList;
import java.util.List;
import org.bilayer.inmemory.internal.session.InMemoryStore;
import org.bilayer.inmemory.internal.session.Shop;
import org.bilayer.inmemory.internal.table.TableShape;
import org.bilayer.store.Condition;
import org.bilayer.store.Condition.And;
import org.bilayer.store.Condition.Compare;
import org.bilayer.store.Condition.In;
import org.bilayer.store.Condition.IsNull;
import org.bilayer.store.Condition.Match;
import org.bilayer.store.Condition.Matches;
import org.bilayer.store.Condition.Not;
import org.bilayer.store.Condition.Or;
import org.bilayer.store.Operator;
import org.bilayer.store.SortColumn;
import org.bilayer.store.Table;
import org.bilayer.store.Write;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Which index a query goes through, and how many entries it looks at; that answers are right is tested elsewhere. */
final class PathFinderTest {

  private static final InMemoryStore STORE = Shop.open();

  @BeforeAll
  static void fill() {
    var writes = new ArrayList<Write>();
    for (long id = 0; id < 1_000; id++) {
      Object[] row = with(Shop.customer(id, "n%04d".formatted(id)), REGION, "r" + id % 10);
      writes.add(insert(CUSTOMER, with(row, CODE, id % 100 == 0 ? null : (int) id)));
      writes.add(insert(PURCHASE, Shop.purchase("p" + id, id / 5)));
      writes.add(insert(LINE, Shop.line("p" + id / 4, (int) id % 4, "s" + id, 1)));
    }
    Shop.commit(STORE, writes.toArray(Write[]::new));
  }

  private static AccessPath find(Table table, Condition where, SortColumn... order) {
    TableShape shape = STORE.shape().of(table);
    return PathFinder.find(shape, STORE.root().table(shape), NormalForm.of(where), List.of(order));
  }

  private static void assertPath(AccessPath path, String index, long entries) {
    assertThat(path.index().name).isEqualTo(index);
    assertThat(path.entries()).isEqualTo(entries);
  }

  private static Compare compare(int column, Operator operator, Object value) {
    return new Compare(column, operator, value);
  }

  private static SortColumn by(int column) {
    return new SortColumn(column, false, false);
  }

  private static SortColumn descendingBy(int column) {
    return new SortColumn(column, true, false);
  }

  @Test
  void equality_onAKey_looksAtOneEntry() {
    assertPath(find(CUSTOMER, eq(ID, 7L)), "customer_pkey", 1);
    assertPath(find(CUSTOMER, eq(NAME, "n0007")), "customer_name_key", 1);
    assertPath(find(CUSTOMER, new Not(compare(ID, Operator.NE, 7L))), "customer_pkey", 1);
    assertPath(
        find(CUSTOMER, new And(List.of(eq(CODE, 17), eq(REGION, "r7")))),
        "customer_region_code_key",
        1);
  }

  @Test
  void equality_onAReference_looksAtItsRows() {
    assertPath(find(PURCHASE, eq(PURCHASE_CUSTOMER, 3L)), "purchase_customer_fkey", 5);
    assertPath(find(LINE, eq(LINE_PURCHASE, "p3")), "purchase_line_pkey", 4);
  }

  @Test
  void range_onAKey_looksAtTheRange() {
    Condition range =
        new And(List.of(compare(ID, Operator.GE, 100L), compare(ID, Operator.LT, 150L)));
    assertPath(find(CUSTOMER, range), "customer_pkey", 50);
    assertPath(find(CUSTOMER, new Matches(NAME, Match.PREFIX, "n012")), "customer_name_key", 10);
    assertPath(
        find(LINE, new And(List.of(eq(LINE_PURCHASE, "p3"), compare(LINE_NO, Operator.GT, 1)))),
        "purchase_line_pkey",
        2);
  }

  @Test
  void contradiction_looksAtNothing() {
    assertPath(find(CUSTOMER, new And(List.of(eq(ID, 1L), eq(ID, 2L)))), "customer_pkey", 0);
    assertPath(find(CUSTOMER, new Condition.Always(false)), "customer_pkey", 0);
  }

  @Test
  void in_onAKey_looksAtEachValue() {
    AccessPath path = find(CUSTOMER, new In(ID, List.of(5L, 900L, 2_000L)), by(ID));
    assertPath(path, "customer_pkey", 2);
    assertThat(path.ranges()).hasSize(3);
    assertThat(path.ordered()).isTrue();
  }

  @Test
  void nullableIndexColumn_notExcludedByTheCondition_isNotUsed() {
    assertPath(find(CUSTOMER, eq(REGION, "r7")), "customer_pkey", 1_000);
    assertPath(find(CUSTOMER, new IsNull(BOSS)), "customer_pkey", 1_000);
    assertPath(
        find(CUSTOMER, new And(List.of(eq(REGION, "r7"), new Not(new IsNull(CODE))))),
        "customer_region_code_key",
        100);
  }

  @Test
  void order_byAKey_needsNoSort() {
    AccessPath byId = find(CUSTOMER, ALL, by(ID));
    assertPath(byId, "customer_pkey", 1_000);
    assertThat(byId.ordered()).isTrue();
    assertThat(find(CUSTOMER, ALL, descendingBy(ID)).descending()).isTrue();
    AccessPath byName = find(CUSTOMER, ALL, by(NAME), by(ID));
    assertPath(byName, "customer_name_key", 1_000);
    assertThat(byName.ordered()).isTrue();
    assertThat(find(CUSTOMER, ALL, by(REGION), by(ID)).ordered()).isFalse();
    assertThat(find(LINE, ALL, by(LINE_PURCHASE), descendingBy(LINE_NO)).ordered())
        .isFalse();
  }

  @Test
  void condition_onTheColumnsOfADeclaredIndex_goesThroughIt() {
    assertPath(find(LINE, eq(LINE_SKU, "s7")), "purchase_line_sku_idx", 1);
    assertPath(
        find(LINE, new And(List.of(eq(LINE_SKU, "s7"), eq(LINE_QUANTITY, 1)))),
        "purchase_line_sku_idx",
        1);
  }

  @Test
  void order_ofADeclaredIndex_needsNoSort_inBothDirections() {
    AccessPath down = find(LINE, ALL, descendingBy(LINE_SKU), descendingBy(LINE_QUANTITY));
    assertPath(down, "purchase_line_sku_idx", 1_000);
    assertThat(down.ordered()).isTrue();
    assertThat(down.descending()).isTrue();

    AccessPath up = find(LINE, ALL, by(LINE_SKU), by(LINE_QUANTITY));
    assertThat(up.ordered()).isTrue();
    assertThat(up.descending()).isFalse();
    assertThat(find(LINE, ALL, by(LINE_SKU), descendingBy(LINE_QUANTITY)).ordered())
        .isFalse();
  }

  @Test
  void order_behindAFixedColumn_needsNoSort() {
    AccessPath path = find(PURCHASE, eq(PURCHASE_CUSTOMER, 3L), descendingBy(PURCHASE_ID));
    assertPath(path, "purchase_customer_fkey", 5);
    assertThat(path.ordered()).isTrue();
    assertThat(path.descending()).isTrue();
  }

  @Test
  void page_behindAPosition_beginsThere() {
    AccessPath up = find(CUSTOMER, behind(Operator.GT), by(NAME), by(ID));
    assertPath(up, "customer_name_key", 100);
    assertThat(up.ordered()).isTrue();
    AccessPath down = find(CUSTOMER, behind(Operator.LT), descendingBy(NAME), descendingBy(ID));
    assertPath(down, "customer_name_key", 901);
    assertThat(down.ordered()).isTrue();
  }

  private static Condition behind(Operator operator) {
    return new Or(List.of(
        compare(NAME, operator, "n0900"),
        new And(List.of(eq(NAME, "n0900"), compare(ID, operator, 900L)))));
  }

  @Test
  void page_withinEqualReferences_skipsThoseBefore() {
    Condition behind = new Or(List.of(
        compare(PURCHASE_CUSTOMER, Operator.GT, 199L),
        new And(List.of(eq(PURCHASE_CUSTOMER, 199L), compare(PURCHASE_ID, Operator.GT, "p997")))));
    AccessPath path = find(PURCHASE, behind, by(PURCHASE_CUSTOMER), by(PURCHASE_ID));
    assertPath(path, "purchase_customer_fkey", 2);
    assertThat(path.ordered()).isTrue();
  }

  @Test
  void order_byAKeyOfFewMatches_isSortedInstead() {
    AccessPath path = find(PURCHASE, eq(PURCHASE_CUSTOMER, 3L), by(2), by(PURCHASE_ID));
    assertPath(path, "purchase_customer_fkey", 5);
    AccessPath few = find(CUSTOMER, eq(ID, 3L), by(NAME), by(ID));
    assertPath(few, "customer_pkey", 1);
  }
}
