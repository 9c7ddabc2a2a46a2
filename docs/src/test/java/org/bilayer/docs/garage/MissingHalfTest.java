package org.bilayer.docs.garage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.bilayer.DataLayer;
import org.bilayer.LayerOptions;
import org.bilayer.UnitOfWork;
import org.bilayer.docs.garage.Vehicle.Van;
import org.bilayer.failure.MisuseException;
import org.bilayer.failure.UnitOfWorkFailedException;
import org.bilayer.query.Query;
import org.bilayer.testkit.junit.LayerExtension;
import org.bilayer.testkit.junit.OnDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Hand-written queries of which only the Java form was given. */
class MissingHalfTest {

  private static final AtomicInteger MADE = new AtomicInteger();

  @RegisterExtension
  static final LayerExtension LAYER = LayerExtension.of(Garage.MODEL)
      .options(LayerOptions.defaults().queries(JobQueries.class, work -> {
        MADE.incrementAndGet();
        return new JobsInMemory(work);
      }));

  @Test
  void inMemory_theJavaFormAnswers(DataLayer data) {
    assertThat(data.<Long>execute(work -> work.queries(JobQueries.class).jobsOf("HH-CD 2")))
        .isZero();
  }

  @OnDatabase("h2")
  static class OnH2 {

    @RegisterExtension
    static final LayerExtension LAYER = MissingHalfTest.LAYER;

    @Test
    void onADatabase_theUnitFailsAndNamesTheInterface_andTheJavaFormIsNotMade(DataLayer data) {
      MADE.set(0);
      try (UnitOfWork work = data.begin()) {
        work.repository(Garage.VEHICLES).add(new Van("HH-CD 2", 900));
        assertThatThrownBy(() -> work.queries(JobQueries.class))
            .isInstanceOf(MisuseException.class)
            .hasMessageMatching("The queries " + JobQueries.class.getName()
                + " have no implementation for (H2|PostgreSQL|MariaDB) .*: no MyBatis mapper is or extends the interface\\."
                + " Register one by .*mapper.*LayerExtension\\.queries\\(\\.\\.\\.\\)\\."
                + " Their Java form answers in memory only\\.");
        assertThatThrownBy(work::commit).isInstanceOf(UnitOfWorkFailedException.class);
      }

      assertThat(MADE).hasValue(0);
      List<Vehicle> stored =
          data.execute(work -> work.repository(Garage.VEHICLES).find(Query.all()));
      assertThat(stored).isEmpty();
    }
  }

  @OnDatabase("postgresql")
  static final class OnPostgresql extends OnH2 {}

  @OnDatabase("mariadb")
  static final class OnMariaDb extends OnH2 {}
}
