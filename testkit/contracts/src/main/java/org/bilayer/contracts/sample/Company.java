package org.bilayer.contracts.sample;

import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import org.bilayer.model.Codec;
import org.bilayer.model.Column;
import org.bilayer.model.ElementCollection;
import org.bilayer.model.Embedded;
import org.bilayer.model.Mapping;
import org.bilayer.model.Model;
import org.bilayer.model.Path;
import org.bilayer.model.Reference;
import org.bilayer.model.Value;
import org.bilayer.query.Attribute;
import org.jspecify.annotations.Nullable;

/**
 * Jobs that refer to employees, who refer to their managers and to sites: two references to one table, one to the own table, one
 * over an id of two columns, one that the database does not enforce.
 */
public final class Company {

  /** Identifies a site. */
  public record SiteId(String country, int no) {}

  /** A place of work. */
  public record Site(SiteId id, String name, @Nullable Integer floor) {}

  /** Somebody who does jobs. */
  public record Employee(
      int id,
      String name,
      @Nullable Integer grade,
      @Nullable Integer manager,
      @Nullable SiteId site) {

    /** The same with another name. */
    public Employee named(String next) {
      return new Employee(id, next, grade, manager, site);
    }

    /** The same with another grade. */
    public Employee graded(@Nullable Integer next) {
      return new Employee(id, name, next, manager, site);
    }
  }

  /** Something to do. */
  public record Job(
      int id,
      String title,
      BigDecimal cost,
      int doer,
      @Nullable Integer checker,
      @Nullable Integer former,
      Set<String> tags) {

    /** Copies the set. */
    public Job {
      tags = Set.copyOf(tags);
    }
  }

  private static final Column<SiteId, String> COUNTRY =
      Column.of("country", Codec.text(2), SiteId::country);
  private static final Column<SiteId, Integer> NO = Column.of("no", Codec.int32(), SiteId::no);
  private static final Value<SiteId> SITE_ID = Value.of(SiteId.class, COUNTRY, NO, SiteId::new);

  public static final Embedded<Site, SiteId> SITE_KEY = Embedded.of("", SITE_ID, Site::id);
  public static final Column<Site, String> SITE_COUNTRY = SITE_KEY.at(COUNTRY);
  public static final Column<Site, String> SITE_NAME =
      Column.of("name", Codec.text(20), Site::name);
  public static final Column<Site, Integer> FLOOR =
      Column.nullable("floor", Codec.int32(), Site::floor);
  public static final Mapping<Site, SiteId> SITES = Mapping.of(Site.class, "site", SITE_KEY)
      .with(SITE_NAME, FLOOR)
      .construct(row -> new Site(row.get(SITE_KEY), row.get(SITE_NAME), row.getOrNull(FLOOR)));

  public static final Column<Employee, Integer> ID = Column.of("id", Codec.int32(), Employee::id);
  public static final Column<Employee, String> NAME =
      Column.of("name", Codec.text(20), Employee::name);
  public static final Column<Employee, Integer> GRADE =
      Column.nullable("grade", Codec.int32(), Employee::grade);
  public static final Column<Employee, Integer> MANAGER_ID =
      Column.nullable("manager", Codec.int32(), Employee::manager);
  public static final Embedded<Employee, SiteId> SITE_ID_OF =
      Embedded.nullable("site_", SITE_ID, Employee::site);
  public static final Reference<Employee, Employee> MANAGER =
      Reference.of("employee_manager_fkey", MANAGER_ID, () -> Company.EMPLOYEES);
  public static final Reference<Employee, Site> SITE =
      Reference.of("employee_site_fkey", SITE_ID_OF, SITES);
  public static final Mapping<Employee, Integer> EMPLOYEES = employees();

