package org.bilayer.mybatis.internal.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bilayer.failure.CancelledException;
import org.bilayer.failure.CheckViolationException;
import org.bilayer.failure.CommitUnknownException;
import org.bilayer.failure.ConstraintViolationException;
import org.bilayer.failure.DataException;
import org.bilayer.failure.DeadlineExceededException;
import org.bilayer.failure.DeadlockException;
import org.bilayer.failure.ForeignKeyViolationException;
import org.bilayer.failure.InvalidValueException;
import org.bilayer.failure.LockTimeoutException;
import org.bilayer.failure.NotNullViolationException;
import org.bilayer.failure.StorageFailureException;
import org.bilayer.failure.UnavailableException;
import org.bilayer.failure.UniqueViolationException;
import org.bilayer.failure.WriteConflictException;
import org.bilayer.mybatis.fixture.Bank;
import org.bilayer.mybatis.internal.connection.Failures.Phase;
import org.bilayer.mybatis.internal.dialect.Dialects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What each code of each database means, by itself and at COMMIT. */
final class FailuresTest {

  private static final Deadline NO_DEADLINE = new Deadline(Optional.empty());

  private final Bank bank = new Bank();

  /**
   * A code.
   *
   * @param statement what it means at a statement
   * @param commit what it means as the answer to COMMIT
   */
  record Code(
      String dialect,
      String state,
      int code,
      Class<? extends DataException> statement,
      Class<? extends DataException> commit) {}

  private static Stream<Code> of(
      String dialect, Class<? extends DataException> kind, Object... codes) {
    return of(dialect, kind, kind, codes);
  }

  /** A text is a SQLState, a number a vendor code with the SQLState of the driver's general error. */
  private static Stream<Code> of(
      String dialect,
      Class<? extends DataException> statement,
      Class<? extends DataException> commit,
      Object... codes) {
    return Stream.of(codes)
        .map(code -> code instanceof Integer number
            ? new Code(
                dialect, dialect.equals("H2") ? "" + number : "HY000", number, statement, commit)
            : new Code(dialect, (String) code, 0, statement, commit));
  }

