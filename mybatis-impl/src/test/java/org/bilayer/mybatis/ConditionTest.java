package org.bilayer.mybatis;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import org.bilayer.mybatis.fixture.Bank;
import org.bilayer.mybatis.fixture.Server;
import org.bilayer.mybatis.fixture.Tables;
import org.bilayer.mybatis.fixture.TestDatabase;
import org.bilayer.store.Condition;
import org.bilayer.store.Fetch;
import org.bilayer.store.Operator;
import org.bilayer.store.RowCursor;
import org.bilayer.store.Schema;
import org.bilayer.store.Select;
import org.bilayer.store.SortColumn;
import org.bilayer.store.Store;
import org.bilayer.store.StoreSession;
import org.bilayer.store.Summary;
import org.bilayer.store.Table;
import org.bilayer.store.Write;
import org.bilayer.value.Key;
import org.bilayer.value.Level;
import org.bilayer.value.Lock;
import org.bilayer.value.StoredType;
import org.bilayer.value.StoredType.Kind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Every condition on a value, at its edge and on null, and what reads are built from them. */
@ParameterizedClass
@EnumSource(Server.class)
final class ConditionTest {

  private static final UUID FIRST = new UUID(1, 1);
  private static final UUID SECOND = new UUID(2, 2);

  @Parameter
  Server server;

  private final Bank bank = new Bank();

  /** Two text columns, to be compared with each other. */
  private final Table pair = Tables.table("pair")
      .key("a", StoredType.of(Kind.INT32))
      .key("b", StoredType.text(10))
      .nullable("c", StoredType.text(10))
      .nullable("d", StoredType.of(Kind.DOUBLE))
      .build();

  private TestDatabase database;
  private Store store;
  private StoreSession session;

  @BeforeEach
  void fill() {
    database = server.create();
    store = database.create(new Schema(List.of(bank.account, bank.transfer, bank.line, pair)));
    session = TestDatabase.open(store, Level.SNAPSHOT);
    session.write(List.of(
        bank.addAccount(1, "Ada", "1.00", 5),
        bank.addAccount(2, "ada", null, null),
        bank.addAccount(3, "a%b_c!d\\e'f", "2.50", -5),
        bank.addAccount(4, "", "2.5", 32767),
        bank.addAccount(5, "Ad", "0", null),
        bank.addTransfer(FIRST, 1L),
        bank.addTransfer(SECOND, null),
        bank.addLine(FIRST, 1, "x"),
        bank.addLine(FIRST, 2, null),
        bank.addLine(SECOND, 1, "y")));
  }

  @AfterEach
  void drop() {
    session.close();
    store.close();
    database.close();
  }

  private List<Long> ids(Condition condition) {
    var ids = new ArrayList<Long>();
    session.select(bank.where(condition)).forEach(row -> ids.add((Long) row[0]));
    ids.sort(null);
    return ids;
  }

  private static Condition compare(int column, Operator operator, Object value) {
    return new Condition.Compare(column, operator, value);
  }

  private static Condition not(Condition condition) {
    return new Condition.Not(condition);
  }

  @Test
  void always_matchesAllOrNothing() {
    assertThat(ids(new Condition.Always(true))).hasSize(5);
    assertThat(ids(new Condition.Always(false))).isEmpty();
    assertThat(ids(not(new Condition.Always(false)))).hasSize(5);
  }

  @Test
  void comparison_withNull_isUnknown_andStaysSoUnderNot() {
    Condition two = compare(Bank.BALANCE, Operator.EQ, new BigDecimal("2.50"));
    assertThat(ids(two)).containsExactly(3L, 4L);
    assertThat(ids(not(two))).containsExactly(1L, 5L);
    assertThat(ids(not(not(two)))).containsExactly(3L, 4L);
    assertThat(ids(compare(Bank.BALANCE, Operator.NE, new BigDecimal("2.50"))))
        .containsExactly(1L, 5L);
    assertThat(ids(new Condition.Or(List.of(two, not(two))))).containsExactly(1L, 3L, 4L, 5L);
  }

