package org.bilayer.mybatis.internal.session;

import java.sql.Savepoint;

/** The savepoints of one unit of work. One thread at a time. */
final class Savepoints {

  private final UnitContext unit;

  /** The number of savepoints that are set and not released. */
  private int depth;

  Savepoints(UnitContext unit) {
    this.unit = unit;
  }

  Object set() {
    Savepoint savepoint = unit.run(null, "SAVEPOINT", () -> unit.connection().savepoint(depth));
    depth++;
    return savepoint;
  }

  void rollbackTo(Object savepoint) {
    unit.forgetUndone();
    unit.run(null, "ROLLBACK TO SAVEPOINT", () -> {
      unit.connection().connection().rollback((Savepoint) savepoint);
      return savepoint;
    });
  }

  void release(Object savepoint) {
    unit.run(null, "RELEASE SAVEPOINT", () -> {
      unit.connection().connection().releaseSavepoint((Savepoint) savepoint);
      return savepoint;
    });
    depth--;
  }
}
