package org.bilayer.mybatis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bilayer.mybatis.fixture.Bank;
import org.bilayer.mybatis.fixture.Server;
import org.bilayer.mybatis.fixture.SqlRecorder;
import org.bilayer.mybatis.fixture.TestDatabase;
import org.bilayer.mybatis.internal.session.MyBatisStore;
import org.bilayer.store.SessionOptions;
import org.bilayer.store.Store;
import org.bilayer.store.StoreSession;
import org.bilayer.store.Write;
import org.bilayer.value.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Which statements go to the database, and how many. */
@ParameterizedClass
@EnumSource(Server.class)
final class SentSqlTest {

  @Parameter
  Server server;

  private final Bank bank = new Bank();
  private TestDatabase database;
  private SqlRecorder recorder;
  private Store store;

  @BeforeEach
  void open() {
    database = server.create();
    database.create(bank.schema).close();
    recorder = new SqlRecorder(database.pool());
    store = MyBatisStore.open(bank.schema, recorder.dataSource(), MyBatisStore.Setup.PLAIN);
    recorder.clear();
  }

  @AfterEach
  void drop() {
    assertThat(recorder.open()).isZero();
    store.close();
    database.close();
  }

  /** Without quotes, and without what a database puts around a transaction. */
  private List<String> sent() {
    var plain = new ArrayList<String>();
    for (String sql : recorder.sent()) {
      if (!sql.startsWith("SET @@") && !sql.startsWith("SET SESSION")) {
        plain.add(sql.replaceAll("[`\"]", "").replaceFirst("^BEGIN ISOLATION LEVEL [A-Z ]+;", ""));
      }
    }
    return plain;
  }

  private StoreSession begin() {
    return store.open(SessionOptions.of(Level.SNAPSHOT, false, Optional.empty()));
  }

  @Test
  void unitWithoutACall_takesNoConnection() {
    try (StoreSession session = begin()) {
      session.commit();
    }
    begin().close();
    assertThat(recorder.taken()).isZero();
    assertThat(recorder.sent()).isEmpty();
  }

  @Test
  void loadOfOneRow_isOneStatement() {
    try (StoreSession session = begin()) {
      bank.get(session, 1L);
      session.commit();
    }
    assertThat(sent())
        .containsExactly(
            "SELECT id, owner, balance, rank, version FROM account WHERE id = ?", "COMMIT");
    assertThat(recorder.taken()).isEqualTo(1);
  }

  @Test
  void changeOfOneColumn_writesThatAndTheVersion() {
    try (StoreSession session = begin()) {
      session.write(List.of(bank.setBalance(1, "2.00", 1)));
      session.commit();
    }
    assertThat(sent())
        .containsExactly(
            "UPDATE account SET balance = ?, version = ? WHERE id = ? AND version = ?", "COMMIT");
  }

  @Test
  void insertOfAThousandRows_isOneTripOfEach() {
    var writes = new ArrayList<Write>();
    for (int id = 1; id <= 1000; id++) {
      writes.add(bank.addAccount(id));
    }
    try (StoreSession session = begin()) {
      session.write(writes);
      session.commit();
    }
    String columns = "INSERT INTO account (id, owner, balance, rank, version) ";
    assertThat(sent())
        .containsExactly(
            server == Server.POSTGRESQL
                ? columns + "SELECT unnest(?), unnest(?), unnest(?), unnest(?), unnest(?)"
                : columns + "VALUES (?, ?, ?, ?, ?) [x1000]",
            "COMMIT");
  }

  @Test
  void transaction_costsNoTripBeyondItsStatements() {
    try (StoreSession session = begin()) {
      bank.get(session, 1L);
      session.commit();
    }
    int around = switch (server) {
      case H2, POSTGRESQL -> 0;
      // One before and one after, as setAutoCommit(false) and its undoing would be.
      case MARIADB -> 2;
    };
    assertThat(recorder.sent()).hasSize(2 + around);
  }
}
