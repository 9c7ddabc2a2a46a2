package org.bilayer.mybatis;

import static org.assertj.core.api.Assertions.assertThat;

import org.bilayer.contracts.sample.Archive;
import org.bilayer.mybatis.fixture.Server;
import org.bilayer.mybatis.fixture.TestDatabase;
import org.bilayer.store.SchemaDifference;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;

/** What only one of the servers can have in its tables. */
final class OneServerSchemaCheckTest {

  @Test
  void differences_ofConstraintsCheckedAtTheCommit_nameThem() {
    try (TestDatabase database = Server.POSTGRESQL.create()) {
      MyBatisDataLayer.createTables(Archive.MODEL, database.pool());
      database.execute(
          "ALTER TABLE document ADD CONSTRAINT late UNIQUE (id) DEFERRABLE INITIALLY DEFERRED");
      assertThat(MyBatisDataLayer.schemaDifferences(Archive.MODEL, database.pool()).stream()
              .map(SchemaDifference::toString))
          .containsExactly(
              "document.late: expected a constraint that is checked with each statement, found INITIALLY"
                  + " DEFERRED; a violation is reported at the commit only, and no attempt can "
                  + "survive the violation");
    }
  }

  @Test
  void differences_ofAView_andOfTriggers_areNoted() {
    try (TestDatabase database = Server.POSTGRESQL.create()) {
      MyBatisDataLayer.createTables(Archive.MODEL, database.pool());
      database.execute(
          "CREATE FUNCTION keep() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
          "CREATE TRIGGER audit BEFORE INSERT ON document FOR EACH ROW EXECUTE FUNCTION keep()");
      assertThat(MyBatisDataLayer.schemaDifferences(Archive.MODEL, database.pool()).stream()
              .map(SchemaDifference::toString))
          .containsExactly(
              "document.audit: expected no trigger, found a trigger; the trigger may change or "
                  + "refuse rows, and memory does not");
      database.execute(
          "ALTER TABLE document RENAME TO old_document",
          "CREATE VIEW document AS SELECT * FROM old_document");
      assertThat(MyBatisDataLayer.schemaDifferences(Archive.MODEL, database.pool()).stream()
              .filter(difference -> difference.part().equals("document"))
              .map(SchemaDifference::toString))
          .containsExactly(
              "document: expected a table, found a view or another kind of relation; its constraints"
                  + " cannot be compared");
    }
  }

  @Test
  void differences_ofATableThatCannotRollBack_nameTheEngine() {
    try (TestDatabase database = Server.MARIADB.create()) {
      MyBatisDataLayer.createTables(Archive.MODEL, database.pool());
      database.execute("ALTER TABLE document ENGINE=MyISAM");
      assertThat(MyBatisDataLayer.schemaDifferences(Archive.MODEL, database.pool()).stream()
              .map(SchemaDifference::toString))
          .containsExactly(
              "document: expected a storage engine with transactions, found MyISAM; nothing"
                  + " can be rolled back; convert it to InnoDB");
    }
  }

  @Test
  void differences_ofAnH2DatabaseInLowerCase_areNone() {
    var database = new JdbcDataSource();
    database.setURL("jdbc:h2:mem:lower;DATABASE_TO_LOWER=TRUE;DB_CLOSE_DELAY=-1");
    MyBatisDataLayer.createTables(Archive.MODEL, database);
    assertThat(MyBatisDataLayer.schemaDifferences(Archive.MODEL, database)).isEmpty();
  }
}
