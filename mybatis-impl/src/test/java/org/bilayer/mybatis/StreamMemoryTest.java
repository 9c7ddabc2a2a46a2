package org.bilayer.mybatis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.ibatis.executor.Executor;
import org.bilayer.DataLayer;
import org.bilayer.mybatis.fixture.DriverDataSource;
import org.bilayer.mybatis.fixture.Server;
import org.bilayer.mybatis.fixture.TestDatabase;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;

/** Streams take bounded memory, also with other reads inside: of rows that need more than the whole heap of their JVM. */
@Timeout(300)
final class StreamMemoryTest {

  private static final boolean NIGHTLY = Boolean.getBoolean("bilayer.nightly");
  private static final int ENTRIES = NIGHTLY ? 400_000 : 80_000;
  private static final String HEAP = "-Xmx32m";
  private static final int EVERY = 1_000;

  private static void fill(String url, String numbers) throws SQLException {
    var source = new DriverDataSource(url);
    MyBatisDataLayer.createTables(StreamInSmallHeap.MODEL, source);
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(
          ("INSERT INTO \"entry\" (\"id\", \"text\", \"row_version\") SELECT n, CONCAT(n, REPEAT('x', 480)), 1 FROM "
                  + numbers)
              .replace("\"", connection.getMetaData().getIdentifierQuoteString()));
    }
  }

  /** What the program needs, wherever the launcher of the tests has it from. */
  private static String classPath() {
    return Stream.of(
            StreamInSmallHeap.class,
            MyBatisDataLayer.class,
            DataLayer.class,
            Executor.class,
            Logger.class,
            Nullable.class,
            org.h2.Driver.class,
            org.postgresql.Driver.class,
            org.mariadb.jdbc.Driver.class)
        .map(type -> type.getProtectionDomain().getCodeSource().getLocation().getPath())
        .distinct()
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static void assertStreamsFit(String url) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            HEAP,
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            classPath(),
            StreamInSmallHeap.class.getName(),
            url,
            Integer.toString(EVERY))
        .redirectErrorStream(true)
        .start();
    try (InputStream output = process.getInputStream()) {
      String printed = new String(output.readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).as(printed).isZero();
      assertThat(printed).contains("entries [" + ENTRIES + ", " + ENTRIES + "] in ");
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void stream_onPostgreSql_fitsIntoASmallHeap() throws Exception {
    try (TestDatabase database = Server.POSTGRESQL.create()) {
      fill(database.url(), "generate_series(1, " + ENTRIES + ") AS numbers(n)");
      assertStreamsFit(database.url());
    }
  }

  @Test
  void stream_onMariaDb_fitsIntoASmallHeap() throws Exception {
    try (TestDatabase database = Server.MARIADB.create()) {
      fill(database.url(), "(SELECT seq AS n FROM seq_1_to_" + ENTRIES + ") AS numbers");
      assertStreamsFit(database.url());
    }
  }

  /** H2 keeps a result in the heap up to a number of rows, and the rest in its file; a database in the heap is all in the heap. */
  @Test
  void stream_onH2InAFile_fitsIntoASmallHeap(@TempDir Path folder) throws Exception {
    String url = "jdbc:h2:" + folder.resolve("small");
    fill(url, "(SELECT X AS n FROM SYSTEM_RANGE(1, " + ENTRIES + "))");
    assertStreamsFit(url);
  }
}
