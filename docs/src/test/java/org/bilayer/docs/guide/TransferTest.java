package org.bilayer.docs.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import org.bilayer.DataLayer;
import org.bilayer.docs.bank.domain.Account;
import org.bilayer.docs.bank.domain.AccountNumber;
import org.bilayer.docs.bank.domain.Customer;
import org.bilayer.docs.bank.domain.Money;
import org.bilayer.docs.bank.domain.RefusedException;
import org.bilayer.docs.bank.domain.Transfer;
import org.bilayer.docs.bank.domain.TransferId;
import org.bilayer.docs.bank.model.Bank;
import org.bilayer.docs.bank.usecase.Teller;
import org.bilayer.testkit.fault.Fault;
import org.bilayer.testkit.fault.FaultPlan;
import org.bilayer.testkit.fault.Operation;
import org.bilayer.testkit.junit.InjectFault;
import org.bilayer.testkit.junit.LayerExtension;
import org.bilayer.testkit.junit.Statements;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

// tag::test[]
class TransferTest {
  // end::test[]

  private static final AccountNumber FROM = new AccountNumber("A-000001");
  private static final AccountNumber TO = new AccountNumber("A-000002");
  private static final Currency EURO = Currency.getInstance("EUR");
  // tag::test[]

  @RegisterExtension
  static final LayerExtension LAYER = LayerExtension.of(Bank.MODEL).seeded(work -> {
    work.repository(Bank.CUSTOMERS).add(new Customer("Ada", "ada@example.org"));
    work.repository(Bank.ACCOUNTS)
        .addAll(List.of(Account.open(FROM, "Ada", EURO), Account.open(TO, "Ada", EURO)));
  });

  @Test
  void transfer_tooMuch_isRefusedAndChangesNothing(DataLayer data) throws Exception {
    var teller = new Teller(data);
    teller.lodge(FROM, euros("10.00"));

    assertThatThrownBy(() -> teller.transfer(transfer("10.01")))
        .isInstanceOf(RefusedException.class)
        .hasMessage("there is not enough money on A-000001");

    assertThat(balance(data, FROM)).isEqualTo(euros("10.00"));
  }
  // end::test[]

  // tag::statements[]
  @Test
  void transfer_reads2AccountsAndWritesThem(DataLayer data, Statements statements)
      throws Exception {
    var teller = new Teller(data);
    teller.lodge(FROM, euros("10.00"));
    statements.clear();

    teller.transfer(transfer("4.00"));

    statements.assertAtMost(4);
    assertThat(statements)
        .hasToString(
            "[FETCH account x 1, FETCH account x 1, UPDATE account x 2, INSERT transfer x 1]");
  }
  // end::statements[]

  // tag::fault[]
  @Test
  @InjectFault(operation = Operation.COMMIT, fault = Fault.WRITE_CONFLICT)
  void lodge_whereAnotherWasFirst_isTriedAgain(DataLayer data, FaultPlan faults) throws Exception {
    new Teller(data).lodge(FROM, euros("10.00"));

    assertThat(balance(data, FROM)).isEqualTo(euros("10.00"));
    assertThat(faults.raised()).hasSize(1);
  }
  // end::fault[]

  @Test
  void seed_isAllThatATestFinds(DataLayer data) throws Exception {
    assertThat(balance(data, FROM)).isEqualTo(euros("0.00"));
    assertThat(balance(data, TO)).isEqualTo(euros("0.00"));
    new Teller(data).lodge(TO, euros("3.00"));
  }

  @Test
  void seed_isAllThatAnotherTestFinds(DataLayer data) throws Exception {
    seed_isAllThatATestFinds(data);
  }

  private static Money euros(String amount) {
    return Money.of(amount, "EUR");
  }

  private static Transfer transfer(String amount) {
    return new Transfer(
        new TransferId("T-00000001"), LocalDate.of(2026, 3, 2), FROM, TO, euros(amount));
  }

  private static Money balance(DataLayer data, AccountNumber number) {
    return data.execute(work -> work.repository(Bank.ACCOUNTS).get(number).balance());
  }
  // tag::test[]
}
// end::test[]
