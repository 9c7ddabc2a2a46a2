package org.bilayer.mybatis;

import static org.assertj.core.api.Assertions.assertThat;

import org.bilayer.mybatis.fixture.Server;
import org.bilayer.mybatis.fixture.TestDatabase;
import org.bilayer.spi.SchemaDifference;
import org.bilayer.testkit.sample.Archive;
import org.junit.jupiter.api.Test;

/** MariaDB keeps tables in engines of its choice, some without transactions. */
final class MariaDbEngineTest {

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
}
