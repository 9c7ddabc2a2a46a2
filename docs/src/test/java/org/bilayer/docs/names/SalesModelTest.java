package org.bilayer.docs.names;

import org.bilayer.testkit.database.Databases;
import org.bilayer.testkit.verify.ModelVerification;
import org.bilayer.testkit.verify.Verification;

/** Tables of other names, in three schemas, on every database. */
final class SalesModelTest extends ModelVerification {

  @Override
  protected Verification verification() {
    return Verification.of(Sales.MODEL)
        .on(Databases.h2(), Databases.postgresql(), Databases.mariadb());
  }
}
