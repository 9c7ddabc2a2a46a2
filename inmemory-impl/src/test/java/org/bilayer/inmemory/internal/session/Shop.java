package org.bilayer.inmemory.internal.session;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.bilayer.store.Check;
import org.bilayer.store.Condition;
import org.bilayer.store.Condition.Compare;
import org.bilayer.store.Fetch;
import org.bilayer.store.ForeignKey;
import org.bilayer.store.Index;
import org.bilayer.store.Operator;
import org.bilayer.store.Schema;
import org.bilayer.store.Select;
import org.bilayer.store.SessionOptions;
import org.bilayer.store.SortColumn;
import org.bilayer.store.StoreSession;
import org.bilayer.store.StoredColumn;
import org.bilayer.store.Table;
import org.bilayer.store.UniqueKey;
import org.bilayer.store.Write;
import org.bilayer.value.Key;
import org.bilayer.value.Level;
import org.bilayer.value.Lock;
import org.bilayer.value.StoredType;
import org.bilayer.value.StoredType.Kind;

/** The tables the tests work on, with every kind of constraint, and short names for what they do to them. */
public final class Shop {

  // customer: a root with a version, unique keys, a reference to itself and a check
  public static final int ID = 0;
  public static final int VERSION = 1;
  public static final int NAME = 2;
  public static final int REGION = 3;
  public static final int CODE = 4;
  public static final int BOSS = 5;
  public static final int CREDIT = 6;
  public static final int RANK = 7;

  // purchase: a root that refers to a customer
  public static final int PURCHASE_ID = 0;
  public static final int PURCHASE_CUSTOMER = 2;
  public static final int PURCHASE_NOTE = 3;

  // purchase_line: rows that purchases own
  public static final int LINE_PURCHASE = 0;
  public static final int LINE_NO = 1;
  public static final int LINE_SKU = 2;
  public static final int LINE_QUANTITY = 3;

  public static final Table CUSTOMER = new Table(
      "customer",
      List.of(
          column("id", StoredType.of(Kind.INT64), false),
          column("version", StoredType.of(Kind.INT64), false),
          column("name", StoredType.text(40), false),
          column("region", StoredType.text(10), true),
          column("code", StoredType.of(Kind.INT32), true),
          column("boss", StoredType.of(Kind.INT64), true),
          column("credit", StoredType.decimal(10, 2), true),
          column("rank", StoredType.of(Kind.INT16), true)),
      List.of(ID),
      VERSION,
      List.of(
          new UniqueKey("customer_name_key", List.of(NAME)),
          new UniqueKey("customer_region_code_key", List.of(REGION, CODE))),
      List.of(new ForeignKey("customer_boss_fkey", List.of(BOSS), "customer")),
      List.of(new Check(
          "customer_credit_check", new Compare(CREDIT, Operator.GE, new BigDecimal("0.00")))),
      Optional.empty());

  public static final Table PURCHASE = new Table(
      "purchase",
      List.of(
          column("id", StoredType.text(12), false),
          column("version", StoredType.of(Kind.INT64), false),
          column("customer", StoredType.of(Kind.INT64), true),
          column("note", StoredType.text(40), true)),
      List.of(PURCHASE_ID),
      VERSION,
      List.of(),
      List.of(new ForeignKey("purchase_customer_fkey", List.of(PURCHASE_CUSTOMER), "customer")),
      List.of(),
      Optional.empty());

  private static final ForeignKey LINE_OWNER =
      new ForeignKey("purchase_line_owner_fkey", List.of(LINE_PURCHASE), "purchase");

  public static final Table LINE = new Table(
          "purchase_line",
          List.of(
              column("purchase", StoredType.text(12), false),
              column("no", StoredType.of(Kind.INT32), false),
              column("sku", StoredType.text(10), false),
              column("quantity", StoredType.of(Kind.INT32), false)),
          List.of(LINE_PURCHASE, LINE_NO),
          -1,
          List.of(new UniqueKey("purchase_line_sku_key", List.of(LINE_PURCHASE, LINE_SKU))),
          List.of(LINE_OWNER),
          List.of(new Check(
              "purchase_line_quantity_check", new Compare(LINE_QUANTITY, Operator.GT, 0))),
          Optional.of(LINE_OWNER))
      .withIndexes(List.of(new Index(
          "purchase_line_sku_idx",
          List.of(
              new SortColumn(LINE_SKU, true, false), new SortColumn(LINE_QUANTITY, true, false)),
          Optional.empty())));