  static Stream<Code> codes() {
    return Stream.of(
            // PostgreSQL, and by their documents CockroachDB and YugabyteDB
            of("PostgreSQL", WriteConflictException.class, "40001"),
            of("PostgreSQL", DeadlockException.class, "40P01"),
            of("PostgreSQL", LockTimeoutException.class, "55P03"),
            of(
                "PostgreSQL",
                UnavailableException.class,
                CommitUnknownException.class,
                "08000",
                "08001",
                "08003",
                "08004",
                "08006",
                "08P01",
                "57P01",
                "57P02",
                "57P03",
                "57P05",
                "25P03",
                "53300",
                "53200",
                "08007",
                "40003"),
            of("PostgreSQL", CancelledException.class, "57014"),
            of("PostgreSQL", DeadlineExceededException.class, "25P04"),
            of("PostgreSQL", UniqueViolationException.class, "23505", "23P01"),
            of("PostgreSQL", ForeignKeyViolationException.class, "23503", "23001"),
            of("PostgreSQL", NotNullViolationException.class, "23502"),
            of("PostgreSQL", CheckViolationException.class, "23514"),
            of("PostgreSQL", InvalidValueException.class, "22001", "22003", "22012", "22P02"),
            of("PostgreSQL", InvalidValueException.class, "54000", "54001", "54011", "54023"),
            of("PostgreSQL", StorageFailureException.class, "26000", "42P05"),
            of(
                "PostgreSQL",
                StorageFailureException.class,
                "25001",
                "25006",
                "25P02",
                "28000",
                "28P01",
                "42501",
                "42601",
                "42703",
                "42P01",
                "53100",
                "58030",
                "XX000",
                "XX001"),
            // MariaDB and MySQL
            of("MariaDB", WriteConflictException.class, 1020),
            of("MariaDB", DeadlockException.class, 1213),
            of("MariaDB", LockTimeoutException.class, 1205, 3572),
            of(
                "MariaDB",
                UnavailableException.class,
                CommitUnknownException.class,
                "08000",
                "08S01",
                1040,
                1053,
                1158,
                1159,
                1160,
                1161,
                1180,
                1203,
                1927,
                2006,
                2013,
                4031),
            of("MariaDB", DeadlineExceededException.class, 1969, 3024),
            of("MariaDB", CancelledException.class, 1317),
            of("MariaDB", UniqueViolationException.class, 1062, 1022, 1586),
            of("MariaDB", ForeignKeyViolationException.class, 1451, 1452, 1216, 1217),
            of("MariaDB", NotNullViolationException.class, 1048, 1364),
            of("MariaDB", CheckViolationException.class, 4025, 3819),
            of("MariaDB", InvalidValueException.class, 1264, 1292, 1366, 1406, 1690, "22003"),
            of("MariaDB", InvalidValueException.class, 1118, 1153, 1301, 1390, 1436),
            of(
                "MariaDB",
                StorageFailureException.class,
                1021,
                1030,
                1044,
                1045,
                1054,
                1064,
                1114,
                1142,
                1146,
                1290,
                1568,
                1792),
            // H2
            of("H2", WriteConflictException.class, 40001, 90131),
            of("H2", LockTimeoutException.class, 50200),
            of(
                "H2",
                UnavailableException.class,
                CommitUnknownException.class,
                90067,
                90098,
                90121,
                90135),
            of("H2", CancelledException.class, 57014),
            of("H2", UniqueViolationException.class, 23505),
            of("H2", ForeignKeyViolationException.class, 23503, 23506),
            of("H2", NotNullViolationException.class, 23502),
            of("H2", CheckViolationException.class, 23513, 23514),
            of("H2", InvalidValueException.class, 22001, 22003),
            of(
                "H2",
                StorageFailureException.class,
                CommitUnknownException.class,
                50000,
                90028,
                90030,
                90031),
            of("H2", StorageFailureException.class, 28000, 42102, 90096, 90097))
        .flatMap(codes -> codes);
  }

  private DataException failure(String dialect, Throwable thrown, Phase phase) {
    return new Failures(Dialects.named(dialect), bank.schema)
        .of(thrown, phase, bank.account, "account.insert", NO_DEADLINE);
  }

  @ParameterizedTest
  @MethodSource("codes")
  void code_hasItsMeaning(Code code) {
    var error = new SQLException("text that nobody reads", code.state(), code.code());
    DataException atStatement = failure(code.dialect(), error, Phase.STATEMENT);
    DataException atCommit = failure(code.dialect(), error, Phase.COMMIT);
    assertThat(atStatement).isExactlyInstanceOf(code.statement());
    assertThat(atCommit).isExactlyInstanceOf(code.commit());
    assertThat(Stream.of(atStatement, atCommit)
            .map(failure -> failure instanceof InvalidValueException
                ? failure.getSuppressed()[0]
                : failure.getCause()))
        .containsOnly(error);
    if (atStatement instanceof ConstraintViolationException violation) {
      assertThat(violation.constraint()).as("a name that nobody said").isEqualTo("(unknown)");
    } else if (!(atStatement instanceof InvalidValueException)) {
      assertThat(atStatement)
          .hasMessageContaining("[statement=account.insert, sqlState=" + code.state() + ", code="
              + code.code() + "]");
    }
  }

  @ParameterizedTest
  @MethodSource("codes")
  void code_ofABatch_isThatOfItsFirstError(Code code) {
    var batch = new BatchUpdateException("a batch", "HY000", 0, new int[0]);
    batch.setNextException(new SQLException("text", code.state(), code.code()));
    assertThat(failure(code.dialect(), batch, Phase.STATEMENT))
        .isExactlyInstanceOf(code.statement());
  }

