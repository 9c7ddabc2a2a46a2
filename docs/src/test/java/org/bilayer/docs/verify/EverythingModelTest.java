package org.bilayer.docs.verify;

import org.bilayer.testkit.database.Databases;
import org.bilayer.testkit.verify.ModelVerification;
import org.bilayer.testkit.verify.Verification;

// tag::everything[]
/** The samples of the testkit, all in one model, on every database. */
final class EverythingModelTest extends ModelVerification {

  @Override
  protected Verification verification() {
    return Verification.of(Everything.MODEL)
        .on(Databases.h2(), Databases.postgresql(), Databases.mariadb())
        .operations(1_500, 100_000);
  }
}
// end::everything[]
