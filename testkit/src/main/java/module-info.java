/** The promises of the data layer as runnable contracts, and databases to run them on. */
module org.bilayer.testkit {
  requires transitive org.bilayer;
  requires transitive org.junit.jupiter.api;
  requires net.jqwik.api;
  requires org.assertj.core;
  requires org.junit.jupiter.params;
  requires org.slf4j;

  uses org.bilayer.store.StoreProvider;

  exports org.bilayer.testkit.backend;
  exports org.bilayer.testkit.contract;
  exports org.bilayer.testkit.database;
  exports org.bilayer.testkit.fault;
  exports org.bilayer.testkit.junit;
  exports org.bilayer.testkit.sample;
  exports org.bilayer.testkit.transaction;
  exports org.bilayer.testkit.verify;

  opens org.bilayer.testkit.backend to
      org.junit.platform.commons;
  opens org.bilayer.testkit.contract to
      org.junit.platform.commons;
  opens org.bilayer.testkit.transaction to
      org.junit.platform.commons;
  opens org.bilayer.testkit.verify to
      org.junit.platform.commons;
}
