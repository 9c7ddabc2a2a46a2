package org.bilayer.testkit.database;

import java.lang.reflect.InvocationTargetException;
import java.util.Optional;

/**
 * A server in a container of Testcontainers 2, where that is on the class path and a Docker engine answers.
 *
 * <p>Reached by reflection: its jars have no module names, so a module could not require them without a warning. Whoever
 * adds Testcontainers to the test dependencies wants it used, so it comes before a server that happens to listen.
 *
 * @param settings may name the image, as {@code bilayer.postgresql.image}
 */
record ContainerServer(DatabaseProduct product, DatabaseSettings settings) implements ServerSource {

  private static final String ENGINE = "org.testcontainers.DockerClientFactory";

  @Override
  public String description() {
    return "a container of " + artifact();
  }

  private String artifact() {
    return "org.testcontainers:testcontainers-" + product.label();
  }

  private String containerClass() {
    return switch (product) {
      case POSTGRESQL -> "org.testcontainers.postgresql.PostgreSQLContainer";
      case MARIADB -> "org.testcontainers.mariadb.MariaDBContainer";
      case H2 -> throw new AssertionError(product);
    };
  }

  /** The versions that the library's own build runs on. */
  private String image() {
    return settings
        .find(product.property("image"))
        .map(DatabaseSettings.Setting::value)
        .orElse(product == DatabaseProduct.POSTGRESQL ? "postgres:15-alpine" : "mariadb:10.11");
  }

  @Override
  public Server find() throws ServerNotFoundException {
    Optional<Class<?>> type = ClassPath.find(containerClass());
    Optional<Class<?>> engine = ClassPath.find(ENGINE);
    if (type.isEmpty() || engine.isEmpty()) {
      throw new ServerNotFoundException("it is not on the class path");
    }
    try {
      Object factory = engine.get().getMethod("instance").invoke(null);
      if (!(Boolean) engine.get().getMethod("isDockerAvailable").invoke(factory)) {
        throw new ServerNotFoundException("no Docker engine answers");
      }
      return started(type.get());
    } catch (InvocationTargetException e) {
      throw new ServerNotFoundException(
          "the image " + image() + " failed to start: " + e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new ServerNotFoundException("its API is not the expected one of 2.0: " + e);
    }
  }

  private Server started(Class<?> type) throws ReflectiveOperationException {
    AutoCloseable container =
        (AutoCloseable) type.getConstructor(String.class).newInstance(image());
    AtExit.add(() -> stop(container));
    type.getMethod("start").invoke(container);
    String url = (String) type.getMethod("getJdbcUrl").invoke(container);
    String password = (String) type.getMethod("getPassword").invoke(container);
    // Only the superuser may create databases; MariaDB's root has the password of the user.
    String user = product == DatabaseProduct.MARIADB
        ? "root"
        : (String) type.getMethod("getUsername").invoke(container);
    return new Server(
        new ServerAddress(product.unencrypted(new JdbcUrl(url)), user, password),
        "started for these tests in a container of " + image(),
        true);
  }

  private static void stop(AutoCloseable container) {
    try {
      container.close();
    } catch (Exception e) {
      Notices.warn("bilayer-testkit: a container does not end: " + e);
    }
  }
}
