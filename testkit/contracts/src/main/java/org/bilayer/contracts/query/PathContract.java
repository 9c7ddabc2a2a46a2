package org.bilayer.contracts.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bilayer.contracts.sample.Company.CHECKER;
import static org.bilayer.contracts.sample.Company.CHECKER_GRADE;
import static org.bilayer.contracts.sample.Company.CHECKER_NAME;
import static org.bilayer.contracts.sample.Company.COST;
import static org.bilayer.contracts.sample.Company.DOER;
import static org.bilayer.contracts.sample.Company.DOERS_MANAGER;
import static org.bilayer.contracts.sample.Company.DOERS_MANAGER_NAME;
import static org.bilayer.contracts.sample.Company.DOER_NAME;
import static org.bilayer.contracts.sample.Company.EMPLOYEES;
import static org.bilayer.contracts.sample.Company.FORMER;
import static org.bilayer.contracts.sample.Company.GRADE;
import static org.bilayer.contracts.sample.Company.ID;
import static org.bilayer.contracts.sample.Company.JOB;
import static org.bilayer.contracts.sample.Company.JOBS;
import static org.bilayer.contracts.sample.Company.MANAGER;
import static org.bilayer.contracts.sample.Company.MANAGERS_SITE_NAME;
import static org.bilayer.contracts.sample.Company.NAME;
import static org.bilayer.contracts.sample.Company.SITE;
import static org.bilayer.contracts.sample.Company.SITES;
import static org.bilayer.contracts.sample.Company.SITE_COUNTRY;
import static org.bilayer.contracts.sample.Company.SITE_NAME;
import static org.bilayer.contracts.sample.Company.TAG;
import static org.bilayer.contracts.sample.Company.TAGS;
import static org.bilayer.contracts.sample.Company.TITLE;
import static org.bilayer.contracts.sample.Recipe.CUISINES;
import static org.bilayer.contracts.sample.Recipe.MOTTO;
import static org.bilayer.contracts.sample.Recipe.OF;
import static org.bilayer.contracts.sample.Recipe.RECIPES;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import org.bilayer.Repository;
import org.bilayer.UnitOfWork;
import org.bilayer.UnitOptions;
import org.bilayer.contracts.CatalogueEntry;
import org.bilayer.contracts.Contract;
import org.bilayer.contracts.sample.Company;
import org.bilayer.contracts.sample.Company.Employee;
import org.bilayer.contracts.sample.Company.Job;
import org.bilayer.contracts.sample.Recipe;
import org.bilayer.failure.ConflictException;
import org.bilayer.model.Model;
import org.bilayer.model.Path;
import org.bilayer.model.Reference;
import org.bilayer.query.AggregateFunction;
import org.bilayer.query.Attribute;
import org.bilayer.query.Cursor;
import org.bilayer.query.Page;
import org.bilayer.query.Projection;
import org.bilayer.query.Query;
import org.bilayer.query.Specification;
import org.bilayer.testkit.backend.NeedsConnections;
import org.bilayer.value.Level;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What every backend promises about attributes behind references: each aggregate that refers is one result, an absent reference gives
 * an absent attribute, and everything else is as with an attribute of the aggregate itself.
 */
public abstract class PathContract extends Contract {

  private static final Model MODEL = Model.of(SITES, EMPLOYEES, JOBS, CUISINES, RECIPES);

  @Override
  protected final Model model() {
    return MODEL;
  }

  private void store() {
    data().run(work -> {
      work.repository(SITES).addAll(Company.sites());
      work.repository(EMPLOYEES).addAll(Company.people());
      work.repository(JOBS).addAll(Company.jobs());
    });
  }

  private List<Integer> jobs(Specification<Job> where) {
    List<Integer> found = data()
        .execute(work ->
            work.repository(JOBS).find(Query.where(where)).stream().map(Job::id).toList());
    long count = data().execute(work -> work.repository(JOBS).count(where));
    boolean exists = data().execute(work -> work.repository(JOBS).exists(where));
    assertThat(count).isEqualTo(found.size());
    assertThat(exists).isEqualTo(!found.isEmpty());
    return found.stream().sorted().toList();
  }

  private List<Integer> people(Specification<Employee> where) {
    return data()
        .execute(work -> work.repository(EMPLOYEES).find(Query.where(where)).stream()
            .map(Employee::id)
            .sorted()
            .toList());
  }

  private void changed(int id, UnaryOperator<Employee> change) {
    data().run(work -> {
      Repository<Employee, Integer> employees = work.repository(EMPLOYEES);
      employees.update(change.apply(employees.get(id)));
    });
  }

  private List<Integer> ordered(Query<Job> query) {
    return data()
        .execute(work -> work.repository(JOBS).find(query).stream().map(Job::id).toList());
  }

  // --- conditions ---

