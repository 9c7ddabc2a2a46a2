package org.bilayer.contracts.unit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bilayer.contracts.sample.Bank.ACCOUNTS;
import static org.bilayer.contracts.sample.Desk.TICKETS;
import static org.bilayer.contracts.sample.Desk.TITLE;
import static org.bilayer.contracts.sample.Till.COMPLAINTS;

import java.util.UUID;
import org.bilayer.DirtyChecking;
import org.bilayer.Repository;
import org.bilayer.UnitOfWork;
import org.bilayer.UnitOptions;
import org.bilayer.contracts.Contract;
import org.bilayer.contracts.sample.Account;
import org.bilayer.contracts.sample.AccountNumber;
import org.bilayer.contracts.sample.Complaint;
import org.bilayer.contracts.sample.Ticket;
import org.bilayer.failure.MisuseException;
import org.bilayer.failure.NotFoundException;
import org.bilayer.failure.StaleVersionException;
import org.bilayer.failure.UnitOfWorkFailedException;
import org.bilayer.model.Model;
import org.bilayer.query.Query;
import org.bilayer.testkit.backend.NeedsConnections;
import org.bilayer.value.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What every backend promises about objects that a unit of work reads again or forgets: the way out where an object was
 * changed in place and the change must not be stored.
 */
public abstract class RefreshContract extends Contract {

  private static final Model MODEL = Model.of(ACCOUNTS, TICKETS, COMPLAINTS);

  private static final UUID TICKET = new UUID(5, 5);
  private static final Account ADA = Account.of("1", "Ada", "10");
  private static final Account BOB = Account.of("2", "Bob", "20");
  private static final AccountNumber NUMBER = ADA.number();

  @Override
  protected final Model model() {
    return MODEL;
  }

  private static Repository<Account, AccountNumber> accounts(UnitOfWork work) {
    return work.repository(ACCOUNTS);
  }

  private static Repository<Ticket, UUID> tickets(UnitOfWork work) {
    return work.repository(TICKETS);
  }

  private String storedTitle() {
    return read(TICKETS, TICKET).title();
  }

  // --- after an attempt that failed ---

  private static Ticket changedInAFailedAttempt(UnitOfWork work) {
    Ticket ticket = tickets(work).get(TICKET);
    thrown(
        IllegalStateException.class,
        () -> work.attempt(part -> {
          ticket.rename("half done");
          ticket.notes().add(new Ticket.Note("half done"));
          tickets(part).update(ticket);
          part.flush();
          throw new IllegalStateException("no");
        }));
    assertThat(ticket.title()).as("nobody but the application can undo it").isEqualTo("half done");
    return ticket;
  }

  @Test
  void commit_objectChangedInPlaceInAFailedAttempt_isRefusedUnlessTheUnitForgetsIt() {
    stored(TICKETS, Ticket.of(TICKET, "crash"));
    assertThat(refused(MisuseException.class, RefreshContract::changedInAFailedAttempt))
        .hasMessageContaining("not passed to update [type=ticket, id=" + TICKET + "]");
  }

  @ParameterizedTest
  @EnumSource(DirtyChecking.class)
  void refresh_objectChangedInPlaceInAFailedAttempt_givesOneAsStored(DirtyChecking dirtyChecking) {
    stored(TICKETS, Ticket.of(TICKET, "crash"));
    data().run(UnitOptions.defaults().dirtyChecking(dirtyChecking), work -> {
      Ticket old = changedInAFailedAttempt(work);
      Ticket fresh = tickets(work).refresh(TICKET);
      assertThat(fresh).isNotSameAs(old);
      assertThat(fresh).usingRecursiveComparison().isEqualTo(Ticket.of(TICKET, "crash"));
      assertThat(tickets(work).get(TICKET)).isSameAs(fresh);
      assertThat(tickets(work).find(TITLE.eq("crash"))).containsExactly(fresh);
    });
    assertThat(read(TICKETS, TICKET))
        .usingRecursiveComparison()
        .isEqualTo(Ticket.of(TICKET, "crash"));
  }

