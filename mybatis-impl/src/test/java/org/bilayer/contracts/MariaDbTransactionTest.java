package org.bilayer.contracts;

import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;
import org.bilayer.testkit.transaction.AnomalyContract;
import org.bilayer.testkit.transaction.AppendContract;
import org.bilayer.testkit.transaction.FairnessContract;
import org.bilayer.testkit.transaction.HotRowContract;
import org.bilayer.testkit.transaction.InterleavingContract;
import org.bilayer.testkit.transaction.RaceContract;
import org.bilayer.testkit.transaction.SerialSearchContract;
import org.junit.jupiter.api.Nested;

/** Units of work at the same time. */
final class MariaDbTransactionTest {

  @Nested
  final class Anomalies extends AnomalyContract {
    @Override
    protected Backend backend() {
      return Backends.mariadb();
    }
  }

  @Nested
  final class Interleavings extends InterleavingContract {
    @Override
    protected Backend backend() {
      return Backends.mariadb();
    }
  }

  @Nested
  final class SerialSearch extends SerialSearchContract {
    @Override
    protected Backend backend() {
      return Backends.mariadb();
    }
  }

  @Nested
  final class Histories extends AppendContract {
    @Override
    protected Backend backend() {
      return Backends.mariadb();
    }
  }

  @Nested
  final class Fairness extends FairnessContract {
    @Override
    protected Backend backend() {
      return Backends.mariadb();
    }
  }

  @Nested
  final class HotRow extends HotRowContract {
    @Override
    protected Backend backend() {
      return Backends.mariadb();
    }
  }

  @Nested
  final class Races extends RaceContract {
    @Override
    protected Backend backend() {
      return Backends.mariadb();
    }
  }
}
