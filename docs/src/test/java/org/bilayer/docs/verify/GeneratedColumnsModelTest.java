package org.bilayer.docs.verify;

import org.bilayer.contracts.sample.Offer;
import org.bilayer.contracts.sample.Visit;
import org.bilayer.model.Model;
import org.bilayer.testkit.database.Databases;
import org.bilayer.testkit.verify.ModelVerification;
import org.bilayer.testkit.verify.Verification;

/** Columns that the database fills, on every database. */
final class GeneratedColumnsModelTest extends ModelVerification {

  @Override
  protected Verification verification() {
    return Verification.of(Model.of(Offer.OFFERS, Visit.VISITS))
        .on(Databases.h2(), Databases.postgresql(), Databases.mariadb())
        .operations(500, 30_000);
  }
}
