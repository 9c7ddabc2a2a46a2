package org.bilayer.value;

/**
 * What a unit of work may observe of others, named by guarantee; the native level that gives it differs per
 * database. At every level an update or removal of an aggregate carries the version it read, so lost updates
 * of aggregates are impossible.
 */
public enum Level {
  /** Every read sees committed rows only; two reads may see two states. */
  READ_COMMITTED,
  /** All reads see one committed state; of two units that write one row, one fails. */
  SNAPSHOT,
  /** As if the units at this level had run one after another. */
  SERIALIZABLE
}
