package org.bilayer.docs.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.bilayer.contracts.sample.Bank.ACCOUNTS;
import static org.bilayer.contracts.sample.Bank.TRANSFERS;
import static org.bilayer.contracts.sample.Till.PAYMENTS;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.bilayer.DataLayer;
import org.bilayer.contracts.sample.Account;
import org.bilayer.contracts.sample.AccountNumber;
import org.bilayer.contracts.sample.Money;
import org.bilayer.contracts.sample.Offer;
import org.bilayer.contracts.sample.Payment;
import org.bilayer.contracts.sample.Transfer;
import org.bilayer.model.Model;
import org.bilayer.mybatis.MyBatisDataLayer;
import org.bilayer.testkit.database.Databases;
import org.bilayer.testkit.database.TestDatabase;
import org.bilayer.testkit.database.TestSchema;
import org.bilayer.testkit.evidence.Evidence;
import org.bilayer.testkit.evidence.EvidenceReport;
import org.bilayer.testkit.evidence.MappingEvidence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the evidence says of live tables, and what it leaves as it was. */
final class EvidenceTest {

  private static final Model MODEL = Model.of(ACCOUNTS, TRANSFERS, PAYMENTS);
  private static final int ACCOUNTS_MADE = 12;
  private static final int TRANSFERS_MADE = 20;

  static Stream<TestDatabase> databases() {
    return Stream.of(Databases.h2(), Databases.postgresql(), Databases.mariadb());
  }

  /** Tables with rows in a schema of their own. */
  private static final class Live implements AutoCloseable {

    private final TestSchema schema;
    private final String quote;

    Live(TestDatabase database) {
      this.schema = database.require().newSchema("evidence");
      this.quote = database.name().equals("mariadb") ? "`" : "\"";
      MyBatisDataLayer.createTables(MODEL, schema.dataSource());
      try (DataLayer data = MyBatisDataLayer.of(MODEL, schema.dataSource())) {
        data.run(work -> {
          for (int i = 0; i < ACCOUNTS_MADE; i++) {
            Account account = Account.of("n" + i, "Owner " + i, "10." + i)
                .withStatus(i % 2 == 0 ? Account.Status.OPEN : Account.Status.CLOSED)
                .withLocker(i % 2 == 0 ? "Cork" : "Cavan", i);
            work.repository(ACCOUNTS)
                .add(i % 3 == 0 ? account.withLimit(Money.euro("5." + i)) : account);
          }
          for (int i = 0; i < TRANSFERS_MADE; i++) {
            work.repository(TRANSFERS)
                .add(new Transfer(
                    new UUID(1, i),
                    new AccountNumber("n" + i % ACCOUNTS_MADE),
                    new AccountNumber("n" + (i + 5) % ACCOUNTS_MADE),
                    Money.euro("1." + i % 4)));
          }
          work.repository(PAYMENTS).add(new Payment.Cash(1, Set.of(), 3, Money.euro("1.00")));
          work.repository(PAYMENTS).add(new Payment.Card(2, Set.of(), "4000", Optional.of("Zoe")));
          work.repository(PAYMENTS).add(new Payment.Voucher(3, Set.of(), null));
        });
      }
    }

    Evidence evidence() {
      return Evidence.of(MODEL, schema.dataSource()).seed(7).questions(60);
    }

    /** Executes a statement in which names stand in square brackets. */
    void execute(String sql) throws SQLException {
      try (Connection connection = schema.dataSource().getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute(sql.replace("[", quote).replace("]", quote));
      }
    }

    List<String> rows(String sql) throws SQLException {
      var rows = new ArrayList<String>();
      try (Connection connection = schema.dataSource().getConnection();
          Statement statement = connection.createStatement();
          ResultSet result = statement.executeQuery(sql.replace("[", quote).replace("]", quote))) {
        while (result.next()) {
          var row = new StringBuilder();
          for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
            row.append(result.getString(i)).append('|');
          }
          rows.add(row.toString());
        }
      }
      return rows;
    }

