package org.bilayer.mybatis.internal.sql;

import java.util.List;
import org.bilayer.mybatis.internal.dialect.Dialect;
import org.bilayer.store.Schema;

/** Writes the statements that create the tables of a schema. */
public final class CreateScript {

  private CreateScript() {}

  /**
   * The statements, to be run in order.
   *
   * @throws IllegalArgumentException if the database cannot hold one of the tables
   */
  public static List<String> of(Dialect dialect, Schema schema) {
    return Definitions.of(dialect, schema).statements();
  }
}