  @ParameterizedTest
  @EnumSource(DirtyChecking.class)
  void evict_objectChangedInPlaceInAFailedAttempt_isNotWritten(DirtyChecking dirtyChecking) {
    stored(TICKETS, Ticket.of(TICKET, "crash"));
    data().run(UnitOptions.defaults().dirtyChecking(dirtyChecking), work -> {
      Ticket old = changedInAFailedAttempt(work);
      tickets(work).evict(old);
      old.rename("after it");
      Ticket fresh = tickets(work).get(TICKET);
      assertThat(fresh).isNotSameAs(old);
      assertThat(fresh.title()).isEqualTo("crash");
    });
    assertThat(storedTitle()).isEqualTo("crash");
  }

  @Test
  void refresh_thenUpdate_isWritten() {
    stored(TICKETS, Ticket.of(TICKET, "crash"));
    data().run(work -> {
      changedInAFailedAttempt(work);
      Ticket fresh = tickets(work).refresh(TICKET);
      fresh.rename("renamed");
      tickets(work).update(fresh);
    });
    assertThat(storedTitle()).isEqualTo("renamed");
    assertVersion(TICKETS, TICKET, 2);
  }

  @Test
  void refresh_objectThatIsNoLongerTheUnits_isNotLookedAtAgain() {
    stored(TICKETS, Ticket.of(TICKET, "crash"));
    data().run(work -> {
      Ticket old = tickets(work).get(TICKET);
      tickets(work).refresh(TICKET);
      old.rename("after it");
    });
    assertThat(storedTitle()).isEqualTo("crash");
  }

  // --- pending changes ---

  @Test
  void refresh_pendingUpdate_isDropped() {
    stored(ACCOUNTS, ADA);
    data().run(work -> {
      accounts(work).update(accounts(work).get(NUMBER).plus("1"));
      assertThat(accounts(work).refresh(NUMBER)).isEqualTo(ADA);
    });
    assertThat(all(ACCOUNTS)).containsExactly(ADA);
    assertVersion(ACCOUNTS, NUMBER, 1);
  }

  @Test
  void refresh_flushedUpdate_isRead() {
    stored(ACCOUNTS, ADA);
    data().run(work -> {
      accounts(work).change(NUMBER, ada -> ada.plus("1"));
      work.flush();
      accounts(work).change(NUMBER, ada -> ada.plus("100"));
      assertThat(accounts(work).refresh(NUMBER)).isEqualTo(ADA.plus("1"));
      accounts(work).change(NUMBER, ada -> ada.plus("1"));
    });
    assertThat(all(ACCOUNTS)).containsExactly(ADA.plus("2"));
  }

  @Test
  void refresh_unknownObject_isLoaded() {
    stored(ACCOUNTS, ADA);
    data().run(work -> {
      Account ada = accounts(work).refresh(NUMBER);
      assertThat(accounts(work).get(NUMBER)).isSameAs(ada);
    });
  }

  @Test
  void refresh_addedAndNotWritten_isRefused() {
    stored(ACCOUNTS, ADA);
    assertThat(refused(MisuseException.class, work -> {
          accounts(work).add(BOB);
          accounts(work).refresh(BOB.number());
        }))
        .hasMessageContainingAll(
            "Cannot refresh an object that this unit of work has added",
            "[type=account, id=2]",
            "flush()");
  }

  @Test
  void refresh_whatIsNotThere_isNotFound() {
    refused(NotFoundException.class, work -> accounts(work).refresh(NUMBER));
    stored(ACCOUNTS, ADA);
    refused(NotFoundException.class, work -> {
      accounts(work).remove(accounts(work).get(NUMBER));
      accounts(work).refresh(NUMBER);
    });
    refused(NotFoundException.class, work -> {
      accounts(work).remove(accounts(work).get(NUMBER));
      work.flush();
      accounts(work).refresh(NUMBER);
    });
  }

  @Test
  void evict_pendingAdd_isForgotten() {
    data().run(work -> {
      accounts(work).add(ADA);
      accounts(work).add(BOB);
      accounts(work).evict(ADA);
      assertThat(accounts(work).find(NUMBER)).isEmpty();
    });
    assertThat(all(ACCOUNTS)).containsExactly(BOB);
  }

