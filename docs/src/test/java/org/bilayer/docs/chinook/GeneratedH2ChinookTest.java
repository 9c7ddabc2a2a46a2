package org.bilayer.docs.chinook;

import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

/** What a machine without the file runs, so that it is run everywhere. */
final class GeneratedH2ChinookTest extends ChinookContract {

  @Override
  Backend backend() {
    return Backends.h2();
  }

  @Override
  ChinookFile file() {
    return GeneratedChinook.generate();
  }
}
