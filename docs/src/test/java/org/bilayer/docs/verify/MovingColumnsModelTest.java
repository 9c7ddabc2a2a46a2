package org.bilayer.docs.verify;

import org.bilayer.contracts.sample.Hotel;
import org.bilayer.model.Phase;
import org.bilayer.testkit.database.Databases;
import org.bilayer.testkit.verify.ModelVerification;
import org.bilayer.testkit.verify.Verification;
import org.junit.jupiter.api.Nested;

/** Attributes that move between columns, in both phases that write two columns, on every database. */
final class MovingColumnsModelTest {

  @Nested
  final class ReadingTheOldColumns extends ModelVerification {
    @Override
    protected Verification verification() {
      return verificationIn(Phase.READ_OLD);
    }
  }

  @Nested
  final class ReadingTheNewColumns extends ModelVerification {
    @Override
    protected Verification verification() {
      return verificationIn(Phase.READ_NEW);
    }
  }

  private static Verification verificationIn(Phase phase) {
    return Verification.of(new Hotel(phase).model)
        .on(Databases.h2(), Databases.postgresql(), Databases.mariadb())
        .operations(300, 20_000);
  }
}
