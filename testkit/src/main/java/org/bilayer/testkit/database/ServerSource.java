package org.bilayer.testkit.database;

import java.util.List;

/** One place to get a server from. Stateless, except that a server it started ends with the JVM. */
interface ServerSource {

  /**
   * A server, perhaps not asked yet whether it answers.
   *
   * @param address where it is, with a user who may create schemas
   * @param origin how it was found, to be read after its version
   * @param temporary whether it ends with this JVM, so that schemas in it need no dropping then
   */
  record Server(ServerAddress address, String origin, boolean temporary) {}

  /** The place, for the list of what was tried. */
  String description();

  /**
   * Finds or starts a server.
   *
   * @throws ServerNotFoundException with the reason, if this place has none; nothing is left
   *     running
   */
  Server find() throws ServerNotFoundException;

  /** The places where a product is looked for when the user names no server, best first. */
  static List<ServerSource> of(
      DatabaseProduct product, DatabaseSettings settings, PortProbe probe) {
    return switch (product) {
      case H2 -> List.of(new InProcessH2());
      case POSTGRESQL ->
        List.of(
            new ContainerServer(product, settings),
            new ListeningServer(product, 5432, "postgres", probe),
            new ZonkyPostgres(),
            new LocalPostgres());
      case MARIADB ->
        List.of(
            new ContainerServer(product, settings),
            new ListeningServer(product, 3306, "root", probe),
            new LocalMariaDb());
    };
  }
}
