package org.bilayer.testkit.database;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Where a server or one of its databases answers, and as whom; prints without the password.
 * Immutable.
 *
 * @param user when the URL does not name one
 * @param password when the URL does not have one
 */
record ServerAddress(
    JdbcUrl url, @Nullable String user, @Nullable String password) {

  ServerAddress at(JdbcUrl other) {
    return new ServerAddress(other, user, password);
  }

  /** Opens a connection; the caller closes it. */
  Connection connect() throws SQLException {
    // Not DriverManager.getConnection: its "No suitable driver found for" quotes the URL with the
    // password.
    Driver driver = DriverManager.getDriver(url.value());
    Properties properties = new Properties();
    if (user != null) {
      properties.setProperty("user", user);
    }
    if (password != null) {
      properties.setProperty("password", password);
    }
    Connection connection = driver.connect(url.value(), properties);
    if (connection == null) {
      throw new SQLException("Cannot connect: the driver refused the URL [url=" + url + ", driver="
          + driver.getClass().getName() + "]. Correct the URL.");
    }
    return connection;
  }

  /**
   * One line about a failure at this address: every different message of the chain, without
   * secrets.
   */
  String explain(Throwable failure) {
    StringBuilder text = new StringBuilder();
    String previous = "";
    for (Throwable part = failure; part != null; part = part.getCause()) {
      String message = String.valueOf(part.getMessage()).replaceAll("\\s+", " ");
      if (!previous.contains(message)) {
        text.append(text.isEmpty() ? "" : "; caused by ")
            .append(part.getClass().getSimpleName())
            .append(": ")
            .append(message);
        if (part instanceof SQLException exception && exception.getSQLState() != null) {
          text.append(" (SQLState ").append(exception.getSQLState()).append(')');
        }
        previous = message;
      }
    }
    return url.maskIn(text.toString());
  }

  @Override
  public String toString() {
    return user == null ? url.masked() : url.masked() + " as " + user;
  }
}