  @Test
  void condition_onRequiredReference_findsThoseThatReferToSuch() {
    store();
    assertThat(jobs(DOER_NAME.eq("Cyd"))).containsExactly(1, 3);
    assertThat(jobs(DOER_NAME.ne("Cyd"))).containsExactly(2, 4, 5, 6);
    assertThat(jobs(DOER_NAME.in(List.of("Ada", "Eve")))).containsExactly(4, 6);
    assertThat(jobs(DOER_NAME.startsWith("D").or(DOER_NAME.contains("ob")))).containsExactly(2, 5);
    assertThat(jobs(DOER_NAME.endsWith("a"))).containsExactly(4);
    assertThat(jobs(DOER.at(GRADE).ge(5))).containsExactly(2, 4, 5);
    assertThat(jobs(DOER.at(GRADE).between(2, 5))).containsExactly(2, 5, 6);
  }

  @Test
  @CatalogueEntry("2.8")
  void condition_onAbsentReference_isUnknownAlsoNegated() {
    store();
    assertThat(jobs(CHECKER_NAME.eq("Bob"))).containsExactly(1);
    assertThat(jobs(CHECKER_NAME.ne("Bob"))).containsExactly(3, 4, 5);
    assertThat(jobs(CHECKER_NAME.eq("Bob").not())).containsExactly(3, 4, 5);
    assertThat(jobs(CHECKER_NAME.notIn(List.of("Bob")))).containsExactly(3, 4, 5);
    assertThat(jobs(CHECKER_NAME.startsWith("B").not())).containsExactly(3, 4, 5);
    assertThat(jobs(CHECKER_NAME.isNull())).containsExactly(2, 6);
    assertThat(jobs(CHECKER_NAME.isNotNull())).containsExactly(1, 3, 4, 5);
    assertThat(jobs(CHECKER_NAME.eq("Bob").and(TITLE.eq("plan")).not()))
        .containsExactly(1, 2, 3, 4, 5);
    assertThat(jobs(CHECKER_NAME.eq("Bob").or(TITLE.eq("plan")))).containsExactly(1, 6);
    assertThat(jobs(CHECKER_NAME.eq("Bob").or(TITLE.eq("plan")).not())).containsExactly(3, 4, 5);
  }

  @Test
  void condition_onAbsentAttributeOfPresentReference_isUnknown() {
    store();
    assertThat(jobs(CHECKER_GRADE.isNull())).containsExactly(2, 3, 6);
    assertThat(jobs(CHECKER_GRADE.lt(9))).containsExactly(1, 4);
    assertThat(jobs(CHECKER_GRADE.lt(9).not())).containsExactly(5);
    assertThat(jobs(CHECKER_GRADE.isNull().and(CHECKER_NAME.isNotNull()))).containsExactly(3);
  }

  @Test
  void condition_overTwoAndThreeReferences_followsEach() {
    store();
    assertThat(jobs(DOERS_MANAGER_NAME.eq("Bob"))).containsExactly(1, 2, 3);
    assertThat(jobs(DOERS_MANAGER_NAME.eq("Bob").not())).containsExactly(5);
    assertThat(jobs(DOERS_MANAGER_NAME.isNull())).containsExactly(4, 6);
    assertThat(jobs(MANAGERS_SITE_NAME.eq("Metz"))).containsExactly(1, 2, 3);
    assertThat(jobs(MANAGERS_SITE_NAME.eq("Bonn"))).containsExactly(5);
    assertThat(jobs(DOERS_MANAGER.at(SITE).at(SITE_COUNTRY).ne("de"))).containsExactly(1, 2, 3);
    assertThat(jobs(DOER.at(MANAGER.at(MANAGER.at(NAME))).eq("Ada"))).containsExactly(1, 2, 3);
    assertThat(jobs(DOERS_MANAGER.at(MANAGER.at(NAME)).isNull())).containsExactly(4, 5, 6);
  }

  @Test
  void condition_overReferenceToOwnTable_walksItAsOftenAsNamed() {
    store();
    assertThat(people(MANAGER.at(NAME).eq("Bob"))).containsExactly(3, 4);
    assertThat(people(MANAGER.at(MANAGER).at(NAME).eq("Ada"))).containsExactly(3, 4);
    assertThat(people(MANAGER.at(MANAGER).at(MANAGER).at(NAME).isNotNull())).isEmpty();
    assertThat(people(MANAGER.at(GRADE).gt(GRADE))).containsExactly(2);
    assertThat(people(GRADE.eq(MANAGER.at(GRADE)))).containsExactly(4);
    assertThat(people(NAME.eq("Bob").or(MANAGER.at(NAME).eq("Ada")))).containsExactly(2);
  }

