package org.bilayer.contracts.unit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.bilayer.contracts.sample.Bank.ACCOUNTS;
import static org.bilayer.contracts.sample.Desk.MANUSCRIPTS;
import static org.bilayer.contracts.sample.Desk.TICKETS;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.bilayer.DataLayer;
import org.bilayer.LayerOptions;
import org.bilayer.Repository;
import org.bilayer.UnitOfWork;
import org.bilayer.contracts.CatalogueEntry;
import org.bilayer.contracts.Contract;
import org.bilayer.contracts.sample.Account;
import org.bilayer.contracts.sample.AccountNumber;
import org.bilayer.contracts.sample.Bank;
import org.bilayer.failure.NotFoundException;
import org.bilayer.failure.UniqueViolationException;
import org.bilayer.failure.UnitOfWorkFailedException;
import org.bilayer.model.Model;
import org.bilayer.query.Query;
import org.bilayer.query.Specification;
import org.bilayer.testkit.backend.Contents;
import org.bilayer.value.RowVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What every backend promises about units of work: all or nothing, the first failure final, actions after the commit. */
public abstract class UnitOfWorkContract extends Contract {

  private static final Model MODEL = Model.of(ACCOUNTS, TICKETS, MANUSCRIPTS);

  private static final Account ADA = Account.of("1", "Ada", "10");
  private static final Account BOB = Account.of("2", "Bob", "20");
  private static final AccountNumber NUMBER = ADA.number();

  @Override
  protected final Model model() {
    return MODEL;
  }

  // --- all or nothing ---

  @Test
  void commit_changes_areStored() {
    try (UnitOfWork unit = data().begin()) {
      unit.repository(ACCOUNTS).add(ADA);
      unit.commit();
    }
    assertThat(all(ACCOUNTS)).containsExactly(ADA);
  }

  @Test
  @CatalogueEntry("1.1")
  @CatalogueEntry("8.1")
  void rollback_addedChangedAndRemoved_leavesEverythingAsItWas() {
    stored(ACCOUNTS, ADA, BOB);
    Contents before = Contents.of(data());
    try (UnitOfWork unit = data().begin()) {
      Repository<Account, AccountNumber> accounts = unit.repository(ACCOUNTS);
      accounts.add(Account.of("3", "Eve", "30"));
      accounts.change(NUMBER, ada -> ada.plus("1"));
      accounts.remove(accounts.get(BOB.number()));
      unit.flush();
      accounts.where(Bank.OWNER.eq("Ada")).set(Bank.BRANCH, "Cork").update();
      unit.rollback();
    }
    assertThat(Contents.of(data())).isEqualTo(before);
  }

  @Test
  void close_withoutCommit_leavesEverythingAsItWas() {
    stored(ACCOUNTS, ADA);
    Contents before = Contents.of(data());
    try (UnitOfWork unit = data().begin()) {
      unit.repository(ACCOUNTS).change(NUMBER, ada -> ada.plus("1"));
      unit.flush();
    }
    assertThat(Contents.of(data())).isEqualTo(before);
  }

  @Test
  @CatalogueEntry("8.1")
  void run_exceptionOfTheWork_passesUnchangedAndNothingIsStored() {
    stored(ACCOUNTS, ADA);
    IllegalArgumentException mine = new IllegalArgumentException("not enough money");
    IllegalArgumentException thrown = refused(IllegalArgumentException.class, work -> {
      work.repository(ACCOUNTS).change(NUMBER, ada -> ada.plus("1"));
      work.flush();
      throw mine;
    });
    assertThat(thrown).isSameAs(mine);
    assertThat(data().retries()).isZero();
  }

  @Test
  void runChecked_exceptionOfTheWork_passesUnchangedAndNothingIsStored() {
    IOException mine = new IOException("no network");
    Throwable thrown = catchThrowable(() -> data().<IOException>runChecked(work -> {
      work.repository(ACCOUNTS).add(ADA);
      work.flush();
      throw mine;
    }));
    assertThat(thrown).isSameAs(mine);
    assertThat(all(ACCOUNTS)).isEmpty();
  }

  @Test
  void run_errorOfTheWork_passesUnchangedAndNothingIsStored() {
    Error mine = new OutOfMemoryError("pretended");
    Throwable thrown = catchThrowable(() -> data().run(work -> {
      work.repository(ACCOUNTS).add(ADA);
      work.flush();
      throw mine;
    }));
    assertThat(thrown).isSameAs(mine);
    assertThat(all(ACCOUNTS)).isEmpty();
  }

  @Test
  void execute_work_returnsItsResult() {
    String owner = data().execute(work -> {
      work.repository(ACCOUNTS).add(ADA);
      return work.repository(ACCOUNTS).get(NUMBER).owner();
    });
    assertThat(owner).isEqualTo("Ada");
  }

  @Test
  void commit_nothingDone_isAccepted() {
    try (UnitOfWork unit = data().begin()) {
      unit.commit();
    }
    data().run(work -> {});
  }

