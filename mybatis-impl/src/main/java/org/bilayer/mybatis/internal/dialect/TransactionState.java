package org.bilayer.mybatis.internal.dialect;

/** Whether a connection is in a transaction. */
public enum TransactionState {
  NONE,
  OPEN,
  /** Neither the driver nor the server can be asked. */
  UNKNOWN
}