  @Test
  void comparison_atItsEdge_isExact() {
    BigDecimal one = new BigDecimal("1.00");
    assertThat(ids(compare(Bank.BALANCE, Operator.LT, one))).containsExactly(5L);
    assertThat(ids(compare(Bank.BALANCE, Operator.LE, one))).containsExactly(1L, 5L);
    assertThat(ids(compare(Bank.BALANCE, Operator.GT, one))).containsExactly(3L, 4L);
    assertThat(ids(compare(Bank.BALANCE, Operator.GE, one))).containsExactly(1L, 3L, 4L);
    assertThat(ids(compare(Bank.RANK, Operator.LT, (short) 0))).containsExactly(3L);
  }

  @Test
  void text_isComparedByCodePoint() {
    assertThat(ids(compare(Bank.OWNER, Operator.EQ, "Ada"))).containsExactly(1L);
    assertThat(ids(compare(Bank.OWNER, Operator.EQ, "Ada "))).isEmpty();
    assertThat(ids(compare(Bank.OWNER, Operator.EQ, ""))).containsExactly(4L);
    assertThat(ids(compare(Bank.OWNER, Operator.LT, "a"))).containsExactly(1L, 4L, 5L);
  }

  @Test
  void in_withNullInTheColumn_isUnknown() {
    Condition in = new Condition.In(Bank.RANK, List.of((short) 5, (short) 32767, (short) 9));
    assertThat(ids(in)).containsExactly(1L, 4L);
    assertThat(ids(not(in))).containsExactly(3L);
    assertThat(ids(new Condition.In(Bank.RANK, List.of((short) 5)))).containsExactly(1L);
    assertThat(ids(not(new Condition.In(Bank.RANK, List.of((short) 5))))).containsExactly(3L, 4L);
  }

  @Test
  void in_withManyValues_works() {
    List<Object> values = new ArrayList<>();
    LongStream.rangeClosed(3, 100_002).forEach(values::add);
    assertThat(ids(new Condition.In(Bank.ID, values))).containsExactly(3L, 4L, 5L);
  }

  @Test
  void isNull_isNeverUnknown() {
    assertThat(ids(new Condition.IsNull(Bank.BALANCE))).containsExactly(2L);
    assertThat(ids(not(new Condition.IsNull(Bank.BALANCE)))).containsExactly(1L, 3L, 4L, 5L);
  }

  @Test
  void matches_takesEveryCharacterForItself() {
    assertThat(ids(matches(Condition.Match.PREFIX, "Ad"))).containsExactly(1L, 5L);
    assertThat(ids(matches(Condition.Match.PREFIX, "a%"))).containsExactly(3L);
    assertThat(ids(matches(Condition.Match.PREFIX, "a_"))).isEmpty();
    assertThat(ids(matches(Condition.Match.INFIX, "b_c!d\\e'"))).containsExactly(3L);
    assertThat(ids(matches(Condition.Match.INFIX, "\\"))).containsExactly(3L);
    assertThat(ids(matches(Condition.Match.INFIX, "!"))).containsExactly(3L);
    assertThat(ids(matches(Condition.Match.SUFFIX, "da"))).containsExactly(1L, 2L);
    assertThat(ids(matches(Condition.Match.SUFFIX, "DA"))).isEmpty();
    assertThat(ids(matches(Condition.Match.INFIX, ""))).hasSize(5);
    assertThat(ids(not(matches(Condition.Match.PREFIX, "A")))).containsExactly(2L, 3L, 4L);
  }

  private static Condition matches(Condition.Match match, String text) {
    return new Condition.Matches(Bank.OWNER, match, text);
  }

