package org.bilayer.mybatis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.apache.ibatis.executor.Executor;
import org.apache.ibatis.executor.statement.StatementHandler;
import org.apache.ibatis.mapping.Environment;
import org.apache.ibatis.mapping.MappedStatement;
import org.apache.ibatis.plugin.Interceptor;
import org.apache.ibatis.plugin.Intercepts;
import org.apache.ibatis.plugin.Invocation;
import org.apache.ibatis.plugin.Signature;
import org.apache.ibatis.session.Configuration;
import org.apache.ibatis.session.ExecutorType;
import org.apache.ibatis.session.ResultHandler;
import org.apache.ibatis.session.RowBounds;
import org.apache.ibatis.transaction.managed.ManagedTransactionFactory;
import org.bilayer.DataLayer;
import org.bilayer.failure.MisuseException;
import org.bilayer.failure.StorageFailureException;
import org.bilayer.failure.UniqueViolationException;
import org.bilayer.model.Model;
import org.bilayer.mybatis.fixture.Bank;
import org.bilayer.mybatis.fixture.Server;
import org.bilayer.mybatis.fixture.SqlRecorder;
import org.bilayer.mybatis.fixture.TestDatabase;
import org.bilayer.mybatis.internal.session.MyBatisStore;
import org.bilayer.store.Store;
import org.bilayer.store.StoreSession;
import org.bilayer.store.Write;
import org.bilayer.value.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The application's own mappers and plugins, in the transaction of the session. */
@ParameterizedClass
@EnumSource(Server.class)
final class MapperTest {

  /** Hand-written queries; ANSI quotes are understood by none of the three at once, so the names stand bare. */
  interface AccountQueries {

    @Select("SELECT v FROM plain WHERE id = #{id}")
    String value(int id);

    @Select("SELECT id, v FROM plain ORDER BY id")
    List<Map<String, Object>> all();

    @Insert("INSERT INTO plain (id, v) VALUES (#{id}, #{v})")
    int add(@Param("id") int id, @Param("v") String v);

    @Update("UPDATE nowhere SET v = 1")
    int broken();

    int forgotten();

    @Select("SELECT v FROM plain")
    String several();

    @Select(value = "SELECT v FROM plain WHERE id = 1", affectData = true)
    String addByQuery();

    default String greet(int id) {
      return "hello " + value(id);
    }

    default void shrug() {
      try {
        broken();
      } catch (RuntimeException e) {
        // As if nothing had happened.
      }
    }

    default void complain() {
      throw new IllegalStateException("as the application does");
    }
  }

  interface Unknown {}

  /** Notes what passes, as an auditing plugin would. */
  @Intercepts({
    @Signature(
        type = Executor.class,
        method = "query",
        args = {MappedStatement.class, Object.class, RowBounds.class, ResultHandler.class}),
    @Signature(
        type = Executor.class,
        method = "update",
        args = {MappedStatement.class, Object.class}),
    @Signature(
        type = StatementHandler.class,
        method = "prepare",
        args = {java.sql.Connection.class, Integer.class})
  })
  public static final class Audit implements Interceptor {

    private final List<String> seen = new ArrayList<>();

    @Override
    public Object intercept(Invocation invocation) throws Throwable {
      if (invocation.getTarget() instanceof StatementHandler handler) {
        seen.add(handler.getBoundSql().getSql());
      } else {
        seen.add(((MappedStatement) invocation.getArgs()[0]).getId());
      }
      return invocation.proceed();
    }
  }

  @Parameter
  Server server;

  private final Bank bank = new Bank();
  private final Audit audit = new Audit();
  private TestDatabase database;
  private SqlRecorder recorder;
  private Configuration configuration;
  private Store store;

  @BeforeEach
  void open() {
    database = server.create();
    database.create(bank.schema).close();
    database.execute(
        "CREATE TABLE plain (id int PRIMARY KEY, v varchar(20))",
        "INSERT INTO plain VALUES (1, 'one'), (2, 'two')");
    recorder = new SqlRecorder(database.pool());
    // A session-wide cache and a transaction factory that would leave everything to others: neither
    // must matter.
    configuration = new Configuration(
        new Environment("app", new ManagedTransactionFactory(), recorder.dataSource()));
    configuration.addMapper(AccountQueries.class);
    configuration.addInterceptor(audit);
    open(ExecutorType.SIMPLE);
  }

