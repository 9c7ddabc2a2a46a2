package org.bilayer.mybatis.contracts.types;

import org.bilayer.contracts.model.LabelContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class PostgreSqlLabelTest extends LabelContract {

  @Override
  protected Backend backend() {
    return Backends.postgresql();
  }
}
