package org.bilayer.contracts;

import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;
import org.bilayer.testkit.contract.CatalogueConstraintContract;
import org.bilayer.testkit.contract.CatalogueGeneratedContract;
import org.bilayer.testkit.contract.CatalogueIdentityContract;
import org.bilayer.testkit.contract.CatalogueNullContract;
import org.bilayer.testkit.contract.CatalogueResultContract;
import org.bilayer.testkit.contract.CatalogueTextContract;
import org.bilayer.testkit.contract.CatalogueTimeContract;
import org.bilayer.testkit.contract.CatalogueTransactionContract;
import org.bilayer.testkit.contract.CatalogueValueContract;
import org.bilayer.testkit.contract.CatalogueVariationContract;
import org.junit.jupiter.api.Nested;

/** The catalogue of differences, chapter by chapter. */
final class MemoryCatalogueTest {

  private static Backend memory() {
    return Backends.memory();
  }

  @Nested
  final class Identity extends CatalogueIdentityContract {
    @Override
    protected Backend backend() {
      return memory();
    }
  }

  @Nested
  final class Nulls extends CatalogueNullContract {
    @Override
    protected Backend backend() {
      return memory();
    }
  }

  @Nested
  final class Constraints extends CatalogueConstraintContract {
    @Override
    protected Backend backend() {
      return memory();
    }
  }

  @Nested
  final class Texts extends CatalogueTextContract {
    @Override
    protected Backend backend() {
      return memory();
    }
  }

  @Nested
  final class Values extends CatalogueValueContract {
    @Override
    protected Backend backend() {
      return memory();
    }
  }

  @Nested
  final class Times extends CatalogueTimeContract {
    @Override
    protected Backend backend() {
      return memory();
    }
  }

  @Nested
  final class Generated extends CatalogueGeneratedContract {
    @Override
    protected Backend backend() {
      return memory();
    }
  }

  @Nested
  final class Transactions extends CatalogueTransactionContract {
    @Override
    protected Backend backend() {
      return memory();
    }
  }

  @Nested
  final class Results extends CatalogueResultContract {
    @Override
    protected Backend backend() {
      return memory();
    }
  }

  @Nested
  final class Variations extends CatalogueVariationContract {
    @Override
    protected Backend backend() {
      return memory();
    }
  }
}
