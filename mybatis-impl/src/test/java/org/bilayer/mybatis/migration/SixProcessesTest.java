package org.bilayer.mybatis.migration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bilayer.testkit.database.Databases;
import org.bilayer.testkit.database.TestDatabase;
import org.bilayer.testkit.database.TestSchema;
import org.h2.tools.Server;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Six processes that start at the same time, and one that is killed while it applies. */
@EnabledIfSystemProperty(
    named = "bilayer.nightly",
    matches = "true",
    disabledReason = "starts many processes; mvn verify -Pnightly runs it")
final class SixProcessesTest {

  private static final Pattern APPLIED = Pattern.compile("^applied (.*)$", Pattern.MULTILINE);

  @TempDir
  Path directory;

  private StepFiles files() throws IOException {
    var files = new StepFiles(Files.createDirectory(directory.resolve("sql")))
        .with("V1__places.sql", "CREATE TABLE place (id bigint PRIMARY KEY);");
    for (int i = 2; i <= 9; i++) {
      files.with("V" + i + "__row.sql", "INSERT INTO place VALUES (" + i + ");");
    }
    return files;
  }

  private Process start(String url, int number) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-Xmx128m",
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            MigratingProcess.class.getName(),
            url,
            directory.resolve("sql").toString())
        .redirectErrorStream(true)
        .redirectOutput(directory.resolve("log" + number).toFile())
        .start();
  }

  private void sixAtOnce(String url) throws Exception {
    files();
    var processes = new ArrayList<Process>();
    for (int i = 0; i < 6; i++) {
      processes.add(start(url, i));
    }
    var all = new ArrayList<String>();
    for (int i = 0; i < 6; i++) {
      processes.get(i).waitFor();
      String log = Files.readString(directory.resolve("log" + i), StandardCharsets.UTF_8);
      Matcher applied = APPLIED.matcher(log);
      assertThat(applied.find()).as(log).isTrue();
      if (!applied.group(1).isEmpty()) {
        all.addAll(List.of(applied.group(1).split(",")));
      }
    }
    assertThat(all).containsExactlyInAnyOrder("1", "2", "3", "4", "5", "6", "7", "8", "9");
  }

  private static String url(TestSchema schema, TestDatabase database) throws Exception {
    try (Connection connection = schema.dataSource().getConnection()) {
      String user = connection.getMetaData().getUserName().replaceAll("@.*", "");
      String url = connection.getMetaData().getURL();
      return url + (url.contains("?") ? "&" : "?") + "user=" + user
          + (database.name().equals("postgresql") && !url.contains("currentSchema")
              ? "&currentSchema=" + schema.name()
              : "");
    }
  }

  @Test
  void apply_sixProcessesOnPostgreSql_eachStepOnce() throws Exception {
    TestDatabase database = Databases.postgresql().require();
    try (TestSchema schema = database.newSchema("processes")) {
      sixAtOnce(url(schema, database));
    }
  }

  @Test
  void apply_sixProcessesOnMariaDb_eachStepOnce() throws Exception {
    TestDatabase database = Databases.mariadb().require();
    try (TestSchema schema = database.newSchema("processes")) {
      sixAtOnce(url(schema, database));
    }
  }

  @Test
  void apply_sixProcessesOnH2_eachStepOnce() throws Exception {
    Server server = Server.createTcpServer(
            "-tcpPort", "0", "-ifNotExists", "-baseDir", directory.toString())
        .start();
    try {
      sixAtOnce("jdbc:h2:tcp://127.0.0.1:" + server.getPort() + "/./six");
    } finally {
      server.stop();
    }
  }

  @Test
  void apply_afterAKilledProcess_finishes() throws Exception {
    TestDatabase database = Databases.postgresql().require();
    try (TestSchema schema = database.newSchema("processes")) {
      StepFiles files =
          files().with("V10__slow.sql", "INSERT INTO place VALUES (10); SELECT pg_sleep(2);");
      Process killed = start(url(schema, database), 0);
      while (Sql.column(
              schema.dataSource(),
              "SELECT count(*) FROM pg_stat_activity WHERE query LIKE '%pg_sleep(2)%'"
                  + " AND wait_event = 'PgSleep' AND pid <> pg_backend_pid()")
          .contains("0")) {
        assertThat(killed.isAlive()).isTrue();
        Thread.sleep(20);
      }
      killed.destroyForcibly().waitFor();

      assertThat(files.migrations().apply(schema.dataSource())).containsExactly("10");
    }
  }
}
