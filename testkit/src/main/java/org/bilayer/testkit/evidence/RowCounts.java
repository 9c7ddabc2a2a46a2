package org.bilayer.testkit.evidence;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.bilayer.store.QualifiedName;
import org.bilayer.store.Table;
import org.bilayer.testkit.verify.mapping.MappingUnderTest;

/** Counts rows by SQL alone, so that no part of the library decides about the number. */
final class RowCounts {

  private final DataSource dataSource;

  RowCounts(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /** The number of rows of each root's table, by the name of the mapping. */
  Map<String, Long> of(Collection<MappingUnderTest<?, ?>> mappings) {
    var counts = new LinkedHashMap<String, Long>();
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      String quote = connection.getMetaData().getIdentifierQuoteString();
      for (MappingUnderTest<?, ?> mapping : mappings) {
        try (ResultSet rows =
            statement.executeQuery("SELECT count(*) FROM " + quoted(mapping.root(), quote))) {
          rows.next();
          counts.put(mapping.name(), rows.getLong(1));
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException(
          "The rows cannot be counted: " + e.getMessage() + ". See the cause.", e);
    }
    return counts;
  }

  private static String quoted(Table table, String quote) {
    QualifiedName name = table.inDatabase();
    return name.schema().map(schema -> quoted(schema, quote) + ".").orElse("")
        + quoted(name.name(), quote);
  }

  private static String quoted(String name, String quote) {
    return quote + name.replace(quote, quote + quote) + quote;
  }
}
