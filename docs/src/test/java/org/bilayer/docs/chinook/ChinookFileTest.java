package org.bilayer.docs.chinook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.bilayer.docs.chinook.ChinookFile.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.AssertionFailedError;

/** How the file is found and read, without it. */
final class ChinookFileTest {

  @TempDir
  private Path beside;

  private Path root;

  @BeforeEach
  void createRepository() throws IOException {
    root = Files.createDirectory(beside.resolve("checkout"));
  }

  @Test
  void locate_fileBesideTheRepository_findsIt() throws IOException {
    Path file = write("{}");
    assertThat(ChinookFile.locate(root, Map.<String, String>of()::get)).contains(file);
  }

  @Test
  void locate_fileAbsent_findsNone() {
    assertThat(ChinookFile.locate(root, Map.<String, String>of()::get)).isEmpty();
  }

  @Test
  void locate_fileAbsentInCi_failsTheTest() {
    for (Map<String, String> environment : List.of(
        Map.of("CI", "true"), Map.of("BILAYER_DATABASES_REQUIRED", "h2,postgresql,mariadb"))) {
      assertThatThrownBy(() -> ChinookFile.locate(root, environment::get))
          .isInstanceOf(AssertionFailedError.class)
          .hasMessageStartingWith("The sample database is not there")
          .hasMessageEndingWith("It is required in CI.");
    }
  }

  @Test
  void read_byteOrderMarkNullsAndNumbers_givesTheirValues() throws IOException {
    Path file =
        write("\uFEFF{\"A\": [{\"Id\": 1, \"Boss\": null, \"Name\": \"Ünï\", \"State\": \"\","
            + " \"Price\": 1.5, \"At\": \"2021-01-02T03:04:05\"}], \"B\": []}");
    ChinookFile read = ChinookFile.read(file);
    Row row = read.rows("A").get(0);
    assertThat(read.tables()).containsExactly("A", "B");
    assertThat(read.size()).isEqualTo(1);
    assertThat(row.number("Id")).isEqualTo(1);
    assertThat(row.numberOrNull("Boss")).isNull();
    assertThat(row.text("Name")).isEqualTo("Ünï");
    assertThat(row.textOrNull("State")).isNull();
    assertThat(row.money("Price")).isEqualTo(new BigDecimal("1.50"));
    assertThat(row.time("At")).isEqualTo("2021-01-02T03:04:05");
    assertThatThrownBy(() -> row.text("Nome")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> read.rows("C")).isInstanceOf(IllegalArgumentException.class);
  }

  private Path path() {
    return beside.resolve("shared").resolve("data").resolve("chinook.json");
  }

  private Path write(String text) throws IOException {
    Files.createDirectories(path().getParent());
    return Files.writeString(path(), text, StandardCharsets.UTF_8);
  }
}
