package org.bilayer.tools.migration;

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
import java.util.stream.Stream;
import org.bilayer.model.Model;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The proposal on a command line: exit codes, and what is printed where. */
final class ProposeCommandTest {

  private static final String URL = "jdbc:h2:mem:propose_command;DB_CLOSE_DELAY=-1";

  /** Found by its name. */
  public static final Model SHOP = ProposalTest.BEFORE;

  @TempDir
  private Path folder;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @BeforeEach
  void createDatabase() throws SQLException {
    execute("CREATE SCHEMA \"of_others\"");
  }

  @AfterEach
  void dropDatabase() throws SQLException {
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
    return ProposeCommand.run(
        List.of(arguments),
        Map.of("SECRET", ""),
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8));
  }

  private int propose(String... more) {
    var arguments = new ArrayList<>(List.of(
        "--model",
        ProposeCommandTest.class.getName() + "#SHOP",
        "--url",
        URL,
        "--into",
        folder.toString(),
        "--name",
        "create_person"));
    arguments.addAll(List.of(more));
    return run(arguments.toArray(new String[0]));
  }

  private List<String> files() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private void apply(String file) throws IOException, SQLException {
    for (String sql : Tables.statements(Files.readString(folder.resolve(file)))) {
      execute(sql);
    }
  }

  @Test
  void propose_check_andProposeAgain_writeOnceAndEndWithNothing() throws Exception {
    assertThat(propose("--check")).isEqualTo(ProposeCommand.NEEDED);
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("person: table missing");
    assertThat(files()).isEmpty();

    assertThat(propose()).isEqualTo(ProposeCommand.DONE);
    assertThat(files()).containsExactly("V1__create_person.sql");
    apply("V1__create_person.sql");

    assertThat(propose("--check")).isEqualTo(ProposeCommand.DONE);
    assertThat(propose()).isEqualTo(ProposeCommand.DONE);
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("nothing to change");
    assertThat(files()).containsExactly("V1__create_person.sql");
    assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--url x                                        | The option --model is missing.",
        "--model x                                      | The option --url is missing.",
        "--model                                        | The option --model needs a value.",
        "--colour red                                   | There is no option --colour.",
        "model                                          | An option begins with --, this does not: model.",
        "--password-variable NONE                       | There is no environment variable NONE.",
        "--renamed-table x                              | The option --renamed-table is OLD=NEW, not x.",
        "--renamed-column x=y                           | The option --renamed-column is TABLE.OLD=NEW, not x=y.",
        "--model com.example.None --url x               | There is no such class on the class path",
        "--model java.lang.String --url x               | The class has 0 static fields of type Model",
        "--model java.lang.String#valueOf --url x       | There is no such static field",
        "--model java.io.File#separator --url x         | This is no org.bilayer.model.Model",
      })
  void command_thatIsWrong_saysWhatIsWrong_andEndsWith2(String arguments, String message)
      throws IOException {
    assertThat(run(arguments.split(" ", -1))).isEqualTo(ProposeCommand.FAILED);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains(message);
    assertThat(out.toString(StandardCharsets.UTF_8)).isEmpty();
    assertThat(files()).isEmpty();
  }

  @Test
  void help_namesEveryOption() {
    assertThat(run("--help")).isEqualTo(ProposeCommand.DONE);
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("--model", "--migrations", "--renamed-column", "exit codes: 0 ");
  }
}
