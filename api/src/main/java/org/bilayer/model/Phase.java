package org.bilayer.model;

/**
 * How far an attribute has moved from one column to another. A deployment goes from one phase to the next when no instance of the
 * application is in the phase before this one any more. Instances in neighbouring phases may run at the same time; so may code
 * that does not know of the new column yet and instances in {@link #READ_OLD}. Instances that are two phases apart lose changes: what the
 * newer one writes last, the older one does not read.
 */
public enum Phase {
  /**
   * Reads the old column and writes both. Each update of a row computes the new column again, since older code may have
   * changed the old column in the meantime. Rows that nobody updates are copied before the next phase.
   */
  READ_OLD,

  /** Reads the new column and writes both: instances in {@link #READ_OLD} still read the old one. */
  READ_NEW,

  /** Reads and writes the new column. The old one can be dropped as soon as no instance is in {@link #READ_NEW}. */
  NEW_ONLY
}
