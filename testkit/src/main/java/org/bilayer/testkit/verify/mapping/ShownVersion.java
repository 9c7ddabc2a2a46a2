package org.bilayer.testkit.verify.mapping;

import org.bilayer.store.Table;
import org.bilayer.store.Versioning;

/** Versions as histories show them. */
public final class ShownVersion {

  private ShownVersion() {}

  /** What a server chooses differs from backend to backend: only whether a row has a version is shown. */
  public static long of(Table table, long version) {
    return table.versioning() == Versioning.SERVER ? Math.min(version, 1) : version;
  }
}
