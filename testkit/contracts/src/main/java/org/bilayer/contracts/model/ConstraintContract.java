package org.bilayer.contracts.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bilayer.contracts.sample.Bank.ACCOUNTS;
import static org.bilayer.contracts.sample.Bank.TRANSFERS;
import static org.bilayer.contracts.sample.Laboratory.READINGS;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.bilayer.UnitOfWork;
import org.bilayer.contracts.CatalogueEntry;
import org.bilayer.contracts.Contract;
import org.bilayer.contracts.sample.Account;
import org.bilayer.contracts.sample.AccountNumber;
import org.bilayer.contracts.sample.Money;
import org.bilayer.contracts.sample.Reading;
import org.bilayer.contracts.sample.Transfer;
import org.bilayer.failure.CheckViolationException;
import org.bilayer.failure.ConstraintViolationException;
import org.bilayer.failure.ForeignKeyViolationException;
import org.bilayer.failure.InvalidValueException;
import org.bilayer.failure.NotNullViolationException;
import org.bilayer.failure.UniqueViolationException;
import org.bilayer.model.Model;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every backend promises about the rules of a model: each is enforced, a breach is reported with the declared names,
 * and nothing of the unit of work is stored then.
 */
public abstract class ConstraintContract extends Contract {

  private static final Model MODEL = Model.of(ACCOUNTS, TRANSFERS, READINGS);

  private static final Account ADA = Account.of("1", "Ada", "10");
  private static final Account BOB = Account.of("2", "Bob", "20");
  private static final LocalDate DAY = LocalDate.of(2024, 2, 29);

  @Override
  protected final Model model() {
    return MODEL;
  }

  private void assertRefused(
      Class<? extends ConstraintViolationException> type,
      String table,
      String constraint,
      Consumer<UnitOfWork> work) {
    ConstraintViolationException failure = refused(type, work);
    assertThat(failure.table()).isEqualTo(table);
    assertThat(failure.constraint()).isEqualTo(constraint);
    assertThat(failure.isRetryable()).isFalse();
    assertThat(failure)
        .hasMessageContaining("[table=" + table + ", constraint=" + constraint + "]")
        .hasMessageNotContaining("Ada");
  }

  // --- primary keys ---

  @Test
  @CatalogueEntry("3.1")
  void add_idThatTheUnitHasAdded_isRefusedAtOnce() {
    assertRefused(UniqueViolationException.class, "account", "account_pkey", work -> {
      work.repository(ACCOUNTS).add(ADA);
      work.repository(ACCOUNTS).add(ADA.ownedBy("somebody else"));
      throw new AssertionError("not refused at once");
    });
  }

  @Test
  void add_idThatTheUnitHasLoaded_isRefusedAtOnce() {
    stored(ACCOUNTS, ADA);
    assertRefused(UniqueViolationException.class, "account", "account_pkey", work -> {
      work.repository(ACCOUNTS).get(ADA.number());
      work.repository(ACCOUNTS).add(ADA.ownedBy("somebody else"));
      throw new AssertionError("not refused at once");
    });
  }

  @Test
  @CatalogueEntry("3.1")
  @CatalogueEntry("3.12")
  void add_idThatIsStored_isRefused() {
    stored(ACCOUNTS, ADA);
    assertRefused(
        UniqueViolationException.class,
        "account",
        "account_pkey",
        work -> work.repository(ACCOUNTS).add(ADA.ownedBy("somebody else")));
  }

  @Test
  void add_idOfSeveralColumnsThatIsStored_isRefused() {
    Reading.Id id = new Reading.Id("north", DAY);
    stored(READINGS, new Reading(id, 1.5, null));
    assertRefused(
        UniqueViolationException.class,
        "reading",
        "reading_pkey",
        work -> work.repository(READINGS).add(new Reading(id, 2.5, null)));
  }

  @Test
  void add_idsThatDifferInOneColumn_areDifferent() {
    Reading first = new Reading(new Reading.Id("north", DAY), 1.5, null);
    Reading otherDay = new Reading(new Reading.Id("north", DAY.plusDays(1)), 2.5, null);
    Reading otherSensor = new Reading(new Reading.Id("South", DAY), 3.5, null);
    stored(READINGS, first, otherDay, otherSensor);
    assertThat(all(READINGS)).containsExactlyInAnyOrder(first, otherDay, otherSensor);
  }

