package org.bilayer.testkit.database;

/**
 * A server that already listens at its standard port, with the usual superuser, no password and a
 * database "test".
 */
record ListeningServer(DatabaseProduct product, int port, String user, PortProbe probe)
    implements ServerSource {

  @Override
  public String description() {
    return "a server at " + address();
  }

  @Override
  public Server find() throws ServerNotFoundException {
    if (!probe.isOpen(port)) {
      throw new ServerNotFoundException("no server listens at this port");
    }
    return new Server(address(), "found at 127.0.0.1:" + port, false);
  }

  private ServerAddress address() {
    return new ServerAddress(
        product.unencrypted(
            new JdbcUrl("jdbc:" + product.label() + "://127.0.0.1:" + port + "/test")),
        user,
        "");
  }
}