  // --- a unit that is over ---

  static Stream<Arguments> calls() {
    return Stream.of(
        call("find", work -> work.repository(ACCOUNTS).find(NUMBER)),
        call("exists", work -> work.repository(ACCOUNTS).exists(NUMBER)),
        call("removeById", work -> work.repository(ACCOUNTS).removeById(NUMBER)),
        call("get", work -> work.repository(ACCOUNTS).get(NUMBER)),
        call("query", work -> work.repository(ACCOUNTS).find(Query.all())),
        call("count", work -> work.repository(ACCOUNTS).count(Specification.all())),
        call("page", work -> work.repository(ACCOUNTS).page(Query.all(), 1)),
        call("stream", work -> work.repository(ACCOUNTS).stream(Query.all(), Stream::count)),
        call("add", work -> work.repository(ACCOUNTS).add(BOB)),
        call("flush", UnitOfWork::flush),
        call("attempt", work -> work.attempt(part -> {})),
        call("afterCommit", work -> work.afterCommit(() -> {})),
        call("commit", UnitOfWork::commit));
  }

  private static Arguments call(String name, Consumer<UnitOfWork> call) {
    return Arguments.of(name, call);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("calls")
  void call_afterCommitOrRollback_isRefused(String name, Consumer<UnitOfWork> call) {
    try (UnitOfWork unit = data().begin()) {
      unit.commit();
      assertThat(thrown(IllegalStateException.class, () -> call.accept(unit)))
          .hasMessageContaining("committed already");
      unit.rollback();
    }
    try (UnitOfWork unit = data().begin()) {
      unit.rollback();
      unit.rollback();
      assertThat(thrown(IllegalStateException.class, () -> call.accept(unit)))
          .hasMessageContaining("rolled back already");
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("calls")
  @CatalogueEntry("8.2")
  @CatalogueEntry("8.3")
  void call_afterAFailure_throwsWithTheFirstAsItsCause(String name, Consumer<UnitOfWork> call) {
    stored(ACCOUNTS, ADA);
    Contents before = Contents.of(data());
    try (UnitOfWork unit = data().begin()) {
      unit.repository(ACCOUNTS).change(NUMBER, ada -> ada.plus("1"));
      unit.flush();
      NotFoundException first = thrown(
          NotFoundException.class,
          () -> unit.repository(ACCOUNTS).get(new AccountNumber("missing")));

      for (int i = 0; i < 2; i++) {
        UnitOfWorkFailedException failure =
            thrown(UnitOfWorkFailedException.class, () -> call.accept(unit));
        assertThat(failure).hasCause(first);
        assertThat(failure.getCause()).isSameAs(first);
        assertThat(failure)
            .hasMessageContainingAll(
                "was rolled back; nothing of it is stored", "[first=NotFoundException]");
        assertThat(failure.isRetryable()).isFalse();
      }
      unit.rollback();
    }
    assertThat(Contents.of(data())).isEqualTo(before);
  }

  @Test
  @CatalogueEntry("8.2")
  @CatalogueEntry("8.3")
  void run_failureCaughtByTheWork_storesNothingAllTheSame() {
    stored(ACCOUNTS, ADA);
    UnitOfWorkFailedException failure = refused(UnitOfWorkFailedException.class, work -> {
      work.repository(ACCOUNTS).add(Account.of("3", "Eve", "30"));
      work.flush();
      work.repository(ACCOUNTS).add(BOB.ownedBy("Ada"));
      thrown(UniqueViolationException.class, work::flush);
    });
    assertThat(failure).hasCauseInstanceOf(UniqueViolationException.class);
  }

  @Test
  @CatalogueEntry(value = "7.2", answer = CatalogueEntry.Answer.REFUSED)
  void call_argumentThatMakesNoSense_changesNothing() {
    stored(ACCOUNTS, ADA);
    @SuppressWarnings("NullAway") // what the test is about
    AccountNumber nobody = null;
    data().run(work -> {
      Repository<Account, AccountNumber> accounts = work.repository(ACCOUNTS);
      accounts.change(NUMBER, ada -> ada.plus("1"));
      List<Consumer<AccountNumber>> calls = List.of(
          accounts::find,
          accounts::get,
          accounts::findForUpdate,
          accounts::exists,
          accounts::removeById,
          id -> accounts.findAllById(Arrays.asList(NUMBER, id)),
          id -> accounts.removeById(id, RowVersion.of(1)),
          id -> accounts.add(withNumber(id)),
          id -> accounts.update(withNumber(id)),
          id -> accounts.update(withNumber(id), RowVersion.of(1)),
          id -> accounts.remove(withNumber(id)));
      for (Consumer<AccountNumber> call : calls) {
        thrown(IllegalArgumentException.class, () -> call.accept(nobody));
      }
      thrown(IllegalArgumentException.class, () -> work.queries(String.class));
    });
    assertThat(all(ACCOUNTS)).containsExactly(ADA.plus("1"));
  }

  private static Account withNumber(AccountNumber number) {
    return new Account(number, "Eve", ADA.balance(), null, Account.Status.OPEN, null, null);
  }

  // --- run inside of run ---

  @Test
  void run_insideOfRun_isRefusedAndTheOuterGoesOn() {
    data().run(work -> {
      work.repository(ACCOUNTS).add(ADA);
      assertThat(thrown(IllegalStateException.class, () -> data().run(inner -> {})))
          .hasMessageContaining("already running a unit of work");
      thrown(IllegalStateException.class, () -> data().execute(inner -> true));
    });
    assertThat(all(ACCOUNTS)).containsExactly(ADA);
  }

  @Test
  void begin_insideOfRun_isAUnitOfItsOwn() {
    thrown(
        IllegalStateException.class,
        () -> data().run(work -> {
          try (UnitOfWork inner = data().begin()) {
            inner.repository(ACCOUNTS).add(ADA);
            inner.commit();
          }
          throw new IllegalStateException("the outer one fails");
        }));
    assertThat(all(ACCOUNTS)).containsExactly(ADA);
  }

  @Test
  void commit_insideOfRun_isRefusedAndTheUnitGoesOn() {
    data().run(work -> {
      work.repository(ACCOUNTS).add(ADA);
      assertThat(thrown(IllegalStateException.class, work::commit))
          .hasMessageContaining("end their unit of work themselves");
      thrown(IllegalStateException.class, work::rollback);
      work.repository(ACCOUNTS).add(BOB);
    });
    assertThat(all(ACCOUNTS)).containsExactlyInAnyOrder(ADA, BOB);
  }

  // --- after the commit ---

  @Test
  @CatalogueEntry("8.14")
  void afterCommit_actions_runInTheirOrderOnceItIsStored() {
    var done = new ArrayList<String>();
    data().run(work -> {
      work.afterCommit(() -> done.add("first, with " + all(ACCOUNTS).size() + " stored"));
      work.repository(ACCOUNTS).add(ADA);
      work.afterCommit(() -> done.add("second"));
      assertThat(done).isEmpty();
    });
    assertThat(done).containsExactly("first, with 1 stored", "second");
  }

  @Test
  void afterCommit_actionThatFails_isLoggedAndChangesNothing() {
    var done = new ArrayList<String>();
    data().run(work -> {
      work.repository(ACCOUNTS).add(ADA);
      work.afterCommit(() -> {
        throw new IllegalStateException("the mail server is down");
      });
      work.afterCommit(() -> done.add("second"));
    });
    expectLogged("An after-commit action failed");
    assertThat(done).containsExactly("second");
    assertThat(all(ACCOUNTS)).containsExactly(ADA);
  }

  @Test
  @CatalogueEntry("8.14")
  void afterCommit_actions_doNotRunWithoutCommit() {
    stored(ACCOUNTS, ADA);
    var done = new ArrayList<String>();
    uncommitted(work -> work.afterCommit(() -> done.add("after close")));
    refused(UniqueViolationException.class, work -> {
      work.afterCommit(() -> done.add("after failure"));
      work.repository(ACCOUNTS).add(BOB.ownedBy("Ada"));
    });
    refused(IllegalStateException.class, work -> {
      work.afterCommit(() -> done.add("after exception"));
      throw new IllegalStateException("no");
    });
    assertThat(done).isEmpty();
  }

  // --- the layer ---

  @Test
  void begin_onAClosedLayer_isRefused() {
    DataLayer layer = open(LayerOptions.defaults());
    layer.close();
    layer.close();
    assertThat(thrown(IllegalStateException.class, layer::begin))
        .hasMessageContaining("The data layer is closed");
    thrown(IllegalStateException.class, () -> layer.run(work -> {}));
  }

  @Test
  void close_layerWithAnOpenUnit_reportsWhereItWasOpened() {
    DataLayer layer = open(LayerOptions.defaults());
    UnitOfWork forgotten = layer.begin();
    forgotten.repository(ACCOUNTS).add(ADA);
    forgotten.flush();
    layer.close();
    expectLogged("A unit of work was never committed, rolled back or closed");
    thrown(IllegalStateException.class, () -> forgotten.repository(ACCOUNTS).find(NUMBER));
    forgotten.close();
  }

  @Test
  void storeName_ofALayer_namesProduct() {
    assertThat(data().storeName()).isNotBlank();
    assertThat(data().model().mappings()).contains(ACCOUNTS, TICKETS, MANUSCRIPTS);
  }

  @Test
  @CatalogueEntry("8.14")
  void open_twoLayersOfOneModel_shareNothing() {
    stored(ACCOUNTS, ADA);

    DataLayer other = open(LayerOptions.defaults());

    assertThat(other.<Long>execute(work -> work.repository(ACCOUNTS).count(Specification.all())))
        .isZero();
  }
}
