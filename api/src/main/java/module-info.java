/** The data layer's API, and the engine both backends share. */
module org.bilayer {
  requires transitive java.sql;
  requires transitive org.jspecify;
  requires org.slf4j;

  exports org.bilayer;
  exports org.bilayer.failure;
  exports org.bilayer.layout;
  exports org.bilayer.migration;
  exports org.bilayer.model;
  exports org.bilayer.query;
  exports org.bilayer.store;
  exports org.bilayer.store.catalogue;
  exports org.bilayer.value;
  // For backends. Without names of modules: where tests run beside a module, the testkit and the
  // memory backend are on the class path.
  exports org.bilayer.engine;
}
