package org.bilayer.testkit.database;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** MariaDB started from the programs of this machine. */
final class LocalMariaDb implements ServerSource {

  /*
   * Most of the time of an installation goes into writing and syncing a redo log of 96 MB: a
   * smaller one and no syncs made it seven times faster (2.3 s to 0.34 s). The server gets the
   * usual size back, because a small log limits transactions. There, no syncs made 1 000 commits
   * and 150 statements of DDL 2.5 times faster (0.38 s to 0.15 s).
   */
  private static final String NO_SYNC = "--debug-no-sync";

  private static final String SMALL_LOG = "--innodb-log-file-size=8M";
  private static final String LAZY_LOG = "--innodb-flush-log-at-trx-commit=0";

  @Override
  public String description() {
    return "a server started by the mariadb-install-db of this machine";
  }

  @Override
  public Server find() throws ServerNotFoundException {
    Path install = program("mariadb-install-db");
    Path server = program("mariadbd");
    ServerDirectory directory = ServerDirectory.create(DatabaseProduct.MARIADB);
    try {
      return start(install, server, directory);
    } catch (IOException e) {
      directory.delete();
      throw new ServerNotFoundException("no port is free for it: " + e);
    } catch (ServerNotFoundException e) {
      directory.delete();
      throw e;
    }
  }

  private static Server start(Path install, Path program, ServerDirectory directory)
      throws IOException, ServerNotFoundException {
    // Without a user it refuses to run as root; for anybody else the option only makes it warn.
    String user =
        "--user=" + (directory.belongsToRoot() ? "root" : System.getProperty("user.name"));
    String data = "--datadir=" + directory.resolve("data");
    directory.run(
        "mariadb-install-db",
        List.of(
            install.toString(),
            "--no-defaults",
            data,
            user,
            "--auth-root-authentication-method=normal",
            SMALL_LOG,
            NO_SYNC));

    int port = PortProbe.freePort();
    ServerAddress address = new ServerAddress(
        DatabaseProduct.MARIADB.unencrypted(
            new JdbcUrl("jdbc:mariadb://127.0.0.1:" + port + "/test")),
        "root",
        "");
    List<String> command = List.of(
        program.toString(),
        "--no-defaults",
        data,
        user,
        "--bind-address=127.0.0.1",
        "--port=" + port,
        "--socket=" + directory.resolve("socket"),
        "--pid-file=" + directory.resolve("pid"),
        "--character-set-server=utf8mb4",
        LAZY_LOG,
        NO_SYNC);
    ServerProcess.start(directory, List.of(), "KILL", command).awaitReady(address);
    return new Server(
        address, "started for these tests at 127.0.0.1:" + port + " from " + program, true);
  }

  private static Path program(String name) throws ServerNotFoundException {
    return Programs.find(name, Programs.SYSTEM_FOLDERS)
        .orElseThrow(() -> new ServerNotFoundException(
            "no " + name + " was found in " + Programs.SYSTEM_FOLDERS + " or on PATH"));
  }
}
