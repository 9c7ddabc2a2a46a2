/** The backend that keeps rows in memory. */
module org.bilayer.inmemory {
  requires transitive org.bilayer;
  requires com.google.common;
  requires org.slf4j;

  exports org.bilayer.inmemory;

  provides org.bilayer.store.StoreProvider with
      org.bilayer.inmemory.InMemoryStoreProvider;
}
