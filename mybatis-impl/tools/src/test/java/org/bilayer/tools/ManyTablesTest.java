package org.bilayer.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.bilayer.testkit.database.Databases;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Schemas of many tables. */
final class ManyTablesTest {

  private static final int TABLES = 300;

  @TempDir
  private Path folder;

  private static String[] tables() {
    return IntStream.range(0, TABLES)
        .mapToObj(i -> "CREATE TABLE t" + i
            + " (id BIGINT NOT NULL PRIMARY KEY, a INT, b VARCHAR(40), c TEXT, d DECIMAL(10, 2), e TIMESTAMP, f DATE, code"
            + " VARCHAR(10) UNIQUE, parent_id BIGINT"
            + (i == 0 ? "" : " REFERENCES t" + (i - 1) + " (id)") + ")")
        .toArray(String[]::new);
  }

  /** A process of its own, from its start to its end; the processor time does not depend on what else the machine does. */
  @Test
  void import_of300Tables_fromAColdStart_takesAtMost10Seconds() throws Exception {
    try (Live live = new Live(Databases.postgresql().require(), folder)) {
      live.execute(tables());
      String url;
      try (var connection = live.schema().dataSource().getConnection()) {
        url = connection.getMetaData().getURL();
      }
      long begin = System.nanoTime();
      var command = new ArrayList<>(List.of(
          Path.of(System.getProperty("java.home"), "bin", "java").toString(),
          "-cp",
          System.getProperty("java.class.path"),
          Timed.class.getName(),
          "--url",
          url,
          "--user",
          "postgres",
          "--schema",
          live.schema().name(),
          "--into",
          live.root().toString(),
          "--package",
          Live.PACKAGE));
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes());
      assertThat(process.waitFor()).as(said).isZero();
      Duration took = Duration.ofNanos(System.nanoTime() - begin);
      assertThat(said)
          .contains("300 mappings of 300 tables", "the sources were neither compiled nor compared");
      Duration processor = Duration.parse(
          said.lines().filter(line -> line.startsWith("PT")).findFirst().orElseThrow());
      System.out.println("[figure] import of 300 tables from a cold start: " + took.toMillis()
          + " ms, processor time " + processor.toMillis() + " ms");
      assertThat(processor).isLessThan(Duration.ofSeconds(20)); // two processors for 10 seconds
    }
  }

  /** The command, and the processor time of the process. */
  static final class Timed {

    private Timed() {}

    /** Runs the command. */
    public static void main(String[] arguments) {
      int code = ImportCommand.run(List.of(arguments), System.getenv(), System.out, System.err);
      System.out.println(ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO));
      System.exit(code);
    }
  }

  @Test
  void import_ofMoreTablesThanAModelCanName_isRefusedBeforeAnythingIsWritten() {
    try (Live live = new Live(Databases.h2(), folder)) {
      live.execute(IntStream.range(0, 5)
          .mapToObj(i -> "CREATE TABLE t" + i + " (id INT PRIMARY KEY)")
          .toArray(String[]::new));
      assertThatThrownBy(() -> live.wanted().atMost(4).write())
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining(
              "The schema has more tables than one model can name; nothing was written")
          .hasMessageContaining("chosen=5, most=4")
          .hasMessageContaining("Choose some by --tables");
      assertThat(live.files()).isEmpty();
      live.wanted().atMost(4).except("t1").write();
      assertThat(live.model().mappings()).hasSize(4);
    }
  }
}
