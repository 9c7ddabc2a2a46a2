package org.bilayer.contracts.unit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bilayer.contracts.sample.Bank.ACCOUNTS;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.bilayer.Repository;
import org.bilayer.UnitOfWork;
import org.bilayer.UnitOptions;
import org.bilayer.contracts.CatalogueEntry;
import org.bilayer.contracts.Contract;
import org.bilayer.contracts.sample.Account;
import org.bilayer.contracts.sample.AccountNumber;
import org.bilayer.contracts.sample.Bank;
import org.bilayer.failure.ConflictException;
import org.bilayer.failure.MisuseException;
import org.bilayer.failure.NotFoundException;
import org.bilayer.model.Model;
import org.bilayer.query.Query;
import org.bilayer.query.Specification;
import org.bilayer.testkit.backend.NeedsConnections;
import org.bilayer.value.RowVersion;
import org.junit.jupiter.api.Test;

/**
 * What every backend promises about the objects of a unit of work: one object per id, own changes visible to every read, and a
 * refusal of changes to objects that the unit does not know.
 */
public abstract class IdentityMapContract extends Contract {

  private static final Model MODEL = Model.of(ACCOUNTS);

  private static final Account ADA = Account.of("1", "Ada", "10");
  private static final Account BOB = Account.of("2", "Bob", "20");
  private static final AccountNumber NUMBER = ADA.number();

  @Override
  protected final Model model() {
    return MODEL;
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
  @CatalogueEntry("1.3")
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
  @CatalogueEntry("1.3")
  @CatalogueEntry("7.3")
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
  @CatalogueEntry("1.3")
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
  @CatalogueEntry("9.1")
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
  @CatalogueEntry("1.4")
  void read_afterAdd_seesIt() {
    uncommitted(work -> {
      work.repository(ACCOUNTS).add(ADA);
      assertSees(work, ADA);
      work.repository(ACCOUNTS).add(BOB);
      assertSees(work, ADA, BOB);
    });
  }

  @Test
  @CatalogueEntry("1.4")
  void read_afterUpdate_seesIt() {
    stored(ACCOUNTS, ADA, BOB);
    uncommitted(work -> {
      work.repository(ACCOUNTS).change(NUMBER, ada -> ada.ownedBy("Grace"));
      assertSees(work, ADA.ownedBy("Grace"), BOB);
      assertThat(work.repository(ACCOUNTS).exists(Bank.OWNER.eq("Ada"))).isFalse();
    });
  }

  @Test
  @CatalogueEntry("1.4")
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
  @CatalogueEntry("3.1")
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
        accounts -> accounts.update(ADA.plus("1"), RowVersion.of(version)),
        accounts -> accounts.remove(accounts.get(NUMBER)),
        accounts -> accounts.removeById(NUMBER, RowVersion.of(version)),
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
}
