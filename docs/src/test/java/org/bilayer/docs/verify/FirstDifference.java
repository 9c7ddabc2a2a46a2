package org.bilayer.docs.verify;

import java.util.Currency;
import org.bilayer.docs.bank.domain.AccountNumber;
import org.bilayer.docs.bank.domain.TransferId;
import org.bilayer.docs.bank.model.Bank;
import org.bilayer.store.DelegatingSession;
import org.bilayer.store.StoreSession;
import org.bilayer.testkit.backend.Backends;
import org.bilayer.testkit.backend.WrappedBackend;
import org.bilayer.testkit.verify.Verification;

/** The steps of the page about the testkit: from a class that says nothing to a difference. */
final class FirstDifference {

  private FirstDifference() {}

  static Verification unaided() {
    return Verification.of(Bank.MODEL);
  }

  static Verification aided() {
    // tag::values[]
    return Verification.of(Bank.MODEL)
        .values(Bank.NUMBER, random -> new AccountNumber("A-" + random.nextInt(100_000, 999_999)))
        .values(
            Bank.TRANSFER_ID,
            random -> new TransferId("T-" + random.nextInt(10_000_000, 99_999_999)))
        .values(
            Bank.CURRENCY, random -> Currency.getInstance(random.nextBoolean() ? "EUR" : "USD"));
    // end::values[]
  }

  static Verification wrong() {
    return aided()
        .memory(new WrappedBackend(Backends.memory(), "memory", FirstDifference::withoutRollback));
  }

  // tag::wrong[]
  /** A rollback that keeps everything: what a map with a commit flag does. */
  private static StoreSession withoutRollback(StoreSession session) {
    return new DelegatingSession(session) {
      @Override
      public void rollback() {
        session.commit();
      }
    };
  }
  // end::wrong[]
}