  private void open(ExecutorType type) {
    configuration.setDefaultExecutorType(type);
    var setup = new MyBatisStore.Setup(
        Optional.empty(), configuration.getInterceptors(), Optional.of(configuration));
    store = MyBatisStore.open(bank.schema, recorder.dataSource(), setup);
    recorder.clear();
  }

  @AfterEach
  void drop() {
    assertThat(recorder.open()).isZero();
    store.close();
    database.close();
  }

  private StoreSession begin() {
    return TestDatabase.open(store, Level.SNAPSHOT);
  }

  /** Both kinds of proxy: the session's own, and the one that a unit of work puts around it. */
  @Test
  void queries_areEqualToThemselvesOnly() {
    try (DataLayer layer = MyBatisDataLayer.builder(Model.of())
        .dataSource(database.pool())
        .mapper(AccountQueries.class)
        .schemaCheck(SchemaCheck.NONE)
        .open()) {
      layer.run(work -> {
        AccountQueries one = work.queries(AccountQueries.class);
        AccountQueries other = work.queries(AccountQueries.class);
        Object same = one;
        assertThat(one.equals(same)).isTrue();
        assertThat(one).hasSameHashCodeAs(one);
        assertThat(Set.of(one)).contains(one);
        assertThat(one.equals(other)).isEqualTo(other.equals(one));
        assertThat(one.toString()).contains("AccountQueries");
      });
    }
  }

  @Test
  void queries_workInTheTransactionOfTheSession() {
    try (StoreSession session = begin()) {
      AccountQueries queries = session.queries(AccountQueries.class, null);
      assertThat(queries.add(3, "three")).isEqualTo(1);
      session.write(List.of(bank.addAccount(1)));
      assertThat(queries.value(3)).isEqualTo("three");
      assertThat(queries.greet(1)).isEqualTo("hello one");
      assertThat(session.queries(AccountQueries.class, null)).isSameAs(queries);
      Object same = queries;
      assertThat(queries.equals(same)).isTrue();
      session.rollback();
    }
    assertThat(recorder.taken()).isEqualTo(1);
    assertThat(database.query("SELECT COUNT(*) FROM plain")).containsExactly("2");
    try (StoreSession session = begin()) {
      session.queries(AccountQueries.class, null).add(3, "three");
      session.commit();
    }
    assertThat(database.query("SELECT COUNT(*) FROM plain")).containsExactly("3");
  }

  @Test
  void statementsThatChangeRows_areCounted() {
    try (StoreSession session = begin()) {
      AccountQueries queries = session.queries(AccountQueries.class, null);
      queries.value(1);
      queries.all();
      assertThat(session.handWrittenChanges()).isZero();
      queries.add(4, "four");
      assertThat(session.handWrittenChanges()).isEqualTo(1);
      queries.addByQuery();
      assertThat(session.handWrittenChanges()).isEqualTo(2);
    }
  }

  @Test
  void failureThatAMapperKeepsToItself_endsTheSessionWithoutCommit() {
    try (StoreSession session = begin()) {
      session.write(List.of(bank.addAccount(1)));
      session.queries(AccountQueries.class, null).shrug();
      recorder.clear();
      assertThatThrownBy(session::commit)
          .isInstanceOf(StorageFailureException.class)
          .hasCauseInstanceOf(SQLException.class);
    }
    assertThat(recorder.sent()).contains("ROLLBACK").doesNotContain("COMMIT");
    assertThat(database.query("SELECT COUNT(*) FROM " + quoted("account"))).containsExactly("0");
  }

  @Test
  void failureThatAMapperKeepsToItself_isForgottenWithTheSavepoint() {
    try (StoreSession session = begin()) {
      session.write(List.of(bank.addAccount(1)));
      Object point = session.savepoint();
      session.queries(AccountQueries.class, null).shrug();
      session.rollbackTo(point);
      session.release(point);
      session.commit();
    }
    assertThat(database.query("SELECT COUNT(*) FROM " + quoted("account"))).containsExactly("1");
  }

  private String quoted(String name) {
    return server == Server.MARIADB ? "`" + name + "`" : "\"" + name + "\"";
  }

  @Test
  void queries_ofAnUnknownInterface_areMisuse() {
    try (StoreSession session = begin()) {
      assertThatThrownBy(() -> session.queries(Unknown.class, null))
          .isInstanceOf(MisuseException.class)
          .hasMessageStartingWith("The queries " + Unknown.class.getName()
              + " have no implementation for " + store.name()
              + ": no MyBatis mapper is or extends the interface.");
    }
  }

