package org.bilayer.inmemory.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bilayer.contracts.sample.Company.CHECKER;
import static org.bilayer.contracts.sample.Company.DOER;
import static org.bilayer.contracts.sample.Company.DOERS_MANAGER;
import static org.bilayer.contracts.sample.Company.EMPLOYEES;
import static org.bilayer.contracts.sample.Company.GRADE;
import static org.bilayer.contracts.sample.Company.ID;
import static org.bilayer.contracts.sample.Company.JOB;
import static org.bilayer.contracts.sample.Company.JOBS;
import static org.bilayer.contracts.sample.Company.MANAGER;
import static org.bilayer.contracts.sample.Company.NAME;
import static org.bilayer.contracts.sample.Company.TITLE;

import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.bilayer.DataLayer;
import org.bilayer.Repository;
import org.bilayer.UnitOfWork;
import org.bilayer.UnitOptions;
import org.bilayer.contracts.sample.Company;
import org.bilayer.contracts.sample.Company.Employee;
import org.bilayer.contracts.sample.Company.Job;
import org.bilayer.failure.ConflictException;
import org.bilayer.inmemory.InMemoryDataLayer;
import org.bilayer.query.Query;
import org.bilayer.query.Specification;
import org.bilayer.value.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Enough rows that memory begins at the rows referred to: the same answers, and the same conflicts. */
final class FarEndTest {

  private static final int PEOPLE = 200;
  private static final int JOB_COUNT = 2_000;
  private static final UnitOptions SERIALIZABLE =
      UnitOptions.defaults().level(Level.SERIALIZABLE).maxTries(1);

  private final List<Employee> people = IntStream.range(0, PEOPLE)
      .mapToObj(id -> new Employee(
          id, "n" + id % 50, id % 7 == 0 ? null : id % 9, id == 0 ? null : id / 10, null))
      .toList();
  private final List<Job> jobs = IntStream.range(0, JOB_COUNT)
      .mapToObj(id -> new Job(
          id,
          "t" + id % 3,
          BigDecimal.ONE.setScale(2),
          id % PEOPLE,
          id % 5 == 0 ? null : id % 100,
          null,
          Set.of()))
      .toList();

  private DataLayer data;

  @BeforeEach
  void fill() {
    data = InMemoryDataLayer.of(Company.MODEL);
    data.run(work -> {
      work.repository(EMPLOYEES).addAll(people);
      work.repository(JOBS).addAll(jobs);
    });
  }

  @AfterEach
  void close() {
    data.close();
  }

  private Employee person(Integer id) {
    return people.get(id);
  }

  private void assertFound(Specification<Job> where, Predicate<Job> expected) {
    List<Integer> ids = jobs.stream().filter(expected).map(Job::id).toList();
    List<Integer> found = data.execute(
        work -> work.repository(JOBS).find(Query.where(where).orderBy(JOB.asc())).stream()
            .map(Job::id)
            .toList());
    assertThat(found).isEqualTo(ids);
    long count = data.execute(work -> work.repository(JOBS).count(where));
    assertThat(count).isEqualTo(ids.size());
  }

  @Test
  void conditions_thatChooseFewRowsAtTheFarEnd_findTheSame() {
    assertFound(DOER.at(ID).eq(17), job -> job.doer() == 17);
    assertFound(DOER.at(ID).in(List.of(3, 17, 999)), job -> job.doer() == 3 || job.doer() == 17);
    assertFound(
        CHECKER.at(ID).eq(21).and(TITLE.eq("t1")),
        job -> job.checker() != null && job.checker() == 21 && job.title().equals("t1"));
    assertFound(DOER.at(ID).eq(999), job -> false);
    assertFound(
        DOER.at(ID).le(40).and(DOER.at(ID).ge(38)).and(CHECKER.at(NAME).isNull()),
        job -> job.doer() >= 38 && job.doer() <= 40 && job.checker() == null);
    assertFound(
        DOERS_MANAGER.at(ID).eq(4),
        job -> person(job.doer()).manager() != null && person(job.doer()).manager() == 4);
    assertFound(DOERS_MANAGER.at(MANAGER).at(ID).eq(1).and(DOER.at(GRADE).isNotNull()), job -> {
      Employee doer = person(job.doer());
      Integer manager = doer.manager();
      Integer above = manager == null ? null : person(manager).manager();
      return above != null && above == 1 && doer.grade() != null;
    });
  }

  @Test
  void conditions_thatAreTrueWithoutARow_areNotSoughtAtTheFarEnd() {
    assertFound(CHECKER.at(ID).isNull(), job -> job.checker() == null);
    assertFound(
        CHECKER.at(ID).eq(21).or(CHECKER.at(ID).isNull()),
        job -> job.checker() == null || job.checker() == 21);
    assertFound(
        CHECKER.at(ID).eq(21).or(TITLE.eq("t1")),
        job -> job.title().equals("t1") || (job.checker() != null && job.checker() == 21));
  }

  /** Reads, lets another unit change something, and then writes what the read decided. */
  private void assertConflict(Specification<Job> read, Employee change) {
    try (UnitOfWork unit = data.begin(SERIALIZABLE)) {
      unit.repository(JOBS).count(read);
      data.run(work -> {
        Repository<Employee, Integer> employees = work.repository(EMPLOYEES);
        employees.get(change.id());
        employees.update(change);
      });
      unit.repository(JOBS)
          .change(
              0,
              job -> new Job(
                  job.id(),
                  "decided",
                  job.cost(),
                  job.doer(),
                  job.checker(),
                  job.former(),
                  job.tags()));
      assertThatThrownBy(unit::commit).isInstanceOf(ConflictException.class);
    }
  }

  @Test
  void serializableUnit_thatBeganAtTheFarEnd_conflictsWithEachChangeThatMatters() {
    Employee leaf = people.get(150);
    Employee moved = new Employee(leaf.id(), leaf.name(), leaf.grade(), 4, null);
    assertConflict(DOERS_MANAGER.at(ID).eq(4), moved);
    Employee boss = people.get(4);
    assertConflict(
        DOERS_MANAGER.at(ID).eq(4).and(DOERS_MANAGER.at(NAME).eq("n4")), boss.named("other"));
    assertConflict(
        DOERS_MANAGER.at(ID).eq(5).and(DOERS_MANAGER.at(NAME).eq("nobody")),
        people.get(5).named("nobody"));
  }

  @Test
  void serializableUnit_doesNotConflictWithRowsThatNothingReadRefersTo() {
    try (UnitOfWork unit = data.begin(SERIALIZABLE)) {
      unit.repository(JOBS).count(DOER.at(ID).eq(17));
      data.run(work -> work.repository(EMPLOYEES).change(99, each -> each.named("other")));
      unit.repository(JOBS)
          .change(
              1,
              job -> new Job(
                  job.id(),
                  "decided",
                  job.cost(),
                  job.doer(),
                  job.checker(),
                  job.former(),
                  job.tags()));
      unit.commit();
    }
  }
}
