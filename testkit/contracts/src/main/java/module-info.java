/** The promises of every backend as abstract test classes, for the tests of backends. */
module org.bilayer.contracts {
  requires transitive org.bilayer.testkit;
  requires com.google.common;
  requires org.assertj.core;
  requires org.junit.jupiter.params;

  exports org.bilayer.contracts;
  exports org.bilayer.contracts.database;
  exports org.bilayer.contracts.failure;
  exports org.bilayer.contracts.model;
  exports org.bilayer.contracts.names;
  exports org.bilayer.contracts.query;
  exports org.bilayer.contracts.sample;
  exports org.bilayer.contracts.transaction;
  exports org.bilayer.contracts.unit;

  opens org.bilayer.contracts to
      org.junit.platform.commons;
  opens org.bilayer.contracts.database to
      org.junit.platform.commons;
  opens org.bilayer.contracts.failure to
      org.junit.platform.commons;
  opens org.bilayer.contracts.model to
      org.junit.platform.commons;
  opens org.bilayer.contracts.names to
      org.junit.platform.commons;
  opens org.bilayer.contracts.query to
      org.junit.platform.commons;
  opens org.bilayer.contracts.transaction to
      org.junit.platform.commons;
  opens org.bilayer.contracts.unit to
      org.junit.platform.commons;
}
