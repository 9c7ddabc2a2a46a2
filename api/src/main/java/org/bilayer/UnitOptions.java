package org.bilayer;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.bilayer.value.Level;

/**
 * Options of a unit of work. Immutable; each method returns a changed copy.
 *
 * <p>An option that is on or off has two methods: {@code readOnly()} switches the option on, {@code
 * readOnly(boolean)} switches it on or off. An option with a value that may be absent has {@code
 * timeout(value)} and {@code withoutTimeout()}.
 *
 * <p>The default is a snapshot, read and write, {@link DirtyChecking#FAIL}, no deadline, and at most forty
 * conflicts if the data layer retries.
 */
public final class UnitOptions {

  private static final UnitOptions DEFAULT = new UnitOptions(new Draft());

  /** Enough for a row that many units change at the same time; see decision 0033. */
  private static final int CONFLICTS_MAX = 40;

  private final Level level;
  private final boolean readOnly;
  private final DirtyChecking dirtyChecking;
  private final Optional<Duration> timeout;

  /** Zero if {@link #maxTries(int)} was not called. */
  private final int maxTries;

  private final boolean resolvesCommit;
  private final boolean pipelinesCommit;
  private final boolean assignsIds;

  private UnitOptions(Draft draft) {
    this.level = draft.level;
    this.readOnly = draft.readOnly;
    this.dirtyChecking = draft.dirtyChecking;
    this.timeout = draft.timeout;
    this.maxTries = draft.maxTries;
    this.resolvesCommit = draft.resolvesCommit;
    this.pipelinesCommit = draft.pipelinesCommit;
    this.assignsIds = draft.assignsIds;
  }

  /** Options that are about to be made. */
  private static final class Draft {
    private Level level = Level.SNAPSHOT;
    private boolean readOnly;
    private DirtyChecking dirtyChecking = DirtyChecking.FAIL;
    private Optional<Duration> timeout = Optional.empty();
    private int maxTries;
    private boolean resolvesCommit;
    private boolean pipelinesCommit;
    private boolean assignsIds;
  }

