package org.bilayer.docs.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.bilayer.DataLayer;
import org.bilayer.UnitOfWork;
import org.bilayer.docs.bank.domain.Customer;
import org.bilayer.docs.bank.model.Bank;
import org.bilayer.query.Query;
import org.bilayer.testkit.junit.LayerExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Work is written as lambdas without type arguments; that this class compiles is most of the test. */
final class InferenceTest {

  @RegisterExtension
  static final LayerExtension LAYER = LayerExtension.of(Bank.MODEL)
      .seeded(work -> work.repository(Bank.CUSTOMERS).add(new Customer("Ada", "ada@example.org")));

  @Test
  void execute_lambda_hasTheTypeOfItsResult(DataLayer data) {
    // tag::inference[]
    var customers = data.execute(work -> work.repository(Bank.CUSTOMERS).find(Query.all()));
    assertThat(customers).hasSize(1);

    assertThat(data.execute((UnitOfWork work) -> work.repository(Bank.CUSTOMERS).get("Ada")))
        .extracting(Customer::email)
        .isEqualTo("ada@example.org");
    // end::inference[]
    List<Customer> sameType = customers;
    assertThat(sameType).isNotEmpty();
  }

  @Test
  void change_lambda_returnsTheChangedObject(DataLayer data) {
    String email = data.execute(work -> {
      var changed = work.repository(Bank.CUSTOMERS).change("Ada", ada -> {
        ada.changeEmail("countess@example.org");
        return ada;
      });
      return changed.email();
    });
    assertThat(email).isEqualTo("countess@example.org");
  }

  @Test
  void attempt_lambda_hasTheTypeOfItsResult(DataLayer data) {
    int found = data.execute(work -> {
      work.attempt(part -> part.repository(Bank.CUSTOMERS).get("Ada"));
      var all = work.attemptResult(part -> part.repository(Bank.CUSTOMERS).find(Query.all()));
      return all.size();
    });
    assertThat(found).isOne();
  }

  @Test
  void checkedVariants_lambdasThatThrow_passTheException(DataLayer data) throws IOException {
    // tag::checked[]
    Customer ada = data.executeChecked(work -> {
      Customer found = work.repository(Bank.CUSTOMERS).get("Ada");
      found.changeEmail(fetchEmail("Ada")); // throws IOException
      work.repository(Bank.CUSTOMERS).update(found);
      return found;
    });
    // end::checked[]
    assertThat(ada.email()).isEqualTo("ada@example.com");

    assertThatThrownBy(() -> data.runChecked(work -> fetchEmail("Alan")))
        .isInstanceOf(IOException.class);
    assertThatThrownBy(() ->
            data.runChecked(work -> work.repository(Bank.CUSTOMERS).changeChecked("Ada", found -> {
              found.changeEmail(fetchEmail("Alan"));
              return found;
            })))
        .isInstanceOf(IOException.class);
    assertThatThrownBy(
            () -> data.runChecked(work -> work.attemptChecked(part -> fetchEmail("Alan"))))
        .isInstanceOf(IOException.class);
    assertThatThrownBy(() ->
            data.executeChecked(work -> work.attemptResultChecked(part -> fetchEmail("Alan"))))
        .isInstanceOf(IOException.class);
  }

  private static String fetchEmail(String name) throws IOException {
    if (name.equals("Ada")) {
      return "ada@example.com";
    }
    throw new IOException("nothing is known of " + name);
  }
}