  // --- unique keys ---

  @Test
  void add_uniqueValueTwiceInOneUnit_isRefused() {
    assertRefused(
        UniqueViolationException.class,
        "account",
        "account_owner_key",
        work -> work.repository(ACCOUNTS).addAll(List.of(ADA, BOB.ownedBy("Ada"))));
  }

  @Test
  @CatalogueEntry("3.2")
  @CatalogueEntry("3.12")
  void add_uniqueValueThatIsStored_isRefused() {
    stored(ACCOUNTS, ADA);
    assertRefused(
        UniqueViolationException.class,
        "account",
        "account_owner_key",
        work -> work.repository(ACCOUNTS).add(BOB.ownedBy("Ada")));
  }

  @Test
  @CatalogueEntry("3.2")
  void update_toUniqueValueThatIsStored_isRefused() {
    stored(ACCOUNTS, ADA, BOB);
    assertRefused(
        UniqueViolationException.class,
        "account",
        "account_owner_key",
        work -> work.repository(ACCOUNTS).change(BOB.number(), bob -> bob.ownedBy("Ada")));
  }

  @Test
  void update_keepingItsUniqueValue_isAccepted() {
    stored(ACCOUNTS, ADA);
    data().run(work -> work.repository(ACCOUNTS).change(ADA.number(), ada -> ada.plus("1")));
    assertThat(read(ACCOUNTS, ADA.number())).isEqualTo(ADA.plus("1"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ada",
        "ADA",
        "Ada ",
        " Ada",
        "\u00C1da",
        "Ad\u0101",
        "Ada\u0301",
        "Ad",
        "Adaa",
        "Ada\t",
        "A\u200Bda",
        "\uFEFFAda",
        "\u0410da"
      })
  @CatalogueEntry("4.1")
  @CatalogueEntry("4.2")
  @CatalogueEntry("4.5")
  void add_uniqueValueThatOnlyLooksTheSame_isAccepted(String lookalike) {
    stored(ACCOUNTS, ADA, BOB.ownedBy(lookalike));
    assertThat(read(ACCOUNTS, BOB.number()).owner()).isEqualTo(lookalike);
  }

  @Test
  @CatalogueEntry("4.8")
  void add_uniqueTextsOfDifferentEmoji_areAccepted() {
    stored(ACCOUNTS, ADA.ownedBy("\uD83D\uDE00"), BOB.ownedBy("\uD83D\uDE01"));
    assertThat(all(ACCOUNTS)).hasSize(2);
  }

  @Test
  void add_severalUniqueColumnsAllTheSame_isRefused() {
    stored(ACCOUNTS, ADA.withLocker("north", 7));
    assertRefused(
        UniqueViolationException.class,
        "account",
        "account_locker_key",
        work -> work.repository(ACCOUNTS).add(BOB.withLocker("north", 7)));
  }

  @Test
  void update_toSeveralUniqueColumnsAllTheSame_isRefused() {
    stored(ACCOUNTS, ADA.withLocker("north", 7), BOB.withLocker("north", null));
    assertRefused(
        UniqueViolationException.class,
        "account",
        "account_locker_key",
        work -> work.repository(ACCOUNTS).change(BOB.number(), bob -> bob.withLocker("north", 7)));
  }

  @Test
  @CatalogueEntry("3.3")
  void add_severalUniqueColumnsWithANullAmongThem_neverCollides() {
    List<Account> accounts = List.of(
        inLocker(1, "north", 7),
        inLocker(2, "north", 8),
        inLocker(3, "south", 7),
        inLocker(4, "north", null),
        inLocker(5, "north", null),
        inLocker(6, null, 7),
        inLocker(7, null, 7),
        inLocker(8, null, null),
        inLocker(9, null, null));
    data().run(work -> work.repository(ACCOUNTS).addAll(accounts));
    assertThat(all(ACCOUNTS)).containsExactlyInAnyOrderElementsOf(accounts);
  }

  private static Account inLocker(int number, @Nullable String branch, @Nullable Integer locker) {
    return Account.of("" + number, "owner " + number, "0").withLocker(branch, locker);
  }

  // --- references ---

  private static Transfer transfer(Account from, Account to) {
    return new Transfer(new UUID(1, 1), from.number(), to.number(), Money.euro("5"));
  }

  @Test
  @CatalogueEntry("3.6")
  @CatalogueEntry("3.12")
  void add_referenceToNothing_isRefused() {
    stored(ACCOUNTS, ADA);
    assertRefused(
        ForeignKeyViolationException.class,
        "transfer",
        "transfer_to_fkey",
        work -> work.repository(TRANSFERS).add(transfer(ADA, BOB)));
    assertRefused(
        ForeignKeyViolationException.class,
        "transfer",
        "transfer_from_fkey",
        work -> work.repository(TRANSFERS).add(transfer(BOB, ADA)));
  }

  @Test
  @CatalogueEntry("3.7")
  void flush_referenceToNothing_isRefusedBeforeTheCommit() {
    assertRefused(ForeignKeyViolationException.class, "transfer", "transfer_from_fkey", work -> {
      work.repository(ACCOUNTS).add(BOB);
      work.repository(TRANSFERS).add(transfer(ADA, BOB));
      work.flush();
      throw new AssertionError("not refused by the flush");
    });
  }

  @Test
  @CatalogueEntry("3.6")
  void update_toReferenceToNothing_isRefused() {
    stored(ACCOUNTS, ADA);
    stored(TRANSFERS, transfer(ADA, ADA));
    assertRefused(
        ForeignKeyViolationException.class,
        "transfer",
        "transfer_to_fkey",
        work -> work.repository(TRANSFERS).change(new UUID(1, 1), any -> transfer(ADA, BOB)));
  }

  @Test
  @CatalogueEntry("3.6")
  void remove_aggregateThatIsReferredTo_isRefused() {
    stored(ACCOUNTS, ADA, BOB);
    stored(TRANSFERS, transfer(ADA, BOB));
    assertRefused(ForeignKeyViolationException.class, "transfer", "transfer_to_fkey", work -> {
      work.repository(ACCOUNTS).remove(work.repository(ACCOUNTS).get(BOB.number()));
    });
  }

  @Test
  void remove_aggregateThatIsNoLongerReferredTo_isAccepted() {
    stored(ACCOUNTS, ADA, BOB);
    stored(TRANSFERS, transfer(ADA, BOB));
    data()
        .run(work -> work.repository(TRANSFERS).change(new UUID(1, 1), any -> transfer(ADA, ADA)));
    data()
        .run(work -> work.repository(ACCOUNTS).remove(work.repository(ACCOUNTS).get(BOB.number())));
    assertThat(all(ACCOUNTS)).containsExactly(ADA);
  }

  @Test
  void update_aggregateThatIsReferredTo_isAccepted() {
    stored(ACCOUNTS, ADA, BOB);
    stored(TRANSFERS, transfer(ADA, BOB));
    data().run(work -> work.repository(ACCOUNTS).change(BOB.number(), bob -> bob.ownedBy("Eve")));
    assertThat(read(ACCOUNTS, BOB.number()).owner()).isEqualTo("Eve");
  }

  @Test
  void add_referenceOfSeveralColumns_mustMeetAllOfThem() {
    Reading.Id first = new Reading.Id("north", DAY);
    stored(READINGS, new Reading(first, 1.5, null));
    for (Reading.Id missing :
        List.of(new Reading.Id("north", DAY.plusDays(1)), new Reading.Id("North", DAY))) {
      assertRefused(
          ForeignKeyViolationException.class,
          "reading",
          "reading_corrects_fkey",
          work -> work.repository(READINGS)
              .add(new Reading(new Reading.Id("south", DAY), 2.5, missing)));
    }
    Reading correction = new Reading(new Reading.Id("south", DAY), 2.5, first);
    stored(READINGS, correction);
    assertThat(read(READINGS, correction.id())).isEqualTo(correction);
  }

  @Test
  void remove_idOfSeveralColumnsThatIsReferredTo_isRefused() {
    Reading first = new Reading(new Reading.Id("north", DAY), 1.5, null);
    stored(READINGS, first);
    stored(READINGS, new Reading(new Reading.Id("south", DAY), 2.5, first.id()));
    assertRefused(
        ForeignKeyViolationException.class,
        "reading",
        "reading_corrects_fkey",
        work -> work.repository(READINGS).remove(work.repository(READINGS).get(first.id())));
  }

  // --- checks ---

  @Test
  @CatalogueEntry("2.6")
  @CatalogueEntry("3.12")
  void add_checkNotSatisfied_isRefused() {
    assertRefused(
        CheckViolationException.class,
        "account",
        "account_balance_check",
        work -> work.repository(ACCOUNTS).add(Account.of("3", "Ada", "-1000000.01")));
  }

  @Test
  void update_toStateThatDoesNotSatisfyACheck_isRefused() {
    stored(ACCOUNTS, ADA);
    assertRefused(
        CheckViolationException.class,
        "account",
        "account_limit_check",
        work -> work.repository(ACCOUNTS)
            .change(ADA.number(), ada -> ada.withLimit(Money.euro("-0.01"))));
  }

  @Test
  void add_checkJustSatisfied_isAccepted() {
    Account poor = Account.of("3", "Eve", "-1000000").withLimit(Money.euro("0"));
    stored(ACCOUNTS, poor);
    assertThat(read(ACCOUNTS, poor.number())).isEqualTo(poor);
  }

  @Test
  @CatalogueEntry("2.6")
  void add_checkOverAbsentValue_isAccepted() {
    stored(ACCOUNTS, ADA.withLimit(null));
    assertThat(read(ACCOUNTS, ADA.number()).limit()).isNull();
  }

  // --- required values and sizes inside of value objects ---

  @Test
  void add_requiredValueOfAValueObjectMissing_isRefusedAtOnce() {
    @SuppressWarnings("NullAway") // what the test is about
    Money incomplete = new Money(new BigDecimal("1.00"), null);
    assertRefused(
        NotNullViolationException.class, "account", "account_balance_currency_not_null", work -> {
          work.repository(ACCOUNTS).add(ADA.withBalance(incomplete));
          throw new AssertionError("not refused at once");
        });
  }

  @Test
  void add_valueOfAValueObjectTooLong_isRefusedAtOnce() {
    InvalidValueException failure = refused(
        InvalidValueException.class,
        work -> work.repository(ACCOUNTS).add(ADA.withBalance(new Money(BigDecimal.ONE, "Euro"))));
    assertThat(failure)
        .hasMessageContainingAll("type=account", "id=1", "column=balance_currency", "at most 3");
  }

  // --- several at once ---

  @Test
  @CatalogueEntry("3.11")
  void add_breakingSeveralRules_reportsOneOfThem() {
    stored(ACCOUNTS, ADA.withLocker("north", 7));
    ConstraintViolationException failure = refused(
        ConstraintViolationException.class,
        work -> work.repository(ACCOUNTS)
            .add(Account.of("1", "Ada", "-2000000").withLocker("north", 7)));
    assertThat(failure.table()).isEqualTo("account");
    assertThat(failure.constraint())
        .isIn("account_pkey", "account_owner_key", "account_locker_key", "account_balance_check");
  }

  @Test
  @CatalogueEntry("1.1")
  @CatalogueEntry("8.7")
  void commit_oneOfManyRowsRefused_storesNothingOfTheUnit() {
    stored(ACCOUNTS, ADA, BOB);
    for (int wrong : List.of(0, 50, 99)) {
      assertRefused(UniqueViolationException.class, "account", "account_owner_key", work -> {
        work.repository(TRANSFERS).add(transfer(ADA, BOB));
        work.repository(ACCOUNTS).change(BOB.number(), bob -> bob.plus("1"));
        for (int i = 0; i < 100; i++) {
          String owner = i == wrong ? "Ada" : "owner " + i;
          work.repository(ACCOUNTS).add(Account.of("n" + i, owner, "0"));
        }
      });
    }
  }

  @Test
  void flush_refused_storesNothingOfEarlierFlushes() {
    assertRefused(UniqueViolationException.class, "account", "account_owner_key", work -> {
      work.repository(ACCOUNTS).add(ADA);
      work.flush();
      work.repository(ACCOUNTS).add(BOB.ownedBy("Ada"));
      work.flush();
    });
    assertThat(lookedUp(ACCOUNTS, new AccountNumber("1"))).isEmpty();
  }
}