  @Test
  void exists_looksAtTheOwnedRowsOfEachRow() {
    assertThat(transfers(new Condition.Exists(bank.line, compare(2, Operator.EQ, "x"))))
        .containsExactly(FIRST);
    assertThat(transfers(new Condition.Exists(bank.line, new Condition.IsNull(2))))
        .containsExactly(FIRST);
    assertThat(transfers(not(new Condition.Exists(bank.line, compare(1, Operator.EQ, 2)))))
        .containsExactly(SECOND);
    assertThat(transfers(new Condition.And(List.of(
            new Condition.Exists(bank.line, new Condition.In(2, List.of("x", "y"))),
            new Condition.IsNull(1)))))
        .containsExactly(SECOND);
  }

  private List<Object> transfers(Condition condition) {
    var found = new ArrayList<Object>();
    session
        .select(
            new Select(bank.transfer, condition, List.of(), Long.MAX_VALUE, List.of(0), Lock.NONE))
        .forEach(row -> found.add(row[0]));
    return found;
  }

  @Test
  void compareColumns_followsTheOrderOfTheType() {
    session.write(List.of(
        pair(1, "a", "a", 1.0),
        pair(2, "\uFFFD", "\uD83D\uDE00", null),
        pair(3, "b", null, -1.0),
        pair(4, "b", "a", 0.5)));
    assertThat(pairs(new Condition.CompareColumns(1, Operator.EQ, 2))).containsExactly(1);
    assertThat(pairs(new Condition.CompareColumns(1, Operator.LT, 2))).containsExactly(2);
    assertThat(pairs(new Condition.CompareColumns(1, Operator.GE, 2))).containsExactly(1, 4);
    assertThat(pairs(not(new Condition.CompareColumns(1, Operator.LT, 2)))).containsExactly(1, 4);
    assertThat(pairs(compare(3, Operator.GT, 0.4))).containsExactly(1, 4);
  }

  private Write pair(int a, String b, String c, Double d) {
    return new Write.Insert(pair, Key.of(a, b), new Object[] {a, b, c, d});
  }

  private List<Integer> pairs(Condition condition) {
    var found = new ArrayList<Integer>();
    session
        .select(new Select(pair, condition, List.of(), Long.MAX_VALUE, List.of(0), Lock.NONE))
        .forEach(row -> found.add((Integer) row[0]));
    found.sort(null);
    return found;
  }

  @Test
  void fetch_byCompositeKeys_findsExactlyThose() {
    var writes = new ArrayList<Write>();
    var wanted = new ArrayList<Key>();
    for (int i = 0; i < 100; i++) {
      writes.add(pair(i, "k" + i, null, null));
      wanted.add(Key.of(i, "k" + i));
      wanted.add(Key.of(i, "k" + (i + 1)));
    }
    session.write(writes);
    for (int size : new int[] {1, 2, 3, 20, 200}) {
      for (Lock lock : Lock.values()) {
        assertThat(session.fetch(new Fetch(pair, pair.key(), wanted.subList(0, size), lock)))
            .hasSize((size + 1) / 2);
      }
    }
  }

  @Test
  void fetch_ofAHundredThousandCompositeKeys_works() {
    session.write(List.of(pair(7, "k7", null, null)));
    var wanted = new ArrayList<Key>();
    for (int i = 0; i < 100_000; i++) {
      wanted.add(Key.of(i, "k" + i));
    }
    assertThat(session.fetch(new Fetch(pair, pair.key(), wanted, Lock.NONE))).hasSize(1);
  }

  @Test
  void fetch_byOwner_findsTheirRows() {
    Fetch fetch = new Fetch(
        bank.line,
        List.of(0),
        List.of(Key.of(FIRST), Key.of(SECOND), Key.of(new UUID(3, 3))),
        Lock.NONE);
    assertThat(session.fetch(fetch)).hasSize(3);
    assertThat(session.fetch(new Fetch(bank.line, List.of(0), List.of(Key.of(FIRST)), Lock.NONE)))
        .hasSize(2);
  }

