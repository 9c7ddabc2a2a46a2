package org.bilayer.mybatis.internal.catalogue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The schema that queries are about.
 *
 * @param current how SQL calls the schema of the connection
 * @param given another schema; empty for that of the connection
 */
record SchemaName(String current, Optional<String> given) {

  /** A query about the schema of the connection, turned to this one. */
  String sql(String query) {
    return given.isPresent() ? query.replace(current, "?") : query;
  }

  /**
   * The arguments of such a query.
   *
   * @param more arguments that stand behind the schema
   */
  List<String> arguments(String query, List<String> more) {
    var arguments = new ArrayList<String>();
    given.ifPresent(schema -> {
      for (int at = query.indexOf(current); at >= 0; at = query.indexOf(current, at + 1)) {
        arguments.add(schema);
      }
    });
    arguments.addAll(more);
    return arguments;
  }
}
