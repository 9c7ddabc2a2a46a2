package org.bilayer.docs.bank;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bank as somebody runs it. */
final class BankMainTest {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  private int run(String... args) {
    return BankMain.run(
        List.of(args), new Screen(new PrintStream(bytes, true, StandardCharsets.UTF_8), false));
  }

  private String printed() {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Test
  void run_smallLedger_endsEqualAndSaysSo() {
    assertThat(run("--operations", "300", "--threads", "2")).isZero();

    assertThat(printed())
        .contains("2 threads apply 396 operations to each backend")
        .contains("per second")
        .contains("run again")
        .contains("lodge,B-999999,12.50,EUR -> there is no account B-999999")
        .contains("forgets update")
        .contains("OK: money is conserved");
  }

  @Test
  void run_ownLedger_reportsLinesByTheirNumbers(@TempDir Path directory) throws IOException {
    Path file = Files.write(
        directory.resolve("own.csv"),
        List.of(
            "register,Ada,ada@example.org",
            "barrier",
            "open,A-000001,Ada,USD",
            "barrier",
            "lodge,A-000001,5.00,USD",
            "lodge,A-000001,\u001b[31m5.00,USD",
            "nonsense"));

    assertThat(run("--ledger", file.toString())).isZero();

    assertThat(printed())
        .contains("line      6")
        .contains("line      7: nonsense -> there is no operation \"nonsense\"")
        .contains("Money in USD")
        .doesNotContain("\u001b");
  }

  @Test
  void run_emptyLedger_isNoFailure(@TempDir Path directory) throws IOException {
    Path file = Files.write(directory.resolve("empty.csv"), List.of());

    assertThat(run("--ledger", file.toString())).isZero();

    assertThat(printed()).contains("No line was refused.", "not tried: there are no customers");
  }

  @Test
  void run_missingLedger_saysSo(@TempDir Path directory) {
    Path file = directory.resolve("missing.csv");

    assertThat(run("--ledger", file.toString())).isEqualTo(2);

    assertThat(printed()).contains("The bank could not be run", "missing.csv");
  }

  @Test
  void run_unreachableServer_saysSo() {
    assertThat(run("--operations", "10", "--postgresql", "jdbc:postgresql://127.0.0.1:1/none"))
        .isEqualTo(2);

    assertThat(printed()).contains("The bank could not be run", "127.0.0.1:1");
  }

  @Test
  void run_wrongArgument_saysSo() {
    assertThat(run("--threads", "none")).isEqualTo(2);

    assertThat(printed())
        .isEqualToIgnoringNewLines("--threads takes a number from 1 to 64, not none. Try --help.");
  }

  @Test
  void run_help_listsTheArguments() {
    assertThat(run("--help")).isZero();

    assertThat(printed()).contains("--operations N", "--mariadb [URL]", "exit code");
  }
}
