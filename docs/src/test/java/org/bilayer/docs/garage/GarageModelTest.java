package org.bilayer.docs.garage;

import org.bilayer.testkit.database.Databases;
import org.bilayer.testkit.verify.ModelVerification;
import org.bilayer.testkit.verify.Verification;

/** The garage's own model and its hand-written queries, on every database. */
// tag::verification[]
final class GarageModelTest extends ModelVerification {

  @Override
  protected Verification verification() {
    return Verification.of(Garage.MODEL)
        .on(Databases.h2(), Databases.postgresql(), Databases.mariadb())
        .values(Garage.SKU, random -> "sku-" + random.nextInt(8))
        .queries(JobQueries.class, JobMapper.class, JobsInMemory::new);
  }
}
// end::verification[]
