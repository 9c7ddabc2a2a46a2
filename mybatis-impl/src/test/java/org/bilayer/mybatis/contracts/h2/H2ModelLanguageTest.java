package org.bilayer.mybatis.contracts.h2;

import org.bilayer.contracts.model.ModelLanguageContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class H2ModelLanguageTest extends ModelLanguageContract {

  @Override
  protected Backend backend() {
    return Backends.h2();
  }
}
