package org.bilayer.contracts;

import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;
import org.bilayer.testkit.contract.ModelLanguageContract;

final class H2ModelLanguageTest extends ModelLanguageContract {

  @Override
  protected Backend backend() {
    return Backends.h2();
  }
}