  @Test
  void queries_ofAnUnknownInterfaceWithATwin_areMisuseAndTheTwinIsNotMade() {
    try (StoreSession session = begin()) {
      assertThatThrownBy(() -> session.<Unknown>queries(Unknown.class, () -> {
            throw new AssertionError("the twin was made");
          }))
          .isInstanceOf(MisuseException.class)
          .hasMessageEndingWith("Their Java form answers in memory only.");
    }
  }

  @Test
  void queries_methodWithoutAStatement_isMisuseThatNamesIt() {
    try (StoreSession session = begin()) {
      AccountQueries queries = session.queries(AccountQueries.class, null);
      assertThatThrownBy(queries::forgotten)
          .isInstanceOf(MisuseException.class)
          .hasMessage("The mapper method " + AccountQueries.class.getName() + ".forgotten has no"
              + " statement. Annotate it, add it to the mapper's XML file, or load that file.");
    }
  }

  @Test
  void queries_areMadeAtTheLevelOfTheSession() {
    try (StoreSession session = begin()) {
      AccountQueries queries = session.queries(AccountQueries.class, null);
      assertThat(queries.all()).hasSize(2);
      database.execute("INSERT INTO plain VALUES (9, 'nine')");
      assertThat(queries.all()).hasSize(2);
    }
  }

  @Test
  void results_areNotShared_betweenCalls() {
    try (StoreSession session = begin()) {
      AccountQueries queries = session.queries(AccountQueries.class, null);
      List<Map<String, Object>> first = queries.all();
      first.get(0).clear();
      first.remove(1);
      assertThat(queries.all()).hasSize(2).allSatisfy(row -> assertThat(row).hasSize(2));
    }
  }

  @Test
  void failures_areThoseOfTheDataLayer() {
    for (ExecutorType type : new ExecutorType[] {ExecutorType.SIMPLE, ExecutorType.BATCH}) {
      open(type);
      try (StoreSession session = begin()) {
        AccountQueries queries = session.queries(AccountQueries.class, null);
        assertThatThrownBy(() -> queries.add(1, "again"))
            .isInstanceOf(UniqueViolationException.class)
            .hasMessageNotContaining("again");
        session.rollback();
      }
      try (StoreSession session = begin()) {
        AccountQueries queries = session.queries(AccountQueries.class, null);
        assertThatThrownBy(queries::broken)
            .isInstanceOf(StorageFailureException.class)
            .hasMessageContaining("AccountQueries.broken");
      }
      try (StoreSession session = begin()) {
        AccountQueries queries = session.queries(AccountQueries.class, null);
        assertThatThrownBy(queries::several).isInstanceOf(StorageFailureException.class);
        assertThatThrownBy(queries::complain)
            .isInstanceOf(IllegalStateException.class)
            .hasMessage("as the application does");
      }
    }
  }

  @Test
  void batchedMappers_writeBeforeTheNextStatementAndBeforeCommit() {
    open(ExecutorType.BATCH);
    try (StoreSession session = begin()) {
      AccountQueries queries = session.queries(AccountQueries.class, null);
      queries.add(3, "three");
      assertThat(queries.value(3)).isEqualTo("three");
      queries.add(4, "four");
      session.commit();
    }
    assertThat(database.query("SELECT COUNT(*) FROM plain")).containsExactly("4");
  }

  @Test
  void plugins_seeOurStatementsAndThoseOfMappers() {
    try (StoreSession session = begin()) {
      bank.get(session, 1L);
      session.write(List.of(bank.addAccount(1)));
      session.write(List.of(bank.setBalance(1, "1.00", 1), bank.setBalance(2, "1.00", 1)));
      session.queries(AccountQueries.class, null).value(1);
      session.commit();
    }
    assertThat(audit.seen)
        .contains(
            "org.bilayer.sql.account.get",
            "org.bilayer.sql.account.insert",
            "org.bilayer.sql.account.update#1",
            AccountQueries.class.getName() + ".value")
        .anySatisfy(sql -> assertThat(sql).contains("UPDATE").contains("balance"))
        .anySatisfy(sql -> assertThat(sql).contains("SELECT v FROM plain"));
  }

  @Test
  void plugins_seeManyRowsAsOneStatement() {
    try (StoreSession session = begin()) {
      var writes = new ArrayList<Write>();
      for (int id = 1; id <= 10; id++) {
        writes.add(bank.addAccount(id));
      }
      session.write(writes);
      session.commit();
    }
    assertThat(audit.seen)
        .filteredOn(id -> id.startsWith("org.bilayer.sql.account."))
        .hasSize(1);
  }
}