  public static final Schema SCHEMA = new Schema(List.of(CUSTOMER, PURCHASE, LINE));

  public static final Condition ALL = new Condition.Always(true);

  private Shop() {}

  private static StoredColumn column(String name, StoredType type, boolean nullable) {
    return new StoredColumn(name, type, nullable);
  }

  public static InMemoryStore open() {
    return InMemoryStore.create(SCHEMA, 42);
  }

  public static InMemorySession begin(InMemoryStore store, Level level) {
    return store.open(SessionOptions.of(level, false, Optional.empty()));
  }

  public static InMemorySession begin(InMemoryStore store) {
    return begin(store, Level.SNAPSHOT);
  }

  public static Object[] customer(long id, String name) {
    return new Object[] {id, 1L, name, null, null, null, null, null};
  }

  public static Object[] purchase(String id, Long customer) {
    return new Object[] {id, 1L, customer, null};
  }

  public static Object[] line(String purchase, int no, String sku, int quantity) {
    return new Object[] {purchase, no, sku, quantity};
  }

  /** A copy of a row with another value, and with the next version where it has one. */
  public static Object[] with(Table table, Object[] row, int column, Object value) {
    Object[] next = row.clone();
    next[column] = value;
    if (table.version() >= 0) {
      next[table.version()] = (Long) row[table.version()] + 1;
    }
    return next;
  }

  public static Object[] with(Object[] row, int column, Object value) {
    Object[] next = row.clone();
    next[column] = value;
    return next;
  }

  public static Key keyOf(Table table, Object[] row) {
    return Key.from(row, table.key());
  }

  public static Write insert(Table table, Object[] row) {
    return new Write.Insert(table, keyOf(table, row), row);
  }

  /** An update that expects the version before that of the row. */
  public static Write update(Table table, Object[] row) {
    long expected = table.version() < 0 ? -1 : (Long) row[table.version()] - 1;
    int[] changed = new int[row.length];
    for (int i = 0; i < changed.length; i++) {
      changed[i] = i;
    }
    return new Write.Update(table, keyOf(table, row), row, changed, expected);
  }

  /** A removal that expects the version of the row. */
  public static Write delete(Table table, Object[] row) {
    long expected = table.version() < 0 ? -1 : (Long) row[table.version()];
    return new Write.Delete(table, keyOf(table, row), expected);
  }

  /** Commits writes in a session of their own. */
  public static void commit(InMemoryStore store, Write... writes) {
    try (InMemorySession session = begin(store)) {
      session.write(List.of(writes));
      session.commit();
    }
  }

  public static Object[] get(StoreSession session, Table table, Object... key) {
    List<Object[]> rows =
        session.fetch(new Fetch(table, table.key(), List.of(Key.of(key)), Lock.NONE));
    return rows.isEmpty() ? null : rows.get(0);
  }

  public static Select select(Table table, Condition where) {
    return new Select(table, where, List.of(), Long.MAX_VALUE, List.of(), Lock.NONE);
  }

  /** In the order of the primary key. */
  public static Select ordered(Table table, Condition where) {
    List<SortColumn> order =
        table.key().stream().map(column -> new SortColumn(column, false, false)).toList();
    return new Select(table, where, order, Long.MAX_VALUE, List.of(), Lock.NONE);
  }

  public static Condition eq(int column, Object value) {
    return new Compare(column, Operator.EQ, value);
  }

  /** Everything committed, by table in the order of the key, as text that tells any two states apart. */
  public static String contents(InMemoryStore store) {
    try (InMemorySession session = begin(store)) {
      return contents(session);
    }
  }

  public static String contents(StoreSession session) {
    var text = new StringBuilder();
    for (Table table : SCHEMA.tables()) {
      text.append(table).append('\n');
      for (Object[] row : session.select(ordered(table, ALL))) {
        text.append("  ").append(List.of(text(row))).append('\n');
      }
    }
    return text.toString();
  }

  public static String text(Object[] row) {
    return java.util.Arrays.toString(row);
  }
}
