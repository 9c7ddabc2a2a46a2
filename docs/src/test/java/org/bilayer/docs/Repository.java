package org.bilayer.docs;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where the files of this repository are. */
public final class Repository {

  private Repository() {}

  /** The folder of the parent's pom, found from wherever the tests run. */
  public static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("api")) || !Files.exists(folder.resolve("docs"))) {
      folder = folder.getParent();
      if (folder == null) {
        throw new IllegalStateException("The tests do not run inside of the repository.");
      }
    }
    return folder;
  }
}
