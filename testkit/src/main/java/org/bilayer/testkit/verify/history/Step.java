package org.bilayer.testkit.verify.history;

/**
 * One operation in a unit of work of a {@link History}. Immutable. Made by {@link Steps}; its text is the Java that makes it.
 */
public sealed interface Step
    permits Attempt,
        Reads.Find,
        Reads.FindAll,
        Reads.FindVersioned,
        Reads.AskVersioned,
        Reads.ExistsById,
        Reads.Reader,
        Loads.Refresh,
        Loads.Evict,
        Loads.AfterCommit,
        Reads.NextNumber,
        Reads.Ask,
        Reads.Count,
        Reads.Select,
        Reads.Totals,
        Writes.Put,
        Writes.PutAt,
        Writes.Change,
        Writes.Remove,
        Writes.RemoveAt,
        Writes.RemoveById,
        Writes.Guard,
        Writes.Bulk,
        Writes.Flush {

  /** Calls the method of the visitor that belongs to this kind of step. */
  <R> R accept(StepVisitor<R> visitor);

  /** The table of the root that the step is about; empty for steps that are about no single root. */
  String table();

  /** The name under which the report counts the step. */
  String name();

  /** Whether the step neither changes nor locks anything. */
  default boolean isRead() {
    return false;
  }

  /** Whether a {@link org.bilayer.ReadRepository} can do the step. */
  default boolean isForReaders() {
    return false;
  }

  /** Whether the step changes many rows by one statement. */
  default boolean isSetBased() {
    return false;
  }

  /** The number of steps, those inside an attempt included. */
  default int size() {
    return 1;
  }
}
