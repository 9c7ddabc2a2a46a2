package org.bilayer.contracts.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bilayer.contracts.sample.Bank.ACCOUNTS;
import static org.bilayer.contracts.sample.Bank.OWNER;
import static org.bilayer.contracts.sample.Shop.ORDERS;
import static org.bilayer.contracts.sample.Shop.PRODUCTS;

import java.util.List;
import java.util.UUID;
import org.bilayer.ReadRepository;
import org.bilayer.UnitOfWork;
import org.bilayer.Versioned;
import org.bilayer.contracts.Contract;
import org.bilayer.contracts.sample.Account;
import org.bilayer.contracts.sample.AccountNumber;
import org.bilayer.contracts.sample.Order;
import org.bilayer.contracts.sample.Order.Line;
import org.bilayer.failure.NotFoundException;
import org.bilayer.failure.StaleVersionException;
import org.bilayer.model.Model;
import org.bilayer.query.Page;
import org.bilayer.query.Projection;
import org.bilayer.query.Query;
import org.bilayer.testkit.backend.NeedsConnections;
import org.bilayer.value.RowVersion;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every backend promises about reads that stand alone: the answers of a unit of work, without one. */
public abstract class ReadRepositoryContract extends Contract {

  private static final Account ADA = Account.of("1", "Ada", "10");
  private static final Account BOB = Account.of("2", "Bob", "20");
  private static final UUID ORDER = new UUID(1, 1);

  private ReadRepository<Account, AccountNumber> accounts;

  @Override
  protected final Model model() {
    return Model.of(ACCOUNTS, PRODUCTS, ORDERS);
  }

  @BeforeEach
  final void fill() {
    data().run(work -> {
      work.repository(ACCOUNTS).add(ADA);
      work.repository(ACCOUNTS).add(BOB);
      work.repository(ORDERS)
          .add(Order.of(ORDER, "Ada")
              .withLines(List.of(Line.of(1, "tea", 2), Line.of(2, "jam", 1))));
    });
    accounts = data().read(ACCOUNTS);
  }

  @Test
  final void reads_answerAsAUnitDoes() {
    assertThat(accounts.get(ADA.number())).isEqualTo(ADA);
    assertThat(accounts.find(new AccountNumber("9"))).isEmpty();
    assertThat(accounts.findAllById(List.of(BOB.number(), ADA.number()))).containsExactly(BOB, ADA);
    assertThat(accounts.find(OWNER.eq("Bob"))).containsExactly(BOB);
    assertThat(accounts.find(Query.all().orderBy(OWNER.desc()))).containsExactly(BOB, ADA);
    assertThat(accounts.count(OWNER.eq("Ada"))).isEqualTo(1);
    assertThat(accounts.exists(OWNER.eq("Eve"))).isFalse();
    assertThat(accounts.exists(ADA.number())).isTrue();
    assertThat(accounts.exists(new AccountNumber("9"))).isFalse();
    assertThat(accounts.select(
            Query.orderedBy(OWNER.asc()), Projection.of(row -> row.get(OWNER), OWNER)))
        .containsExactly("Ada", "Bob");
  }

  @Test
  final void versioned_aggregates_comeWithTheirVersions() {
    data().run(work -> work.repository(ACCOUNTS).change(ADA.number(), ada -> ada.plus("1")));
    Account ada = ADA.plus("1");
    long version = versionOf(ACCOUNTS, ADA.number());

    assertThat(accounts.getVersioned(ADA.number()))
        .isEqualTo(Versioned.of(ada, RowVersion.of(version)));
    assertThat(accounts.findVersioned(ADA.number()))
        .contains(Versioned.of(ada, RowVersion.of(version)));
    assertThat(accounts.findVersioned(new AccountNumber("9"))).isEmpty();
    assertThat(accounts.findVersioned(Query.orderedBy(OWNER.desc())))
        .containsExactly(
            Versioned.of(BOB, RowVersion.of(versionOf(ACCOUNTS, BOB.number()))),
            Versioned.of(ada, RowVersion.of(version)));
    assertThat(data().read(ORDERS).getVersioned(ORDER).value().lines()).hasSize(2);
    assertThatThrownBy(() -> accounts.getVersioned(new AccountNumber("9")))
        .isInstanceOf(NotFoundException.class);
  }

  @Test
  final void versioned_editedAndHandedIn_isStoredOnce() {
    Versioned<Account> read = accounts.getVersioned(ADA.number());
    Account edited = read.value().ownedBy("Countess");
    data().run(work -> work.repository(ACCOUNTS).update(edited, read.version()));

    assertThat(accounts.get(ADA.number())).isEqualTo(edited);
    assertThatThrownBy(() ->
            data().run(work -> work.repository(ACCOUNTS).update(ADA.plus("1"), read.version())))
        .isInstanceOf(StaleVersionException.class);
    assertThat(accounts.get(ADA.number())).isEqualTo(edited);
  }

  @Test
  final void pages_followOneAnotherAcrossCalls() {
    Page<Account> first = accounts.page(Query.orderedBy(OWNER.asc()), 1);
    Page<Account> second =
        accounts.page(Query.orderedBy(OWNER.asc()), 1, first.next().orElseThrow());
    assertThat(first.items()).containsExactly(ADA);
    assertThat(second.items()).containsExactly(BOB);
    assertThat(second.next()).isEmpty();
  }

  @Test
  final void aggregate_comesWithTheRowsItOwns() {
    assertThat(data().read(ORDERS).get(ORDER).lines()).hasSize(2);
    assertThat(data().read(ORDERS).find(new UUID(2, 2))).isEmpty();
  }

  @Test
  final void get_ofWhatIsNotThere_fails_andTheReaderGoesOn() {
    assertThatThrownBy(() -> accounts.get(new AccountNumber("9")))
        .isInstanceOf(NotFoundException.class);
    assertThat(accounts.get(BOB.number())).isEqualTo(BOB);
  }

  @Test
  @NeedsConnections(2)
  final void read_seesWhatIsCommittedAndNoMore() {
    try (UnitOfWork open = data().begin()) {
      open.repository(ACCOUNTS).change(ADA.number(), ada -> ada.ownedBy("Countess"));
      open.flush();
      assertThat(accounts.get(ADA.number())).isEqualTo(ADA);
      open.commit();
    }
    assertThat(accounts.get(ADA.number()).owner()).isEqualTo("Countess");
  }

  @Test
  final void locksAndNestedCalls_areRefused() {
    assertThatThrownBy(() -> accounts.find(Query.<Account>all().forUpdate()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("cannot lock rows");
    assertThatThrownBy(() -> accounts.findVersioned(Query.<Account>all().forUpdate()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("cannot lock rows");
    assertThatThrownBy(() -> data().run(work -> accounts.get(ADA.number())))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("already running");
    assertThat(accounts.get(ADA.number())).isEqualTo(ADA);
  }
}
