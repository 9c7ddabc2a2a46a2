package org.bilayer.testkit.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What only shows when a JVM starts or ends. */
final class SeparateJvmTest {

  private static final String CLASS_PATH = System.getProperty("java.class.path");

  @TempDir
  private Path temporary;

  @Test
  void exit_schemasForgotten_dropsThemAndSaysWhoOpenedThem() throws Exception {
    Process jvm = start(CLASS_PATH, "forget");
    String output = outputOf(jvm);

    assertThat(jvm.exitValue()).isZero();
    List<String> names = schemasIn(output);
    assertThat(names).hasSize(2);
    assertThat(output)
        .contains("a schema was never closed and is dropped now [database=postgresql, schema="
            + names.get(0) + "]")
        .contains("a schema was never closed and is dropped now [database=mariadb, schema="
            + names.get(1) + "]")
        .contains("at org.bilayer.testkit.database.Scenario.forget(Scenario.java");
    assertThat(Sql.schemas(Sql.POSTGRESQL)).doesNotContainAnyElementsOf(names);
    assertThat(Sql.schemas(Sql.MARIADB)).doesNotContainAnyElementsOf(names);
  }

  @Test
  @Tag("slow")
  void newSchema_twoJvmsAtOnce_neverMeet() throws Exception {
    try (TestSchema mine = Databases.postgresql().newSchema("mine")) {
      Process one = start(CLASS_PATH, "many");
      Process two = start(CLASS_PATH, "many");
      List<String> names = new ArrayList<>(schemasIn(outputOf(one)));
      names.addAll(schemasIn(outputOf(two)));

      assertThat(one.exitValue()).isZero();
      assertThat(two.exitValue()).isZero();
      assertThat(names).hasSize(60).doesNotHaveDuplicates();
      assertThat(Sql.schemas(Sql.POSTGRESQL))
          .contains(mine.name())
          .doesNotContainAnyElementsOf(names);
      assertThat(Sql.schemas(Sql.MARIADB)).doesNotContainAnyElementsOf(names);
    }
  }

  @Test
  @Tag("slow")
  void kill_jvmWithServersOfItsOwn_endsThemAndDeletesTheirFiles() throws Exception {
    // As a folder for temporary files is: servers run as another user.
    Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwxrwxrwx"));
    Process jvm = start(CLASS_PATH, "start-and-wait");
    List<Integer> ports = new ArrayList<>();
    BufferedReader lines = jvm.inputReader(StandardCharsets.UTF_8);
    String line = lines.readLine();
    while (line != null && !line.startsWith("ready")) {
      if (line.startsWith("port ")) {
        ports.add(Integer.valueOf(line.substring(5)));
      }
      line = lines.readLine();
    }
    assertThat(ports).hasSize(2).allMatch(PortProbe.tcp()::isOpen);
    assertThat(files(temporary)).hasSize(2);

    jvm.destroyForcibly().waitFor();

    for (int i = 0; i < 500 && !files(temporary).isEmpty(); i++) {
      Thread.sleep(20);
    }
    assertThat(files(temporary)).isEmpty();
    assertThat(ports).noneMatch(PortProbe.tcp()::isOpen);
  }

  @Test
  void availability_noOptionalDependency_saysWhatToAdd() throws Exception {
    String bare = Arrays.stream(CLASS_PATH.split(File.pathSeparator))
        .filter(entry -> !entry.matches(".*(h2|postgres|mariadb|commons-|xz)[^/]*\\.jar"))
        .collect(Collectors.joining(File.pathSeparator));
    String output = outputOf(start(bare, "availability"));
    assertThat(output)
        .contains("h2 Unavailable")
        .contains("driver org.h2.Driver: not on the class path;"
            + " add com.h2database:h2 to the test dependencies")
        .contains("add org.postgresql:postgresql to")
        .contains("add org.mariadb.jdbc:mariadb-java-client to");
  }

  @Test
  void require_noLogging_noticeGoesToTheErrorStreamOnce() throws Exception {
    String silent = Arrays.stream(CLASS_PATH.split(File.pathSeparator))
        .filter(entry -> !entry.matches(".*(h2|slf4j-simple)[^/]*\\.jar"))
        .collect(Collectors.joining(File.pathSeparator));
    assertThat(outputOf(start(silent, "require-twice")))
        .containsOnlyOnce("h2 is not available. Its tests are SKIPPED in this JVM.")
        .containsOnlyOnce("To run them, add com.h2database:h2 to the test dependencies.")
        .contains("aborted\naborted\n");
  }

  @Test
  void reportDatabases_endOfRun_printsWhatWasUsed() throws Exception {
    assertThat(outputOf(start(CLASS_PATH, "junit")).lines().filter(line -> !line.startsWith("[")))
        .satisfiesExactly(
            h2 -> assertThat(h2)
                .matches("bilayer-testkit: h2 [\\d.]+ \\(driver [\\d.]+\\) in this JVM"),
            postgresql -> assertThat(postgresql)
                .matches("bilayer-testkit: postgresql [\\d.]+ \\(driver [\\d.]+\\)"
                    + " found at 127.0.0.1:5432"),
            end -> assertThat(end).isEqualTo("end of run"));
  }

  private Process start(String classPath, String scenario) throws IOException {
    ProcessBuilder jvm = new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Djava.io.tmpdir=" + temporary,
            "-cp",
            classPath,
            Scenario.class.getName(),
            scenario)
        .redirectErrorStream(true);
    // What is required of this build is not part of the scenario.
    jvm.environment().keySet().removeIf(name -> name.startsWith("BILAYER_"));
    return jvm.start();
  }

  private static String outputOf(Process jvm) throws IOException, InterruptedException {
    String output = new String(jvm.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(jvm.waitFor(1, TimeUnit.MINUTES)).isTrue();
    return output;
  }

  private static List<String> schemasIn(String output) {
    return output
        .lines()
        .filter(line -> line.startsWith("schema "))
        .map(line -> line.substring("schema ".length()))
        .toList();
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("bilayer-"))
          .toList();
    }
  }
}