  @Test
  void evict_pendingUpdateAndRemoval_areForgotten() {
    stored(ACCOUNTS, ADA, BOB);
    data().run(work -> {
      accounts(work).change(NUMBER, ada -> ada.plus("1"));
      Account bob = accounts(work).get(BOB.number());
      accounts(work).remove(bob);
      accounts(work).evict(ADA);
      accounts(work).evict(bob);
      assertThat(accounts(work).find(Query.all())).containsExactlyInAnyOrder(ADA, BOB);
    });
    assertThat(all(ACCOUNTS)).containsExactlyInAnyOrder(ADA, BOB);
  }

  @Test
  void evict_whatIsWritten_staysWritten() {
    stored(ACCOUNTS, ADA, BOB);
    data().run(work -> {
      accounts(work).change(NUMBER, ada -> ada.plus("1"));
      accounts(work).remove(accounts(work).get(BOB.number()));
      work.flush();
      accounts(work).evict(ADA);
      accounts(work).evict(BOB);
      assertThat(accounts(work).get(NUMBER)).isEqualTo(ADA.plus("1"));
      accounts(work).change(NUMBER, ada -> ada.plus("1"));
      assertThat(accounts(work).find(BOB.number())).isEmpty();
    });
    assertThat(all(ACCOUNTS)).containsExactly(ADA.plus("2"));
  }

  @Test
  void evict_whatTheUnitDoesNotKnow_changesNothing() {
    stored(ACCOUNTS, ADA);
    data().run(work -> {
      accounts(work).evict(BOB);
      accounts(work).evict(ADA);
      accounts(work).evict(ADA);
      accounts(work).change(NUMBER, ada -> ada.plus("1"));
    });
    assertThat(all(ACCOUNTS)).containsExactly(ADA.plus("1"));
  }

  @Test
  void evict_thenUpdate_isRefusedAsNotLoaded() {
    stored(ACCOUNTS, ADA);
    assertThat(refused(MisuseException.class, work -> {
          Account ada = accounts(work).get(NUMBER);
          accounts(work).evict(ada);
          accounts(work).update(ada.plus("1"));
        }))
        .hasMessageContaining("Cannot update an object that this unit of work has not loaded");
  }

  @Test
  void readOnlyUnit_mayReadAgainAndForget() {
    stored(ACCOUNTS, ADA);
    data().run(UnitOptions.defaults().readOnly(), work -> {
      Account ada = accounts(work).get(NUMBER);
      assertThat(accounts(work).refresh(NUMBER)).isEqualTo(ada);
      accounts(work).evict(ada);
      assertThat(accounts(work).get(NUMBER)).isEqualTo(ada).isNotSameAs(ada);
    });
  }

  @Test
  void evict_rowOfAGeneratedKey_isReadAgain() {
    data().run(work -> {
      var complaints = work.repository(COMPLAINTS);
      var added = complaints.addGenerated(id -> new Complaint(id, "too late"));
      complaints.evict(added);
      assertThat(complaints.get(added.id())).isEqualTo(added).isNotSameAs(added);
    });
    assertThat(all(COMPLAINTS)).hasSize(1);
  }

  // --- guards ---

  @Test
  void evict_guarded_isRefused() {
    stored(ACCOUNTS, ADA);
    assertThat(refused(MisuseException.class, work -> {
          Account ada = accounts(work).get(NUMBER);
          accounts(work).guard(ada);
          accounts(work).evict(ada);
        }))
        .hasMessageContainingAll("Cannot evict an aggregate that this unit of work guards", "id=1");
  }

  @Test
  @NeedsConnections(2)
  void refresh_guardedAndUnchanged_staysGuarded() {
    stored(ACCOUNTS, ADA);
    UnitOptions options = UnitOptions.defaults().level(Level.READ_COMMITTED);
    try (UnitOfWork unit = data().begin(options)) {
      accounts(unit).guard(accounts(unit).get(NUMBER));
      accounts(unit).refresh(NUMBER);
      data().run(work -> accounts(work).change(NUMBER, ada -> ada.plus("1")));
      thrown(StaleVersionException.class, unit::commit);
    }
  }

