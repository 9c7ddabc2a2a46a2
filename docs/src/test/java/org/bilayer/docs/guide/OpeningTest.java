package org.bilayer.docs.guide;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import org.bilayer.DataLayer;
import org.bilayer.docs.bank.domain.AccountNumber;
import org.bilayer.docs.bank.domain.Money;
import org.bilayer.docs.bank.model.Bank;
import org.bilayer.docs.bank.usecase.Teller;
import org.bilayer.inmemory.InMemoryDataLayer;
import org.bilayer.mybatis.MyBatisDataLayer;
import org.junit.jupiter.api.Test;

/** How a data layer is opened. */
final class OpeningTest {

  @Test
  void inMemory() throws Exception {
    // tag::memory[]
    DataLayer data = InMemoryDataLayer.of(Bank.MODEL);
    // end::memory[]
    try (data) {
      use(data);
    }
  }

  @Test
  void onH2() throws Exception {
    // tag::database[]
    var pool = new HikariDataSource();
    pool.setJdbcUrl("jdbc:h2:mem:guide;DB_CLOSE_DELAY=-1;CASE_INSENSITIVE_IDENTIFIERS=TRUE");
    MyBatisDataLayer.createTables(Bank.MODEL, pool);
    DataLayer data = MyBatisDataLayer.of(Bank.MODEL, pool);
    // end::database[]
    try (pool;
        data) {
      use(data);
      try (var connection = pool.getConnection();
          var statement = connection.createStatement();
          var accounts =
              statement.executeQuery("SELECT COUNT(*) FROM account WHERE owner = 'Ada'")) {
        accounts.next();
        assertThat(accounts.getInt(1))
            .as("SQL written by hand finds the tables")
            .isEqualTo(2);
      }
    }
  }

  private static void use(DataLayer data) throws Exception {
    Money amount = Money.of("10.00", "EUR");
    var teller = new Teller(data);
    teller.register("Ada", "ada@example.org");
    var from = new AccountNumber("A-000001");
    var to = new AccountNumber("A-000002");
    teller.open(from, "Ada", amount.currency());
    teller.open(to, "Ada", amount.currency());
    teller.lodge(from, amount);

    // tag::readme[]
    data.runChecked(work -> {
      var accounts = work.repository(Bank.ACCOUNTS);
      accounts.changeChecked(from, account -> account.withdraw(amount));
      accounts.changeChecked(to, account -> account.lodge(amount));
    });
    // end::readme[]

    assertThat(
            data.<Money>execute(work -> work.repository(Bank.ACCOUNTS).get(to).balance()))
        .isEqualTo(amount);
  }
}
