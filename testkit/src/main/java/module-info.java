/** Checks of an application's own model on both backends, and data layers and databases for its tests. */
module org.bilayer.testkit {
  requires transitive org.bilayer;
  requires transitive org.junit.jupiter.api;
  requires com.google.common;
  requires net.jqwik.api;
  requires org.slf4j;

  uses org.bilayer.store.StoreProvider;

  exports org.bilayer.testkit.backend;
  exports org.bilayer.testkit.database;
  exports org.bilayer.testkit.evidence;
  exports org.bilayer.testkit.fault;
  exports org.bilayer.testkit.junit;
  exports org.bilayer.testkit.rolling;
  exports org.bilayer.testkit.verify;
  // The other packages below verify are public for each other alone.
  exports org.bilayer.testkit.verify.history;

  opens org.bilayer.testkit.backend to
      org.junit.platform.commons;
  opens org.bilayer.testkit.verify to
      org.junit.platform.commons;
}
