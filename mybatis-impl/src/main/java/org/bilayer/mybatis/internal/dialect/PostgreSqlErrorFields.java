package org.bilayer.mybatis.internal.dialect;

import java.sql.SQLException;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** The fields that a PostgreSQL server sends with an error, as its driver has them. */
final class PostgreSqlErrorFields {

  private PostgreSqlErrorFields() {}

  /** What the fields say; nothing where another driver is in use. */
  static BrokenRule brokenRule(SQLException error) {
    try {
      if (error instanceof PSQLException known) {
        ServerErrorMessage fields = known.getServerErrorMessage();
        if (fields != null) {
          return new BrokenRule(
              fields.getSchema(), fields.getTable(), fields.getConstraint(), fields.getColumn());
        }
      }
      return BrokenRule.UNKNOWN;
    } catch (NoClassDefFoundError e) {
      return BrokenRule.UNKNOWN;
    }
  }
}
