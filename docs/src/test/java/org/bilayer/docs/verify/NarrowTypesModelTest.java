package org.bilayer.docs.verify;

import org.bilayer.contracts.sample.Film;
import org.bilayer.contracts.sample.Gauge;
import org.bilayer.contracts.sample.Voyage;
import org.bilayer.model.Model;
import org.bilayer.testkit.database.Databases;
import org.bilayer.testkit.verify.ModelVerification;
import org.bilayer.testkit.verify.Verification;

/** Types that hold less than their kind, and labels, on every database. */
final class NarrowTypesModelTest extends ModelVerification {

  @Override
  protected Verification verification() {
    return Verification.of(Model.of(Gauge.GAUGES, Film.FILMS, Voyage.VOYAGES))
        .on(Databases.h2(), Databases.postgresql(), Databases.mariadb())
        .operations(800, 30_000);
  }
}
