package org.bilayer.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The import on a command line: exit codes, and what is printed where. */
final class ImportCommandTest {

  private static final String URL = "jdbc:h2:mem:import_command;DB_CLOSE_DELAY=-1";

  @TempDir
  private Path folder;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @BeforeEach
  void createTables() throws SQLException {
    execute(
        "CREATE TABLE \"item\" (\"id\" INT PRIMARY KEY, \"name\" VARCHAR(20) NOT NULL, \"version\" BIGINT NOT NULL)");
  }

  @AfterEach
  void dropTables() throws SQLException {
    execute("SHUTDOWN");
  }

  private static void execute(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(URL);
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private int run(String... arguments) {
    out.reset();
    err.reset();
    return ImportCommand.run(
        List.of(arguments),
        Map.of("SECRET", ""),
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8));
  }

  private int runOn(String... more) {
    var arguments = new ArrayList<>(
        List.of("--url", URL, "--into", folder.toString(), "--package", "com.example.shop"));
    arguments.addAll(List.of(more));
    return run(arguments.toArray(String[]::new));
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  @Test
  void import_endsWith0_withTheReportOnOut_andProgressOnErr() {
    assertThat(runOn()).as(err()).isZero();
    assertThat(out())
        .startsWith("The schema PUBLIC: 1 mappings of 1 tables and views, 0 of them only read.")
        .contains("Files: 2 new, 0 changed, 0 as before, 0 removed [folder=")
        .containsPattern(
            "Time: [0-9.]+ s \\(catalogue [0-9.]+ s, rows [0-9.]+ s, compiler [0-9.]+ s, live check");
    assertThat(err()).contains("reading the catalogue", "compiling 2 sources", "writing 2 files");
    assertThat(folder.resolve("com/example/shop/Item.java")).exists();
    assertThat(folder.resolve("com/example/shop/Shop.java")).exists();
  }

  @Test
  void check_endsWith0WithoutChanges_and1WithChanges_andWritesNothing() throws Exception {
    assertThat(runOn()).isZero();
    assertThat(runOn("--check")).isZero();
    assertThat(out())
        .isEqualTo("Nothing has changed since the sources were written." + System.lineSeparator());

    String before = Files.readString(folder.resolve("com/example/shop/Item.java"));
    execute("ALTER TABLE \"item\" ALTER COLUMN \"name\" VARCHAR(30)");
    assertThat(runOn("--check")).isEqualTo(1);
    assertThat(out())
        .contains("item, column name: was CHARACTER VARYING(20)", "is CHARACTER VARYING(30)");
    assertThat(Files.readString(folder.resolve("com/example/shop/Item.java"))).isEqualTo(before);
  }

  @Test
  void check_beforeAnImport_endsWith2() {
    assertThat(runOn("--check")).isEqualTo(2);
    assertThat(err()).contains("no import wrote into this folder");
  }

  @Test
  void help_endsWith0_andNamesEachOption() {
    assertThat(run("--help")).isZero();
    assertThat(out())
        .contains(
            "--url",
            "--user",
            "--password-variable",
            "--schema",
            "--into",
            "--package",
            "--model",
            "--tables",
            "--exclude",
            "--key",
            "--rows",
            "--seconds",
            "--check");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      --into x --package a                      | The option --url is missing.
      --url                                     | The option --url needs a value.
      --url --into                              | The option --url needs a value.
      --nothing x                               | There is no option --nothing.
      --nothing                                 | There is no option --nothing.
      nothing                                   | An option begins with --, this does not: nothing.
      --rows many                               | The option --rows takes a number, not many.
      --rows -1                                 | The option --rows takes 0 or more, not -1.
      --key item                                | The option --key is TABLE=COLUMN,COLUMN, not item.
      --password-variable NOT_THERE             | There is no environment variable NOT_THERE.
      """)
  void wrongUse_endsWith2_andSaysHowToAsk(String arguments, String message) {
    assertThat(run(arguments.split(" "))).isEqualTo(2);
    assertThat(err()).startsWith(message).contains("Ask for --help.");
    assertThat(out()).isEmpty();
  }

  @Test
  void noArguments_endWith2_andHelp() {
    assertThat(run()).isEqualTo(2);
    assertThat(out()).contains("usage:");
  }

  @Test
  void editedFile_endsWith2_andStaysAsItIs() throws IOException {
    assertThat(runOn()).isZero();
    Path item = folder.resolve("com/example/shop/Item.java");
    Files.writeString(item, "mine");
    assertThat(runOn()).isEqualTo(2);
    assertThat(err()).contains("files=[Item.java]");
    assertThat(Files.readString(item)).isEqualTo("mine");
  }

  @Test
  void databaseThatCannotBeReached_endsWith2_withoutThePassword() {
    assertThat(run(
            "--url",
            "jdbc:postgresql://127.0.0.1:1/none?password=hunter2",
            "--into",
            folder.toString(),
            "--package",
            "a"))
        .isEqualTo(2);
    assertThat(err()).isNotEmpty().doesNotContain("hunter2");
    assertThat(folder).isEmptyDirectory();
  }
}
