package org.bilayer.docs.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bilayer.contracts.transaction.Schedule.unit;
import static org.bilayer.contracts.transaction.ScheduleStep.commit;
import static org.bilayer.contracts.transaction.ScheduleStep.read;
import static org.bilayer.contracts.transaction.ScheduleStep.write;

import org.bilayer.DataLayer;
import org.bilayer.UnitOptions;
import org.bilayer.contracts.sample.Account;
import org.bilayer.contracts.sample.Bank;
import org.bilayer.contracts.transaction.Schedule;
import org.bilayer.contracts.transaction.ScheduleRunner;
import org.bilayer.contracts.transaction.UnitOutcome;
import org.bilayer.failure.ConflictException;
import org.bilayer.inmemory.InMemoryDataLayer;
import org.junit.jupiter.api.Test;

/** The schedule on the page about units of work at the same time. */
final class ScheduleTest {

  @Test
  void run_twoUnitsAddToOneAccount_oneCommits() {
    Account ada = Account.of("1", "Ada", "100");
    try (DataLayer data = InMemoryDataLayer.of(Bank.MODEL)) {
      data.run(work -> work.repository(Bank.ACCOUNTS).add(ada));

      // tag::schedule[]
      Schedule lostUpdate = Schedule.of(
          unit(
              "a",
              read(
                  "r1", work -> work.repository(Bank.ACCOUNTS).get(ada.number()).balance()),
              write(
                  "w1",
                  work -> work.repository(Bank.ACCOUNTS)
                      .change(ada.number(), account -> account.plus("1"))),
              commit("c1")),
          unit(
              "b",
              read(
                  "r2", work -> work.repository(Bank.ACCOUNTS).get(ada.number()).balance()),
              write(
                  "w2",
                  work -> work.repository(Bank.ACCOUNTS)
                      .change(ada.number(), account -> account.plus("2"))),
              commit("c2")));

      try (var runner = new ScheduleRunner(data, null)) {
        UnitOutcome outcome = runner.run(lostUpdate, UnitOptions.defaults(), "r1 r2 w1 w2 c1 c2");

        assertThat(outcome.committed("a")).isTrue();
        assertThat(outcome.result("c2").failure()).isInstanceOf(ConflictException.class);
      }
      // end::schedule[]

      assertThat(lostUpdate.interleavings()).hasSize(20).contains("r1 w1 c1 r2 w2 c2");
    }
  }
}
