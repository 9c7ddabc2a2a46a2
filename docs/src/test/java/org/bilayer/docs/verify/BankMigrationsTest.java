package org.bilayer.docs.verify;

import org.bilayer.mybatis.migration.FlywayMigrations;
import org.bilayer.testkit.database.Databases;
import org.bilayer.testkit.verify.ModelVerification;
import org.bilayer.testkit.verify.Verification;

/** The bank's own model, on the tables that its migrations make. */
final class BankMigrationsTest extends ModelVerification {

  @Override
  protected Verification verification() {
    return FirstDifference.aided()
        .operations(200, 10_000)
        .onTablesOf(FlywayMigrations.of("classpath:bank/migration/{database}"))
        .on(Databases.h2(), Databases.postgresql(), Databases.mariadb());
  }
}
