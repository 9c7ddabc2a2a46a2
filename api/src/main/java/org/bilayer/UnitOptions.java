package org.bilayer;

import java.time.Duration;
import java.util.Optional;
import org.bilayer.value.Level;

/**
 * How a unit of work behaves. Immutable; each method returns a changed copy.
 *
 * <p>An option that is on or off has two methods: {@code readOnly()} switches it on, {@code readOnly(boolean)} switches it on or
 * off. An option with a value that may be absent has {@code timeout(value)} and {@code withoutTimeout()}.
 *
 * <p>The default is a snapshot, read and write, {@link DirtyChecking#FAIL}, without deadline, and at most forty conflicts
 * where the data layer does the retrying.
 */
public final class UnitOptions {

  private static final UnitOptions DEFAULT =
      new UnitOptions(Level.SNAPSHOT, false, DirtyChecking.FAIL, Optional.empty(), 0, false, false);

  /** Enough for a row that many units change at the same time; see decision 0033. */
  private static final int CONFLICTS_MAX = 40;

  private final Level level;
  private final boolean readOnly;
  private final DirtyChecking dirtyChecking;
  private final Optional<Duration> timeout;

  /** Zero where nobody has said. */
  private final int maxTries;

  private final boolean resolvesCommit;
  private final boolean pipelinesCommit;

  private UnitOptions(
      Level level,
      boolean readOnly,
      DirtyChecking dirtyChecking,
      Optional<Duration> timeout,
      int maxTries,
      boolean resolvesCommit,
      boolean pipelinesCommit) {
    this.level = level;
    this.readOnly = readOnly;
    this.dirtyChecking = dirtyChecking;
    this.timeout = timeout;
    this.maxTries = maxTries;
    this.resolvesCommit = resolvesCommit;
    this.pipelinesCommit = pipelinesCommit;
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
    return new UnitOptions(
        level, readOnly, dirtyChecking, timeout, maxTries, resolvesCommit, pipelinesCommit);
  }

  /** Refuses every write, in the library, before it reaches the store. */
  public UnitOptions readOnly() {
    return readOnly(true);
  }

  /** Whether every write is refused, in the library, before it reaches the store. */
  public UnitOptions readOnly(boolean readOnly) {
    return new UnitOptions(
        level, readOnly, dirtyChecking, timeout, maxTries, resolvesCommit, pipelinesCommit);
  }

  /** What to do with changed objects that were not handed to {@code update}. */
  public UnitOptions dirtyChecking(DirtyChecking dirtyChecking) {
    return new UnitOptions(
        level, readOnly, dirtyChecking, timeout, maxTries, resolvesCommit, pipelinesCommit);
  }

  /**
   * Time allowed for the whole unit of work, all tries of it together; more than 24 days count as 24.
   *
   * @throws IllegalArgumentException if it is not positive
   */
  public UnitOptions timeout(Duration timeout) {
    if (timeout.isNegative() || timeout.isZero()) {
      throw new IllegalArgumentException("A timeout must be positive, it is " + timeout + ".");
    }
    return new UnitOptions(
        level,
        readOnly,
        dirtyChecking,
        Optional.of(timeout),
        maxTries,
        resolvesCommit,
        pipelinesCommit);
  }

  /** No limit of time. */
  public UnitOptions withoutTimeout() {
    return new UnitOptions(
        level,
        readOnly,
        dirtyChecking,
        Optional.empty(),
        maxTries,
        resolvesCommit,
        pipelinesCommit);
  }

  /**
   * How often the work is run at most, the first time included, whatever ends the tries.
   *
   * <p>Without this call, at most forty tries end in conflicts. Tries that end because the store cannot be reached or a lock was not
   * given are bounded by the time that they take together: the {@link #timeout} of the unit, or ten seconds where there is none.
   *
   * @throws IllegalArgumentException if it is less than 1
   */
  public UnitOptions maxTries(int maxTries) {
    if (maxTries < 1) {
      throw new IllegalArgumentException("Tries must be at least 1, they are " + maxTries + ".");
    }
    return new UnitOptions(
        level, readOnly, dirtyChecking, timeout, maxTries, resolvesCommit, pipelinesCommit);
  }

  /** The default bounds of tries, as before {@link #maxTries(int)} was called. */
  public UnitOptions withoutMaxTries() {
    return new UnitOptions(
        level, readOnly, dirtyChecking, timeout, 0, resolvesCommit, pipelinesCommit);
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
    return resolveCommit(true);
  }

  /** Whether to find out what became of a commit whose answer was lost; see {@link #resolveCommit()}. */
  public UnitOptions resolveCommit(boolean resolvesCommit) {
    return new UnitOptions(
        level, readOnly, dirtyChecking, timeout, maxTries, resolvesCommit, pipelinesCommit);
  }

  /**
   * Sends the last writes and COMMIT to the database together, without waiting for an answer in between, where a database can do
   * that and a trip is worth saving: PostgreSQL, up to a hundred rows. Every write is checked as ever: one that does not meet its
   * row fails by itself, and COMMIT behind it is not carried out.
   *
   * <p>What changes is a connection that is lost meanwhile. By default a unit whose connection breaks before COMMIT was sent is run
   * again; here writes and COMMIT share one answer, and without it the unit ends with {@code CommitUnknownException}. So it is for
   * units that can find out, or that may be done twice. Where {@link #resolveCommit} is chosen too, there is nothing to share: it
   * asks before it commits. The default is not to.
   */
  public UnitOptions pipelineCommit() {
    return pipelineCommit(true);
  }

  /** Whether to send the last writes and COMMIT together; see {@link #pipelineCommit()}. */
  public UnitOptions pipelineCommit(boolean pipelinesCommit) {
    return new UnitOptions(
        level, readOnly, dirtyChecking, timeout, maxTries, resolvesCommit, pipelinesCommit);
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
  public DirtyChecking dirtyChecking() {
    return dirtyChecking;
  }

  /** Time allowed, if limited. */
  public Optional<Duration> timeout() {
    return timeout;
  }

  /** How often the work is run at most; where {@link #maxTries} was not called, how many tries may end in a conflict. */
  public int maxTries() {
    return limitsAllTries() ? maxTries : CONFLICTS_MAX;
  }

  /** Whether {@link #maxTries} was called, so that {@link #maxTries} bounds tries that end for any reason. */
  public boolean limitsAllTries() {
    return maxTries > 0;
  }

  /** Whether a commit without an answer is looked into. */
  public boolean resolvesCommit() {
    return resolvesCommit;
  }

  /** Whether the last writes and COMMIT go together. */
  public boolean pipelinesCommit() {
    return pipelinesCommit;
  }

  @Override
  public String toString() {
    return "UnitOptions[level=" + level + ", readOnly=" + readOnly + ", dirtyChecking="
        + dirtyChecking
        + ", timeout=" + timeout.map(Duration::toString).orElse("none") + ", maxTries=" + maxTries
        + ", resolvesCommit=" + resolvesCommit + ", pipelinesCommit=" + pipelinesCommit + "]";
  }
}
