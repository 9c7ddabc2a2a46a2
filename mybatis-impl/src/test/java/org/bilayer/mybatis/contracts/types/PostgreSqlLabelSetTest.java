package org.bilayer.mybatis.contracts.types;

import org.bilayer.contracts.model.LabelSetContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class PostgreSqlLabelSetTest extends LabelSetContract {

  @Override
  protected Backend backend() {
    return Backends.postgresql();
  }
}
