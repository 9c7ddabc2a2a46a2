package org.bilayer.mybatis.contracts.postgresql;

import org.bilayer.contracts.model.ModelLanguageContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class PostgreSqlModelLanguageTest extends ModelLanguageContract {

  @Override
  protected Backend backend() {
    return Backends.postgresql();
  }
}
