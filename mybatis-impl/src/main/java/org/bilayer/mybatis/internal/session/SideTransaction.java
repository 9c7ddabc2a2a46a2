package org.bilayer.mybatis.internal.session;

import org.apache.ibatis.transaction.jdbc.JdbcTransaction;
import org.bilayer.mybatis.internal.connection.Deadline;
import org.bilayer.mybatis.internal.dialect.SideSession;
import org.jspecify.annotations.Nullable;

/** A second session beside the session of a unit of work, as a transaction of MyBatis, with the unit's time limit. */
final class SideTransaction extends JdbcTransaction {

  private final Deadline deadline;

  SideTransaction(SideSession side, Deadline deadline) {
    super(side.connection());
    this.deadline = deadline;
  }

  @Override
  public @Nullable Integer getTimeout() {
    return deadline.seconds();
  }
}
