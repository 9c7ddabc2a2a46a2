package org.bilayer.docs.guide;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import org.bilayer.DataLayer;
import org.bilayer.docs.bank.domain.Account;
import org.bilayer.docs.bank.domain.AccountNumber;
import org.bilayer.docs.bank.model.Bank;
import org.bilayer.docs.bank.usecase.Teller;
import org.bilayer.mybatis.MyBatisDataLayer;
import org.bilayer.query.Query;
import org.junit.jupiter.api.Test;

/** What the page on failures shows about rows that the model cannot hold. */
final class UnreadableRowsTest {

  @Test
  void otherRowsAreRead() throws Exception {
    try (var pool = new HikariDataSource()) {
      pool.setJdbcUrl("jdbc:h2:mem:unreadable;CASE_INSENSITIVE_IDENTIFIERS=TRUE");
      MyBatisDataLayer.createTables(Bank.MODEL, pool);
      try (DataLayer data = MyBatisDataLayer.of(Bank.MODEL, pool)) {
        var teller = new Teller(data);
        teller.register("Ada", "ada@example.org");
        for (String number : List.of("A-000001", "A-000002")) {
          teller.open(new AccountNumber(number), "Ada", Currency.getInstance("EUR"));
        }
        storedByOtherCode(pool, "UPDATE account SET status = 'LOST' WHERE number = 'A-000002'");

        // tag::skip[]
        var unreadable = new ArrayList<String>();
        List<Account> accounts = data.read(Bank.ACCOUNTS)
            .find(Query.<Account>all()
                .skipUnreadable(failure -> unreadable.add(
                    failure.key().orElseThrow() + ": " + failure.column().orElse(""))));

        assertThat(accounts).hasSize(1);
        assertThat(unreadable).containsExactly("A-000002: status");
        // end::skip[]
      }
    }
  }

  private static void storedByOtherCode(HikariDataSource pool, String sql) throws SQLException {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    }
  }
}
