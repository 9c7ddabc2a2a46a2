package org.bilayer.tools.migration;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.bilayer.model.Model;
import org.bilayer.mybatis.MyBatisDataLayer;
import org.bilayer.testkit.database.TestSchema;
import org.bilayer.tools.internal.migration.plan.MigrationPlan;

/** Tables in a schema of their own. */
final class Tables implements AutoCloseable {

  private final Server server;
  private final TestSchema schema;

  Tables(Server server, TestSchema schema) {
    this.server = server;
    this.schema = schema;
  }

  /** Creates everything that the model needs. */
  Tables create(Model model) {
    run(MyBatisDataLayer.schemaDefinition(model, dataSource()).statements());
    return this;
  }

  DataSource dataSource() {
    return schema.dataSource();
  }

  /** Runs statements with names between double quotes. */
  void execute(String... statements) {
    run(List.of(statements).stream().map(server::sql).toList());
  }

  /** Runs statements as they are. */
  void run(List<String> statements) {
    String last = "";
    try (Connection connection = dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        last = sql;
        statement.execute(sql);
      }
    } catch (SQLException e) {
      throw new AssertionError(last, e);
    }
  }

  /** The rows of a query, each as text. */
  List<String> rows(String query) {
    var rows = new ArrayList<String>();
    try (Connection connection = dataSource().getConnection();
        Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(server.sql(query))) {
      while (found.next()) {
        var row = new StringBuilder();
        for (int column = 1; column <= found.getMetaData().getColumnCount(); column++) {
          row.append(found.getString(column)).append('|');
        }
        rows.add(row.toString());
      }
    } catch (SQLException e) {
      throw new AssertionError(query, e);
    }
    return rows;
  }

  /** Runs the steps of a plan, those behind a question too. */
  void applyAll(MigrationPlan plan) {
    plan.steps().forEach(step -> run(step.sql()));
  }

  /** Runs the files of a proposal as a runner does, one statement after the other. */
  void apply(ProposalReport report) {
    report.files().stream()
        .filter(file -> file.name().endsWith(".sql"))
        .forEach(file -> run(statements(file.text())));
  }

  /** As {@link #apply}, with every question answered by yes: the commented statements run. */
  void applyAll(ProposalReport report) {
    report.files().stream()
        .filter(file -> file.name().endsWith(".sql"))
        .forEach(file -> run(statements(file.text().replaceAll("(?m)^--   (.*)$", "$1"))));
  }

  static List<String> statements(String text) {
    var statements = new ArrayList<String>();
    var statement = new StringBuilder();
    for (String line : text.split("\n", -1)) {
      if (line.startsWith("--") || (line.isBlank() && statement.isEmpty())) {
        continue;
      }
      statement.append(statement.isEmpty() ? "" : "\n").append(line);
      if (line.endsWith(";")) {
        statements.add(statement.substring(0, statement.length() - 1));
        statement.setLength(0);
      }
    }
    if (!statement.isEmpty()) {
      throw new AssertionError("A statement without an end: " + statement);
    }
    return statements;
  }

  @Override
  public void close() {
    schema.close();
  }
}
