package org.bilayer.docs.verify;

import java.util.Currency;
import org.bilayer.docs.bank.domain.AccountNumber;
import org.bilayer.docs.bank.domain.TransferId;
import org.bilayer.docs.bank.model.Bank;
import org.bilayer.testkit.database.Databases;
import org.bilayer.testkit.verify.ModelVerification;
import org.bilayer.testkit.verify.Verification;

// tag::bank[]
/** The bank's own model, on every database: the whole of what an application writes. */
final class BankModelTest extends ModelVerification {

  @Override
  protected Verification verification() {
    return Verification.of(Bank.MODEL)
        .values(
            Bank.NUMBER, random -> new AccountNumber("A-" + (100_000 + random.nextInt(900_000))))
        .values(
            Bank.TRANSFER_ID,
            random -> new TransferId("T-" + (10_000_000 + random.nextInt(90_000_000))))
        .values(Bank.CURRENCY, random -> Currency.getInstance(random.nextBoolean() ? "EUR" : "USD"))
        .on(Databases.h2(), Databases.postgresql(), Databases.mariadb());
  }
}
// end::bank[]
