package org.bilayer.tools.internal.profile;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.bilayer.store.catalogue.Catalogue;
import org.bilayer.store.catalogue.CatalogueTable;

/** Asks about rows, one statement for each table that has a question. One thread. */
public final class Profiler {

  /*
   * A statement reads at most so many rows, in the order in which the database finds them, and is cancelled when the time is
   * over: a profile is evidence and no proof. A table that cannot be asked costs its own answers only.
   */

  private static final String TIME_IS_OVER = "the time for reading rows was over";

  private final Connection connection;
  private final Product product;
  private final String schema;
  private final ProfileLimits limits;
  private final long end;

  /** On a connection with auto-commit, so that a refused question leaves no transaction behind. */
  public Profiler(Connection connection, Catalogue catalogue, ProfileLimits limits) {
    this.connection = connection;
    this.product = Product.of(catalogue.product());
    this.schema = catalogue.schema();
    this.limits = limits;
    this.end = System.nanoTime() + limits.time().toNanos();
  }

  /** Looks at the rows of a table. */
  public TableProfile profile(CatalogueTable table) {
    List<Questions.Question> questions = Questions.about(table, product);
    if (questions.isEmpty() || limits.rows() == 0) {
      return TableProfile.NONE;
    }
    String columns = questions.stream()
        .map(question -> product.quoted(question.column()))
        .distinct()
        .collect(Collectors.joining(", "));
    String expressions =
        questions.stream().map(Questions.Question::expression).collect(Collectors.joining(", "));
    String sql = "SELECT COUNT(*), " + expressions + " FROM (SELECT " + columns + " FROM "
        + product.quoted(schema, table.name()) + " LIMIT " + limits.rows() + ") p";
    try {
      return ask(sql, row -> {
        var facts = new HashMap<String, Map<Fact, Long>>();
        for (int i = 0; i < questions.size(); i++) {
          long value = row.getLong(i + 2);
          if (!row.wasNull()) {
            facts
                .computeIfAbsent(questions.get(i).column(), name -> new EnumMap<>(Fact.class))
                .put(questions.get(i).fact(), value);
          }
        }
        long rows = row.getLong(1);
        return new TableProfile(rows, rows < limits.rows(), facts, Optional.empty());
      });
    } catch (SQLException e) {
      return TableProfile.failed(reason(e));
    }
  }

  /**
   * What the rows say about a reference.
   *
   * @param values rows of the referring table that have a value
   * @param complete whether these were all
   * @param orphans those of them that refer to no row
   */
  public record Holding(long values, boolean complete, long orphans) {}

  /** Counts the values of a column that are not a key of another table; empty if it cannot be asked. */
  public Optional<Holding> holding(
      CatalogueTable table, String column, CatalogueTable target, String key) {
    if (limits.rows() == 0) {
      return Optional.empty();
    }
    String name = product.quoted(column);
    String sql = "SELECT COUNT(*), SUM(CASE WHEN EXISTS (SELECT 1 FROM "
        + product.quoted(schema, target.name()) + " t WHERE t." + product.quoted(key) + " = p."
        + name + ") THEN 0 ELSE 1 END) FROM (SELECT " + name + " FROM "
        + product.quoted(schema, table.name()) + " WHERE " + name + " IS NOT NULL LIMIT "
        + limits.rows() + ") p";
    try {
      return Optional.of(ask(
          sql, row -> new Holding(row.getLong(1), row.getLong(1) < limits.rows(), row.getLong(2))));
    } catch (SQLException e) {
      return Optional.empty();
    }
  }

  /** The most rows that have the same values in these columns; empty if it cannot be asked, or there is no row. */
  public OptionalLong mostAlike(CatalogueTable table, List<String> columns) {
    if (limits.rows() == 0) {
      return OptionalLong.empty();
    }
    String names = columns.stream().map(product::quoted).collect(Collectors.joining(", "));
    String sql = "SELECT MAX(n) FROM (SELECT COUNT(*) AS n FROM (SELECT " + names + " FROM "
        + product.quoted(schema, table.name()) + " LIMIT " + limits.rows() + ") p GROUP BY "
        + names + ") q";
    try {
      return ask(sql, row -> {
        long most = row.getLong(1);
        return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(most);
      });
    } catch (SQLException e) {
      return OptionalLong.empty();
    }
  }

  /** Reads the one row of an answer. */
  @FunctionalInterface
  private interface Reading<A> {
    A of(ResultSet row) throws SQLException;
  }

  private <A> A ask(String sql, Reading<A> reading) throws SQLException {
    long left = (end - System.nanoTime()) / 1_000_000_000L;
    if (left < 1) {
      throw new SQLException(TIME_IS_OVER);
    }
    try (Statement statement = connection.createStatement()) {
      statement.setQueryTimeout((int) Math.min(left, Integer.MAX_VALUE));
      try (ResultSet rows = statement.executeQuery(sql)) {
        rows.next();
        return reading.of(rows);
      }
    }
  }

  /** The first line of what the database says, which names tables and columns and no values. */
  private static String reason(SQLException e) {
    String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    return message.lines().findFirst().orElse("").strip();
  }
}
