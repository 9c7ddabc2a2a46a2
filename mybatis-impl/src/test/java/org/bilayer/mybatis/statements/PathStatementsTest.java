package org.bilayer.mybatis.statements;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bilayer.contracts.sample.Company.CHECKER;
import static org.bilayer.contracts.sample.Company.CHECKER_NAME;
import static org.bilayer.contracts.sample.Company.COST;
import static org.bilayer.contracts.sample.Company.DOER;
import static org.bilayer.contracts.sample.Company.DOER_NAME;
import static org.bilayer.contracts.sample.Company.EMPLOYEES;
import static org.bilayer.contracts.sample.Company.FORMER;
import static org.bilayer.contracts.sample.Company.GRADE;
import static org.bilayer.contracts.sample.Company.JOB;
import static org.bilayer.contracts.sample.Company.JOBS;
import static org.bilayer.contracts.sample.Company.MANAGER;
import static org.bilayer.contracts.sample.Company.MODEL;
import static org.bilayer.contracts.sample.Company.NAME;
import static org.bilayer.contracts.sample.Company.SITE;
import static org.bilayer.contracts.sample.Company.SITES;
import static org.bilayer.contracts.sample.Company.SITE_NAME;
import static org.bilayer.contracts.sample.Company.TAG;
import static org.bilayer.contracts.sample.Company.TAGS;
import static org.bilayer.contracts.sample.Company.TITLE;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.bilayer.DataLayer;
import org.bilayer.UnitOfWork;
import org.bilayer.contracts.sample.Company;
import org.bilayer.contracts.sample.Company.Employee;
import org.bilayer.contracts.sample.Company.Job;
import org.bilayer.mybatis.MyBatisDataLayer;
import org.bilayer.query.Page;
import org.bilayer.query.Projection;
import org.bilayer.query.Query;
import org.bilayer.testkit.database.Databases;
import org.bilayer.testkit.database.TestDatabase;
import org.bilayer.testkit.database.TestSchema;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What each database receives for attributes behind references: one statement for each question. */
final class PathStatementsTest {

  private static final String EMPLOYEE =
      columns("employee", "id", "version", "name", "grade", "manager", "site_country", "site_no");

  private static final String DOER_JOIN = " JOIN [employee] [#1] ON [#1].[id] = [job].[doer]";

  /** The databases. */
  private enum On {
    H2(Databases.h2(), '"'),
    POSTGRESQL(Databases.postgresql(), '"'),
    MARIADB(Databases.mariadb(), '`');

    private final TestDatabase database;
    private final char quote;

    On(TestDatabase database, char quote) {
      this.database = database;
      this.quote = quote;
    }
  }

  private static String columns(String table, String... names) {
    var text = new StringBuilder();
    for (String name : names) {
      text.append(text.isEmpty() ? "" : ", ")
          .append(table.isEmpty() ? "" : "[" + table + "].")
          .append("[" + name + "]");
    }
    return text.toString();
  }

  private static void assertSent(On on, Consumer<UnitOfWork> work, String expected) {
    try (TestSchema schema = on.database.require().newSchema("paths")) {
      MyBatisDataLayer.createTables(MODEL, schema.dataSource());
      var source = new RecordingDataSource(schema.dataSource());
      try (DataLayer data = MyBatisDataLayer.of(MODEL, source)) {
        data.run(unit -> {
          unit.repository(SITES).addAll(Company.sites());
          unit.repository(EMPLOYEES).addAll(Company.people());
          unit.repository(JOBS).addAll(Company.jobs());
        });
        source.taken();
        data.run(work);
        List<String> sent = source.taken().stream()
            .filter(sql -> sql.contains("#"))
            .map(sql -> sql.substring(start(sql)))
            .toList();
        assertThat(sent).containsExactly(expected.replace('[', on.quote).replace(']', on.quote));
      }
    }
  }

  /** What a database needs before a statement is not what this test is about. */
  private static int start(String sql) {
    return Stream.of("SELECT ", "UPDATE ")
        .mapToInt(sql::indexOf)
        .filter(place -> place >= 0)
        .min()
        .orElseThrow();
  }

  @ParameterizedTest
  @EnumSource(On.class)
  void find_joinsWhatMustBeThere_byAnInnerJoin(On on) {
    assertSent(
        on,
        work -> work.repository(JOBS).count(DOER_NAME.eq("Cyd")),
        "SELECT COUNT(*) FROM [job]" + DOER_JOIN + " WHERE [#1].[name] = ?");
  }

