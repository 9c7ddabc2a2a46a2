package org.bilayer.docs.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Currency;
import org.bilayer.DataLayer;
import org.bilayer.docs.bank.domain.Account;
import org.bilayer.docs.bank.domain.AccountNumber;
import org.bilayer.docs.bank.domain.Money;
import org.bilayer.docs.bank.domain.RefusedException;
import org.bilayer.docs.bank.domain.Status;
import org.bilayer.docs.bank.model.Bank;
import org.bilayer.docs.bank.usecase.Teller;
import org.bilayer.testkit.junit.LayerExtension;
import org.bilayer.testkit.verify.Fixtures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An ordinary test that says only what it is about. */
// tag::test[]
class WithdrawTest {

  @RegisterExtension
  static final LayerExtension LAYER = LayerExtension.of(Bank.MODEL)
      .values(Bank.NUMBER, random -> new AccountNumber("A-" + random.nextInt(100_000, 999_999)))
      .values(Bank.CURRENCY, random -> Currency.getInstance("EUR"));

  @Test
  void withdraw_moreThanThereIs_isRefusedAndChangesNothing(DataLayer data, Fixtures fixtures) {
    Account account = fixtures
        .draft(Bank.ACCOUNTS)
        .with(Bank.STATUS, Status.OPEN)
        .with(Bank.BALANCE, Money.of("10.00", "EUR"))
        .aStored(data); // and the customer whom it belongs to

    assertThatThrownBy(() -> new Teller(data).withdraw(account.number(), Money.of("10.01", "EUR")))
        .isInstanceOf(RefusedException.class);

    assertThat(data.<Account>execute(work -> work.repository(Bank.ACCOUNTS).get(account.number())))
        .isEqualTo(account);
  }
}
// end::test[]
