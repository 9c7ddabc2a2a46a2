package org.bilayer.docs.verify;

import org.bilayer.contracts.sample.Rate;
import org.bilayer.testkit.database.Databases;
import org.bilayer.testkit.verify.ModelVerification;
import org.bilayer.testkit.verify.Verification;

/** Decimals without a precision, on the databases that have them. */
final class UnboundedDecimalModelTest extends ModelVerification {

  @Override
  protected Verification verification() {
    return Verification.of(Rate.MODEL)
        .on(Databases.h2(), Databases.postgresql())
        .operations(500, 20_000);
  }
}
