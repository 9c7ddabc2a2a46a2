package org.bilayer.value;

/**
 * The effects of other units of work that a unit may observe. The levels are named by their guarantee; the
 * native level that gives the guarantee depends on the database. At every level, an update or removal of an
 * aggregate carries the version that was read, which makes lost updates of aggregates impossible.
 */
public enum Level {
  /** Every read sees committed rows only; two reads may see two states. */
  READ_COMMITTED,
  /** All reads see one committed state; of two units that write one row, one fails. */
  SNAPSHOT,
  /** The units at this level have the same effect as if they had run one after another. */
  SERIALIZABLE
}
