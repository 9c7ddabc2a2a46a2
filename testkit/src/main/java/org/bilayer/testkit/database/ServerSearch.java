package org.bilayer.testkit.database;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bilayer.testkit.database.Availability.Attempt;
import org.bilayer.testkit.database.Availability.Available;
import org.bilayer.testkit.database.Availability.Unavailable;

/**
 * Looks for a database: where the user says, or else place by place until one answers.
 *
 * @param places where to look when the user names no server, best first
 */
record ServerSearch(DatabaseProduct product, DatabaseSettings settings, List<ServerSource> places) {

  /** Looks, and possibly starts a server. Never throws; every failure is in the answer. */
  Finding run() {
    Optional<GivenServer> given =
        product.isServer() ? GivenServer.of(product, settings) : Optional.empty();
    List<Attempt> tried = new ArrayList<>();
    if (ClassPath.find(product.driverClass()).isEmpty()) {
      tried.add(new Attempt(
          "driver " + product.driverClass(),
          "not on the class path; add " + product.driverArtifact() + " to the test dependencies"));
      return unavailable(tried, given);
    }
    if (given.isEmpty() && product.isServer()) {
      String property = product.property("url");
      tried.add(new Attempt(
          "a URL given by the user",
          "neither system property " + property + " nor environment variable "
              + DatabaseSettings.variableOf(property) + " is set"));
    }
    List<? extends ServerSource> sources = given.isPresent() ? List.of(given.get()) : places;
    for (ServerSource source : sources) {
      try {
        return inspect(source.find());
      } catch (ServerNotFoundException e) {
        tried.add(new Attempt(source.description(), e.reason()));
      }
    }
    return unavailable(tried, given);
  }

  private static Finding unavailable(List<Attempt> tried, Optional<GivenServer> given) {
    return new Finding(new Unavailable(tried, given.isPresent()), null);
  }

  private Finding inspect(ServerSource.Server found) throws ServerNotFoundException {
    ServerAddress address =
        found.address().at(product.withConnectTimeout(found.address().url()));
    try (Connection connection = address.connect()) {
      DatabaseMetaData facts = connection.getMetaData();
      String name = facts.getDatabaseProductName();
      if (!name.equals(product.productName())) {
        throw new ServerNotFoundException("the server there is another product [expected="
            + product.productName() + ", found=" + name + "]");
      }
      Available available = new Available(
          name,
          firstWord(facts.getDatabaseProductVersion()),
          firstWord(facts.getDriverVersion()),
          found.origin());
      return new Finding(
          available, new ServerSource.Server(address, found.origin(), found.temporary()));
    } catch (SQLException | RuntimeException e) {
      // Drivers report some malformed URLs by exceptions of the JDK.
      throw new ServerNotFoundException("cannot connect: " + address.explain(e));
    }
  }

  /** Versions come with build details in brackets, such as "15.20 (Debian 15.20-0+deb12u1)". */
  private static String firstWord(String version) {
    return version.strip().split("\\s+", 2)[0];
  }
}