  @Test
  void condition_overTwoReferencesToOneTable_keepsThemApart() {
    store();
    assertThat(jobs(DOER_NAME.eq("Cyd").and(CHECKER_NAME.eq("Bob")))).containsExactly(1);
    assertThat(jobs(DOER_NAME.eq(CHECKER_NAME))).containsExactly(3);
    assertThat(jobs(DOER_NAME.ne(CHECKER_NAME))).containsExactly(1, 4, 5);
    assertThat(jobs(DOER_NAME.lt(CHECKER_NAME))).containsExactly(4);
    assertThat(jobs(CHECKER_NAME.eq("Bob").or(DOER_NAME.eq("Bob")))).containsExactly(1, 5);
  }

  @Test
  void condition_overReferenceThatIsNotEnforced_takesMissingRowsForAbsent() {
    store();
    assertThat(FORMER.at(NAME).isNullable()).isTrue();
    assertThat(jobs(FORMER.at(NAME).isNull())).containsExactly(2, 3, 5);
    assertThat(jobs(FORMER.at(NAME).ne("Eve"))).containsExactly(4, 6);
    assertThat(jobs(FORMER.at(MANAGER).at(NAME).eq("Bob"))).containsExactly(6);
  }

  @Test
  void condition_overReferenceOfAnOptionalValueObject_followsItsColumns() {
    store();
    assertThat(people(SITE.at(SITE_NAME).eq("Bonn"))).containsExactly(1, 4);
    assertThat(people(SITE.at(SITE_NAME).isNull())).containsExactly(3, 5);
    assertThat(people(SITE.at(Company.FLOOR).isNull())).containsExactly(2, 3, 5);
  }

  @Test
  void condition_besideOneOnOwnedRows_isAboutTheSameRoot() {
    store();
    assertThat(jobs(TAGS.any(TAG.in(List.of("p", "w"))).and(DOER_NAME.eq("Cyd"))))
        .containsExactly(1, 3);
    assertThat(jobs(TAGS.any(TAG.eq("p")).and(CHECKER_NAME.isNull()))).containsExactly(6);
    assertThat(jobs(TAGS.none(TAG.eq("p")).and(CHECKER_NAME.isNull()))).containsExactly(2);
  }

  @Test
  void condition_onTextOfTheTarget_comparesByItsCodePointsOverAKeyThatIgnoresCase() {
    data().run(work -> {
      work.repository(CUISINES)
          .addAll(List.of(
              new Recipe.Cuisine("thai", "abc", Map.of()),
              new Recipe.Cuisine("greek", "ABC", Map.of()),
              new Recipe.Cuisine("plain", null, Map.of())));
      work.repository(RECIPES)
          .addAll(List.of(
              Recipe.of(1, "a", null).from("thai"),
              Recipe.of(2, "b", null).from("greek"),
              Recipe.of(3, "c", null).from("plain"),
              Recipe.of(4, "d", null)));
    });
    assertThat(recipes(OF.at(MOTTO).eq("abc"))).containsExactly(1);
    assertThat(recipes(OF.at(MOTTO).ne("abc"))).containsExactly(2);
    assertThat(recipes(OF.at(MOTTO).lt("a"))).containsExactly(2);
    assertThat(recipes(OF.at(MOTTO).contains("B"))).containsExactly(2);
    assertThat(recipes(OF.at(Recipe.NAME).in(List.of("thai", "plain")))).containsExactly(1, 3);
    assertThat(recipes(OF.at(Recipe.NAME).eq("THAI"))).isEmpty();
    List<Integer> sorted = data()
        .execute(work ->
            work
                .repository(RECIPES)
                .find(Query.orderedBy(OF.at(MOTTO).desc().nullsFirst()))
                .stream()
                .map(Recipe::id)
                .toList());
    assertThat(sorted).containsExactly(3, 4, 1, 2);
  }

  private List<Integer> recipes(Specification<Recipe> where) {
    return data()
        .execute(work -> work.repository(RECIPES).find(Query.where(where)).stream()
            .map(Recipe::id)
            .sorted()
            .toList());
  }

  @Test
  void condition_afterChangesOfTheUnit_seesThemInEachTable() {
    store();
    data().run(work -> {
      Repository<Employee, Integer> employees = work.repository(EMPLOYEES);
      Employee bob = employees.get(2);
      employees.update(bob.named("Bert"));
      assertThat(work.repository(JOBS).find(Query.where(CHECKER_NAME.eq("Bert"))))
          .extracting(Job::id)
          .containsExactly(1);
      assertThat(work.repository(JOBS).count(DOERS_MANAGER_NAME.eq("Bert"))).isEqualTo(3);
    });
  }

  // --- orders and pages ---

