package org.bilayer.inmemory.contracts;

import org.bilayer.contracts.catalogue.CatalogueConstraintContract;
import org.bilayer.contracts.catalogue.CatalogueGeneratedContract;
import org.bilayer.contracts.catalogue.CatalogueIdentityContract;
import org.bilayer.contracts.catalogue.CatalogueNullContract;
import org.bilayer.contracts.catalogue.CatalogueResultContract;
import org.bilayer.contracts.catalogue.CatalogueTextContract;
import org.bilayer.contracts.catalogue.CatalogueTimeContract;
import org.bilayer.contracts.catalogue.CatalogueTransactionContract;
import org.bilayer.contracts.catalogue.CatalogueValueContract;
import org.bilayer.contracts.catalogue.CatalogueVariationContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;
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
