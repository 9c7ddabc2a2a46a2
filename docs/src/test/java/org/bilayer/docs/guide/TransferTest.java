package org.bilayer.docs.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.Currency;
import org.bilayer.DataLayer;
import org.bilayer.docs.bank.domain.AccountNumber;
import org.bilayer.docs.bank.domain.Money;
import org.bilayer.docs.bank.domain.RefusedException;
import org.bilayer.docs.bank.domain.Transfer;
import org.bilayer.docs.bank.domain.TransferId;
import org.bilayer.docs.bank.model.Bank;
import org.bilayer.docs.bank.usecase.Teller;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

// tag::test[]
abstract class TransferTest {

  private DataLayer data;
  private Teller teller;

  /** An empty bank. */
  abstract DataLayer open() throws Exception;

  @Test
  void transfer_tooMuch_isRefusedAndChangesNothing() throws Exception {
    teller.lodge(ADAS, euros("10.00"));

    assertThatThrownBy(() -> teller.transfer(transfer("10.01")))
        .isInstanceOf(RefusedException.class)
        .hasMessage("there is not enough money on A-000001");

    assertThat(balance(ADAS)).isEqualTo(euros("10.00"));
  }
  // end::test[]

  private static final AccountNumber ADAS = new AccountNumber("A-000001");
  private static final AccountNumber ALANS = new AccountNumber("A-000002");

  @BeforeEach
  void openBank() throws Exception {
    data = open();
    teller = new Teller(data);
    teller.register("Ada", "ada@example.org");
    teller.register("Alan", "alan@example.org");
    teller.open(ADAS, "Ada", Currency.getInstance("EUR"));
    teller.open(ALANS, "Alan", Currency.getInstance("EUR"));
  }

  @AfterEach
  void closeBank() {
    if (data != null) {
      data.close();
    }
  }

  private static Money euros(String amount) {
    return Money.of(amount, "EUR");
  }

  private static Transfer transfer(String amount) {
    return new Transfer(
        new TransferId("T-00000001"), LocalDate.of(2026, 3, 2), ADAS, ALANS, euros(amount));
  }

  private Money balance(AccountNumber number) {
    return data.execute(work -> work.repository(Bank.ACCOUNTS).get(number).balance());
  }
  // tag::test[]
}
// end::test[]
