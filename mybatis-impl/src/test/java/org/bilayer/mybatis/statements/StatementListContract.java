package org.bilayer.mybatis.statements;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bilayer.contracts.sample.Bank.ACCOUNTS;
import static org.bilayer.contracts.sample.Bank.TRANSFERS;
import static org.bilayer.contracts.sample.Shop.ORDERS;
import static org.bilayer.contracts.sample.Shop.PRODUCTS;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.bilayer.DataLayer;
import org.bilayer.UnitOfWork;
import org.bilayer.UnitOptions;
import org.bilayer.contracts.sample.Account;
import org.bilayer.contracts.sample.AccountNumber;
import org.bilayer.contracts.sample.Order;
import org.bilayer.model.Model;
import org.bilayer.mybatis.MyBatisDataLayer;
import org.bilayer.query.Query;
import org.bilayer.testkit.database.TestDatabase;
import org.bilayer.testkit.database.TestSchema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The seam seen from the database: exactly these statements, and no other, for each kind of work. */
abstract class StatementListContract {

  private static final Model MODEL = Model.of(ACCOUNTS, TRANSFERS, PRODUCTS, ORDERS);
  private static final AccountNumber ADA = new AccountNumber("1");
  private static final UUID ORDER = new UUID(1, 1);

  private static final String ACCOUNT_COLUMNS =
      "[number], [version], [owner], [balance_amount], [balance_currency], [limit_amount],"
          + " [limit_currency], [status], [branch], [locker]";
  private static final String SELECT_ACCOUNT =
      "SELECT " + ACCOUNT_COLUMNS + " FROM [account] WHERE [number] = ?";
  private static final String INSERT_ACCOUNT =
      "INSERT INTO [account] (" + ACCOUNT_COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
  private static final String LINE_COLUMNS =
      "[order_id], [position], [no], [text], [quantity], [product], [coupon]";
  private static final String SELECT_ORDER = "SELECT [id], [version], [customer] FROM [order]";
  private static final String SELECT_LINES = "SELECT " + LINE_COLUMNS + " FROM [order_line] WHERE ";
  private static final String SELECT_ALLOTMENTS =
      "SELECT [order_id], [order_line_no], [warehouse], [quantity] FROM [order_line_allotment] WHERE ";
  private static final String SELECT_TAGS =
      "SELECT [order_id], [word], [colour] FROM [order_tag] WHERE ";
  private static final String SELECT_CHARGES =
      "SELECT [order_id], [name], [amount], [currency] FROM [order_charge] WHERE ";
  private static final String INSERT_LINE =
      "INSERT INTO [order_line] (" + LINE_COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?)";

  private TestSchema schema;
  private RecordingDataSource source;
  private DataLayer data;

  abstract TestDatabase database();

  /** The mark that the database puts around identifiers. */
  abstract char quote();

  /** What begins a unit that reads first. */
  abstract List<String> beginRead(String firstRead);

  /** What begins a unit that writes first. */
  abstract List<String> beginWrite(String firstWrite);

  /** What puts the connection's settings back. */
  abstract List<String> end();

  /** How many rows of one kind are written at once. */
  abstract String many(int rows, String rowByRow);

  /** What a read that stands alone sends. */
  List<String> alone(String read) {
    return List.of(read);
  }

  /** How a few rows are written at once beside others. */
  String fewLines(int rows, String rowByRow) {
    return many(rows, rowByRow);
  }

  /** The trips in which statements go that the library knows at once. */
  List<String> together(List<String> statements) {
    return statements;
  }

  /** What a unit sends that reads and whose last writes go together with COMMIT. */
  List<String> pipelined(List<String> reads, List<String> writes) {
    var trips = new ArrayList<>(reads);
    trips.addAll(writes);
    return reading(trips);
  }

  /**
   * The query for the rows of a thousand owners.
   *
   * @param select up to its condition, which is that the column is one of a thousand keys
   */
  abstract String ofThousand(String select, String column);

  @BeforeEach
  void open() throws SQLException {
    schema = database().newSchema("statements");
    try (Connection connection = schema.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      for (String sql : MyBatisDataLayer.createScript(MODEL, schema.dataSource())) {
        statement.execute(sql);
      }
    }
    source = new RecordingDataSource(schema.dataSource());
    data = MyBatisDataLayer.of(MODEL, source);
    data.run(work -> work.repository(ACCOUNTS).add(Account.of("1", "Ada", "1")));
    data.run(work -> work.repository(ORDERS).add(Order.of(ORDER, "Ada").withLines(lines(10))));
    source.taken();
  }

  @AfterEach
  void close() {
    data.close();
    schema.close();
  }

  private static List<Order.Line> lines(int count) {
    var lines = new ArrayList<Order.Line>();
    for (int no = 1; no <= count; no++) {
      lines.add(Order.Line.of(no, "line " + no, no));
    }
    return lines;
  }

  private void assertSent(Consumer<UnitOfWork> work, List<String> expected) {
    assertSent(UnitOptions.defaults(), work, expected);
  }

  private void assertSent(UnitOptions options, Consumer<UnitOfWork> work, List<String> expected) {
    data.run(options, work);
    var quoted = new ArrayList<String>();
    expected.forEach(line -> quoted.add(line.replace('[', quote()).replace(']', quote())));
    assertThat(source.taken()).containsExactlyElementsOf(quoted);
  }

  private List<String> reading(String first, String... more) {
    var lines = new ArrayList<>(beginRead(first));
    lines.addAll(List.of(more));
    lines.add("COMMIT");
    lines.addAll(end());
    return lines;
  }

  private List<String> reading(List<String> trips) {
    return reading(trips.get(0), trips.subList(1, trips.size()).toArray(String[]::new));
  }

  private List<String> writing(List<String> trips) {
    return writing(trips.get(0), trips.subList(1, trips.size()).toArray(String[]::new));
  }

  private List<String> writing(String first, String... more) {
    var lines = new ArrayList<>(beginWrite(first));
    lines.addAll(List.of(more));
    lines.add("COMMIT");
    lines.addAll(end());
    return lines;
  }

  @Test
  void get_isOneSelectByKey() {
    assertSent(work -> work.repository(ACCOUNTS).get(ADA), reading(SELECT_ACCOUNT));
  }

  @Test
  void get_twice_isOneSelect() {
    assertSent(
        work -> {
          work.repository(ACCOUNTS).get(ADA);
          work.repository(ACCOUNTS).get(ADA);
        },
        reading(SELECT_ACCOUNT));
  }

  @Test
  void read_thatStandsAlone_isItsStatementOnly() {
    data.read(ACCOUNTS).get(ADA);
    var quoted = new ArrayList<String>();
    alone(SELECT_ACCOUNT)
        .forEach(line -> quoted.add(line.replace('[', quote()).replace(']', quote())));
    assertThat(source.taken()).containsExactlyElementsOf(quoted);
  }

  @Test
  void update_ofOneColumn_writesThatColumnAndTheVersion() {
    assertSent(
        work -> work.repository(ACCOUNTS).change(ADA, ada -> ada.ownedBy("Countess")),
        reading(
            SELECT_ACCOUNT,
            "UPDATE [account] SET [version] = ?, [owner] = ? WHERE [number] = ? AND [version] = ?"));
  }

  @Test
  void update_withoutADifference_writesNothing() {
    assertSent(
        work -> work.repository(ACCOUNTS).change(ADA, ada -> ada.ownedBy("Ada")),
        reading(SELECT_ACCOUNT));
  }

  @Test
  void run_withoutAnyCall_sendsNothing() {
    assertSent(work -> {}, List.of());
  }

  @Test
  void add_one_isOneInsert() {
    assertSent(
        work -> work.repository(ACCOUNTS).add(Account.of("2", "Bob", "1")),
        writing(INSERT_ACCOUNT));
  }

  @Test
  void add_thousand_isOneTrip() {
    assertSent(
        work -> {
          for (int i = 0; i < 1_000; i++) {
            work.repository(ACCOUNTS).add(Account.of("n" + i, "owner " + i, "1"));
          }
        },
        writing(many(1_000, INSERT_ACCOUNT)));
  }

  @Test
  void add_aggregate_writesRootThenOwnedRows() {
    assertSent(
        work -> work.repository(ORDERS).add(Order.of(new UUID(1, 2), "Bob").withLines(lines(3))),
        writing(together(List.of(
            "INSERT INTO [order] ([id], [version], [customer]) VALUES (?, ?, ?)",
            many(3, INSERT_LINE)))));
  }

  @Test
  void update_ofAnAggregate_writesTheDifferenceOnly() {
    var trips = new ArrayList<>(together(List.of(
        SELECT_ORDER + " WHERE [id] = ?",
        SELECT_LINES + "[order_id] = ?",
        SELECT_ALLOTMENTS + "[order_id] = ?",
        SELECT_TAGS + "[order_id] = ?",
        SELECT_CHARGES + "[order_id] = ?")));
    trips.addAll(together(List.of(
        "UPDATE [order] SET [version] = ? WHERE [id] = ? AND [version] = ?",
        fewLines(2, "UPDATE [order_line] SET [quantity] = ? WHERE [order_id] = ? AND [no] = ?"),
        INSERT_LINE,
        "DELETE FROM [order_line] WHERE [order_id] = ? AND [no] = ?")));
    assertSent(
        work -> work.repository(ORDERS).change(ORDER, order -> {
          var lines = new ArrayList<>(order.lines());
          lines.set(0, lines.get(0).times(99));
          lines.set(1, lines.get(1).times(99));
          lines.remove(9);
          lines.add(Order.Line.of(11, "line 11", 1));
          return order.withLines(lines);
        }),
        reading(trips));
  }

  @Test
  void update_pipelined_goesTogetherWithCommitWhereThatSavesATrip() {
    assertSent(
        UnitOptions.defaults().pipelineCommit(),
        work -> work.repository(ACCOUNTS).change(ADA, ada -> ada.ownedBy("Countess")),
        pipelined(
            List.of(SELECT_ACCOUNT),
            List.of(
                "UPDATE [account] SET [version] = ?, [owner] = ? WHERE [number] = ? AND [version] = ?")));
  }

  @Test
  void find_thousandAggregates_isOneSelectPerTable() {
    data.run(work -> {
      for (int i = 0; i < 999; i++) {
        work.repository(ORDERS).add(Order.of(new UUID(2, i), "Ada").withLines(lines(10)));
      }
    });
    source.taken();
    assertSent(
        work -> assertThat(work.repository(ORDERS).find(Query.all())).hasSize(1_000),
        reading(
            SELECT_ORDER,
            ofThousand(SELECT_LINES, "[order_id]"),
            ofThousand(SELECT_ALLOTMENTS, "[order_id]"),
            ofThousand(SELECT_TAGS, "[order_id]"),
            ofThousand(SELECT_CHARGES, "[order_id]")));
  }
}
