package org.bilayer.testkit.database;

import java.util.Optional;

/** The server that the user names. */
record GivenServer(
    DatabaseSettings.Setting url,
    Optional<DatabaseSettings.Setting> user,
    Optional<DatabaseSettings.Setting> password)
    implements ServerSource {

  static Optional<GivenServer> of(DatabaseProduct product, DatabaseSettings settings) {
    return settings
        .find(product.property("url"))
        .map(url -> new GivenServer(
            url,
            settings.find(product.property("user")),
            settings.find(product.property("password"))));
  }

  @Override
  public String description() {
    return address() + ", given by " + url.origin();
  }

  @Override
  public Server find() {
    return new Server(address(), "given by " + url.origin() + " as " + address().url(), false);
  }

  private ServerAddress address() {
    return new ServerAddress(
        new JdbcUrl(url.value()),
        user.map(DatabaseSettings.Setting::value).orElse(null),
        password.map(DatabaseSettings.Setting::value).orElse(null));
  }
}
