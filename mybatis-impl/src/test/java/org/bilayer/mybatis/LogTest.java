package org.bilayer.mybatis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.bilayer.mybatis.fixture.Server;
import org.bilayer.mybatis.fixture.Tables;
import org.bilayer.mybatis.fixture.TestDatabase;
import org.bilayer.store.Fetch;
import org.bilayer.store.Schema;
import org.bilayer.store.Store;
import org.bilayer.store.StoreSession;
import org.bilayer.store.Table;
import org.bilayer.store.Write;
import org.bilayer.value.Key;
import org.bilayer.value.Level;
import org.bilayer.value.Lock;
import org.bilayer.value.StoredType;
import org.bilayer.value.StoredType.Kind;
import org.junit.jupiter.api.Test;

/** Statements are visible through SLF4J, table by table. */
final class LogTest {

  /** slf4j-simple asks for the level when a logger is made, and writes to System.err as it is at that moment. */
  @Test
  void statements_areLoggedUnderTheNameOfTheirTable() {
    String property = "org.slf4j.simpleLogger.log.org.bilayer.sql.logged";
    PrintStream err = System.err;
    var out = new ByteArrayOutputStream();
    System.setProperty(property, "debug");
    System.setErr(new PrintStream(out, true, StandardCharsets.UTF_8));
    Table table = Tables.table("logged").key("id", StoredType.of(Kind.INT32)).build();
    try (TestDatabase database = Server.H2.create();
        Store store = database.create(new Schema(List.of(table)));
        StoreSession session = TestDatabase.open(store, Level.SNAPSHOT)) {
      session.write(List.of(new Write.Insert(table, Key.of(1), new Object[] {1})));
      session.fetch(new Fetch(table, table.key(), List.of(Key.of(1)), Lock.NONE));
      session.commit();
    } finally {
      System.clearProperty(property);
      System.setErr(err);
    }
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("org.bilayer.sql.logged.insert - ==>  Preparing: INSERT INTO \"logged\"")
        .contains("org.bilayer.sql.logged.get - ==>  Preparing: SELECT \"id\"");
  }
}
