package org.bilayer.docs.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.bilayer.docs.Repository;
import org.junit.jupiter.api.Test;

/** What every source folder of the repository has. */
final class SourcesTest {

  @Test
  void everyPackage_saysWhatItIsForAndIsNullMarked() throws IOException {
    var missing = new TreeSet<String>();
    for (Path folder : packages()) {
      Path info = folder.resolve("package-info.java");
      if (!Files.exists(info)) {
        missing.add(folder + " has no package-info.java");
      } else {
        String text = Files.readString(info);
        if (!text.contains("@NullMarked") || !text.startsWith("/**")) {
          missing.add(info + " has no comment, or no @NullMarked");
        }
      }
    }
    assertThat(missing).isEmpty();
  }

  /** Every folder with Java sources of every module's main code. */
  private static List<Path> packages() throws IOException {
    var packages = new TreeSet<Path>();
    for (String module : List.of(
        "api",
        "testkit",
        "testkit/contracts",
        "inmemory-impl",
        "mybatis-impl",
        "mybatis-impl/tools",
        "docs")) {
      Path sources = Repository.root().resolve(module).resolve("src/main/java");
      if (!Files.isDirectory(sources)) {
        continue;
      }
      try (Stream<Path> files = Files.walk(sources)) {
        files
            .filter(file -> file.toString().endsWith(".java"))
            .filter(file -> !file.endsWith("module-info.java"))
            .forEach(file -> packages.add(file.getParent()));
      }
    }
    assertThat(packages).hasSizeGreaterThan(10);
    return List.copyOf(packages);
  }
}
