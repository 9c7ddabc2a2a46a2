package org.bilayer.contracts;

import org.bilayer.testkit.contract.Backend;
import org.bilayer.testkit.contract.Backends;
import org.bilayer.testkit.contract.ModelLanguageContract;

final class H2ModelLanguageTest extends ModelLanguageContract {

  @Override
  protected Backend backend() {
    return Backends.h2();
  }
}