    @Override
    public void close() {
      schema.close();
    }
  }

  private static MappingEvidence of(EvidenceReport report, String mapping) {
    return report.mappings().stream()
        .filter(each -> each.mapping().equals(mapping))
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest
  @MethodSource("databases")
  void collect_columnsThatTheDatabaseFills_agree(TestDatabase database) throws Exception {
    Model model = Model.of(Offer.OFFERS);
    try (TestSchema schema = database.require().newSchema("evidence_filled")) {
      MyBatisDataLayer.createTables(model, schema.dataSource());
      try (DataLayer data = MyBatisDataLayer.of(model, schema.dataSource())) {
        data.run(work -> {
          for (int i = 0; i < 8; i++) {
            work.repository(Offer.OFFERS)
                .add(Offer.of(i, "o" + i, "1.5" + i, i, Offer.Bid.of(1, i)));
          }
        });
        data.run(work -> work.repository(Offer.OFFERS).change(3L, offer -> offer.rated(7, null)));
      }
      EvidenceReport report = Evidence.of(model, schema.dataSource())
          .seed(7)
          .questions(60)
          .writing(20, Duration.ofSeconds(20), Duration.ofSeconds(2))
          .collect();

      report.requireAgreement();
      assertThat(report.toString()).contains("offer");
    }
  }

  @ParameterizedTest
  @MethodSource("databases")
  void collect_rowsOfTheModel_agree(TestDatabase database) {
    try (Live live = new Live(database)) {
      // tag::evidence[]
      EvidenceReport report = live.evidence().collect();
      report.requireAgreement();
      // end::evidence[]

      MappingEvidence accounts = of(report, "account");
      assertThat(accounts.rows()).isEqualTo(ACCOUNTS_MADE);
      assertThat(accounts.objects()).isEqualTo(ACCOUNTS_MADE);
      assertThat(accounts.compared()).isEqualTo(ACCOUNTS_MADE);
      assertThat(accounts.questions()).isEqualTo(60);
      // Both directions of each order.
      assertThat(accounts.paged()).isGreaterThan(4 * ACCOUNTS_MADE).isEven();
      assertThat(accounts.changed()).isZero();
      assertThat(of(report, "transfer").compared()).isEqualTo(TRANSFERS_MADE);
      assertThat(report.toString())
          .contains("account")
          .doesNotContain("Owner")
          .doesNotContain("n1");
      assertThat(report.toJson()).contains("\"rows\": 12").doesNotContain("Owner");
    }
  }

  @ParameterizedTest
  @MethodSource("databases")
  void collect_writing_changesEachColumnAndLeavesTheRows(TestDatabase database)
      throws SQLException {
    try (Live live = new Live(database)) {
      String accounts = "SELECT * FROM [account] ORDER BY [number]";
      List<String> before = live.rows(accounts);

      EvidenceReport report = live.evidence()
          .writing(4, Duration.ofMinutes(2), Duration.ofSeconds(5))
          .collect();

      report.requireAgreement();
      MappingEvidence written = of(report, "account");
      assertThat(written.changed()).isGreaterThanOrEqualTo(4 * 5);
      assertThat(written.removed()).isEqualTo(4);
      assertThat(written.added()).isEqualTo(4);
      assertThat(live.rows(accounts)).isEqualTo(before);
    }
  }

  @ParameterizedTest
  @MethodSource("databases")
  void collect_triggerThatWrites_differs(TestDatabase database) throws SQLException {
    if (database.name().equals("h2")) {
      return; // a trigger of H2 is a class of the application
    }
    try (Live live = new Live(database)) {
      if (database.name().equals("mariadb")) {
        live.execute(
            "CREATE TRIGGER t BEFORE UPDATE ON [account] FOR EACH ROW SET NEW.[branch] = 'x'");
      } else {
        live.execute("CREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS"
            + " $$ BEGIN NEW.branch := 'x'; RETURN NEW; END $$");
        live.execute(
            "CREATE TRIGGER t BEFORE UPDATE ON account FOR EACH ROW EXECUTE FUNCTION stamp()");
      }

      EvidenceReport report = live.evidence()
          .writing(3, Duration.ofMinutes(2), Duration.ofSeconds(5))
          .collect();

      assertThat(report.agrees()).isFalse();
      assertThat(of(report, "account").disagreements()).containsKey("changes of owner");
      assertThat(catchThrowable(report::requireAgreement))
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("differs     account: changes of owner");
    }
  }

  @ParameterizedTest
  @MethodSource("databases")
  void collect_rowsThatTheModelCannotHold_areCountedByRule(TestDatabase database)
      throws SQLException {
    try (Live live = new Live(database)) {
      live.execute("UPDATE [payment] SET [coins] = 4 WHERE [receipt] = 2");
      var lines = new ArrayList<String>();

      EvidenceReport report = live.evidence().detail(lines::add).collect();

      MappingEvidence payments = of(report, "payment");
      assertThat(payments.rows()).isEqualTo(3);
      assertThat(payments.objects()).isEqualTo(2);
      assertThat(payments.unreadable())
          .containsExactly(java.util.Map.entry(
              "payment.coins: the column must be empty where the tag is card, whose class does not have it",
              1L));
      assertThat(report.agrees()).isTrue();
      assertThat(catchThrowable(report::requireAgreement)).isInstanceOf(AssertionError.class);
      assertThat(lines).anyMatch(line -> line.contains("key=2"));
      assertThat(report.toString()).doesNotContain("key=2");
    }
  }

  @ParameterizedTest
  @MethodSource("databases")
  void collect_rowsAgainstARuleOfTheModel_areRefusedByMemory(TestDatabase database)
      throws SQLException {
    try (Live live = new Live(database)) {
      live.execute("ALTER TABLE [account] DROP CONSTRAINT [account_balance_check]");
      live.execute("UPDATE [account] SET [balance_amount] = -2000000 WHERE [number] = 'n3'");

      EvidenceReport report = live.evidence().collect();

      assertThat(of(report, "account").disagreements())
          .containsEntry("memory refuses rows: CheckViolation of account_balance_check", 1L);
      // Transfers of the account have nothing to refer to.
      assertThat(of(report, "transfer").disagreements().keySet())
          .anyMatch(what -> what.startsWith("memory refuses rows: ForeignKeyViolation of"));
    }
  }

  @ParameterizedTest
  @MethodSource("databases")
  void collect_sample_readsWhatItRefersTo(TestDatabase database) {
    try (Live live = new Live(database)) {
      EvidenceReport report = live.evidence().sample(5).collect();

      assertThat(report.agrees()).as(report.toString()).isTrue();
      assertThat(of(report, "transfer").isSample()).isTrue();
      assertThat(of(report, "transfer").objects()).isEqualTo(5);
      assertThat(of(report, "account").objects()).isEqualTo(5);
      // Five of the sample, and those that the five transfers refer to.
      assertThat(of(report, "account").compared()).isGreaterThan(5);
      assertThat(of(report, "payment").isSample()).isFalse();
    }
  }

  @Test
  void collect_textThatIgnoresCase_differs() throws SQLException {
    try (Live live = new Live(Databases.mariadb())) {
      live.execute(
          "UPDATE [account] SET [branch] = CASE WHEN [balance_amount] < 10.5 THEN 'cork' ELSE 'Cork' END");
      live.execute("ALTER TABLE [account] MODIFY [branch] varchar(20)"
          + " CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci");

      EvidenceReport report = live.evidence().questions(300).collect();

      assertThat(report.agrees()).isFalse();
      assertThat(report.schemaDifferences()).anyMatch(each -> each.part().equals("branch"));
    }
  }

  @Test
  void collect_writingToATableWithoutTransactions_writesNothing() throws SQLException {
    try (Live live = new Live(Databases.mariadb())) {
      live.execute("ALTER TABLE [payment] ENGINE = MyISAM");
      List<String> before = live.rows("SELECT * FROM [payment] ORDER BY [receipt]");

      EvidenceReport report = live.evidence()
          .writing(4, Duration.ofMinutes(2), Duration.ofSeconds(5))
          .collect();

      assertThat(of(report, "payment").notes())
          .containsExactly("nothing was written: the table payment has no transactions");
      assertThat(of(report, "payment").changed()).isZero();
      assertThat(live.rows("SELECT * FROM [payment] ORDER BY [receipt]")).isEqualTo(before);
    }
  }

  @Test
  void collect_tableThatIsNotThere_saysSo() throws SQLException {
    try (Live live = new Live(Databases.h2())) {
      live.execute("DROP TABLE [payment]");
      assertThat(catchThrowable(() -> live.evidence().collect()))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("The rows cannot be counted");
    }
  }

  @Test
  void sample_ofNothing_isRefused() {
    try (Live live = new Live(Databases.h2())) {
      assertThat(catchThrowable(() -> live.evidence().sample(0)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("It must be positive [objects=0].");
    }
  }
}