  @Test
  @CatalogueEntry("2.8")
  void order_byPath_putsAbsentOnesWhereTold_andBreaksTiesById() {
    store();
    assertThat(ordered(Query.orderedBy(CHECKER_NAME.asc().nullsFirst())))
        .containsExactly(2, 6, 5, 1, 3, 4);
    assertThat(ordered(Query.orderedBy(CHECKER_NAME.desc().nullsLast())))
        .containsExactly(4, 3, 1, 5, 2, 6);
    assertThat(ordered(Query.orderedBy(DOER_NAME.asc(), COST.desc())))
        .containsExactly(4, 5, 3, 1, 2, 6);
    assertThat(ordered(Query.orderedBy(DOERS_MANAGER_NAME.asc().nullsLast()).limit(4)))
        .containsExactly(5, 1, 2, 3);
    assertThat(ordered(Query.where(CHECKER_GRADE.isNull())
            .orderBy(DOER_NAME.desc(), MANAGERS_SITE_NAME.asc().nullsFirst())))
        .containsExactly(6, 2, 3);
  }

  @Test
  void order_byNullablePathWithoutPlaceOfAbsentOnes_isRefused() {
    assertThat(thrown(IllegalArgumentException.class, () -> Query.orderedBy(CHECKER_NAME.asc())))
        .hasMessage("The order by job_checker_fkey.name must say where absent values go: databases"
            + " differ. Add nullsFirst() or nullsLast().");
  }

  @Test
  void pages_byPath_areTheSortedListForwardsAndBackwards() {
    store();
    List<Query<Job>> queries = List.of(
        Query.orderedBy(CHECKER_NAME.asc().nullsFirst()),
        Query.orderedBy(CHECKER_GRADE.desc().nullsLast(), DOER_NAME.asc()),
        Query.orderedBy(DOER_NAME.desc()),
        Query.where(DOERS_MANAGER_NAME.isNotNull())
            .orderBy(MANAGERS_SITE_NAME.asc().nullsLast(), COST.desc()),
        Query.where(CHECKER_GRADE.isNull().or(DOER_NAME.eq("Ada"))));
    for (Query<Job> query : queries) {
      List<Integer> all =
          query.order().isEmpty() ? ordered(query.orderBy(JOB.asc())) : ordered(query);
      for (int size = 1; size <= all.size() + 1; size++) {
        assertPages(query, size, all);
      }
    }
  }

  private void assertPages(Query<Job> query, int size, List<Integer> all) {
    var forwards = new ArrayList<List<Integer>>();
    Page<Job> page = page(query, size, Optional.empty());
    assertThat(page.previous()).isEmpty();
    forwards.add(ids(page));
    while (page.next().isPresent()) {
      page = page(query, size, page.next());
      forwards.add(ids(page));
    }
    assertThat(forwards.stream().flatMap(List::stream).toList()).isEqualTo(all);
    for (int i = forwards.size() - 2; i >= 0; i--) {
      page = page(query, size, page.previous());
      assertThat(ids(page)).isEqualTo(forwards.get(i));
    }
    assertThat(page.previous()).isEmpty();
  }

  private Page<Job> page(Query<Job> query, int size, Optional<Cursor> cursor) {
    return data()
        .execute(work -> cursor.isPresent()
            ? work.repository(JOBS).page(query, size, cursor.get())
            : work.repository(JOBS).page(query, size));
  }

  private static List<Integer> ids(Page<Job> page) {
    return page.items().stream().map(Job::id).toList();
  }

  @Test
  void page_withCursorOfAnotherPath_isRefused() {
    store();
    Cursor cursor = page(Query.orderedBy(CHECKER_NAME.asc().nullsFirst()), 2, Optional.empty())
        .next()
        .orElseThrow();
    for (Query<Job> other : List.of(
        Query.orderedBy(FORMER.at(NAME).asc().nullsFirst()),
        Query.orderedBy(DOERS_MANAGER_NAME.asc().nullsFirst()),
        Query.orderedBy(TITLE.asc()),
        Query.where(DOER_NAME.ne("x")).orderBy(CHECKER_NAME.asc().nullsFirst()))) {
      assertThat(refused(
              IllegalArgumentException.class, work -> work.repository(JOBS).page(other, 2, cursor)))
          .hasMessageStartingWith("The cursor belongs to another query, or was changed.");
    }
    Cursor filtered =
        page(Query.where(DOER_NAME.ne("x")), 2, Optional.empty()).next().orElseThrow();
    assertThat(refused(
            IllegalArgumentException.class,
            work -> work.repository(JOBS).page(Query.where(FORMER.at(NAME).ne("x")), 2, filtered)))
        .hasMessageStartingWith("The cursor belongs to another query, or was changed.");
  }

  @Test
  void page_whileRowsReferredToChange_continuesBehindTheValueOfTheCursor() {
    store();
    Query<Job> query = Query.orderedBy(DOER_NAME.asc());
    Page<Job> first = page(query, 2, Optional.empty());
    assertThat(ids(first)).containsExactly(4, 5);
    changed(2, bob -> bob.named("Zoe"));
    assertThat(ids(page(query, 2, first.next()))).containsExactly(1, 3);
  }

