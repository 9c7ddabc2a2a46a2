package org.bilayer.docs.garage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bilayer.DataLayer;
import org.bilayer.UnitOptions;
import org.bilayer.docs.garage.Job.Checklist;
import org.bilayer.docs.garage.Job.Part;
import org.bilayer.docs.garage.Job.Skill;
import org.bilayer.docs.garage.JobQueries.Use;
import org.bilayer.docs.garage.Vehicle.Van;
import org.bilayer.failure.UnavailableException;
import org.bilayer.testkit.fault.Fault;
import org.bilayer.testkit.fault.FaultPlan;
import org.bilayer.testkit.fault.Operation;
import org.bilayer.testkit.junit.LayerExtension;
import org.bilayer.testkit.junit.Statements;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tests of hand-written queries: the Java form answers here, the mapper in the subclasses. */
class JobReportTest {

  // tag::extension[]
  @RegisterExtension
  static final LayerExtension LAYER = LayerExtension.of(Garage.MODEL)
      .queries(JobQueries.class, JobMapper.class, JobsInMemory::new)
      .seeded(work -> {
        work.repository(Garage.VEHICLES).add(new Van("HH-CD 2", 900));
        work.repository(Garage.JOBS).add(job(1, new Part("pad", 4, new BigDecimal("12.50"))));
      });
  // end::extension[]

  private static Job job(long number, Part part) {
    return new Job(
        number,
        "HH-CD 2",
        Set.of(Skill.BRAKES),
        List.of(part),
        new Checklist("service", Map.of("oil", true)));
  }

  @Test
  void mostUsed_ofSeededAndPendingJobs_isTheSameOnEveryBackend(DataLayer data) {
    List<Use> uses = data.execute(work -> {
      work.repository(Garage.JOBS).add(job(2, new Part("disc", 9, new BigDecimal("40.00"))));
      return work.queries(JobQueries.class).mostUsed(10);
    });

    assertThat(uses).extracting(Use::sku).containsExactly("disc", "pad");
    assertThat(uses).extracting(Use::quantity).containsExactly(9L, 4L);
  }

  @Test
  void queries_areOneStatementEach_whateverAnswersThem(DataLayer data, Statements statements) {
    data.run(work -> {
      work.repository(Garage.JOBS).add(job(2, new Part("disc", 9, new BigDecimal("40.00"))));
      JobQueries queries = work.queries(JobQueries.class);
      queries.mostUsed(10);
      queries.jobsOf("HH-CD 2");
    });

    assertThat(statements)
        .hasToString("[INSERT job x 1, INSERT job_part x 1, QUERIES JobQueries.mostUsed,"
            + " QUERIES JobQueries.jobsOf]");
  }

  @Test
  void fault_atAQuery_endsTheUnitAndStoresNothing(DataLayer data, FaultPlan faults) {
    faults.nth(2, Operation.QUERIES, Fault.CONNECTION_LOST);

    assertThatThrownBy(() -> data.run(UnitOptions.defaults().maxTries(1), work -> {
          work.repository(Garage.JOBS).add(job(2, new Part("disc", 9, new BigDecimal("40.00"))));
          JobQueries queries = work.queries(JobQueries.class);
          assertThat(queries.jobsOf("HH-CD 2")).isEqualTo(2);
          queries.jobsOf("HH-CD 2");
        }))
        .isInstanceOf(UnavailableException.class);

    assertThat(data.<Long>execute(work -> work.queries(JobQueries.class).jobsOf("HH-CD 2")))
        .isEqualTo(1);
  }

  @Test
  void answerLost_ofAQuery_isMetOnceOnEveryBackend(DataLayer data, FaultPlan faults) {
    faults.next(Operation.QUERIES, Fault.ANSWER_LOST);

    assertThat(data.<Long>execute(work -> work.queries(JobQueries.class).jobsOf("HH-CD 2")))
        .isEqualTo(1);
    assertThat(faults.raised()).hasSize(1);
  }

  @Test
  void queries_equalThemselvesOnly(DataLayer data) {
    data.run(work -> {
      JobQueries queries = work.queries(JobQueries.class);
      assertThat(queries.equals(queries)).isTrue();
      assertThat(queries.hashCode()).isEqualTo(queries.hashCode());
      assertThat(queries.equals(new Object())).isFalse();
    });
  }
}
