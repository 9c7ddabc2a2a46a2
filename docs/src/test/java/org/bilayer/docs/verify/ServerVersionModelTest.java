package org.bilayer.docs.verify;

import org.bilayer.contracts.VersionStrategy;
import org.bilayer.contracts.sample.Bank;
import org.bilayer.testkit.database.Databases;
import org.bilayer.testkit.verify.ModelVerification;
import org.bilayer.testkit.verify.Verification;

/** Rows whose versions the server gives. */
final class ServerVersionModelTest extends ModelVerification {

  @Override
  protected Verification verification() {
    return Verification.of(VersionStrategy.SERVER.of(Bank.MODEL))
        .on(Databases.postgresql())
        .operations(800, 30_000);
  }
}