  // --- projections and totals ---

  private record Line(
      int id,
      String doer,
      @Nullable String checker,
      @Nullable String site) {}

  @Test
  @CatalogueEntry("2.8")
  void projection_ofPaths_hasOneResultForEachAggregate() {
    store();
    Projection<Job, Line> lines = Projection.of(
        tuple -> new Line(
            tuple.get(JOB),
            tuple.get(DOER_NAME),
            tuple.getOrNull(CHECKER.at(NAME)),
            tuple.getOrNull(DOER.at(MANAGER).at(SITE).at(SITE_NAME))),
        JOB,
        DOER_NAME,
        CHECKER_NAME,
        MANAGERS_SITE_NAME);
    List<Line> found =
        data().execute(work -> work.repository(JOBS).select(Query.orderedBy(JOB.asc()), lines));
    assertThat(found)
        .containsExactly(
            new Line(1, "Cyd", "Bob", "Metz"),
            new Line(2, "Dan", null, "Metz"),
            new Line(3, "Cyd", "Cyd", "Metz"),
            new Line(4, "Ada", "Eve", null),
            new Line(5, "Bob", "Ada", "Bonn"),
            new Line(6, "Eve", null, null));
  }

  @Test
  void projection_ofAPathThatItDoesNotHave_isRefused() {
    store();
    Projection<Job, String> wrong =
        Projection.of(tuple -> tuple.get(FORMER.at(NAME)), DOER_NAME, CHECKER_NAME);
    assertThat(refused(
            IllegalArgumentException.class,
            work -> work.repository(JOBS).select(Query.all(), wrong)))
        .hasMessage("The expression job_former_fkey.name is not part of the projection, which has"
            + " [job_doer_fkey.name, job_checker_fkey.name].");
  }

  private record Sum(
      @Nullable String name,
      long jobs,
      BigDecimal cost,
      @Nullable Integer grade) {}

  @Test
  @CatalogueEntry("2.8")
  void groups_byPath_haveOneForAbsentOnes() {
    store();
    Projection<Job, Sum> sums = Projection.of(
        tuple -> new Sum(
            tuple.getOrNull(CHECKER_NAME),
            tuple.get(AggregateFunction.count()),
            tuple.get(COST.sum()),
            tuple.getOrNull(DOER.at(GRADE).max())),
        CHECKER_NAME,
        AggregateFunction.count(),
        COST.sum(),
        DOER.at(GRADE).max());
    List<Sum> found = data()
        .execute(work -> work.repository(JOBS).select(Query.where(DOER_NAME.ne("Ada")), sums));
    assertThat(found)
        .containsExactlyInAnyOrder(
            new Sum("Bob", 1, new BigDecimal("10.00"), null),
            new Sum("Cyd", 1, new BigDecimal("30.50"), null),
            new Sum("Ada", 1, new BigDecimal("7.00"), 5),
            new Sum(null, 2, new BigDecimal("21.00"), 5));
  }

  @Test
  void totals_overPaths_leaveAbsentOnesOut() {
    store();
    Attribute<Job, Integer> grade = CHECKER_GRADE;
    Projection<Job, List<Object>> totals = Projection.of(
        tuple -> List.of(
            tuple.get(grade.count()),
            tuple.get(DOER.at(GRADE).countDistinct()),
            tuple.get(grade.sum()),
            tuple.get(grade.min()),
            tuple.get(DOERS_MANAGER_NAME.max()),
            tuple.get(grade.average())),
        grade.count(),
        DOER.at(GRADE).countDistinct(),
        grade.sum(),
        grade.min(),
        DOERS_MANAGER_NAME.max(),
        grade.average());
    List<List<Object>> found =
        data().execute(work -> work.repository(JOBS).select(Query.all(), totals));
    assertThat(found)
        .containsExactly(
            List.of(3L, 3L, new BigDecimal("16"), 2, "Bob", new BigDecimal("5.333333")));
  }

  // --- streams ---

  @Test
  void stream_byPath_hasEachOnceInOrder() {
    store();
    Query<Job> query = Query.where(DOER_NAME.ne("Eve"))
        .orderBy(CHECKER_NAME.desc().nullsLast())
        .limit(4);
    assertThat(data()
            .<List<Integer>>execute(work ->
                work.repository(JOBS).stream(query, jobs -> jobs.map(Job::id).toList())))
        .containsExactly(4, 3, 1, 5);
    Query<Employee> people = Query.where(MANAGER.at(NAME).isNotNull())
        .orderBy(MANAGER.at(NAME).desc().nullsLast());
    assertThat(data()
            .<List<Integer>>execute(work -> work.repository(EMPLOYEES).stream(
                people, all -> all.map(Employee::id).toList())))
        .containsExactly(3, 4, 2);
    assertThat(data()
            .<Long>execute(work -> work.repository(EMPLOYEES).stream(
                Query.where(SITE.at(SITE_NAME).eq("Bonn")), all -> all.count())))
        .isEqualTo(2);
  }

