package org.bilayer.docs.verify;

import org.bilayer.contracts.sample.Recipe;
import org.bilayer.testkit.database.Databases;
import org.bilayer.testkit.verify.ModelVerification;
import org.bilayer.testkit.verify.Verification;

/** Text whose letter case the database ignores, or that it sorts by language, on every database. */
final class CollationModelTest extends ModelVerification {

  @Override
  protected Verification verification() {
    return Verification.of(Recipe.MODEL)
        .on(Databases.h2(), Databases.postgresql(), Databases.mariadb())
        .operations(500, 30_000);
  }
}
