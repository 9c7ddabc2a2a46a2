package org.bilayer.testkit.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A new folder among the temporary files for everything that a server started for tests writes. */
final class ServerDirectory {

  private static final int TAIL_CHARACTERS = 600;

  private final Path path;

  private ServerDirectory(Path path) {
    this.path = path;
  }

  static ServerDirectory create(DatabaseProduct product) throws ServerNotFoundException {
    try {
      return new ServerDirectory(Files.createTempDirectory("bilayer-" + product.label() + "-"));
    } catch (IOException e) {
      throw new ServerNotFoundException("no temporary folder could be made for it: " + e);
    }
  }

  Path path() {
    return path;
  }

  Path resolve(String name) {
    return path.resolve(name);
  }

  /** Whether this JVM runs as root, told by whom the folder belongs to. */
  boolean belongsToRoot() {
    try {
      return Integer.valueOf(0).equals(Files.getAttribute(path, "unix:uid"));
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }

  void giveTo(String user) throws IOException {
    Files.setOwner(
        path, FileSystems.getDefault().getUserPrincipalLookupService().lookupPrincipalByName(user));
  }

  /**
   * Runs a command to its end with this as its working folder, at most a minute.
   *
   * @param program what to call it when it fails
   */
  void run(String program, List<String> command) throws ServerNotFoundException {
    try {
      Process process = new ProcessBuilder(command)
          .directory(path.toFile())
          .redirectErrorStream(true)
          .redirectOutput(resolve("prepare.log").toFile())
          .start();
      process.getOutputStream().close();
      boolean ended = process.waitFor(1, TimeUnit.MINUTES);
      if (!ended) {
        process.destroyForcibly();
      }
      if (!ended || process.exitValue() != 0) {
        throw new ServerNotFoundException(
            program + (ended ? " failed" : " did not end in a minute") + " [exit="
                + (ended ? process.exitValue() : "none") + ", output=" + tail("prepare.log") + "]");
      }
    } catch (IOException e) {
      throw new ServerNotFoundException(program + " could not be run: " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ServerNotFoundException("interrupted while " + program + " ran");
    }
  }

  /** The end of a file in one line, or nothing if there is none. */
  String tail(String name) {
    try {
      String text = Files.readString(resolve(name)).strip().replaceAll("\\s*\\n\\s*", " | ");
      return text.length() <= TAIL_CHARACTERS
          ? text
          : "…" + text.substring(text.length() - TAIL_CHARACTERS);
    } catch (IOException e) {
      return "";
    }
  }

  /** Deletes the folder with its content as far as possible. */
  void delete() {
    try (Stream<Path> files = Files.walk(path)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (NoSuchFileException e) {
      return; // the shell of a ServerProcess did it
    } catch (IOException | UncheckedIOException e) {
      Notices.warn("bilayer-testkit: cannot delete the files of a server started for tests [folder="
          + path + ", reason=" + e + "]. Delete them by hand.");
    }
  }
}