  @Test
  void unknownCode_isAStorageFailure_andNotRetried() {
    for (String dialect : List.of("PostgreSQL", "MariaDB", "H2")) {
      DataException failure =
          failure(dialect, new SQLException("new", "ZZ999", 98765), Phase.STATEMENT);
      assertThat(failure).isExactlyInstanceOf(StorageFailureException.class);
      assertThat(failure.isRetryable()).isFalse();
    }
  }

  @Test
  void noStateAtAll_atCommit_isUnknown() {
    for (String dialect : List.of("PostgreSQL", "MariaDB", "H2")) {
      assertThat(failure(dialect, new SQLException("Connection is closed"), Phase.COMMIT))
          .isExactlyInstanceOf(CommitUnknownException.class);
      assertThat(failure(dialect, new IllegalStateException("driver"), Phase.COMMIT))
          .isExactlyInstanceOf(CommitUnknownException.class);
    }
  }

  @Test
  void stoppedStatement_afterTheDeadline_isTheDeadline() {
    var late = new Deadline(Optional.of(System.nanoTime() - 1));
    for (String dialect : List.of("PostgreSQL", "H2")) {
      var stopped = new SQLException("stopped", "57014", dialect.equals("H2") ? 57014 : 0);
      assertThat(new Failures(Dialects.named(dialect), bank.schema)
              .of(stopped, Phase.STATEMENT, null, "x", late))
          .isExactlyInstanceOf(DeadlineExceededException.class);
    }
  }

  // --- names of constraints

  @Test
  void messages_thatNameAConstraint_areRead() {
    assertName(
        "MariaDB", 1062, "Duplicate entry 'x' for key 'account_owner_key'", "account_owner_key");
    assertName("MariaDB", 1062, "Duplicate entry '1' for key 'PRIMARY'", "account_pkey");
    assertName("MariaDB", 1062, "Duplicate entry '1' for key 'transfer.PRIMARY'", "transfer_pkey");
    assertName("MariaDB", 1062, "Duplicate entry '1' for key 'made_by_hand'", "made_by_hand");
    assertName(
        "MariaDB",
        3819,
        "Check constraint 'account_balance_check' is violated.",
        "account_balance_check");
    assertName("H2", 23505, "\"PRIMARY KEY ON PUBLIC.account(id) ( 1, 'a')\"", "account_pkey");
    assertName(
        "H2", 23505, "\"PUBLIC.PRIMARY_KEY_5 ON PUBLIC.account(id) VALUES (1)\"", "account_pkey");
    assertName(
        "H2",
        23505,
        "\"PUBLIC.account_owner_key INDEX PUBLIC.account_owner_key_INDEX_B ON PUBLIC.account(owner)\"",
        "account_owner_key");
    assertName(
        "H2", 23505, "\"PUBLIC.made_by_hand ON PUBLIC.account(rank) VALUES (1)\"", "made_by_hand");
  }

  @Test
  void messages_thatNameNothing_giveNoGuess() {
    assertName("MariaDB", 1022, "Can't write; duplicate key in table 'account'", "(unknown)");
    assertName("MariaDB", 1217, "Cannot delete or update a parent row", "(unknown)");
    assertName("H2", 23505, "Eindeutiger Index verletzt", "(unknown)");
    assertName("PostgreSQL", 0, "no fields", "(unknown)");
  }

  private void assertName(String dialect, int code, String message, String name) {
    String state = code == 0 ? "23505" : "23000";
    DataException failure =
        failure(dialect, new SQLException(message, state, code), Phase.STATEMENT);
    assertThat(((ConstraintViolationException) failure).constraint()).isEqualTo(name);
  }

  @Test
  void statementThatAPoolerLost_saysWhatToSet() {
    for (String state : List.of("26000", "42P05")) {
      assertThat(failure("PostgreSQL", new SQLException("S_1", state), Phase.STATEMENT))
          .isInstanceOf(StorageFailureException.class)
          .hasMessageContaining("set prepareThreshold=0 in the JDBC URL");
    }
  }
}
