package org.bilayer.testkit.database;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** PostgreSQL started from the programs of this machine. */
final class LocalPostgres implements ServerSource {

  private static final Path VERSIONS = Path.of("/usr/lib/postgresql");

  @Override
  public String description() {
    return "a server started by the initdb of this machine";
  }

  @Override
  public Server find() throws ServerNotFoundException {
    Path programs = programs();
    ServerDirectory directory = ServerDirectory.create(DatabaseProduct.POSTGRESQL);
    try {
      return start(programs, directory);
    } catch (IOException e) {
      directory.delete();
      throw new ServerNotFoundException("its files could not be prepared: " + e);
    } catch (ServerNotFoundException e) {
      directory.delete();
      throw e;
    }
  }

  private static Server start(Path programs, ServerDirectory directory)
      throws IOException, ServerNotFoundException {
    Optional<String> user =
        directory.belongsToRoot() ? Optional.of(unprivilegedUser()) : Optional.empty();
    List<String> asUser = List.of();
    if (user.isPresent()) {
      directory.giveTo(user.get());
      asUser = asUser(user.get());
    }
    String data = directory.resolve("data").toString();
    directory.run(
        "initdb",
        concat(
            asUser,
            List.of(
                programs.resolve("initdb").toString(),
                "--pgdata=" + data,
                "--username=postgres",
                "--auth=trust",
                "--encoding=UTF8",
                "--locale=C.UTF-8",
                "--no-sync")));

    int port = PortProbe.freePort();
    List<String> server = new ArrayList<>(List.of(
        programs.resolve("postgres").toString(),
        "-D",
        data,
        "-c",
        "port=" + port,
        "-c",
        "listen_addresses=127.0.0.1",
        "-c",
        "unix_socket_directories="));
    for (String setting : ThrowAwayPostgres.FAST) {
      server.addAll(List.of("-c", setting));
    }
    ServerProcess process = ServerProcess.start(directory, asUser, "QUIT", server);
    process.awaitReady(ThrowAwayPostgres.address(port, "postgres"));
    ServerAddress address;
    try {
      address = ThrowAwayPostgres.createTestDatabase(port);
    } catch (ServerNotFoundException e) {
      process.stop();
      throw e;
    }
    return new Server(
        address,
        "started for these tests at 127.0.0.1:" + port + " from " + programs
            + user.map(name -> " as user " + name + ", since it refuses to run as root")
                .orElse(""),
        true);
  }

  /** The folder of the newest installed version, or of the initdb on PATH. */
  private static Path programs() throws ServerNotFoundException {
    Optional<Path> initdb = Programs.find("initdb", installedVersions());
    if (initdb.isEmpty()) {
      throw new ServerNotFoundException(
          "no initdb was found under " + VERSIONS + "/*/bin or on PATH");
    }
    try {
      // The one on PATH may be a link; the server's program is beside the file itself.
      Path folder = initdb.get().toRealPath().resolveSibling("");
      if (Files.isExecutable(folder.resolve("postgres"))) {
        return folder;
      }
      throw new ServerNotFoundException(
          "there is no program postgres beside initdb [folder=" + folder + "]");
    } catch (IOException e) {
      throw new ServerNotFoundException("its initdb cannot be read: " + e);
    }
  }

  private static List<Path> installedVersions() {
    List<Path> folders = new ArrayList<>();
    try (DirectoryStream<Path> versions = Files.newDirectoryStream(VERSIONS, "[0-9]*")) {
      versions.forEach(folders::add);
    } catch (IOException e) {
      return List.of();
    }
    folders.sort(Comparator.comparingInt(LocalPostgres::major).reversed());
    return folders.stream().map(folder -> folder.resolve("bin")).toList();
  }

  private static int major(Path version) {
    return Integer.parseInt(version.getFileName().toString().replaceAll("\\D.*", ""));
  }

  private static String unprivilegedUser() throws IOException, ServerNotFoundException {
    for (String user : List.of("postgres", "nobody")) {
      if (exists(user)) {
        return user;
      }
    }
    throw new ServerNotFoundException("PostgreSQL refuses to run as root,"
        + " and this machine has neither a user postgres nor nobody");
  }

  private static boolean exists(String user) throws IOException {
    try {
      FileSystems.getDefault().getUserPrincipalLookupService().lookupPrincipalByName(user);
      return true;
    } catch (UserPrincipalNotFoundException e) {
      return false;
    }
  }

  private static List<String> asUser(String user) throws ServerNotFoundException {
    Path runuser = Programs.find("runuser", Programs.SYSTEM_FOLDERS)
        .orElseThrow(() -> new ServerNotFoundException(
            "PostgreSQL refuses to run as root, and this machine has no runuser to run it as "
                + user));
    return List.of(runuser.toString(), "-u", user, "--");
  }

  private static List<String> concat(List<String> first, List<String> second) {
    List<String> all = new ArrayList<>(first);
    all.addAll(second);
    return all;
  }
}
