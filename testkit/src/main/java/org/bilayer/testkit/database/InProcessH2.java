package org.bilayer.testkit.database;

/** H2, which every JVM with its driver has. */
final class InProcessH2 implements ServerSource {

  @Override
  public String description() {
    return "H2 in this JVM";
  }

  @Override
  public Server find() {
    return new Server(
        new ServerAddress(new JdbcUrl("jdbc:h2:mem:"), null, null), "in this JVM", true);
  }
}
