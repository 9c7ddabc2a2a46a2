package org.bilayer.inmemory.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bilayer.contracts.sample.Company.CHECKER;
import static org.bilayer.contracts.sample.Company.DOER;
import static org.bilayer.contracts.sample.Company.DOERS_MANAGER;
import static org.bilayer.contracts.sample.Company.EMPLOYEES;
import static org.bilayer.contracts.sample.Company.ID;
import static org.bilayer.contracts.sample.Company.JOB;
import static org.bilayer.contracts.sample.Company.JOBS;
import static org.bilayer.contracts.sample.Company.NAME;
import static org.bilayer.contracts.sample.Company.TITLE;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bilayer.contracts.sample.Company;
import org.bilayer.contracts.sample.Company.Job;
import org.bilayer.inmemory.internal.session.InMemoryStore;
import org.bilayer.inmemory.internal.table.ReadObserver;
import org.bilayer.inmemory.internal.table.TableShape;
import org.bilayer.layout.QueryColumns;
import org.bilayer.model.ModelInternals;
import org.bilayer.query.Specification;
import org.bilayer.store.Condition;
import org.bilayer.store.SessionOptions;
import org.bilayer.store.StoreSession;
import org.bilayer.store.Table;
import org.bilayer.store.Write;
import org.bilayer.value.Key;
import org.bilayer.value.Level;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** From which end a query over references begins, and how many entries it looks at; that answers are right is tested elsewhere. */
final class ReferredRowsTest {

  private static final InMemoryStore STORE =
      InMemoryStore.create(ModelInternals.schema(Company.MODEL), 42);

  @BeforeAll
  static void fill() {
    Table employee = ModelInternals.layout(Company.MODEL, EMPLOYEES).root();
    Table job = ModelInternals.layout(Company.MODEL, JOBS).root();
    var writes = new ArrayList<Write>();
    for (int id = 0; id < 100; id++) {
      writes.add(new Write.Insert(employee, Key.of(id), new Object[] {
        id, 1L, "n" + id, 1, id == 0 ? null : id / 10, null, null
      }));
    }
    for (int id = 0; id < 1_000; id++) {
      writes.add(new Write.Insert(job, Key.of(id), new Object[] {
        id, 1L, "t", new java.math.BigDecimal("1.00"), id % 100, id % 2 == 0 ? null : 3, null
      }));
    }
    try (StoreSession session =
        STORE.open(SessionOptions.of(Level.SNAPSHOT, false, Optional.empty()))) {
      session.write(writes);
      session.commit();
    }
  }

  private static AccessPath find(Specification<Job> where) {
    QueryColumns<Job> columns = ModelInternals.layout(Company.MODEL, JOBS).queryColumns();
    Condition normal = NormalForm.of(columns.condition(where));
    TableShape shape = STORE.shape().of(columns.table());
    return ReferredRows.find(
        shape, STORE.shape(), STORE.root(), ReadObserver.NONE, normal, List.of());
  }

  private static void assertPath(AccessPath path, String index, long entries) {
    assertThat(path.index().name).isEqualTo(index);
    assertThat(path.entries()).isEqualTo(entries);
  }

  @Test
  void condition_thatChoosesOneRowReferredTo_looksAtThoseThatReferToIt() {
    assertPath(find(DOER.at(ID).eq(17)), "job_doer_fkey", 11);
    assertPath(find(DOER.at(ID).eq(999)), "job_doer_fkey", 0);
    assertPath(find(TITLE.eq("t").and(DOER.at(ID).in(List.of(1, 2)))), "job_doer_fkey", 22);
  }

  @Test
  void condition_overTwoReferences_beginsAtTheLast() {
    assertPath(find(DOERS_MANAGER.at(ID).eq(4)), "job_doer_fkey", 110);
  }

  @Test
  void condition_thatDoesNotChooseFewRows_beginsAtTheRoot() {
    assertPath(find(DOER.at(NAME).eq("n17")), "job_doer_fkey", 11);
    assertPath(find(DOER.at(NAME).ne("n17")), "job_pkey", 1_000);
    assertPath(find(CHECKER.at(ID).eq(3)), "job_pkey", 1_000);
    assertPath(find(CHECKER.at(ID).isNull()), "job_pkey", 1_000);
    assertPath(find(DOER.at(ID).eq(17).or(TITLE.eq("u"))), "job_pkey", 1_000);
    assertPath(find(JOB.eq(5).and(DOER.at(ID).eq(17))), "job_pkey", 1);
  }
}
