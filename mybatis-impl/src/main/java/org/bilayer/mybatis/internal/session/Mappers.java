package org.bilayer.mybatis.internal.session;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.ibatis.binding.MapperRegistry;
import org.apache.ibatis.session.Configuration;

/** The application's own MyBatis mappers, if it has any. Thread-safe. */
final class Mappers {

  private final Optional<Configuration> configuration;

  Mappers(Optional<Configuration> configuration) {
    this.configuration = configuration;
  }

  /**
   * The mapper for an interface of queries: the interface itself, or the only mapper that extends the interface. The
   * interface then needs no annotations of MyBatis. Empty if there is none.
   *
   * @throws IllegalArgumentException if several mappers extend it
   */
  Optional<Class<?>> find(Class<?> queries) {
    if (configuration.isEmpty()) {
      return Optional.empty();
    }
    MapperRegistry registry = configuration.get().getMapperRegistry();
    if (registry.hasMapper(queries)) {
      return Optional.of(queries);
    }
    List<Class<?>> extending =
        registry.getMappers().stream().filter(queries::isAssignableFrom).toList();
    if (extending.size() > 1) {
      throw new IllegalArgumentException("Several mappers extend the queries " + queries.getName()
          + ": "
          + extending.stream().map(Class::getName).sorted().collect(Collectors.joining(", "))
          + ". Register only one of these mappers, or pass the mapper's own interface to "
          + "queries(...).");
    }
    return extending.stream().findFirst();
  }

  /**
   * The configuration with the mappers.
   *
   * @throws java.util.NoSuchElementException if the application has none
   */
  Configuration configuration() {
    return configuration.orElseThrow();
  }
}
