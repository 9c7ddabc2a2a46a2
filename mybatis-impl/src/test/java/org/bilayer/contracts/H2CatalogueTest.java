package org.bilayer.contracts;

import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;
import org.bilayer.testkit.contract.CatalogueConstraintContract;
import org.bilayer.testkit.contract.CatalogueDatabaseContract;
import org.bilayer.testkit.contract.CatalogueGeneratedContract;
import org.bilayer.testkit.contract.CatalogueIdentityContract;
import org.bilayer.testkit.contract.CatalogueNullContract;
import org.bilayer.testkit.contract.CatalogueResultContract;
import org.bilayer.testkit.contract.CatalogueTextContract;
import org.bilayer.testkit.contract.CatalogueTimeContract;
import org.bilayer.testkit.contract.CatalogueTransactionContract;
import org.bilayer.testkit.contract.CatalogueValueContract;
import org.bilayer.testkit.database.Databases;
import org.bilayer.testkit.database.TestDatabase;
import org.junit.jupiter.api.Nested;

/** The catalogue of differences, chapter by chapter. */
final class H2CatalogueTest {

  private static Backend h2() {
    return Backends.h2();
  }

  @Nested
  final class Identity extends CatalogueIdentityContract {
    @Override
    protected Backend backend() {
      return h2();
    }
  }

  @Nested
  final class Nulls extends CatalogueNullContract {
    @Override
    protected Backend backend() {
      return h2();
    }
  }

  @Nested
  final class Constraints extends CatalogueConstraintContract {
    @Override
    protected Backend backend() {
      return h2();
    }
  }

  @Nested
  final class Texts extends CatalogueTextContract {
    @Override
    protected Backend backend() {
      return h2();
    }
  }

  @Nested
  final class Values extends CatalogueValueContract {
    @Override
    protected Backend backend() {
      return h2();
    }
  }

  @Nested
  final class Times extends CatalogueTimeContract {
    @Override
    protected Backend backend() {
      return h2();
    }
  }

  @Nested
  final class Generated extends CatalogueGeneratedContract {
    @Override
    protected Backend backend() {
      return h2();
    }
  }

  @Nested
  final class Transactions extends CatalogueTransactionContract {
    @Override
    protected Backend backend() {
      return h2();
    }
  }

  @Nested
  final class Results extends CatalogueResultContract {
    @Override
    protected Backend backend() {
      return h2();
    }
  }

  @Nested
  final class Database extends CatalogueDatabaseContract {
    @Override
    protected TestDatabase database() {
      return Databases.h2();
    }
  }
}
