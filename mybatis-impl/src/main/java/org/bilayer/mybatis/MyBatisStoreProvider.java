package org.bilayer.mybatis;

import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.bilayer.mybatis.internal.session.MyBatisStore;
import org.bilayer.store.Schema;
import org.bilayer.store.Store;
import org.bilayer.store.StoreProvider;

/** Lets the testkit find this backend. Stateless. */
public final class MyBatisStoreProvider implements StoreProvider {

  /** For {@link java.util.ServiceLoader}. */
  public MyBatisStoreProvider() {}

  @Override
  public String name() {
    return "mybatis";
  }

  @Override
  public boolean needsDatabase() {
    return true;
  }

  @Override
  public Store create(Schema schema, Settings settings) {
    DataSource dataSource = dataSource(settings);
    MyBatisStore.createTables(schema, dataSource, settings.schemas());
    MyBatisStore.createCommitTable(dataSource);
    return open(schema, settings);
  }

  private static DataSource dataSource(Settings settings) {
    return settings
        .dataSource()
        .orElseThrow(
            () -> new IllegalArgumentException("The MyBatis backend needs a data source."));
  }

  @Override
  public Store open(Schema schema, Settings settings) {
    DataSource dataSource = dataSource(settings);
    return MyBatisStore.open(
        schema,
        dataSource,
        new MyBatisStore.Setup(
            Optional.empty(),
            List.of(),
            Optional.of(MapperConfiguration.of(dataSource, settings.mappers())),
            false,
            settings.schemas()));
  }
}