  public static final Column<Job, Integer> JOB = Column.of("id", Codec.int32(), Job::id);
  public static final Column<Job, String> TITLE = Column.of("title", Codec.text(20), Job::title);
  public static final Column<Job, BigDecimal> COST =
      Column.of("cost", Codec.decimal(9, 2), Job::cost);
  public static final Column<Job, Integer> DOER_ID = Column.of("doer", Codec.int32(), Job::doer);
  public static final Column<Job, Integer> CHECKER_ID =
      Column.nullable("checker", Codec.int32(), Job::checker);
  public static final Column<Job, Integer> FORMER_ID =
      Column.nullable("former", Codec.int32(), Job::former);
  public static final Column<String, String> TAG = Column.of("tag", Codec.text(10), tag -> tag);
  public static final ElementCollection<Job, String, Set<String>> TAGS =
      ElementCollection.set("job_tag", Value.of(String.class, TAG, tag -> tag), TAG, Job::tags);

  public static final Reference<Job, Employee> DOER =
      Reference.of("job_doer_fkey", DOER_ID, EMPLOYEES);
  public static final Reference<Job, Employee> CHECKER =
      Reference.of("job_checker_fkey", CHECKER_ID, EMPLOYEES);
  public static final Reference<Job, Employee> FORMER =
      Reference.of("job_former_fkey", FORMER_ID, EMPLOYEES).notEnforced();

  public static final Mapping<Job, Integer> JOBS = Mapping.of(Job.class, "job", JOB)
      .with(TITLE, COST, DOER_ID, CHECKER_ID, FORMER_ID, TAGS)
      .references(DOER)
      .references(CHECKER)
      .references(FORMER)
      .construct(row -> new Job(
          row.get(JOB),
          row.get(TITLE),
          row.get(COST),
          row.get(DOER_ID),
          row.getOrNull(CHECKER_ID),
          row.getOrNull(FORMER_ID),
          row.get(TAGS)));

  public static final Attribute<Job, String> DOER_NAME = DOER.at(NAME);
  public static final Attribute<Job, String> CHECKER_NAME = CHECKER.at(NAME);
  public static final Attribute<Job, Integer> CHECKER_GRADE = CHECKER.at(GRADE);
  public static final Path<Job, Employee> DOERS_MANAGER = DOER.at(MANAGER);
  public static final Attribute<Job, String> DOERS_MANAGER_NAME = DOERS_MANAGER.at(NAME);
  public static final Attribute<Job, String> MANAGERS_SITE_NAME =
      DOERS_MANAGER.at(SITE).at(SITE_NAME);

  public static final Model MODEL = Model.of(SITES, EMPLOYEES, JOBS);

  private Company() {}

  private static Mapping<Employee, Integer> employees() {
    return Mapping.of(Employee.class, "employee", ID)
        .with(NAME, GRADE, MANAGER_ID, SITE_ID_OF)
        .references(MANAGER)
        .references(SITE)
        .construct(row -> new Employee(
            row.get(ID),
            row.get(NAME),
            row.getOrNull(GRADE),
            row.getOrNull(MANAGER_ID),
            row.getOrNull(SITE_ID_OF)));
  }

  /** Two sites. */
  public static List<Site> sites() {
    return List.of(
        new Site(new SiteId("de", 1), "Bonn", 3), new Site(new SiteId("fr", 1), "Metz", null));
  }

  /** Ada manages Bob, who manages Cyd and Dan; Eve stands alone. */
  public static List<Employee> people() {
    return List.of(
        new Employee(1, "Ada", 9, null, new SiteId("de", 1)),
        new Employee(2, "Bob", 5, 1, new SiteId("fr", 1)),
        new Employee(3, "Cyd", null, 2, null),
        new Employee(4, "Dan", 5, 2, new SiteId("de", 1)),
        new Employee(5, "Eve", 2, null, null));
  }

  /** Jobs with and without a checker, some with a former doer of whom nothing is stored. */
  public static List<Job> jobs() {
    return List.of(
        job(1, "paint", "10.00", 3, 2, 5),
        job(2, "sweep", "20.00", 4, null, 99),
        job(3, "weld", "30.50", 3, 3, null),
        job(4, "cook", "5.25", 1, 5, 1),
        job(5, "drive", "7.00", 2, 1, null),
        job(6, "plan", "1.00", 5, null, 4));
  }

  private static Job job(
      int id,
      String title,
      String cost,
      int doer,
      @Nullable Integer checker,
      @Nullable Integer former) {
    return new Job(
        id, title, new BigDecimal(cost), doer, checker, former, Set.of(title.substring(0, 1)));
  }
}
