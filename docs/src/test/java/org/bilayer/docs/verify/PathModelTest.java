package org.bilayer.docs.verify;

import org.bilayer.contracts.sample.Company;
import org.bilayer.testkit.database.Databases;
import org.bilayer.testkit.verify.ModelVerification;
import org.bilayer.testkit.verify.Verification;

/** References to one table, to the own one, over two columns and without a foreign key, on every database. */
final class PathModelTest extends ModelVerification {

  @Override
  protected Verification verification() {
    return Verification.of(Company.MODEL)
        .on(Databases.h2(), Databases.postgresql(), Databases.mariadb())
        .operations(500, 30_000);
  }
}