  // --- set-based changes ---

  @Test
  void update_wherePath_changesThoseThatReferToSuch() {
    store();
    long changed = data()
        .execute(work -> work.repository(JOBS)
            .where(DOERS_MANAGER_NAME.eq("Bob").and(CHECKER_NAME.isNull()))
            .set(TITLE, "done")
            .increase(COST, new BigDecimal("1.00"))
            .update());
    assertThat(changed).isEqualTo(1);
    assertThat(read(JOBS, 2).title()).isEqualTo("done");
    assertThat(read(JOBS, 2).cost()).isEqualTo(new BigDecimal("21.00"));
    assertThat(jobs(TITLE.eq("done"))).containsExactly(2);
  }

  @Test
  void update_wherePathToTheOwnTable_seesValuesFromBeforeTheStatement() {
    store();
    long changed = data()
        .execute(work -> work.repository(EMPLOYEES)
            .where(MANAGER.at(GRADE).ge(5))
            .increase(GRADE, 10)
            .update());
    assertThat(changed).isEqualTo(3);
    assertThat(people(GRADE.eq(15))).containsExactly(2, 4);
    assertThat(read(EMPLOYEES, 3).grade()).isNull();
  }

  @Test
  void remove_wherePath_removesThoseThatReferToSuch() {
    store();
    assertThat(data()
            .<Long>execute(work -> work.repository(JOBS)
                .where(CHECKER_GRADE.isNull().and(DOER_NAME.ne("Eve")))
                .remove()))
        .isEqualTo(2);
    assertThat(all(JOBS)).extracting(Job::id).containsExactlyInAnyOrder(1, 4, 5, 6);
    data().run(work -> work.repository(JOBS).where(Specification.all()).remove());
    assertThat(data()
            .<Long>execute(work ->
                work.repository(EMPLOYEES).where(MANAGER.at(NAME).eq("Bob")).remove()))
        .isEqualTo(2);
    assertThat(all(EMPLOYEES)).extracting(Employee::id).containsExactlyInAnyOrder(1, 2, 5);
  }

  @Test
  void update_ofLoadedObjects_wherePath_isSeenByTheUnit() {
    store();
    for (Level level : backend().levels()) {
      data().run(UnitOptions.defaults().level(level), work -> {
        Repository<Employee, Integer> employees = work.repository(EMPLOYEES);
        employees.find(Query.all());
        employees.where(MANAGER.at(NAME).eq("Ada")).increase(GRADE, 1).update();
        assertThat(employees.get(2).grade()).isGreaterThan(5);
        assertThat(employees.get(4).grade()).isEqualTo(5);
      });
    }
    assertThat(read(EMPLOYEES, 2).grade()).isEqualTo(5 + backend().levels().size());
  }

  // --- locks ---

  @ParameterizedTest
  @EnumSource(Level.class)
  void find_withLock_wherePath_locksTheRootsAlone(Level level) {
    if (!backend().levels().contains(level)) {
      return;
    }
    store();
    Query<Job> query = Query.where(CHECKER_NAME.eq("Bob").or(CHECKER_NAME.isNull()))
        .orderBy(CHECKER_NAME.asc().nullsFirst(), DOER_NAME.desc());
    data().run(UnitOptions.defaults().level(level), work -> {
      assertThat(work.repository(JOBS).find(query.forUpdate()))
          .extracting(Job::id)
          .containsExactly(6, 2, 1);
      assertThat(work.repository(JOBS).find(query.forShare().limit(2)))
          .extracting(Job::id)
          .containsExactly(6, 2);
    });
  }

  @Test
  @NeedsConnections(2)
  void find_withLock_wherePath_leavesRowsReferredToFree() {
    store();
    try (UnitOfWork unit = data().begin(UnitOptions.defaults().level(Level.READ_COMMITTED))) {
      assertThat(unit.repository(JOBS).find(Query.where(CHECKER_NAME.eq("Bob")).forUpdate()))
          .hasSize(1);
      changed(2, bob -> bob.graded(7));
      unit.commit();
    }
    assertThat(read(EMPLOYEES, 2).grade()).isEqualTo(7);
  }

