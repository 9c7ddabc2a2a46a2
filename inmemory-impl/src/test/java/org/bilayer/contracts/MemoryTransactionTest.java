package org.bilayer.contracts;

import org.bilayer.testkit.contract.Backend;
import org.bilayer.testkit.contract.Backends;
import org.bilayer.testkit.transaction.AnomalyContract;
import org.junit.jupiter.api.Nested;

/** Units of work at the same time. */
final class MemoryTransactionTest {

  @Nested
  final class Anomalies extends AnomalyContract {
    @Override
    protected Backend backend() {
      return Backends.memory();
    }
  }
}
