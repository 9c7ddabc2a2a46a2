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
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.bilayer.DataLayer;
import org.bilayer.LayerOptions;
import org.bilayer.Repository;
import org.bilayer.UnitOfWork;
import org.bilayer.UnitOptions;
import org.bilayer.contracts.Contract;
import org.bilayer.contracts.sample.Account;
import org.bilayer.contracts.sample.AccountNumber;
import org.bilayer.contracts.sample.Bank;
import org.bilayer.failure.ConflictException;
import org.bilayer.failure.MisuseException;
import org.bilayer.failure.NotFoundException;
import org.bilayer.failure.UniqueViolationException;
import org.bilayer.failure.UnitOfWorkFailedException;
import org.bilayer.model.Model;
import org.bilayer.query.Query;
import org.bilayer.query.Specification;
import org.bilayer.testkit.backend.Contents;
import org.bilayer.testkit.backend.NeedsConnections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What every backend promises about units of work: all or nothing, one object per id, own changes visible, the first
 * failure final.
 */
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
  void rollback_addedChangedAndRemoved_leavesEverythingAsItWas() {
    stored(ACCOUNTS, ADA, BOB);
    Contents before = Contents.of(data());
    try (UnitOfWork unit = data().begin()) {
      Repository<Account, AccountNumber> accounts = unit.repository(ACCOUNTS);
      accounts.add(Account.of("3", "Eve", "30"));
      accounts.change(NUMBER, ada -> ada.plus("1"));
      accounts.remove(accounts.get(BOB.number()));
      unit.flush();
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
        assertThat(failure).hasMessageContaining("[first=NotFoundException]");
        assertThat(failure.isRetryable()).isFalse();
      }
      unit.rollback();
    }
    assertThat(Contents.of(data())).isEqualTo(before);
  }

  @Test
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
          id -> accounts.removeById(id, 1),
          id -> accounts.add(withNumber(id)),
          id -> accounts.update(withNumber(id)),
          id -> accounts.update(withNumber(id), 1),
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

  // --- whether there is one ---

  @Test
  void exists_storedRow_isTrueAndLoadsNothing() {
    stored(ACCOUNTS, ADA);
    data().run(work -> {
      Repository<Account, AccountNumber> accounts = work.repository(ACCOUNTS);
      assertThat(accounts.exists(NUMBER)).isTrue();
      assertThat(accounts.exists(BOB.number())).isFalse();
    });
    refused(MisuseException.class, work -> {
      Repository<Account, AccountNumber> accounts = work.repository(ACCOUNTS);
      assertThat(accounts.exists(NUMBER)).isTrue();
      accounts.version(ADA);
    });
  }

  @Test
  void exists_changesOfTheUnit_areSeenBeforeTheyAreWritten() {
    stored(ACCOUNTS, ADA);
    data().run(work -> {
      Repository<Account, AccountNumber> accounts = work.repository(ACCOUNTS);
      accounts.add(BOB);
      assertThat(accounts.exists(BOB.number())).isTrue();
      accounts.removeById(NUMBER);
      assertThat(accounts.exists(NUMBER)).isFalse();
      work.flush();
      assertThat(accounts.exists(BOB.number())).isTrue();
      assertThat(accounts.exists(NUMBER)).isFalse();
    });
  }

  @Test
  void exists_afterASetBasedChangeOfALoadedAggregate_asksAgain() {
    stored(ACCOUNTS, ADA, BOB);
    data().run(work -> {
      Repository<Account, AccountNumber> accounts = work.repository(ACCOUNTS);
      assertThat(accounts.find(Query.all())).hasSize(2);
      accounts.where(Bank.OWNER.eq("Ada")).remove();
      assertThat(accounts.exists(NUMBER)).isFalse();
      assertThat(accounts.exists(BOB.number())).isTrue();
    });
  }

  @Test
  @NeedsConnections(2)
  void exists_inVainAndAnotherUnitAddsTheRow_isWorthARetry() {
    try (UnitOfWork unit = data().begin()) {
      assertThat(unit.repository(ACCOUNTS).exists(NUMBER)).isFalse();
      stored(ACCOUNTS, ADA);
      unit.repository(ACCOUNTS).add(ADA);
      thrown(ConflictException.class, unit::commit);
    }
  }

  // --- one object per id ---

  @Test
  void get_sameIdAgain_isTheSameObject() {
    stored(ACCOUNTS, ADA, BOB);
    data().run(work -> {
      Repository<Account, AccountNumber> accounts = work.repository(ACCOUNTS);
      Account ada = accounts.get(NUMBER);
      assertThat(accounts.get(NUMBER)).isSameAs(ada);
      assertThat(accounts.find(NUMBER).orElseThrow()).isSameAs(ada);
      assertThat(accounts.findForUpdate(NUMBER).orElseThrow()).isSameAs(ada);
      assertThat(accounts.findAllById(List.of(BOB.number(), NUMBER)).get(1)).isSameAs(ada);
      assertThat(accounts.find(Bank.OWNER.eq("Ada")).get(0)).isSameAs(ada);
      assertThat(accounts.page(Query.all(), 1).items().get(0)).isSameAs(ada);
      assertThat(work.repository(ACCOUNTS)).isSameAs(accounts);
    });
  }

  @Test
  void find_byQueryThenById_isTheSameObject() {
    stored(ACCOUNTS, ADA);
    data().run(work -> {
      Repository<Account, AccountNumber> accounts = work.repository(ACCOUNTS);
      Account ada = accounts.find(Query.all()).get(0);
      assertThat(accounts.get(NUMBER)).isSameAs(ada);
    });
  }

  @Test
  void get_afterAddOrUpdate_isTheObjectThatWasGiven() {
    data().run(work -> {
      Repository<Account, AccountNumber> accounts = work.repository(ACCOUNTS);
      accounts.add(ADA);
      assertThat(accounts.get(NUMBER)).isSameAs(ADA);
      Account next = ADA.plus("1");
      accounts.update(next);
      assertThat(accounts.get(NUMBER)).isSameAs(next);
      work.flush();
      assertThat(accounts.get(NUMBER)).isSameAs(next);
      assertThat(accounts.find(Query.all()).get(0)).isSameAs(next);
    });
  }

  @Test
  @NeedsConnections(2)
  void find_rowThatOthersChangedMeanwhile_staysTheObjectThatWasLoadedFirst() {
    stored(ACCOUNTS, ADA);
    try (UnitOfWork unit = data().begin(UnitOptions.defaults().readCommitted())) {
      Account ada = unit.repository(ACCOUNTS).get(NUMBER);
      data().run(work -> work.repository(ACCOUNTS).change(NUMBER, found -> found.plus("1")));
      assertThat(unit.repository(ACCOUNTS).find(Query.all()).get(0)).isSameAs(ada);
      assertThat(unit.repository(ACCOUNTS).get(NUMBER)).isSameAs(ada).isEqualTo(ADA);
    }
  }

  @Test
  void findAll_ids_comeInTheirOrderWithoutRepeatsAndMissing() {
    stored(ACCOUNTS, ADA, BOB);
    AccountNumber missing = new AccountNumber("missing");
    data().run(work -> {
      Repository<Account, AccountNumber> accounts = work.repository(ACCOUNTS);
      assertThat(accounts.findAllById(List.of(BOB.number(), missing, NUMBER, BOB.number())))
          .containsExactly(BOB, ADA);
      assertThat(accounts.findAllById(List.of())).isEmpty();
      accounts.remove(accounts.get(NUMBER));
      assertThat(accounts.findAllById(List.of(NUMBER, BOB.number()))).containsExactly(BOB);
    });
  }

  // --- own changes are visible ---

  private static void assertSees(UnitOfWork work, Account... expected) {
    Repository<Account, AccountNumber> accounts = work.repository(ACCOUNTS);
    List<Account> all = List.of(expected);
    List<Supplier<List<Account>>> ways = List.of(
        () -> accounts.find(Query.all()),
        () -> accounts.page(Query.all(), 10).items(),
        () -> accounts.stream(Query.all(), Stream::toList),
        () -> accounts.find(Bank.OWNER.in(all.stream().map(Account::owner).toList())));
    for (Supplier<List<Account>> way : ways) {
      assertThat(way.get()).containsExactlyInAnyOrder(expected);
    }
    assertThat(accounts.count(Specification.all())).isEqualTo(expected.length);
    for (Account account : expected) {
      assertThat(accounts.find(account.number())).contains(account);
      assertThat(accounts.exists(Bank.OWNER.eq(account.owner()))).isTrue();
    }
  }

  @Test
  void read_afterAdd_seesIt() {
    uncommitted(work -> {
      work.repository(ACCOUNTS).add(ADA);
      assertSees(work, ADA);
      work.repository(ACCOUNTS).add(BOB);
      assertSees(work, ADA, BOB);
    });
  }

  @Test
  void read_afterUpdate_seesIt() {
    stored(ACCOUNTS, ADA, BOB);
    uncommitted(work -> {
      work.repository(ACCOUNTS).change(NUMBER, ada -> ada.ownedBy("Grace"));
      assertSees(work, ADA.ownedBy("Grace"), BOB);
      assertThat(work.repository(ACCOUNTS).exists(Bank.OWNER.eq("Ada"))).isFalse();
    });
  }

  @Test
  void read_afterRemove_doesNotSeeIt() {
    stored(ACCOUNTS, ADA, BOB);
    uncommitted(work -> {
      work.repository(ACCOUNTS).remove(work.repository(ACCOUNTS).get(NUMBER));
      assertSees(work, BOB);
      assertThat(work.repository(ACCOUNTS).find(NUMBER)).isEmpty();
      assertThat(work.repository(ACCOUNTS).exists(Bank.OWNER.eq("Ada"))).isFalse();
    });
  }

  @Test
  @NeedsConnections(2)
  void read_uncommittedChangesOfOthers_areInvisible() {
    stored(ACCOUNTS, ADA);
    uncommitted(work -> {
      work.repository(ACCOUNTS).add(BOB);
      work.flush();
      assertThat(all(ACCOUNTS)).containsExactly(ADA);
    });
  }

  // --- misuse ---

  @Test
  void update_aggregateThatWasNotLoaded_isRefused() {
    stored(ACCOUNTS, ADA);
    assertThat(
            refused(MisuseException.class, work -> work.repository(ACCOUNTS).update(ADA.plus("1"))))
        .hasMessageContainingAll(
            "Cannot update an object that this unit of work has not loaded [type=account, id=1]",
            "Load the object first, or pass the version");
  }

  @Test
  void update_aggregateThatWasRemoved_isRefused() {
    stored(ACCOUNTS, ADA);
    for (boolean flushed : List.of(true, false)) {
      assertThat(refused(MisuseException.class, work -> {
            work.repository(ACCOUNTS).remove(work.repository(ACCOUNTS).get(NUMBER));
            if (flushed) {
              work.flush();
            }
            work.repository(ACCOUNTS).update(ADA.plus("1"));
          }))
          .hasMessageContaining("Cannot update an object that this unit of work has removed");
    }
  }

  @Test
  void remove_aggregateThatWasNotLoaded_isRefused() {
    stored(ACCOUNTS, ADA);
    assertThat(refused(MisuseException.class, work -> work.repository(ACCOUNTS).remove(ADA)))
        .hasMessageContaining("Cannot remove an object that this unit of work has not loaded");
  }

  @Test
  void remove_twice_isRefused() {
    stored(ACCOUNTS, ADA);
    assertThat(refused(MisuseException.class, work -> {
          Account ada = work.repository(ACCOUNTS).get(NUMBER);
          work.repository(ACCOUNTS).remove(ada);
          work.repository(ACCOUNTS).remove(ada);
        }))
        .hasMessageContaining("Cannot remove an object that this unit of work has removed");
  }

  @Test
  void version_aggregateThatWasNotLoaded_isRefused() {
    stored(ACCOUNTS, ADA);
    refused(MisuseException.class, work -> work.repository(ACCOUNTS).version(ADA));
  }

  @Test
  void get_missing_isRefusedWithTypeAndId() {
    NotFoundException failure =
        refused(NotFoundException.class, work -> work.repository(ACCOUNTS).get(NUMBER));
    assertThat(failure.type()).isEqualTo("account");
    assertThat(failure.id()).isEqualTo("1");
    assertThat(failure).hasMessageContainingAll("Not found [type=account, id=1]", "Use find(id)");
  }

  @Test
  void find_missing_isAnOrdinaryAnswer() {
    data().run(work -> {
      assertThat(work.repository(ACCOUNTS).find(NUMBER)).isEmpty();
      assertThat(work.repository(ACCOUNTS).find(Bank.OWNER.eq("Ada"))).isEmpty();
      work.repository(ACCOUNTS).add(ADA);
    });
    assertThat(all(ACCOUNTS)).containsExactly(ADA);
  }

  @Test
  void readOnly_anyChange_isRefused() {
    stored(ACCOUNTS, ADA);
    long version = versionOf(ACCOUNTS, NUMBER);
    List<Consumer<Repository<Account, AccountNumber>>> changes = List.of(
        accounts -> accounts.add(BOB),
        accounts -> accounts.update(accounts.get(NUMBER).plus("1")),
        accounts -> accounts.update(ADA.plus("1"), version),
        accounts -> accounts.remove(accounts.get(NUMBER)),
        accounts -> accounts.removeById(NUMBER, version),
        accounts -> accounts.upsert(ADA),
        accounts -> accounts.where(Specification.all()).setNull(Bank.BRANCH).update(),
        accounts -> accounts.where(Specification.all()).remove());
    for (Consumer<Repository<Account, AccountNumber>> change : changes) {
      assertThat(refused(
              UnitOptions.defaults().readOnly(),
              MisuseException.class,
              work -> change.accept(work.repository(ACCOUNTS))))
          .hasMessageContaining("read-only and refuses every change");
    }
  }

  @Test
  void readOnly_reading_isAccepted() {
    stored(ACCOUNTS, ADA);
    List<Account> found = data()
        .execute(
            UnitOptions.defaults().readOnly(), work -> work.repository(ACCOUNTS).find(Query.all()));
    assertThat(found).containsExactly(ADA);
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
}
