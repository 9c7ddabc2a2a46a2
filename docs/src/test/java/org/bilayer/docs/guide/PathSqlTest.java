package org.bilayer.docs.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.bilayer.DataLayer;
import org.bilayer.docs.Repository;
import org.bilayer.docs.bank.model.Bank;
import org.bilayer.mybatis.MyBatisDataLayer;
import org.bilayer.query.Projection;
import org.bilayer.query.Query;
import org.bilayer.testkit.database.Databases;
import org.bilayer.testkit.database.TestSchema;
import org.junit.jupiter.api.Test;

/** The statement that the guide shows of a question across aggregates is the one that is sent. */
final class PathSqlTest {

  private final List<String> sent = new ArrayList<>();

  private <T> T recorded(Class<T> type, T target) {
    return type.cast(Proxy.newProxyInstance(
        PathSqlTest.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
          if (method.getName().equals("prepareStatement")) {
            sent.add((String) arguments[0]);
          }
          try {
            Object result = method.invoke(target, arguments);
            return result instanceof Connection connection && type == DataSource.class
                ? recorded(Connection.class, connection)
                : result;
          } catch (InvocationTargetException e) {
            throw e.getCause();
          }
        }));
  }

  @Test
  void guide_showsTheStatementOfAQuestionAcrossAggregates() throws IOException {
    try (TestSchema schema = Databases.postgresql().newSchema("pathsql")) {
      MyBatisDataLayer.createTables(Bank.MODEL, schema.dataSource());
      try (DataLayer data =
          MyBatisDataLayer.of(Bank.MODEL, recorded(DataSource.class, schema.dataSource()))) {
        var payer = Bank.DEBITED.at(Bank.OWNER);
        var email = Bank.DEBITED.at(Bank.OWNED_BY).at(Bank.EMAIL);
        sent.clear();
        data.run(work -> work.repository(Bank.TRANSFERS)
            .select(
                Query.where(payer.eq("Ada")).orderBy(Bank.BOOKED.asc()),
                Projection.of(tuple -> tuple.get(email), Bank.TRANSFER_ID, payer, email)));
      }
    }
    String page = Files.readString(Repository.root().resolve("docs/guide.md"));
    List<String> selects = sent.stream()
        .filter(sql -> sql.contains("SELECT"))
        .map(sql -> sql.substring(sql.indexOf("SELECT")))
        .toList();
    assertThat(selects).hasSize(1);
    assertThat(page.replace('\n', ' ')).contains("```sql " + selects.get(0) + " ```");
  }
}