  @Test
  @NeedsConnections(2)
  void guard_ofWhatAPathHasFound_isAboutTheRootAlone() {
    store();
    try (UnitOfWork unit = data().begin(UnitOptions.defaults().level(Level.READ_COMMITTED))) {
      Repository<Job, Integer> jobs = unit.repository(JOBS);
      List<Job> found = jobs.find(Query.where(CHECKER_NAME.eq("Bob")));
      assertThat(found).extracting(Job::id).containsExactly(1);
      jobs.guard(found.get(0));
      changed(2, bob -> bob.graded(7));
      unit.commit();
    }
    try (UnitOfWork unit = data().begin(UnitOptions.defaults().level(Level.READ_COMMITTED))) {
      Repository<Job, Integer> jobs = unit.repository(JOBS);
      jobs.guard(jobs.find(Query.where(CHECKER_NAME.eq("Bob"))).get(0));
      data().run(work -> work.repository(JOBS).change(1, job -> checkedBy(job, 5)));
      assertThat(thrown(ConflictException.class, unit::commit)).isNotNull();
    }
  }

  private static Job checkedBy(Job job, @Nullable Integer checker) {
    return new Job(
        job.id(), job.title(), job.cost(), job.doer(), checker, job.former(), job.tags());
  }

  // --- isolation ---

  @Test
  @NeedsConnections(2)
  void query_atReadCommitted_returnsNoLoadedObjectThatContradictsItsPath() {
    store();
    try (UnitOfWork unit = data().begin(UnitOptions.defaults().level(Level.READ_COMMITTED))) {
      Repository<Job, Integer> jobs = unit.repository(JOBS);
      Job loaded = jobs.get(1);
      data()
          .run(work -> work.repository(JOBS)
              .change(
                  1,
                  job -> new Job(
                      1,
                      "other",
                      job.cost(),
                      job.doer(),
                      job.checker(),
                      job.former(),
                      job.tags())));
      assertThat(jobs.find(Query.where(CHECKER_NAME.eq("Bob")))).containsExactly(loaded);
      data().run(work -> work.repository(JOBS).change(1, job -> checkedBy(job, 5)));
      Specification<Job> byEve = CHECKER_NAME.eq("Eve").and(TITLE.eq("other"));
      assertThat(thrown(ConflictException.class, () -> jobs.find(Query.where(byEve))))
          .isNotNull();
    }
  }

  /** Whether a job's doer is Cyd, or a job's checker is Bob, asked in several ways. */
  private enum Question {
    CONDITION {
      @Override
      boolean isThere(UnitOfWork work, Attribute<Job, String> path, String name) {
        return work.repository(JOBS).count(path.eq(name)) > 0;
      }
    },
    NEGATION {
      @Override
      boolean isThere(UnitOfWork work, Attribute<Job, String> path, String name) {
        return work.repository(JOBS).count(path.eq(name).not().or(path.isNull())) < 6;
      }
    },
    PROJECTION {
      @Override
      boolean isThere(UnitOfWork work, Attribute<Job, String> path, String name) {
        return work.repository(JOBS)
            .select(Query.all(), Projection.of(tuple -> tuple.find(path), path))
            .contains(Optional.of(name));
      }
    },
    ORDER {
      @Override
      boolean isThere(UnitOfWork work, Attribute<Job, String> path, String name) {
        List<Job> last = work.repository(JOBS)
            .find(Query.where(path.le(name)).orderBy(path.desc().nullsLast()).limit(1));
        return last.get(0).doer() == 3 || Integer.valueOf(2).equals(last.get(0).checker());
      }
    };

    abstract boolean isThere(UnitOfWork work, Attribute<Job, String> path, String name);
  }

  @ParameterizedTest
  @EnumSource(Question.class)
  @NeedsConnections(2)
  void serializableUnits_thatAskOverPathsForWhatTheOtherChanges_endOneAfterTheOther(
      Question question) throws Exception {
    if (!backend().levels().contains(Level.SERIALIZABLE)) {
      return;
    }
    store();
    var bothHaveAsked = new CyclicBarrier(2);
    ExecutorService executor = Executors.newFixedThreadPool(2);
    try {
      List<Future<?>> units = List.of(
          executor.submit(() -> renameIf(question, DOER_NAME, "Cyd", 2, "Mia", bothHaveAsked)),
          executor.submit(() -> renameIf(question, CHECKER_NAME, "Bob", 3, "Kim", bothHaveAsked)));
      for (Future<?> unit : units) {
        unit.get(90, TimeUnit.SECONDS);
      }
    } finally {
      executor.shutdownNow();
    }
    assertThat(people(NAME.in(List.of("Mia", "Kim")))).hasSize(1);
  }

