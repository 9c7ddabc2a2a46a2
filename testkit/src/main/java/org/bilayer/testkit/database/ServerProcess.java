package org.bilayer.testkit.database;

import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A server that runs for the tests of this JVM and not a moment longer. */
final class ServerProcess {
  /*
   * A shutdown hook alone would leave the server behind when the JVM is killed, as builds do after
   * a timeout. So the child of the JVM is a shell that starts the server and reads its own input, a
   * pipe into which nobody writes. When the JVM closes the pipe, or dies in whatever way, the shell
   * reads the end of it, ends the server and deletes the files: one way for all endings. A server
   * that ends by itself is told by the file "ended", and its log stays readable until the pipe is
   * closed.
   *
   * The shell waits for the server as its parent, so the number it sends the signal to cannot have
   * been reused. It runs as the server's user, since what changes the user may pass signals on or
   * not.
   */
  private static final String SCRIPT = """
      directory=$1; signal=$2; shift 2
      trap : HUP INT TERM
      exec 3<&0
      "$@" </dev/null >"$directory/server.log" 2>&1 3<&- &
      server=$!
      (
        trap '' HUP INT
        while read -r _; do :; done <&3
        kill -s "$signal" "$server"
      ) &
      watcher=$!
      wait "$server"
      while kill -0 "$server" 2>/dev/null; do wait "$server"; done
      kill "$watcher" 2>/dev/null
      : >"$directory/ended"
      while read -r _; do :; done <&3
      cd /
      rm -rf -- "$directory"
      """;

  private static final long READY_SECONDS_MAX = 30;
  private static final long STOP_SECONDS_MAX = 10;
  private static final long POLL_MILLIS = 20;

  private final ServerDirectory directory;
  private final Process shell;
  private final Runnable stop = this::stop;

  private ServerProcess(ServerDirectory directory, Process shell) {
    this.directory = directory;
    this.shell = shell;
  }

  /**
   * Starts a server.
   *
   * @param asUser what runs a command as the user of the server; empty for the user of this JVM
   * @param signal the name of the one that ends the server at once
   */
  static ServerProcess start(
      ServerDirectory directory, List<String> asUser, String signal, List<String> server)
      throws ServerNotFoundException {
    List<String> command = new ArrayList<>(asUser);
    command.addAll(
        List.of("/bin/sh", "-c", SCRIPT, "bilayer-testkit", directory.path().toString(), signal));
    command.addAll(server);
    try {
      Process shell = new ProcessBuilder(command)
          .directory(directory.path().toFile())
          .redirectErrorStream(true)
          .redirectOutput(directory.resolve("shell.log").toFile())
          .start();
      ServerProcess process = new ServerProcess(directory, shell);
      AtExit.add(process.stop);
      return process;
    } catch (IOException e) {
      throw new ServerNotFoundException("it could not be started: " + e);
    }
  }

  /** Waits until the server answers; if it does not, stops it. */
  void awaitReady(ServerAddress address) throws ServerNotFoundException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(READY_SECONDS_MAX);
    @Nullable SQLException last = null;
    while (System.nanoTime() < deadline) {
      if (!shell.isAlive() || Files.exists(directory.resolve("ended"))) {
        throw failure("it ended at once", last, address);
      }
      try {
        address.connect().close();
        return;
      } catch (SQLException e) {
        last = e;
      }
      try {
        Thread.sleep(POLL_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw failure("interrupted while it started", last, address);
      }
    }
    throw failure("it did not answer within " + READY_SECONDS_MAX + " s", last, address);
  }

  /**
   * Ends the server and deletes its files; returns when that is done. Any further call does
   * nothing.
   */
  void stop() {
    try {
      shell.getOutputStream().close();
    } catch (IOException e) {
      shell.destroy();
    }
    if (!endsInTime()) {
      Notices.warn(
          "bilayer-testkit: a server started for tests does not end [process=" + shell.pid()
              + ", folder=" + directory.path() + "]. End it and delete the folder by hand.");
    }
    // Its user may delete the files, but perhaps not the folder itself from a private parent.
    directory.delete();
    AtExit.remove(stop);
  }

  /** Waits although the thread is interrupted, because its files are in use until then. */
  private boolean endsInTime() {
    boolean interrupted = false;
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(STOP_SECONDS_MAX);
    try {
      while (true) {
        try {
          return shell.waitFor(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private ServerNotFoundException failure(
      String what, @Nullable SQLException last, ServerAddress address) {
    String log = directory.tail("server.log");
    String shellLog = directory.tail("shell.log");
    stop();
    return new ServerNotFoundException(
        what + " [log=" + log + (shellLog.isEmpty() ? "" : " | " + shellLog)
            + (last == null ? "" : ", last answer=" + address.explain(last)) + "]");
  }
}
