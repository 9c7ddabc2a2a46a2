package org.bilayer.tools.internal.migration.text;

/** When a statement runs: in the order of these constants. */
public enum Stage {
  /** Tables and columns get their new names. */
  RENAME(Part.CHANGES),
  /** Rules and indexes that are in the way go. */
  DROP(Part.CHANGES),
  /** Types, sequences and tables that are missing. */
  CREATE(Part.CHANGES),
  /** Columns that are missing. */
  COLUMN(Part.CHANGES),
  /** Types and defaults of columns. */
  TYPE(Part.CHANGES),
  /** Values for rows that are there. */
  FILL(Part.CHANGES),
  /** Indexes, and rules for rows to come. */
  RULE(Part.CHANGES),
  /** What fills columns. */
  TRIGGER(Part.CHANGES),
  /** Columns and tables that nothing of the model uses. */
  REMOVE(Part.CHANGES),
  /** Rules for the rows that are there. */
  VALIDATE(Part.VALIDATION),
  /** What relies on validated rules. */
  FINISH(Part.VALIDATION),
  /** Indexes that are built beside writes. */
  ONLINE(Part.ONLINE);

  /** The file in which statements stand. */
  public enum Part {
    /** Statements whose success does not depend on rows. */
    CHANGES,
    /** Statements that fail if rows break a rule. */
    VALIDATION,
    /** Statements that run in no transaction. */
    ONLINE
  }

  private final Part part;

  Stage(Part part) {
    this.part = part;
  }

  /** The file. */
  public Part part() {
    return part;
  }
}