  @Test
  @NeedsConnections(2)
  void refresh_guardedAndChangedByOthers_fails() {
    stored(ACCOUNTS, ADA);
    try (UnitOfWork unit = data().begin(UnitOptions.defaults().level(Level.READ_COMMITTED))) {
      accounts(unit).guard(accounts(unit).get(NUMBER));
      data().run(work -> accounts(work).change(NUMBER, ada -> ada.plus("1")));
      assertThat(thrown(StaleVersionException.class, () -> accounts(unit).refresh(NUMBER)))
          .hasMessageContainingAll("account", "1");
      thrown(UnitOfWorkFailedException.class, unit::commit);
    }
  }

  // --- what others committed ---

  @Test
  @NeedsConnections(2)
  void refresh_atReadCommitted_readsWhatOthersCommitted() {
    stored(ACCOUNTS, ADA);
    try (UnitOfWork unit = data().begin(UnitOptions.defaults().level(Level.READ_COMMITTED))) {
      Account ada = accounts(unit).get(NUMBER);
      data().run(work -> accounts(work).change(NUMBER, found -> found.plus("1")));
      assertThat(accounts(unit).get(NUMBER)).isSameAs(ada);
      Account fresh = accounts(unit).refresh(NUMBER);
      assertThat(fresh).isEqualTo(ADA.plus("1"));
      accounts(unit).update(fresh.plus("1"));
      unit.commit();
    }
    assertThat(all(ACCOUNTS)).containsExactly(ADA.plus("2"));
  }

  @Test
  @NeedsConnections(2)
  void refresh_atSnapshot_readsTheSameStateAgain() {
    stored(ACCOUNTS, ADA);
    try (UnitOfWork unit = data().begin(UnitOptions.defaults().level(Level.SNAPSHOT))) {
      accounts(unit).get(NUMBER);
      data().run(work -> accounts(work).change(NUMBER, found -> found.plus("1")));
      assertThat(accounts(unit).refresh(NUMBER)).isEqualTo(ADA);
      accounts(unit).evict(ADA);
      assertThat(accounts(unit).get(NUMBER)).isEqualTo(ADA);
      unit.commit();
    }
    assertThat(all(ACCOUNTS)).containsExactly(ADA.plus("1"));
  }

  // --- in attempts ---

  @Test
  void attempt_failingAfterRefreshAndEvict_putsTheObjectsBack() {
    stored(ACCOUNTS, ADA, BOB);
    data().run(work -> {
      Account ada = accounts(work).get(NUMBER);
      Account bob = accounts(work).get(BOB.number()).plus("1");
      accounts(work).update(bob);
      thrown(
          IllegalStateException.class,
          () -> work.attempt(part -> {
            accounts(part).update(ada.plus("5"));
            accounts(part).refresh(NUMBER);
            accounts(part).evict(bob);
            accounts(part).change(BOB.number(), found -> found.plus("100"));
            part.flush();
            throw new IllegalStateException("no");
          }));
      assertThat(accounts(work).get(NUMBER)).isSameAs(ada);
      assertThat(accounts(work).get(BOB.number())).isSameAs(bob);
      accounts(work).update(ada.plus("1"));
      accounts(work).update(bob.plus("1"));
    });
    assertThat(all(ACCOUNTS)).containsExactlyInAnyOrder(ADA.plus("1"), BOB.plus("2"));
  }

  @Test
  void attempt_failingAfterRefusedEvictOfAGuard_keepsTheGuardOfBefore() {
    stored(ACCOUNTS, ADA, BOB);
    data().run(work -> {
      Account ada = accounts(work).get(NUMBER);
      accounts(work).guard(ada);
      thrown(
          MisuseException.class,
          () -> work.attempt(part -> {
            Account bob = accounts(part).get(BOB.number());
            accounts(part).guard(bob);
            accounts(part).evict(ada);
          }));
      // The guard of the attempt is gone with it.
      accounts(work).evict(accounts(work).get(BOB.number()));
    });
  }
}
