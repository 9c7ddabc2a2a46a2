package org.bilayer.mybatis.internal.dialect;

import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The meanings of the error codes of one database.
 *
 * <p>Immutable and thread-safe.
 */
public final class ErrorCodes {

  /*
   * Looked up by vendor code, then SQLState, then the class of the SQLState (its first two characters), and never by
   * exception class or message: MariaDB reports an over-long text as a syntax error and a write conflict as a plain
   * SQLException, H2 calls every write conflict a deadlock, and messages are translated. A code that is not listed is
   * a storage failure, which is not retried.
   */
  private final Map<Integer, FailureKind> byCode;
  private final Map<String, FailureKind> byState;
  private final Set<Integer> openAtCommit;

  /** Vendor codes and SQLStates, or classes of them. */
  private final Set<Object> withoutValues;

  private ErrorCodes(
      Map<Integer, FailureKind> byCode,
      Map<String, FailureKind> byState,
      Set<Integer> openAtCommit,
      Set<Object> withoutValues) {
    this.byCode = Map.copyOf(byCode);
    this.byState = Map.copyOf(byState);
    this.openAtCommit = Set.copyOf(openAtCommit);
    this.withoutValues = Set.copyOf(withoutValues);
  }

  /** Begins a table with the state classes of the SQL standard. */
  static Builder standard() {
    return new Builder()
        .state(FailureKind.UNAVAILABLE, "08")
        .state(FailureKind.INVALID_VALUE, "22")
        .state(FailureKind.FOREIGN_TRANSACTION, "25001")
        .withoutValues("08");
  }

  /** The meaning of an error. */
  public FailureKind kind(SQLException error) {
    FailureKind kind = byCode.get(error.getErrorCode());
    if (kind != null) {
      return kind;
    }
    String state = error.getSQLState();
    if (state == null || state.length() < 2) {
      return FailureKind.STORAGE;
    }
    kind = byState.get(state);
    return kind != null ? kind : byState.getOrDefault(state.substring(0, 2), FailureKind.STORAGE);
  }

  /** Whether the outcome of COMMIT is unknown after an answer with this error, as after a missing answer. */
  public boolean leavesCommitOpen(SQLException error) {
    FailureKind kind = kind(error);
    return kind == FailureKind.UNAVAILABLE
        || kind == FailureKind.COMMIT_UNKNOWN
        || openAtCommit.contains(error.getErrorCode())
        || (kind == FailureKind.STORAGE && error.getSQLState() == null);
  }

  /**
   * Whether the first line of the error's text names tables, rights and the server only, and never the value of a
   * column.
   */
  public boolean namesNoValues(SQLException error) {
    String state = error.getSQLState();
    return withoutValues.contains(error.getErrorCode())
        || (state != null
            && (withoutValues.contains(state)
                || (state.length() > 2 && withoutValues.contains(state.substring(0, 2)))));
  }

  /** Collects codes. */
  static final class Builder {

    private final Map<Integer, FailureKind> byCode = new HashMap<>();
    private final Map<String, FailureKind> byState = new HashMap<>();
    private final Set<Integer> openAtCommit = new HashSet<>();
    private final Set<Object> withoutValues = new HashSet<>();

    Builder code(FailureKind kind, int... codes) {
      for (int code : codes) {
        byCode.put(code, kind);
      }
      return this;
    }

    /** SQLStates, or classes of them by two characters. */
    Builder state(FailureKind kind, String... states) {
      for (String state : states) {
        byState.put(state, kind);
      }
      return this;
    }

    /** Vendor codes of a server that fails while it writes a commit. */
    Builder openAtCommit(int... codes) {
      for (int code : codes) {
        openAtCommit.add(code);
      }
      return this;
    }

    /** Vendor codes, SQLStates or classes of them whose text shows no values. */
    Builder withoutValues(Object... codes) {
      withoutValues.addAll(Arrays.asList(codes));
      return this;
    }

    ErrorCodes build() {
      return new ErrorCodes(byCode, byState, openAtCommit, withoutValues);
    }
  }
}
