package org.bilayer.mybatis.contracts.h2;

import org.bilayer.contracts.transaction.AnomalyContract;
import org.bilayer.contracts.transaction.AppendContract;
import org.bilayer.contracts.transaction.FairnessContract;
import org.bilayer.contracts.transaction.HotRowContract;
import org.bilayer.contracts.transaction.InterleavingContract;
import org.bilayer.contracts.transaction.LockWaitContract;
import org.bilayer.contracts.transaction.RaceContract;
import org.bilayer.contracts.transaction.SerialSearchContract;
import org.bilayer.contracts.transaction.WriteSkewContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;
import org.junit.jupiter.api.Nested;

/** Units of work at the same time. */
final class H2TransactionTest {

  @Nested
  final class Anomalies extends AnomalyContract {
    @Override
    protected Backend backend() {
      return Backends.h2();
    }
  }

  @Nested
  final class Interleavings extends InterleavingContract {
    @Override
    protected Backend backend() {
      return Backends.h2();
    }
  }

  @Nested
  final class SerialSearch extends SerialSearchContract {
    @Override
    protected Backend backend() {
      return Backends.h2();
    }
  }

  @Nested
  final class Histories extends AppendContract {
    @Override
    protected Backend backend() {
      return Backends.h2();
    }
  }

  @Nested
  final class Fairness extends FairnessContract {
    @Override
    protected Backend backend() {
      return Backends.h2();
    }
  }

  @Nested
  final class HotRow extends HotRowContract {
    @Override
    protected Backend backend() {
      return Backends.h2();
    }
  }

  @Nested
  final class Races extends RaceContract {
    @Override
    protected Backend backend() {
      return Backends.h2();
    }
  }

  @Nested
  final class LockWaits extends LockWaitContract {
    @Override
    protected Backend backend() {
      return Backends.h2();
    }
  }

  @Nested
  final class WriteSkew extends WriteSkewContract {
    @Override
    protected Backend backend() {
      return Backends.h2();
    }
  }
}
