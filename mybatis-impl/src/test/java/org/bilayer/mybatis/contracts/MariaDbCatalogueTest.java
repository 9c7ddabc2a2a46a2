package org.bilayer.mybatis.contracts;

import org.bilayer.contracts.catalogue.CatalogueConstraintContract;
import org.bilayer.contracts.catalogue.CatalogueDatabaseContract;
import org.bilayer.contracts.catalogue.CatalogueGeneratedContract;
import org.bilayer.contracts.catalogue.CatalogueIdentityContract;
import org.bilayer.contracts.catalogue.CatalogueMariaDbContract;
import org.bilayer.contracts.catalogue.CatalogueNullContract;
import org.bilayer.contracts.catalogue.CatalogueResultContract;
import org.bilayer.contracts.catalogue.CatalogueTextContract;
import org.bilayer.contracts.catalogue.CatalogueTimeContract;
import org.bilayer.contracts.catalogue.CatalogueTransactionContract;
import org.bilayer.contracts.catalogue.CatalogueValueContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;
import org.bilayer.testkit.database.Databases;
import org.bilayer.testkit.database.TestDatabase;
import org.junit.jupiter.api.Nested;

/** The catalogue of differences, chapter by chapter. */
final class MariaDbCatalogueTest {

  private static Backend mariadb() {
    return Backends.mariadb();
  }

  @Nested
  final class Identity extends CatalogueIdentityContract {
    @Override
    protected Backend backend() {
      return mariadb();
    }
  }

  @Nested
  final class Nulls extends CatalogueNullContract {
    @Override
    protected Backend backend() {
      return mariadb();
    }
  }

  @Nested
  final class Constraints extends CatalogueConstraintContract {
    @Override
    protected Backend backend() {
      return mariadb();
    }
  }

  @Nested
  final class Texts extends CatalogueTextContract {
    @Override
    protected Backend backend() {
      return mariadb();
    }
  }

  @Nested
  final class Values extends CatalogueValueContract {
    @Override
    protected Backend backend() {
      return mariadb();
    }
  }

  @Nested
  final class Times extends CatalogueTimeContract {
    @Override
    protected Backend backend() {
      return mariadb();
    }
  }

  @Nested
  final class Generated extends CatalogueGeneratedContract {
    @Override
    protected Backend backend() {
      return mariadb();
    }
  }

  @Nested
  final class Transactions extends CatalogueTransactionContract {
    @Override
    protected Backend backend() {
      return mariadb();
    }
  }

  @Nested
  final class Results extends CatalogueResultContract {
    @Override
    protected Backend backend() {
      return mariadb();
    }
  }

  @Nested
  final class Database extends CatalogueDatabaseContract {
    @Override
    protected TestDatabase database() {
      return Databases.mariadb();
    }
  }

  @Nested
  final class Settings extends CatalogueMariaDbContract {
    @Override
    protected TestDatabase database() {
      return Databases.mariadb();
    }
  }
}
