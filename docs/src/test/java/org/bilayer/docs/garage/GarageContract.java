package org.bilayer.docs.garage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.bilayer.DataLayer;
import org.bilayer.UnitOfWork;
import org.bilayer.contracts.TestSeed;
import org.bilayer.docs.garage.Job.Checklist;
import org.bilayer.docs.garage.Job.Part;
import org.bilayer.docs.garage.Job.Skill;
import org.bilayer.docs.garage.Vehicle.Car;
import org.bilayer.docs.garage.Vehicle.Van;
import org.bilayer.failure.MisuseException;
import org.bilayer.failure.UnitOfWorkFailedException;
import org.bilayer.query.Query;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the page about models shows, on each backend. */
abstract class GarageContract {

  private static final Checklist OIL =
      new Checklist("service", Map.of("oil", true, "tyres", false));

  /** Nobody registered anything for it. */
  public interface ForgottenQueries {
    long answer();
  }

  private DataLayer data;

  abstract DataLayer open();

  @BeforeEach
  void openGarage() {
    data = open();
    data.run(work -> work.repository(Garage.VEHICLES)
        .addAll(List.of(new Car("HH-AB 1", 5), new Van("HH-CD 2", 900))));
  }

  @AfterEach
  void closeGarage() {
    if (data != null) {
      data.close();
    }
  }

  @Test
  void sealedType_isReadAsWhatItWas() {
    List<Vehicle> large = data.execute(work -> {
      // tag::ask-variants[]
      var vehicles = work.repository(Garage.VEHICLES);
      List<Vehicle> found =
          vehicles.find(Query.where(Garage.VAN.at(Garage.PAYLOAD).gt(500)));
      // end::ask-variants[]
      return found;
    });
    assertThat(large).containsExactly(new Van("HH-CD 2", 900));
  }

  @Test
  void job_isStoredWithItsParts_andChangedByDifference() {
    // tag::add[]
    long number = data.execute(work -> {
      long next = work.nextValue(Garage.JOB_NUMBERS); // known before the insert
      var parts = List.of(new Part("pad", 4, new BigDecimal("12.50")));
      work.repository(Garage.JOBS).add(new Job(next, "HH-AB 1", Set.of(Skill.BRAKES), parts, OIL));
      return next;
    });

    var disc = new Part("disc", 2, new BigDecimal("40.00"));
    data.run(work -> work.repository(Garage.JOBS).change(number, job -> job.with(disc)));
    // end::add[]

    Job job = data.execute(work -> work.repository(Garage.JOBS).get(number));
    assertThat(job.parts()).extracting(Part::sku).containsExactly("pad", "disc");
    assertThat(job.checklist()).isEqualTo(OIL);
    long version = data.execute(work -> {
      var jobs = work.repository(Garage.JOBS);
      return jobs.version(jobs.get(number)).number();
    });
    assertThat(version).isEqualTo(2);
  }

  @Test
  void jobs_areFoundByTheirParts() {
    addJobs(new Random(4));
    List<Job> found = data.execute(work -> {
      // tag::ask-children[]
      var jobs = work.repository(Garage.JOBS);
      return jobs.find(
          Query.where(Garage.PARTS.any(Garage.SKU.eq("sku-1").and(Garage.QUANTITY.ge(3)))));
      // end::ask-children[]
    });
    List<Job> all = data.execute(work -> work.repository(Garage.JOBS).find(Query.all()));
    assertThat(found)
        .isNotEmpty()
        .containsExactlyInAnyOrderElementsOf(all.stream()
            .filter(job -> job.parts().stream()
                .anyMatch(part -> part.sku().equals("sku-1") && part.quantity() >= 3))
            .toList());
  }

  @Test
  void queries_answerAsTheirTwinDoes_onGeneratedData() {
    long seed = TestSeed.next().value();
    addJobs(new Random(seed));
    // tag::compare[]
    data.run(work -> {
      JobQueries queries = work.queries(JobQueries.class);
      JobQueries twin = new JobsInMemory(work); // reads through repositories, so it works here too
      for (int limit : List.of(1, 2, 100)) {
        assertThat(queries.mostUsed(limit)).as("seed %s", seed).isEqualTo(twin.mostUsed(limit));
      }
      assertThat(queries.jobsOf("HH-AB 1")).isEqualTo(twin.jobsOf("HH-AB 1"));
    });
    // end::compare[]
  }

  @Test
  void queries_seeWhatIsNotYetWritten() {
    data.run(work -> {
      JobQueries queries = work.queries(JobQueries.class);
      assertThat(queries.jobsOf("HH-CD 2")).isZero();
      // tag::ask-queries[]
      work.repository(Garage.JOBS).add(job(work, new Random(1)));
      List<JobQueries.Use> uses = work.queries(JobQueries.class).mostUsed(10); // sees the new job
      // end::ask-queries[]
      assertThat(uses).isNotEmpty();
    });
  }

  @Test
  void queries_withoutAnImplementation_areNamed_andEndTheUnit() {
    try (UnitOfWork work = data.begin()) {
      assertThatThrownBy(() -> work.queries(ForgottenQueries.class))
          .isInstanceOf(MisuseException.class)
          .hasMessageStartingWith(
              "The queries " + ForgottenQueries.class.getName() + " have no implementation for ")
          .hasMessageContaining("LayerExtension.queries(...)");
      assertThatThrownBy(() -> work.repository(Garage.JOBS).find(Query.all()))
          .isInstanceOf(UnitOfWorkFailedException.class);
    }
  }

  private void addJobs(Random random) {
    data.run(work -> {
      for (int i = 0; i < 30; i++) {
        work.repository(Garage.JOBS).add(job(work, random));
      }
    });
  }

  private static Job job(UnitOfWork work, Random random) {
    var parts = new ArrayList<Part>();
    for (int i = 0; i <= random.nextInt(4); i++) {
      parts.add(new Part(
          "sku-" + random.nextInt(5),
          1 + random.nextInt(5),
          BigDecimal.valueOf(random.nextInt(10_000), 2)));
    }
    String plate = random.nextBoolean() ? "HH-AB 1" : "HH-CD 2";
    return new Job(
        work.nextValue(Garage.JOB_NUMBERS), plate, Set.of(Skill.ENGINE), List.copyOf(parts), OIL);
  }
}
