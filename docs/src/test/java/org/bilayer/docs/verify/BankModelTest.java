package org.bilayer.docs.verify;

import org.bilayer.testkit.database.Databases;
import org.bilayer.testkit.verify.ModelVerification;
import org.bilayer.testkit.verify.Verification;

/** The bank's own model, on every database. */
final class BankModelTest extends ModelVerification {

  @Override
  protected Verification verification() {
    return FirstDifference.aided().on(Databases.h2(), Databases.postgresql(), Databases.mariadb());
  }
}
