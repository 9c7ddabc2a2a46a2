/** The data layer's API, and the engine both backends share. */
@SuppressWarnings("module") // the modules of the qualified export are built after this one
module org.bilayer {
  requires transitive java.sql;
  requires transitive org.jspecify;
  requires org.slf4j;

  exports org.bilayer;
  exports org.bilayer.failure;
  exports org.bilayer.fault;
  exports org.bilayer.model;
  exports org.bilayer.query;
  exports org.bilayer.spi;
  exports org.bilayer.engine to
      org.bilayer.inmemory,
      org.bilayer.mybatis,
      org.bilayer.testkit;
}
