package org.bilayer.mybatis.faults;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** A server of the test's own, from the programs of this machine, that may be stopped and killed; kept durable. */
final class PrivateServer implements AutoCloseable {

  /** How a server goes down. */
  enum Stop {
    /** Ends its sessions and shuts down in order. */
    FAST,
    /** Ends at once, and recovers when it starts again. */
    IMMEDIATE,
    /** {@code kill -9}. */
    KILL
  }

  private final boolean postgresql;
  private final Path folder;
  private final int port;
  private final List<String> command;
  private Process process;

  private PrivateServer(boolean postgresql, Path folder, int port, List<String> command) {
    this.postgresql = postgresql;
    this.folder = folder;
    this.port = port;
    this.command = command;
  }

  /** Starts PostgreSQL; aborts the test where it is not installed. */
  static PrivateServer postgresql() throws Exception {
    Path programs = newest("/usr/lib/postgresql");
    Path folder = Files.createTempDirectory("bilayer-restart-");
    var asUser = new ArrayList<String>();
    if (isRoot(folder)) {
      run(folder, List.of("chown", "postgres", folder.toString()));
      asUser.addAll(List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"));
    }
    var install = new ArrayList<>(asUser);
    install.addAll(List.of(
        programs.resolve("bin/initdb").toString(),
        "--pgdata=" + folder.resolve("data"),
        "--username=postgres",
        "--auth=trust",
        "--no-sync"));
    run(folder, install);
    int port = freePort();
    var command = new ArrayList<>(asUser);
    command.addAll(List.of(
        programs.resolve("bin/postgres").toString(),
        "-D",
        folder.resolve("data").toString(),
        "-c",
        "port=" + port,
        "-c",
        "listen_addresses=127.0.0.1",
        "-c",
        "unix_socket_directories="));
    var server = new PrivateServer(true, folder, port, command);
    server.start();
    return server;
  }

  /** Starts MariaDB; aborts the test where it is not installed. */
  static PrivateServer mariadb() throws Exception {
    Path install = program("mariadb-install-db");
    Path program = program("mariadbd");
    Path folder = Files.createTempDirectory("bilayer-restart-");
    String user = "--user=" + (isRoot(folder) ? "root" : System.getProperty("user.name"));
    run(
        folder,
        List.of(
            install.toString(),
            "--no-defaults",
            "--datadir=" + folder.resolve("data"),
            user,
            "--auth-root-authentication-method=normal"));
    int port = freePort();
    var server = new PrivateServer(
        false,
        folder,
        port,
        List.of(
            program.toString(),
            "--no-defaults",
            "--datadir=" + folder.resolve("data"),
            user,
            "--bind-address=127.0.0.1",
            "--port=" + port,
            "--socket=" + folder.resolve("socket"),
            "--pid-file=" + folder.resolve("pid")));
    server.start();
    return server;
  }

  String url() {
    return postgresql
        ? "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=postgres"
        : "jdbc:mariadb://127.0.0.1:" + port + "/test?user=root&sslMode=disable";
  }

  /** Starts the server and waits until it answers. */
  void start() throws Exception {
    process = new ProcessBuilder(command)
        .directory(folder.toFile())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()))
        .start();
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (true) {
      try {
        DriverManager.getConnection(url()).close();
        return;
      } catch (SQLException e) {
        if (System.nanoTime() > end || !process.isAlive()) {
          throw new IllegalStateException(
              "The server does not start: " + Files.readString(folder.resolve("log")), e);
        }
        Thread.sleep(50);
      }
    }
  }

  /** Takes the server down, and waits until it is. */
  void stop(Stop how) throws Exception {
    String signal = switch (how) {
      case FAST -> postgresql ? "INT" : "TERM";
      case IMMEDIATE -> postgresql ? "QUIT" : "KILL";
      case KILL -> "KILL";
    };
    run(folder, List.of("kill", "-s", signal, String.valueOf(process.pid())));
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      throw new IllegalStateException("The server does not end.");
    }
    if (postgresql && how == Stop.KILL) {
      awaitOrphans();
    }
  }

  /** The children of a killed server notice by themselves, and it cannot start before. */
  private void awaitOrphans() throws Exception {
    String data = folder.resolve("data").toString();
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (ProcessHandle.allProcesses()
        .anyMatch(other -> other.isAlive() && cwd(other).equals(data))) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("The children of the server do not end.");
      }
      Thread.sleep(50);
    }
  }

  private static String cwd(ProcessHandle process) {
    try {
      return Path.of("/proc/" + process.pid() + "/cwd").toRealPath().toString();
    } catch (IOException e) {
      return "";
    }
  }

  private static boolean isRoot(Path folder) throws IOException {
    return Integer.valueOf(0).equals(Files.getAttribute(folder, "unix:uid"));
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static Path newest(String versions) throws IOException {
    if (!Files.isDirectory(Path.of(versions))) {
      Assumptions.abort("No PostgreSQL under " + versions + "; its restart is not tried.");
    }
    try (Stream<Path> all = Files.list(Path.of(versions))) {
      return all.max(
              Comparator.comparing(path -> Integer.parseInt(path.getFileName().toString())))
          .orElseThrow();
    }
  }

  private static Path program(String name) {
    for (String place :
        (System.getenv("PATH") + File.pathSeparator + "/usr/sbin").split(File.pathSeparator, -1)) {
      Path program = Path.of(place, name);
      if (Files.isExecutable(program)) {
        return program;
      }
    }
    return Assumptions.abort("No " + name + " on this machine; its restart is not tried.");
  }

  private static void run(Path folder, List<String> command) throws Exception {
    Path log = folder.resolve("log");
    Process process = new ProcessBuilder(command)
        .directory(folder.toFile())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
        .start();
    if (!process.waitFor(2, TimeUnit.MINUTES) || process.exitValue() != 0) {
      throw new IllegalStateException(command + " failed: " + Files.readString(log));
    }
  }

  @Override
  public void close() throws IOException {
    if (process.isAlive()) {
      process.destroyForcibly().onExit().join();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> {
        try {
          Files.delete(file);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      });
    }
  }
}
