package org.bilayer;

import java.time.Duration;
import java.util.Optional;
import org.bilayer.spi.Level;

/**
 * How a unit of work behaves. Immutable; each method returns a changed copy.
 *
 * <p>The default is a snapshot, read and write, {@link Unsaved#FAIL}, without deadline, and at most thirty tries where
 * the data layer does the retrying.
 */
public final class UnitOptions {

  private static final UnitOptions DEFAULT =
      new UnitOptions(Level.SNAPSHOT, false, Unsaved.FAIL, Optional.empty(), 30, false);

  private final Level level;
  private final boolean readOnly;
  private final Unsaved unsaved;
  private final Optional<Duration> timeout;
  private final int triesMax;
  private final boolean resolvesCommit;

  private UnitOptions(
      Level level,
      boolean readOnly,
      Unsaved unsaved,
      Optional<Duration> timeout,
      int triesMax,
      boolean resolvesCommit) {
    this.level = level;
    this.readOnly = readOnly;
    this.unsaved = unsaved;
    this.timeout = timeout;
    this.triesMax = triesMax;
    this.resolvesCommit = resolvesCommit;
  }

  /** The default. */
  public static UnitOptions defaults() {
    return DEFAULT;
  }

  /** Every read sees committed rows only; two reads may see two states. */
  public UnitOptions readCommitted() {
    return level(Level.READ_COMMITTED);
  }

  /** All reads see one committed state; of two units that write one row, one fails. */
  public UnitOptions snapshot() {
    return level(Level.SNAPSHOT);
  }

  /** As if the units at this level had run one after another. */
  public UnitOptions serializable() {
    return level(Level.SERIALIZABLE);
  }

  /** As the method named like the level. */
  public UnitOptions level(Level level) {
    return new UnitOptions(level, readOnly, unsaved, timeout, triesMax, resolvesCommit);
  }

  /** Refuses every write, in the library, before it reaches the store. */
  public UnitOptions readOnly() {
    return new UnitOptions(level, true, unsaved, timeout, triesMax, resolvesCommit);
  }

  /** What to do with changed objects that were not handed to {@code update}. */
  public UnitOptions unsaved(Unsaved unsaved) {
    return new UnitOptions(level, readOnly, unsaved, timeout, triesMax, resolvesCommit);
  }

  /**
   * Time allowed for the whole unit of work, all tries of it together.
   *
   * @throws IllegalArgumentException if it is not positive
   */
  public UnitOptions timeout(Duration timeout) {
    if (timeout.isNegative() || timeout.isZero()) {
      throw new IllegalArgumentException("A timeout must be positive, it is " + timeout + ".");
    }
    return new UnitOptions(
        level, readOnly, unsaved, Optional.of(timeout), triesMax, resolvesCommit);
  }

  /**
   * How often the work is run at most, the first time included. Tries that end because the store cannot be reached or a
   * lock was not given in time take long; after the fifth of these there is no other, whatever the number is.
   *
   * @throws IllegalArgumentException if it is less than 1
   */
  public UnitOptions tries(int triesMax) {
    if (triesMax < 1) {
      throw new IllegalArgumentException("Tries must be at least 1, they are " + triesMax + ".");
    }
    return new UnitOptions(level, readOnly, unsaved, timeout, triesMax, resolvesCommit);
  }

  /**
   * Finds out what became of a commit whose answer was lost, instead of leaving it to the caller: the unit counts as
   * committed if it is stored, fails with {@code UnavailableException}, and so is run again, if it is not, and with {@code
   * CommitUnknownException} only if nobody could be asked in time.
   *
   * <p>A unit that writes pays for it with one statement before its commit: on PostgreSQL a question for the number of the
   * transaction, elsewhere a row in a table that has to exist, see {@code MyBatisDataLayer.commitTableScript}. In memory it
   * is free. The default is not to.
   */
  public UnitOptions resolveCommit() {
    return new UnitOptions(level, readOnly, unsaved, timeout, triesMax, true);
  }

  /** The isolation level. */
  public Level level() {
    return level;
  }

  /** Whether writes are refused. */
  public boolean isReadOnly() {
    return readOnly;
  }

  /** What happens to changed objects that were not handed to {@code update}. */
  public Unsaved unsaved() {
    return unsaved;
  }

  /** Time allowed, if limited. */
  public Optional<Duration> timeout() {
    return timeout;
  }

  /** How often the work is run at most. */
  public int triesMax() {
    return triesMax;
  }

  /** Whether a commit without an answer is looked into. */
  public boolean resolvesCommit() {
    return resolvesCommit;
  }

  @Override
  public String toString() {
    return "UnitOptions[level=" + level + ", readOnly=" + readOnly + ", unsaved=" + unsaved
        + ", timeout=" + timeout.map(Duration::toString).orElse("none") + ", triesMax=" + triesMax
        + ", resolvesCommit=" + resolvesCommit + "]";
  }
}
