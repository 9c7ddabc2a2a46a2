package org.bilayer.testkit.database;

import java.util.Optional;

/** The server that the user names. */
record GivenServer(
    Settings.Setting url, Optional<Settings.Setting> user, Optional<Settings.Setting> password)
    implements ServerSource {

  static Optional<GivenServer> of(Product product, Settings settings) {
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
        user.map(Settings.Setting::value).orElse(null),
        password.map(Settings.Setting::value).orElse(null));
  }
}
