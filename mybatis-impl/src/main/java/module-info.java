import org.bilayer.mybatis.MyBatisStoreProvider;
import org.bilayer.store.StoreProvider;

/** The backend that keeps rows in a SQL database, through MyBatis. */
@SuppressWarnings({
  "requires-transitive-automatic" // MyBatis names its module in its manifest only; its types are in
  // our signatures
})
module org.bilayer.mybatis {
  requires transitive org.bilayer;
  requires transitive org.mybatis;
  requires org.slf4j;
  requires static flyway.core;
  requires static com.h2database;
  requires static org.mariadb.jdbc;
  requires static org.postgresql.jdbc;

  exports org.bilayer.mybatis;
  exports org.bilayer.mybatis.migration;
  exports org.bilayer.mybatis.schema;

  provides StoreProvider with
      MyBatisStoreProvider;
}
