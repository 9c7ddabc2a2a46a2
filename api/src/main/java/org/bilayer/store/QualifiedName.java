package org.bilayer.store;

import java.util.Optional;

/**
 * The name of a table or of a sequence in the database. A backend passes the name on as it is: it may hold blanks, quotes
 * and any other letter that the database allows.
 *
 * @param schema the schema; empty for the one that the connection names or finds by its search path. MariaDB calls a schema a
 *     database
 * @param name the name within the schema
 */
public record QualifiedName(Optional<String> schema, String name) {

  /** A name in the schema of the connection. */
  public static QualifiedName of(String name) {
    return new QualifiedName(Optional.empty(), name);
  }

  /** A name in a given schema. */
  public static QualifiedName of(String schema, String name) {
    return new QualifiedName(Optional.of(schema), name);
  }

  /** The name for people, without quotes. */
  @Override
  public String toString() {
    return schema.map(given -> given + "." + name).orElse(name);
  }
}