  /** A copy of these options with a change. */
  private UnitOptions with(Consumer<Draft> change) {
    var draft = new Draft();
    draft.level = level;
    draft.readOnly = readOnly;
    draft.dirtyChecking = dirtyChecking;
    draft.timeout = timeout;
    draft.maxTries = maxTries;
    draft.resolvesCommit = resolvesCommit;
    draft.pipelinesCommit = pipelinesCommit;
    draft.assignsIds = assignsIds;
    change.accept(draft);
    return new UnitOptions(draft);
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

  /** The units at this level have the same effect as if they had run one after another. */
  public UnitOptions serializable() {
    return level(Level.SERIALIZABLE);
  }

  /** Sets the level, as the method with the name of the level. */
  public UnitOptions level(Level level) {
    return with(draft -> draft.level = level);
  }

  /** Refuses every write, in the library, before it reaches the store. */
  public UnitOptions readOnly() {
    return readOnly(true);
  }

  /** Sets whether the library refuses every write before it reaches the store. */
  public UnitOptions readOnly(boolean readOnly) {
    return with(draft -> draft.readOnly = readOnly);
  }

  /** Sets what the unit does about changed objects that were not passed to {@code update}. */
  public UnitOptions dirtyChecking(DirtyChecking dirtyChecking) {
    return with(draft -> draft.dirtyChecking = dirtyChecking);
  }

  /**
   * Sets the time allowed for the whole unit of work, all tries together. More than 24 days count as 24 days.
   *
   * @throws IllegalArgumentException if the timeout is not positive
   */
  public UnitOptions timeout(Duration timeout) {
    if (timeout.isNegative() || timeout.isZero()) {
      throw new IllegalArgumentException("A timeout must be positive, it is " + timeout + ".");
    }
    return with(draft -> draft.timeout = Optional.of(timeout));
  }

  /** Removes the limit of time. */
  public UnitOptions withoutTimeout() {
    return with(draft -> draft.timeout = Optional.empty());
  }

  /**
   * Sets the maximum number of runs of the work, including the first run, for every reason of a retry.
   *
   * <p>Without this call, at most forty tries end in conflicts. With and without this call, the total time of
   * tries that end because the store cannot be reached or a lock is not given is limited: to the {@link #timeout}
   * of the unit, or to ten seconds if there is no timeout.
   *
   * @throws IllegalArgumentException if the number is less than 1
   */
  public UnitOptions maxTries(int maxTries) {
    if (maxTries < 1) {
      throw new IllegalArgumentException(
          "The maximum number of tries must be at least 1, it is " + maxTries + ".");
    }
    return with(draft -> draft.maxTries = maxTries);
  }

  /** Restores the default limits of tries, as before {@link #maxTries(int)} was called. */
  public UnitOptions withoutMaxTries() {
    return with(draft -> draft.maxTries = 0);
  }

  /**
   * Makes the library find out whether a commit without an answer took effect. If the changes are stored, the
   * unit counts as committed. If they are not stored, the unit fails with {@code UnavailableException}, and is
   * run again. Only if the store cannot be asked in time, the unit fails with {@code CommitUnknownException}.
   * Without this option, a commit without an answer is always a {@code CommitUnknownException}, and the caller
   * has to find out.
   *
   * <p>The option costs a unit that writes one statement before the commit. On PostgreSQL, the statement reads
   * the number of the transaction. On other databases, the statement writes a row into a table that must exist,
   * see {@code MyBatisDataLayer.commitTableScript}. In memory the option costs nothing. The option is off by
   * default.
   */
  public UnitOptions resolveCommit() {
    return resolveCommit(true);
  }

  /** Sets whether to find out the outcome of a commit without an answer; see {@link #resolveCommit()}. */
  public UnitOptions resolveCommit(boolean resolvesCommit) {
    return with(draft -> draft.resolvesCommit = resolvesCommit);
  }

  /**
   * Sends the last writes and COMMIT to the database together, without waiting for an answer in between. The
   * option has an effect on PostgreSQL, for up to a hundred rows. The library checks every write as usual: a
   * write whose row has another version fails by itself, and the COMMIT behind the write is not executed.
   *
   * <p>The option changes the outcome of a lost connection. By default, a unit whose connection breaks before
   * COMMIT was sent is run again. With this option, writes and COMMIT share one answer; without that answer,
   * the unit ends with {@code CommitUnknownException}. The option therefore suits units that can find out the
   * outcome, or that may run twice. With {@link #resolveCommit}, this option has no effect, because the
   * question comes before the commit. The option is off by default.
   */
  public UnitOptions pipelineCommit() {
    return pipelineCommit(true);
  }

  /** Sets whether to send the last writes and COMMIT together; see {@link #pipelineCommit()}. */
  public UnitOptions pipelineCommit(boolean pipelinesCommit) {
    return with(draft -> draft.pipelinesCommit = pipelinesCommit);
  }

  /**
   * Lets {@code add} and {@code upsert} store aggregates under the ids that they have, in mappings whose ids the database
   * generates. The option serves the import of rows that exist elsewhere. An id must be at least 1.
   *
   * <p>After the commit, the library makes the database continue behind the greatest id of each table that took such
   * rows. Until then, another unit could be given an id that the import has used, and fail with a {@code
   * UniqueViolationException}. Import rows while no other unit adds aggregates of these mappings. On PostgreSQL the user
   * needs the right to update the sequence, on H2 the right to alter the table. If the database refuses, the unit stays
   * committed, and a warning in the log names the table. The option is off by default.
   */
  public UnitOptions assignIds() {
    return assignIds(true);
  }

  /** Sets whether generated ids may be assigned; see {@link #assignIds()}. */
  public UnitOptions assignIds(boolean assignsIds) {
    return with(draft -> draft.assignsIds = assignsIds);
  }

  /** The isolation level. */
  public Level level() {
    return level;
  }

  /** Whether the library refuses writes. */
  public boolean isReadOnly() {
    return readOnly;
  }

  /** What the unit does about changed objects that were not passed to {@code update}. */
  public DirtyChecking dirtyChecking() {
    return dirtyChecking;
  }

  /** The time allowed, if limited. */
  public Optional<Duration> timeout() {
    return timeout;
  }

  /**
   * The maximum number of runs of the work. If {@link #maxTries(int)} was not called, the maximum number of
   * tries that end in a conflict.
   */
  public int maxTries() {
    return limitsAllTries() ? maxTries : CONFLICTS_MAX;
  }

  /**
   * Whether {@link #maxTries(int)} was called. If so, {@link #maxTries()} limits tries that end for any reason.
   */
  public boolean limitsAllTries() {
    return maxTries > 0;
  }

  /** Whether the library finds out the outcome of a commit without an answer. */
  public boolean resolvesCommit() {
    return resolvesCommit;
  }

  /** Whether the last writes and COMMIT are sent together. */
  public boolean pipelinesCommit() {
    return pipelinesCommit;
  }

  /** Whether aggregates may be added under ids of their own where the database generates ids. */
  public boolean assignsIds() {
    return assignsIds;
  }

  @Override
  public String toString() {
    return "UnitOptions[level=" + level + ", readOnly=" + readOnly + ", dirtyChecking="
        + dirtyChecking
        + ", timeout=" + timeout.map(Duration::toString).orElse("none") + ", maxTries=" + maxTries
        + ", resolvesCommit=" + resolvesCommit + ", pipelinesCommit=" + pipelinesCommit
        + ", assignsIds=" + assignsIds + "]";
  }
}
