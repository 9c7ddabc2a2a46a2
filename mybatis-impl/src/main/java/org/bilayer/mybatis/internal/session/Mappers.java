package org.bilayer.mybatis.internal.session;

import java.util.Optional;
import org.apache.ibatis.session.Configuration;
import org.apache.ibatis.transaction.Transaction;

/** The application's own MyBatis mappers, if it has any. Thread-safe. */
final class Mappers {

  private final Optional<Configuration> configuration;

  Mappers(Optional<Configuration> configuration) {
    this.configuration = configuration;
  }

  boolean has(Class<?> type) {
    return configuration.filter(known -> known.hasMapper(type)).isPresent();
  }

  /** Opens a session for them in a running transaction. */
  MapperSession open(MyBatisSession session, Transaction transaction) {
    return new MapperSession(session, configuration.orElseThrow(), transaction);
  }
}