  @Test
  void select_withOrderLimitAndColumns_givesThose() {
    List<Object[]> rows = session.select(new Select(
        bank.account,
        not(new Condition.IsNull(Bank.BALANCE)),
        List.of(new SortColumn(Bank.BALANCE, true, false), new SortColumn(Bank.ID, false, false)),
        3,
        List.of(Bank.BALANCE, Bank.ID),
        Lock.NONE));
    assertThat(rows)
        .containsExactly(
            new Object[] {new BigDecimal("2.50"), 3L},
            new Object[] {new BigDecimal("2.50"), 4L},
            new Object[] {new BigDecimal("1.00"), 1L});
  }

  @Test
  void select_withLocks_isAccepted() {
    for (Lock lock : Lock.values()) {
      assertThat(session.select(new Select(
              bank.account,
              new Condition.Always(true),
              List.of(new SortColumn(Bank.ID, false, false)),
              2,
              List.of(),
              lock)))
          .hasSize(2);
    }
  }

  @Test
  void stream_givesRowsInOrder_andEndsWithTheSession() {
    Select all = new Select(
        bank.account,
        new Condition.Always(true),
        List.of(new SortColumn(Bank.ID, false, false)),
        Long.MAX_VALUE,
        List.of(Bank.ID),
        Lock.NONE);
    try (RowCursor rows = session.stream(all)) {
      assertThat(rows.next()).containsExactly(1L);
      assertThat(bank.get(session, 5L)).hasSize(1);
      assertThat(rows.next()).containsExactly(2L);
      for (long id = 3; id <= 5; id++) {
        assertThat(rows.next()).containsExactly(id);
      }
      assertThat(rows.next()).isNull();
      assertThat(rows.next()).isNull();
    }
    RowCursor open = session.stream(all);
    assertThat(open.next()).isNotNull();
    session.commit();
    assertThat(open.next()).isNull();
    open.close();
  }

  @Test
  void summarise_overGroups_foldsNullsTogether() {
    Summary summary = new Summary(
        bank.account,
        new Condition.Always(true),
        List.of(Bank.RANK),
        List.of(
            new Summary.Aggregate(Summary.Function.COUNT, -1),
            new Summary.Aggregate(Summary.Function.COUNT, Bank.BALANCE),
            new Summary.Aggregate(Summary.Function.SUM, Bank.BALANCE)));
    assertThat(session.summarise(summary))
        .containsExactlyInAnyOrder(
            new Object[] {null, 2L, 1L, new BigDecimal("0.00")},
            new Object[] {(short) 5, 1L, 1L, new BigDecimal("1.00")},
            new Object[] {(short) -5, 1L, 1L, new BigDecimal("2.50")},
            new Object[] {Short.MAX_VALUE, 1L, 1L, new BigDecimal("2.50")});
  }

  @Test
  void summarise_overNothing_givesOneRow() {
    Summary summary = new Summary(
        bank.account,
        new Condition.Always(false),
        List.of(),
        List.of(
            new Summary.Aggregate(Summary.Function.COUNT, -1),
            new Summary.Aggregate(Summary.Function.COUNT_DISTINCT, Bank.BALANCE),
            new Summary.Aggregate(Summary.Function.SUM, Bank.RANK),
            new Summary.Aggregate(Summary.Function.MIN, Bank.OWNER)));
    assertThat(session.summarise(summary)).containsExactly(new Object[] {0L, 0L, null, null});
  }

  @Test
  void summarise_isExact() {
    Summary summary = new Summary(
        bank.account,
        new Condition.Always(true),
        List.of(),
        List.of(
            new Summary.Aggregate(Summary.Function.SUM, Bank.BALANCE),
            new Summary.Aggregate(Summary.Function.SUM, Bank.RANK),
            new Summary.Aggregate(Summary.Function.SUM, Bank.ID),
            new Summary.Aggregate(Summary.Function.COUNT_DISTINCT, Bank.BALANCE),
            new Summary.Aggregate(Summary.Function.COUNT_DISTINCT, Bank.OWNER)));
    assertThat(session.summarise(summary)).containsExactly(new Object[] {
      new BigDecimal("6.00"), BigDecimal.valueOf(32767), BigDecimal.valueOf(15), 3L, 5L
    });
  }
}
