package org.bilayer.tools.migration;

import java.util.function.Supplier;
import org.bilayer.testkit.database.Databases;
import org.bilayer.testkit.database.TestDatabase;

/** The databases on which migrations are tested. */
enum Server {
  H2(Databases::h2, '"'),
  POSTGRESQL(Databases::postgresql, '"'),
  MARIADB(Databases::mariadb, '`');

  private final Supplier<TestDatabase> database;
  private final char quote;

  Server(Supplier<TestDatabase> database, char quote) {
    this.database = database;
    this.quote = quote;
  }

  /** An empty schema. */
  Tables empty() {
    return new Tables(this, database.get().require().newSchema("migration"));
  }

  /** A statement with names between double quotes, in the words of this database. */
  String sql(String statement) {
    return statement.replace('"', quote);
  }
}