  @ParameterizedTest
  @EnumSource(On.class)
  void find_joinsWhatMayBeAbsent_byALeftJoin_onceForEachPath(On on) {
    assertSent(
        on,
        work -> work.repository(EMPLOYEES)
            .find(Query.where(MANAGER
                .at(NAME)
                .ne("Ada")
                .or(MANAGER.at(GRADE).isNull())
                .not()
                .and(MANAGER.at(MANAGER).at(SITE).at(SITE_NAME).isNotNull()))),
        "SELECT " + EMPLOYEE + " FROM [employee]"
            + " LEFT JOIN [employee] [#1] ON [#1].[id] = [employee].[manager]"
            + " LEFT JOIN [employee] [#2] ON [#2].[id] = [#1].[manager]"
            + " LEFT JOIN [site] [#3] ON [#3].[country] = [#2].[site_country] AND [#3].[no] ="
            + " [#2].[site_no]"
            + " WHERE (NOT (([#1].[name] <> ? OR [#1].[grade] IS NULL)) AND NOT ([#3].[name] IS"
            + " NULL))");
  }

  @ParameterizedTest
  @EnumSource(On.class)
  void select_overTwoReferencesToOneTable_joinsItTwice(On on) {
    assertSent(
        on,
        work -> work.repository(JOBS)
            .select(
                Query.where(TAGS.any(TAG.eq("p"))),
                Projection.of(tuple -> tuple.get(JOB), JOB, DOER_NAME, FORMER.at(NAME))),
        "SELECT [job].[id], [#1].[name], [#2].[name] FROM [job]" + DOER_JOIN
            + " LEFT JOIN [employee] [#2] ON [#2].[id] = [job].[former]"
            + " WHERE EXISTS (SELECT 1 FROM [job_tag] WHERE [job_tag].[job_id] = [job].[id] AND"
            + " [job_tag].[tag] = ?)");
  }

  @ParameterizedTest
  @EnumSource(On.class)
  void groups_areByTheColumnOfTheJoin(On on) {
    assertSent(
        on,
        work -> work.repository(JOBS)
            .select(
                Query.all(), Projection.of(tuple -> tuple.get(COST.sum()), DOER_NAME, COST.sum())),
        "SELECT [#1].[name], SUM([job].[cost]) FROM [job]" + DOER_JOIN + " GROUP BY [#1].[name]");
  }

  @ParameterizedTest
  @EnumSource(On.class)
  void change_readsEachColumnByASubquery(On on) {
    assertSent(
        on,
        work -> work.repository(JOBS)
            .where(DOER.at(MANAGER).at(NAME).eq("Bob").and(CHECKER_NAME.isNull()))
            .set(TITLE, "done")
            .update(),
        "UPDATE [job] SET [title] = ?, [version] = [version] + 1 WHERE ((SELECT [#2].[name] FROM"
            + " [employee] [#1] JOIN [employee] [#2] ON [#2].[id] = [#1].[manager] WHERE [#1].[id] ="
            + " [job].[doer]) = ? AND (SELECT [#3].[name] FROM [employee] [#3] WHERE [#3].[id] ="
            + " [job].[checker]) IS NULL)");
  }

  @ParameterizedTest
  @EnumSource(On.class)
  void find_withALock_locksRootsInOneStatement(On on) {
    assertSent(
        on,
        work -> work.repository(EMPLOYEES)
            .find(Query.where(MANAGER.at(NAME).eq("Bob")).forUpdate()),
        "SELECT "
            + columns("", "id", "version", "name", "grade", "manager", "site_country", "site_no")
            + " FROM [employee] WHERE (SELECT [#1].[name] FROM [employee] [#1] WHERE [#1].[id] ="
            + " [employee].[manager]) = ? FOR UPDATE");
  }

  @ParameterizedTest
  @EnumSource(On.class)
  void page_readsTheColumnOfItsOrderBesideTheRoots(On on) {
    assertSent(
        on,
        work -> {
          Page<Job> page = work.repository(JOBS).page(Query.orderedBy(DOER_NAME.asc()), 2);
          assertThat(page.next()).isNotEqualTo(Optional.empty());
        },
        "SELECT " + columns("job", "id", "version", "title", "cost", "doer", "checker", "former")
            + ", [#1].[name] FROM [job]" + DOER_JOIN + " ORDER BY "
            + (on == On.H2 ? "STRINGTOUTF8([#1].[name])" : "[#1].[name]")
            + ", [job].[id] LIMIT "
            + (on == On.POSTGRESQL ? "3" : "?"));
  }

  @ParameterizedTest
  @EnumSource(On.class)
  void path_thatIsNotNamed_isNotJoined(On on) {
    assertThat(CHECKER.at(NAME).isNullable()).isTrue();
    assertSent(
        on,
        work -> work.repository(EMPLOYEES)
            .select(
                Query.where(MANAGER.at(NAME).eq("Bob")),
                Projection.of(
                    tuple -> new Employee(tuple.get(Company.ID), "", null, null, null),
                    Company.ID)),
        "SELECT [employee].[id] FROM [employee] LEFT JOIN [employee] [#1] ON [#1].[id] ="
            + " [employee].[manager] WHERE [#1].[name] = ?");
  }
}
