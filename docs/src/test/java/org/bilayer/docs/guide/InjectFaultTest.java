package org.bilayer.docs.guide;

import static org.assertj.core.api.Assertions.assertThat;

import org.bilayer.DataLayer;
import org.bilayer.docs.bank.model.Bank;
import org.bilayer.query.Query;
import org.bilayer.testkit.fault.Fault;
import org.bilayer.testkit.fault.Operation;
import org.bilayer.testkit.junit.InjectFault;
import org.bilayer.testkit.junit.LayerExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.testkit.engine.EngineTestKit;

/** Faults by annotation that nothing meets. */
final class InjectFaultTest {

  static final class NeverMet {

    @RegisterExtension
    static final LayerExtension LAYER = LayerExtension.of(Bank.MODEL);

    @Test
    @InjectFault(operation = Operation.COMMIT, fault = Fault.DEADLOCK, nth = 2)
    void read(DataLayer data) {
      data.run(work -> work.repository(Bank.CUSTOMERS).find(Query.all()));
    }
  }

  @Test
  void fault_neverMet_failsTheTest() {
    assertThat(EngineTestKit.engine("junit-jupiter")
            .selectors(DiscoverySelectors.selectClass(NeverMet.class))
            .execute()
            .testEvents()
            .failed()
            .stream()
            .flatMap(event ->
                event.getRequiredPayload(TestExecutionResult.class).getThrowable().stream())
            .map(Throwable::getMessage))
        .containsExactly(
            "The fault of @InjectFault was never raised [operation=COMMIT, fault=DEADLOCK, nth=2]."
                + " The test runs fewer operations of this kind. Lower nth, or remove the fault.");
  }
}