  private void renameIf(
      Question question,
      Attribute<Job, String> path,
      String name,
      int id,
      String next,
      CyclicBarrier bothHaveAsked) {
    var isRetry = new AtomicBoolean();
    data().run(UnitOptions.defaults().level(Level.SERIALIZABLE).maxTries(50), work -> {
      boolean isThere = question.isThere(work, path, name);
      if (!isRetry.getAndSet(true)) {
        await(bothHaveAsked);
      }
      if (isThere) {
        Repository<Employee, Integer> employees = work.repository(EMPLOYEES);
        employees.update(employees.get(id).named(next));
      }
    });
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await(10, TimeUnit.SECONDS);
    } catch (BrokenBarrierException | TimeoutException | InterruptedException e) {
      // The other one waits for a lock, or failed: a legal schedule, if not the one hoped for.
      barrier.reset();
    }
  }

  @Test
  void serializableUnit_thatChangesWhatItHasReadOverAPath_seesItsOwnChange() {
    store();
    Level level =
        backend().levels().contains(Level.SERIALIZABLE) ? Level.SERIALIZABLE : Level.SNAPSHOT;
    UnitOptions options = UnitOptions.defaults().level(level);
    long before = jobs(DOER_NAME.eq("Cyd")).size();
    data().run(options, work -> {
      assertThat(work.repository(JOBS).count(DOER_NAME.eq("Cyd"))).isEqualTo(before);
      Repository<Employee, Integer> employees = work.repository(EMPLOYEES);
      employees.update(employees.get(3).named("Kim"));
      assertThat(work.repository(JOBS).count(DOER_NAME.eq("Cyd"))).isZero();
    });
    assertThat(jobs(DOER_NAME.eq("Kim"))).containsExactly(1, 3);
  }

  // --- refused by name ---

  @Test
  void path_overAReferenceThatIsNotDeclared_isRefused() {
    Reference<Job, Employee> undeclared =
        Reference.of("job_other_fkey", Company.DOER_ID, EMPLOYEES);
    assertThat(refused(
            IllegalArgumentException.class,
            work -> work.repository(JOBS).find(Query.where(undeclared.at(NAME).eq("Ada")))))
        .hasMessage("The path job_other_fkey.name goes over the reference job_other_fkey, which the"
            + " mapping of job does not declare. Pass it to references(...), and use the same"
            + " constant here.");
    Reference<Job, Employee> enforced =
        Reference.of("job_former_fkey", Company.FORMER_ID, EMPLOYEES);
    assertThat(refused(
            IllegalArgumentException.class,
            work -> work.repository(JOBS).count(enforced.at(NAME).eq("Ada"))))
        .hasMessage(
            "The path job_former_fkey.name goes over the reference job_former_fkey of another"
                + " constant than the one that the mapping of job declares. Use that constant, with its"
                + " notEnforced().");
  }

  @Test
  @SuppressWarnings({"unchecked", "rawtypes"}) // what the compiler refuses, too
  void path_ofAnotherRoot_isRefused() {
    Attribute<Job, String> ofEmployees = (Attribute) MANAGER.at(NAME);
    assertThat(refused(
            IllegalArgumentException.class,
            work -> work.repository(JOBS).find(Query.where(ofEmployees.eq("Ada")))))
        .hasMessage("The path employee_manager_fkey.name goes over the reference"
            + " employee_manager_fkey, which the mapping of job does not declare. Pass it to"
            + " references(...), and use the same constant here.");
    Attribute<Job, String> toATitle = DOER.at((Attribute) TITLE);
    assertThat(refused(
            IllegalArgumentException.class,
            work -> work.repository(JOBS).find(Query.where(toATitle.eq("x")))))
        .hasMessage("The path job_doer_fkey.title ends at an attribute that is not a column of"
            + " employee. Use the constants given to its mapping.");
  }

  @Test
  void path_asWhatASetBasedChangeSets_isRefused() {
    store();
    assertThat(refused(
            IllegalArgumentException.class,
            work -> work.repository(JOBS)
                .where(Specification.all())
                .set(DOER_NAME, "x")
                .update()))
        .hasMessage(
            "The attribute job_doer_fkey.name lies behind a reference, which only a query of"
                + " aggregates can follow [table=job]: not a constraint or an index, not a condition on"
                + " elements, and no set-based change sets it.");
  }

  @Test
  void path_longerThanADatabaseCanJoin_isRefused() {
    Path<Employee, Employee> path = MANAGER.at(MANAGER);
    for (int i = 2; i < 60; i++) {
      path = path.at(MANAGER);
    }
    assertThat(people(path.at(NAME).isNotNull())).isEmpty();
    Attribute<Employee, Integer> tooFar = path.at(MANAGER).at(ID);
    assertThat(refused(
            IllegalArgumentException.class, work -> work.repository(EMPLOYEES).count(tooFar.eq(1))))
        .hasMessageStartingWith("A query follows more than 60 references [path=")
        .hasMessageEndingWith("], which not every database can.");
  }

  @Test
  void path_withAValueThatTheTargetsColumnCannotHold_isRefused() {
    assertThat(thrown(RuntimeException.class, () -> DOER_NAME.eq("x".repeat(21))))
        .hasMessageContaining("job_doer_fkey.name");
    assertThat(thrown(IllegalArgumentException.class, () -> DOER_NAME.sum()))
        .hasMessageStartingWith("Cannot sum job_doer_fkey.name");
  }
}
